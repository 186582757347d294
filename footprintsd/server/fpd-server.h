/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/http/fpd-listener.h"
#include "footprintsd/tenant/fpd-site.h"

G_BEGIN_DECLS

/* The HTTP server of a site. Main thread only. */
typedef struct _FpdServer FpdServer;

/* @site is borrowed; it must outlive the server. */
FpdServer *fpd_server_new (FpdSite *site);
/* Answers the clients of @listener, which must outlive the server; starts the syncs, and resumes
 * imports that a crash interrupted. */
void fpd_server_start (FpdServer *self, FpdListener *listener);
/* Accepts no more requests, ends syncs and imports (which keep what is stored), and waits for what
 * is in progress, a few seconds at most. */
void fpd_server_stop (FpdServer *self);
void fpd_server_free (FpdServer *self);

G_END_DECLS
