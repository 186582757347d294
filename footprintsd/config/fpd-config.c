/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The configuration: parses and checks the values of the settings. */

#include "footprintsd/config/fpd-config.h"

#include "footprintsd/config/fpd-log.h"

#include <libfootprints/footprints.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_SOURCE_BYTES 256
#define UNIX_PREFIX "unix:"

static gboolean
config_fail (FpdConfig *self, const char *variable, char *problem, GError **error)
{
  gboolean failed = fpd_settings_fail (self->settings, variable, problem, error);

  g_free (problem);
  return failed;
}

/* The parts between commas, without surrounding blanks and without empty parts. */
static char **
split (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  return g_strv_builder_end (builder);
}

/* GLib opens anything that looks like a path. Next to the zones there are tables of zones. */
static gboolean
is_zone_name (const char *identifier)
{
  return identifier[0] != '/' && identifier[0] != ':' && strchr (identifier, '.') == NULL &&
         !g_str_equal (identifier, "leapseconds");
}

/* POSIX and GLib take "UTC+2" for two hours behind UTC, people for two hours ahead. NULL: this is
 * no such text. */
static char *
dup_offset (const char *identifier)
{
  static const char *const names[] = { "UTC", "GMT", "UT" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strncasecmp (identifier, names[i], strlen (names[i])) == 0)
      {
        const char *offset = identifier + strlen (names[i]);

        /* A "+" in a query that was not escaped arrives as a space. */
        if ((*offset == '+' || *offset == '-' || *offset == ' ') && g_ascii_isdigit (offset[1]))
          return g_strconcat (*offset == '-' ? "-" : "+", g_ascii_isdigit (offset[2]) ? "" : "0",
                              offset + 1, NULL);
      }
  return NULL;
}

GTimeZone *
fpd_parse_zone (const char *identifier, GError **error)
{
  g_autofree char *offset = dup_offset (identifier);
  GTimeZone *zone = is_zone_name (identifier)
                        ? g_time_zone_new_identifier (offset != NULL ? offset : identifier)
                        : NULL;

  if (zone == NULL)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                 "“%s” is not a time zone: use a name such as Europe/Berlin, or UTC", identifier);
  return zone;
}

gboolean
fpd_is_source_name (const char *text)
{
  return strlen (text) <= MAX_SOURCE_BYTES && g_utf8_validate (text, -1, NULL) &&
         text[strspn (text, " \t\r\n")] != '\0';
}

static gboolean
load_number (
    FpdConfig *self, const char *variable, guint64 min, guint64 max, guint64 *value, GError **error)
{
  const char *text = fpd_settings_get (self->settings, variable);

  if (g_ascii_string_to_unsigned (text, 10, min, max, value, NULL))
    return TRUE;
  return config_fail (self, variable,
                      g_strdup_printf ("“%s” is not a whole number from %" G_GUINT64_FORMAT
                                       " to %" G_GUINT64_FORMAT,
                                       text, min, max),
                      error);
}

static gboolean
load_boolean (FpdConfig *self, const char *variable, gboolean *value, GError **error)
{
  const char *text = fpd_settings_get (self->settings, variable);

  *value = g_str_equal (text, "true");
  if (*value || g_str_equal (text, "false"))
    return TRUE;
  return config_fail (self, variable, g_strdup_printf ("“%s” is neither true nor false", text),
                      error);
}

static gboolean
add_address (FpdConfig *self, const char *text, guint16 port, GError **error)
{
  g_autoptr (GInetAddress) host = NULL;

  if (g_str_has_prefix (text, UNIX_PREFIX))
    {
      g_ptr_array_add (self->addresses, g_unix_socket_address_new (text + strlen (UNIX_PREFIX)));
      return TRUE;
    }
  if (g_str_equal (text, "localhost"))
    host = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  else
    host = g_inet_address_new_from_string (text);
  if (host == NULL)
    return config_fail (
        self, "HOST",
        g_strdup_printf ("“%s” is neither an IP address to listen on nor unix:PATH", text), error);
  g_ptr_array_add (self->addresses, g_inet_socket_address_new (host, port));
  return TRUE;
}

static gboolean
load_addresses (FpdConfig *self, GError **error)
{
  g_auto (GStrv) hosts = split (fpd_settings_get (self->settings, "HOST"));
  guint64 port;

  if (!load_number (self, "PORT", 0, G_MAXUINT16, &port, error))
    return FALSE;
  for (guint i = 0; hosts[i] != NULL; i++)
    if (!add_address (self, hosts[i], (guint16) port, error))
      return FALSE;
  if (self->addresses->len > 0)
    return TRUE;
  return config_fail (self, "HOST", g_strdup ("does not name an address"), error);
}

/* The folder where a desktop keeps the data of programs; created on first use. */
static char *
default_database_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "footprints", "history.db", NULL);
}

/* The contact goes into a header. */
static gboolean
load_contact (FpdConfig *self, GError **error)
{
  self->contact = g_strdup (fpd_settings_get (self->settings, "FOOTPRINTS_CONTACT"));
  if (self->contact == NULL ||
      (g_str_is_ascii (self->contact) && strpbrk (self->contact, "\r\n()") == NULL))
    return TRUE;
  return config_fail (self, "FOOTPRINTS_CONTACT",
                      g_strdup_printf ("“%s” is not a mail or web address", self->contact), error);
}

