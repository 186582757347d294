/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* All settings, and reading their values from the configuration file and the environment. */

#include "footprintsd/config/fpd-settings.h"

#include <libfootprints/footprints.h>
#include <string.h>

const FpdSettingInfo fpd_setting_infos[] = {
  { "DATABASE_PATH", "history", "database", NULL, FALSE,
    "The file that holds the history; with several accounts, that of the first one" },
  { "FOOTPRINTS_KEY_FILE", "history", "key-file", NULL, FALSE,
    "The key that seals keys and tokens of services (a file next to the history)" },
  { "FOOTPRINTS_MEMORY_MIB", "history", "memory-mib", "256", FALSE,
    "How much memory open histories may use together before one is closed, in MiB" },
  { "FOOTPRINTS_MIN_FREE_MIB", "history", "min-free-mib", "64", FALSE,
    "How much disk space must be free for anything new to be accepted, in MiB" },
  { "FOOTPRINTS_DAY_START_HOUR", "history", "day-start-hour", "0", FALSE,
    "The hour at which days begin in reports on the command line, and without accounts; 0 to 12" },
  { "FOOTPRINTS_BACKUP_HOURS", "backups", "interval-hours", "24", FALSE,
    "How often the server backs up everything, in hours; 0 for never" },
  { "FOOTPRINTS_BACKUPS_KEPT", "backups", "kept", "7", FALSE,
    "How many backups of each history are kept" },
  { "FOOTPRINTS_BACKUP_FOLDER", "backups", "folder", NULL, FALSE,
    "Where backups go (the folder “backups” next to the history)" },
  { "HOST", "server", "host", "127.0.0.1", FALSE,
    "The addresses to listen on, separated by commas; unix:PATH for a Unix socket" },
  { "PORT", "server", "port", "3000", FALSE, "The port to listen on, 0 for any free one" },
  { "FOOTPRINTS_HOSTS", "server", "hosts", NULL, FALSE,
    "Host names of the server in browsers, separated by commas; * for any (loopback names)" },
  { "FOOTPRINTS_BASE_PATH", "server", "base-path", "/", FALSE,
    "The path at which a proxy serves Footprints, such as /music/" },
  { "FOOTPRINTS_TRUSTED_PROXIES", "server", "trusted-proxies", NULL, FALSE,
    "Addresses or networks of proxies trusted to name the client, separated by commas; unix for "
    "the socket" },
  { "FOOTPRINTS_LOGIN_HEADER", "server", "login-header", NULL, FALSE,
    "The header in which a trusted proxy names the user it has logged in" },
  { "FOOTPRINTS_TLS_CERTIFICATE", "server", "tls-certificate", NULL, FALSE,
    "A PEM file with the certificate chain, to serve HTTPS" },
  { "FOOTPRINTS_TLS_KEY", "server", "tls-key", NULL, FALSE, "A PEM file with its private key" },
  { "FOOTPRINTS_MAX_CONNECTIONS", "server", "max-connections", "1000", FALSE,
    "How many clients may be connected; a further one replaces the one that has been idle "
    "longest" },
  { "FOOTPRINTS_REQUEST_TIMEOUT_S", "server", "request-timeout-s", "30", FALSE,
    "How long a client may take to send a request, or the next part of a file, in seconds" },
  { "FOOTPRINTS_LOG_LEVEL", "server", "log-level", "message", FALSE,
    "What to log: error, warning, message, info (also each request) or debug" },
  { "FOOTPRINTS_AUTH", "server", "auth", "true", FALSE,
    "false: no accounts, anyone who can connect may do everything; on loopback only" },
  { "FOOTPRINTS_CONTACT", "services", "contact", NULL, FALSE,
    "A mail or web address to give to services in each request" },
  { "FOOTPRINTS_SERVICE_HOSTS", "services", "hosts", NULL, FALSE,
    "What imports and syncs of accounts that are not owners may reach in addition to public "
    "addresses: names, addresses and networks, separated by commas; * for any" },
  { "FOOTPRINTS_WEBHOOK_URL", "notices", "webhook-url", NULL, FALSE,
    "The webhook to notify when a sync keeps failing" },
  { "FOOTPRINTS_WEBHOOK_FORMAT", "notices", "webhook-format", "json", FALSE,
    "json, ntfy or gotify" },
  { "FOOTPRINTS_WEBHOOK_TOKEN", "notices", "webhook-token", NULL, TRUE, "The webhook's token" },
  { "FOOTPRINTS_SMTP_URL", "notices", "smtp-url", NULL, FALSE,
    "The mail server for notices of failing syncs, smtp://HOST:PORT or smtps://" },
  { "FOOTPRINTS_SMTP_USER", "notices", "smtp-user", NULL, FALSE,
    "The user name for the mail server" },
  { "FOOTPRINTS_SMTP_PASSWORD", "notices", "smtp-password", NULL, TRUE,
    "The password for the mail server" },
  { "FOOTPRINTS_MAIL_FROM", "notices", "mail-from", NULL, FALSE, "The sender of notices by mail" },
  { "FOOTPRINTS_MAIL_TO", "notices", "mail-to", NULL, FALSE, "The recipient of notices by mail" },
  { "FOOTPRINTS_FAILURES_TO_TELL", "notices", "failures-to-tell", "3", FALSE,
    "After how many failures in a row to send a notice" },
  { "FOOTPRINTS_HOURS_TO_TELL", "notices", "hours-to-tell", "24", FALSE,
    "After how many hours without success to send a notice" },
};

