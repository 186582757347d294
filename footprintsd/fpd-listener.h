/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/fpd-config.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The port on which clients come. Main thread only. */
typedef struct _FpdListener FpdListener;

/* Takes the address; clients wait until fpd_listener_start(). */
FpdListener *fpd_listener_new (const FpdConfig *config, GError **error);
/* Hands clients to @server until fpd_listener_stop(). */
void fpd_listener_start (FpdListener *self, SoupServer *server);
void fpd_listener_stop (FpdListener *self);
void fpd_listener_free (FpdListener *self);
/* "http://127.0.0.1:3000/" (transfer full). */
char *fpd_listener_dup_uri (FpdListener *self);

/* Whether the client of @message has closed its side. */
gboolean fpd_listener_has_hung_up (SoupServerMessage *message);
/* Ends the connection of @message at once; its client is told by a reset. */
void fpd_listener_reset (SoupServerMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdListener, fpd_listener_free)

G_END_DECLS
