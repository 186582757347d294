/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Comparing a history with the service it came from, and adding what is missing. */

#include "service-support.h"

#include "libfootprints/import/footprints-row-batch-private.h"

#define START (TEST_TIME - 400 * TEST_DAY_S)

typedef struct
{
  GMainLoop *loop;
  GError *error;
  gboolean done;
} Wait;

static void
on_run (GObject *object, GAsyncResult *result, gpointer data)
{
  Wait *wait = data;

  wait->done =
      footprints_verification_run_finish (FOOTPRINTS_VERIFICATION (object), result, &wait->error);
  g_main_loop_quit (wait->loop);
}

static void
on_progress (GObject *object, GParamSpec *pspec, gpointer data)
{
  double *last = data;
  double now = footprints_verification_get_progress (FOOTPRINTS_VERIFICATION (object));

  g_assert_cmpfloat (now, >=, *last);
  g_assert_cmpfloat (now, <=, 1);
  *last = now;
}

static FootprintsVerification *
verify (ServiceFixture *self,
        gboolean repair,
        gboolean thorough,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (FootprintsImporter) importer = service_make_importer (self);
  FootprintsVerification *verification = footprints_verification_new (self->store, importer);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Wait wait = { .loop = loop };
  double progress = 0;

  footprints_verification_set_repair (verification, repair);
  footprints_verification_set_thorough (verification, thorough);
  g_signal_connect (verification, "notify::progress", G_CALLBACK (on_progress), &progress);
  footprints_verification_run_async (verification, cancellable, on_run, &wait);
  g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (verification, &progress);
  g_assert_true (wait.done == (wait.error == NULL));
  if (wait.done)
    g_assert_cmpfloat (footprints_verification_get_progress (verification), ==, 1);
  if (wait.error != NULL)
    g_propagate_error (error, wait.error);
  return verification;
}

static FootprintsVerification *
verify_well (ServiceFixture *self, gboolean repair, gboolean thorough)
{
  g_autoptr (GError) error = NULL;
  FootprintsVerification *verification = verify (self, repair, thorough, NULL, &error);

  g_assert_no_error (error);
  return verification;
}

static void
check (FootprintsVerification *verification, gint64 n_missing, gint64 n_extra, gint64 n_repaired)
{
  g_assert_cmpint (footprints_verification_get_n_missing (verification), ==, n_missing);
  g_assert_cmpint (footprints_verification_get_n_extra (verification), ==, n_extra);
  g_assert_cmpint (footprints_verification_get_n_repaired (verification), ==, n_repaired);
}

static guint
count_walked (FootprintsVerification *verification)
{
  GListModel *months = footprints_verification_get_months (verification);
  guint n_walked = 0;

  for (guint i = 0; i < g_list_model_get_n_items (months); i++)
    {
      g_autoptr (FootprintsVerificationMonth) month = g_list_model_get_item (months, i);

      n_walked += footprints_verification_month_is_walked (month);
    }
  return n_walked;
}

static void
remove_play (ServiceFixture *self, const char *track, gint64 listened_at)
{
  FakePlay play = { .artist = "Somebody", .track = track, .listened_at = listened_at };

  g_assert_true (fake_service_remove_play (self->fake, SERVICE_TEST_USER, &play));
}

/* Counts that agree need no page. */
static void
test_whole (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsVerification) verification = NULL;
  g_autoptr (GPtrArray) log = NULL;

  service_add_plays (self, 1000, START, FALSE);
  g_object_unref (service_import (self));
  fake_service_clear_log (self->fake);
  verification = verify_well (self, TRUE, FALSE);
  check (verification, 0, 0, 0);
  g_assert_cmpint (footprints_verification_get_n_here (verification), ==,
                   service_get_n_different (self));
  g_assert_cmpuint (count_walked (verification), ==, 0);
  log = fake_service_dup_log (self->fake);
  for (guint i = 0; i < log->len; i++)
    g_assert_true (g_str_has_suffix (log->pdata[i], "/listen-count") ||
                   strstr (log->pdata[i], "&limit=1&") != NULL ||
                   g_str_has_suffix (log->pdata[i], "&limit=1"));
  if (self->kind == FAKE_LISTENBRAINZ)
    g_assert_cmpuint (log->len, ==, 1);
}

