/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/import/footprints-import-page.h"

G_BEGIN_DECLS

/* What Last.fm answers. Pure: no I/O. */

/* Whether @root is a page of @account's plays. Last.fm puts errors into replies of any status, 200
 * too, so the code decides. */
gboolean _footprints_lastfm_check_reply (guint status,
                                         json_object *root,
                                         const char *account,
                                         GError **error);
/* Fails @page when there is nothing to ask with. */
gboolean _footprints_lastfm_check_account (const char *account,
                                           const char *api_key,
                                           FootprintsImportPage *page);

/* How many plays there are in the range; -1: not said. */
gint64 _footprints_lastfm_get_total (json_object *root);
gsize _footprints_lastfm_get_n_tracks (json_object *root);
json_object *_footprints_lastfm_get_track (json_object *root, gsize index);
/* The track that plays now is on each page and has no time. */
gboolean _footprints_lastfm_is_now_playing (json_object *track);

G_END_DECLS
