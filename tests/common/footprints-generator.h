/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A made-up listener: the same number of plays, seed and end give the same history to the byte, on
 * every machine, whichever end it is read from. Nothing of it is kept in memory but one day.
 *
 * A history of a million plays goes over 20 years and has some 30,000 artists (a few much played,
 * most hardly ever), 60,000 albums and 300,000 tracks; one of another size has them in proportion,
 * up to a million plays, beyond which they grow with the square root: nobody knows three million
 * tracks. No two plays share a second. Names are invented, in several scripts. */
typedef struct _FootprintsGenerator FootprintsGenerator;

#define FOOTPRINTS_GENERATOR_MAX_PLAYS (50 * 1000 * 1000)

typedef struct
{
  gint64 listened_at; /* seconds since 1970-01-01 UTC */
  const char *artist;
  const char *track;
  const char *album; /* NULL: none */
  gint64 duration_ms;
  const char *source;
} FootprintsGeneratedPlay;

/* @end_at: the plays are before it, the last one by less than a day. */
FootprintsGenerator *
footprints_generator_new (guint32 n_plays, guint64 seed, gint64 end_at, gboolean newest_first);
void footprints_generator_free (FootprintsGenerator *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsGenerator, footprints_generator_free)

/* Strings are valid until the next call. FALSE after the last play. */
gboolean footprints_generator_next (FootprintsGenerator *self, FootprintsGeneratedPlay *play);

G_END_DECLS
