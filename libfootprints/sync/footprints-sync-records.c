/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Saves and removes the records of syncs. */

#include "libfootprints/sync/footprints-sync-records-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/import/footprints-import-records-private.h"
#include "libfootprints/protocol/footprints-service-private.h"
#include "libfootprints/sync/footprints-sync-importer-private.h"

static void
replace_text (char **text, const char *other)
{
  g_free (*text);
  *text = g_strdup (other);
}

static gboolean
check_is_only (FootprintsRecords *records, const FootprintsSyncRecord *record, GError **error)
{
  const FootprintsRecordQuery query = {
    .matches = { { .column = "source", .text = record->source },
                 { .column = "username", .text = record->username } },
  };
  g_auto (FootprintsSyncRecord) other = { 0 };

  if (!_footprints_records_get_first (records, &_footprints_sync_record_type, &query, &other,
                                      error))
    return FALSE;
  if (other.id == 0 || other.id == record->id)
    return TRUE;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_EXISTS,
               "a sync of “%s” from %s already exists", record->username, record->source);
  return FALSE;
}

static void
take_settings (FootprintsSyncRecord *record, const FootprintsSyncRecord *settings)
{
  replace_text (&record->source, settings->source);
  replace_text (&record->username, settings->username);
  if (settings->api_key != NULL)
    replace_text (&record->api_key, settings->api_key);
  if (settings->token != NULL)
    replace_text (&record->token, settings->token);
  replace_text (&record->base_url, settings->base_url);
  record->interval_minutes = settings->interval_minutes;
  record->overlap_s = settings->overlap_s;
  record->enabled = settings->enabled;
  /* Each change has its own time, also the second one within a second. */
  record->updated_at = MAX (settings->updated_at, record->updated_at + 1);
}

/* What is known about one account says nothing about another. */
static void
begin_afresh (FootprintsSyncRecord *record)
{
  record->newest_at = 0;
  record->service_total = -1;
  record->n_missing = 0;
  record->searched_at = 0;
  record->last_sync_at = 0;
}

static gboolean
is_same_server (const FootprintsSyncRecord *a, const FootprintsSyncRecord *b)
{
  return g_strcmp0 (a->source, b->source) == 0 &&
         _footprints_service_is_same_server (a->base_url, b->base_url);
}

static gboolean
is_same_account (const FootprintsSyncRecord *a, const FootprintsSyncRecord *b)
{
  return is_same_server (a, b) && g_strcmp0 (a->username, b->username) == 0;
}

gboolean
_footprints_sync_record_is_same_sync (const FootprintsSyncRecord *a, const FootprintsSyncRecord *b)
{
  return a->id == b->id && a->created_at == b->created_at && is_same_account (a, b);
}

gboolean
_footprints_sync_record_has_settings_of (const FootprintsSyncRecord *a,
                                         const FootprintsSyncRecord *b)
{
  return _footprints_sync_record_is_same_sync (a, b) && a->updated_at == b->updated_at;
}

/* A key or token goes to the server that it was given for, and to no other. */
static gboolean
check_secret (const FootprintsSyncRecord *stored, FootprintsSyncRecord *record, GError **error)
{
  const char *kept = _footprints_service_choose_secret (_footprints_service_find (record->source),
                                                        stored->api_key, stored->token);
  const char *given = *_footprints_sync_record_get_secret (record);

  if (kept == NULL || (given != NULL && !g_str_equal (given, kept)))
    return TRUE;
  g_set_error_literal (
      error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
      "base_url: the key or token belongs to another server; enter it again for this one");
  return FALSE;
}

static void
forget_secret (char **stored, char **given)
{
  if (g_strcmp0 (*stored, *given) == 0)
    g_clear_pointer (given, g_free);
  g_clear_pointer (stored, g_free);
}

/* Changes the server of a sync. Both secrets of the earlier one are forgotten, not only the one
 * that the new service uses: a second change must not bring the other one back. */