/* The hosts that listeners' services may be on. */
static gboolean
load_reach (FpdConfig *self, GError **error)
{
  g_auto (GStrv) hosts = split (fpd_settings_get (self->settings, "FOOTPRINTS_SERVICE_HOSTS"));
  g_autoptr (GError) cause = NULL;

  if (g_strv_contains ((const char *const *) hosts, "*"))
    return TRUE;
  self->reach = footprints_reach_new ((const char *const *) hosts,
                                      "the operator of this server can allow it in the setting "
                                      "FOOTPRINTS_SERVICE_HOSTS ([services] hosts)",
                                      &cause);
  if (self->reach != NULL)
    return TRUE;
  return config_fail (self, "FOOTPRINTS_SERVICE_HOSTS", g_strdup (cause->message), error);
}

/* The loopback names of this machine, the configured names, and the addresses to listen on. If any
 * name were accepted, anyone could point a name at this address and let their pages in. */
static void
load_host_names (FpdConfig *self)
{
  g_auto (GStrv) names = split (fpd_settings_get (self->settings, "FOOTPRINTS_HOSTS"));

  if (g_strv_contains ((const char *const *) names, "*"))
    return;
  self->host_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (self->host_names, g_strdup ("localhost"));
  g_hash_table_add (self->host_names, g_strdup ("127.0.0.1"));
  g_hash_table_add (self->host_names, g_strdup ("::1"));
  for (guint i = 0; names[i] != NULL; i++)
    g_hash_table_add (self->host_names, g_ascii_strdown (names[i], -1));
  for (guint i = 0; i < self->addresses->len; i++)
    if (G_IS_INET_SOCKET_ADDRESS (self->addresses->pdata[i]))
      g_hash_table_add (
          self->host_names,
          g_inet_address_to_string (g_inet_socket_address_get_address (self->addresses->pdata[i])));
}

static gboolean
load_base_path (FpdConfig *self, GError **error)
{
  const char *path = fpd_settings_get (self->settings, "FOOTPRINTS_BASE_PATH");
  gsize length = strlen (path);

  if (path[0] != '/' || strstr (path, "//") != NULL || strpbrk (path, " ?#%;\\\"\r\n") != NULL)
    return config_fail (self, "FOOTPRINTS_BASE_PATH",
                        g_strdup_printf ("“%s” is not a path such as /music/", path), error);
  self->base_path = path[length - 1] == '/' ? g_strdup (path) : g_strconcat (path, "/", NULL);
  return TRUE;
}

static gboolean
load_proxies (FpdConfig *self, GError **error)
{
  g_auto (GStrv) parts = split (fpd_settings_get (self->settings, "FOOTPRINTS_TRUSTED_PROXIES"));

  for (guint i = 0; parts[i] != NULL; i++)
    {
      GInetAddressMask *mask = NULL;

      if (g_str_equal (parts[i], "unix"))
        self->trusts_unix = TRUE;
      else if ((mask = g_inet_address_mask_new_from_string (parts[i], NULL)) != NULL)
        g_ptr_array_add (self->trusted_proxies, mask);
      else
        return config_fail (
            self, "FOOTPRINTS_TRUSTED_PROXIES",
            g_strdup_printf ("“%s” is not an address, a network such as 10.0.0.0/8, or “unix”",
                             parts[i]),
            error);
    }
  self->login_header = g_strdup (fpd_settings_get (self->settings, "FOOTPRINTS_LOGIN_HEADER"));
  if (self->login_header != NULL && !self->trusts_unix && self->trusted_proxies->len == 0)
    return config_fail (
        self, "FOOTPRINTS_LOGIN_HEADER",
        g_strdup ("needs FOOTPRINTS_TRUSTED_PROXIES, since anyone can send a header"), error);
  return TRUE;
}

static gboolean
load_tls (FpdConfig *self, GError **error)
{
  self->tls_certificate =
      g_strdup (fpd_settings_get (self->settings, "FOOTPRINTS_TLS_CERTIFICATE"));
  self->tls_key = g_strdup (fpd_settings_get (self->settings, "FOOTPRINTS_TLS_KEY"));
  if ((self->tls_certificate == NULL) == (self->tls_key == NULL))
    return TRUE;
  return config_fail (self,
                      self->tls_key == NULL ? "FOOTPRINTS_TLS_KEY" : "FOOTPRINTS_TLS_CERTIFICATE",
                      g_strdup ("is missing: HTTPS needs a certificate and its key"), error);
}

