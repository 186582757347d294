/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/commands/fpd-commands.h"
#include "footprintsd/fpd-server.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>

static gboolean
on_signal (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

/* The first request should not pay for reading the whole ledger. */
static void
on_history_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsHistory) history =
      footprints_store_get_history_finish (FOOTPRINTS_STORE (source), result, &error);

  if (history == NULL && !g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CLOSED))
    g_warning ("The history cannot be read: %s", error->message);
}

static void
serve_store (FootprintsStore *store,
             FpdListener *listener,
             const FpdConfig *config,
             const FpdNotifyConfig *notify)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *uri = fpd_listener_dup_uri (listener);
  FpdServer *server = fpd_server_new (store, config->contact, notify);

  footprints_store_get_history_async (store, NULL, on_history_loaded, NULL);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  fpd_server_start (server, listener);
  printf ("Listening on %s\n", uri);
  fflush (stdout);
  g_main_loop_run (loop);
  fpd_server_stop (server);
  fpd_server_free (server);
}

/* Whoever cannot have the address leaves no new history behind. */
static int
serve (const FpdConfig *config, const FpdNotifyConfig *notify)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdListener) listener = fpd_listener_new (config, &error);
  g_autoptr (FootprintsStore) store =
      listener != NULL
          ? footprints_store_open (config->database_path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error)
          : NULL;

  if (store == NULL)
    return fpd_command_fail (error);
  /* A client that goes away is an error to handle, not a reason to die. */
  signal (SIGPIPE, SIG_IGN);
  footprints_store_set_key_file (store, config->key_file);
  serve_store (store, listener, config, notify);
  footprints_store_close (store);
  return FPD_EXIT_OK;
}

int
fpd_command_serve (int argc, char **argv)
{
  FpdConfig config = { 0 };
  FpdNotifyConfig notify = { 0 };
  g_autoptr (GError) error = NULL;
  int status = fpd_command_parse (
      &argc, &argv, NULL, "Serves the history over HTTP until it is told to stop.", NULL, &config);

  if (status < 0 && argc > 1)
    status =
        fpd_command_fail_usage ("serve takes no arguments; a command comes before its options, as "
                                "in: footprintsd report --database FILE");
  if (status < 0 && !fpd_notify_config_load (&notify, &error))
    status = fpd_command_fail (error);
  if (status < 0)
    status = serve (&config, &notify);
  fpd_notify_config_clear (&notify);
  fpd_config_clear (&config);
  return status;
}
