/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-sync-record-private.h"
#include "libfootprints/store/footprints-store.h"
#include "libfootprints/sync/footprints-sync-run.h"

G_BEGIN_DECLS

/* One sync as the scheduler works with it: a run, from the question how many plays the service has
 * to the note of how it ended. Lives on the scheduler's context. */
typedef struct _FootprintsSyncEntry FootprintsSyncEntry;

/* What a run came to. @error: NULL when it was good. */
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
  gboolean was_failing; /* and it had been told */
  gboolean is_to_tell;
} FootprintsSyncResult;

/* How runs are made, and when it is time to tell somebody that they fail. */
typedef struct
{
  const char *contact; /* NULL: none */
  gint64 n_failures;   /* in a row */
  gint64 silence_s;    /* since the first of these */
} FootprintsSyncPolicy;

/* How the scheduler hears of it. */
typedef struct
{
  void (*on_progress) (gpointer data,
                       FootprintsSyncEntry *entry,
                       gint64 n_rows,
                       gint64 n_new,
                       gint64 expected_total);
  /* @run: NULL when it was cancelled. */
  void (*on_ended) (gpointer data,
                    FootprintsSyncEntry *entry,
                    FootprintsSyncRun *run,
                    const FootprintsSyncResult *result,
                    const GError *error);
} FootprintsSyncListener;

FootprintsSyncEntry *_footprints_sync_entry_new (FootprintsStore *store,
                                                 const FootprintsSyncRecord *record,
                                                 const FootprintsSyncListener *listener,
                                                 gpointer data);
/* It must not run. */
void _footprints_sync_entry_free (FootprintsSyncEntry *self);

/* Takes over what somebody has set; how the sync stands is known better here. */
void _footprints_sync_entry_update (FootprintsSyncEntry *self, const FootprintsSyncRecord *record);
const FootprintsSyncRecord *_footprints_sync_entry_get_record (FootprintsSyncEntry *self);
gboolean _footprints_sync_entry_is_running (FootprintsSyncEntry *self);
/* @policy: borrowed; it must stay until the run has ended. */
void _footprints_sync_entry_run (FootprintsSyncEntry *self, const FootprintsSyncPolicy *policy);
void _footprints_sync_entry_cancel (FootprintsSyncEntry *self);

/* Writes runs that found nothing, which wait for company; see the scheduler. */
void _footprints_sync_entry_flush (FootprintsSyncEntry *self);
/* Those, newest first. */
void _footprints_sync_entry_append_runs (FootprintsSyncEntry *self, GListStore *list, guint limit);

G_END_DECLS