/* Plays that came late and plays that are gone are distinguished; only the first are repaired. */
static void
test_differences (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsUndoSummary) undo = NULL;
  g_autoptr (FootprintsVerification) found = NULL;
  g_autoptr (FootprintsVerification) repaired = NULL;
  g_autoptr (FootprintsVerification) again = NULL;
  g_autoptr (GListModel) imports = NULL;
  g_autoptr (FootprintsImportEntry) entry = NULL;
  g_autofree char *json = NULL;
  gint64 n_before;

  service_add_plays (self, 500, START, FALSE);
  service_add_play (self, "Gone", START + 7);
  g_object_unref (service_import (self));
  n_before = test_count (self->store);
  remove_play (self, "Gone", START + 7);
  service_add_play (self, "Late 1", START + 60 * TEST_DAY_S);
  service_add_play (self, "Late 2", START - 100 * TEST_DAY_S);
  service_add_play (self, "Late 3", START + 300 * TEST_DAY_S);
  service_add_play (self, "Late 4", START + 300 * TEST_DAY_S);

  found = verify_well (self, FALSE, FALSE);
  check (found, 4, 1, 0);
  g_assert_cmpint (test_count (self->store), ==, n_before);
  json = footprints_verification_to_json (found);
  g_assert_nonnull (strstr (json, "\"missing\":4,\"extra\":1,\"repaired\":0"));

  repaired = verify_well (self, TRUE, FALSE);
  check (repaired, 4, 1, 4);
  g_assert_cmpint (test_count (self->store), ==, n_before + 4);
  again = verify_well (self, TRUE, FALSE);
  check (again, 0, 1, 0);

  imports = footprints_store_list_imports (self->store, 10, NULL, NULL);
  entry = g_list_model_get_item (imports, 0);
  g_assert_true (g_str_has_prefix (footprints_import_entry_get_label (entry), "Repair of "));
  g_assert_cmpint (footprints_import_entry_get_n_new (entry), ==, 4);
  undo = footprints_store_undo_import (self->store, footprints_import_entry_get_id (entry), NULL,
                                       NULL);
  g_assert_cmpint (footprints_undo_summary_get_n_removed (undo), ==, 4);
  g_assert_cmpint (footprints_undo_summary_get_n_kept (undo), ==, 0);
  g_assert_cmpint (test_count (self->store), ==, n_before);
}

/* Months that agree are left alone where the service counts months. */
static void
test_only_what_differs (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsVerification) verification = NULL;
  guint n_months;

  service_add_plays (self, 2000, START, FALSE);
  service_add_play (self, "Once", START + 90 * TEST_DAY_S);
  service_add_play (self, "Twice", START + 180 * TEST_DAY_S);
  g_object_unref (service_import (self));
  service_add_play (self, "Late", START + 3);
  verification = verify_well (self, FALSE, FALSE);
  check (verification, 1, 0, 0);
  n_months = g_list_model_get_n_items (footprints_verification_get_months (verification));
  g_assert_cmpuint (n_months, >, 2);
  g_assert_cmpuint (count_walked (verification), ==, self->kind == FAKE_LASTFM ? 1 : n_months);
}

/* One more and one less in a month: the counts cannot show it, the plays do. */
static void
test_thorough (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsVerification) quick = NULL;
  g_autoptr (FootprintsVerification) thorough = NULL;

  service_add_plays (self, 300, START, FALSE);
  service_add_play (self, "Gone", START + 7);
  g_object_unref (service_import (self));
  remove_play (self, "Gone", START + 7);
  service_add_play (self, "Late", START + 8);
  quick = verify_well (self, FALSE, FALSE);
  check (quick, 0, 0, 0);
  thorough = verify_well (self, TRUE, TRUE);
  check (thorough, 1, 1, 1);
}

/* Everything is missing, and comes in batches; some of it shares seconds, some repeats. */
static void
test_repairs_all (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsVerification) empty = verify_well (self, TRUE, FALSE);
  g_autoptr (FootprintsVerification) verification = NULL;
  g_autoptr (FootprintsVerification) again = NULL;

  check (empty, 0, 0, 0);
  service_add_plays (self, 12000, START - 6 * 365 * TEST_DAY_S, TRUE);
  fake_service_set_short_pages (self->fake, TRUE);
  verification = verify_well (self, TRUE, FALSE);
  check (verification, service_get_n_different (self), 0, service_get_n_different (self));
  service_check_equal (self);
  again = verify_well (self, FALSE, TRUE);
  check (again, 0, 0, 0);
}

static void
test_fails (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsVerification) verification = NULL;
  g_autoptr (GError) error = NULL;

  service_add_plays (self, 300, START, FALSE);
  g_object_unref (service_import (self));
  service_add_play (self, "Late", START + 3);
  fake_service_fail_every (self->fake, FAKE_FAULT_HTML, 1);
  verification = verify (self, TRUE, FALSE, NULL, &error);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (error->message, SERVICE_TEST_USER));
  check (verification, 0, 0, 0);
}

static void
cancel_later (GObject *object, GParamSpec *pspec, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* What a repair had stored before it was ended stays, and the next one adds the rest. */
static void
test_cancelled (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FootprintsVerification) ended = NULL;
  g_autoptr (FootprintsVerification) rest = NULL;
  g_autoptr (GError) error = NULL;
  gulong handler =
      g_signal_connect (self->store, "changed", G_CALLBACK (cancel_later), cancellable);

  service_add_plays (self, 30000, START - 6 * 365 * TEST_DAY_S, TRUE);
  ended = verify (self, TRUE, FALSE, cancellable, &error);
  g_signal_handler_disconnect (self->store, handler);
  if (error != NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  rest = verify_well (self, TRUE, FALSE);
  service_check_equal (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Repairs of many batches. */
  _footprints_row_batch_limit_rows (100);
  service_add_test ("verify/whole", test_whole);
  service_add_test ("verify/differences", test_differences);
  service_add_test ("verify/only-what-differs", test_only_what_differs);
  service_add_test ("verify/thorough", test_thorough);
  service_add_test ("verify/repairs-all", test_repairs_all);
  service_add_test ("verify/fails", test_fails);
  service_add_test ("verify/cancelled", test_cancelled);
  return g_test_run ();
}
