/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "test-support.h"

#include "libfootprints/records/footprints-records-private.h"
#include "libfootprints/records/sqlite/footprints-sqlite-records-private.h"
#include "libfootprints/sqlite/footprints-ledger-files-private.h"
#include "libfootprints/store/footprints-store-private.h"

#include <string.h>

/* A type of record that no ledger has. */
typedef enum
{
  MOOD_CALM,
  MOOD_MERRY,
} Mood;

typedef struct
{
  gint64 id;
  char *name;
  char *note; /* NULL: none */
  int mood;
  gboolean is_loud;
  guint n_legs;
  int balance;
  gint64 n_seen;
  gint64 born_at; /* 0: not known */
} Thing;

static const char *const moods[] = { "calm", "merry", NULL };

static const FootprintsField thing_fields[] = {
  FOOTPRINTS_COLUMN (Thing, COUNT, id, "id", 0),
  FOOTPRINTS_COLUMN (Thing, TEXT, name, "name", FOOTPRINTS_COLUMN_UNIQUE),
  FOOTPRINTS_COLUMN (Thing, TEXT, note, "note", FOOTPRINTS_COLUMN_NULLABLE),
  FOOTPRINTS_ENUM_COLUMN (Thing, mood, "mood", moods),
  FOOTPRINTS_COLUMN (Thing, BOOLEAN, is_loud, "loud", 0),
  FOOTPRINTS_COLUMN (Thing, UINT, n_legs, "legs", FOOTPRINTS_COLUMN_INDEXED),
  FOOTPRINTS_COLUMN (Thing, INT, balance, "balance", 0),
  FOOTPRINTS_COLUMN (Thing, COUNT, n_seen, "seen", 0),
  FOOTPRINTS_COLUMN (Thing, INSTANT, born_at, "born_at", FOOTPRINTS_COLUMN_NULLABLE),
  { .type = FOOTPRINTS_FIELD_END },
};

static const FootprintsRecordType thing_type = {
  .table = "thing",
  .what = "thing",
  .fields = thing_fields,
  .size = sizeof (Thing),
};

static const FootprintsRecordType *const types[] = { &thing_type, NULL };

static void
thing_clear (Thing *thing)
{
  _footprints_record_clear (&thing_type, thing);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Thing, thing_clear)

static void
check_same (const Thing *a, const Thing *b)
{
  g_assert_cmpint (a->id, ==, b->id);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->note, ==, b->note);
  g_assert_cmpint (a->mood, ==, b->mood);
  g_assert_cmpint (a->is_loud, ==, b->is_loud);
  g_assert_cmpuint (a->n_legs, ==, b->n_legs);
  g_assert_cmpint (a->balance, ==, b->balance);
  g_assert_cmpint (a->n_seen, ==, b->n_seen);
  g_assert_cmpint (a->born_at, ==, b->born_at);
}

/* Makes the table of things in a ledger in which there is room for tables. */
static FootprintsStore *
open_store (const char *path)
{
  FootprintsStore *store = test_open (path);
  g_autoptr (FootprintsSqliteConnection) connection = NULL;

  if (test_is_toy ())
    return store;
  connection = _footprints_sqlite_connection_open (path, FOOTPRINTS_SQLITE_READ_WRITE, NULL);
  g_assert_nonnull (connection);
  g_assert_true (_footprints_sqlite_records_make_tables (connection, types, NULL));
  return store;
}

/* One step of a test, in a transaction of its own. */
typedef struct
{
  void (*step) (FootprintsLedger *ledger, FootprintsRecords *records, gpointer data);
  gpointer data;
  gboolean fails;
} Step;

static gboolean
run_step (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;

  step->step (ledger, _footprints_ledger_get_records (ledger, TRUE), step->data);
  if (step->fails)
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FAILED, "on purpose");
  return !step->fails;
}