const guint fpd_n_setting_infos = G_N_ELEMENTS (fpd_setting_infos);

typedef struct
{
  char *value;
  char *origin;
} Setting;

struct _FpdSettings
{
  Setting settings[G_N_ELEMENTS (fpd_setting_infos)];
  char *file;
};

static gboolean
settings_fail (GError **error, char *message)
{
  g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT, message);
  g_free (message);
  return FALSE;
}

static guint
find (const char *variable)
{
  for (guint i = 0; i < fpd_n_setting_infos; i++)
    if (g_str_equal (fpd_setting_infos[i].variable, variable))
      return i;
  g_assert_not_reached ();
}

/* Takes @value and @origin. */
static void
set (FpdSettings *self, guint i, char *value, char *origin)
{
  Setting *setting = &self->settings[i];

  g_free (setting->value);
  g_free (setting->origin);
  setting->value = value;
  setting->origin = origin;
}

static int
find_key (const char *group, const char *key)
{
  for (guint i = 0; i < fpd_n_setting_infos; i++)
    if (g_str_equal (fpd_setting_infos[i].group, group) &&
        g_str_equal (fpd_setting_infos[i].key, key))
      return (int) i;
  return -1;
}

static gboolean
has_group (const char *group)
{
  for (guint i = 0; i < fpd_n_setting_infos; i++)
    if (g_str_equal (fpd_setting_infos[i].group, group))
      return TRUE;
  return FALSE;
}

/* @line is "KEY=VALUE" of @group. */
static gboolean
read_entry (FpdSettings *self, const char *group, char *line, guint number, GError **error)
{
  char *sign = strchr (line, '=');
  int i;

  if (sign == NULL)
    return settings_fail (
        error, g_strdup_printf ("%s, line %u: neither [GROUP] nor KEY=VALUE", self->file, number));
  *sign = '\0';
  g_strstrip (line);
  if (group == NULL)
    return settings_fail (error,
                          g_strdup_printf ("%s, line %u: “%s” comes before the first [GROUP]",
                                           self->file, number, line));
  i = find_key (group, line);
  if (i < 0)
    return settings_fail (error,
                          g_strdup_printf ("%s, line %u: unknown key “%s” in [%s]; “footprintsd "
                                           "config” lists all keys",
                                           self->file, number, line, group));
  if (self->settings[i].value != NULL)
    return settings_fail (
        error, g_strdup_printf ("%s, line %u: “%s” is set twice", self->file, number, line));
  set (self, (guint) i, g_strdup (g_strstrip (sign + 1)),
       g_strdup_printf ("%s, line %u (%s)", self->file, number, line));
  return TRUE;
}

static gboolean
read_group (FpdSettings *self, char *line, guint number, char **group, GError **error)
{
  gsize length = strlen (line);

  if (line[length - 1] == ']')
    {
      g_free (*group);
      *group = g_strndup (line + 1, length - 2);
      if (has_group (*group))
        return TRUE;
    }
  return settings_fail (
      error, g_strdup_printf ("%s, line %u: unknown group %s", self->file, number, line));
}

