/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reading plays back: by number, by page and by cursor, against plain SQL. */

#include "test-support.h"

#include <string.h>

#define N_PLAYS 500

typedef struct
{
  char *path;
  FootprintsStore *store;
  sqlite3 *database;
} Fixture;

/* Many plays share a second, an album is missing now and then, and sources alternate. */
static void
fill (FootprintsStore *store)
{
  g_autoptr (GPtrArray) scrobbles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_PLAYS; i++)
    {
      g_autofree char *artist = g_strdup_printf ("Artist %u", i % 7);
      g_autofree char *track = g_strdup_printf ("Track %u", i);
      g_autofree char *source = g_strdup_printf ("source %u", i % 5);

      g_ptr_array_add (scrobbles, test_scrobble (artist, track, i % 3 == 0 ? NULL : "Album",
                                                 TEST_TIME + (i * 37 % 100) / 4 * 60, source));
    }
  footprints_store_add_scrobbles (store, (FootprintsScrobble **) scrobbles->pdata, N_PLAYS, NULL,
                                  &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->path = test_path ("ledger.db");
  self->store = test_open (self->path);
  self->database = test_sql_open (self->path);
  fill (self->store);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  sqlite3_close (self->database);
  test_release (self->store);
  g_free (self->path);
}

/* The numbers of all plays in the order that @order names, from SQL (transfer full). */
static GArray *
select_ids (Fixture *self, const char *order)
{
  g_autofree char *sql = g_strdup_printf ("select id from scrobbles %s", order);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement = NULL;

  test_sql_refresh (self->database);
  g_assert_cmpint (sqlite3_prepare_v2 (self->database, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }
  sqlite3_finalize (statement);
  return ids;
}

/* Whether @scrobble is the row of the view with its number. */
static void
assert_same_as_sql (Fixture *self, FootprintsScrobble *scrobble)
{
  g_autofree char *sql = g_strdup_printf (
      "select artist || '|' || coalesce (album, '-') || '|' || track || '|' || timestamp || '|' ||"
      " source || '|' || coalesce (source_id, '-') from scrobbles where id = %" G_GINT64_FORMAT,
      footprints_scrobble_get_id (scrobble));
  g_autofree char *expected = test_sql_text (self->database, sql);
  const char *album = footprints_scrobble_get_album (scrobble);
  g_autofree char *text = g_strdup_printf (
      "%s|%s|%s|%" G_GINT64_FORMAT "|%s|-", footprints_scrobble_get_artist (scrobble),
      album != NULL ? album : "-", footprints_scrobble_get_track (scrobble),
      footprints_scrobble_get_listened_at (scrobble), footprints_scrobble_get_source (scrobble));

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_page (
    Fixture *self, FootprintsScrobblePage *page, const GArray *ids, guint from, guint limit)
{
  guint expected = from < ids->len ? MIN (limit, ids->len - from) : 0;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (page)), ==, expected);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (page)) == FOOTPRINTS_TYPE_SCROBBLE);
  for (guint i = 0; i < expected; i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = g_list_model_get_item (G_LIST_MODEL (page), i);

      g_assert_cmpint (footprints_scrobble_get_id (scrobble), ==,
                       g_array_index (ids, gint64, from + i));
      assert_same_as_sql (self, scrobble);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (page), expected));
}

#define NEWEST_FIRST "order by timestamp desc, id desc"

static void
test_list (Fixture *self, gconstpointer data)
{
  static const guint pages[][2] = {
    { 0, 1 },    { 0, 50 },   { 49, 3 },    { 480, 50 },
    { 499, 10 }, { 500, 10 }, { 9999, 10 }, { 0, 1000 },
  };
  g_autoptr (GArray) ids = select_ids (self, NEWEST_FIRST);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FootprintsScrobblePage) page =
          footprints_store_list_scrobbles (self->store, pages[i][0], pages[i][1], NULL, &error);

      g_assert_no_error (error);
      assert_page (self, page, ids, pages[i][0], pages[i][1]);
      g_assert_cmpint (footprints_scrobble_page_get_next_cursor (page) != NULL, ==,
                       pages[i][0] + pages[i][1] < N_PLAYS);
      test_release (page);
    }
}