static void
write_step (FootprintsStore *store,
            void (*func) (FootprintsLedger *, FootprintsRecords *, gpointer),
            gpointer data,
            gboolean fails)
{
  Step step = { func, data, fails };
  g_autoptr (GError) error = NULL;

  g_assert_true (_footprints_store_write (store, run_step, &step, NULL, &error) == !fails);
  if (!fails)
    g_assert_no_error (error);
}

static void
put (FootprintsLedger *ledger, FootprintsRecords *records, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (_footprints_records_put (records, &thing_type, data, &error));
  g_assert_no_error (error);
}

static FootprintsRecords *
reading (FootprintsStore *store)
{
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (store, NULL);

  return _footprints_ledger_get_records (ledger, FALSE);
}

static gint64
count (FootprintsStore *store, const FootprintsRecordQuery *query)
{
  gint64 n_records = -1;

  g_assert_true (_footprints_records_count (reading (store), &thing_type, query, &n_records, NULL));
  return n_records;
}

static void
test_fields (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = open_store (path);
  /* clang-format off */
  Thing things[] = {
    { 0, (char *) "", NULL, MOOD_CALM, FALSE, 0, 0, 0, 0 },
    { 0, (char *) "Ünïcode ’ ' \" ; --", (char *) "", MOOD_MERRY, TRUE, G_MAXUINT, G_MININT, G_MAXINT64, 1 },
    { 0, (char *) "third", (char *) "a note", MOOD_CALM, TRUE, 4, G_MAXINT, G_MININT64, G_MAXINT64 },
  };
  /* clang-format on */

  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      g_auto (Thing) found = { 0 };

      write_step (store, put, &things[i], FALSE);
      g_assert_cmpint (things[i].id, ==, i + 1);
      g_assert_true (
          _footprints_records_get (reading (store), &thing_type, things[i].id, &found, NULL));
      check_same (&found, &things[i]);
    }
}

static void
test_replace (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = open_store (path);
  static const FootprintsRecordQuery all;
  Thing thing = { .name = (char *) "first", .note = (char *) "before", .n_legs = 2 };
  Thing after = { .id = 1, .name = (char *) "first", .mood = MOOD_MERRY, .born_at = 7 };
  g_auto (Thing) found = { 0 };
  g_auto (Thing) none = { .id = 9 };

  write_step (store, put, &thing, FALSE);
  write_step (store, put, &after, FALSE);
  g_assert_true (_footprints_records_get (reading (store), &thing_type, 1, &found, NULL));
  check_same (&found, &after);
  g_assert_cmpint (count (store, &all), ==, 1);
  g_assert_true (_footprints_records_get (reading (store), &thing_type, 2, &none, NULL));
  g_assert_cmpint (none.id, ==, 0);
}

