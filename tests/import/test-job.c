/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "import-support.h"

#include <string.h>

/* Five batches. */
#define N_PLAYS 100000

static char *
make_file (const char *name, guint n_plays)
{
  g_autofree char *text = import_test_make_csv (n_plays);

  return import_test_file (name, text, -1);
}

typedef struct
{
  FootprintsImportJob *job;
  GCancellable *cancellable; /* to cancel once rows are stored; NULL: never */
  GThread *owner;
  GError *error;
  double progress;
  gint64 n_rows;
  guint n_notified;
  gboolean done;
} Watch;

static void
on_notify (GObject *object, GParamSpec *pspec, gpointer data)
{
  Watch *watch = data;
  double progress = footprints_import_job_get_progress (watch->job);
  gint64 n_rows = footprints_import_job_get_n_rows (watch->job);

  g_assert_true (g_thread_self () == watch->owner);
  g_assert_cmpfloat (progress, >=, watch->progress);
  g_assert_cmpfloat (progress, <=, 1);
  g_assert_cmpint (n_rows, >=, watch->n_rows);
  watch->progress = progress;
  watch->n_rows = n_rows;
  watch->n_notified++;
  if (watch->cancellable != NULL && n_rows > 0)
    g_cancellable_cancel (watch->cancellable);
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  Watch *watch = data;

  g_assert_true (g_thread_self () == watch->owner);
  footprints_import_job_run_finish (FOOTPRINTS_IMPORT_JOB (object), result, &watch->error);
  watch->done = TRUE;
}

static void
run_watched (FootprintsImportJob *job, GCancellable *cancellable, Watch *watch)
{
  *watch = (Watch){ .job = job, .cancellable = cancellable, .owner = g_thread_self () };
  g_signal_connect (job, "notify::progress", G_CALLBACK (on_notify), watch);
  footprints_import_job_run_async (job, cancellable, on_done, watch);
  while (!watch->done)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_signal_handlers_disconnect_by_data (job, watch);
}

static void
test_progress (void)
{
  g_autofree char *text = import_test_make_csv (N_PLAYS);
  const ImportMember members[] = {
    { "a.csv", text, strlen (text) },
    { "b.csv", text, strlen (text) },
  };
  g_autofree char *archive = import_test_archive ("two.zip", "zip", "none", members, 2);
  g_autofree char *plain = make_file ("plain.csv", N_PLAYS);
  const char *const paths[] = { plain, archive };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *database_path = g_strconcat (paths[i], ".db", NULL);
      g_autoptr (FootprintsStore) store = test_open (database_path);
      g_autoptr (FootprintsFileImporter) importer = import_test_importer (paths[i]);
      g_autoptr (FootprintsImportJob) job =
          footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
      g_autoptr (FootprintsImportSummary) summary = NULL;
      Watch watch;

      g_assert_cmpint (footprints_import_job_get_state (job), ==, FOOTPRINTS_IMPORT_STATE_QUEUED);
      run_watched (job, NULL, &watch);
      g_assert_no_error (watch.error);
      g_assert_cmpuint (watch.n_notified, >=, 1);
      g_assert_cmpfloat (footprints_import_job_get_progress (job), ==, 1);
      g_assert_cmpfloat (footprints_import_job_get_rows_per_second (job), >, 0);
      summary = footprints_import_job_get_summary (job);
      import_test_check_numbers (summary, N_PLAYS, i * N_PLAYS, 0);
    }
}

