/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Many threads on one store: shared commits, closing, and who may hold the last reference. */

#include "test-support.h"

#include "libfootprints/store/footprints-store-private.h"

#define N_THREADS 16
#define PLAYS_PER_THREAD 50

typedef struct
{
  FootprintsStore *store;
  guint number;
  guint n_added;
  gboolean closed;
} Adder;

static gpointer
add_thread (gpointer data)
{
  Adder *self = data;

  for (guint i = 0; i < PLAYS_PER_THREAD; i++)
    {
      g_autofree char *artist = g_strdup_printf ("Artist %u", i % 5);
      g_autofree char *track = g_strdup_printf ("Track %u of %u", i, self->number);

      g_assert_cmpint (test_add (self->store, artist, track, "Album", TEST_TIME + i), >, 0);
      self->n_added++;
    }
  return NULL;
}

static void
test_many_adders (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (sqlite3) database = test_sql_open (path);
  Adder adders[N_THREADS] = { { NULL } };
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    {
      adders[i] = (Adder){ .store = store, .number = i };
      threads[i] = g_thread_new ("adder", add_thread, &adders[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (test_count (store), ==, N_THREADS * PLAYS_PER_THREAD);
  g_assert_cmpint (test_sql_int64 (database, "select generation from ledger"), <=,
                   N_THREADS * PLAYS_PER_THREAD);
  test_release (store);
  test_sql_check_ledger (path);
}

/* What waits while a commit is on its way goes into the next one together. */
static void
test_group_commit (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (sqlite3) database = test_sql_open (path);
  TestResult results[100] = { { NULL } };

  /* While somebody else writes, all of them gather. */
  test_sql_run (database, "begin immediate");
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("A", "T", TEST_TIME + i);

      footprints_store_add_scrobble_async (store, scrobble, NULL, test_result_cb, &results[i]);
    }
  test_sql_run (database, "commit");
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 id = footprints_store_add_scrobble_finish (store, test_result_wait (&results[i]), NULL,
                                                        &error);

      g_assert_no_error (error);
      g_assert_cmpint (id, ==, i + 1);
      test_result_clear (&results[i]);
    }
  /* The first one may have been alone. */
  g_assert_cmpint (test_sql_int64 (database, "select generation from ledger"), <=, 10);
  test_release (store);
}

/* ---- Whoever has much to write hands it over in slices ---- */

#define N_SLICES 5
#define N_JOBS 15

typedef struct
{
  FootprintsStore *store;
  GString *order; /* 's' for a slice, 'j' for a commit of jobs; only the writer's thread adds */
  GMutex mutex;   /* held while all is queued */
  GCond ended;
  guint n_jobs;   /* under mutex */
  guint n_slices; /* under mutex */
} Turns;

static void next_slice (gpointer data, const GError *error);
static void next_job (gpointer data, const GError *error);

static gboolean
note_slice (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  Turns *turns = data;

  g_mutex_lock (&turns->mutex);
  g_mutex_unlock (&turns->mutex);
  g_string_append_c (turns->order, 's');
  return TRUE;
}

static gboolean
note_job (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  Turns *turns = data;

  g_string_append_c (turns->order, 'j');
  return TRUE;
}

static void
queue_slice (Turns *turns)
{
  _footprints_store_queue_write (turns->store, FOOTPRINTS_WRITE_BULK, note_slice, next_slice, turns,
                                 NULL);
}

static void
queue_job (Turns *turns)
{
  _footprints_store_queue_write (turns->store, FOOTPRINTS_WRITE_NOW, note_job, next_job, turns,
                                 NULL);
}

/* TRUE: there is another to come. */
static gboolean
count_turn (Turns *turns, guint *n, guint n_all)
{
  gboolean goes_on;

  g_mutex_lock (&turns->mutex);
  goes_on = ++*n < n_all;
  g_cond_signal (&turns->ended);
  g_mutex_unlock (&turns->mutex);
  return goes_on;
}

static void
next_slice (gpointer data, const GError *error)
{
  Turns *turns = data;

  g_assert_no_error (error);
  if (count_turn (turns, &turns->n_slices, N_SLICES))
    queue_slice (turns);
}

/* As a player would that sends the next play when it hears of the one before. */
static void
next_job (gpointer data, const GError *error)
{
  Turns *turns = data;

  g_assert_no_error (error);
  if (count_turn (turns, &turns->n_jobs, N_JOBS))
    queue_job (turns);
}

/* A job waits for one slice at most, and neither kind keeps the other out. */
static void
test_slices_and_jobs (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  Turns turns = { .store = store, .order = g_string_new (NULL) };

  g_mutex_init (&turns.mutex);
  g_cond_init (&turns.ended);
  g_mutex_lock (&turns.mutex);
  queue_slice (&turns);
  queue_job (&turns);
  while (turns.n_slices < N_SLICES || turns.n_jobs < N_JOBS)
    g_cond_wait (&turns.ended, &turns.mutex);
  g_mutex_unlock (&turns.mutex);
  test_release (store);
  /* Which of the two the thread took first is its own affair. */
  g_assert_true (g_str_has_prefix (turns.order->str, "sjsjsjsjsj") ||
                 g_str_has_prefix (turns.order->str, "jsjsjsjsjsj"));
  g_assert_cmpuint (turns.order->len, ==, N_SLICES + N_JOBS);
  g_string_free (turns.order, TRUE);
  g_cond_clear (&turns.ended);
  g_mutex_clear (&turns.mutex);
}

static gpointer
add_until_closed_thread (gpointer data)
{
  Adder *self = data;
  g_autoptr (GError) error = NULL;

  while (error == NULL)
    {
      g_autofree char *track = g_strdup_printf ("Track %u of %u", self->n_added, self->number);
      g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("A", track, TEST_TIME);

      if (footprints_store_add_scrobble (self->store, scrobble, NULL, NULL, &error) > 0)
        g_atomic_int_inc (&self->n_added);
    }
  self->closed = g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CLOSED);
  return NULL;
}

