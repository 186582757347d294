/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* FootprintsImportEntry: its fields, and how a record of the ledger becomes one. */

#include "libfootprints/import/footprints-import-entry-private.h"

#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/import/footprints-import-counts-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsImportEntry:id: (getter get_id)
   *
   * Its id in the ledger.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsImportEntryRow, COUNT, id, "id", "id"),
  /**
   * FootprintsImportEntry:label: (getter get_label)
   *
   * What was imported: the name of a file, or source and account.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsImportEntryRow, TEXT, label, "label", "label"),
  /**
   * FootprintsImportEntry:source: (getter get_source)
   *
   * The service that the plays came from.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsImportEntryRow, TEXT, source, "source", "source"),
  /**
   * FootprintsImportEntry:account: (getter get_account)
   *
   * The account whose plays it fetched.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsImportEntryRow, TEXT, account, "account", "account"),
  /**
   * FootprintsImportEntry:undone-at: (getter get_undone_at)
   *
   * When it was undone.
   *
   * Since: 0.1
   */
  FOOTPRINTS_OPTIONAL_FIELD (
      FootprintsImportEntryRow, INSTANT, undone_at, "undone-at", "undone_at"),
  /**
   * FootprintsImportEntry:state: (getter get_state)
   *
   * How it ended, or that it is still running.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_FIELD (FootprintsImportEntryRow,
                         state,
                         "state",
                         "state",
                         footprints_import_state_get_type,
                         FOOTPRINTS_IMPORT_STATE_QUEUED,
                         _footprints_import_state_names),
  /**
   * FootprintsImportEntry:started-at: (getter get_started_at)
   *
   * When it began.
   *
   * Since: 0.1
   */
  FOOTPRINTS_OPTIONAL_FIELD (
      FootprintsImportEntryRow, INSTANT, started_at, "started-at", "started_at"),
  /**
   * FootprintsImportEntry:ended-at: (getter get_ended_at)
   *
   * When it ended, or last stored something.
   *
   * Since: 0.1
   */
  FOOTPRINTS_OPTIONAL_FIELD (FootprintsImportEntryRow, INSTANT, ended_at, "ended-at", "ended_at"),
  /**
   * FootprintsImportEntry:n-rows: (getter get_n_rows)
   *
   * How many plays it read.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsImportEntryRow, COUNT, n_rows, "n-rows", "rows"),
  /**
   * FootprintsImportEntry:n-new: (getter get_n_new)
   *
   * How many plays it added.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsImportEntryRow, COUNT, n_new, "n-new", "new"),
  /**
   * FootprintsImportEntry:n-duplicate: (getter get_n_duplicate)
   *
   * How many of the plays that it read were already in the ledger.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsImportEntryRow, COUNT, n_duplicate, "n-duplicate", "duplicate"),
  /**
   * FootprintsImportEntry:n-removed-before: (getter get_n_removed_before)
   *
   * How many rows were plays that the listener had removed; they stay removed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (
      FootprintsImportEntryRow, COUNT, n_removed_before, "n-removed-before", "removed_before"),
  /**
   * FootprintsImportEntry:n-missing: (getter get_n_missing)
   *
   * How many plays the service counts beyond those that it listed; also 0 if that is not known.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsImportEntryRow, COUNT, n_missing, "n-missing", "missing"),
  /**
   * FootprintsImportEntry:n-rejected: (getter get_n_rejected)
   *
   * How many rows were not acceptable plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsImportEntryRow, COUNT, n_rejected, "n-rejected", "rejected"),
  /**
   * FootprintsImportEntry:error: (getter get_error)
   *
   * Why it failed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsImportEntryRow, TEXT, error, "error", "error"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsImportEntry:
 *
 * An import from a file or a service, as the ledger records it.
 *
 * Threading: immutable, any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (ImportEntry, import_entry, fields)

FootprintsImportEntry *
_footprints_import_entry_new (const FootprintsImportRecord *record)
{
  FootprintsImportCounts counts;
  FootprintsImportEntryRow row = {
    .id = record->id,
    .label = g_strdup (record->label),
    .source = g_strdup (record->source),
    .account = g_strdup (record->account),
    .undone_at = record->undone_at,
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
  return _footprints_row_to_object (&_footprints_import_entry_row_type, &row);
}

/**
 * footprints_import_entry_get_id: (get-property id)
 * @self: an import
 *
 * Gets its id in the ledger.
 *
 * Returns: an id
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, ImportEntry, import_entry, IMPORT_ENTRY, id)

/**
 * footprints_import_entry_get_label: (get-property label)
 * @self: an import
 *
 * Gets what was imported: the name of a file, or source and account.
 *
 * Returns: (transfer none): a text
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, ImportEntry, import_entry, IMPORT_ENTRY, label)

/**
 * footprints_import_entry_get_source: (get-property source)
 * @self: an import
 *
 * Gets the service that the plays came from.
 *
 * Returns: (nullable) (transfer none): a name such as `lastfm`; %NULL for a file
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, ImportEntry, import_entry, IMPORT_ENTRY, source)

/**
 * footprints_import_entry_get_account: (get-property account)
 * @self: an import
 *
 * Gets the account whose plays it fetched.
 *
 * Returns: (nullable) (transfer none): a name; %NULL for a file
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, ImportEntry, import_entry, IMPORT_ENTRY, account)

/**
 * footprints_import_entry_get_state: (get-property state)
 * @self: an import
 *
 * Gets how it ended, or that it is still running.
 *
 * Returns: the state
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (FootprintsImportState, ImportEntry, import_entry, IMPORT_ENTRY, state)

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
FOOTPRINTS_ROW_GETTER (gint64, ImportEntry, import_entry, IMPORT_ENTRY, started_at)

/**
 * footprints_import_entry_get_ended_at: (get-property ended-at)
 * @self: an import
 *
 * Gets when it ended, or last stored something.
 *
 * Returns: seconds since 1970-01-01 UTC
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, ImportEntry, import_entry, IMPORT_ENTRY, ended_at)

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
FOOTPRINTS_ROW_GETTER (gint64, ImportEntry, import_entry, IMPORT_ENTRY, n_rows)

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
FOOTPRINTS_ROW_GETTER (gint64, ImportEntry, import_entry, IMPORT_ENTRY, n_new)

/**
 * footprints_import_entry_get_n_duplicate: (get-property n-duplicate)
 * @self: an import
 *
 * Gets how many of the plays that it read were already in the ledger.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, ImportEntry, import_entry, IMPORT_ENTRY, n_duplicate)

/**
 * footprints_import_entry_get_n_removed_before: (get-property n-removed-before)
 * @self: an import
 *
 * Gets how many rows were plays that the listener had removed; they stay removed.
 *
 * Returns: 0 or more
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, ImportEntry, import_entry, IMPORT_ENTRY, n_removed_before)

/**
 * footprints_import_entry_get_n_missing: (get-property n-missing)
 * @self: an import
 *
 * Gets how many plays the service counts beyond those that it listed. The count of a service may be
 * wrong; a verification finds out.
 *
 * The number is also 0 if the service does not count its plays, and for files.
 *
 * Returns: 0 or more
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, ImportEntry, import_entry, IMPORT_ENTRY, n_missing)

/**
 * footprints_import_entry_get_n_rejected: (get-property n-rejected)
 * @self: an import
 *
 * Gets how many rows were not acceptable plays.
 *
 * Returns: a number of rows
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, ImportEntry, import_entry, IMPORT_ENTRY, n_rejected)

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
FOOTPRINTS_ROW_GETTER (const char *, ImportEntry, import_entry, IMPORT_ENTRY, error)

/**
 * footprints_import_entry_get_undone_at: (get-property undone-at)
 * @self: an import
 *
 * Gets when it was undone.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 if it was not
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, ImportEntry, import_entry, IMPORT_ENTRY, undone_at)

/**
 * footprints_import_entry_to_json:
 * @self: an import
 *
 * Describes the import as a JSON object, as documented in doc/rest-api.md.
 *
 * Returns: (transfer full): JSON
 *
 * Since: 0.1
 */
char *
footprints_import_entry_to_json (FootprintsImportEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_ENTRY (self), NULL);

  return _footprints_row_to_json (&_footprints_import_entry_row_type, &self->row);
}
