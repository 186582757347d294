/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What the commands share: options, errors, hidden input and printing. */

#include "footprintsd/accounts/fpd-accounts.h"
#include "footprintsd/commands/fpd-commands.h"
#include "footprintsd/config/fpd-log.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* More than any password or token has. */
#define MAX_HIDDEN_BYTES 4096
#define MAX_COLUMNS 78

/* What GOption fills in; NULL: not given. */
static struct
{
  char *config;
  char *database;
  char *user;
  char *timezone;
  char *host;
  char *port;
  gboolean no_auth;
} options;

static gboolean names_server;

static const GOptionEntry config_entries[] = {
  { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config,
    "The configuration file (FOOTPRINTS_CONFIG)", "FILE" },
  { "database", 'd', 0, G_OPTION_ARG_FILENAME, &options.database,
    "The file that holds the history (DATABASE_PATH)", "FILE" },
  { "user", 'u', 0, G_OPTION_ARG_STRING, &options.user,
    "Whose history, on a server with accounts (the first)", "NAME" },
  { "timezone", 'z', 0, G_OPTION_ARG_STRING, &options.timezone,
    "Time zone of days, e.g. Europe/Berlin (the system's)", "ZONE" },
  { NULL }
};

static const GOptionEntry server_entries[] = {
  { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config,
    "The configuration file (FOOTPRINTS_CONFIG)", "FILE" },
  { "database", 'd', 0, G_OPTION_ARG_FILENAME, &options.database,
    "The file that holds the history (DATABASE_PATH)", "FILE" },
  { "host", 0, 0, G_OPTION_ARG_STRING, &options.host,
    "Where to listen, or unix:PATH (HOST; 127.0.0.1)", "ADDRESS" },
  { "port", 'p', 0, G_OPTION_ARG_STRING, &options.port,
    "The port to listen on, 0 for any free one (PORT; 3000)", "PORT" },
  { "no-auth", 0, 0, G_OPTION_ARG_NONE, &options.no_auth,
    "No accounts: anyone may do everything; loopback only", NULL },
  { NULL }
};

gboolean
fpd_open_accounts_if_any (const FpdConfig *config, FpdAccounts **accounts, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (config->database_path);
  g_autofree char *path = g_build_filename (folder, FPD_ACCOUNTS_FILE, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  *accounts = fpd_accounts_open (config->database_path, error);
  return *accounts != NULL;
}

gboolean
fpd_use_ledger_of (FpdConfig *config, const char *name, GError **error)
{
  g_autoptr (FpdAccounts) accounts = fpd_accounts_open (config->database_path, error);
  g_autoptr (FpdAccount) account = accounts != NULL ? fpd_accounts_find (accounts, name) : NULL;

  if (accounts == NULL)
    return FALSE;
  if (account == NULL)
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "unknown user “%s”; “footprintsd user list” shows all users", name);
      return FALSE;
    }
  if (config->key_file != NULL && account->id > 1)
    {
      g_autofree char *first = config->key_file;

      config->key_file = g_strdup_printf ("%s.%" G_GINT64_FORMAT, first, account->id);
    }
  g_free (config->database_path);
  config->database_path = fpd_accounts_dup_ledger_path (accounts, account);
  return TRUE;
}

int
fpd_command_fail_usage (const char *message)
{
  fprintf (stderr, "footprintsd: %s\n", message);
  return FPD_EXIT_USAGE;
}

int
fpd_command_fail (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      fprintf (stderr, "footprintsd: interrupted\n");
      return FPD_EXIT_INTERRUPTED;
    }
  fprintf (stderr, "footprintsd: %s\n", error->message);
  return g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT) ||
                 g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_AMBIGUOUS)
             ? FPD_EXIT_USAGE
             : FPD_EXIT_FAILED;
}

static gboolean
load_config (FpdConfig *config, GError **error)
{
  FpdSettings *settings = fpd_settings_new (options.config, error);

  if (settings == NULL)
    return FALSE;
  fpd_settings_set_option (settings, "DATABASE_PATH", "--database", options.database);
  fpd_settings_set_option (settings, "HOST", "--host", options.host);
  fpd_settings_set_option (settings, "PORT", "--port", options.port);
  fpd_settings_set_option (settings, "FOOTPRINTS_AUTH", "--no-auth",
                           options.no_auth ? "false" : NULL);
  return fpd_config_load (config, settings, options.timezone, error) &&
         (options.user == NULL || fpd_use_ledger_of (config, options.user, error));
}

gboolean
fpd_command_names_server (void)
{
  return names_server;
}

static void
clear_options (void)
{
  g_clear_pointer (&options.config, g_free);
  g_clear_pointer (&options.database, g_free);
  g_clear_pointer (&options.user, g_free);
  g_clear_pointer (&options.timezone, g_free);
  g_clear_pointer (&options.host, g_free);
  g_clear_pointer (&options.port, g_free);
}

