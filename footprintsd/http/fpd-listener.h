/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/config/fpd-config.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The addresses that clients connect to. Main thread only. */
typedef struct _FpdListener FpdListener;

/* Listens on the configured addresses, or on the sockets that systemd has opened; clients wait
 * until fpd_listener_start(). NULL with @error set if one is not available. */
FpdListener *fpd_listener_new (const FpdConfig *config, GError **error);
/* Hands each connection to @server. */
void fpd_listener_start (FpdListener *self, SoupServer *server);
/* Stops accepting connections. */
void fpd_listener_stop (FpdListener *self);
void fpd_listener_free (FpdListener *self);
/* Reloads the certificate; if it is not usable, FALSE with @error set, and the old one stays in
 * use. */
gboolean fpd_listener_reload (FpdListener *self, GError **error);

/* The addresses at which clients find the server, separated by commas (transfer full). */
char *fpd_listener_dup_uris (FpdListener *self);
/* An address that a browser on this machine can open; NULL: none (transfer full). */
char *fpd_listener_dup_uri (FpdListener *self);

/* The headers of a request have arrived: the client has the same time for the body, and no limit
 * while the server prepares the answer. */
void fpd_listener_begin_request (SoupServerMessage *message);
/* The answer is ready: the client has a limited time to read each part of it. */
void fpd_listener_begin_answer (SoupServerMessage *message);
/* The body is a file: the time limit applies to each part of it. */
void fpd_listener_expect_parts (SoupServerMessage *message);
/* Whether the client is connected through a Unix socket. */
gboolean fpd_listener_is_unix (SoupServerMessage *message);
/* Whether the client of @message has closed the connection, at least on its side. Only meaningful
 * if all that it sends has been read. */
gboolean fpd_listener_has_hung_up (SoupServerMessage *message);
/* Closes the connection of @message without an answer. */
void fpd_listener_reset (SoupServerMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdListener, fpd_listener_free)

G_END_DECLS
