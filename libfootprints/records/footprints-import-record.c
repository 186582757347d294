/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The fields of import records, and lists of imports by account and state. */

#include "libfootprints/records/footprints-import-record-private.h"

/* In the order of FootprintsOriginKind. */
static const char *const kinds[] = { "file", "service", "run", "account", "repair", NULL };

const char *const _footprints_import_state_names[] = {
  "queued", "running", "finished", "failed", "cancelled", "paused", NULL,
};

#define COLUMN(TYPE, name, flags)                                                                  \
  FOOTPRINTS_COLUMN (FootprintsImportRecord, TYPE, name, #name, flags)

static const FootprintsField fields[] = {
  COLUMN (COUNT, id, 0),
  COLUMN (TEXT, fingerprint, FOOTPRINTS_COLUMN_INDEXED),
  COLUMN (TEXT, label, 0),
  FOOTPRINTS_ENUM_COLUMN (FootprintsImportRecord, state, "state", _footprints_import_state_names),
  COLUMN (INSTANT, started_at, 0),
  COLUMN (INSTANT, updated_at, 0),
  COLUMN (TEXT, checkpoint, FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (TEXT, summary, FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (TEXT, source, FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (TEXT, account, FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (TEXT, base_url, FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (TEXT, secret, FOOTPRINTS_COLUMN_NULLABLE | FOOTPRINTS_COLUMN_SEALED),
  COLUMN (INSTANT, since, FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (TEXT, error, FOOTPRINTS_COLUMN_NULLABLE),
  COLUMN (INSTANT, undone_at, FOOTPRINTS_COLUMN_NULLABLE),
  /* Not flagged as indexed: few records have one, and a migration created an index of those. */
  COLUMN (COUNT, sync_config_id, FOOTPRINTS_COLUMN_NULLABLE),
  FOOTPRINTS_ENUM_COLUMN (FootprintsImportRecord, kind, "kind", kinds),
  { .type = FOOTPRINTS_FIELD_END },
};

const FootprintsRecordType _footprints_import_record_type = {
  .table = "import",
  .what = "import",
  .fields = fields,
  .size = sizeof (FootprintsImportRecord),
};

void
_footprints_import_record_clear (FootprintsImportRecord *record)
{
  _footprints_record_clear (&_footprints_import_record_type, record);
}

static gboolean
is_of_account (const FootprintsImportRecord *record, const FootprintsAccount *account)
{
  return g_strcmp0 (record->source, account->source) == 0 &&
         g_strcmp0 (record->account, account->name) == 0 &&
         g_strcmp0 (record->base_url, account->base_url) == 0;
}

typedef struct
{
  const FootprintsAccount *account;
  GArray *ids;
} Listing;

static gboolean
add_of_account (gpointer data, gconstpointer item)
{
  const FootprintsImportRecord *record = item;
  Listing *listing = data;

  if (record->kind != FOOTPRINTS_ORIGIN_RUN && record->kind != FOOTPRINTS_ORIGIN_FILE &&
      record->undone_at == 0 && is_of_account (record, listing->account))
    g_array_append_val (listing->ids, record->id);
  return TRUE;
}

static gboolean
add_of_others (gpointer data, gconstpointer item)
{
  const FootprintsImportRecord *record = item;
  Listing *listing = data;

  if (!is_of_account (record, listing->account))
    g_array_append_val (listing->ids, record->id);
  return TRUE;
}

static gboolean
add_undone (gpointer data, gconstpointer item)
{
  const FootprintsImportRecord *record = item;
  Listing *listing = data;

  if (record->undone_at != 0)
    g_array_append_val (listing->ids, record->id);
  return TRUE;
}

static GArray *
list_ids (FootprintsRecords *records,
          const FootprintsRecordQuery *query,
          FootprintsRecordFunc func,
          const FootprintsAccount *account,
          GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Listing listing = { account, ids };

  if (!_footprints_records_list (records, &_footprints_import_record_type, query, func, &listing,
                                 error))
    return NULL;
  return g_steal_pointer (&ids);
}

GArray *
_footprints_import_records_list_account (FootprintsRecords *records,
                                         const FootprintsAccount *account,
                                         GError **error)
{
  const FootprintsRecordQuery query = {
    .matches = { { .column = "account", .text = account->name },
                 { .column = "sync_config_id", .number = 0 } },
  };

  return list_ids (records, &query, add_of_account, account, error);
}

GArray *
_footprints_import_records_list_other_accounts (FootprintsRecords *records,
                                                const FootprintsAccount *account,
                                                GError **error)
{
  const FootprintsRecordQuery query = {
    .matches = { { .column = "kind", .number = FOOTPRINTS_ORIGIN_ACCOUNT } },
  };

  return list_ids (records, &query, add_of_others, account, error);
}

GArray *
_footprints_import_records_list_undone (FootprintsRecords *records, GError **error)
{
  const FootprintsRecordQuery query = {
    .matches = { { .column = "sync_config_id", .number = 0 } },
  };

  return list_ids (records, &query, add_undone, NULL, error);
}
