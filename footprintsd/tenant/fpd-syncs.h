/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/tenant/fpd-events.h"

#include "libfootprints/core/footprints-json-writer-private.h"

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* The syncs of a store: a scheduler, and what it reports about runs. Main thread only. */
typedef struct _FpdSyncs FpdSyncs;

/* @events: where each step of a run is reported. */
FpdSyncs *fpd_syncs_new (FootprintsStore *store, const char *contact, FpdEvents *events);
void fpd_syncs_start (FpdSyncs *self);
/* Stops all runs; fpd_syncs_has_stopped() says when they have stopped. */
void fpd_syncs_stop (FpdSyncs *self);
gboolean fpd_syncs_has_stopped (FpdSyncs *self);
void fpd_syncs_free (FpdSyncs *self);

FootprintsSyncScheduler *fpd_syncs_get_scheduler (FpdSyncs *self);
/* Writes one sync, whether it is running, and its progress. */
void fpd_syncs_write (FpdSyncs *self, FootprintsSyncConfig *config, FootprintsJsonWriter *writer);

/* Remembers a login that waits for the listener (transfer full), for ten minutes. */
void fpd_syncs_add_login (FpdSyncs *self, FootprintsSpotifyLogin *login);
/* The login of that state, which is forgotten (transfer full); NULL: there is none. */
FootprintsSpotifyLogin *fpd_syncs_take_login (FpdSyncs *self, const char *state);

G_END_DECLS
