/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-config.h"

#include <libfootprints/footprints.h>

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define DEFAULT_HOST "127.0.0.1"
#define DEFAULT_PORT "3000"
#define MAX_SOURCE_BYTES 256

void
fpd_config_options_clear (FpdConfigOptions *self)
{
  g_clear_pointer (&self->database, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->port, g_free);
  g_clear_pointer (&self->timezone, g_free);
}

/* An option, else the variable, else the default; an empty variable counts as not set. */
static const char *
choose (const char *option, const char *variable, const char *fallback)
{
  const char *value = option != NULL ? option : g_getenv (variable);

  return value != NULL && *value != '\0' ? value : fallback;
}

static gboolean
fail (GError **error, const char *format, const char *value)
{
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT, "%s “%s”: %s", format,
               value, "use --help to see what is accepted");
  return FALSE;
}

/* GLib opens what looks like a path, whatever lies there. */
static gboolean
is_zone_name (const char *identifier)
{
  return identifier[0] != '/' && identifier[0] != ':' && strstr (identifier, "..") == NULL;
}

GTimeZone *
fpd_parse_zone (const char *identifier, GError **error)
{
  GTimeZone *zone = is_zone_name (identifier) ? g_time_zone_new_identifier (identifier) : NULL;

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
load_port (FpdConfig *self, const char *text, GError **error)
{
  guint64 port;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT16, &port, NULL))
    return fail (error, "not a port number from 0 to 65535:", text);
  self->port = (guint16) port;
  return TRUE;
}

static gboolean
load_host (FpdConfig *self, const char *text, GError **error)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_str_equal (text, "localhost"))
    text = DEFAULT_HOST;
  address = g_inet_address_new_from_string (text);
  if (address == NULL)
    return fail (error, "not an IP address to listen on:", text);
  self->host = g_strdup (text);
  return TRUE;
}

/* The place where a desktop keeps what programs know; made with the first use. */
static char *
default_database_path (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "footprints", NULL);

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, "history.db", NULL);
}

/* It goes into a header. */
static gboolean
check_contact (const char *contact, GError **error)
{
  if (contact == NULL || (g_str_is_ascii (contact) && strpbrk (contact, "\r\n()") == NULL))
    return TRUE;
  return fail (error, "not a mail or web address (FOOTPRINTS_CONTACT):", contact);
}

gboolean
fpd_config_load (FpdConfig *self, const FpdConfigOptions *options, GError **error)
{
  const char *database = choose (options->database, "DATABASE_PATH", NULL);

  *self = (FpdConfig){ 0 };
  self->database_path = database != NULL ? g_strdup (database) : default_database_path ();
  self->zone = options->timezone != NULL ? fpd_parse_zone (options->timezone, error)
                                         : g_time_zone_new_local ();
  self->key_file = g_strdup (choose (NULL, "FOOTPRINTS_KEY_FILE", NULL));
  self->contact = g_strdup (choose (NULL, "FOOTPRINTS_CONTACT", NULL));
  return self->zone != NULL && check_contact (self->contact, error) &&
         load_port (self, choose (options->port, "PORT", DEFAULT_PORT), error) &&
         load_host (self, choose (options->host, "HOST", DEFAULT_HOST), error);
}

void
fpd_config_clear (FpdConfig *self)
{
  g_clear_pointer (&self->database_path, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->key_file, g_free);
  g_clear_pointer (&self->contact, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
}