/* Notifications come in the context that made the job, also when that is not the main one. */
static gpointer
own_context_thread (gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  test_progress ();
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
test_own_context (void)
{
  g_thread_join (g_thread_new ("owner", own_context_thread, NULL));
}

static void
test_runs_once (void)
{
  g_autofree char *path = make_file ("once.csv", 10);
  g_autofree char *database_path = test_path ("once.db");
  g_autoptr (FootprintsStore) store = test_open (database_path);
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GError) error = NULL;

  g_assert_true (footprints_import_job_run (job, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (footprints_import_job_run (job, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  g_assert_cmpint (footprints_import_job_get_state (job), ==, FOOTPRINTS_IMPORT_STATE_FINISHED);
}

static char **
dump_whole (const char *path)
{
  g_autofree char *database_path = test_path ("whole.db");
  g_autoptr (FootprintsStore) store = test_open (database_path);
  g_autoptr (FootprintsImportSummary) G_GNUC_UNUSED summary = import_test_run_job (store, path);

  footprints_store_close (store);
  return import_test_dump (database_path);
}

/* Cancels when the first batch is stored. */
static void
cancel_midway (FootprintsStore *store, const char *path)
{
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch watch;

  run_watched (job, cancellable, &watch);
  g_assert_error (watch.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&watch.error);
  g_assert_cmpint (footprints_import_job_get_state (job), ==, FOOTPRINTS_IMPORT_STATE_CANCELLED);
  g_assert_cmpfloat (footprints_import_job_get_progress (job), <, 1);
  summary = footprints_import_job_get_summary (job);
  g_assert_cmpint (footprints_import_summary_get_n_rows (summary), >, 0);
  g_assert_cmpint (footprints_import_summary_get_n_rows (summary), <, N_PLAYS);
  import_test_check_numbers (summary, test_count (store), 0, 0);
}

static void
test_cancel_and_go_on (void)
{
  g_autofree char *path = make_file ("cancel.csv", N_PLAYS);
  g_autofree char *database_path = test_path ("cancel.db");
  g_autoptr (FootprintsStore) store = test_open (database_path);
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_auto (GStrv) expected = dump_whole (path);
  g_auto (GStrv) plays = NULL;

  cancel_midway (store, path);
  summary = import_test_run_job (store, path);
  /* All rows, those of the first run too. */
  import_test_check_numbers (summary, N_PLAYS, 0, 0);
  footprints_store_close (store);
  plays = import_test_dump (database_path);
  g_assert_cmpstrv (plays, expected);
  test_sql_check_ledger (database_path);
}

static void
test_cancelled_before (void)
{
  g_autofree char *path = make_file ("before.csv", 10);
  g_autofree char *database_path = test_path ("before.db");
  g_autoptr (FootprintsStore) store = test_open (database_path);
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (guint dry = 0; dry < 2; dry++)
    {
      g_autoptr (FootprintsImportJob) job =
          footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
      g_autoptr (GError) error = NULL;

      footprints_import_job_set_dry_run (job, dry == 1);
      g_assert_false (footprints_import_job_run (job, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_assert_cmpint (test_count (store), ==, 0);
}

/* The same size, beginning and end, and other rows in between. */
static void
test_changed_between (void)
{
  g_autofree char *text = import_test_make_csv (N_PLAYS);
  g_autofree char *path = import_test_file ("changed.csv", text, -1);
  g_autofree char *database_path = test_path ("changed.db");
  g_autoptr (FootprintsStore) store = test_open (database_path);
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_auto (GStrv) plays = NULL;
  g_auto (GStrv) expected = NULL;
  char *place = strstr (text + 200 * 1024, "Track ");

  cancel_midway (store, path);
  g_assert_nonnull (place);
  memcpy (place, "Other ", 6);
  test_write_file (path, text, strlen (text));
  summary = import_test_run_job (store, path);
  g_assert_cmpint (footprints_import_summary_get_n_rows (summary), ==, N_PLAYS);
  g_assert_cmpint (footprints_import_summary_get_n_rejected (summary), ==, 0);
  /* Nothing of either content is lost. */
  g_assert_cmpint (test_count (store), ==, N_PLAYS + 1);
  footprints_store_close (store);
  plays = import_test_dump (database_path);
  expected = dump_whole (path);
  for (guint i = 0; expected[i] != NULL; i++)
    if (strstr (expected[i], "Other ") != NULL)
      g_assert_true (g_strv_contains ((const char *const *) plays, expected[i]));
}

/* Two jobs on one file at the same time, in one store and in two. */
static void
test_two_at_once (void)
{
  g_autofree char *path = make_file ("two.csv", N_PLAYS);
  g_auto (GStrv) expected = dump_whole (path);

  for (guint n_stores = 1; n_stores <= 2; n_stores++)
    {
      g_autofree char *name = g_strdup_printf ("two-%u.db", n_stores);
      g_autofree char *database_path = test_path (name);
      g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
      FootprintsStore *stores[2];
      FootprintsImportJob *jobs[2];
      Watch watches[2] = { 0 };
      g_auto (GStrv) plays = NULL;

      for (guint i = 0; i < 2; i++)
        {
          stores[i] = i < n_stores ? test_open (database_path) : g_object_ref (stores[0]);
          jobs[i] = footprints_import_job_new (stores[i], FOOTPRINTS_IMPORT_SOURCE (importer));
          watches[i].owner = g_thread_self ();
          footprints_import_job_run_async (jobs[i], NULL, on_done, &watches[i]);
        }
      for (guint i = 0; i < 2; i++)
        {
          g_autoptr (FootprintsImportSummary) summary = NULL;

          test_wait (&watches[i].done);
          g_assert_no_error (watches[i].error);
          summary = footprints_import_job_get_summary (jobs[i]);
          import_test_check_numbers (summary, footprints_import_summary_get_n_new (summary),
                                     footprints_import_summary_get_n_duplicate (summary), 0);
          g_assert_cmpint (footprints_import_summary_get_n_rows (summary), ==, N_PLAYS);
        }
      for (guint i = 0; i < 2; i++)
        {
          g_object_unref (jobs[i]);
          footprints_store_close (stores[i]);
          g_object_unref (stores[i]);
        }
      plays = import_test_dump (database_path);
      g_assert_cmpstrv (plays, expected);
      test_sql_check_ledger (database_path);
    }
}

/* A dry run knows what is stored already, and what the file holds twice. */
static void
test_dry_run_on_stored (void)
{
  g_autofree char *half_path = make_file ("half.csv", 500);
  g_autofree char *path = make_file ("dry.csv", 1000);
  g_autofree char *database_path = test_path ("dry.db");
  g_autoptr (FootprintsStore) store = test_open (database_path);
  g_autoptr (FootprintsImportSummary) G_GNUC_UNUSED half = import_test_run_job (store, half_path);
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (FootprintsImportSummary) real = NULL;
  g_autoptr (GError) error = NULL;

  footprints_import_job_set_dry_run (job, TRUE);
  g_assert_true (footprints_import_job_run (job, NULL, &error));
  g_assert_no_error (error);
  summary = footprints_import_job_get_summary (job);
  import_test_check_numbers (summary, 500, 500, 0);
  g_assert_cmpint (test_count (store), ==, 500);
  real = import_test_run_job (store, path);
  import_test_check_numbers (real, 500, 500, 0);
}

/* The same on a ledger that may only be read. */
static void
test_dry_run_read_only (void)
{
  g_autofree char *path = make_file ("dry.csv", 100);
  g_autofree char *database_path = test_path ("read-only.db");
  g_autoptr (FootprintsStore) made = test_open (database_path);
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
  g_autoptr (FootprintsImportJob) job = NULL;
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (GError) error = NULL;

  footprints_store_close (made);
  store = footprints_store_open (database_path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, &error);
  g_assert_no_error (error);
  job = footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  footprints_import_job_set_dry_run (job, TRUE);
  g_assert_true (footprints_import_job_run (job, NULL, &error));
  g_assert_no_error (error);
  summary = footprints_import_job_get_summary (job);
  import_test_check_numbers (summary, 100, 0, 0);
}

static void
add_tests (void)
{
  g_test_add_func ("/import/job/progress", test_progress);
  g_test_add_func ("/import/job/own-context", test_own_context);
  g_test_add_func ("/import/job/runs-once", test_runs_once);
  g_test_add_func ("/import/job/cancel-and-go-on", test_cancel_and_go_on);
  g_test_add_func ("/import/job/cancelled-before", test_cancelled_before);
  g_test_add_func ("/import/job/changed-between", test_changed_between);
  g_test_add_func ("/import/job/two-at-once", test_two_at_once);
  g_test_add_func ("/import/job/dry-run-on-stored", test_dry_run_on_stored);
  g_test_add_func ("/import/job/dry-run-read-only", test_dry_run_read_only);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
