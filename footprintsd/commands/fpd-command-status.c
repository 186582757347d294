/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The command status: asks the server for its state, and prints the histories, their syncs and the
 * last backup. */

#include "footprintsd/backup/fpd-backup-set.h"
#include "footprintsd/commands/fpd-commands.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <json-c/json.h>
#include <libsoup/soup.h>
#include <stdio.h>

#define TIMEOUT_S 10

/* With port 0 the system chooses the port, and only the server knows it. */
static GSocketAddress *
find_address (const FpdConfig *config)
{
  for (guint i = 0; i < config->addresses->len; i++)
    {
      GSocketAddress *address = config->addresses->pdata[i];

      if (!G_IS_INET_SOCKET_ADDRESS (address) ||
          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)) != 0)
        return address;
    }
  return NULL;
}

/* A wildcard address is reached through loopback. */
static char *
dup_uri (const FpdConfig *config, GSocketAddress *address)
{
  const char *scheme = config->tls_certificate != NULL ? "https" : "http";
  GInetAddress *host;
  g_autofree char *text = NULL;
  gboolean is_ipv6;

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup_printf ("http://localhost%s", config->base_path);
  host = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  is_ipv6 = g_inet_address_get_family (host) == G_SOCKET_FAMILY_IPV6;
  text = g_inet_address_get_is_any (host) ? g_strdup (is_ipv6 ? "::1" : "127.0.0.1")
                                          : g_inet_address_to_string (host);
  return g_strdup_printf (is_ipv6 ? "%s://[%s]:%u%s" : "%s://%s:%u%s", scheme, text,
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)),
                          config->base_path);
}

/* The certificate is for another name than the address, and the request reveals no secret. */
static gboolean
on_certificate (SoupMessage *message,
                GTlsCertificate *certificate,
                GTlsCertificateFlags errors,
                gpointer data)
{
  return TRUE;
}

/* The server's answer; NULL with @error set. */
static json_object *
ask_server (const FpdConfig *config, const char *uri, GSocketAddress *address, GError **error)
{
  GSocketConnectable *connectable =
      G_IS_UNIX_SOCKET_ADDRESS (address) ? G_SOCKET_CONNECTABLE (address) : NULL;
  g_autoptr (SoupSession) session = soup_session_new_with_options (
      "timeout", TIMEOUT_S, "remote-connectable", connectable, "proxy-resolver", NULL, NULL);
  g_autofree char *ready = g_strconcat (uri, "readyz", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", ready);
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;
  json_object *object;

  g_signal_connect (message, "accept-certificate", G_CALLBACK (on_certificate), NULL);
  body = soup_session_send_and_read (session, message, NULL, error);
  if (body == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  object = json_tokener_parse (text);
  if (json_object_object_get_ex (object, "problems", NULL))
    return object;
  json_object_put (object);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BAD_REPLY,
               "the program that listens there is not footprintsd: it answered with status %u",
               soup_message_get_status (message));
  return NULL;
}

static gboolean
print_server (const FpdConfig *config)
{
  GSocketAddress *address = find_address (config);
  g_autofree char *uri = address != NULL ? dup_uri (config, address) : NULL;
  g_autofree char *socket =
      address != NULL && G_IS_UNIX_SOCKET_ADDRESS (address)
          ? g_strconcat ("unix:", g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address)),
                         NULL)
          : NULL;
  const char *where = socket != NULL ? socket : uri;
  g_autoptr (GError) error = NULL;
  json_object *reply, *problems;
  gsize n_problems;

  if (address == NULL)
    {
      printf ("Server: port unknown (PORT is 0)\n");
      return FALSE;
    }
  reply = ask_server (config, uri, address, &error);
  if (reply == NULL)
    {
      printf ("Server: no answer from %s: %s\n", where, error->message);
      return FALSE;
    }
  json_object_object_get_ex (reply, "problems", &problems);
  n_problems = json_object_array_length (problems);
  printf ("Server: %s at %s\n", n_problems == 0 ? "ready" : "not ready", where);
  for (gsize i = 0; i < n_problems; i++)
    {
      fputs ("  ", stdout);
      fpd_print_plain (json_object_get_string (json_object_array_get_idx (problems, i)));
      putchar ('\n');
    }
  json_object_put (reply);
  return n_problems == 0;
}

/* Prints “never” for 0. */
static void
print_time (gint64 time_s, GTimeZone *zone)
{
  g_autofree char *moment = fpd_dup_moment (time_s, zone);

  fputs (time_s > 0 ? moment : "never", stdout);
}

