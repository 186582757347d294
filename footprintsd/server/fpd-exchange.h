/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/server/fpd-gate.h"

G_BEGIN_DECLS

/* Answers admitted requests. Each is an exchange:
 *
 *     the history is opened, if the route has one
 *     ─► if the client or the cache has the answer, it is sent at once
 *     ─► otherwise the request waits in its lane, and a handler answers on a thread
 *     ─► a second step runs on the main loop, if the answer has one
 *     ─► the answer is sent, is streamed, or comes later
 *
 * Main thread only. */
typedef struct _FpdExchanges FpdExchanges;

/* @site is borrowed. */
FpdExchanges *fpd_exchanges_new (FpdSite *site);
void fpd_exchanges_free (FpdExchanges *self);
/* Call when the whole request has arrived; @path is as received, @query may be NULL. */
void fpd_exchanges_begin (FpdExchanges *self,
                          SoupServerMessage *message,
                          const FpdAdmission *admission,
                          const char *path,
                          GHashTable *query);
gboolean fpd_exchanges_is_idle (FpdExchanges *self);

G_END_DECLS