static void
put_twin (FootprintsLedger *ledger, FootprintsRecords *records, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (_footprints_records_put (records, &thing_type, data, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_EXISTS);
}

static void
test_unique (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = open_store (path);
  Thing first = { .name = (char *) "same" };
  Thing second = { .name = (char *) "other" };
  Thing twin = { .name = (char *) "same" };

  write_step (store, put, &first, FALSE);
  write_step (store, put, &second, FALSE);
  write_step (store, put_twin, &twin, TRUE);
  twin.id = second.id;
  write_step (store, put_twin, &twin, TRUE);
  /* It is no twin of itself. */
  write_step (store, put, &first, FALSE);
}

static gboolean
add_name (gpointer data, gconstpointer record)
{
  const Thing *thing = record;

  g_string_append (data, thing->name);
  return TRUE;
}

static void
check_list (FootprintsStore *store, const FootprintsRecordQuery *query, const char *expected)
{
  g_autoptr (GString) names = g_string_new ("");
  g_autoptr (GError) error = NULL;

  g_assert_true (
      _footprints_records_list (reading (store), &thing_type, query, add_name, names, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (names->str, ==, expected);
  g_assert_cmpint (count (store, query), ==, (gint64) strlen (expected));
}

/* a to h; every second has a note, every third four legs, the first half is merry. */
static void
fill (FootprintsStore *store)
{
  for (guint i = 0; i < 8; i++)
    {
      char name[] = { (char) ('a' + i), '\0' };
      Thing thing = {
        .name = name,
        .note = (char *) (i % 2 == 0 ? "note" : NULL),
        .n_legs = i % 3 == 0 ? 4 : 0,
        .mood = i < 4 ? MOOD_MERRY : MOOD_CALM,
        .born_at = i == 5 ? 5 : 0,
      };

      write_step (store, put, &thing, FALSE);
    }
}

static void
test_list (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = open_store (path);
  /* clang-format off */
  const struct { FootprintsRecordQuery query; const char *names; } cases[] = {
    { { .limit = 0 }, "abcdefgh" },
    { { .newest_first = TRUE }, "hgfedcba" },
    { { .limit = 3 }, "abc" },
    { { .limit = 3, .newest_first = TRUE }, "hgf" },
    { { .after_id = 2, .before_id = 6 }, "cde" },
    { { .before_id = 6, .newest_first = TRUE, .limit = 2 }, "ed" },
    { { .matches = { { .column = "note", .text = "note" } } }, "aceg" },
    { { .matches = { { .column = "note", .text = NULL } } }, "bdfh" },
    { { .matches = { { .column = "note", .text = "no" } } }, "" },
    { { .matches = { { .column = "legs", .number = 4 } } }, "adg" },
    { { .matches = { { .column = "legs", .number = 0 } } }, "bcefh" },
    { { .matches = { { .column = "mood", .number = MOOD_MERRY } } }, "abcd" },
    { { .matches = { { .column = "mood", .number = MOOD_CALM } } }, "efgh" },
    { { .matches = { { .column = "born_at", .number = 5 } } }, "f" },
    { { .matches = { { .column = "born_at", .number = 0 } } }, "abcdegh" },
    { { .matches = { { .column = NULL }, { .column = "legs", .number = 4 } } }, "adg" },
    { { .matches = { { .column = "name", .text = "d" }, { .column = "legs", .number = 4 } } }, "d" },
    { { .matches = { { .column = "note", .text = NULL }, { .column = "mood", .number = MOOD_CALM } }, .after_id = 6 }, "h" },
  };
  /* clang-format on */

  fill (store);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("query %u", i);
      check_list (store, &cases[i].query, cases[i].names);
    }
}

static void
remove_noted (FootprintsLedger *ledger, FootprintsRecords *records, gpointer data)
{
  const FootprintsRecordQuery noted = { .matches = { { .column = "note", .text = "note" } } };

  g_assert_true (_footprints_records_remove_all (records, &thing_type, &noted, NULL));
  g_assert_true (_footprints_records_remove (records, &thing_type, 8, NULL));
  /* There is none. */
  g_assert_true (_footprints_records_remove (records, &thing_type, 8, NULL));
}

static void
test_remove (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = open_store (path);
  static const FootprintsRecordQuery all;

  fill (store);
  write_step (store, remove_noted, NULL, FALSE);
  check_list (store, &all, "bdf");
}

/* A record and a play; what is read beside the transaction is what is committed. */
static void
put_both (FootprintsLedger *ledger, FootprintsRecords *records, gpointer data)
{
  const FootprintsScrobbleRow row = {
    .artist = "Artist", .track = "Track", .listened_at = TEST_TIME, .source = "test"
  };
  static const FootprintsRecordQuery all;
  Thing thing = { .name = (char *) "together" };
  gint64 n_records = -1;
  gint64 n_added = 0;
  g_autoptr (GError) error = NULL;

  put (ledger, records, &thing);
  g_assert_true (FOOTPRINTS_LEDGER_GET_IFACE (ledger)->append (ledger, &row, 1, 0, TEST_TIME, NULL,
                                                               &n_added, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n_added, ==, 1);
  g_assert_true (_footprints_records_count (records, &thing_type, &all, &n_records, NULL));
  g_assert_cmpint (n_records, ==, 1);
  g_assert_true (_footprints_records_count (_footprints_ledger_get_records (ledger, FALSE),
                                            &thing_type, &all, &n_records, NULL));
  g_assert_cmpint (n_records, ==, 0);
}

static void
test_one_commit (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = open_store (path);
  static const FootprintsRecordQuery all;

  write_step (store, put_both, NULL, TRUE);
  g_assert_cmpint (count (store, &all), ==, 0);
  g_assert_cmpint (test_count (store), ==, 0);
  write_step (store, put_both, NULL, FALSE);
  g_assert_cmpint (count (store, &all), ==, 1);
  g_assert_cmpint (test_count (store), ==, 1);
}

/* The same type, before the notes and the moods were added to it. */
static const FootprintsField early_fields[] = {
  FOOTPRINTS_COLUMN (Thing, COUNT, id, "id", 0),
  FOOTPRINTS_COLUMN (Thing, TEXT, name, "name", 0),
  { .type = FOOTPRINTS_FIELD_END },
};

static const FootprintsRecordType early_type = {
  .table = "thing",
  .what = "thing",
  .fields = early_fields,
  .size = sizeof (Thing),
};

static const FootprintsRecordType *const early_types[] = { &early_type, NULL };

static FootprintsSqliteConnection *
open_connection (const char *path, FootprintsSqliteMode mode)
{
  g_autoptr (GError) error = NULL;
  FootprintsSqliteConnection *connection = _footprints_sqlite_connection_open (path, mode, &error);

  g_assert_no_error (error);
  return connection;
}

static void
check_early (FootprintsSqliteConnection *connection)
{
  FootprintsSqliteRecords records;
  const Thing expected = { .id = 1, .name = (char *) "early" };
  g_auto (Thing) found = { 0 };
  g_autoptr (GError) error = NULL;

  _footprints_sqlite_records_init_on (&records, connection);
  g_assert_true (_footprints_records_get (&records.parent, &thing_type, 1, &found, &error));
  g_assert_no_error (error);
  check_same (&found, &expected);
}

/* Fields that are added to a type are columns when the database is opened for writing next, and
 * have their defaults until then. */
static void
test_new_fields (void)
{
  g_autofree char *path = test_path ("things.db");
  g_autoptr (FootprintsSqliteConnection) connection =
      open_connection (path, FOOTPRINTS_SQLITE_CREATE);
  g_autoptr (FootprintsSqliteConnection) reader = NULL;
  FootprintsSqliteRecords records;
  Thing thing = { .name = (char *) "early" };

  g_assert_true (_footprints_sqlite_records_make_tables (connection, early_types, NULL));
  _footprints_sqlite_records_init_on (&records, connection);
  g_assert_true (_footprints_records_put (&records.parent, &early_type, &thing, NULL));

  reader = open_connection (path, FOOTPRINTS_SQLITE_READ_ONLY);
  g_assert_true (_footprints_sqlite_records_show (reader, types, NULL));
  check_early (reader);

  g_assert_true (_footprints_sqlite_records_make_tables (connection, types, NULL));
  check_early (connection);
  /* Once more changes nothing. */
  g_assert_true (_footprints_sqlite_records_make_tables (connection, types, NULL));
}

static void
test_no_table (void)
{
  g_autofree char *path = test_path ("things.db");
  g_autoptr (FootprintsSqliteConnection) connection =
      open_connection (path, FOOTPRINTS_SQLITE_CREATE);
  static const FootprintsRecordQuery all;
  FootprintsSqliteRecords records;
  gint64 n_records = -1;

  g_assert_true (_footprints_sqlite_records_show (connection, types, NULL));
  _footprints_sqlite_records_init_on (&records, connection);
  g_assert_true (_footprints_records_count (&records.parent, &thing_type, &all, &n_records, NULL));
  g_assert_cmpint (n_records, ==, 0);
}

/* What other hands have put there. */
static void
test_damaged (void)
{
  g_autofree char *path = test_path ("things.db");
  g_autoptr (FootprintsSqliteConnection) connection =
      open_connection (path, FOOTPRINTS_SQLITE_CREATE);
  static const char *const damages[] = { "mood = 'furious'", "name = cast (x'ff' as text)" };
  FootprintsSqliteRecords records;

  g_assert_true (_footprints_sqlite_records_make_tables (connection, types, NULL));
  _footprints_sqlite_records_init_on (&records, connection);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      char name[] = { (char) ('a' + i), '\0' };
      Thing thing = { .name = name };
      g_auto (Thing) found = { 0 };
      g_autofree char *sql = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (_footprints_records_put (&records.parent, &thing_type, &thing, NULL));
      sql = g_strdup_printf ("update thing set %s where name = '%s'", damages[i], name);
      g_assert_true (_footprints_sqlite_exec (connection, sql, NULL));
      g_assert_false (
          _footprints_records_get (&records.parent, &thing_type, thing.id, &found, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
    }
}

/* The tables that migrations made have what is described. */
static void
test_described (void)
{
  g_autofree char *path = test_path ("history.db");
  FootprintsStore *store = test_open (path);
  g_autoptr (sqlite3) database = test_sql_open (path);

  g_object_unref (store);
  for (guint i = 0; _footprints_ledger_record_types[i] != NULL; i++)
    for (const FootprintsField *field = _footprints_ledger_record_types[i]->fields;
         field->type != FOOTPRINTS_FIELD_END; field++)
      {
        gboolean is_text =
            field->type == FOOTPRINTS_FIELD_TEXT || field->type == FOOTPRINTS_FIELD_ENUM;
        g_autofree char *sql = g_strdup_printf (
            "select count (*) from pragma_table_info ('%s') where name = '%s' and type = '%s'"
            " and (not \"notnull\" or %d)",
            _footprints_ledger_record_types[i]->table, field->column, is_text ? "TEXT" : "INTEGER",
            (field->column_flags & FOOTPRINTS_COLUMN_NULLABLE) == 0);

        g_test_message ("%s", sql);
        g_assert_cmpint (test_sql_int64 (database, sql), ==, 1);
      }
}

/* A field more, or another, makes ledgers that an older program must not write to. When this fails,
 * raise FOOTPRINTS_LEDGER_FORMAT and put the digest of the new descriptions here. */
static void
test_digest (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *format = g_strdup_printf ("%d", FOOTPRINTS_LEDGER_FORMAT);

  for (guint i = 0; _footprints_ledger_record_types[i] != NULL; i++)
    for (const FootprintsField *field = _footprints_ledger_record_types[i]->fields;
         field->type != FOOTPRINTS_FIELD_END; field++)
      {
        g_autofree char *text = g_strdup_printf (
            "%s.%s:%s:%u:%d;", _footprints_ledger_record_types[i]->table, field->column,
            field->type == FOOTPRINTS_FIELD_TEXT   ? "text"
            : field->type == FOOTPRINTS_FIELD_ENUM ? "name"
                                                   : "number",
            field->column_flags, field->standard);

        g_checksum_update (checksum, (const guchar *) text, -1);
      }
  g_checksum_update (checksum, (const guchar *) format, -1);
  g_assert_cmpstr (g_checksum_get_string (checksum), ==,
                   "e46ec2c0847f2f8eaa26fc35aaf509eedf449319c5ab8ebefef62005295293a4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/records/fields", test_fields);
  g_test_add_func ("/store/records/replace", test_replace);
  g_test_add_func ("/store/records/unique", test_unique);
  g_test_add_func ("/store/records/list", test_list);
  g_test_add_func ("/store/records/remove", test_remove);
  g_test_add_func ("/store/records/one-commit", test_one_commit);
  if (test_is_toy ())
    return g_test_run ();
  g_test_add_func ("/store/records/new-fields", test_new_fields);
  g_test_add_func ("/store/records/no-table", test_no_table);
  g_test_add_func ("/store/records/damaged", test_damaged);
  g_test_add_func ("/store/records/described", test_described);
  g_test_add_func ("/store/records/digest", test_digest);
  return g_test_run ();
}