static void
print_sync (FootprintsSyncConfig *sync, GTimeZone *zone)
{
  gint64 last_at = footprints_sync_config_get_last_sync_at (sync);
  const char *problem = footprints_sync_config_get_last_error (sync);

  printf ("  %s of ", footprints_sync_config_get_source (sync));
  fpd_print_plain (footprints_sync_config_get_account (sync));
  fputs (footprints_sync_config_is_enabled (sync) ? ": last synced " : ": paused, last synced ",
         stdout);
  print_time (last_at, zone);
  if (footprints_sync_config_get_n_failures (sync) > 0 && problem != NULL)
    {
      fputs ("; failing: ", stdout);
      fpd_print_plain (problem);
    }
  putchar ('\n');
}

static gboolean
print_ledger (const char *path, GTimeZone *zone, GError **error)
{
  g_autoptr (FootprintsStore) store =
      footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, error);
  gint64 n_plays = store != NULL ? footprints_store_count_scrobbles (store, NULL, error) : -1;
  g_autoptr (GListModel) syncs =
      n_plays >= 0 ? footprints_store_list_sync_configs (store, NULL, error) : NULL;
  GStatBuf status;
  g_autofree char *size = NULL;

  if (syncs == NULL)
    return FALSE;
  size = g_format_size_full (g_stat (path, &status) == 0 ? (guint64) status.st_size : 0,
                             G_FORMAT_SIZE_IEC_UNITS);
  printf ("%" G_GINT64_FORMAT " %s, %s, %s\n", n_plays, n_plays == 1 ? "play" : "plays", size,
          path);
  for (guint i = 0; i < g_list_model_get_n_items (syncs); i++)
    {
      g_autoptr (FootprintsSyncConfig) sync = g_list_model_get_item (syncs, i);

      print_sync (sync, zone);
    }
  return TRUE;
}

/* One history that cannot be read does not hide the others. */
static gboolean
print_or_complain (const char *path, GTimeZone *zone)
{
  g_autoptr (GError) error = NULL;

  if (print_ledger (path, zone, &error))
    return TRUE;
  printf ("%s\n", error->message);
  return g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND);
}

static gboolean
print_histories (const FpdConfig *config, FpdAccounts *accounts)
{
  g_autoptr (GPtrArray) list = accounts != NULL ? fpd_accounts_list (accounts) : NULL;
  gboolean is_well = TRUE;

  if (list == NULL || list->len == 0)
    {
      fputs ("History: ", stdout);
      return print_or_complain (config->database_path, config->zone);
    }
  for (guint i = 0; i < list->len; i++)
    {
      const FpdAccount *account = list->pdata[i];
      g_autofree char *path = fpd_accounts_dup_ledger_path (accounts, account);

      fpd_print_plain (account->name);
      fputs (account->disabled_at != 0 ? " (disabled): " : ": ", stdout);
      is_well = print_or_complain (path, config->zone) && is_well;
    }
  return is_well;
}

static void
print_backup (const FpdConfig *config, FpdAccounts *accounts)
{
  g_autoptr (FpdBackupSet) set = fpd_backup_set_new (config, accounts);
  gint64 last_at = fpd_backup_set_find_last (set);

  printf ("Last backup in %s: ", config->backup_folder);
  print_time (last_at, config->zone);
  putchar ('\n');
}

static int
show (const FpdConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdAccounts) accounts = NULL;
  gboolean is_well = print_server (config);

  /* Another server keeps other histories than the ones configured here. */
  if (fpd_command_names_server ())
    return is_well ? FPD_EXIT_OK : FPD_EXIT_FAILED;
  if (!fpd_open_accounts_if_any (config, &accounts, &error))
    return fpd_command_fail (error);
  is_well = print_histories (config, accounts) && is_well;
  print_backup (config, accounts);
  return is_well ? FPD_EXIT_OK : FPD_EXIT_FAILED;
}

int
fpd_command_status (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, NULL,
      "Asks the server whether it is ready, and shows what it keeps. With --host or --port,\n"
      "only asks the server, unless --database names the history, too. The exit status is 0\n"
      "if all is well, so that a monitor or a container can use it.",
      NULL, &config);

  if (status < 0 && argc > 1)
    status = fpd_command_fail_usage ("status takes no arguments; see footprintsd status --help");
  if (status < 0)
    status = show (&config);
  fpd_config_clear (&config);
  return status;
}