static gboolean
is_loopback (GSocketAddress *address)
{
  return G_IS_INET_SOCKET_ADDRESS (address) &&
         g_inet_address_get_is_loopback (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static gboolean
load_accounts (FpdConfig *self, GError **error)
{
  if (!load_boolean (self, "FOOTPRINTS_AUTH", &self->has_accounts, error))
    return FALSE;
  for (guint i = 0; !self->has_accounts && i < self->addresses->len; i++)
    if (!is_loopback (self->addresses->pdata[i]))
      return config_fail (
          self, "FOOTPRINTS_AUTH",
          g_strdup ("without accounts, the server can listen only on loopback addresses "
                    "such as 127.0.0.1"),
          error);
  return TRUE;
}

static gboolean
load_backups (FpdConfig *self, GError **error)
{
  const char *folder = fpd_settings_get (self->settings, "FOOTPRINTS_BACKUP_FOLDER");
  g_autofree char *beside = g_path_get_dirname (self->database_path);
  guint64 n_hours, n_kept;

  if (!load_number (self, "FOOTPRINTS_BACKUP_HOURS", 0, 24 * 365, &n_hours, error) ||
      !load_number (self, "FOOTPRINTS_BACKUPS_KEPT", 1, 10000, &n_kept, error))
    return FALSE;
  self->backup_hours = (guint) n_hours;
  self->n_backups_kept = (guint) n_kept;
  self->backup_folder =
      folder != NULL ? g_strdup (folder) : g_build_filename (beside, "backups", NULL);
  return TRUE;
}

static gboolean
load_log_level (FpdConfig *self, GError **error)
{
  const char *text = fpd_settings_get (self->settings, "FOOTPRINTS_LOG_LEVEL");

  if (fpd_log_parse_level (text, &self->log_level))
    return TRUE;
  return config_fail (
      self, "FOOTPRINTS_LOG_LEVEL",
      g_strdup_printf ("unknown level “%s”: use error, warning, message, info or debug", text),
      error);
}

static gboolean
load_zone (FpdConfig *self, const char *zone, GError **error)
{
  guint64 hour;

  self->zone_is_given = zone != NULL;
  self->zone = zone != NULL ? fpd_parse_zone (zone, error) : g_time_zone_new_local ();
  if (self->zone == NULL || !load_number (self, "FOOTPRINTS_DAY_START_HOUR", 0,
                                          FOOTPRINTS_MAX_DAY_START_HOUR, &hour, error))
    return FALSE;
  self->calendar = footprints_calendar_new (self->zone, (guint) hour);
  return TRUE;
}

gboolean
fpd_config_load (FpdConfig *self, FpdSettings *settings, const char *zone, GError **error)
{
  const char *database = fpd_settings_get (settings, "DATABASE_PATH");
  guint64 n_mebibytes, n_free_mebibytes, n_connections, timeout_s;

  *self = (FpdConfig){
    .settings = settings,
    .database_path = database != NULL ? g_strdup (database) : default_database_path (),
    .key_file = g_strdup (fpd_settings_get (settings, "FOOTPRINTS_KEY_FILE")),
    .addresses = g_ptr_array_new_with_free_func (g_object_unref),
    .trusted_proxies = g_ptr_array_new_with_free_func (g_object_unref),
  };
  if (!load_zone (self, zone, error) || !load_contact (self, error) || !load_reach (self, error) ||
      !load_number (self, "FOOTPRINTS_MEMORY_MIB", 16, 1024 * 1024, &n_mebibytes, error) ||
      !load_number (self, "FOOTPRINTS_MIN_FREE_MIB", 0, 1024 * 1024 * 1024, &n_free_mebibytes,
                    error) ||
      !load_backups (self, error) || !load_log_level (self, error) ||
      !load_number (self, "FOOTPRINTS_MAX_CONNECTIONS", 10, 100000, &n_connections, error) ||
      !load_number (self, "FOOTPRINTS_REQUEST_TIMEOUT_S", 1, 3600, &timeout_s, error) ||
      !load_addresses (self, error) || !load_base_path (self, error) ||
      !load_proxies (self, error) || !load_tls (self, error) || !load_accounts (self, error))
    return FALSE;
  self->max_memory_bytes = n_mebibytes * 1024 * 1024;
  self->min_free_bytes = (gint64) n_free_mebibytes * 1024 * 1024;
  self->max_connections = (guint) n_connections;
  self->request_timeout_s = (guint) timeout_s;
  load_host_names (self);
  return TRUE;
}

void
fpd_config_make_folder (const FpdConfig *self)
{
  g_autofree char *folder = g_path_get_dirname (self->database_path);

  if (fpd_settings_get (self->settings, "DATABASE_PATH") == NULL)
    g_mkdir_with_parents (folder, 0700);
}

void
fpd_config_clear (FpdConfig *self)
{
  g_clear_pointer (&self->settings, fpd_settings_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->calendar, footprints_calendar_unref);
  g_clear_pointer (&self->database_path, g_free);
  g_clear_pointer (&self->key_file, g_free);
  g_clear_pointer (&self->contact, g_free);
  g_clear_object (&self->reach);
  g_clear_pointer (&self->backup_folder, g_free);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->host_names, g_hash_table_unref);
  g_clear_pointer (&self->base_path, g_free);
  g_clear_pointer (&self->trusted_proxies, g_ptr_array_unref);
  g_clear_pointer (&self->login_header, g_free);
  g_clear_pointer (&self->tls_certificate, g_free);
  g_clear_pointer (&self->tls_key, g_free);
}
