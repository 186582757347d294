/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The command serve: runs the server until a signal stops it. */

#include "footprintsd/commands/fpd-commands.h"
#include "footprintsd/config/fpd-log.h"
#include "footprintsd/server/fpd-memory.h"
#include "footprintsd/server/fpd-server.h"
#include "footprintsd/tenant/fpd-backup-schedule.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>

static gboolean
on_signal (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

typedef struct
{
  FpdSite *site;
  FpdListener *listener;
} Served;

/* Reads the log level again from the configuration file and the environment. */
static gboolean
reload_log_level (const FpdConfig *config, GError **error)
{
  const char *file = fpd_settings_get_file (config->settings);
  g_autoptr (FpdSettings) settings = fpd_settings_new (file, error);
  GLogLevelFlags level;

  if (settings == NULL)
    return FALSE;
  if (!fpd_log_parse_level (fpd_settings_get (settings, "FOOTPRINTS_LOG_LEVEL"), &level))
    return fpd_settings_fail (settings, "FOOTPRINTS_LOG_LEVEL",
                              "unknown level: use error, warning, message, info or debug", error);
  fpd_log_set_level (level);
  return TRUE;
}

/* Reloads what can change while the server runs. */
static gboolean
on_hang_up (gpointer data)
{
  const Served *served = data;
  g_autoptr (GError) error = NULL;

  fpd_backup_schedule_look (served->site->backups);
  if (fpd_listener_reload (served->listener, &error) &&
      reload_log_level (served->site->config, &error))
    g_message ("Reloaded the TLS certificate and the log level; other changes need a restart");
  else
    g_warning ("%s", error->message);
  return G_SOURCE_CONTINUE;
}

/* systemd kills a service that stops reporting that it is alive. */
static gboolean
on_watchdog (gpointer data)
{
  sd_notify (FALSE, "WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}

static void
tell_systemd (void)
{
  guint64 interval_us = 0;

  sd_notify (FALSE, "READY=1");
  if (sd_watchdog_enabled (FALSE, &interval_us) > 0)
    g_timeout_add ((guint) (interval_us / 2 / 1000), on_watchdog, NULL);
}

/* Many systems allow a program more open files than they give it by default. */
static void
raise_file_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

/* Whoever sees this output may create the first account. */
static void
tell_people (FpdListener *listener, const FpdSite *site)
{
  g_autofree char *uris = fpd_listener_dup_uris (listener);
  g_autofree char *uri = fpd_listener_dup_uri (listener);

  printf ("Listening on %s\n", uris);
  if (site->setup_code != NULL && uri != NULL)
    printf ("Nobody has an account yet. Create yours: %s#setup=%s\n", uri, site->setup_code);
  else if (site->setup_code != NULL)
    printf ("Nobody has an account yet. Setup code: %s\n", site->setup_code);
  fflush (stdout);
}

static void
serve_site (FpdSite *site, FpdListener *listener)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  FpdServer *server = fpd_server_new (site);
  Served served = { site, listener };

  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  g_unix_signal_add (SIGHUP, on_hang_up, &served);
  fpd_server_start (server, listener);
  tell_people (listener, site);
  tell_systemd ();
  g_main_loop_run (loop);
  sd_notify (FALSE, "STOPPING=1");
  fpd_server_stop (server);
  fpd_server_free (server);
}

/* Opens the history once before the server reports that it is ready. */
static gboolean
check_history (const FpdConfig *config, GError **error)
{
  g_autoptr (FootprintsStore) store =
      footprints_store_open (config->database_path, FOOTPRINTS_STORE_OPEN_NONE, NULL, error);

  return store != NULL;
}

/* Listens first: a server that cannot have its address leaves no new history behind. */
static int
serve (const FpdConfig *config, const FpdNotifyConfig *notify)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdListener) listener = fpd_listener_new (config, &error);
  g_autoptr (FpdSite) site = NULL;

  if (listener != NULL)
    fpd_config_make_folder (config);
  if (listener == NULL || !check_history (config, &error))
    return fpd_command_fail (error);
  site = fpd_site_new (config, notify, &error);
  if (site == NULL)
    return fpd_command_fail (error);
  fpd_memory_init ();
  /* A client that goes away is an error to handle, not a reason to die. */
  signal (SIGPIPE, SIG_IGN);
  raise_file_limit ();
  serve_site (site, listener);
  return FPD_EXIT_OK;
}

int
fpd_command_serve (int argc, char **argv)
{
  FpdConfig config = { 0 };
  FpdNotifyConfig notify = { 0 };
  g_autoptr (GError) error = NULL;
  int status = fpd_command_parse (
      &argc, &argv, NULL, "Serves the history over HTTP until it is stopped.", NULL, &config);

  if (status < 0 && argc > 1)
    status =
        fpd_command_fail_usage ("serve takes no arguments; a command comes before its options, as "
                                "in: footprintsd report --database FILE");
  if (status < 0 && !fpd_notify_config_load (&notify, config.settings, &error))
    status = fpd_command_fail (error);
  if (status < 0)
    status = serve (&config, &notify);
  fpd_notify_config_clear (&notify);
  fpd_config_clear (&config);
  return status;
}