static void
test_walk (Fixture *self, gconstpointer data)
{
  static const guint limits[] = { 1, 7, 50, 499, 500, 1000 };
  g_autoptr (GArray) ids = select_ids (self, NEWEST_FIRST);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr (FootprintsScrobblePage) page =
          footprints_store_list_scrobbles (self->store, 0, limits[i], NULL, NULL);
      guint n_read = 0;

      while (TRUE)
        {
          g_autofree char *cursor = NULL;
          g_autoptr (GError) error = NULL;

          assert_page (self, page, ids, n_read, limits[i]);
          n_read += g_list_model_get_n_items (G_LIST_MODEL (page));
          g_object_get (page, "next-cursor", &cursor, NULL);
          g_clear_object (&page);
          if (cursor == NULL)
            break;
          page =
              footprints_store_list_scrobbles_after (self->store, cursor, limits[i], NULL, &error);
          g_assert_no_error (error);
        }
      g_assert_cmpuint (n_read, ==, N_PLAYS);
    }
}

/* Plays that come in at the top meanwhile shift nothing. */
static void
test_walk_while_adding (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) ids = select_ids (self, NEWEST_FIRST);
  g_autoptr (FootprintsScrobblePage) page =
      footprints_store_list_scrobbles (self->store, 0, 100, NULL, NULL);

  for (guint n_read = 0; n_read < N_PLAYS; n_read += 100)
    {
      g_autofree char *cursor = g_strdup (footprints_scrobble_page_get_next_cursor (page));

      assert_page (self, page, ids, n_read, 100);
      test_add (self->store, "New", "New", NULL, TEST_TIME + 9999 + n_read);
      g_clear_object (&page);
      if (cursor != NULL)
        page = footprints_store_list_scrobbles_after (self->store, cursor, 100, NULL, NULL);
    }
  g_assert_null (page);
}

/* Somebody may let SQLite gather statistics; the order must not depend on its plans. */
static void
test_walk_with_statistics (Fixture *self, gconstpointer data)
{
  test_sql_run (self->database, "analyze");
  test_release (self->store);
  self->store = test_open (self->path);
  test_walk (self, data);
  test_list (self, data);
}

static void
test_limits (Fixture *self, gconstpointer data)
{
  static const struct
  {
    gint64 offset;
    guint limit;
  } bad[] = { { 0, 0 }, { 0, 1001 }, { 0, G_MAXUINT }, { -1, 10 }, { G_MININT64, 10 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsScrobblePage) page = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (
          footprints_store_list_scrobbles (self->store, bad[i].offset, bad[i].limit, NULL, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
      g_clear_error (&error);
    }
  g_assert_null (footprints_store_list_scrobbles_after (self->store, "1-1", 0, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  page = footprints_store_list_scrobbles (self->store, G_MAXINT64, 1000, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (page)), ==, 0);
}

static void
test_bad_cursors (Fixture *self, gconstpointer data)
{
  const char *const bad[] = {
    "",
    "-",
    "1",
    "1-",
    "-1",
    "1--1",
    "1-1-1",
    "1- 1",
    " 1-1",
    "a-b",
    "1-99999999999999999999",
    "\xff-1",
    "1-1\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (footprints_store_list_scrobbles_after (self->store, bad[i], 10, NULL, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
    }
}

static void
test_far_cursors (Fixture *self, gconstpointer data)
{
  const struct
  {
    const char *cursor;
    guint n_items;
  } cases[] = {
    { "9223372036854775807-9223372036854775807", 100 },
    { "-9223372036854775808-0", 0 },
    { "-5-3", 0 },
    { "1709251200-0", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FootprintsScrobblePage) page =
          footprints_store_list_scrobbles_after (self->store, cases[i].cursor, 100, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (page)), ==, cases[i].n_items);
    }
}

static void
test_list_async (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) ids = select_ids (self, NEWEST_FIRST);
  g_auto (TestResult) good = { NULL };
  g_auto (TestResult) bad = { NULL };
  g_autoptr (FootprintsScrobblePage) page = NULL;
  g_autoptr (GError) error = NULL;

  footprints_store_list_scrobbles_async (self->store, 10, 20, NULL, test_result_cb, &good);
  footprints_store_list_scrobbles_async (self->store, 10, 0, NULL, test_result_cb, &bad);
  page = footprints_store_list_scrobbles_finish (self->store, test_result_wait (&good), &error);
  g_assert_no_error (error);
  assert_page (self, page, ids, 10, 20);
  g_assert_null (
      footprints_store_list_scrobbles_finish (self->store, test_result_wait (&bad), &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  test_result_clear (&good);
  test_result_clear (&bad);
}

static void
test_get (Fixture *self, gconstpointer data)
{
  gint64 ids[] = { 7, 3, 7, 4000, -1, 0, G_MAXINT64, 500 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsScrobblePage) page =
      footprints_store_get_scrobbles (self->store, ids, G_N_ELEMENTS (ids), NULL, &error);
  g_autoptr (FootprintsScrobblePage) none = NULL;
  g_autoptr (FootprintsScrobble) missing = NULL;
  const gint64 expected[] = { 7, 3, 7, 500 };

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (page)), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = g_list_model_get_item (G_LIST_MODEL (page), i);

      g_assert_cmpint (footprints_scrobble_get_id (scrobble), ==, expected[i]);
      assert_same_as_sql (self, scrobble);
    }
  none = footprints_store_get_scrobbles (self->store, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (none)), ==, 0);
  missing = footprints_store_get_scrobble (self->store, 501, NULL, &error);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND);
}

