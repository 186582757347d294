/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Adding and deleting plays. */

#include "test-support.h"

#include "libfootprints/core/footprints-clock-private.h"

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
  test_sql_check_ledger (self->path);
  g_free (self->path);
}

static void
test_add_one (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsScrobble) scrobble =
      g_object_new (FOOTPRINTS_TYPE_SCROBBLE, "artist", "Ayla Venn", "track", "Slow Ferry", "album",
                    "Tides", "album-artist", "Various", "listened-at", TEST_TIME, "duration-ms",
                    G_GINT64_CONSTANT (215000), "source", "lastfm", "source-id", "x-1", "info",
                    "{\"loved\":true}", NULL);
  g_autoptr (FootprintsScrobble) read = NULL;
  g_autoptr (GError) error = NULL;
  gboolean added = FALSE;
  gint64 id = footprints_store_add_scrobble (self->store, scrobble, &added, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, ==, 1);
  g_assert_true (added);
  g_assert_cmpint (test_count (self->store), ==, 1);
  read = footprints_store_get_scrobble (self->store, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (footprints_scrobble_get_id (read), ==, id);
  g_assert_cmpstr (footprints_scrobble_get_artist (read), ==, "Ayla Venn");
  g_assert_cmpstr (footprints_scrobble_get_track (read), ==, "Slow Ferry");
  g_assert_cmpstr (footprints_scrobble_get_album (read), ==, "Tides");
  g_assert_cmpstr (footprints_scrobble_get_album_artist (read), ==, "Various");
  g_assert_cmpint (footprints_scrobble_get_listened_at (read), ==, TEST_TIME);
  g_assert_cmpint (footprints_scrobble_get_duration_ms (read), ==, 215000);
  g_assert_cmpstr (footprints_scrobble_get_source (read), ==, "lastfm");
  g_assert_cmpstr (footprints_scrobble_get_source_id (read), ==, "x-1");
  g_assert_cmpstr (footprints_scrobble_get_info (read), ==, "{\"loved\":true}");
  g_assert_true (footprints_scrobble_equal (scrobble, read));
}

static void
test_optional_fields (Fixture *self, gconstpointer data)
{
  gint64 id = test_add (self->store, "A", "T", NULL, TEST_TIME);
  g_autoptr (FootprintsScrobble) read = footprints_store_get_scrobble (self->store, id, NULL, NULL);

  g_assert_null (footprints_scrobble_get_album (read));
  g_assert_null (footprints_scrobble_get_album_artist (read));
  g_assert_null (footprints_scrobble_get_source_id (read));
  g_assert_null (footprints_scrobble_get_info (read));
  g_assert_cmpint (footprints_scrobble_get_duration_ms (read), ==, 0);
  g_assert_cmpint (test_sql_int64 (self->database,
                                   "select duration_ms is null and info is null and "
                                   "source_ref is null and album_id is null from listen"),
                   ==, 1);
}

