/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Records of a toy ledger: a table for each type, as a tree by id. */

#include "toy-records.h"

#include "libfootprints/core/footprints-error.h"

#include <string.h>

/* Items begin with the id, as records do. */
typedef struct
{
  gint64 id;
  const FootprintsRecordType *type;
  gpointer record;
} Item;

typedef struct
{
  const FootprintsRecordType *type;
  gint64 last_id;
  ToyTree items;
} Table;

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const Item *left = a;
  const Item *right = b;

  return left->id < right->id ? -1 : left->id > right->id;
}

static void
item_clear (gpointer data)
{
  Item *item = data;

  _footprints_record_clear (item->type, item->record);
  g_free (item->record);
}

static const ToyKind item_kind = { compare_items, item_clear };

static int
compare_tables (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Table *) a)->type->table, ((const Table *) b)->type->table);
}

static void
table_clear (gpointer data)
{
  toy_tree_clear (&((Table *) data)->items);
}

const ToyKind toy_table_kind = { compare_tables, table_clear };

static const Table *
find_table (const ToyState *state, const FootprintsRecordType *type)
{
  const Table like = { .type = type };

  return toy_tree_find (&state->trees[TOY_TABLES], &like);
}

/* A copy that may be changed until it is put into the state (transfer full). */
static Table *
copy_table (const ToyState *state, const FootprintsRecordType *type)
{
  const Table *table = find_table (state, type);
  Table *copy = g_atomic_rc_box_new0 (Table);

  copy->type = type;
  if (table != NULL)
    {
      copy->last_id = table->last_id;
      toy_tree_init_copy (&copy->items, &table->items);
    }
  else
    toy_tree_init (&copy->items, &item_kind);
  return copy;
}

static void
take_table (ToyState *state, Table *table)
{
  toy_tree_put (&state->trees[TOY_TABLES], table);
  g_atomic_rc_box_release_full (table, table_clear);
}

void
toy_state_get_record (const ToyState *self,
                      const FootprintsRecordType *type,
                      gint64 id,
                      gpointer record)
{
  const Table *table = find_table (self, type);
  const Item like = { .id = id };
  const Item *item = table != NULL ? toy_tree_find (&table->items, &like) : NULL;

  if (item != NULL)
    _footprints_record_copy (type, record, item->record);
  else
    memset (record, 0, type->size);
}

/* ---- Listing ---- */

static const char *
get_text (const FootprintsField *field, gconstpointer record)
{
  return *(char *const *) _footprints_field_get_place (field, record);
}

static gboolean
is_same_value (const FootprintsField *field, gconstpointer a, gconstpointer b)
{
  if (field->type == FOOTPRINTS_FIELD_TEXT)
    return g_strcmp0 (get_text (field, a), get_text (field, b)) == 0;
  return _footprints_record_get_number (field, a) == _footprints_record_get_number (field, b);
}

static gboolean
is_match (const FootprintsRecordType *type,
          const FootprintsRecordMatch *match,
          gconstpointer record)
{
  const FootprintsField *field;

  if (match->column == NULL)
    return TRUE;
  field = _footprints_record_type_find_field (type, match->column);
  g_assert (field != NULL);
  if (field->type == FOOTPRINTS_FIELD_TEXT)
    return g_strcmp0 (get_text (field, record), match->text) == 0;
  return _footprints_record_get_number (field, record) == match->number;
}

static gboolean
is_wanted (const FootprintsRecordType *type,
           const FootprintsRecordQuery *query,
           gconstpointer record)
{
  gint64 id = _footprints_record_get_id (record);

  if ((query->after_id != 0 && id <= query->after_id) ||
      (query->before_id != 0 && id >= query->before_id))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (query->matches); i++)
    if (!is_match (type, &query->matches[i], record))
      return FALSE;
  return TRUE;
}

/* The item after @like; NULL: no more. */
static const Item *
step (const Table *table, const Item *like, gboolean newest_first)
{
  return newest_first ? toy_tree_find_before (&table->items, like)
                      : toy_tree_find_after (&table->items, like);
}

gint64
toy_state_list_records (const ToyState *self,
                        const FootprintsRecordType *type,
                        const FootprintsRecordQuery *query,
                        FootprintsRecordFunc func,
                        gpointer data)
{
  const Table *table = find_table (self, type);
  const Item start = { .id = query->newest_first ? G_MAXINT64 : G_MININT64 };
  gint64 n_records = 0;

  if (table == NULL)
    return 0;
  for (const Item *item = step (table, &start, query->newest_first);
       item != NULL && (query->limit == 0 || n_records < query->limit);
       item = step (table, item, query->newest_first))
    if (is_wanted (type, query, item->record))
      {
        n_records++;
        if (func != NULL && !func (data, item->record))
          break;
      }
  return n_records;
}

/* ---- Writing ---- */

/* Whether another record has the same value; nulls never count as equal. */
static gboolean
is_taken (const Table *table, const FootprintsField *field, gconstpointer record)
{
  const Item start = { .id = G_MININT64 };

  if (field->type == FOOTPRINTS_FIELD_TEXT && get_text (field, record) == NULL)
    return FALSE;
  for (const Item *item = step (table, &start, FALSE); item != NULL;
       item = step (table, item, FALSE))
    if (item->id != _footprints_record_get_id (record) &&
        is_same_value (field, item->record, record))
      return TRUE;
  return FALSE;
}

static gboolean
check_unique (const Table *table, gconstpointer record, GError **error)
{
  const FootprintsRecordType *type = table->type;

  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    if ((field->column_flags & FOOTPRINTS_COLUMN_UNIQUE) != 0 && is_taken (table, field, record))
      {
        g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_EXISTS,
                     "there is another %s with the same %s", type->what, field->column);
        return FALSE;
      }
  return TRUE;
}

/* An id above all others and, if the type keeps ids, above those of deleted records. */
static gint64
get_next_id (const Table *table)
{
  const Item *last = toy_tree_get_last (&table->items);
  gint64 last_id = last != NULL ? last->id : 0;

  return (table->type->keeps_ids ? MAX (last_id, table->last_id) : last_id) + 1;
}

gboolean
toy_state_put_record (ToyState *self,
                      const FootprintsRecordType *type,
                      gpointer record,
                      GError **error)
{
  Table *table = copy_table (self, type);
  gboolean is_unique = check_unique (table, record, error);
  Item *item;

  if (is_unique)
    {
      if (_footprints_record_get_id (record) == 0)
        _footprints_record_set_id (record, get_next_id (table));
      item = g_atomic_rc_box_new0 (Item);
      item->id = _footprints_record_get_id (record);
      item->type = type;
      item->record = g_malloc0 (type->size);
      _footprints_record_copy (type, item->record, record);
      toy_tree_put (&table->items, item);
      g_atomic_rc_box_release_full (item, item_clear);
      table->last_id = MAX (table->last_id, _footprints_record_get_id (record));
    }
  take_table (self, table);
  return is_unique;
}

void
toy_state_remove_record (ToyState *self, const FootprintsRecordType *type, gint64 id)
{
  Table *table = copy_table (self, type);
  const Item like = { .id = id };

  toy_tree_remove (&table->items, &like);
  take_table (self, table);
}