/* Closing comes through however busy the store is, and loses nothing that was acknowledged. */
static void
test_close_while_adding (void)
{
  guint n_rounds = test_rounds (5, 1);

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autofree char *name = g_strdup_printf ("ledger-%u.db", round);
      g_autofree char *path = test_path (name);
      g_autoptr (FootprintsStore) store = test_open (path);
      g_autoptr (FootprintsStore) again = NULL;
      Adder adders[N_THREADS] = { { NULL } };
      GThread *threads[N_THREADS];
      gint64 n_added = 0;

      for (guint i = 0; i < N_THREADS; i++)
        {
          adders[i] = (Adder){ .store = store, .number = i };
          threads[i] = g_thread_new ("adder", add_until_closed_thread, &adders[i]);
        }
      while (g_atomic_int_get (&adders[0].n_added) == 0)
        g_thread_yield ();
      footprints_store_close (store);
      for (guint i = 0; i < N_THREADS; i++)
        {
          g_thread_join (threads[i]);
          g_assert_true (adders[i].closed);
          n_added += adders[i].n_added;
        }
      test_release (store);
      again = test_open (path);
      g_assert_cmpint (test_count (again), ==, n_added);
      test_release (again);
      test_sql_check_ledger (path);
    }
}

/* What was queued before closing is answered, and on the disk. */
static void
test_close_finishes_queue (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  TestResult results[20] = { { NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("A", "T", TEST_TIME + i);

      footprints_store_add_scrobble_async (store, scrobble, NULL, test_result_cb, &results[i]);
    }
  footprints_store_close (store);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;

      footprints_store_add_scrobble_finish (store, test_result_wait (&results[i]), NULL, &error);
      g_assert_no_error (error);
      test_result_clear (&results[i]);
    }
  g_clear_object (&store);
  store = test_open (path);
  g_assert_cmpint (test_count (store), ==, G_N_ELEMENTS (results));
}

