/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One run of a sync, made from its record in the ledger. */

#include "libfootprints/sync/footprints-sync-run-private.h"

#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/import/footprints-import-counts-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsSyncRun:id: (getter get_id)
   *
   * Its id in the ledger.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSyncRunRow, COUNT, id, "id", "id"),
  /**
   * FootprintsSyncRun:config-id: (getter get_config_id)
   *
   * The id of the sync.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSyncRunRow, COUNT, config_id, "config-id", "config_id"),
  /**
   * FootprintsSyncRun:window-start: (getter get_window_start)
   *
   * The time from which it looked for plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_OPTIONAL_FIELD (
      FootprintsSyncRunRow, INSTANT, window_start, "window-start", "window_start"),
  /**
   * FootprintsSyncRun:state: (getter get_state)
   *
   * How it ended, or that it is still running.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_FIELD (FootprintsSyncRunRow,
                         state,
                         "state",
                         "state",
                         footprints_import_state_get_type,
                         FOOTPRINTS_IMPORT_STATE_QUEUED,
                         _footprints_import_state_names),
  /**
   * FootprintsSyncRun:started-at: (getter get_started_at)
   *
   * When it began.
   *
   * Since: 0.1
   */
  FOOTPRINTS_OPTIONAL_FIELD (FootprintsSyncRunRow, INSTANT, started_at, "started-at", "started_at"),
  /**
   * FootprintsSyncRun:ended-at: (getter get_ended_at)
   *
   * When it ended, or last stored something.
   *
   * Since: 0.1
   */
  FOOTPRINTS_OPTIONAL_FIELD (FootprintsSyncRunRow, INSTANT, ended_at, "ended-at", "ended_at"),
  /**
   * FootprintsSyncRun:n-rows: (getter get_n_rows)
   *
   * How many plays it read.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSyncRunRow, COUNT, n_rows, "n-rows", "rows"),
  /**
   * FootprintsSyncRun:n-new: (getter get_n_new)
   *
   * How many plays it added.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSyncRunRow, COUNT, n_new, "n-new", "new"),
  /**
   * FootprintsSyncRun:n-duplicate: (getter get_n_duplicate)
   *
   * How many plays it read that the ledger already had.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSyncRunRow, COUNT, n_duplicate, "n-duplicate", "duplicate"),
  /**
   * FootprintsSyncRun:n-removed-before: (getter get_n_removed_before)
   *
   * How many rows were plays that the listener has removed; they stay removed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (
      FootprintsSyncRunRow, COUNT, n_removed_before, "n-removed-before", "removed_before"),
  /**
   * FootprintsSyncRun:n-missing: (getter get_n_missing)
   *
   * How many plays the service counts beyond those that it listed; 0 also if this is not known.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSyncRunRow, COUNT, n_missing, "n-missing", "missing"),
  /**
   * FootprintsSyncRun:n-rejected: (getter get_n_rejected)
   *
   * How many rows were not acceptable plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSyncRunRow, COUNT, n_rejected, "n-rejected", "rejected"),
  /**
   * FootprintsSyncRun:error: (getter get_error)
   *
   * Why it failed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSyncRunRow, TEXT, error, "error", "error"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsSyncRun:
 *
 * One run of a sync.
 *
 * Threading: immutable, any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (SyncRun, sync_run, fields)

FootprintsSyncRun *
_footprints_sync_run_new (const FootprintsImportRecord *record)
{
  FootprintsImportCounts counts;
  FootprintsSyncRunRow row = {
    .id = record->id,
    .config_id = record->sync_config_id,
    .window_start = record->since,
    .state = record->state,
    .started_at = record->started_at,
    .ended_at = record->updated_at,
    .error = g_strdup (record->error),
  };

  _footprints_import_counts_read (&counts, record->summary);
  row.n_rows = counts.n_rows;
  row.n_new = counts.n_new;
  row.n_duplicate = counts.n_duplicate;
  row.n_removed_before = counts.n_removed_before;
  row.n_missing = counts.n_missing;
  row.n_rejected = counts.n_rejected;
  return _footprints_row_to_object (&_footprints_sync_run_row_type, &row);
}

/**
 * footprints_sync_run_get_id: (get-property id)
 * @self: a run
 *
 * Gets its id in the ledger.
 *
 * Returns: an id
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, SyncRun, sync_run, SYNC_RUN, id)

/**
 * footprints_sync_run_get_config_id: (get-property config-id)
 * @self: a run
 *
 * Gets the id of the sync.
 *
 * Returns: an id
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, SyncRun, sync_run, SYNC_RUN, config_id)

/**
 * footprints_sync_run_get_window_start: (get-property window-start)
 * @self: a run
 *
 * Gets the time from which it looked for plays.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 when it looked for all of them
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, SyncRun, sync_run, SYNC_RUN, window_start)

/**
 * footprints_sync_run_get_state: (get-property state)
 * @self: a run
 *
 * Gets how it ended, or that it is still running.
 *
 * Returns: the state
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (FootprintsImportState, SyncRun, sync_run, SYNC_RUN, state)

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
FOOTPRINTS_ROW_GETTER (gint64, SyncRun, sync_run, SYNC_RUN, started_at)

/**
 * footprints_sync_run_get_ended_at: (get-property ended-at)
 * @self: a run
 *
 * Gets when it ended, or last stored something.
 *
 * Returns: seconds since 1970-01-01 UTC
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, SyncRun, sync_run, SYNC_RUN, ended_at)

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
FOOTPRINTS_ROW_GETTER (gint64, SyncRun, sync_run, SYNC_RUN, n_rows)

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
FOOTPRINTS_ROW_GETTER (gint64, SyncRun, sync_run, SYNC_RUN, n_new)

/**
 * footprints_sync_run_get_n_duplicate: (get-property n-duplicate)
 * @self: a run
 *
 * Gets how many plays it read that the ledger already had.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, SyncRun, sync_run, SYNC_RUN, n_duplicate)

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
FOOTPRINTS_ROW_GETTER (gint64, SyncRun, sync_run, SYNC_RUN, n_removed_before)

/**
 * footprints_sync_run_get_n_missing: (get-property n-missing)
 * @self: a run
 *
 * Gets how many plays the service counts beyond those that it listed. A
 * service may count wrongly; a verification finds out.
 *
 * It is also 0 if the service does not count plays, and for files.
 *
 * Returns: 0 or more
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, SyncRun, sync_run, SYNC_RUN, n_missing)

/**
 * footprints_sync_run_get_n_rejected: (get-property n-rejected)
 * @self: a run
 *
 * Gets how many rows were not acceptable plays.
 *
 * Returns: a number of rows
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, SyncRun, sync_run, SYNC_RUN, n_rejected)

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
FOOTPRINTS_ROW_GETTER (const char *, SyncRun, sync_run, SYNC_RUN, error)

/**
 * footprints_sync_run_to_json:
 * @self: a run
 *
 * Describes it as a JSON object, see doc/rest-api.md.
 *
 * Returns: (transfer full): JSON
 *
 * Since: 0.1
 */
char *
footprints_sync_run_to_json (FootprintsSyncRun *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_RUN (self), NULL);

  return _footprints_row_to_json (&_footprints_sync_run_row_type, &self->row);
}
