/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/http/fpd-metrics.h"
#include "footprintsd/server/fpd-router.h"

G_BEGIN_DECLS

/* The record of one request: it is counted, and logged at the level “info”, or “message” when the
 * server failed. Only the route is logged, not the path, which may name music or contain a secret.
 * Main thread only. */
typedef struct _FpdRequestRecord FpdRequestRecord;

/* Gives the answer the id under which it is logged. The record ends with @message. */
FpdRequestRecord *fpd_request_record_begin (SoupServerMessage *message, FpdMetrics *metrics);
/* @account_id: 0 for none. */
void fpd_request_record_admit (FpdRequestRecord *self, const FpdRoute *route, gint64 account_id);

G_END_DECLS
