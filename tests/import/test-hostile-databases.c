/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Databases that somebody made to do harm: whatever their schema says, and however damaged they
 * are, looking into one takes little memory and ends. */

#include "import-support.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define MIB (1024 * 1024)
/* What any of them may add to the memory of the process at its peak. Most take nothing at all. */
#define MAX_GROWTH_KIB (48 * 1024)
#define COLUMNS                                                                                    \
  "id integer primary key, artist text, album text, track text, timestamp integer, "               \
  "source text, source_id text"
#define INSERT "insert into scrobbles (artist, track, timestamp, source) "
#define ROW INSERT "values ('A', 'T', 1700000000, 'x');"

static const char *const one_play[] = {
  "1700000000 | A | T | - | - | x | - | - | -",
  NULL,
};

/* The most memory that the process has had since the last reset, in KiB. */
static gint64
get_peak_kib (void)
{
  g_autofree char *text = NULL;
  const char *line;
  gint64 peak_kib = 0;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "VmHWM:");
  g_assert_nonnull (line);
  sscanf (line, "VmHWM: %" G_GINT64_FORMAT, &peak_kib);
  return peak_kib;
}

static void
reset_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL)
    return;
  fputs ("5", file);
  fclose (file);
}

static char *
make_database (const char *sql)
{
  char *path = test_path ("hostile.db");
  g_autoptr (sqlite3) database = test_sql_open (path);

  /* Nobody has to find it after a power failure. */
  test_sql_run (database, "pragma synchronous = off");
  test_sql_run (database, sql);
  return path;
}

/* The files beside it, which nobody may make. */
static void
assert_alone (const char *path)
{
  static const char *const endings[] = { "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
    }
}

/* Imports what is there; @error tells what came of it. */
static gboolean
try_import_into (FootprintsStore *store, const char *path, gboolean dry_run, GError **error)
{
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  gint64 before_kib;
  gboolean done;

  footprints_import_job_set_dry_run (job, dry_run);
  reset_peak ();
  before_kib = get_peak_kib ();
  done = footprints_import_job_run (job, NULL, error);
  g_test_message ("%+d KiB", (int) (get_peak_kib () - before_kib));
  /* The address sanitizer keeps what is freed. */
#ifndef __SANITIZE_ADDRESS__
  if (g_getenv ("FOOTPRINTS_TEST_SLOW_MACHINE") == NULL)
    g_assert_cmpint (get_peak_kib () - before_kib, <, MAX_GROWTH_KIB);
#endif
  assert_alone (path);
  return done;
}

static gboolean
try_import (const char *path, GError **error)
{
  g_autofree char *ledger_path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = test_open (ledger_path);

  return try_import_into (store, path, FALSE, error);
}

typedef struct
{
  const char *name;
  const char *sql;
  int code;
} Hostile;