static void
assert_source_ids (Fixture *self, char **source_ids, const gint64 *ids, guint n_ids)
{
  g_assert_cmpuint (g_strv_length (source_ids), ==, n_ids);
  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr (FootprintsScrobble) scrobble =
          footprints_store_get_scrobble (self->store, ids[i], NULL, NULL);
      const char *source_id =
          scrobble != NULL ? footprints_scrobble_get_source_id (scrobble) : NULL;

      g_assert_cmpstr (source_ids[i], ==, source_id != NULL ? source_id : "");
    }
}

static void
test_source_ids (Fixture *self, gconstpointer data)
{
  const gint64 ids[] = { 7, 3, 7, 4000, -1, 0, G_MAXINT64, 500, 8, 9, 10, 11 };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) source_ids =
      footprints_store_list_source_ids (self->store, ids, G_N_ELEMENTS (ids), NULL, &error);
  g_auto (GStrv) none = NULL;
  g_auto (GStrv) later = NULL;
  TestResult result = { NULL };

  g_assert_no_error (error);
  assert_source_ids (self, source_ids, ids, G_N_ELEMENTS (ids));
  none = footprints_store_list_source_ids (self->store, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  footprints_store_list_source_ids_async (self->store, ids, G_N_ELEMENTS (ids), NULL,
                                          test_result_cb, &result);
  later = footprints_store_list_source_ids_finish (self->store, test_result_wait (&result), &error);
  g_assert_no_error (error);
  assert_source_ids (self, later, ids, G_N_ELEMENTS (ids));
  test_result_clear (&result);
}

static void
assert_cursor (Fixture *self, FootprintsPeriod *period, gboolean oldest_first, const char *order)
{
  g_autoptr (GArray) ids = select_ids (self, order);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsCursor) cursor =
      footprints_store_read_scrobbles (self->store, period, oldest_first, NULL, &error);
  guint n_read = 0;

  g_assert_no_error (error);
  g_assert_cmpint (footprints_cursor_get_id (cursor), ==, 0);
  g_assert_null (footprints_cursor_get_artist (cursor));
  g_assert_null (footprints_cursor_dup_scrobble (cursor));
  while (footprints_cursor_next (cursor, &error))
    {
      g_autoptr (FootprintsScrobble) scrobble = footprints_cursor_dup_scrobble (cursor);

      g_assert_cmpuint (n_read, <, ids->len);
      g_assert_cmpint (footprints_cursor_get_id (cursor), ==, g_array_index (ids, gint64, n_read));
      g_assert_cmpint (footprints_scrobble_get_id (scrobble), ==,
                       footprints_cursor_get_id (cursor));
      g_assert_cmpstr (footprints_scrobble_get_artist (scrobble), ==,
                       footprints_cursor_get_artist (cursor));
      g_assert_cmpstr (footprints_scrobble_get_track (scrobble), ==,
                       footprints_cursor_get_track (cursor));
      g_assert_cmpstr (footprints_scrobble_get_album (scrobble), ==,
                       footprints_cursor_get_album (cursor));
      g_assert_cmpstr (footprints_scrobble_get_source (scrobble), ==,
                       footprints_cursor_get_source (cursor));
      g_assert_cmpint (footprints_scrobble_get_listened_at (scrobble), ==,
                       footprints_cursor_get_listened_at (cursor));
      assert_same_as_sql (self, scrobble);
      n_read++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_read, ==, ids->len);
  g_assert_false (footprints_cursor_next (cursor, &error));
  g_assert_no_error (error);
  g_assert_null (footprints_cursor_get_track (cursor));
  test_release (cursor);
}

