/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-import-entry-private.h"

#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/core/footprints-properties-private.h"
#include "libfootprints/import/footprints-import-counts-private.h"

/**
 * FootprintsImportEntry:
 *
 * An import that the ledger remembers, of a file or from a service.
 *
 * Threading: immutable, any thread.
 *
 * Since: 0.1
 */
struct _FootprintsImportEntry
{
  GObject parent_instance;

  FootprintsImportRecord record;
  FootprintsImportCounts counts;
};

G_DEFINE_FINAL_TYPE (FootprintsImportEntry, footprints_import_entry, G_TYPE_OBJECT)

static void
footprints_import_entry_finalize (GObject *object)
{
  _footprints_import_record_clear (&FOOTPRINTS_IMPORT_ENTRY (object)->record);

  G_OBJECT_CLASS (footprints_import_entry_parent_class)->finalize (object);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsImportEntry:id: (getter get_id)
   *
   * Its number in the ledger.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "id", footprints_import_entry_get_id),
  /**
   * FootprintsImportEntry:label: (getter get_label)
   *
   * What it was of: the name of a file, or source and account.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "label", footprints_import_entry_get_label),
  /**
   * FootprintsImportEntry:source: (getter get_source)
   *
   * The service it was from.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "source", footprints_import_entry_get_source),
  /**
   * FootprintsImportEntry:account: (getter get_account)
   *
   * Whose plays it fetched.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "account", footprints_import_entry_get_account),
  /**
   * FootprintsImportEntry:state: (getter get_state)
   *
   * How it ended, or that it still runs.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_PROPERTY ("state",
                            footprints_import_entry_get_state,
                            footprints_import_state_get_type,
                            FOOTPRINTS_IMPORT_STATE_QUEUED),
  /**
   * FootprintsImportEntry:started-at: (getter get_started_at)
   *
   * When it began.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "started-at", footprints_import_entry_get_started_at),
  /**
   * FootprintsImportEntry:ended-at: (getter get_ended_at)
   *
   * When it ended, or stored something last.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "ended-at", footprints_import_entry_get_ended_at),
  /**
   * FootprintsImportEntry:n-rows: (getter get_n_rows)
   *
   * How many plays it read.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-rows", footprints_import_entry_get_n_rows),
  /**
   * FootprintsImportEntry:n-new: (getter get_n_new)
   *
   * How many plays it added.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-new", footprints_import_entry_get_n_new),
  /**
   * FootprintsImportEntry:n-duplicate: (getter get_n_duplicate)
   *
   * How many plays it read that the ledger had.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-duplicate", footprints_import_entry_get_n_duplicate),
  /**
   * FootprintsImportEntry:n-removed-before: (getter get_n_removed_before)
   *
   * How many rows were plays that the listener has removed; they stay removed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-removed-before", footprints_import_entry_get_n_removed_before),
  /**
   * FootprintsImportEntry:n-missing: (getter get_n_missing)
   *
   * How many plays the service counts beyond those that it listed; 0 also where it is not known.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-missing", footprints_import_entry_get_n_missing),
  /**
   * FootprintsImportEntry:n-rejected: (getter get_n_rejected)
   *
   * How many rows were no acceptable play.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-rejected", footprints_import_entry_get_n_rejected),
  /**
   * FootprintsImportEntry:error: (getter get_error)
   *
   * Why it failed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "error", footprints_import_entry_get_error),
  /**
   * FootprintsImportEntry:undone-at: (getter get_undone_at)
   *
   * When it was undone.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "undone-at", footprints_import_entry_get_undone_at),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_import_entry_class_init (FootprintsImportEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_import_entry_finalize;
  _footprints_properties_install (object_class, properties);
}

static void
footprints_import_entry_init (FootprintsImportEntry *self)
{
}

FootprintsImportEntry *
_footprints_import_entry_new (const FootprintsImportRecord *record)
{
  FootprintsImportEntry *self = g_object_new (FOOTPRINTS_TYPE_IMPORT_ENTRY, NULL);

  _footprints_import_record_copy (&self->record, record);
  _footprints_import_counts_read (&self->counts, record->summary);
  return self;
}

/**
 * footprints_import_entry_get_id: (get-property id)
 * @self: an import
 *
 * Gets its number in the ledger.
 *
 * Returns: a number
 *
 * Since: 0.1
 */
gint64
footprints_import_entry_get_id (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), 0);

  return self->record.id;
}

/**
 * footprints_import_entry_get_label: (get-property label)
 * @self: an import
 *
 * Gets what it was of: the name of a file, or source and account.
 *
 * Returns: (transfer none): a text
 *
 * Since: 0.1
 */
