/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The command sync: lists, adds, runs and removes the syncs of a history. */

#include "footprintsd/commands/fpd-commands.h"

#include <glib-unix.h>
#include <stdio.h>

static int interval_minutes;
static char *base_url;

static const GOptionEntry entries[] = { { "interval", 'i', 0, G_OPTION_ARG_INT, &interval_minutes,
                                          "How often a new sync runs, in minutes (60)", "N" },
                                        { "base-url", 0, 0, G_OPTION_ARG_STRING, &base_url,
                                          "The service's address, if not the usual one", "URL" },
                                        { NULL } };

static FootprintsStore *
open_store (const FpdConfig *config, gboolean create, GError **error)
{
  FootprintsStore *store = footprints_store_open (
      config->database_path, create ? FOOTPRINTS_STORE_OPEN_NONE : FOOTPRINTS_STORE_OPEN_NO_CREATE,
      NULL, error);

  if (store != NULL && config->key_file != NULL)
    footprints_store_set_key_file (store, config->key_file);
  return store;
}

static void
print_sync (const FpdConfig *config, FootprintsSyncConfig *sync)
{
  const char *problem = footprints_sync_config_get_last_error (sync);
  gint64 last_at = footprints_sync_config_get_last_sync_at (sync);
  g_autofree char *moment = fpd_dup_moment (last_at, config->zone);

  printf ("%6" G_GINT64_FORMAT "  %-16s", footprints_sync_config_get_id (sync),
          last_at > 0 ? moment : "never");
  printf ("  every %" G_GINT64_FORMAT " min  %s of ",
          footprints_sync_config_get_interval_minutes (sync),
          footprints_sync_config_get_source (sync));
  fpd_print_plain (footprints_sync_config_get_account (sync));
  puts (footprints_sync_config_is_enabled (sync) ? "" : " (paused)");
  if (problem == NULL)
    return;
  fputs ("        failing: ", stdout);
  fpd_print_plain (problem);
  putchar ('\n');
}

static gboolean
list (const FpdConfig *config, GError **error)
{
  g_autoptr (FootprintsStore) store = fpd_command_open_for_reading (config, error);
  g_autoptr (GListModel) syncs =
      store != NULL ? footprints_store_list_sync_configs (store, NULL, error) : NULL;

  if (syncs == NULL)
    return FALSE;
  if (g_list_model_get_n_items (syncs) == 0)
    puts ("No syncs yet; “footprintsd sync add SERVICE ACCOUNT” adds one.");
  else
    printf ("%6s  %-16s\n", "id", "last synced");
  for (guint i = 0; i < g_list_model_get_n_items (syncs); i++)
    {
      g_autoptr (FootprintsSyncConfig) sync = g_list_model_get_item (syncs, i);

      print_sync (config, sync);
    }
  return TRUE;
}

/* The key is not an argument, since every user of the machine can see those. */
static char *
read_secret (void)
{
  char *secret = fpd_command_read_hidden ("Key or token of the service (empty: none)");

  if (secret == NULL || *secret != '\0')
    return secret;
  g_free (secret);
  return NULL;
}

static gboolean
add (const FpdConfig *config, const char *source, const char *account, GError **error)
{
  g_autoptr (FootprintsSyncConfig) sync = footprints_sync_config_new (source, account);
  g_autoptr (FootprintsStore) store = NULL;
  g_autofree char *secret = read_secret ();

  footprints_sync_config_set_secret (sync, secret);
  footprints_sync_config_set_base_url (sync, base_url);
  if (interval_minutes != 0)
    footprints_sync_config_set_interval_minutes (sync, interval_minutes);
  store = open_store (config, TRUE, error);
  if (store == NULL || !footprints_store_save_sync_config (store, sync, NULL, error))
    return FALSE;
  printf ("Sync %" G_GINT64_FORMAT " was added; a running server fetches its plays within a "
          "minute.\n",
          footprints_sync_config_get_id (sync));
  return TRUE;
}

static gboolean
remove_sync (const FpdConfig *config, gint64 id, GError **error)
{
  g_autoptr (FootprintsStore) store = open_store (config, FALSE, error);

  if (store == NULL || !footprints_store_delete_sync_config (store, id, NULL, error))
    return FALSE;
  puts ("The sync was removed; its plays stay.");
  return TRUE;
}