/* The format of GKeyFile, read line by line so that each error can name its line. */
static gboolean
read_lines (FpdSettings *self, char **lines, GError **error)
{
  g_autofree char *group = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);

      if (*line == '\0' || *line == '#')
        continue;
      if (*line == '[' ? !read_group (self, line, i + 1, &group, error)
                       : !read_entry (self, group, line, i + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_file (FpdSettings *self, const char *file, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (file, &text, NULL, &cause))
    return settings_fail (error,
                          g_strdup_printf ("cannot read the configuration: %s", cause->message));
  if (!g_utf8_validate (text, -1, NULL))
    return settings_fail (error, g_strdup_printf ("the configuration %s is not UTF-8 text", file));
  self->file = g_strdup (file);
  lines = g_strsplit (text, "\n", -1);
  return read_lines (self, lines, error);
}

/* VARIABLE_FILE names a file with the value, so that no secret needs to be in the environment. */
static gboolean
read_secret_file (FpdSettings *self, guint i, GError **error)
{
  g_autofree char *variable = g_strconcat (fpd_setting_infos[i].variable, "_FILE", NULL);
  const char *path = g_getenv (variable);
  g_autoptr (GError) cause = NULL;
  char *text;

  if (path == NULL || *path == '\0')
    return TRUE;
  if (!g_file_get_contents (path, &text, NULL, &cause))
    return settings_fail (error, g_strdup_printf ("%s: %s", variable, cause->message));
  set (self, i, g_strchomp (text), g_steal_pointer (&variable));
  return TRUE;
}

static gboolean
read_environment (FpdSettings *self, GError **error)
{
  for (guint i = 0; i < fpd_n_setting_infos; i++)
    {
      const FpdSettingInfo *info = &fpd_setting_infos[i];
      const char *value = g_getenv (info->variable);

      if (info->is_secret && !read_secret_file (self, i, error))
        return FALSE;
      if (value != NULL && *value != '\0')
        set (self, i, g_strdup (value), g_strdup (info->variable));
    }
  return TRUE;
}

FpdSettings *
fpd_settings_new (const char *file, GError **error)
{
  g_autoptr (FpdSettings) self = g_new0 (FpdSettings, 1);

  if (file == NULL)
    file = g_getenv ("FOOTPRINTS_CONFIG");
  if ((file == NULL || *file == '\0') && g_file_test (FPD_SYSTEM_CONFIG, G_FILE_TEST_EXISTS))
    file = FPD_SYSTEM_CONFIG;
  if (file != NULL && *file != '\0' && !read_file (self, file, error))
    return NULL;
  return read_environment (self, error) ? g_steal_pointer (&self) : NULL;
}

void
fpd_settings_free (FpdSettings *self)
{
  for (guint i = 0; i < fpd_n_setting_infos; i++)
    set (self, i, NULL, NULL);
  g_free (self->file);
  g_free (self);
}

void
fpd_settings_set_option (FpdSettings *self,
                         const char *variable,
                         const char *option,
                         const char *value)
{
  if (value != NULL)
    set (self, find (variable), g_strdup (value), g_strdup (option));
}

const char *
fpd_settings_get (const FpdSettings *self, const char *variable)
{
  guint i = find (variable);
  const char *value = self->settings[i].value;

  return value != NULL && *value != '\0' ? value : fpd_setting_infos[i].fallback;
}

char *
fpd_settings_dup_origin (const FpdSettings *self, const char *variable)
{
  const Setting *setting = &self->settings[find (variable)];

  return g_strdup (setting->value != NULL && *setting->value != '\0' ? setting->origin : "default");
}

gboolean
fpd_settings_fail (const FpdSettings *self,
                   const char *variable,
                   const char *problem,
                   GError **error)
{
  g_autofree char *origin = fpd_settings_dup_origin (self, variable);

  return settings_fail (
      error,
      g_strdup_printf ("%s: %s", g_str_equal (origin, "default") ? variable : origin, problem));
}

const char *
fpd_settings_get_file (const FpdSettings *self)
{
  return self->file;
}
