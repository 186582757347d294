/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/sync/footprints-sync-run-private.h"

#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/import/footprints-import-record-private.h"

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

enum
{
  PROP_0,
  PROP_ID,
  PROP_CONFIG_ID,
  PROP_WINDOW_START,
  PROP_STATE,
  PROP_STARTED_AT,
  PROP_ENDED_AT,
  PROP_N_ROWS,
  PROP_N_NEW,
  PROP_N_DUPLICATE,
  PROP_N_REMOVED_BEFORE,
  PROP_N_MISSING,
  PROP_N_REJECTED,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsSyncRun, footprints_sync_run, G_TYPE_OBJECT)

static void
footprints_sync_run_finalize (GObject *object)
{
  _footprints_import_record_clear (&FOOTPRINTS_SYNC_RUN (object)->record);

  G_OBJECT_CLASS (footprints_sync_run_parent_class)->finalize (object);
}

static void
footprints_sync_run_get_property (GObject *object,
                                  guint property_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  FootprintsSyncRun *self = FOOTPRINTS_SYNC_RUN (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, footprints_sync_run_get_id (self));
      break;
    case PROP_CONFIG_ID:
      g_value_set_int64 (value, footprints_sync_run_get_config_id (self));
      break;
    case PROP_WINDOW_START:
      g_value_set_int64 (value, footprints_sync_run_get_window_start (self));
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) footprints_sync_run_get_state (self));
      break;
    case PROP_STARTED_AT:
      g_value_set_int64 (value, footprints_sync_run_get_started_at (self));
      break;
    case PROP_ENDED_AT:
      g_value_set_int64 (value, footprints_sync_run_get_ended_at (self));
      break;
    case PROP_N_ROWS:
      g_value_set_int64 (value, footprints_sync_run_get_n_rows (self));
      break;
    case PROP_N_NEW:
      g_value_set_int64 (value, footprints_sync_run_get_n_new (self));
      break;
    case PROP_N_DUPLICATE:
      g_value_set_int64 (value, footprints_sync_run_get_n_duplicate (self));
      break;
    case PROP_N_REMOVED_BEFORE:
      g_value_set_int64 (value, footprints_sync_run_get_n_removed_before (self));
      break;
    case PROP_N_MISSING:
      g_value_set_int64 (value, footprints_sync_run_get_n_missing (self));
      break;
    case PROP_N_REJECTED:
      g_value_set_int64 (value, footprints_sync_run_get_n_rejected (self));
      break;
    case PROP_ERROR:
      g_value_set_string (value, footprints_sync_run_get_error (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_sync_run_class_init (FootprintsSyncRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_sync_run_finalize;
  object_class->get_property = footprints_sync_run_get_property;

  /**
   * FootprintsSyncRun:id: (getter get_id)
   *
   * Its number in the ledger.
   *
   * Since: 0.1
   */
  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncRun:config-id: (getter get_config_id)
   *
   * The number of the sync.
   *
   * Since: 0.1
   */
  properties[PROP_CONFIG_ID] =
      g_param_spec_int64 ("config-id", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncRun:window-start: (getter get_window_start)
   *
   * From which time on it looked for plays.
   *
   * Since: 0.1
   */
  properties[PROP_WINDOW_START] =
      g_param_spec_int64 ("window-start", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncRun:state: (getter get_state)
   *
   * How it ended, or that it still runs.
   *
   * Since: 0.1
   */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, FOOTPRINTS_TYPE_IMPORT_STATE,
                                              FOOTPRINTS_IMPORT_STATE_QUEUED, read_only);

  /**
   * FootprintsSyncRun:started-at: (getter get_started_at)
   *
   * When it began.
   *
   * Since: 0.1
   */
  properties[PROP_STARTED_AT] =
      g_param_spec_int64 ("started-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncRun:ended-at: (getter get_ended_at)
   *
   * When it ended, or stored something last.
   *
   * Since: 0.1
   */
  properties[PROP_ENDED_AT] =
      g_param_spec_int64 ("ended-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncRun:n-rows: (getter get_n_rows)
   *
   * How many plays it read.
   *
   * Since: 0.1
   */
  properties[PROP_N_ROWS] =
      g_param_spec_int64 ("n-rows", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncRun:n-new: (getter get_n_new)
   *
   * How many plays it added.
   *
   * Since: 0.1
   */
  properties[PROP_N_NEW] =
      g_param_spec_int64 ("n-new", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncRun:n-duplicate: (getter get_n_duplicate)
   *
   * How many plays it read that the ledger had.
   *
   * Since: 0.1
   */
  properties[PROP_N_DUPLICATE] =
      g_param_spec_int64 ("n-duplicate", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncRun:n-removed-before: (getter get_n_removed_before)
   *
   * How many rows were plays that the listener has removed; they stay removed.
   *
   * Since: 0.1
   */
  properties[PROP_N_REMOVED_BEFORE] =
      g_param_spec_int64 ("n-removed-before", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncRun:n-missing: (getter get_n_missing)
   *
   * How many plays the service counts beyond those that it listed; 0 also where it is not known.
   *
   * Since: 0.1
   */
  properties[PROP_N_MISSING] =
      g_param_spec_int64 ("n-missing", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncRun:n-rejected: (getter get_n_rejected)
   *
   * How many rows were no acceptable play.
   *
   * Since: 0.1
   */
  properties[PROP_N_REJECTED] =
      g_param_spec_int64 ("n-rejected", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncRun:error: (getter get_error)
   *
   * Why it failed.
   *
   * Since: 0.1
   */
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
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

  return _footprints_import_record_get_state (&self->record);
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
