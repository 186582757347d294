/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Notifies clients as things happen, by server-sent events. Main thread only. */
typedef struct _FpdEvents FpdEvents;

/* Whether a client may still listen: its session or token may have been revoked since it
 * connected. */
typedef gboolean (*FpdEventsCheck) (SoupServerMessage *message);

FpdEvents *fpd_events_new (FpdEventsCheck check);
/* Ends all streams. */
void fpd_events_close (FpdEvents *self);
void fpd_events_free (FpdEvents *self);

/* Answers @message with a stream that ends when the client disconnects or the server stops. FALSE
 * with a 503 error when too many are already listening. */
gboolean fpd_events_add_client (FpdEvents *self, SoupServerMessage *message, GError **error);
gboolean fpd_events_has_clients (FpdEvents *self);
/* @name: such as "job"; @json: a value on one line. */
void fpd_events_send (FpdEvents *self, const char *name, const char *json);

G_END_DECLS
