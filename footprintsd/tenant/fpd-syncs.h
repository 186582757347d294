/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/tenant/fpd-events.h"

#include "libfootprints/core/footprints-json-writer-private.h"

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* The syncs of a store at work: a scheduler, and what it tells of runs. Main thread only. */
typedef struct _FpdSyncs FpdSyncs;

/* @events: where each step of a run is told. */
FpdSyncs *fpd_syncs_new (FootprintsStore *store, const char *contact, FpdEvents *events);
void fpd_syncs_start (FpdSyncs *self);
/* Ends what runs; fpd_syncs_has_stopped() tells when all has. */
void fpd_syncs_stop (FpdSyncs *self);
gboolean fpd_syncs_has_stopped (FpdSyncs *self);
void fpd_syncs_free (FpdSyncs *self);

FootprintsSyncScheduler *fpd_syncs_get_scheduler (FpdSyncs *self);
/* One sync, and whether and how far it runs. */
void fpd_syncs_write (FpdSyncs *self, FootprintsSyncConfig *config, FootprintsJsonWriter *writer);

G_END_DECLS
