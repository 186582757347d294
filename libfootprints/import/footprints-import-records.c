/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Saves, finds, lists and prunes the records of imports and sync runs. */

#include "libfootprints/import/footprints-import-records-private.h"

#include "libfootprints/core/footprints-error.h"

gboolean
_footprints_import_records_save (FootprintsRecords *records,
                                 FootprintsImportRecord *record,
                                 GError **error)
{
  g_auto (FootprintsImportRecord) stored = { 0 };

  if (record->id != 0 && !_footprints_records_get (records, &_footprints_import_record_type,
                                                   record->id, &stored, error))
    return FALSE;
  if (stored.id == record->id && stored.undone_at == 0)
    return _footprints_records_put (records, &_footprints_import_record_type, record, error);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
               "import %" G_GINT64_FORMAT " was undone while it ran", record->id);
  return FALSE;
}

static gboolean
find_newest (FootprintsRecords *records,
             const char *fingerprint,
             FootprintsImportRecord *record,
             GError **error)
{
  const FootprintsRecordQuery query = {
    .matches = { { .column = "fingerprint", .text = fingerprint } },
    .newest_first = TRUE,
    .limit = 1,
  };

  return _footprints_records_get_first (records, &_footprints_import_record_type, &query, record,
                                        error);
}

gboolean
_footprints_import_records_find (FootprintsRecords *records,
                                 const char *fingerprint,
                                 gint64 *id,
                                 GError **error)
{
  g_auto (FootprintsImportRecord) record = { 0 };

  if (!find_newest (records, fingerprint, &record, error))
    return FALSE;
  *id = record.id;
  return TRUE;
}

gboolean
_footprints_import_records_find_unfinished (FootprintsRecords *records,
                                            const char *fingerprint,
                                            FootprintsImportRecord *record,
                                            GError **error)
{
  if (!find_newest (records, fingerprint, record, error))
    return FALSE;
  if (record->state == FOOTPRINTS_IMPORT_STATE_FINISHED || record->undone_at != 0)
    _footprints_import_record_clear (record);
  return TRUE;
}

typedef struct
{
  FootprintsRecordFunc func;
  gpointer data;
  gint64 n_left;
} Listing;

/* Skips the accounts of syncs: they hold plays, but are not imports that anyone started. */
static gboolean
hand_on (gpointer data, gconstpointer item)
{
  const FootprintsImportRecord *record = item;
  Listing *listing = data;

  return record->kind == FOOTPRINTS_ORIGIN_ACCOUNT ||
         (listing->func (listing->data, record) && --listing->n_left > 0);
}

gboolean
_footprints_import_records_list (FootprintsRecords *records,
                                 gint64 sync_config_id,
                                 gint64 limit,
                                 FootprintsRecordFunc func,
                                 gpointer data,
                                 GError **error)
{
  const FootprintsRecordQuery query = {
    .matches = { { .column = "sync_config_id", .number = sync_config_id } },
    .newest_first = TRUE,
  };
  Listing listing = { func, data, limit };

  return _footprints_records_list (records, &_footprints_import_record_type, &query, hand_on,
                                   &listing, error);
}

gboolean
_footprints_import_records_mark_undone (FootprintsRecords *records,
                                        gint64 id,
                                        gint64 now_s,
                                        GError **error)
{
  g_auto (FootprintsImportRecord) record = { 0 };

  if (!_footprints_records_get (records, &_footprints_import_record_type, id, &record, error))
    return FALSE;
  if (record.id == 0 || record.kind == FOOTPRINTS_ORIGIN_RUN ||
      record.kind == FOOTPRINTS_ORIGIN_ACCOUNT)
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
                   "no import with id %" G_GINT64_FORMAT, id);
      return FALSE;
    }
  record.undone_at = now_s;
  record.updated_at = now_s;
  return _footprints_records_put (records, &_footprints_import_record_type, &record, error);
}

gboolean
_footprints_import_records_prune_runs (FootprintsRecords *records,
                                       gint64 sync_config_id,
                                       gint64 n_kept,
                                       GError **error)
{
  FootprintsRecordQuery query = {
    .matches = { { .column = "sync_config_id", .number = sync_config_id } },
  };
  gint64 n_runs;

  if (!_footprints_records_count (records, &_footprints_import_record_type, &query, &n_runs, error))
    return FALSE;
  if (n_runs <= n_kept)
    return TRUE;
  query.limit = n_runs - n_kept;
  return _footprints_records_remove_all (records, &_footprints_import_record_type, &query, error);
}