static gboolean
leave_server (FootprintsSyncRecord *stored, FootprintsSyncRecord *record, GError **error)
{
  if (!check_secret (stored, record, error))
    return FALSE;
  forget_secret (&stored->api_key, &record->api_key);
  forget_secret (&stored->token, &record->token);
  return TRUE;
}

gboolean
_footprints_sync_records_save (FootprintsRecords *records,
                               FootprintsSyncRecord *record,
                               GError **error)
{
  g_auto (FootprintsSyncRecord) stored = { 0 };

  if (record->id == 0)
    stored.created_at = record->updated_at;
  else if (!_footprints_records_get (records, &_footprints_sync_record_type, record->id, &stored,
                                     error))
    return FALSE;
  if (stored.id != record->id)
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
                   "no sync with id %" G_GINT64_FORMAT, record->id);
      return FALSE;
    }
  if (!check_is_only (records, record, error))
    return FALSE;
  if (stored.id != 0 && !is_same_server (&stored, record) && !leave_server (&stored, record, error))
    return FALSE;
  if (!is_same_account (&stored, record))
    begin_afresh (&stored);
  take_settings (&stored, record);
  stored.n_failures = 0;
  stored.retry_at = 0;
  if (!_footprints_records_put (records, &_footprints_sync_record_type, &stored, error))
    return FALSE;
  record->id = stored.id;
  record->updated_at = stored.updated_at;
  replace_text (&record->api_key, stored.api_key);
  replace_text (&record->token, stored.token);
  return TRUE;
}

void
_footprints_sync_record_take_state (FootprintsSyncRecord *record, const FootprintsSyncRecord *state)
{
  record->last_sync_at = state->last_sync_at;
  record->newest_at = state->newest_at;
  record->service_total = state->service_total;
  record->n_missing = state->n_missing;
  record->searched_at = state->searched_at;
  record->last_success_at = state->last_success_at;
  record->n_failures = state->n_failures;
  record->failing_since = state->failing_since;
  record->retry_at = state->retry_at;
  replace_text (&record->last_error, state->last_error);
  record->told_at = state->told_at;
}

gboolean
_footprints_sync_records_save_state (FootprintsRecords *records,
                                     const FootprintsSyncRecord *state,
                                     gboolean *is_there,
                                     GError **error)
{
  g_auto (FootprintsSyncRecord) record = { 0 };

  if (!_footprints_records_get (records, &_footprints_sync_record_type, state->id, &record, error))
    return FALSE;
  *is_there = _footprints_sync_record_is_same_sync (&record, state);
  if (!*is_there)
    return TRUE;
  _footprints_sync_record_take_state (&record, state);
  if (state->look_from == 0 && record.look_generation == state->look_generation)
    record.look_from = 0;
  return _footprints_records_put (records, &_footprints_sync_record_type, &record, error);
}

gboolean
_footprints_sync_records_save_secret (FootprintsRecords *records,
                                      FootprintsSyncRecord *renewed,
                                      GError **error)
{
  g_auto (FootprintsSyncRecord) record = { 0 };

  if (!_footprints_records_get (records, &_footprints_sync_record_type, renewed->id, &record,
                                error))
    return FALSE;
  if (!_footprints_sync_record_is_same_sync (&record, renewed))
    return TRUE;
  replace_text (_footprints_sync_record_get_secret (&record),
                *_footprints_sync_record_get_secret (renewed));
  return _footprints_records_put (records, &_footprints_sync_record_type, &record, error);
}

gboolean
_footprints_sync_records_remove (FootprintsRecords *records,
                                 gint64 id,
                                 gboolean *existed,
                                 GError **error)
{
  g_auto (FootprintsSyncRecord) record = { 0 };

  if (!_footprints_records_get (records, &_footprints_sync_record_type, id, &record, error))
    return FALSE;
  *existed = record.id != 0;
  return !*existed ||
         (_footprints_import_records_prune_runs (records, id, 0, error) &&
          _footprints_records_remove (records, &_footprints_sync_record_type, id, error));
}
