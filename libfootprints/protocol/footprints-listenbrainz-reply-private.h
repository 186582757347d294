/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/protocol/footprints-service-reply-private.h"

G_BEGIN_DECLS

/* Replies of ListenBrainz. Pure: no I/O. */

/* Whether @root is a reply about @account. */
gboolean _footprints_listenbrainz_check_reply (guint status,
                                               json_object *root,
                                               const char *account,
                                               GError **error);

extern const FootprintsReplyShape _footprints_listenbrainz_shape;
/* When the user's first play was; 0: there is none; -1: not stated. */
gint64 _footprints_listenbrainz_get_oldest_at (json_object *root);
/* When the last one was; -1: not stated. */
gint64 _footprints_listenbrainz_get_latest_at (json_object *root);
/* -1: not stated. */
gint64 _footprints_listenbrainz_get_count (json_object *root);

/* The root of the API for the address that people enter, which may end in a slash or in the
 * version; without the slash (transfer full). */
char *_footprints_listenbrainz_make_root (const char *base_url);

G_END_DECLS