/* The album artist is kept when it says something that the artist does not. */
static void
test_album_artist (Fixture *self, gconstpointer data)
{
  const struct
  {
    const char *album;
    const char *album_artist;
    const char *kept;
  } cases[] = {
    { "Tides", NULL, NULL },           { "Tides", "A", NULL },    { "Tides", "a", "a" },
    { "Tides", "Various", "Various" }, { NULL, "Various", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = g_object_new (
          FOOTPRINTS_TYPE_SCROBBLE, "artist", "A", "track", "T", "album", cases[i].album,
          "album-artist", cases[i].album_artist, "listened-at", TEST_TIME + i, NULL);
      g_autoptr (GError) error = NULL;
      gint64 id = footprints_store_add_scrobble (self->store, scrobble, NULL, NULL, &error);
      g_autoptr (FootprintsScrobble) read = NULL;

      g_assert_no_error (error);
      read = footprints_store_get_scrobble (self->store, id, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (footprints_scrobble_get_album (read), ==, cases[i].album);
      g_assert_cmpstr (footprints_scrobble_get_album_artist (read), ==, cases[i].kept);
    }
  /* "Tides" by A, by a and by Various are three albums. */
  g_assert_cmpint (test_sql_int64 (self->database, "select count(*) from album"), ==, 3);
}

static void
test_duplicate (Fixture *self, gconstpointer data)
{
  gint64 first = test_add (self->store, "A", "T", "L", TEST_TIME);
  g_autoptr (FootprintsScrobble) same = test_scrobble ("A", "T", "M", TEST_TIME, "local");
  g_autoptr (GError) error = NULL;
  gboolean added = TRUE;

  g_assert_cmpint (footprints_store_add_scrobble (self->store, same, &added, NULL, &error), ==,
                   first);
  g_assert_no_error (error);
  g_assert_false (added);
  g_assert_cmpint (test_count (self->store), ==, 1);
}

/* Unique by artist, track, time and source, compared as reported. */
static void
test_not_duplicate (Fixture *self, gconstpointer data)
{
  const struct
  {
    const char *artist;
    const char *track;
    gint64 listened_at;
    const char *source;
  } cases[] = {
    { "A", "T", TEST_TIME, "local" },      { "a", "T", TEST_TIME, "local" },
    { "A", "t", TEST_TIME, "local" },      { "A", "T", TEST_TIME + 1, "local" },
    { "A", "T", TEST_TIME, "lastfm" },     { "A ", "T", TEST_TIME, "local" },
    { "\u00c9", "T", TEST_TIME, "local" }, { "E\u0301", "T", TEST_TIME, "local" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = test_scrobble (
          cases[i].artist, cases[i].track, NULL, cases[i].listened_at, cases[i].source);
      gboolean added = FALSE;

      g_assert_cmpint (footprints_store_add_scrobble (self->store, scrobble, &added, NULL, NULL),
                       ==, i + 1);
      g_assert_true (added);
    }
  g_assert_cmpint (test_count (self->store), ==, G_N_ELEMENTS (cases));
}

static void
test_invalid (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsScrobble) good = footprints_scrobble_new ("A", "T", TEST_TIME);
  g_autoptr (FootprintsScrobble) bad = footprints_scrobble_new ("A", " \t", TEST_TIME);
  FootprintsScrobble *both[] = { good, bad };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (footprints_store_add_scrobble (self->store, bad, NULL, NULL, &error), ==, 0);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_SCROBBLE);
  g_assert_cmpstr (error->message, ==, "track is empty");
  g_clear_error (&error);
  g_assert_cmpint (footprints_store_add_scrobbles (self->store, both, 2, NULL, &error), ==, -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_SCROBBLE);
  g_assert_cmpstr (error->message, ==, "play 1: track is empty");
  g_assert_cmpint (test_count (self->store), ==, 0);
}

static void
test_future (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsScrobble) late =
      footprints_scrobble_new ("A", "T", TEST_TIME + TEST_DAY_S + 1);
  g_autoptr (FootprintsScrobble) in_time =
      footprints_scrobble_new ("A", "T", TEST_TIME + TEST_DAY_S);
  g_autoptr (GError) error = NULL;

  _footprints_clock_freeze_s (TEST_TIME);
  g_assert_cmpint (footprints_store_add_scrobble (self->store, late, NULL, NULL, &error), ==, 0);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_SCROBBLE);
  g_clear_error (&error);
  g_assert_cmpint (footprints_store_add_scrobble (self->store, in_time, NULL, NULL, &error), ==, 1);
  g_assert_no_error (error);
  _footprints_clock_thaw ();
}

static GPtrArray *
make_scrobbles (guint n_scrobbles, gint64 start)
{
  GPtrArray *scrobbles = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_scrobbles; i++)
    {
      g_autofree char *track = g_strdup_printf ("Track %u", i % 50);

      g_ptr_array_add (scrobbles, footprints_scrobble_new ("A", track, start + i));
    }
  return scrobbles;
}

