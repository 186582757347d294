/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/sync/footprints-sync-run-private.h"

#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/core/footprints-properties-private.h"
#include "libfootprints/import/footprints-import-counts-private.h"

/**
 * FootprintsSyncRun:
 *
 * One run of a sync.
 *
 * Threading: immutable, any thread.
 *
 * Since: 0.1
 */
struct _FootprintsSyncRun
{
  GObject parent_instance;

  FootprintsImportRecord record;
  FootprintsImportCounts counts;
};

G_DEFINE_FINAL_TYPE (FootprintsSyncRun, footprints_sync_run, G_TYPE_OBJECT)

static void
footprints_sync_run_finalize (GObject *object)
{
  _footprints_import_record_clear (&FOOTPRINTS_SYNC_RUN (object)->record);

  G_OBJECT_CLASS (footprints_sync_run_parent_class)->finalize (object);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsSyncRun:id: (getter get_id)
   *
   * Its number in the ledger.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "id", footprints_sync_run_get_id),
  /**
   * FootprintsSyncRun:config-id: (getter get_config_id)
   *
   * The number of the sync.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "config-id", footprints_sync_run_get_config_id),
  /**
   * FootprintsSyncRun:window-start: (getter get_window_start)
   *
   * From which time on it looked for plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "window-start", footprints_sync_run_get_window_start),
  /**
   * FootprintsSyncRun:state: (getter get_state)
   *
   * How it ended, or that it still runs.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_PROPERTY ("state",
                            footprints_sync_run_get_state,
                            footprints_import_state_get_type,
                            FOOTPRINTS_IMPORT_STATE_QUEUED),
  /**
   * FootprintsSyncRun:started-at: (getter get_started_at)
   *
   * When it began.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "started-at", footprints_sync_run_get_started_at),
  /**
   * FootprintsSyncRun:ended-at: (getter get_ended_at)
   *
   * When it ended, or stored something last.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "ended-at", footprints_sync_run_get_ended_at),
  /**
   * FootprintsSyncRun:n-rows: (getter get_n_rows)
   *
   * How many plays it read.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-rows", footprints_sync_run_get_n_rows),
  /**
   * FootprintsSyncRun:n-new: (getter get_n_new)
   *
   * How many plays it added.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-new", footprints_sync_run_get_n_new),
  /**
   * FootprintsSyncRun:n-duplicate: (getter get_n_duplicate)
   *
   * How many plays it read that the ledger had.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-duplicate", footprints_sync_run_get_n_duplicate),
  /**
   * FootprintsSyncRun:n-removed-before: (getter get_n_removed_before)
   *
   * How many rows were plays that the listener has removed; they stay removed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-removed-before", footprints_sync_run_get_n_removed_before),
  /**
   * FootprintsSyncRun:n-missing: (getter get_n_missing)
   *
   * How many plays the service counts beyond those that it listed; 0 also where it is not known.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-missing", footprints_sync_run_get_n_missing),
  /**
   * FootprintsSyncRun:n-rejected: (getter get_n_rejected)
   *
   * How many rows were no acceptable play.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-rejected", footprints_sync_run_get_n_rejected),
  /**
   * FootprintsSyncRun:error: (getter get_error)
   *
   * Why it failed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "error", footprints_sync_run_get_error),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_sync_run_class_init (FootprintsSyncRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_sync_run_finalize;
  _footprints_properties_install (object_class, properties);
}

static void
footprints_sync_run_init (FootprintsSyncRun *self)
{
}

FootprintsSyncRun *
_footprints_sync_run_new (const FootprintsImportRecord *record)
{
  FootprintsSyncRun *self = g_object_new (FOOTPRINTS_TYPE_SYNC_RUN, NULL);

  _footprints_import_record_copy (&self->record, record);
  _footprints_import_counts_read (&self->counts, record->summary);
  return self;
}

/**
 * footprints_sync_run_get_id: (get-property id)
 * @self: a run
 *
 * Gets its number in the ledger.
 *
 * Returns: a number
 *
 * Since: 0.1
 */
gint64
footprints_sync_run_get_id (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), 0);

  return self->record.id;
}

/**
 * footprints_sync_run_get_config_id: (get-property config-id)
 * @self: a run
 *
 * Gets the number of the sync.
 *
 * Returns: a number
 *
 * Since: 0.1
 */
