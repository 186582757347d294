/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Keeps an account in sync and reports what happens:
 *   watch-sync [--once] DATABASE SOURCE USER [SECRET [BASE_URL]] */

#include <libfootprints/footprints.h>

static gboolean once;

static void
on_progress (FootprintsSyncScheduler *scheduler,
             gint64 id,
             gint64 n_fetched,
             gint64 n_new,
             gint64 expected_total,
             gpointer data)
{
  g_printerr ("%" G_GINT64_FORMAT " fetched, %" G_GINT64_FORMAT " new\n", n_fetched, n_new);
}

static void
on_finished (FootprintsSyncScheduler *scheduler, gint64 id, FootprintsSyncRun *run, GMainLoop *loop)
{
  g_print ("%" G_GINT64_FORMAT " new plays\n", footprints_sync_run_get_n_new (run));
  if (once)
    g_main_loop_quit (loop);
}

static void
on_failed (FootprintsSyncScheduler *scheduler, gint64 id, FootprintsSyncRun *run, GMainLoop *loop)
{
  g_print ("failed: %s\n", footprints_sync_run_get_error (run));
  if (once)
    g_main_loop_quit (loop);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer loop)
{
  footprints_sync_scheduler_stop_finish (FOOTPRINTS_SYNC_SCHEDULER (source), result, NULL);
  g_main_loop_quit (loop);
}

static void
watch (FootprintsStore *store)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (FootprintsSyncScheduler) scheduler = footprints_sync_scheduler_new (store);

  g_signal_connect (scheduler, "run-progress", G_CALLBACK (on_progress), NULL);
  g_signal_connect (scheduler, "run-finished", G_CALLBACK (on_finished), loop);
  g_signal_connect (scheduler, "run-failed", G_CALLBACK (on_failed), loop);
  footprints_sync_scheduler_start (scheduler);
  g_main_loop_run (loop);
  footprints_sync_scheduler_stop_async (scheduler, on_stopped, loop);
  g_main_loop_run (loop);
}

int
main (int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, "Exit after the first run", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context =
      g_option_context_new ("DATABASE SOURCE USER [SECRET [BASE_URL]]");
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (FootprintsSyncConfig) config = NULL;
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc < 4)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "see watch-sync --help");
      return 2;
    }
  store = footprints_store_open (argv[1], FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
  if (store != NULL)
    {
      config = footprints_sync_config_new (argv[2], argv[3]);
      footprints_sync_config_set_secret (config, argc > 4 ? argv[4] : NULL);
      footprints_sync_config_set_base_url (config, argc > 5 ? argv[5] : NULL);
      /* On the second run, the sync already exists. */
      if (!footprints_store_save_sync_config (store, config, NULL, &error) &&
          g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_EXISTS))
        g_clear_error (&error);
    }
  if (error != NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  watch (store);
  return 0;
}