static void
test_cursor (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsPeriod) part =
      footprints_period_new_range (TEST_TIME + 60, TEST_TIME + 600, NULL, NULL);
  g_autoptr (FootprintsPeriod) since =
      footprints_period_new_range (TEST_TIME + 300, G_MAXINT64, NULL, NULL);
  g_autoptr (FootprintsPeriod) empty =
      footprints_period_new_range (TEST_TIME + 60, TEST_TIME + 60, NULL, NULL);

  for (guint i = 0; i < 2; i++)
    {
      assert_cursor (self, NULL, FALSE, NEWEST_FIRST);
      assert_cursor (self, NULL, TRUE, "order by timestamp, id");
      assert_cursor (self, all, FALSE, NEWEST_FIRST);
      assert_cursor (self, part, FALSE,
                     "where timestamp >= 1709251260 and timestamp < 1709251800 " NEWEST_FIRST);
      assert_cursor (
          self, part, TRUE,
          "where timestamp >= 1709251260 and timestamp < 1709251800 order by timestamp, id");
      assert_cursor (self, since, TRUE, "where timestamp >= 1709251500 order by timestamp, id");
      assert_cursor (self, empty, TRUE, "where false");
      test_sql_run (self->database, "analyze");
    }
}

static void
test_cursor_snapshot (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsCursor) cursor =
      footprints_store_read_scrobbles (self->store, NULL, TRUE, NULL, NULL);
  guint n_read = 0;
  gint64 id = N_PLAYS;
  g_autoptr (GError) error = NULL;

  while (footprints_cursor_next (cursor, &error))
    if (n_read++ == 0)
      {
        test_add (self->store, "Late", "Late", NULL, TEST_TIME + 99999);
        footprints_store_remove_scrobbles (self->store, &id, 1, NULL, &error);
        g_assert_no_error (error);
      }
  g_assert_no_error (error);
  g_assert_cmpuint (n_read, ==, N_PLAYS);
}

static void
test_cursor_close (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsCursor) cursor =
      footprints_store_read_scrobbles (self->store, NULL, TRUE, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (footprints_cursor_next (cursor, &error));
  footprints_cursor_close (cursor);
  footprints_cursor_close (cursor);
  g_assert_cmpint (footprints_cursor_get_id (cursor), ==, 0);
  g_assert_null (footprints_cursor_get_artist (cursor));
  g_assert_false (footprints_cursor_next (cursor, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CLOSED);
}

static void
test_cursor_outlives_store (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsCursor) cursor =
      footprints_store_read_scrobbles (self->store, NULL, TRUE, NULL, NULL);
  g_autoptr (GError) error = NULL;
  guint n_read = 0;

  test_release (self->store);
  while (footprints_cursor_next (cursor, &error))
    n_read++;
  g_assert_no_error (error);
  g_assert_cmpuint (n_read, ==, N_PLAYS);
  g_clear_object (&cursor);
  self->store = test_open (self->path);
}

