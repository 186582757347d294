/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "ledger-pair.h"

#include "libfootprints/records/footprints-sync-record-private.h"

/* ---- Records of types that no ledger has ---- */

typedef struct
{
  gint64 id;
  char *name;
  char *nick; /* NULL: none */
  guint n_legs;
  gint64 born_at; /* 0: not known */
} Thing;

static const FootprintsField thing_fields[] = {
  FOOTPRINTS_COLUMN (Thing, COUNT, id, "id", 0),
  FOOTPRINTS_COLUMN (Thing, TEXT, name, "name", FOOTPRINTS_COLUMN_UNIQUE),
  FOOTPRINTS_COLUMN (
      Thing, TEXT, nick, "nick", FOOTPRINTS_COLUMN_UNIQUE | FOOTPRINTS_COLUMN_NULLABLE),
  FOOTPRINTS_COLUMN (Thing, UINT, n_legs, "legs", FOOTPRINTS_COLUMN_INDEXED),
  FOOTPRINTS_COLUMN (Thing, INSTANT, born_at, "born_at", FOOTPRINTS_COLUMN_NULLABLE),
  { .type = FOOTPRINTS_FIELD_END },
};

static const FootprintsField ticket_fields[] = {
  FOOTPRINTS_COLUMN (Thing, COUNT, id, "id", 0),
  FOOTPRINTS_COLUMN (Thing, TEXT, name, "name", 0),
  FOOTPRINTS_COLUMN (Thing, INSTANT, born_at, "born_at", FOOTPRINTS_COLUMN_UNIQUE),
  { .type = FOOTPRINTS_FIELD_END },
};

static const FootprintsRecordType thing_type = {
  .table = "thing",
  .what = "thing",
  .fields = thing_fields,
  .size = sizeof (Thing),
};

static const FootprintsRecordType ticket_type = {
  .table = "ticket",
  .what = "ticket",
  .fields = ticket_fields,
  .size = sizeof (Thing),
  .keeps_ids = TRUE,
};

const FootprintsRecordType *const ledger_pair_types[] = { &thing_type, &ticket_type, NULL };

/* ---- Records ---- */

static gpointer
make_record (LedgerPair *self, const FootprintsRecordType *type)
{
  static const char *const texts[] = { NULL, "", "one", "two" };
  gpointer record = g_malloc0 (type->size);

  for (const FootprintsField *field = type->fields + 1; field->type != FOOTPRINTS_FIELD_END;
       field++)
    {
      gboolean is_nullable = (field->column_flags & FOOTPRINTS_COLUMN_NULLABLE) != 0;
      guint n = ledger_pair_choose (self, 4);

      if (field->type == FOOTPRINTS_FIELD_TEXT)
        *(char **) _footprints_field_get_place (field, record) =
            /* Two syncs of one user are no two in SQLite, though nothing says so. */
            g_str_equal (field->column, "username")
                ? g_strdup_printf ("user %u", self->n_syncs++)
                : g_strdup (texts[n == 0 && !is_nullable ? 1 : n]);
      /* An import is never queued. */
      else if (field->type == FOOTPRINTS_FIELD_ENUM)
        _footprints_record_set_number (field, record, 1 + ledger_pair_choose (self, 3));
      else if (!g_str_equal (field->column, "sync_config_id"))
        _footprints_record_set_number (field, record,
                                       field->type == FOOTPRINTS_FIELD_BOOLEAN ? n % 2 : n);
    }
  return record;
}

static void
append_record (GString *text, const FootprintsRecordType *type, gconstpointer record)
{
  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    if (field->type == FOOTPRINTS_FIELD_TEXT)
      g_string_append_printf (text, " %s",
                              *(char *const *) _footprints_field_get_place (field, record));
    else
      g_string_append_printf (text, " %" G_GINT64_FORMAT,
                              _footprints_record_get_number (field, record));
  g_string_append_c (text, '\n');
}

static const FootprintsRecordType *
choose_type (LedgerPair *self)
{
  static const FootprintsRecordType *const types[] = {
    &thing_type,
    &ticket_type,
    &_footprints_sync_record_type,
    &_footprints_import_record_type,
  };

  return types[ledger_pair_choose (self, G_N_ELEMENTS (types))];
}

