/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Copies the state of a toy ledger into the tables of an SQLite database in memory. */

#include "toy-mirror.h"

#include "toy-ledger.h"
#include "toy-records.h"

#include "libfootprints/sqlite/footprints-ledger-files-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-ledger-private.h"

#include <glib/gstdio.h>

typedef struct
{
  char *path;
  ToyState *state; /* the state shown in the tables; NULL: none yet */
} Mirror;

static GMutex mirrors_mutex;
static GHashTable *mirrors; /* of Mirror, by sqlite3; under mirrors_mutex */

static void
run (sqlite3 *database, const char *sql)
{
  if (sqlite3_exec (database, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (database));
}

static sqlite3_stmt *
prepare (sqlite3 *database, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (database));
  return statement;
}

/* ---- The tables ---- */

/* Reads the SQL that makes the tables of a ledger (transfer full). */
static char *
read_schema (void)
{
  g_autofree char *folder = g_dir_make_tmp ("toy-mirror-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "schema.db", NULL);
  FootprintsLedger *ledger = _footprints_sqlite_ledger_backend.open (path, TRUE, FALSE, NULL);
  GString *schema = g_string_new (NULL);
  sqlite3 *database = NULL;
  sqlite3_stmt *statement;

  g_assert_nonnull (ledger);
  g_object_unref (ledger);
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  statement = prepare (database, "select sql from sqlite_schema where sql is not null and name"
                                 " not like 'sqlite_%' order by type = 'view', rowid");
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (schema, "%s;\n", sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (database);
  _footprints_ledger_files_remove (path, FOOTPRINTS_LEDGER_FILES_BESIDE);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return g_string_free (schema, FALSE);
}

static const char *
get_schema (void)
{
  static gsize schema;

  if (g_once_init_enter (&schema))
    g_once_init_leave (&schema, (gsize) read_schema ());
  return (const char *) schema;
}

/* ---- The rows ---- */

/* @format: i for a number, n for a number with null for 0, t for a text. */
static void
insert (sqlite3_stmt *statement, const char *format, ...)
{
  va_list arguments;
  int place = 0;

  va_start (arguments, format);
  for (const char *p = format; *p != '\0'; p++)
    {
      place++;
      if (*p == 't')
        sqlite3_bind_text (statement, place, va_arg (arguments, const char *), -1, SQLITE_STATIC);
      else
        {
          gint64 number = va_arg (arguments, gint64);

          if (*p == 'n' && number == 0)
            sqlite3_bind_null (statement, place);
          else
            sqlite3_bind_int64 (statement, place, number);
        }
    }
  va_end (arguments);
  if (sqlite3_step (statement) != SQLITE_DONE)
    g_error ("%s: %s", sqlite3_sql (statement), sqlite3_errmsg (sqlite3_db_handle (statement)));
  sqlite3_reset (statement);
}

static void
fill_names (sqlite3 *database, const ToyState *state)
{
  static const char *const inserts[] = {
    "insert into artist (id, name) values (?, ?)",
    "insert into album (id, artist_id, title) values (?, ?, ?)",
    "insert into track (id, artist_id, title) values (?, ?, ?)",
    "insert into source (id, name) values (?, ?)",
  };

  for (guint i = 0; i < TOY_N_NAME_KINDS; i++)
    {
      sqlite3_stmt *statement = prepare (database, inserts[i]);

      for (const ToyName *name = toy_state_find_name_after (state, i, 0); name != NULL;
           name = toy_state_find_name_after (state, i, name->id))
        if (name->artist != NULL)
          insert (statement, "iit", name->id, name->artist->id, name->text);
        else
          insert (statement, "it", name->id, name->text);
      sqlite3_finalize (statement);
    }
}

static gint64
get_album_id (const ToyReport *report)
{
  return report->album != NULL ? report->album->id : 0;
}

/* In the tables, the first origin of a play that is held for good is 0. */
static gint64
get_first_origin (const ToyPlay *play)
{
  return toy_play_find_report (play, 0) != NULL ? 0 : toy_play_get_report (play)->origin;
}

static void
fill_also_from (sqlite3_stmt *statement, const ToyPlay *play)
{
  const ToyReport *shown = toy_play_get_report (play);

  for (guint i = 0; i < play->reports->len; i++)
    {
      const ToyReport *report = g_ptr_array_index (play->reports, i);

      if (report->origin == get_first_origin (play))
        continue;
      if (toy_report_is_same (report, shown))
        insert (statement, "iiinntt", report->origin, play->id, (gint64) 0, (gint64) 0, (gint64) 0,
                NULL, NULL);
      else
        insert (statement, "iiinntt", report->origin, play->id, (gint64) 1, get_album_id (report),
                report->duration_ms, report->source_id, report->info);
    }
}

static void
fill_plays (sqlite3 *database, const ToyState *state)
{
  static const char *const inserts[] = {
    "insert into listen (id, listened_at, track_id, album_id, source_id, source_ref, duration_ms,"
    " import_id, info) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "insert into withdrawn_listen (id, listened_at, track_id, album_id, source_id, source_ref,"
    " duration_ms, import_id, info, reason, withdrawn_at, replaced_by)"
    " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "insert into also_from (import_id, listen_id, differs, album_id, duration_ms, source_ref, info)"
    " values (?, ?, ?, ?, ?, ?, ?)",
  };
  sqlite3_stmt *statements[G_N_ELEMENTS (inserts)];

  for (guint i = 0; i < G_N_ELEMENTS (inserts); i++)
    statements[i] = prepare (database, inserts[i]);
  for (const ToyPlay *play = toy_state_find_play_after (state, 0); play != NULL;
       play = toy_state_find_play_after (state, play->id))
    {
      const ToyReport *report = toy_play_get_report (play);

      insert (statements[play->reason != NULL], play->reason != NULL ? "iiinitnnttin" : "iiinitnnt",
              play->id, play->listened_at, play->track->id, get_album_id (report), play->source->id,
              report->source_id, report->duration_ms, get_first_origin (play), report->info,
              play->reason, play->withdrawn_at, play->replaced_by);
      fill_also_from (statements[2], play);
    }
  for (guint i = 0; i < G_N_ELEMENTS (inserts); i++)
    sqlite3_finalize (statements[i]);
}

static void
fill_changes (sqlite3 *database, const ToyState *state)
{
  const ToyChange start = { .generation = G_MININT64 };
  const ToyTree *tree = &state->trees[TOY_CHANGES];
  sqlite3_stmt *statement =
      prepare (database, "insert into listen_change (generation, listen_id, listened_at, what)"
                         " values (?, ?, ?, ?)");

  for (const ToyChange *change = toy_tree_find_after (tree, &start); change != NULL;
       change = toy_tree_find_after (tree, change))
    {
      const ToyPlay *play = toy_state_find_play (state, change->listen_id);

      insert (statement, "iiit", change->generation, change->listen_id, change->listened_at,
              play != NULL && play->reason == NULL ? "details" : "gone");
    }
  sqlite3_finalize (statement);
}

/* ---- Records ---- */

typedef struct
{
  const FootprintsRecordType *type;
  sqlite3_stmt *statement;
} Filling;

static void
bind_field (sqlite3_stmt *statement, int place, const FootprintsField *field, gconstpointer record)
{
  gint64 number;

  if (field->type == FOOTPRINTS_FIELD_TEXT)
    {
      sqlite3_bind_text (statement, place,
                         *(char *const *) _footprints_field_get_place (field, record), -1,
                         SQLITE_TRANSIENT);
      return;
    }
  number = _footprints_record_get_number (field, record);
  if (field->type == FOOTPRINTS_FIELD_ENUM)
    sqlite3_bind_text (statement, place, field->names[number], -1, SQLITE_STATIC);
  else if (number == 0 && (field->column_flags & FOOTPRINTS_COLUMN_NULLABLE) != 0)
    sqlite3_bind_null (statement, place);
  else
    sqlite3_bind_int64 (statement, place, number);
}

static gboolean
fill_record (gpointer data, gconstpointer record)
{
  Filling *filling = data;
  int place = 0;

  for (const FootprintsField *field = filling->type->fields; field->type != FOOTPRINTS_FIELD_END;
       field++)
    bind_field (filling->statement, ++place, field, record);
  insert (filling->statement, "");
  return TRUE;
}

static void
fill_records (sqlite3 *database, const ToyState *state, const FootprintsRecordType *type)
{
  static const FootprintsRecordQuery all;
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) places = g_string_new (NULL);
  g_autofree char *sql = NULL;
  Filling filling = { type, NULL };

  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    {
      g_string_append_printf (columns, "%s\"%s\"", columns->len > 0 ? ", " : "", field->column);
      g_string_append (places, places->len > 0 ? ", ?" : "?");
    }
  sql = g_strdup_printf ("insert into %s (%s) values (%s)", type->table, columns->str, places->str);
  filling.statement = prepare (database, sql);
  toy_state_list_records (state, type, &all, fill_record, &filling);
  sqlite3_finalize (filling.statement);
}

static void
fill_coarse (sqlite3 *database, const ToyState *state)
{
  sqlite3_stmt *statement =
      prepare (database, "insert into coarse_import (import_id, precision_s) values (?, ?)");

  for (guint i = 0; i < state->coarse->len; i++)
    {
      const ToyPrecision *coarse = &g_array_index (state->coarse, ToyPrecision, i);

      insert (statement, "ii", coarse->origin, coarse->precision_s);
    }
  sqlite3_finalize (statement);
}

/* ---- The mirror ---- */

static void
fill (sqlite3 *database, const ToyState *state, const char *uuid)
{
  sqlite3_stmt *statement;

  run (database, "begin; delete from ledger; delete from artist; delete from album; delete from"
                 " track; delete from source; delete from listen; delete from withdrawn_listen;"
                 " delete from also_from; delete from listen_change; delete from coarse_import");
  statement = prepare (
      database,
      "insert into ledger (id, uuid, generation, last_listen_id, listen_count, oldest_generation,"
      " joins_reports, decisions) values (1, ?, ?, ?, ?, ?, ?, ?)");
  insert (statement, "tiiiiii", uuid, state->generation, state->last_listen_id, state->n_listens,
          state->oldest_generation, (gint64) !state->keeps_reports_apart, state->n_decisions);
  sqlite3_finalize (statement);
  fill_names (database, state);
  fill_plays (database, state);
  fill_changes (database, state);
  for (guint i = 0; _footprints_ledger_record_types[i] != NULL; i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("delete from %s", _footprints_ledger_record_types[i]->table);

      run (database, sql);
      fill_records (database, state, _footprints_ledger_record_types[i]);
    }
  fill_coarse (database, state);
  run (database, "commit");
}

static void
forget_mirror (gpointer data)
{
  g_mutex_lock (&mirrors_mutex);
  g_hash_table_remove (mirrors, data);
  g_mutex_unlock (&mirrors_mutex);
}

static void
mirror_free (gpointer data)
{
  Mirror *mirror = data;

  g_clear_pointer (&mirror->state, toy_state_unref);
  g_free (mirror->path);
  g_free (mirror);
}

static void
no_function (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  sqlite3_result_null (context);
}

void
toy_mirror_refresh (sqlite3 *database)
{
  g_autoptr (ToyState) state = NULL;
  char uuid[33];
  Mirror *mirror;

  g_mutex_lock (&mirrors_mutex);
  mirror = mirrors != NULL ? g_hash_table_lookup (mirrors, database) : NULL;
  g_mutex_unlock (&mirrors_mutex);
  if (mirror == NULL)
    return;
  state = toy_ledger_dup_state (mirror->path, uuid);
  g_assert_nonnull (state);
  if (state == mirror->state)
    return;
  fill (database, state, uuid);
  g_clear_pointer (&mirror->state, toy_state_unref);
  mirror->state = g_steal_pointer (&state);
}

sqlite3 *
toy_mirror_open (const char *path)
{
  g_autoptr (ToyState) state = toy_ledger_dup_state (path, NULL);
  sqlite3 *database = NULL;
  Mirror *mirror;

  if (state == NULL)
    return NULL;
  g_assert_cmpint (sqlite3_open (":memory:", &database), ==, SQLITE_OK);
  run (database, get_schema ());
  mirror = g_new0 (Mirror, 1);
  mirror->path = g_strdup (path);
  g_mutex_lock (&mirrors_mutex);
  if (mirrors == NULL)
    mirrors = g_hash_table_new_full (NULL, NULL, NULL, mirror_free);
  g_hash_table_insert (mirrors, database, mirror);
  g_mutex_unlock (&mirrors_mutex);
  /* Tests close it like any database; a destructor is the only way to notice that. */
  sqlite3_create_function_v2 (database, "toy_mirror", 0, SQLITE_UTF8, database, no_function, NULL,
                              NULL, forget_mirror);
  toy_mirror_refresh (database);
  return database;
}
