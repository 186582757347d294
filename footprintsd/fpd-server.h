/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/fpd-config.h"

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* The HTTP face of one store. Main thread only. */
typedef struct _FpdServer FpdServer;

/* @contact: what services are told of who asks them; may be NULL. */
FpdServer *fpd_server_new (FootprintsStore *store, const char *contact);
/* Listens; FALSE with @error set when the address cannot be had. */
gboolean fpd_server_listen (FpdServer *self, const FpdConfig *config, GError **error);
/* Begins the syncs, and goes on with imports that a crash has broken off. */
void fpd_server_start_work (FpdServer *self);
/* "http://127.0.0.1:3000/" (transfer full). */
char *fpd_server_dup_uri (FpdServer *self);
/* Takes no more requests, ends syncs and imports (which keep what is stored) and waits for what is
 * under way, a few seconds at most. */
void fpd_server_stop (FpdServer *self);
void fpd_server_free (FpdServer *self);

G_END_DECLS