static void
test_add_many (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) scrobbles = make_scrobbles (1000, TEST_TIME);
  FootprintsScrobble **items = (FootprintsScrobble **) scrobbles->pdata;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (footprints_store_add_scrobbles (self->store, items, 600, NULL, &error), ==, 600);
  g_assert_no_error (error);
  g_assert_cmpint (footprints_store_add_scrobbles (self->store, items, 1000, NULL, &error), ==,
                   400);
  g_assert_no_error (error);
  g_assert_cmpint (footprints_store_add_scrobbles (self->store, NULL, 0, NULL, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (test_count (self->store), ==, 1000);
}

/* One call in any order gives numbers by time, and a play twice in one call is stored once. */
static void
test_add_unordered (Fixture *self, gconstpointer data)
{
  static const int offsets[] = { 5, 3, 3, 9, 1, 7, 5 };
  g_autoptr (GPtrArray) scrobbles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    g_ptr_array_add (scrobbles, footprints_scrobble_new ("A", "T", TEST_TIME + offsets[i]));
  g_assert_cmpint (footprints_store_add_scrobbles (self->store,
                                                   (FootprintsScrobble **) scrobbles->pdata,
                                                   scrobbles->len, NULL, &error),
                   ==, 5);
  g_assert_no_error (error);
  g_assert_cmpint (test_sql_int64 (self->database,
                                   "select count(*) from listen as a join listen as b"
                                   " where a.id < b.id and a.listened_at >= b.listened_at"),
                   ==, 0);
}

static void
test_add_async (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("A", "T", TEST_TIME);
  g_auto (TestResult) first = { NULL };
  g_auto (TestResult) second = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean added = FALSE;

  footprints_store_add_scrobble_async (self->store, scrobble, NULL, test_result_cb, &first);
  footprints_store_add_scrobble_async (self->store, scrobble, NULL, test_result_cb, &second);
  g_assert_cmpint (
      footprints_store_add_scrobble_finish (self->store, test_result_wait (&first), &added, &error),
      ==, 1);
  g_assert_no_error (error);
  g_assert_true (added);
  g_assert_cmpint (footprints_store_add_scrobble_finish (self->store, test_result_wait (&second),
                                                         &added, &error),
                   ==, 1);
  g_assert_no_error (error);
  g_assert_false (added);
  g_assert_true (first.thread == g_thread_self ());
}

static void
test_add_async_invalid (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("A", "", TEST_TIME);
  g_auto (TestResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  footprints_store_add_scrobble_async (self->store, scrobble, NULL, test_result_cb, &result);
  g_assert_false (result.done);
  g_assert_cmpint (
      footprints_store_add_scrobble_finish (self->store, test_result_wait (&result), NULL, &error),
      ==, 0);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_SCROBBLE);
}

static void
test_add_many_async (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) scrobbles = make_scrobbles (300, TEST_TIME);
  g_auto (TestResult) many = { NULL };
  g_auto (TestResult) none = { NULL };
  g_autoptr (GError) error = NULL;

  footprints_store_add_scrobbles_async (self->store, (FootprintsScrobble **) scrobbles->pdata, 300,
                                        NULL, test_result_cb, &many);
  footprints_store_add_scrobbles_async (self->store, NULL, 0, NULL, test_result_cb, &none);
  /* The call has its own references. */
  g_clear_pointer (&scrobbles, g_ptr_array_unref);
  g_assert_cmpint (
      footprints_store_add_scrobbles_finish (self->store, test_result_wait (&many), &error), ==,
      300);
  g_assert_no_error (error);
  g_assert_cmpint (
      footprints_store_add_scrobbles_finish (self->store, test_result_wait (&none), &error), ==, 0);
  g_assert_no_error (error);
}

