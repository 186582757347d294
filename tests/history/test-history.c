/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A history: how it follows its ledger, what it shares, what it costs, what it refuses. */

#include "test-support.h"

#include "libfootprints/history/footprints-history-private.h"

#include <string.h>

typedef struct
{
  char *path;
  FootprintsStore *store;
  sqlite3 *database;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->path = test_path ("ledger.db");
  self->store = test_open (self->path);
  self->database = test_sql_open (self->path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  sqlite3_close (self->database);
  test_release (self->store);
  g_free (self->path);
}

static void
add_range (FootprintsStore *store, guint first, guint n_plays, gint64 start)
{
  g_autoptr (GPtrArray) scrobbles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = first; i < first + n_plays; i++)
    {
      g_autofree char *track = g_strdup_printf ("Track %u", i % 300);

      g_ptr_array_add (scrobbles, test_scrobble ("A", track, "Album", start + i, "local"));
    }
  g_assert_cmpint (footprints_store_add_scrobbles (store, (FootprintsScrobble **) scrobbles->pdata,
                                                   n_plays, NULL, &error),
                   ==, n_plays);
  g_assert_no_error (error);
}

/* The newest play as "track at time", and the number of plays. */
static char *
describe (FootprintsHistory *history)
{
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsTimeline) timeline =
      footprints_history_get_timeline (history, all, 0, 1000, NULL);
  g_autoptr (FootprintsChart) chart =
      footprints_history_get_chart (history, FOOTPRINTS_ENTITY_KIND_TRACK, all, 0, 1000, NULL);
  g_autofree char *timeline_json = footprints_report_to_json (FOOTPRINTS_REPORT (timeline));
  g_autofree char *chart_json = footprints_report_to_json (FOOTPRINTS_REPORT (chart));

  return g_strdup_printf ("%" G_GINT64_FORMAT " %s %s", footprints_history_get_n_plays (history),
                          timeline_json, chart_json);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  gsize n_bytes_before = footprints_store_get_memory_use (self->store);
  g_autoptr (FootprintsHistory) history = test_history (self->store);
  g_autofree char *tag = footprints_store_dup_version_tag (self->store, NULL);

  g_assert_cmpuint (n_bytes_before, ==, 0);
  g_assert_cmpuint (footprints_store_get_memory_use (self->store), ==,
                    footprints_history_get_memory_use (history));
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 0);
  g_assert_cmpstr (footprints_history_get_version_tag (history), ==, tag);
  g_assert_cmpuint (footprints_history_get_memory_use (history), >, 0);
}

static void
test_same_object (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsHistory) first = test_history (self->store);
  g_autoptr (FootprintsHistory) second = test_history (self->store);
  g_autoptr (FootprintsHistory) third = NULL;
  g_autoptr (FootprintsScrobble) again = footprints_scrobble_new ("A", "T", TEST_TIME);

  g_assert_true (first == second);
  test_add (self->store, "A", "T", NULL, TEST_TIME);
  third = test_history (self->store);
  g_assert_true (first != third);
  g_clear_object (&second);
  /* A duplicate changes nothing. */
  footprints_store_add_scrobble (self->store, again, NULL, NULL, NULL);
  second = test_history (self->store);
  g_assert_true (second == third);
}

static void
test_lifetime (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsHistory) history = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  add_range (self->store, 0, 50, TEST_TIME);
  history = test_history (self->store);
  before = describe (history);
  test_release (self->store);
  after = describe (history);
  g_assert_cmpstr (before, ==, after);
  test_release (history);
  self->store = test_open (self->path);
}

static const FootprintsChunk *
last_chunk (FootprintsHistory *history)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (history);

  return columns->slices[columns->n_slices - 1].chunk;
}

/* Plays at the end are written behind those of older snapshots, which never see them. */
static void
test_append_shares (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) histories = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint n_copies = 0;

  add_range (self->store, 0, 1000, TEST_TIME);
  for (guint i = 0; i < 100; i++)
    {
      g_ptr_array_add (histories, test_history (self->store));
      g_ptr_array_add (texts, describe (g_ptr_array_index (histories, i)));
      add_range (self->store, 1000 + i, 1, TEST_TIME);
    }
  for (guint i = 1; i < histories->len; i++)
    if (last_chunk (g_ptr_array_index (histories, i)) !=
        last_chunk (g_ptr_array_index (histories, i - 1)))
      n_copies++;
  /* The first load leaves no room, and room grows with the chunk. */
  g_assert_cmpuint (n_copies, <=, 3);
  for (guint i = 0; i < histories->len; i++)
    {
      FootprintsHistory *history = g_ptr_array_index (histories, i);
      g_autofree char *text = describe (history);

      g_assert_cmpint (footprints_history_get_n_plays (history), ==, 1000 + i);
      g_assert_cmpstr (text, ==, g_ptr_array_index (texts, i));
    }
}

