/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/server/fpd-gate.h"

G_BEGIN_DECLS

/* Answers requests that were let in. Each is an exchange:
 *
 *     a history is opened, where the route has one
 *     ─► the client has the answer, or it is kept: it is sent at once
 *     ─► else it waits in its lane, and a handler answers on a thread
 *     ─► a second step on the main loop, where the answer has one
 *     ─► it is sent, streamed, or comes later
 *
 * Main thread only. */
typedef struct _FpdExchanges FpdExchanges;

/* @site is borrowed. */
FpdExchanges *fpd_exchanges_new (FpdSite *site);
void fpd_exchanges_free (FpdExchanges *self);
/* The whole request is there; @path is as it came, @query may be NULL. */
void fpd_exchanges_begin (FpdExchanges *self,
                          SoupServerMessage *message,
                          const FpdAdmission *admission,
                          const char *path,
                          GHashTable *query);
gboolean fpd_exchanges_is_idle (FpdExchanges *self);

G_END_DECLS