const char *
footprints_import_entry_get_label (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), NULL);

  return self->record.label;
}

/**
 * footprints_import_entry_get_source: (get-property source)
 * @self: an import
 *
 * Gets the service it was from.
 *
 * Returns: (nullable) (transfer none): a name such as `lastfm`; %NULL for a file
 *
 * Since: 0.1
 */
const char *
footprints_import_entry_get_source (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), NULL);

  return self->record.source;
}

/**
 * footprints_import_entry_get_account: (get-property account)
 * @self: an import
 *
 * Gets whose plays it fetched.
 *
 * Returns: (nullable) (transfer none): a name; %NULL for a file
 *
 * Since: 0.1
 */
const char *
footprints_import_entry_get_account (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), NULL);

  return self->record.account;
}

/**
 * footprints_import_entry_get_state: (get-property state)
 * @self: an import
 *
 * Gets how it ended, or that it still runs.
 *
 * Returns: the state
 *
 * Since: 0.1
 */
FootprintsImportState
footprints_import_entry_get_state (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), FOOTPRINTS_IMPORT_STATE_FAILED);

  return self->record.state;
}

/**
 * footprints_import_entry_get_started_at: (get-property started-at)
 * @self: an import
 *
 * Gets when it began.
 *
 * Returns: seconds since 1970-01-01 UTC
 *
 * Since: 0.1
 */
gint64
footprints_import_entry_get_started_at (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), 0);

  return self->record.started_at;
}

/**
 * footprints_import_entry_get_ended_at: (get-property ended-at)
 * @self: an import
 *
 * Gets when it ended, or stored something last.
 *
 * Returns: seconds since 1970-01-01 UTC
 *
 * Since: 0.1
 */
gint64
footprints_import_entry_get_ended_at (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), 0);

  return self->record.updated_at;
}

/**
 * footprints_import_entry_get_n_rows: (get-property n-rows)
 * @self: an import
 *
 * Gets how many plays it read.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_import_entry_get_n_rows (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), 0);

  return self->counts.n_rows;
}

/**
 * footprints_import_entry_get_n_new: (get-property n-new)
 * @self: an import
 *
 * Gets how many plays it added.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_import_entry_get_n_new (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), 0);

  return self->counts.n_new;
}

/**
 * footprints_import_entry_get_n_duplicate: (get-property n-duplicate)
 * @self: an import
 *
 * Gets how many plays it read that the ledger had.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_import_entry_get_n_duplicate (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), 0);

  return self->counts.n_duplicate;
}

/**
 * footprints_import_entry_get_n_removed_before: (get-property n-removed-before)
 * @self: an import
 *
 * Gets how many rows were plays that the listener has removed; they stay removed.
 *
 * Returns: 0 or more
 *
 * Since: 0.1
 */
gint64
footprints_import_entry_get_n_removed_before (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), 0);

  return self->counts.n_removed_before;
}

/**
 * footprints_import_entry_get_n_missing: (get-property n-missing)
 * @self: an import
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
footprints_import_entry_get_n_missing (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), 0);

  return self->counts.n_missing;
}

/**
 * footprints_import_entry_get_n_rejected: (get-property n-rejected)
 * @self: an import
 *
 * Gets how many rows were no acceptable play.
 *
 * Returns: a number of rows
 *
 * Since: 0.1
 */
gint64
footprints_import_entry_get_n_rejected (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), 0);

  return self->counts.n_rejected;
}

/**
 * footprints_import_entry_get_error: (get-property error)
 * @self: an import
 *
 * Gets why it failed.
 *
 * Returns: (nullable) (transfer none): a text for people; %NULL when it did not fail
 *
 * Since: 0.1
 */
const char *
footprints_import_entry_get_error (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), NULL);

  return self->record.error;
}

/**
 * footprints_import_entry_get_undone_at: (get-property undone-at)
 * @self: an import
 *
 * Gets when it was undone.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 when it stands
 *
 * Since: 0.1
 */
gint64
footprints_import_entry_get_undone_at (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), 0);

  return self->record.undone_at;
}

/**
 * footprints_import_entry_to_json:
 * @self: an import
 *
 * Describes it as a JSON object; doc/rest-api.md says how.
 *
 * Returns: (transfer full): JSON
 *
 * Since: 0.1
 */
char *
footprints_import_entry_to_json (FootprintsImportEntry *self)
{
  g_autoptr (json_object) object = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), NULL);

  object = _footprints_import_record_to_json (&self->record, &self->counts);
  return _footprints_json_to_string (object);
}
