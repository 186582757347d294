/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/tenant/fpd-events.h"
#include "footprintsd/tenant/fpd-jobs.h"
#include "footprintsd/tenant/fpd-site.h"
#include "footprintsd/tenant/fpd-syncs.h"
#include "footprintsd/tenant/fpd-verifications.h"

G_BEGIN_DECLS

/* What works on the main loop, and is known to the second step of an answer. */
typedef struct
{
  FpdSite *site;
  /* Of the listener whose history is asked; all NULL for a route without a ledger. */
  FootprintsStore *store;
  FpdJobs *jobs;
  FpdSyncs *syncs;
  FpdVerifications *verifications;
  FpdEvents *events;
  guint *n_exports;    /* how many are on their way, in a g_rc_box */
  const char *contact; /* what services are told of who asks them; NULL: nothing */
} FpdContext;

G_END_DECLS
