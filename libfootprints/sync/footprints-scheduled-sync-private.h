/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-sync-record-private.h"
#include "libfootprints/store/footprints-store.h"
#include "libfootprints/sync/footprints-sync-run.h"

G_BEGIN_DECLS

/* One sync as the scheduler works with it, and its run: from asking how many plays the service has
 * to noting how the run ended. Lives on the scheduler's context. */
typedef struct _FootprintsScheduledSync FootprintsScheduledSync;

/* The result of a run. */
typedef struct
{
  gint64 started_at;
  gint64 window_start;
  gint64 n_rows;
  gint64 n_new;
  gint64 n_duplicate;
  gint64 n_removed_before;
  gint64 n_missing; /* how many more the service counts than were found anywhere */
  gint64 n_rejected;
  gboolean was_failing; /* and this had been reported */
  gboolean is_to_tell;
} FootprintsSyncResult;

/* How runs are made, and when their failures are reported. */
typedef struct
{
  const char *contact; /* NULL: none */
  gint64 n_failures;   /* in a row */
  gint64 silence_s;    /* since the first of these */
} FootprintsSyncPolicy;

/* How the scheduler is notified. */
typedef struct
{
  void (*on_progress) (gpointer data,
                       FootprintsScheduledSync *entry,
                       gint64 n_rows,
                       gint64 n_new,
                       gint64 expected_total);
  /* @run: NULL when it was cancelled. @error: NULL when it succeeded. */
  void (*on_ended) (gpointer data,
                    FootprintsScheduledSync *entry,
                    FootprintsSyncRun *run,
                    const FootprintsSyncResult *result,
                    const GError *error);
} FootprintsSyncListener;

FootprintsScheduledSync *_footprints_scheduled_sync_new (FootprintsStore *store,
                                                         const FootprintsSyncRecord *record,
                                                         const FootprintsSyncListener *listener,
                                                         gpointer data);
/* It must not be running. */
void _footprints_scheduled_sync_free (FootprintsScheduledSync *self);

/* Takes over the settings of @record; the entry itself knows better how the sync stands. */
void _footprints_scheduled_sync_update (FootprintsScheduledSync *self,
                                        const FootprintsSyncRecord *record);
const FootprintsSyncRecord *_footprints_scheduled_sync_get_record (FootprintsScheduledSync *self);
gboolean _footprints_scheduled_sync_is_running (FootprintsScheduledSync *self);
/* @policy: borrowed; it must stay valid until the run has ended. */
void _footprints_scheduled_sync_run (FootprintsScheduledSync *self,
                                     const FootprintsSyncPolicy *policy);
void _footprints_scheduled_sync_cancel (FootprintsScheduledSync *self);

/* Writes the runs that found nothing, which are kept back to be written together; see the
 * scheduler. */
void _footprints_scheduled_sync_flush (FootprintsScheduledSync *self);
/* Appends those runs, newest first. */
void _footprints_scheduled_sync_append_runs (FootprintsScheduledSync *self,
                                             GListStore *list,
                                             guint limit);

G_END_DECLS