/* A late play copies the chunk it belongs to, and no other. */
static void
test_late_play_copies_one_chunk (Fixture *self, gconstpointer data)
{
  const FootprintsColumns *old_columns;
  const FootprintsColumns *new_columns;
  g_autoptr (FootprintsHistory) old = NULL;
  g_autoptr (FootprintsHistory) new = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint n_shared = 0;

  for (guint i = 0; i < 10; i++)
    add_range (self->store, 0, 20, TEST_TIME - (gint64) i * (1 << FOOTPRINTS_WINDOW_BITS));
  old = test_history (self->store);
  before = describe (old);
  test_add (self->store, "Late", "Late", NULL,
            TEST_TIME - 4 * G_GINT64_CONSTANT (1) * (1 << FOOTPRINTS_WINDOW_BITS) + 5);
  new = test_history (self->store);
  old_columns = _footprints_history_get_columns (old);
  new_columns = _footprints_history_get_columns (new);
  g_assert_cmpuint (old_columns->n_slices, ==, 10);
  g_assert_cmpuint (new_columns->n_slices, ==, 10);
  for (guint i = 0; i < 10; i++)
    n_shared += old_columns->slices[i].chunk == new_columns->slices[i].chunk;
  g_assert_cmpuint (n_shared, ==, 9);
  after = describe (old);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (footprints_history_get_n_plays (new), ==, 201);
}

static void
test_delete_last_of_window (Fixture *self, gconstpointer data)
{
  gint64 window_s = 1 << FOOTPRINTS_WINDOW_BITS;
  gint64 id;
  g_autoptr (FootprintsHistory) first = NULL;
  g_autoptr (FootprintsHistory) second = NULL;

  test_add (self->store, "A", "T", NULL, TEST_TIME);
  id = test_add (self->store, "A", "T", NULL, TEST_TIME - window_s);
  test_add (self->store, "A", "T", NULL, TEST_TIME - 2 * window_s);
  first = test_history (self->store);
  g_assert_cmpint (footprints_store_remove_scrobbles (self->store, &id, 1, NULL, NULL), ==, 1);
  second = test_history (self->store);
  g_assert_cmpuint (_footprints_history_get_columns (first)->n_slices, ==, 3);
  g_assert_cmpuint (_footprints_history_get_columns (second)->n_slices, ==, 2);
  g_assert_cmpint (footprints_history_get_n_plays (second), ==, 2);
}

/* What another store adds and deletes between two looks, in every order. */
static void
test_catch_up (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsStore) other = test_open (self->path);
  g_autoptr (FootprintsHistory) history = NULL;
  gint64 kept, gone;

  kept = test_add (other, "A", "T", NULL, TEST_TIME);
  g_clear_object (&history);
  history = test_history (self->store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 1);

  gone = test_add (other, "B", "U", "L", TEST_TIME + 1);
  footprints_store_remove_scrobbles (other, &gone, 1, NULL, NULL);
  g_clear_object (&history);
  history = test_history (self->store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 1);

  footprints_store_remove_scrobbles (other, &kept, 1, NULL, NULL);
  test_add (other, "A", "T", NULL, TEST_TIME + 200);
  g_clear_object (&history);
  history = test_history (self->store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 1);

  /* One that this store knew and one that it never knew come back. */
  footprints_store_restore_scrobbles (other, &kept, 1, NULL, NULL);
  footprints_store_restore_scrobbles (other, &gone, 1, NULL, NULL);
  g_clear_object (&history);
  history = test_history (self->store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 3);

  /* What goes and comes between two looks is there once. */
  footprints_store_remove_scrobbles (other, &kept, 1, NULL, NULL);
  footprints_store_restore_scrobbles (other, &kept, 1, NULL, NULL);
  g_clear_object (&history);
  history = test_history (self->store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 3);
  test_release (other);
}