/* A new one, or in place of one of a few. */
void
ledger_pair_put (LedgerPair *self)
{
  const FootprintsRecordType *type = choose_type (self);
  gpointer record = make_record (self, type);
  gint64 id = ledger_pair_choose (self, 3) == 0 ? 1 + ledger_pair_choose (self, 4) : 0;
  GError *errors[2] = { NULL };
  gboolean done[2];

  ledger_pair_tell (self, "  put %s %" G_GINT64_FORMAT, type->what, id);
  append_record (self->story, type, record);
  for (guint i = 0; i < 2; i++)
    {
      _footprints_record_set_id (record, id);
      done[i] = _footprints_records_put (_footprints_ledger_get_records (self->ledgers[i], TRUE),
                                         type, record, &errors[i]);
      g_string_append_printf (self->results[i], "number %" G_GINT64_FORMAT "\n",
                              _footprints_record_get_id (record));
    }
  _footprints_record_clear (type, record);
  g_free (record);
  ledger_pair_end_call (self, done, errors);
}

/* Imports are origins, and stay. */
void
ledger_pair_remove_record (LedgerPair *self)
{
  const FootprintsRecordType *type = choose_type (self);
  gint64 id = 1 + ledger_pair_choose (self, 6);
  GError *errors[2] = { NULL };
  gboolean done[2];

  if (type == &_footprints_import_record_type)
    return;
  ledger_pair_tell (self, "  remove %s %" G_GINT64_FORMAT, type->what, id);
  for (guint i = 0; i < 2; i++)
    done[i] = _footprints_records_remove (_footprints_ledger_get_records (self->ledgers[i], TRUE),
                                          type, id, &errors[i]);
  ledger_pair_end_call (self, done, errors);
}

typedef struct
{
  const FootprintsRecordType *type;
  GString *text;
} Listing;

static gboolean
on_record (gpointer data, gconstpointer record)
{
  Listing *listing = data;

  append_record (listing->text, listing->type, record);
  return TRUE;
}

static const FootprintsField *
choose_field (LedgerPair *self, const FootprintsRecordType *type)
{
  guint n_fields = 0;

  while (type->fields[n_fields].type != FOOTPRINTS_FIELD_END)
    n_fields++;
  return &type->fields[ledger_pair_choose (self, n_fields)];
}

static void
choose_query (LedgerPair *self, const FootprintsRecordType *type, FootprintsRecordQuery *query)
{
  static const char *const texts[] = { NULL, "", "one", "two" };

  *query = (FootprintsRecordQuery){ .newest_first = ledger_pair_choose (self, 2) == 0 };
  /* SQLite looks for nothing behind a match that is none. */
  for (guint i = 0; i < G_N_ELEMENTS (query->matches) && ledger_pair_choose (self, 2) == 0; i++)
    {
      const FootprintsField *field = choose_field (self, type);
      guint n = ledger_pair_choose (self, 4);

      query->matches[i] = (FootprintsRecordMatch){ field->column, n, texts[n] };
      ledger_pair_tell (self, "    %s: %u, %s", field->column, n, texts[n]);
    }
  query->after_id = ledger_pair_choose (self, 3) == 0 ? ledger_pair_choose (self, 4) : 0;
  query->before_id = ledger_pair_choose (self, 3) == 0 ? 2 + ledger_pair_choose (self, 4) : 0;
  query->limit = ledger_pair_choose (self, 3) == 0 ? 1 + ledger_pair_choose (self, 2) : 0;
  ledger_pair_tell (
      self,
      "    after %" G_GINT64_FORMAT ", before %" G_GINT64_FORMAT ", at most %" G_GINT64_FORMAT "%s",
      query->after_id, query->before_id, query->limit, query->newest_first ? ", newest first" : "");
}

void
ledger_pair_list_records (LedgerPair *self, gboolean in_transaction)
{
  const FootprintsRecordType *type = choose_type (self);
  FootprintsRecordQuery query;
  GError *errors[2] = { NULL };
  gboolean done[2];

  ledger_pair_tell (self, "  list %s", type->what);
  choose_query (self, type, &query);
  for (guint i = 0; i < 2; i++)
    {
      FootprintsRecords *records =
          _footprints_ledger_get_records (self->ledgers[i], in_transaction);
      Listing listing = { type, self->results[i] };
      gpointer record = g_malloc0 (type->size);
      gint64 n_records = -1;

      done[i] = _footprints_records_list (records, type, &query, on_record, &listing, &errors[i]) &&
                _footprints_records_count (records, type, &query, &n_records, &errors[i]) &&
                _footprints_records_get (records, type, 3, record, &errors[i]);
      g_string_append_printf (self->results[i], "are %" G_GINT64_FORMAT "\n", n_records);
      append_record (self->results[i], type, record);
      _footprints_record_clear (type, record);
      g_free (record);
    }
  ledger_pair_end_call (self, done, errors);
}