static void
test_cursor_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FootprintsCursor) cursor =
      footprints_store_read_scrobbles (self->store, NULL, FALSE, cancellable, NULL);
  g_autoptr (FootprintsCursor) late = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (footprints_cursor_next (cursor, &error));
  g_cancellable_cancel (cancellable);
  g_assert_false (footprints_cursor_next (cursor, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  late = footprints_store_read_scrobbles (self->store, NULL, FALSE, cancellable, &error);
  if (late != NULL)
    g_assert_false (footprints_cursor_next (late, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&late);
  g_clear_object (&cursor);
  /* The next user of the connection is not interrupted. */
  g_assert_cmpint (test_count (self->store), ==, N_PLAYS);
  assert_cursor (self, NULL, FALSE, NEWEST_FIRST);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 id = 1;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (footprints_store_count_scrobbles (self->store, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (footprints_store_get_scrobble (self->store, id, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (footprints_store_get_scrobbles (self->store, &id, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (footprints_store_list_source_ids (self->store, &id, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (footprints_store_list_scrobbles (self->store, 0, 10, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (
      footprints_store_list_scrobbles_after (self->store, "1-1", 10, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* However many cursors are open, the store answers. */
static void
test_many_cursors (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) cursors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 40; i++)
    {
      FootprintsCursor *cursor =
          footprints_store_read_scrobbles (self->store, NULL, TRUE, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (footprints_cursor_next (cursor, &error));
      g_ptr_array_add (cursors, cursor);
    }
  g_assert_cmpint (test_count (self->store), ==, N_PLAYS);
}

/* The view is for people with other tools: the seed's columns, by name and order. */
static void
test_view (Fixture *self, gconstpointer data)
{
  g_autofree char *columns = test_sql_text (
      self->database, "select group_concat(name) from pragma_table_info('scrobbles')");
  g_autoptr (FootprintsScrobble) scrobble = g_object_new (
      FOOTPRINTS_TYPE_SCROBBLE, "artist", "V", "track", "W", "album", "X", "album-artist", "Y",
      "listened-at", TEST_TIME + 5, "source", "lastfm", "source-id", "abc", NULL);
  g_autofree char *row = NULL;

  g_assert_cmpstr (columns, ==, "id,artist,album,track,timestamp,source,source_id");
  footprints_store_add_scrobble (self->store, scrobble, NULL, NULL, NULL);
  row = test_sql_text (self->database,
                       "select id || '|' || artist || '|' || album || '|' || track || '|' ||"
                       " timestamp || '|' || source || '|' || source_id from scrobbles"
                       " where artist = 'V'");
  g_assert_cmpstr (row, ==, "501|V|X|W|1709251205|lastfm|abc");
  g_assert_cmpint (sqlite3_exec (self->database, "delete from scrobbles", NULL, NULL, NULL), !=,
                   SQLITE_OK);
}

static void
assert_unreadable (FootprintsStore *store)
{
  const gint64 ids[] = { 1, 8 }; /* of one artist; the second has an album */
  g_autoptr (FootprintsCursor) cursor = NULL;
  g_autoptr (GError) list_error = NULL;
  g_autoptr (GError) get_error = NULL;
  g_autoptr (GError) read_error = NULL;

  g_assert_null (footprints_store_list_scrobbles (store, 0, 1000, NULL, &list_error));
  g_assert_error (list_error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
  g_assert_null (footprints_store_get_scrobbles (store, ids, 2, NULL, &get_error));
  g_assert_error (get_error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
  g_assert_nonnull (strstr (get_error->message, "play "));
  cursor = footprints_store_read_scrobbles (store, NULL, TRUE, NULL, NULL);
  while (footprints_cursor_next (cursor, &read_error))
    ;
  g_assert_error (read_error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
}

/* Texts that nobody writes through the library: a failing disk, or another program. */
static void
test_damaged_texts (Fixture *self, gconstpointer data)
{
  const char *const damages[] = {
    "update artist set name = cast (x'41ff' as text) where id = 1",
    "update artist set name = cast (x'41004200' as text) where id = 1",
    "update track set title = cast (x'c3a4c3' as text) where id in (1, 8)",
    "update album set title = cast (x'f09f8e' as text) where id = 1",
    "update source set name = cast (x'80' as text) where id = 1",
    "update listen set source_ref = cast (x'ff' as text)",
    "update listen set info = cast (x'7bff7d' as text)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *name = g_strdup_printf ("damaged-%u.db", i);
      g_autofree char *path = test_path (name);
      g_autofree char *copy_sql = g_strdup_printf ("vacuum into '%s'", path);
      g_autoptr (FootprintsStore) store = NULL;
      sqlite3 *database;

      test_sql_run (self->database, copy_sql);
      database = test_sql_open (path);
      test_sql_run (database, damages[i]);
      sqlite3_close (database);
      store = test_open (path);
      g_test_message ("%s", damages[i]);
      assert_unreadable (store);
    }
}

#define add_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/store/read/lists", test_list);
  add_test ("/store/read/walks", test_walk);
  add_test ("/store/read/walks-while-adding", test_walk_while_adding);
  /* The plans of SQLite. */
  if (!test_is_toy ())
    add_test ("/store/read/walks-with-statistics", test_walk_with_statistics);
  add_test ("/store/read/checks-limits", test_limits);
  add_test ("/store/read/refuses-bad-cursors", test_bad_cursors);
  add_test ("/store/read/far-cursors", test_far_cursors);
  add_test ("/store/read/lists-async", test_list_async);
  add_test ("/store/read/gets", test_get);
  add_test ("/store/read/source-ids", test_source_ids);
  add_test ("/store/read/cancelled", test_cancelled);
  /* Only a file can be damaged. */
  if (!test_is_toy ())
    add_test ("/store/read/damaged-texts", test_damaged_texts);
  add_test ("/store/cursor/reads", test_cursor);
  add_test ("/store/cursor/sees-one-moment", test_cursor_snapshot);
  add_test ("/store/cursor/closes", test_cursor_close);
  add_test ("/store/cursor/outlives-store", test_cursor_outlives_store);
  add_test ("/store/cursor/cancelled", test_cursor_cancelled);
  add_test ("/store/cursor/many-at-once", test_many_cursors);
  /* A view of SQLite. */
  if (!test_is_toy ())
    add_test ("/store/view/has-columns", test_view);
  return g_test_run ();
}