typedef struct
{
  FootprintsStore *store;
  gboolean done;
} LastReference;

static void
drop_store_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LastReference *self = data;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (
      footprints_store_add_scrobble_finish (FOOTPRINTS_STORE (source), result, NULL, &error), >, 0);
  g_assert_no_error (error);
  g_clear_object (&self->store);
  self->done = TRUE;
}

/* A caller may let go of the store as soon as it is answered, while the writer's thread still
 * holds what it was given: whichever comes last ends the store. */
static void
test_last_reference (void)
{
  g_autofree char *path = test_path ("ledger.db");
  guint n_rounds = test_rounds (300, 10);

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("A", "T", TEST_TIME + i);
      LastReference reference = { test_open (path), FALSE };

      footprints_store_add_scrobble_async (reference.store, scrobble, NULL, drop_store_cb,
                                           &reference);
      test_wait (&reference.done);
    }
}

/* A reader that keeps reading while others write never fails and never goes back. */
static gpointer
read_thread (gpointer data)
{
  FootprintsStore *store = data;
  gint64 n_plays = 0;

  while (n_plays < N_THREADS / 2 * PLAYS_PER_THREAD)
    {
      g_autoptr (FootprintsHistory) history = test_history (store);
      g_autoptr (FootprintsScrobblePage) page =
          footprints_store_list_scrobbles (store, 0, 5, NULL, NULL);
      gint64 now = footprints_history_get_n_plays (history);

      g_assert_nonnull (page);
      g_assert_cmpint (now, >=, n_plays);
      n_plays = now;
      g_assert_cmpint (test_count (store), >=, n_plays);
    }
  return NULL;
}

static void
test_readers_and_writers (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  Adder adders[N_THREADS / 2] = { { NULL } };
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS / 2; i++)
    {
      adders[i] = (Adder){ .store = store, .number = i };
      threads[2 * i] = g_thread_new ("adder", add_thread, &adders[i]);
      threads[2 * i + 1] = g_thread_new ("reader", read_thread, store);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  test_release (store);
  test_sql_check_ledger (path);
}

/* Another process holds the ledger for longer than anyone should wait. */
static void
test_busy (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (sqlite3) database = test_sql_open (path);
  g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("A", "T", TEST_TIME);
  g_autoptr (GError) error = NULL;
  gint64 started_us = g_get_monotonic_time ();
  gint64 waited_us;

  test_sql_run (database, "begin immediate");
  g_assert_cmpint (footprints_store_add_scrobble (store, scrobble, NULL, NULL, &error), ==, 0);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BUSY);
  waited_us = g_get_monotonic_time () - started_us;
  g_assert_cmpint (waited_us, >=, 5 * G_USEC_PER_SEC);
  /* Readers are not held up. */
  g_assert_cmpint (test_count (store), ==, 0);
  test_sql_run (database, "rollback");
  g_clear_error (&error);
  g_assert_cmpint (footprints_store_add_scrobble (store, scrobble, NULL, NULL, &error), ==, 1);
  g_assert_no_error (error);
  test_release (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/threads/many-adders", test_many_adders);
  /* Another connection to the file holds up the writer. */
  if (!test_is_toy ())
    g_test_add_func ("/store/threads/group-commit", test_group_commit);
  g_test_add_func ("/store/threads/slices-and-jobs", test_slices_and_jobs);
  g_test_add_func ("/store/threads/close-while-adding", test_close_while_adding);
  g_test_add_func ("/store/threads/close-finishes-queue", test_close_finishes_queue);
  g_test_add_func ("/store/threads/last-reference", test_last_reference);
  g_test_add_func ("/store/threads/readers-and-writers", test_readers_and_writers);
  /* As above. */
  if (!test_is_toy ())
    g_test_add_func ("/store/threads/busy", test_busy);
  return g_test_run ();
}