/* Somebody puts a backup in the place of the ledger's content while a store has it open. */
static void
test_restored_backup (Fixture *self, gconstpointer data)
{
  g_autofree char *backup_path = test_path ("backup.db");
  g_autoptr (sqlite3) backup = test_sql_open (backup_path);
  g_autoptr (FootprintsHistory) history = NULL;
  sqlite3_backup *copy;

  add_range (self->store, 0, 10, TEST_TIME);
  copy = sqlite3_backup_init (backup, "main", self->database, "main");
  g_assert_cmpint (sqlite3_backup_step (copy, -1), ==, SQLITE_DONE);
  sqlite3_backup_finish (copy);
  add_range (self->store, 10, 10, TEST_TIME);
  history = test_history (self->store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 20);

  copy = sqlite3_backup_init (self->database, "main", backup, "main");
  g_assert_cmpint (sqlite3_backup_step (copy, -1), ==, SQLITE_DONE);
  sqlite3_backup_finish (copy);
  g_clear_object (&history);
  history = test_history (self->store);
  g_assert_cmpint (test_count (self->store), ==, 10);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 10);
}

/* The same with the ledger of somebody else, whose generation happens to be higher. */
static void
test_replaced_ledger (Fixture *self, gconstpointer data)
{
  g_autofree char *other_path = test_path ("other.db");
  g_autoptr (FootprintsStore) other = test_open (other_path);
  g_autoptr (sqlite3) other_database = test_sql_open (other_path);
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsHistory) expected = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected_text = NULL;
  sqlite3_backup *copy;

  add_range (self->store, 0, 10, TEST_TIME);
  history = test_history (self->store);
  for (guint i = 0; i < 5; i++)
    test_add (other, "Other", "Other", NULL, TEST_TIME + i);
  expected = test_history (other);
  copy = sqlite3_backup_init (self->database, "main", other_database, "main");
  g_assert_cmpint (sqlite3_backup_step (copy, -1), ==, SQLITE_DONE);
  sqlite3_backup_finish (copy);
  g_clear_object (&history);
  history = test_history (self->store);
  text = describe (history);
  expected_text = describe (expected);
  g_assert_cmpstr (text, ==, expected_text);
  test_release (other);
}