/* @code: 0 where the play comes through. */
static const Hostile hostile[] = {
  { "virtual-column",
    "create table scrobbles (id integer primary key, artist text as (hex (zeroblob (300000000))), "
    "album text, track text, timestamp integer, source text, source_id text);"
    "insert into scrobbles (track, timestamp, source) values ('T', 1700000000, 'x')",
    FOOTPRINTS_ERROR_UNKNOWN_FORMAT },
  { "stored-column",
    "create table scrobbles (id integer primary key, artist text as (track || track) stored, "
    "album text, track text, timestamp integer, source text, source_id text);"
    "insert into scrobbles (track, timestamp, source) values ('T', 1700000000, 'x')",
    FOOTPRINTS_ERROR_UNKNOWN_FORMAT },
  { "endless-view",
    "create view scrobbles as with recursive n (i) as (select 1 union all select i + 1 from n) "
    "select i as id, 'A' || i as artist, '' as album, 'T' as track, 1700000000 + i as timestamp, "
    "'x' as source, null as source_id from n",
    FOOTPRINTS_ERROR_UNKNOWN_FORMAT },
  { "view-beside",
    "create table scrobbles (" COLUMNS ");" ROW
    "create view plays as with recursive n (i) as (select 1 union all select i + 1 from n) "
    "select * from n",
    0 },
  { "virtual-table",
    "create table scrobbles (" COLUMNS "); pragma writable_schema = on;"
    "update sqlite_schema set rootpage = 0, sql = 'create virtual table scrobbles using "
    "fts5 (id, artist, album, track, timestamp, source, source_id)' where name = 'scrobbles'",
    FOOTPRINTS_ERROR_UNKNOWN_FORMAT },
  { "trigger",
    "create table scrobbles (" COLUMNS ");" ROW
    "create trigger more after insert on scrobbles begin insert into scrobbles (artist) "
    "select hex (zeroblob (100000000)); end",
    0 },
  { "huge-text",
    "create table scrobbles (" COLUMNS ");" INSERT
    "values (cast (zeroblob (4000000) as text), 'T', 1700000000, 'x')",
    FOOTPRINTS_ERROR_TOO_LARGE },
  { "huge-blob",
    "create table scrobbles (" COLUMNS ");" INSERT
    "values (zeroblob (4000000), 'T', 1700000000, 'x')",
    FOOTPRINTS_ERROR_TOO_LARGE },
  { "index-that-computes",
    "create table scrobbles (" COLUMNS ");" ROW
    "create index computed on scrobbles (substr (hex (zeroblob (10000000)), 1, 10), artist, album, "
    "track, timestamp, source, source_id, id)",
    0 },
  { "row-id-hidden", "create table scrobbles (_rowid_ text, " COLUMNS ");" ROW,
    FOOTPRINTS_ERROR_UNKNOWN_FORMAT },
  { "without-row-ids",
    "create table scrobbles (" COLUMNS ") without rowid;"
    "insert into scrobbles (id, artist) values (1, 'A')",
    FOOTPRINTS_ERROR_UNKNOWN_FORMAT },
  { "no-such-collation",
    "create table scrobbles (" COLUMNS ");" ROW "pragma writable_schema = on;"
    "update sqlite_schema set sql = replace (sql, 'artist text', 'artist text collate evil')",
    0 },
  { "other-root",
    "create table scrobbles (" COLUMNS ");" ROW "pragma writable_schema = on;"
    "update sqlite_schema set rootpage = 1 where name = 'scrobbles'",
    FOOTPRINTS_ERROR_UNKNOWN_FORMAT },
  { "root-beyond-the-end",
    "create table scrobbles (" COLUMNS ");" ROW "pragma writable_schema = on;"
    "update sqlite_schema set rootpage = 4000 where name = 'scrobbles'",
    FOOTPRINTS_ERROR_UNKNOWN_FORMAT },
  { "two-of-that-name",
    "create table scrobbles (" COLUMNS ");" ROW "create table other (" COLUMNS ");"
    "pragma writable_schema = on;"
    "update sqlite_schema set name = 'SCROBBLES' where name = 'other'",
    FOOTPRINTS_ERROR_UNKNOWN_FORMAT },
  { "broken-schema",
    "create table scrobbles (" COLUMNS ");" ROW "pragma writable_schema = on;"
    "update sqlite_schema set sql = 'create table scrobbles ('",
    FOOTPRINTS_ERROR_UNKNOWN_FORMAT },
  { "log-in-the-header", "pragma journal_mode = wal; create table scrobbles (" COLUMNS ");" ROW,
    0 },
  { "other-encoding", "pragma encoding = 'UTF-16be'; create table scrobbles (" COLUMNS ");" ROW,
    0 },
};

static void
test_hostile (gconstpointer data)
{
  const Hostile *self = data;
  g_autofree char *path = make_database (self->sql);
  g_autofree char *before = test_checksum (path);
  g_autofree char *after = NULL;
  g_autofree char *ledger_path = test_path ("ledger.db");
  g_autoptr (GError) error = NULL;
  gboolean done = try_import (path, &error);

  if (self->code == 0)
    {
      g_auto (GStrv) plays = import_test_dump (ledger_path);

      g_assert_no_error (error);
      g_assert_cmpstrv (plays, one_play);
    }
  else
    g_assert_error (error, FOOTPRINTS_ERROR, self->code);
  g_assert_true (done == (self->code == 0));
  after = test_checksum (path);
  g_assert_cmpstr (before, ==, after);
}

