/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keys by which names are compared. They are never shown: what is shown is a name as reported.
 * Names are UTF-8. Pure functions; any thread. */

/* Appends the normal form of @name: names with the same one differ only in case, white space, width
 * and invisible marks, and in the kinds of quotes and dashes. Accents and other signs count. Never
 * empty. */
void _footprints_normal_form_append (GString *form, const char *name);

/* A number for what different sources would call this artist, or the first one of several. Never 0.
 * @folded_artist: the name as folded for searches; @scratch: any string. */
guint64 _footprints_artist_key (const char *artist, const char *folded_artist, GString *scratch);

/* A number for what different sources would call a track by the artist with @artist_key: of the
 * title neither guests nor notes such as "Remastered 2009", and of both names neither case,
 * accents, signs, spaces nor "The". Two versions of a song, such as a live one, are different
 * tracks. Only reports of nearly the same time are compared by it, as it joins more than a person
 * would. Never 0.
 * @folded_title: the title as folded for searches; @scratch: any string. */
guint64 _footprints_listen_key (guint64 artist_key,
                                const char *title,
                                const char *folded_title,
                                GString *scratch);

/* A number for the exact normal form of a track; never 0. @scratch: any string. */
guint64 _footprints_spelling_key (const char *artist, const char *title, GString *scratch);

G_END_DECLS
