/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/protocol/footprints-service-reply-private.h"

G_BEGIN_DECLS

/* Replies of Last.fm. Pure: no I/O. */

/* Whether @reply is a page of @account's plays. Last.fm puts errors into replies of any status,
 * even 200, so the error code decides. */
gboolean _footprints_lastfm_check_reply (guint status,
                                         const FootprintsServiceReply *reply,
                                         const char *account,
                                         GError **error);

extern const FootprintsReplyShape _footprints_lastfm_shape;
/* How many plays there are in the range; -1: not stated. */
gint64 _footprints_lastfm_get_total (json_object *root);
/* Whether @track is the one that is playing now, which is on each page and has no time. */
gboolean _footprints_lastfm_is_now_playing (json_object *track);

/* How many plays a page of this reply holds; -1: not stated. */
gint64 _footprints_lastfm_get_page_size (json_object *root);
/* Whether the reply promises plays on its page but has none. This happens now and then, for a
 * while; or the count is wrong. */
gboolean _footprints_lastfm_is_doubtful (const FootprintsServiceReply *reply);

G_END_DECLS
