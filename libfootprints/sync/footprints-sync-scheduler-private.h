/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-store-private.h"
#include "libfootprints/sync/footprints-scheduled-sync-private.h"
#include "libfootprints/sync/footprints-sync-scheduler.h"
#include "libfootprints/sync/footprints-sync-timing-private.h"

G_BEGIN_DECLS

/* What the files of the scheduler share. */
struct _FootprintsSyncScheduler
{
  GObject parent_instance;

  FootprintsStore *store;
  GMainContext *context;
  char *contact;
  FootprintsSyncPolicy policy;
  GHashTable *entries;  /* gint64 → FootprintsScheduledSync */
  GHashTable *triggers; /* gint64 → GPtrArray of GTask, which wait for a run to end */
  GQueue due;           /* of gint64 *, in the order they became due */
  GSource *timer;       /* NULL: not started */
  GPtrArray *stopping;  /* of GTask, which wait for the stop; NULL: not stopping */
  guint n_running;
  gboolean is_stopped;
};

/* Reads the syncs from the ledger. */
gboolean _footprints_sync_scheduler_read_entries (FootprintsSyncScheduler *self, GError **error);
/* Adds a sync to those that are due, unless it is one already. */
void _footprints_sync_scheduler_queue_run (FootprintsSyncScheduler *self, gint64 id);
/* Runs the syncs that are due, a few at a time. */
void _footprints_sync_scheduler_pump (FootprintsSyncScheduler *self);
/* By id; for lists of gint64 *. */
int _footprints_sync_scheduler_order_ids (gconstpointer a, gconstpointer b);

G_END_DECLS
