/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What jobs and stores leave behind where no main loop runs, and when their last reference goes. */

#include "import-support.h"

static guint
count_entries (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n_entries = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n_entries++;
  return n_entries;
}

static void
count_cb (GObject *object, gpointer data)
{
  ++*(guint *) data;
}

static void
notify_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  ++*(guint *) data;
}

/* An import as a script makes it: nothing is closed, only released. */
static void
import_once (const char *path, const char *file, guint *n_heard)
{
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (file);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GError) error = NULL;

  if (n_heard != NULL)
    {
      g_signal_connect (job, "notify", G_CALLBACK (notify_cb), n_heard);
      g_signal_connect (store, "changed", G_CALLBACK (count_cb), n_heard);
    }
  g_assert_true (footprints_import_job_run (job, NULL, &error));
  g_assert_no_error (error);
}

static void
check_rounds (guint n_rounds, guint *n_heard)
{
  g_autofree char *text = import_test_make_csv (3);
  g_autofree char *file = import_test_file ("few.csv", text, -1);
  g_autofree char *first = test_path ("first.db");
  guint n_threads, n_files;

  /* What GLib opens once is open after this. */
  import_once (first, file, n_heard);
  n_threads = count_entries ("/proc/self/task");
  n_files = count_entries ("/proc/self/fd");
  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *name = g_strdup_printf ("history-%u.db", i % 4);
      g_autofree char *path = test_path (name);

      import_once (path, file, n_heard);
    }
  g_test_message ("%u rounds: %u threads, %u files", n_rounds, count_entries ("/proc/self/task"),
                  count_entries ("/proc/self/fd"));
  g_assert_cmpuint (count_entries ("/proc/self/task"), ==, n_threads);
  g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, n_files);
  g_assert_false (g_main_context_pending (NULL));
}

static void
test_rounds_unheard (void)
{
  check_rounds (200, NULL);
}

/* Somebody listens, but to objects that are gone before a loop runs. */
static void
test_rounds_heard (void)
{
  guint n_heard = 0;

  check_rounds (20, &n_heard);
  g_assert_cmpuint (n_heard, ==, 0);
}

static void
test_changed_once (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  guint n_changed = 0;

  g_signal_connect (store, "changed", G_CALLBACK (count_cb), &n_changed);
  for (guint round = 1; round <= 2; round++)
    {
      for (guint i = 0; i < 50; i++)
        test_add (store, "A", "B", NULL, TEST_TIME + round * 100 + i);
      g_assert_cmpuint (n_changed, ==, round - 1);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpuint (n_changed, ==, round);
    }
  test_release (store);
}

/* The end of a job without a loop is reported once, with the last state. */
static void
test_notify_once (void)
{
  g_autofree char *text = import_test_make_csv (50000);
  g_autofree char *file = import_test_file ("many.csv", text, -1);
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (file);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  guint n_notified = 0;

  g_signal_connect (job, "notify::state", G_CALLBACK (notify_cb), &n_notified);
  g_assert_true (footprints_import_job_run (job, NULL, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_notified, ==, 1);
}

typedef struct
{
  FootprintsStore *store; /* the only reference but the job's */
  gboolean done;
} End;

static void
ended_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  End *end = data;
  gpointer store = end->store;

  g_assert_true (footprints_import_job_run_finish (FOOTPRINTS_IMPORT_JOB (object), result, NULL));
  g_object_add_weak_pointer (store, &store);
  g_object_unref (end->store);
  g_assert_null (store);
  end->done = TRUE;
}

/* Whoever is notified of the end may remove the files: neither the job nor its thread holds the
 * store. */
static void
test_store_is_free (void)
{
  g_autofree char *text = import_test_make_csv (3);
  g_autofree char *file = import_test_file ("few.csv", text, -1);
  g_autofree char *path = test_path ("history.db");
  g_autofree char *log_path = g_strconcat (path, "-wal", NULL);
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (file);
  g_autoptr (FootprintsImportJob) job = NULL;
  End end = { .store = test_open (path) };

  job = footprints_import_job_new (end.store, FOOTPRINTS_IMPORT_SOURCE (importer));
  footprints_import_job_run_async (job, NULL, ended_cb, &end);
  test_wait (&end.done);
  g_assert_false (g_file_test (log_path, G_FILE_TEST_EXISTS));
}

static void
add_tests (void)
{
  g_test_add_func ("/import/lifetime/rounds-unheard", test_rounds_unheard);
  g_test_add_func ("/import/lifetime/rounds-heard", test_rounds_heard);
  g_test_add_func ("/import/lifetime/changed-once", test_changed_once);
  g_test_add_func ("/import/lifetime/notify-once", test_notify_once);
  g_test_add_func ("/import/lifetime/store-is-free", test_store_is_free);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