/* The schema is read whole before anything else. */
static void
test_huge_schema (void)
{
  g_autofree char *path = make_database (
      "create table scrobbles (" COLUMNS ");" ROW "pragma writable_schema = on;"
      "with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000) "
      "insert into sqlite_schema (type, name, tbl_name, rootpage, sql) select 'view', 'v' || i, "
      "'v' || i, 0, 'create view v' || i || ' as select 1' || "
      "replace (hex (zeroblob (1000)), '00', ',1') from n");
  g_autoptr (GError) error = NULL;

  g_assert_false (try_import (path, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT);
}

static void
test_long_statement (void)
{
  g_autofree char *filler = g_strnfill (60000, ' ');
  g_autofree char *sql =
      g_strconcat ("create table scrobbles (" COLUMNS, filler, ", more text);", ROW, NULL);
  g_autofree char *path = make_database (sql);
  g_autoptr (GError) error = NULL;

  g_assert_false (try_import (path, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT);
}

static guint8 *
make_large (gsize *length, guint n_rows)
{
  g_autofree char *path = NULL;
  g_autofree char *sql = g_strdup_printf (
      "create table scrobbles (" COLUMNS ");"
      "with recursive n (i) as (select 1 union all select i + 1 from n where i < %u) " INSERT
      "select 'Artist ' || i, 'A track with a name ' || i, 1700000000 + i, 'x' from n",
      n_rows);
  char *bytes;

  path = make_database (sql);
  g_assert_true (g_file_get_contents (path, &bytes, length, NULL));
  return (guint8 *) bytes;
}

#define PAGE 4096

/* Each interior page leads to the same page again and again: some 400 times a level. */
static void
test_tree_without_end (void)
{
  gsize length;
  g_autofree guint8 *bytes = make_large (&length, 100000);
  g_autofree char *path = test_path ("tree.db");
  g_autoptr (GError) error = NULL;
  guint n_pages = (guint) (length / PAGE);
  guint n_patched = 0;

  for (guint page = 2; page <= n_pages; page++)
    {
      guint8 *start = bytes + (page - 1) * PAGE;
      guint n_cells = (guint) start[3] << 8 | start[4];

      if (start[0] != 5)
        continue;
      for (guint cell = 1; cell < n_cells; cell++)
        {
          guint first = (guint) start[12] << 8 | start[13];
          guint offset = (guint) start[12 + 2 * cell] << 8 | start[13 + 2 * cell];

          memcpy (start + offset, start + first, 4);
          n_patched++;
        }
    }
  g_assert_cmpuint (n_patched, >, 100);
  test_write_file (path, bytes, length);
  g_assert_false (try_import (path, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
}

/* Anything may come of it but a crash, or no end. */
static void
test_damaged_pages (void)
{
  gsize length;
  g_autofree guint8 *bytes = make_large (&length, 600);
  g_autofree char *path = test_path ("damaged.db");
  g_autofree char *ledger_path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = test_open (ledger_path);
  guint n_rounds = test_rounds (40, 10);
  guint n_failed = 0;

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, length);
      g_autoptr (GError) error = NULL;
      guint n_bytes = (guint) g_test_rand_int_range (1, 6);

      for (guint i = 0; i < n_bytes; i++)
        {
          /* Heads of pages and cells are at both ends; of the file's head only what follows the
           * magic. */
          gsize page = (gsize) g_test_rand_int_range (0, (int) (length / PAGE));
          gsize offset = (gsize) g_test_rand_int_range (0, g_test_rand_bit () ? 64 : PAGE);

          if (page > 0 || offset > 16)
            copy[page * PAGE + offset] = (guint8) g_test_rand_int_range (0, 256);
        }
      g_unlink (path);
      test_write_file (path, copy, length);
      if (!try_import_into (store, path, TRUE, &error))
        {
          n_failed++;
          g_assert_true (error->domain == FOOTPRINTS_ERROR);
        }
    }
  g_test_message ("%u of %u are refused", n_failed, n_rounds);
  g_assert_cmpuint (n_failed, >, 0);
}

/* From no page at all to a cut one. */
static void
test_cut (void)
{
  gsize length;
  g_autofree guint8 *bytes = make_large (&length, 300);
  static const gsize lengths[] = { 16, 50, 100, 512, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE - 1 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *path = test_path ("cut.db");
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (lengths[i], <, length);
      test_write_file (path, bytes, lengths[i]);
      g_assert_false (try_import (path, &error));
      g_assert_true (g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT) ||
                     g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT));
    }
}

static void
add_tests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *path = g_strconcat ("/import/hostile-databases/", hostile[i].name, NULL);

      g_test_add_data_func (path, &hostile[i], test_hostile);
    }
  g_test_add_func ("/import/hostile-databases/huge-schema", test_huge_schema);
  g_test_add_func ("/import/hostile-databases/long-statement", test_long_statement);
  g_test_add_func ("/import/hostile-databases/tree-without-end", test_tree_without_end);
  g_test_add_func ("/import/hostile-databases/damaged-pages", test_damaged_pages);
  g_test_add_func ("/import/hostile-databases/cut", test_cut);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