static void
test_async (Fixture *self, gconstpointer data)
{
  g_auto (TestResult) first = { NULL };
  g_auto (TestResult) second = { NULL };
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsHistory) same = NULL;
  g_autoptr (GError) error = NULL;

  add_range (self->store, 0, 100, TEST_TIME);
  footprints_store_get_history_async (self->store, NULL, test_result_cb, &first);
  footprints_store_get_history_async (self->store, NULL, test_result_cb, &second);
  history = footprints_store_get_history_finish (self->store, test_result_wait (&first), &error);
  g_assert_no_error (error);
  same = footprints_store_get_history_finish (self->store, test_result_wait (&second), &error);
  g_assert_no_error (error);
  g_assert_true (history == same);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 100);
  g_assert_true (first.thread == g_thread_self ());
  test_result_clear (&first);
  test_result_clear (&second);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (TestResult) result = { NULL };

  g_cancellable_cancel (cancellable);
  g_assert_null (footprints_store_get_history (self->store, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  footprints_store_get_history_async (self->store, cancellable, test_result_cb, &result);
  g_assert_null (
      footprints_store_get_history_finish (self->store, test_result_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_result_clear (&result);
}

static gpointer
cancel_thread (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

/* Wherever it stops, the next one is whole. */
static void
test_cancelled_midway (Fixture *self, gconstpointer data)
{
  guint n_rounds = test_rounds (50, 5);
  guint n_cancelled = 0;

  add_range (self->store, 0, 20000, TEST_TIME - 100000);
  for (guint i = 0; i < n_rounds; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (FootprintsStore) store = test_open (self->path);
      GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);
      g_autoptr (FootprintsHistory) history =
          footprints_store_get_history (store, cancellable, &error);

      g_thread_join (thread);
      if (history == NULL)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          n_cancelled++;
          history = test_history (store);
        }
      g_assert_cmpint (footprints_history_get_n_plays (history), ==, 20000);
    }
  g_test_message ("%u of %u were cancelled", n_cancelled, n_rounds);
}

/* Each statement makes the ledger impossible in another way. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  const char *const damages[] = {
    "update listen set track_id = 99 where id = 3",
    "update listen set track_id = 0 where id = 3",
    "update listen set track_id = -1 where id = 3",
    "update listen set album_id = 99 where id = 3",
    "update listen set album_id = -7 where id = 3",
    "update listen set album_id = 4294967297 where id = 3",
    "update listen set source_id = 99 where id = 3",
    "update listen set source_id = 65537 where id = 3",
    "update listen set id = 4294967296 where id = 10",
    "update listen set id = -4 where id = 10; update listen set id = 0 where id = 9;"
    " update ledger set last_listen_id = 8, listen_count = 8; update listen set id = 4294967299"
    " where id = 8",
    "update track set artist_id = 77 where id = 2",
    "update track set artist_id = 0 where id = 2",
    "update album set artist_id = -3 where id = 1",
    "update track set title = '' where id = 2",
    "update artist set name = cast (x'41004200' as text) where id = 1",
    "update artist set name = cast (x'41ff' as text) where id = 1",
    "update track set title = cast (x'c3a4c3' as text) where id = 2",
    "update album set title = cast (x'f09f8e' as text) where id = 1",
    "update source set name = cast (x'ff' as text) where id = 1",
    "update track set id = 999999999999 where id = 2",
    "delete from artist",
    "delete from track",
    "delete from source",
    "update listen set listened_at = 9223372036854775807 where id = 3",
    "update listen set listened_at = -9223372036854775808 where id = 3",
    "update listen set listened_at = -1 where id = 3",
    "update listen set listened_at = 1e15 where id = 3",
  };

  add_range (self->store, 0, 10, TEST_TIME);
  test_release (self->store);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *name = g_strdup_printf ("damaged-%u.db", i);
      g_autofree char *path = test_path (name);
      g_autofree char *copy_sql = g_strdup_printf ("vacuum into '%s'", path);
      g_autoptr (FootprintsStore) store = NULL;
      g_autoptr (GError) error = NULL;
      sqlite3 *database;

      test_sql_run (self->database, copy_sql);
      database = test_sql_open (path);
      test_sql_run (database, damages[i]);
      sqlite3_close (database);
      store = test_open (path);
      if (footprints_store_get_history (store, NULL, &error) != NULL)
        g_error ("accepted: %s", damages[i]);
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
    }
  self->store = test_open (self->path);
}

/* A good history is kept, and continues once the ledger is repaired. */
static void
test_damaged_later (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsHistory) mended = NULL;
  g_autoptr (GError) error = NULL;

  add_range (self->store, 0, 10, TEST_TIME);
  history = test_history (self->store);
  add_range (self->store, 10, 5, TEST_TIME);
  test_sql_run (self->database, "update listen set track_id = 99 where id = 14");
  g_assert_null (footprints_store_get_history (self->store, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 10);
  test_sql_run (self->database, "update listen set track_id = 1 where id = 14");
  mended = test_history (self->store);
  g_assert_cmpint (footprints_history_get_n_plays (mended), ==, 15);
}

/* At most 24 bytes a play and 2.5 times the bytes of the different names. */
static void
test_memory (Fixture *self, gconstpointer data)
{
  guint n_plays = test_rounds (100000, 20000);
  g_autoptr (GPtrArray) scrobbles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsChart) chart = NULL;
  gint64 n_name_bytes;
  gsize limit_bytes;

  for (guint i = 0; i < n_plays; i++)
    {
      /* Few artists are played often: a third of the plays are of new tracks. */
      guint number = (guint) g_test_rand_int_range (0, (gint32) n_plays / 3);
      g_autofree char *artist = g_strdup_printf ("The Artist of Number %u", number % 3000);
      g_autofree char *track = g_strdup_printf ("A Song Called Number %u", number);
      g_autofree char *album = g_strdup_printf ("The Album of Number %u", number % 9000);

      g_ptr_array_add (
          scrobbles,
          test_scrobble (artist, track, album, TEST_TIME - 600000000 + (gint64) i * 6000, "local"));
    }
  footprints_store_add_scrobbles (self->store, (FootprintsScrobble **) scrobbles->pdata, n_plays,
                                  NULL, NULL);
  history = test_history (self->store);
  n_name_bytes = test_sql_int64 (self->database,
                                 "select (select sum (length (cast (name as blob))) from artist) +"
                                 " (select sum (length (cast (title as blob))) from album) +"
                                 " (select sum (length (cast (title as blob))) from track)");
  limit_bytes = 24 * (gsize) n_plays + (gsize) n_name_bytes * 5 / 2;
  g_test_message ("%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " bytes",
                  footprints_history_get_memory_use (history), limit_bytes);
  g_assert_cmpuint (footprints_history_get_memory_use (history), <=, limit_bytes);
  /* Also when reports have counted all plays. */
  chart = footprints_history_get_chart (history, FOOTPRINTS_ENTITY_KIND_TRACK, all, 0, 1, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (chart)), ==, 1);
  g_test_message ("%" G_GSIZE_FORMAT " bytes with counts",
                  footprints_history_get_memory_use (history));
  g_assert_cmpuint (footprints_history_get_memory_use (history), <=, limit_bytes);
}

