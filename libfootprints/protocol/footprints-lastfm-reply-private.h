/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/protocol/footprints-service-reply-private.h"

G_BEGIN_DECLS

/* What Last.fm answers. Pure: no I/O. */

/* Whether @reply is a page of @account's plays. Last.fm puts errors into replies of any status, 200
 * too, so the code decides. */
gboolean _footprints_lastfm_check_reply (guint status,
                                         const FootprintsServiceReply *reply,
                                         const char *account,
                                         GError **error);

extern const FootprintsReplyShape _footprints_lastfm_shape;
/* How many plays there are in the range; -1: not said. */
gint64 _footprints_lastfm_get_total (json_object *root);
/* The track that plays now is on each page and has no time. */
gboolean _footprints_lastfm_is_now_playing (json_object *track);

/* How many plays a page of this reply holds; -1: it does not say. */
gint64 _footprints_lastfm_get_page_size (json_object *root);
/* Whether the reply says that there must be plays on its page, and has none. That happens for a
 * while now and then; or the count is wrong. */
gboolean _footprints_lastfm_is_doubtful (const FootprintsServiceReply *reply);

G_END_DECLS
