/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/config/fpd-config.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The addresses that clients connect to. Main thread only. */
typedef struct _FpdListener FpdListener;

/* Takes the configured addresses, or the sockets that systemd has opened; clients wait until
 * fpd_listener_start(). NULL with @error set when one cannot be had. */
FpdListener *fpd_listener_new (const FpdConfig *config, GError **error);
/* Hands each connection to @server. */
void fpd_listener_start (FpdListener *self, SoupServer *server);
/* Lets nobody in any more. */
void fpd_listener_stop (FpdListener *self);
void fpd_listener_free (FpdListener *self);
/* Reads the certificate anew; FALSE with @error set, and the old one in use, when it is no good. */
gboolean fpd_listener_reload (FpdListener *self, GError **error);

/* Where clients find it, in words: one address after the other (transfer full). */
char *fpd_listener_dup_uris (FpdListener *self);
/* One that a browser on this machine can open; NULL: there is none (transfer full). */
char *fpd_listener_dup_uri (FpdListener *self);

/* The headers of a request have come: the client has as long for the body, and all the time while
 * it is answered. */
void fpd_listener_begin_request (SoupServerMessage *message);
/* The answer is known: the client has some time for each part of it. */
void fpd_listener_begin_answer (SoupServerMessage *message);
/* The body is a file: the time is for each part of it. */
void fpd_listener_expect_parts (SoupServerMessage *message);
/* Whether the client came by a socket in the file system. */
gboolean fpd_listener_is_unix (SoupServerMessage *message);
/* Whether the client of @message has ended the connection, at least on its side. Only meaningful
 * where all that it sends has been read. */
gboolean fpd_listener_has_hung_up (SoupServerMessage *message);
/* Ends the connection of @message, without an answer. */
void fpd_listener_reset (SoupServerMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdListener, fpd_listener_free)

G_END_DECLS
