/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A cache that maps the names of artists, albums, tracks and sources to their ids. */

#include "libfootprints/store/sqlite/footprints-sqlite-dictionary-private.h"

#include <string.h>

/* Some 100 MB at most: with more names the cache starts afresh, which only costs time. */
#define MAX_NAMES (1000 * 1000)

typedef struct
{
  gint64 parent_id;
  gint64 id;
  const char *name;
} Name;

struct _FootprintsSqliteDictionary
{
  FootprintsSqliteConnection *connection;            /* borrowed */
  GHashTable *names[FOOTPRINTS_SQLITE_N_NAME_KINDS]; /* set of Name, which live in slabs */
  /* The whole table is cached, so a name that is not here is not in the table. */
  gboolean complete[FOOTPRINTS_SQLITE_N_NAME_KINDS];
  GStringChunk *texts;
  GPtrArray *slabs; /* of Name[NAMES_PER_SLAB] */
  guint n_in_slab;
  guint n_names;
};

#define NAMES_PER_SLAB 4096

static const char *const find_sql[] = {
  [FOOTPRINTS_SQLITE_NAME_ARTIST] = "select id from artist where name = ?1",
  [FOOTPRINTS_SQLITE_NAME_ALBUM] = "select id from album where artist_id = ?2 and title = ?1",
  [FOOTPRINTS_SQLITE_NAME_TRACK] = "select id from track where artist_id = ?2 and title = ?1",
  [FOOTPRINTS_SQLITE_NAME_SOURCE] = "select id from source where name = ?1",
};

/* Without "returning", which makes SQLite copy each page it touches before every single insert. */
static const char *const insert_sql[] = {
  [FOOTPRINTS_SQLITE_NAME_ARTIST] = "insert into artist (name) values (?1)",
  [FOOTPRINTS_SQLITE_NAME_ALBUM] = "insert into album (title, artist_id) values (?1, ?2)",
  [FOOTPRINTS_SQLITE_NAME_TRACK] = "insert into track (title, artist_id) values (?1, ?2)",
  [FOOTPRINTS_SQLITE_NAME_SOURCE] = "insert into source (name) values (?1)",
};

static const char *const count_sql[] = {
  [FOOTPRINTS_SQLITE_NAME_ARTIST] = "select exists (select 1 from artist)",
  [FOOTPRINTS_SQLITE_NAME_ALBUM] = "select exists (select 1 from album)",
  [FOOTPRINTS_SQLITE_NAME_TRACK] = "select exists (select 1 from track)",
  [FOOTPRINTS_SQLITE_NAME_SOURCE] = "select exists (select 1 from source)",
};

static guint
name_hash (gconstpointer data)
{
  const Name *name = data;

  return g_str_hash (name->name) ^ (guint) name->parent_id * 2654435761u;
}

static gboolean
name_equal (gconstpointer a, gconstpointer b)
{
  const Name *left = a;
  const Name *right = b;

  return left->parent_id == right->parent_id && strcmp (left->name, right->name) == 0;
}

