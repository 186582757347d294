/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The imports that a ledger records: the importing half of FootprintsStore. */

#include "libfootprints/import/job/footprints-store-imports.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/import/footprints-import-entry-private.h"
#include "libfootprints/import/footprints-import-records-private.h"
#include "libfootprints/import/footprints-undo-summary-private.h"
#include "libfootprints/import/services/footprints-importer.h"
#include "libfootprints/records/footprints-sync-record-private.h"
#include "libfootprints/secret/footprints-store-secrets-private.h"
#include "libfootprints/store/footprints-store-private.h"

static gboolean
add_entry (gpointer data, gconstpointer record)
{
  g_autoptr (FootprintsImportEntry) entry = _footprints_import_entry_new (record);

  g_list_store_append (data, entry);
  return TRUE;
}

/**
 * footprints_store_list_imports:
 * @self: a store
 * @limit: how many at most, 1 to 1000
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Lists the imports into this ledger, newest first, without runs of syncs.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @limit is out of range;
 * %FOOTPRINTS_ERROR_CLOSED; those of reading the file; %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full): a list model of [class@ImportEntry]; %NULL with @error set
 *
 * Since: 0.1
 */
GListModel *
footprints_store_list_imports (FootprintsStore *self,
                               guint limit,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GListStore) list = g_list_store_new (FOOTPRINTS_TYPE_IMPORT_ENTRY);
  g_autoptr (FootprintsLedger) ledger = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);

  if (!_footprints_check_limit (limit, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  ledger = _footprints_store_dup_ledger (self, error);
  if (ledger == NULL ||
      !_footprints_import_records_list (_footprints_ledger_get_records (ledger, FALSE), 0, limit,
                                        add_entry, list, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&list));
}

/* How many labels an undo reports. */
#define MAX_LABELS 10

typedef struct
{
  gint64 id;
  FootprintsLedgerLetGo let_go;
  GStrv kept_by;
} Undoing;

/* Collects the labels of the imports and accounts that hold the plays that stay. */
static gboolean
name_holders (FootprintsRecords *records, Undoing *undoing, GError **error)
{
  const GArray *holders = undoing->let_go.holders;
  guint n_labels = MIN (holders->len, MAX_LABELS);
  g_auto (GStrv) labels = g_new0 (char *, n_labels + 1);

  for (guint i = 0; i < n_labels; i++)
    {
      g_auto (FootprintsImportRecord) record = { 0 };

      if (!_footprints_records_get (records, &_footprints_import_record_type,
                                    g_array_index (holders, gint64, i), &record, error))
        return FALSE;
      labels[i] = g_strdup (record.label != NULL ? record.label : "");
    }
  undoing->kept_by = g_steal_pointer (&labels);
  return TRUE;
}

/* Makes the syncs of the sources that lose plays look at that time again, so that the history has
 * what the service has. */
static gboolean
ask_syncs (FootprintsRecords *records, const FootprintsLedgerLetGo *let_go, GError **error)
{
  for (guint i = 0; i < let_go->gone->len; i++)
    {
      const FootprintsLedgerGone *gone = &g_array_index (let_go->gone, FootprintsLedgerGone, i);

      if (!_footprints_sync_records_look_again (records, gone->source, gone->oldest,
                                                let_go->generation, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
undo_func (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  Undoing *undoing = data;
  FootprintsRecords *records = _footprints_ledger_get_records (ledger, TRUE);

  _footprints_ledger_let_go_init (&undoing->let_go);
  return _footprints_import_records_mark_undone (records, undoing->id, _footprints_clock_now_s (),
                                                 error) &&
         FOOTPRINTS_LEDGER_GET_IFACE (ledger)->let_go (ledger, undoing->id, &undoing->let_go,
                                                       cancellable, error) &&
         ask_syncs (records, &undoing->let_go, error) && name_holders (records, undoing, error);
}

/**
 * footprints_store_undo_import:
 * @self: a store
 * @id: the number of an import
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Undoes an import: removes the plays that came from nowhere else. A play that another import or a
 * synced account also reported stays, and shows what that reported; so does a play that was also
 * added without an import. The import stays in the list, as undone. To get the plays back, import
 * them again.
 *
 * Syncs of the sources that lost plays look at that time again, so that the history has what their
 * services have.
 *
 * Errors: %FOOTPRINTS_ERROR_NOT_FOUND when there is no such import; those of
 * [method@Store.remove_scrobbles].
 *
 * Threading: any thread; does I/O; takes no longer than the import took to store its plays.
 *
 * Returns: (transfer full): the result; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsUndoSummary *
footprints_store_undo_import (FootprintsStore *self,
                              gint64 id,
                              GCancellable *cancellable,
                              GError **error)
{
  Undoing undoing = { .id = id };
  FootprintsUndoSummary *summary = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);

  if (_footprints_store_write (self, undo_func, &undoing, cancellable, error))
    summary = _footprints_undo_summary_new (&undoing.let_go, g_steal_pointer (&undoing.kept_by));
  g_strfreev (undoing.kept_by);
  _footprints_ledger_let_go_clear (&undoing.let_go);
  if (summary != NULL)
    _footprints_store_emit_changed (self);
  return summary;
}

typedef struct
{
  FootprintsStore *store;
  GListStore *jobs;
  GHashTable *seen; /* of fingerprints: the newest of each counts */
} Finding;

/* Adds a job for an import from a service that was running when the program ended. */
static gboolean
add_unfinished (gpointer data, gconstpointer item)
{
  const FootprintsImportRecord *record = item;
  Finding *finding = data;
  g_autofree char *secret = NULL;
  g_autoptr (FootprintsImporter) importer = NULL;
  g_autoptr (FootprintsImportJob) job = NULL;
  g_autoptr (FootprintsReach) reach = NULL;

  if (!g_hash_table_add (finding->seen, g_strdup (record->fingerprint)) ||
      record->state != FOOTPRINTS_IMPORT_STATE_RUNNING || record->source == NULL ||
      record->undone_at != 0)
    return TRUE;
  /* Without its key the service reports what is wrong, and that is kept with the import. */
  secret = _footprints_store_unseal_text (finding->store, record->secret, NULL);
  importer =
      footprints_importer_create (record->source, record->account, secret, record->base_url, NULL);
  if (importer == NULL)
    return TRUE;
  reach = footprints_store_dup_reach (finding->store);
  footprints_importer_set_reach (importer, reach);
  job = footprints_import_job_new (finding->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  footprints_import_job_set_since (job, record->since);
  g_list_store_append (finding->jobs, job);
  return TRUE;
}

#define MAX_UNFINISHED 1000

/**
 * footprints_store_list_unfinished_imports:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Makes jobs that resume the imports from services that were running when a program was killed, or
 * its machine went down. Imports that failed or were cancelled are not included, nor are files,
 * which may be gone.
 *
 * Call it before you start imports, or it finds those, too.
 *
 * Errors: %FOOTPRINTS_ERROR_CLOSED; those of reading the file; %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full): a list model of [class@ImportJob], to be run; %NULL with @error set
 *
 * Since: 0.1
 */
GListModel *
footprints_store_list_unfinished_imports (FootprintsStore *self,
                                          GCancellable *cancellable,
                                          GError **error)
{
  g_autoptr (GListStore) jobs = g_list_store_new (FOOTPRINTS_TYPE_IMPORT_JOB);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (FootprintsLedger) ledger = NULL;
  Finding finding = { self, jobs, seen };

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  ledger = _footprints_store_dup_ledger (self, error);
  if (ledger == NULL ||
      !_footprints_import_records_list (_footprints_ledger_get_records (ledger, FALSE), 0,
                                        MAX_UNFINISHED, add_unfinished, &finding, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&jobs));
}