/* A history that continues another keeps the other's counts beside its own. */
static void
test_memory_of_counts (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsChart) chart = NULL;
  g_autoptr (FootprintsHistory) first = NULL;
  g_autoptr (FootprintsHistory) second = NULL;
  gsize before_bytes;
  gsize counts_bytes = (1 + 1 + 300 + 3) * sizeof (guint32);

  add_range (self->store, 0, 300, TEST_TIME);
  first = test_history (self->store);
  before_bytes = footprints_history_get_memory_use (first);
  chart = footprints_history_get_chart (first, FOOTPRINTS_ENTITY_KIND_TRACK, all, 0, 1, NULL);
  g_assert_cmpuint (footprints_history_get_memory_use (first), ==, before_bytes + counts_bytes);
  add_range (self->store, 300, 1, TEST_TIME);
  second = test_history (self->store);
  before_bytes = footprints_history_get_memory_use (second);
  g_clear_object (&chart);
  chart = footprints_history_get_chart (second, FOOTPRINTS_ENTITY_KIND_TRACK, all, 0, 1, NULL);
  g_assert_cmpuint (footprints_chart_get_total (chart), ==, 300);
  g_assert_cmpuint (footprints_history_get_memory_use (second), ==, before_bytes + counts_bytes);
}

typedef struct
{
  FootprintsStore *store;
  const char *expected;
} Reader;

static gpointer
read_thread (gpointer data)
{
  Reader *reader = data;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (FootprintsHistory) history = test_history (reader->store);
      g_autofree char *text = describe (history);

      g_assert_cmpstr (text, ==, reader->expected);
    }
  return NULL;
}

static void
test_many_readers (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsStore) other = test_open (self->path);
  g_autoptr (FootprintsHistory) history = NULL;
  g_autofree char *expected = NULL;
  GThread *threads[8];
  Reader reader = { other, NULL };

  add_range (self->store, 0, 900, TEST_TIME);
  history = test_history (self->store);
  expected = describe (history);
  reader.expected = expected;
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_thread, &reader);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

#define add_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/history/history/empty", test_empty);
  add_test ("/history/history/same-object", test_same_object);
  add_test ("/history/history/outlives-store", test_lifetime);
  add_test ("/history/history/append-shares", test_append_shares);
  add_test ("/history/history/late-play-copies-one-chunk", test_late_play_copies_one_chunk);
  add_test ("/history/history/delete-last-of-window", test_delete_last_of_window);
  add_test ("/history/history/catches-up", test_catch_up);
  /* They put another content into the file. */
  if (!test_is_toy ())
    {
      add_test ("/history/history/restored-backup", test_restored_backup);
      add_test ("/history/history/replaced-ledger", test_replaced_ledger);
    }
  add_test ("/history/history/async", test_async);
  add_test ("/history/history/cancelled", test_cancelled);
  add_test ("/history/history/cancelled-midway", test_cancelled_midway);
  /* Only a file can be damaged. */
  if (!test_is_toy ())
    {
      add_test ("/history/history/damaged", test_damaged);
      add_test ("/history/history/damaged-later", test_damaged_later);
    }
  add_test ("/history/history/memory", test_memory);
  add_test ("/history/history/memory-of-counts", test_memory_of_counts);
  add_test ("/history/history/many-readers", test_many_readers);
  return g_test_run ();
}
