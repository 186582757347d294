/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "sync-watch.h"

#include "libfootprints/core/footprints-clock-private.h"

static void
on_started (FootprintsSyncScheduler *scheduler, gint64 id, Watch *watch)
{
  watch->n_started++;
}

static void
on_finished (FootprintsSyncScheduler *scheduler, gint64 id, FootprintsSyncRun *run, Watch *watch)
{
  watch->n_finished++;
  watch->n_last_new = footprints_sync_run_get_n_new (run);
}

static void
on_failed (FootprintsSyncScheduler *scheduler, gint64 id, FootprintsSyncRun *run, Watch *watch)
{
  watch->n_failed++;
  g_free (watch->last_error);
  watch->last_error = g_strdup (footprints_sync_run_get_error (run));
}

static void
on_failing (FootprintsSyncScheduler *scheduler, gint64 id, FootprintsSyncRun *run, Watch *watch)
{
  watch->n_failing++;
}

static void
on_recovered (FootprintsSyncScheduler *scheduler, gint64 id, Watch *watch)
{
  watch->n_recovered++;
}

void
watch_start (Watch *watch, FootprintsStore *store)
{
  watch->scheduler = footprints_sync_scheduler_new (store);
  g_signal_connect (watch->scheduler, "run-started", G_CALLBACK (on_started), watch);
  g_signal_connect (watch->scheduler, "run-finished", G_CALLBACK (on_finished), watch);
  g_signal_connect (watch->scheduler, "run-failed", G_CALLBACK (on_failed), watch);
  g_signal_connect (watch->scheduler, "failing", G_CALLBACK (on_failing), watch);
  g_signal_connect (watch->scheduler, "recovered", G_CALLBACK (on_recovered), watch);
}

/* Every caller that stops it, during the stop or after it, is notified of the end. */
void
watch_stop (Watch *watch)
{
  TestResult results[3] = { 0 };

  for (guint i = 0; i < 2; i++)
    footprints_sync_scheduler_stop_async (watch->scheduler, test_result_cb, &results[i]);
  for (guint i = 0; i < 3; i++)
    {
      if (i == 2)
        footprints_sync_scheduler_stop_async (watch->scheduler, test_result_cb, &results[i]);
      g_assert_true (footprints_sync_scheduler_stop_finish (watch->scheduler,
                                                            test_result_wait (&results[i]), NULL));
      test_result_clear (&results[i]);
    }
  g_clear_object (&watch->scheduler);
}

void
watch_clear (Watch *watch)
{
  if (watch->scheduler != NULL)
    watch_stop (watch);
  g_free (watch->last_error);
  _footprints_clock_thaw ();
}
