/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/tenant/fpd-events.h"
#include "footprintsd/tenant/fpd-jobs.h"
#include "footprintsd/tenant/fpd-site.h"
#include "footprintsd/tenant/fpd-syncs.h"
#include "footprintsd/tenant/fpd-verifications.h"

G_BEGIN_DECLS

/* What works on the main loop, and is available to the second step of an answer. */
typedef struct
{
  FpdSite *site;
  /* For the listener whose history is requested; all NULL for a route without a ledger. */
  FootprintsStore *store;
  FpdJobs *jobs;
  FpdSyncs *syncs;
  FpdVerifications *verifications;
  FpdEvents *events;
  guint *n_exports;    /* how many are in progress, in a g_rc_box */
  const char *contact; /* whom services may contact about our requests; NULL: not sent */
} FpdContext;

G_END_DECLS
