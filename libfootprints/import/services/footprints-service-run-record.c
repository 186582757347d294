/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The record of a run in the ledger, with the place where the next run resumes. */

#include "libfootprints/import/services/footprints-service-run-state-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/secret/footprints-store-secrets-private.h"

#include <string.h>

#define MAX_DEPTH 4

char *
_footprints_service_run_make_sync_fingerprint (gint64 sync_config_id,
                                               const char *account,
                                               const char *base_url)
{
  return g_strdup_printf ("sync:%" G_GINT64_FORMAT ":%s:%s", sync_config_id, account,
                          base_url != NULL ? base_url : "");
}

gboolean
_footprints_service_run_is_sync (FootprintsServiceRun *self)
{
  return self->plan.sync_config_id != 0;
}

static char *
make_fingerprint (FootprintsServiceRun *self)
{
  FootprintsImporter *importer = self->plan.importer;
  const char *account = footprints_importer_get_account (importer);
  const char *base_url = footprints_importer_get_base_url (importer);

  if (_footprints_service_run_is_sync (self))
    return _footprints_service_run_make_sync_fingerprint (self->plan.sync_config_id, account,
                                                          base_url);
  return g_strdup_printf ("service:%s:%s:%s:%" G_GINT64_FORMAT,
                          footprints_importer_get_source (importer), account,
                          base_url != NULL ? base_url : "", self->plan.since);
}

char *
_footprints_service_run_make_checkpoint (FootprintsServiceRun *self)
{
  g_autofree char *text = _footprints_import_progress_to_checkpoint (
      _footprints_import_writer_get_progress (self->writer));
  g_autoptr (json_object) object = json_tokener_parse (text);

  _footprints_json_add_string (object, "cursor", self->cursor);
  _footprints_json_add_int64 (object, "newest", self->newest_at);
  _footprints_json_add_int64 (object, "expected", self->expected_total);
  _footprints_json_add_int64 (object, "listed", self->n_listed);
  _footprints_json_add_int64 (object, "asked", self->plan.asked_generation);
  return _footprints_json_to_string (object);
}

/* FALSE: the record holds no place to resume from. */
static gboolean
restore_place (FootprintsServiceRun *self, const FootprintsImportRecord *record)
{
  const char *text = record->checkpoint;
  g_autoptr (json_object) object =
      text != NULL ? _footprints_json_parse (text, strlen (text), MAX_DEPTH, NULL) : NULL;
  const char *cursor = _footprints_json_get_string (object, "cursor");
  gint64 asked_generation = 0;

  _footprints_json_get_int64 (object, "asked", &asked_generation);
  /* What is to be looked at again may be newer than that place. */
  if (cursor == NULL || asked_generation != self->plan.asked_generation)
    return FALSE;
  self->cursor = g_strdup (cursor);
  self->stored_cursor = g_strdup (cursor);
  self->since = record->since;
  self->from = record->since;
  _footprints_json_get_int64 (object, "newest", &self->newest_at);
  self->walked_from = self->newest_at;
  _footprints_json_get_int64 (object, "expected", &self->expected_total);
  _footprints_json_get_int64 (object, "listed", &self->n_listed);
  return TRUE;
}

static gboolean
make_record (FootprintsServiceRun *self, FootprintsImportRecord *record, GError **error)
{
  FootprintsImporter *importer = self->plan.importer;
  const char *secret = footprints_importer_get_secret (importer);
  gint64 now_s = _footprints_clock_now_s ();

  *record = (FootprintsImportRecord){
    .kind =
        _footprints_service_run_is_sync (self) ? FOOTPRINTS_ORIGIN_RUN : FOOTPRINTS_ORIGIN_SERVICE,
    .fingerprint = make_fingerprint (self),
    .label = g_strdup_printf ("%s: %s", footprints_importer_get_source (importer),
                              footprints_importer_get_account (importer)),
    .source = g_strdup (footprints_importer_get_source (importer)),
    .account = g_strdup (footprints_importer_get_account (importer)),
    .base_url = g_strdup (footprints_importer_get_base_url (importer)),
    .state = FOOTPRINTS_IMPORT_STATE_RUNNING,
    .started_at = now_s,
    .updated_at = now_s,
    .since = self->since,
    .sync_config_id = self->plan.sync_config_id,
  };
  /* So that the program can resume by itself after a crash. A sync stores its own. */
  if (secret == NULL || _footprints_service_run_is_sync (self) || self->plan.dry_run)
    return TRUE;
  record->secret = _footprints_store_seal_text (self->plan.store, secret, error);
  return record->secret != NULL;
}

gboolean
_footprints_service_run_save_record (FootprintsLedger *ledger,
                                     gpointer data,
                                     GCancellable *cancellable,
                                     GError **error)
{
  return _footprints_import_records_save (_footprints_ledger_get_records (ledger, TRUE), data,
                                          error);
}

/* A run of a sync that was interrupted by the end of the program stays a run of its own. */
static gboolean
note_interrupted_run (FootprintsServiceRun *self, FootprintsImportRecord *record, GError **error)
{
  if (record->state != FOOTPRINTS_IMPORT_STATE_RUNNING)
    return TRUE;
  record->state = FOOTPRINTS_IMPORT_STATE_FAILED;
  g_free (record->error);
  record->error =
      g_strdup ("the program ended during this run; the next run resumes where it stopped");
  return _footprints_store_write (self->plan.store, _footprints_service_run_save_record, record,
                                  NULL, error);
}

gboolean
_footprints_service_run_open_sink (FootprintsServiceRun *self, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (self->plan.store, error);
  g_autofree char *fingerprint = make_fingerprint (self);
  g_auto (FootprintsImportRecord) record = { 0 };
  FootprintsImportProgress stored;

  if (ledger == NULL)
    return FALSE;
  if (!self->plan.dry_run &&
      !_footprints_import_records_find_unfinished (_footprints_ledger_get_records (ledger, FALSE),
                                                   fingerprint, &record, error))
    return FALSE;
  self->is_successor = record.id != 0;
  _footprints_import_progress_init (&stored);
  if (record.id != 0 && restore_place (self, &record))
    {
      self->is_resumed = TRUE;
      self->has_old_counts =
          !_footprints_service_run_is_sync (self) &&
          _footprints_import_progress_restore (&stored, record.checkpoint, record.summary);
    }
  if (self->has_old_counts)
    {
      stored.n_resumed = stored.n_rows;
      self->n_listed = MAX (self->n_listed, stored.n_rows - stored.n_rejected);
    }
  else
    {
      g_auto (FootprintsImportRecord) old = record;

      record = (FootprintsImportRecord){ 0 };
      if ((_footprints_service_run_is_sync (self) && old.id != 0 &&
           !note_interrupted_run (self, &old, error)) ||
          !make_record (self, &record, error))
        {
          _footprints_import_progress_clear (&stored);
          return FALSE;
        }
    }
  self->n_listed_stored = self->n_listed;
  self->writer = _footprints_import_writer_new (self->plan.store, &record);
  _footprints_import_writer_restore (self->writer, &stored, 0);
  return TRUE;
}