gint64
footprints_sync_run_get_config_id (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), 0);

  return self->record.sync_config_id;
}

/**
 * footprints_sync_run_get_window_start: (get-property window-start)
 * @self: a run
 *
 * Gets from which time on it looked for plays.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 when it looked for all
 *
 * Since: 0.1
 */
gint64
footprints_sync_run_get_window_start (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), 0);

  return self->record.since;
}

/**
 * footprints_sync_run_get_state: (get-property state)
 * @self: a run
 *
 * Gets how it ended, or that it still runs.
 *
 * Returns: the state
 *
 * Since: 0.1
 */
FootprintsImportState
footprints_sync_run_get_state (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), FOOTPRINTS_IMPORT_STATE_FAILED);

  return self->record.state;
}

/**
 * footprints_sync_run_get_started_at: (get-property started-at)
 * @self: a run
 *
 * Gets when it began.
 *
 * Returns: seconds since 1970-01-01 UTC
 *
 * Since: 0.1
 */
gint64
footprints_sync_run_get_started_at (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), 0);

  return self->record.started_at;
}

/**
 * footprints_sync_run_get_ended_at: (get-property ended-at)
 * @self: a run
 *
 * Gets when it ended, or stored something last.
 *
 * Returns: seconds since 1970-01-01 UTC
 *
 * Since: 0.1
 */
gint64
footprints_sync_run_get_ended_at (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), 0);

  return self->record.updated_at;
}

/**
 * footprints_sync_run_get_n_rows: (get-property n-rows)
 * @self: a run
 *
 * Gets how many plays it read.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_sync_run_get_n_rows (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), 0);

  return self->counts.n_rows;
}

/**
 * footprints_sync_run_get_n_new: (get-property n-new)
 * @self: a run
 *
 * Gets how many plays it added.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_sync_run_get_n_new (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), 0);

  return self->counts.n_new;
}

/**
 * footprints_sync_run_get_n_duplicate: (get-property n-duplicate)
 * @self: a run
 *
 * Gets how many plays it read that the ledger had.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_sync_run_get_n_duplicate (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), 0);

  return self->counts.n_duplicate;
}

/**
 * footprints_sync_run_get_n_removed_before: (get-property n-removed-before)
 * @self: a run
 *
 * Gets how many rows were plays that the listener has removed; they stay removed.
 *
 * Returns: 0 or more
 *
 * Since: 0.1
 */
gint64
footprints_sync_run_get_n_removed_before (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), 0);

  return self->counts.n_removed_before;
}

/**
 * footprints_sync_run_get_n_missing: (get-property n-missing)
 * @self: a run
 *
 * Gets how many plays the service counts beyond those that it listed. A
 * service may count wrongly; a verification finds out.
 *
 * The number is 0 as well where the service counts nothing, and for files.
 *
 * Returns: 0 or more
 *
 * Since: 0.1
 */
gint64
footprints_sync_run_get_n_missing (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), 0);

  return self->counts.n_missing;
}

/**
 * footprints_sync_run_get_n_rejected: (get-property n-rejected)
 * @self: a run
 *
 * Gets how many rows were no acceptable play.
 *
 * Returns: a number of rows
 *
 * Since: 0.1
 */
gint64
footprints_sync_run_get_n_rejected (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), 0);

  return self->counts.n_rejected;
}

/**
 * footprints_sync_run_get_error: (get-property error)
 * @self: a run
 *
 * Gets why it failed.
 *
 * Returns: (nullable) (transfer none): a text for people; %NULL when it did not fail
 *
 * Since: 0.1
 */
const char *
footprints_sync_run_get_error (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), NULL);

  return self->record.error;
}

/**
 * footprints_sync_run_to_json:
 * @self: a run
 *
 * Describes it as a JSON object; doc/rest-api.md says how.
 *
 * Returns: (transfer full): JSON
 *
 * Since: 0.1
 */
char *
footprints_sync_run_to_json (FootprintsSyncRun *self)
{
  g_autoptr (json_object) object = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), NULL);

  object = _footprints_import_record_to_json (&self->record, &self->counts);
  return _footprints_json_to_string (object);
}