static void
test_delete (Fixture *self, gconstpointer data)
{
  gint64 ids[] = { 2, 77, 2, -1, 0, 3 };
  g_autoptr (FootprintsScrobble) gone = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 4; i++)
    test_add (self->store, "A", "T", NULL, TEST_TIME + i);
  g_assert_cmpint (
      footprints_store_remove_scrobbles (self->store, ids, G_N_ELEMENTS (ids), NULL, &error), ==,
      2);
  g_assert_no_error (error);
  g_assert_cmpint (test_count (self->store), ==, 2);
  gone = footprints_store_get_scrobble (self->store, 2, NULL, &error);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND);
  g_assert_null (gone);
  g_clear_error (&error);
  g_assert_cmpint (footprints_store_remove_scrobbles (self->store, NULL, 0, NULL, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (test_sql_int64 (self->database, "select count(*) from withdrawn_listen"), ==, 2);
}

/* A number is never given twice, or whoever follows the ledger would mistake one play for another.
 */
static void
test_numbers_are_not_reused (Fixture *self, gconstpointer data)
{
  gint64 id = test_add (self->store, "A", "T", NULL, TEST_TIME);

  g_assert_cmpint (footprints_store_remove_scrobbles (self->store, &id, 1, NULL, NULL), ==, 1);
  g_assert_cmpint (test_add (self->store, "A", "T", NULL, TEST_TIME + 1), ==, id + 1);
  id++;
  g_assert_cmpint (footprints_store_remove_scrobbles (self->store, &id, 1, NULL, NULL), ==, 1);
  test_release (self->store);
  self->store = test_open (self->path);
  g_assert_cmpint (test_add (self->store, "A", "T", NULL, TEST_TIME + 2), ==, id + 1);
}

/* Only the listener brings a removed play back, and it is the same play then. */
static void
test_restore (Fixture *self, gconstpointer data)
{
  const gint64 ids[] = { 1, 2, 99 };
  g_autoptr (FootprintsScrobble) again = footprints_scrobble_new ("A", "T", TEST_TIME);
  g_autoptr (GListModel) removed = NULL;
  g_autoptr (FootprintsScrobble) newest = NULL;
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (GError) error = NULL;
  gboolean added = TRUE;

  test_add (self->store, "A", "T", "L", TEST_TIME);
  test_add (self->store, "B", "U", NULL, TEST_TIME + 1);
  history = test_history (self->store);
  g_assert_cmpint (footprints_store_remove_scrobbles (self->store, ids, 3, NULL, &error), ==, 2);
  g_assert_no_error (error);
  g_assert_cmpint (footprints_store_add_scrobble (self->store, again, &added, NULL, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_false (added);
  g_assert_cmpint (test_count (self->store), ==, 0);

  removed =
      G_LIST_MODEL (footprints_store_list_removed_scrobbles (self->store, 0, 1000, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (removed), ==, 2);
  newest = g_list_model_get_item (removed, 0);
  g_assert_cmpint (footprints_scrobble_get_id (newest), ==, 2);
  g_assert_null (footprints_store_list_removed_scrobbles (self->store, 0, 0, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);

  g_assert_cmpint (footprints_store_restore_scrobbles (self->store, ids, 3, NULL, &error), ==, 2);
  g_assert_no_error (error);
  g_clear_object (&history);
  history = test_history (self->store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 2);
  g_clear_object (&newest);
  newest = footprints_store_get_scrobble (self->store, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (footprints_scrobble_get_album (newest), ==, "L");
  test_sql_check_ledger (self->path);
}

static void
test_delete_async (Fixture *self, gconstpointer data)
{
  gint64 ids[] = { 1, 2 };
  g_auto (TestResult) result = { NULL };
  g_auto (TestResult) none = { NULL };
  g_autoptr (GError) error = NULL;

  test_add (self->store, "A", "T", NULL, TEST_TIME);
  test_add (self->store, "A", "T", NULL, TEST_TIME + 1);
  footprints_store_remove_scrobbles_async (self->store, ids, 2, NULL, test_result_cb, &result);
  footprints_store_remove_scrobbles_async (self->store, NULL, 0, NULL, test_result_cb, &none);
  ids[0] = ids[1] = 0;
  g_assert_cmpint (
      footprints_store_remove_scrobbles_finish (self->store, test_result_wait (&result), &error),
      ==, 2);
  g_assert_no_error (error);
  g_assert_cmpint (
      footprints_store_remove_scrobbles_finish (self->store, test_result_wait (&none), &error), ==,
      0);
  g_assert_no_error (error);
  test_result_clear (&result);
  test_result_clear (&none);
}

static void
test_cancelled_before (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("A", "T", TEST_TIME);
  g_auto (TestResult) result = { NULL };
  g_autoptr (GError) error = NULL;
  gint64 id = test_add (self->store, "B", "U", NULL, TEST_TIME);

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (footprints_store_add_scrobble (self->store, scrobble, NULL, cancellable, &error),
                   ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (footprints_store_remove_scrobbles (self->store, &id, 1, cancellable, &error), ==,
                   -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  footprints_store_add_scrobble_async (self->store, scrobble, cancellable, test_result_cb, &result);
  g_assert_cmpint (
      footprints_store_add_scrobble_finish (self->store, test_result_wait (&result), NULL, &error),
      ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (test_count (self->store), ==, 1);
}

/* What has been stored is not called cancelled afterwards: "after an error nothing was added". */
static void
test_cancelled_after (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("A", "T", TEST_TIME);
  FootprintsScrobble *scrobbles[] = { g_object_ref (scrobble) };
  g_auto (TestResult) one = { NULL };
  g_auto (TestResult) many = { NULL };
  g_auto (TestResult) deletion = { NULL };
  g_autoptr (GError) error = NULL;
  gint64 id = test_add (self->store, "B", "U", NULL, TEST_TIME);

  footprints_store_add_scrobble_async (self->store, scrobble, cancellable, test_result_cb, &one);
  footprints_store_add_scrobbles_async (self->store, scrobbles, 1, cancellable, test_result_cb,
                                        &many);
  footprints_store_remove_scrobbles_async (self->store, &id, 1, cancellable, test_result_cb,
                                           &deletion);
  /* Each is on the disk once this many commits have happened; nothing has been delivered yet. */
  while (test_sql_int64 (self->database, "select count(*) from withdrawn_listen") == 0 ||
         test_sql_int64 (self->database, "select count(*) from listen") == 0)
    g_thread_yield ();
  test_add (self->store, "C", "V", NULL, TEST_TIME);
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (
      footprints_store_add_scrobble_finish (self->store, test_result_wait (&one), NULL, &error), >,
      0);
  g_assert_no_error (error);
  g_assert_cmpint (
      footprints_store_add_scrobbles_finish (self->store, test_result_wait (&many), &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (
      footprints_store_remove_scrobbles_finish (self->store, test_result_wait (&deletion), &error),
      ==, 1);
  g_assert_no_error (error);
  g_object_unref (scrobbles[0]);
  test_result_clear (&one);
  test_result_clear (&many);
  test_result_clear (&deletion);
}

static gpointer
cancel_thread (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

/* At a moment nobody knows: all of the call or nothing. */
static void
test_cancelled_midway (Fixture *self, gconstpointer data)
{
  guint n_rounds = test_rounds (40, 3);
  gint64 expected = 0;

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (GPtrArray) scrobbles = make_scrobbles (2000, TEST_TIME + round * 10000);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GThread) thread = g_thread_new ("cancel", cancel_thread, cancellable);
      gint64 n_added = footprints_store_add_scrobbles (
          self->store, (FootprintsScrobble **) scrobbles->pdata, 2000, cancellable, &error);

      if (n_added < 0)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_cmpint (n_added, ==, 2000);
      expected += MAX (n_added, 0);
      g_assert_cmpint (test_count (self->store), ==, expected);
      g_thread_join (g_steal_pointer (&thread));
    }
}

/* A call that fails in the middle of a shared commit takes nothing else with it. */
static void
test_failed_step (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsScrobble) good = footprints_scrobble_new ("A", "T", TEST_TIME);
  g_autoptr (FootprintsScrobble) refused =
      footprints_scrobble_new ("New", "Refused", TEST_TIME + 1);
  g_autoptr (FootprintsScrobble) last = footprints_scrobble_new ("New", "Welcome", TEST_TIME + 2);
  g_auto (TestResult) first = { NULL };
  g_auto (TestResult) second = { NULL };
  g_auto (TestResult) third = { NULL };
  g_autoptr (GError) error = NULL;

  test_sql_run (self->database, "create trigger refuse before insert on listen"
                                " when new.listened_at = 1709251201"
                                " begin select raise (abort, 'refused'); end");
  footprints_store_add_scrobble_async (self->store, good, NULL, test_result_cb, &first);
  footprints_store_add_scrobble_async (self->store, refused, NULL, test_result_cb, &second);
  footprints_store_add_scrobble_async (self->store, last, NULL, test_result_cb, &third);
  g_assert_cmpint (
      footprints_store_add_scrobble_finish (self->store, test_result_wait (&first), NULL, &error),
      >, 0);
  g_assert_no_error (error);
  g_assert_cmpint (
      footprints_store_add_scrobble_finish (self->store, test_result_wait (&second), NULL, &error),
      ==, 0);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (
      footprints_store_add_scrobble_finish (self->store, test_result_wait (&third), NULL, &error),
      >, 0);
  g_assert_no_error (error);
  g_assert_cmpint (test_count (self->store), ==, 2);
  test_sql_run (self->database, "drop trigger refuse");
  g_assert_cmpint (test_sql_int64 (self->database, "select count(*) from track where title ="
                                                   " 'Refused'"),
                   ==, 0);
}

static void
on_changed (FootprintsStore *store, gpointer data)
{
  (*(guint *) data)++;
}

static void
test_changed_signal (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsScrobble) again = footprints_scrobble_new ("A", "T", TEST_TIME);
  guint n_changes = 0;
  gint64 id;

  g_signal_connect (self->store, "changed", G_CALLBACK (on_changed), &n_changes);
  id = test_add (self->store, "A", "T", NULL, TEST_TIME);
  /* Not inside the call: whoever calls may hold a lock. */
  g_assert_cmpuint (n_changes, ==, 0);
  while (n_changes == 0)
    g_main_context_iteration (NULL, TRUE);
  footprints_store_add_scrobble (self->store, again, NULL, NULL, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_changes, ==, 1);
  footprints_store_remove_scrobbles (self->store, &id, 1, NULL, NULL);
  while (n_changes == 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_changes, ==, 2);
}

/* The tag moves with the plays and with nothing else. */
static void
test_version_tag (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsStore) other = test_open (self->path);
  g_autoptr (FootprintsScrobble) again = footprints_scrobble_new ("A", "T", TEST_TIME);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 id = 1;
  char *tag = footprints_store_dup_version_tag (self->store, NULL);

  g_hash_table_add (seen, tag);
  test_add (self->store, "A", "T", NULL, TEST_TIME);
  tag = footprints_store_dup_version_tag (self->store, NULL);
  g_assert_true (g_hash_table_add (seen, tag));
  footprints_store_add_scrobble (self->store, again, NULL, NULL, NULL);
  footprints_store_remove_scrobbles (self->store, NULL, 0, NULL, NULL);
  g_assert_false (g_hash_table_add (seen, footprints_store_dup_version_tag (self->store, NULL)));
  footprints_store_remove_scrobbles (other, &id, 1, NULL, NULL);
  tag = footprints_store_dup_version_tag (self->store, NULL);
  g_assert_true (g_hash_table_add (seen, tag));
  for (const char *p = tag; *p != '\0'; p++)
    g_assert_true (g_ascii_isalnum (*p) || *p == '-');
}

static void
test_closed (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("A", "T", TEST_TIME);
  FootprintsScrobble *scrobbles[] = { scrobble };
  g_auto (TestResult) result = { NULL };
  gint64 id = test_add (self->store, "B", "U", NULL, TEST_TIME);
  g_autoptr (GError) error = NULL;

  footprints_store_close (self->store);
#define assert_closed(expression)                                                                  \
  g_assert_true (expression);                                                                      \
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CLOSED);                               \
  g_clear_error (&error)
  assert_closed (footprints_store_add_scrobble (self->store, scrobble, NULL, NULL, &error) == 0);
  assert_closed (footprints_store_add_scrobbles (self->store, scrobbles, 1, NULL, &error) == -1);
  assert_closed (footprints_store_remove_scrobbles (self->store, &id, 1, NULL, &error) == -1);
  assert_closed (footprints_store_count_scrobbles (self->store, NULL, &error) == -1);
  assert_closed (footprints_store_get_scrobble (self->store, id, NULL, &error) == NULL);
  assert_closed (footprints_store_get_scrobbles (self->store, &id, 1, NULL, &error) == NULL);
  assert_closed (footprints_store_list_scrobbles (self->store, 0, 10, NULL, &error) == NULL);
  assert_closed (footprints_store_list_scrobbles_after (self->store, "1-1", 10, NULL, &error) ==
                 NULL);
  assert_closed (footprints_store_read_scrobbles (self->store, NULL, FALSE, NULL, &error) == NULL);
  assert_closed (footprints_store_dup_version_tag (self->store, &error) == NULL);
  assert_closed (footprints_store_get_history (self->store, NULL, &error) == NULL);
  footprints_store_add_scrobble_async (self->store, scrobble, NULL, test_result_cb, &result);
  assert_closed (footprints_store_add_scrobble_finish (self->store, test_result_wait (&result),
                                                       NULL, &error) == 0);
#undef assert_closed
  test_result_clear (&result);
}

/* The ledger may be written to by others; ours remembers names, and must not trust what it
 * remembers once somebody else was there. */
static void
test_names_of_others (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsStore) other = test_open (self->path);

  test_add (self->store, "A", "T", "L", TEST_TIME);
  test_add (other, "B", "U", "M", TEST_TIME);
  test_add (self->store, "B", "U", "M", TEST_TIME + 1);
  test_add (other, "A", "T", "L", TEST_TIME + 1);
  test_add (self->store, "A", "U", "L", TEST_TIME + 2);
  g_assert_cmpint (test_sql_int64 (self->database, "select count(*) from artist"), ==, 2);
  g_assert_cmpint (test_sql_int64 (self->database, "select count(*) from track"), ==, 3);
  g_assert_cmpint (test_sql_int64 (self->database, "select count(*) from album"), ==, 2);
  g_assert_cmpint (test_sql_int64 (self->database, "select count(*) from source"), ==, 1);
}

/* A history numbers sources with 16 bits: a store may not take what no history could hold. */
static void
test_too_many_sources (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) scrobbles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (GError) error = NULL;

  if (test_rounds (1, 0) == 0)
    {
      g_test_skip ("too slow under valgrind and the sanitizers; an ordinary build runs it");
      return;
    }
  for (guint i = 0; i < G_MAXUINT16; i++)
    {
      g_autofree char *source = g_strdup_printf ("source %u", i);

      g_ptr_array_add (scrobbles, test_scrobble ("A", "T", NULL, TEST_TIME, source));
    }
  g_assert_cmpint (footprints_store_add_scrobbles (self->store,
                                                   (FootprintsScrobble **) scrobbles->pdata,
                                                   scrobbles->len, NULL, &error),
                   ==, G_MAXUINT16);
  g_assert_no_error (error);
  g_ptr_array_set_size (scrobbles, 0);
  g_ptr_array_add (scrobbles, test_scrobble ("A", "T", NULL, TEST_TIME, "one more"));
  g_assert_cmpint (footprints_store_add_scrobbles (
                       self->store, (FootprintsScrobble **) scrobbles->pdata, 1, NULL, &error),
                   ==, -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE);
  history = test_history (self->store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, G_MAXUINT16);
}

static void
test_long_names (Fixture *self, gconstpointer data)
{
  g_autofree char *artist = g_strnfill (8192, 'a');
  g_autofree char *track = g_strnfill (8192, 't');
  g_autofree char *text = g_strnfill (65536 - 8, 'x');
  g_autofree char *info = g_strconcat ("{\"a\":\"", text, "\"}", NULL);
  g_autoptr (FootprintsScrobble) scrobble =
      g_object_new (FOOTPRINTS_TYPE_SCROBBLE, "artist", artist, "track", track, "listened-at",
                    TEST_TIME, "info", info, NULL);
  g_autoptr (FootprintsScrobble) read = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = footprints_store_add_scrobble (self->store, scrobble, NULL, NULL, &error);

  g_assert_no_error (error);
  read = footprints_store_get_scrobble (self->store, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (footprints_scrobble_get_artist (read), ==, artist);
  g_assert_cmpstr (footprints_scrobble_get_track (read), ==, track);
  g_assert_cmpstr (footprints_scrobble_get_info (read), ==, info);
}

#define add_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/store/write/adds-one", test_add_one);
  add_test ("/store/write/optional-fields", test_optional_fields);
  add_test ("/store/write/album-artist", test_album_artist);
  add_test ("/store/write/duplicate", test_duplicate);
  add_test ("/store/write/not-duplicate", test_not_duplicate);
  add_test ("/store/write/refuses-invalid", test_invalid);
  add_test ("/store/write/refuses-future", test_future);
  add_test ("/store/write/adds-many", test_add_many);
  add_test ("/store/write/adds-unordered", test_add_unordered);
  add_test ("/store/write/adds-one-async", test_add_async);
  add_test ("/store/write/refuses-invalid-async", test_add_async_invalid);
  add_test ("/store/write/adds-many-async", test_add_many_async);
  add_test ("/store/write/deletes", test_delete);
  add_test ("/store/write/deletes-async", test_delete_async);
  add_test ("/store/write/restores", test_restore);
  add_test ("/store/write/never-reuses-numbers", test_numbers_are_not_reused);
  add_test ("/store/write/cancelled-before", test_cancelled_before);
  add_test ("/store/write/cancelled-after", test_cancelled_after);
  add_test ("/store/write/cancelled-midway", test_cancelled_midway);
  /* A trigger of SQLite makes it fail. */
  if (!test_is_toy ())
    add_test ("/store/write/fails-alone", test_failed_step);
  add_test ("/store/write/changed-signal", test_changed_signal);
  add_test ("/store/write/version-tag", test_version_tag);
  add_test ("/store/write/closed", test_closed);
  add_test ("/store/write/names-of-others", test_names_of_others);
  add_test ("/store/write/too-many-sources", test_too_many_sources);
  add_test ("/store/write/long-names", test_long_names);
  return g_test_run ();
}