/* @text, wrapped for a terminal (transfer full). */
static char *
wrap (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  GString *wrapped = g_string_new (NULL);
  glong column = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);
      gboolean fits = column + 1 + length <= MAX_COLUMNS;

      if (i > 0)
        g_string_append_c (wrapped, fits ? ' ' : '\n');
      column = i > 0 && fits ? column + 1 + length : length;
      g_string_append (wrapped, words[i]);
    }
  return g_string_free (wrapped, FALSE);
}

int
fpd_command_parse (int *argc,
                   char ***argv,
                   const char *usage,
                   const char *summary,
                   const GOptionEntry *entries,
                   FpdConfig *config)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autofree char *wrapped = wrap (summary);
  g_autoptr (GError) error = NULL;
  gboolean loaded;

  g_option_context_set_summary (context, wrapped);
  if (entries != NULL)
    {
      g_option_context_add_main_entries (context, entries, NULL);
      g_option_context_add_main_entries (context, config_entries, NULL);
    }
  else
    g_option_context_add_main_entries (context, server_entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    return fpd_command_fail_usage (error->message);
  names_server = (options.host != NULL || options.port != NULL) && options.database == NULL &&
                 g_getenv ("DATABASE_PATH") == NULL;
  loaded = load_config (config, &error);
  if (loaded)
    fpd_log_set_level (config->log_level);
  clear_options ();
  return loaded ? -1 : fpd_command_fail_usage (error->message);
}

char *
fpd_command_read_hidden (const char *prompt)
{
  struct termios settings, silent;
  gboolean is_terminal = isatty (STDIN_FILENO) && tcgetattr (STDIN_FILENO, &settings) == 0;
  char line[MAX_HIDDEN_BYTES];
  char *read;

  if (is_terminal)
    {
      fprintf (stderr, "%s: ", prompt);
      silent = settings;
      silent.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
    }
  read = fgets (line, sizeof line, stdin);
  if (is_terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &settings);
      fputc ('\n', stderr);
    }
  return read != NULL ? g_strndup (line, strcspn (line, "\r\n")) : NULL;
}

FootprintsStore *
fpd_command_open_for_reading (const FpdConfig *config, GError **error)
{
  return footprints_store_open (config->database_path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL,
                                error);
}

void
fpd_print_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_iscntrl (character))
        fputs ("�", stdout);
      else
        fwrite (p, 1, (gsize) (g_utf8_next_char (p) - p), stdout);
    }
}

void
fpd_print_chart (const char *title, FootprintsChart *chart)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (chart));

  if (n_items == 0)
    return;
  printf ("\n%s (%u of %u)\n", title, n_items, footprints_chart_get_total (chart));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (G_LIST_MODEL (chart), i);
      const char *artist = footprints_chart_entry_get_artist (entry);

      printf ("%5u. %7" G_GINT64_FORMAT "  ", footprints_chart_entry_get_rank (entry),
              footprints_chart_entry_get_n_plays (entry));
      fpd_print_plain (footprints_chart_entry_get_name (entry));
      if (artist != NULL)
        {
          fputs (" — ", stdout);
          fpd_print_plain (artist);
        }
      putchar ('\n');
    }
}

char *
fpd_dup_moment (gint64 time_s, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_s);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup ("");
}

void
fpd_print_play (
    const FpdConfig *config, gint64 id, gint64 listened_at, const char *track, const char *artist)
{
  g_autofree char *moment = fpd_dup_moment (listened_at, config->zone);

  printf ("%9" G_GINT64_FORMAT "  %-16s  ", id, moment);
  fpd_print_plain (track);
  fputs (" — ", stdout);
  fpd_print_plain (artist);
  putchar ('\n');
}

FootprintsTimeline *
fpd_command_get_newest_plays (const FpdConfig *config,
                              const char *period_text,
                              int limit,
                              GError **error)
{
  g_autoptr (FootprintsPeriod) period = footprints_period_parse (
      period_text != NULL ? period_text : "alltime", config->calendar, error);
  g_autoptr (FootprintsStore) store =
      period != NULL ? fpd_command_open_for_reading (config, error) : NULL;
  g_autoptr (FootprintsHistory) history =
      store != NULL ? footprints_store_get_history (store, NULL, error) : NULL;

  return history != NULL
             ? footprints_history_get_timeline (history, period, 0, (guint) MAX (limit, 0), error)
             : NULL;
}

void
fpd_print_timeline (const FpdConfig *config, FootprintsTimeline *timeline)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (timeline));

  if (n_items == 0)
    puts ("There are no plays.");
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FootprintsTimelineEntry) entry =
          g_list_model_get_item (G_LIST_MODEL (timeline), i);

      fpd_print_play (config, footprints_timeline_entry_get_id (entry),
                      footprints_timeline_entry_get_listened_at (entry),
                      footprints_timeline_entry_get_track (entry),
                      footprints_timeline_entry_get_artist (entry));
    }
}