FootprintsSqliteDictionary *
_footprints_sqlite_dictionary_new (FootprintsSqliteConnection *connection)
{
  FootprintsSqliteDictionary *self = g_new0 (FootprintsSqliteDictionary, 1);

  self->connection = connection;
  for (guint i = 0; i < FOOTPRINTS_SQLITE_N_NAME_KINDS; i++)
    self->names[i] = g_hash_table_new (name_hash, name_equal);
  self->texts = g_string_chunk_new (64 * 1024);
  self->slabs = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
_footprints_sqlite_dictionary_free (FootprintsSqliteDictionary *self)
{
  for (guint i = 0; i < FOOTPRINTS_SQLITE_N_NAME_KINDS; i++)
    g_hash_table_unref (self->names[i]);
  g_string_chunk_free (self->texts);
  g_ptr_array_unref (self->slabs);
  g_free (self);
}

void
_footprints_sqlite_dictionary_forget (FootprintsSqliteDictionary *self)
{
  for (guint i = 0; i < FOOTPRINTS_SQLITE_N_NAME_KINDS; i++)
    {
      g_hash_table_remove_all (self->names[i]);
      self->complete[i] = FALSE;
    }
  g_string_chunk_clear (self->texts);
  g_ptr_array_set_size (self->slabs, 0);
  self->n_in_slab = 0;
  self->n_names = 0;
}

static Name *
take_slot (FootprintsSqliteDictionary *self)
{
  if (self->slabs->len == 0 || self->n_in_slab == NAMES_PER_SLAB)
    {
      g_ptr_array_add (self->slabs, g_new (Name, NAMES_PER_SLAB));
      self->n_in_slab = 0;
    }
  return (Name *) g_ptr_array_index (self->slabs, self->slabs->len - 1) + self->n_in_slab++;
}

static void
remember (FootprintsSqliteDictionary *self, FootprintsSqliteNameKind kind, const Name *name)
{
  Name *kept;

  if (self->n_names == MAX_NAMES)
    _footprints_sqlite_dictionary_forget (self);
  kept = take_slot (self);
  *kept = *name;
  kept->name = g_string_chunk_insert (self->texts, name->name);
  g_hash_table_add (self->names[kind], kept);
  self->n_names++;
}

static sqlite3_stmt *
prepare_name_statement (FootprintsSqliteConnection *connection,
                        const char *sql,
                        const char *name,
                        gint64 parent_id,
                        GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (connection, sql, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  if (parent_id != 0)
    sqlite3_bind_int64 (statement, 2, parent_id);
  return statement;
}

gint64
_footprints_sqlite_find_name (FootprintsSqliteConnection *connection,
                              FootprintsSqliteNameKind kind,
                              gint64 parent_id,
                              const char *name,
                              GError **error)
{
  sqlite3_stmt *statement =
      prepare_name_statement (connection, find_sql[kind], name, parent_id, error);
  gint64 id = -1;
  int result;

  if (statement == NULL)
    return -1;
  result = _footprints_sqlite_step (connection, statement, error);
  if (result >= 0)
    id = result == 1 ? sqlite3_column_int64 (statement, 0) : 0;
  _footprints_sqlite_reset (statement);
  return id;
}

/* The new id, or 0 with @error set. */
static gint64
insert_name (FootprintsSqliteConnection *connection,
             FootprintsSqliteNameKind kind,
             gint64 parent_id,
             const char *name,
             GError **error)
{
  sqlite3_stmt *statement =
      prepare_name_statement (connection, insert_sql[kind], name, parent_id, error);

  if (statement == NULL || !_footprints_sqlite_run (connection, statement, error))
    return 0;
  return _footprints_sqlite_last_id (connection);
}

/* The cache of an empty table is complete from the start: a first import then need not look up each
 * name in the table. */
static gboolean
notice_empty_table (FootprintsSqliteDictionary *self, FootprintsSqliteNameKind kind, GError **error)
{
  gint64 has_rows;

  if (self->complete[kind] || g_hash_table_size (self->names[kind]) > 0)
    return TRUE;
  if (!_footprints_sqlite_get_int64 (self->connection, count_sql[kind], &has_rows, error))
    return FALSE;
  self->complete[kind] = has_rows == 0;
  return TRUE;
}

gint64
_footprints_sqlite_dictionary_intern (FootprintsSqliteDictionary *self,
                                      FootprintsSqliteNameKind kind,
                                      gint64 parent_id,
                                      const char *text,
                                      GError **error)
{
  Name name = { parent_id, 0, text };
  const Name *known = g_hash_table_lookup (self->names[kind], &name);

  if (known != NULL)
    return known->id;
  if (!notice_empty_table (self, kind, error))
    return 0;
  if (!self->complete[kind])
    name.id = _footprints_sqlite_find_name (self->connection, kind, parent_id, text, error);
  if (name.id == 0)
    name.id = insert_name (self->connection, kind, parent_id, text, error);
  if (name.id <= 0)
    return 0;
  remember (self, kind, &name);
  return name.id;
}
