/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The fields of sync records. */

#include "libfootprints/records/footprints-sync-record-private.h"

#define COLUMN(TYPE, name, column, flags)                                                          \
  FOOTPRINTS_COLUMN (FootprintsSyncRecord, TYPE, name, column, flags)

static const FootprintsField fields[] = {
  COLUMN (COUNT, id, "id", 0),
  COLUMN (TEXT, source, "source", 0),
  COLUMN (TEXT, username, "username", 0),
  COLUMN (TEXT, api_key, "api_key", FOOTPRINTS_COLUMN_NULLABLE | FOOTPRINTS_COLUMN_SEALED),
  COLUMN (TEXT, token, "token", FOOTPRINTS_COLUMN_NULLABLE | FOOTPRINTS_COLUMN_SEALED),
  COLUMN (COUNT, interval_minutes, "sync_interval_minutes", 0),
  COLUMN (INSTANT, last_sync_at, "last_sync_timestamp", FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (BOOLEAN, enabled, "enabled", 0),
  COLUMN (INSTANT, created_at, "created_at", 0),
  COLUMN (INSTANT, updated_at, "updated_at", 0),
  COLUMN (TEXT, base_url, "base_url", FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (COUNT, overlap_s, "overlap_s", 0),
  COLUMN (INSTANT, newest_at, "newest_listened_at", FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (COUNT, service_total, "service_total", 0),
  COLUMN (INSTANT, last_success_at, "last_success_at", FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (COUNT, n_failures, "failure_count", 0),
  COLUMN (INSTANT, failing_since, "failing_since", FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (INSTANT, retry_at, "retry_at", FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (TEXT, last_error, "last_error", FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (INSTANT, told_at, "told_at", FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (COUNT, n_missing, "missing_count", 0),
  COLUMN (INSTANT, look_from, "look_from", FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (COUNT, look_generation, "look_generation", FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (INSTANT, searched_at, "searched_at", FOOTPRINTS_COLUMN_NULLABLE),
  { .type = FOOTPRINTS_FIELD_END },
};

const FootprintsRecordType _footprints_sync_record_type = {
  .table = "sync_configs",
  .what = "sync",
  .fields = fields,
  .size = sizeof (FootprintsSyncRecord),
};

void
_footprints_sync_record_clear (FootprintsSyncRecord *record)
{
  _footprints_record_clear (&_footprints_sync_record_type, record);
}

void
_footprints_sync_record_copy (FootprintsSyncRecord *record, const FootprintsSyncRecord *other)
{
  _footprints_record_copy (&_footprints_sync_record_type, record, other);
}

GArray *
_footprints_sync_records_dup_all (FootprintsRecords *records, const char *source, GError **error)
{
  const FootprintsRecordQuery query = {
    .matches = { { .column = source != NULL ? "source" : NULL, .text = source } },
  };

  return _footprints_records_dup_all (records, &_footprints_sync_record_type, &query,
                                      (GDestroyNotify) _footprints_sync_record_clear, error);
}

gboolean
_footprints_sync_records_look_again (FootprintsRecords *records,
                                     const char *source,
                                     gint64 look_from,
                                     gint64 generation,
                                     GError **error)
{
  g_autoptr (GArray) syncs = _footprints_sync_records_dup_all (records, source, error);

  if (syncs == NULL)
    return FALSE;
  for (guint i = 0; i < syncs->len; i++)
    {
      FootprintsSyncRecord *sync = &g_array_index (syncs, FootprintsSyncRecord, i);

      sync->look_from = sync->look_from != 0 ? MIN (sync->look_from, look_from) : look_from;
      sync->look_generation = generation;
      if (!_footprints_records_put (records, &_footprints_sync_record_type, sync, error))
        return FALSE;
    }
  return TRUE;
}
