/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The earlier program's storage: one table of plays in SQLite, and queries on it. */

#include "bench-earlier.h"

#include "bench.h"

#include <sqlite3.h>

struct _BenchEarlier
{
  sqlite3 *database;
  sqlite3_stmt *insert;
};

static const char schema[] =
    "create table if not exists scrobbles ("
    " id integer primary key autoincrement,"
    " artist text not null,"
    " album text,"
    " track text not null,"
    " timestamp integer not null,"
    " source text not null,"
    " source_id text,"
    " unique (artist, track, timestamp, source));"
    "create index if not exists idx_timestamp on scrobbles (timestamp desc);"
    "create index if not exists idx_artist on scrobbles (artist);"
    "create index if not exists idx_source_id on scrobbles (source_id);";

static void
check (sqlite3 *database, int result)
{
  if (result != SQLITE_OK && result != SQLITE_ROW && result != SQLITE_DONE)
    bench_fail ("SQLite: %s", sqlite3_errmsg (database));
}

static void
run (sqlite3 *database, const char *sql)
{
  check (database, sqlite3_exec (database, sql, NULL, NULL, NULL));
}

static sqlite3_stmt *
prepare (sqlite3 *database, const char *sql)
{
  sqlite3_stmt *statement;

  check (database, sqlite3_prepare_v2 (database, sql, -1, &statement, NULL));
  return statement;
}

BenchEarlier *
bench_earlier_open (const char *path)
{
  BenchEarlier *self = g_new0 (BenchEarlier, 1);

  check (self->database, sqlite3_open (path, &self->database));
  run (self->database, schema);
  self->insert = prepare (self->database, "insert or ignore into scrobbles"
                                          " (artist, album, track, timestamp, source, source_id)"
                                          " values (?1, ?2, ?3, ?4, ?5, ?6)");
  return self;
}

void
bench_earlier_close (BenchEarlier *self)
{
  sqlite3_finalize (self->insert);
  sqlite3_close (self->database);
  g_free (self);
}

void
bench_earlier_begin (BenchEarlier *self)
{
  run (self->database, "begin");
}

void
bench_earlier_commit (BenchEarlier *self)
{
  run (self->database, "commit");
}

void
bench_earlier_insert (BenchEarlier *self,
                      const char *artist,
                      const char *album,
                      const char *track,
                      gint64 timestamp,
                      const char *source,
                      const char *source_id)
{
  sqlite3_bind_text (self->insert, 1, artist, -1, SQLITE_STATIC);
  sqlite3_bind_text (self->insert, 2, album, -1, SQLITE_STATIC);
  sqlite3_bind_text (self->insert, 3, track, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (self->insert, 4, timestamp);
  sqlite3_bind_text (self->insert, 5, source, -1, SQLITE_STATIC);
  sqlite3_bind_text (self->insert, 6, source_id, -1, SQLITE_STATIC);
  check (self->database, sqlite3_step (self->insert));
  sqlite3_reset (self->insert);
}

static void
append_row (GString *answer, sqlite3_stmt *statement)
{
  for (int i = 0; i < sqlite3_column_count (statement); i++)
    {
      const char *text = (const char *) sqlite3_column_text (statement, i);

      if (i > 0)
        g_string_append_c (answer, '\t');
      if (text != NULL)
        g_string_append (answer, text);
    }
  g_string_append_c (answer, '\n');
}

void
bench_earlier_query (BenchEarlier *self,
                     const char *sql,
                     gint64 first,
                     gint64 second,
                     const char *text,
                     GString *answer)
{
  sqlite3_stmt *statement = prepare (self->database, sql);
  int result;

  /* Not every query uses every parameter. */
  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_int64 (statement, 2, second);
  sqlite3_bind_text (statement, 3, text, -1, SQLITE_STATIC);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    append_row (answer, statement);
  check (self->database, result);
  sqlite3_finalize (statement);
}

static gint64
read_number (sqlite3 *database, const char *sql)
{
  sqlite3_stmt *statement = prepare (database, sql);
  gint64 number;

  check (database, sqlite3_step (statement));
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return number;
}

gint64
bench_earlier_count (BenchEarlier *self)
{
  return read_number (self->database, "select count(*) from scrobbles");
}

gint64
bench_read_bare (const char *path, const char *sql)
{
  sqlite3 *database = NULL;
  sqlite3_stmt *statement;
  gint64 n_rows = 0;
  gint64 sum = 0;

  check (database, sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL));
  statement = prepare (database, sql);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int i = 0; i < 5; i++)
        sum += sqlite3_column_int64 (statement, i);
      n_rows++;
    }
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return sum != 0 ? n_rows : 0;
}

gint64
bench_read_number (const char *path, const char *sql)
{
  sqlite3 *database = NULL;
  gint64 number;

  check (database, sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL));
  number = read_number (database, sql);
  sqlite3_close (database);
  return number;
}