typedef struct
{
  GMainLoop *loop;
  FootprintsSyncRun *run;
  GError *error;
} Running;

static void
on_run (GObject *object, GAsyncResult *result, gpointer data)
{
  Running *running = data;

  running->run = footprints_sync_scheduler_trigger_finish (FOOTPRINTS_SYNC_SCHEDULER (object),
                                                           result, &running->error);
  g_main_loop_quit (running->loop);
}

static void
on_stopped (GObject *object, GAsyncResult *result, gpointer data)
{
  Running *running = data;

  footprints_sync_scheduler_stop_finish (FOOTPRINTS_SYNC_SCHEDULER (object), result, NULL);
  g_main_loop_quit (running->loop);
}

/* Ends the run, which then reports that it was cancelled. */
static gboolean
sync_on_interrupt (gpointer data)
{
  footprints_sync_scheduler_stop_async (data, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
run_sync (const FpdConfig *config, gint64 id, GError **error)
{
  g_autoptr (FootprintsStore) store = open_store (config, FALSE, error);
  g_autoptr (FootprintsSyncScheduler) scheduler =
      store != NULL ? footprints_sync_scheduler_new (store) : NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Running running = { loop, NULL, NULL };
  guint interrupt;

  if (scheduler == NULL)
    return FALSE;
  footprints_sync_scheduler_set_contact (scheduler, config->contact);
  interrupt = g_unix_signal_add (SIGINT, sync_on_interrupt, scheduler);
  footprints_sync_scheduler_trigger_async (scheduler, id, on_run, &running);
  g_main_loop_run (loop);
  /* Once this is done, the result of the run is stored. */
  footprints_sync_scheduler_stop_async (scheduler, on_stopped, &running);
  g_main_loop_run (loop);
  g_source_remove (interrupt);
  footprints_store_close (store);
  if (running.run == NULL)
    {
      g_propagate_error (error, running.error);
      return FALSE;
    }
  printf ("%" G_GINT64_FORMAT " %s checked, %" G_GINT64_FORMAT " new\n",
          footprints_sync_run_get_n_rows (running.run),
          footprints_sync_run_get_n_rows (running.run) == 1 ? "play" : "plays",
          footprints_sync_run_get_n_new (running.run));
  g_object_unref (running.run);
  return TRUE;
}

static int
run_with_id (const FpdConfig *config,
             const char *text,
             gboolean (*run) (const FpdConfig *config, gint64 id, GError **error))
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (!g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    {
      fprintf (stderr, "footprintsd: “%s” is not a valid id\n", text);
      return FPD_EXIT_USAGE;
    }
  return run (config, id, &error) ? FPD_EXIT_OK : fpd_command_fail (error);
}

static int
run_any (const FpdConfig *config, int argc, char **argv)
{
  const char *action = argc > 1 ? argv[1] : "list";
  g_autoptr (GError) error = NULL;

  if (g_str_equal (action, "list") && argc <= 2)
    return list (config, &error) ? FPD_EXIT_OK : fpd_command_fail (error);
  if (g_str_equal (action, "add") && argc == 4)
    return add (config, argv[2], argv[3], &error) ? FPD_EXIT_OK : fpd_command_fail (error);
  if (g_str_equal (action, "run") && argc == 3)
    return run_with_id (config, argv[2], run_sync);
  if (g_str_equal (action, "remove") && argc == 3)
    return run_with_id (config, argv[2], remove_sync);
  return fpd_command_fail_usage (
      "sync takes list, add SERVICE ACCOUNT, run ID or remove ID; see footprintsd sync --help");
}

int
fpd_command_sync (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, "list | add SERVICE ACCOUNT | run ID | remove ID",
      "Lists the syncs of the history, adds one, runs one now, or removes one, whose plays\n"
      "stay. SERVICE is lastfm or listenbrainz; its key or token is asked for, or read from\n"
      "standard input.",
      entries, &config);

  if (status < 0)
    status = run_any (&config, argc, argv);
  fpd_config_clear (&config);
  return status;
}
