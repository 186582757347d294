/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-notify-config.h"

#include <libfootprints/footprints.h>
#include <string.h>

#define DEFAULT_FAILURES 3
#define DEFAULT_HOURS 24
#define HOUR_S (60 * 60)

/* An empty variable counts as not set. */
static char *
dup_variable (const char *name)
{
  const char *value = g_getenv (name);

  return value != NULL && *value != '\0' ? g_strdup (value) : NULL;
}

static gboolean
fail (const char *name, const char *problem, GError **error)
{
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT, "%s: %s", name, problem);
  return FALSE;
}

static gboolean
check_url (const char *name, const char *url, const char *const *schemes, GError **error)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD, NULL) : NULL;
  g_autofree char *allowed = g_strjoinv (":// or ", (char **) schemes);
  g_autofree char *problem = g_strdup_printf ("is no address that begins with %s://", allowed);

  if (url == NULL)
    return TRUE;
  /* Another password than the one that has its own variable would be shown in messages. */
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL || !g_strv_contains (schemes, g_uri_get_scheme (uri)))
    return fail (name, problem, error);
  return TRUE;
}

/* It goes into the conversation with the mail server. */
static gboolean
check_mail_address (const char *name, const char *address, GError **error)
{
  if (address == NULL)
    return fail (name, "is needed with FOOTPRINTS_SMTP_URL", error);
  if (!g_str_is_ascii (address) || strchr (address, '@') == NULL ||
      strpbrk (address, " \t\r\n<>,") != NULL)
    return fail (name, "is no mail address", error);
  return TRUE;
}

/* The last part of ntfy's address is the topic. */
static gboolean
has_topic (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri == NULL || (strlen (g_uri_get_path (uri)) > 1 && g_uri_get_query (uri) == NULL);
}

static gboolean
load_format (FpdNotifyConfig *self, GError **error)
{
  g_autofree char *name = dup_variable ("FOOTPRINTS_WEBHOOK_FORMAT");

  if (name == NULL || g_str_equal (name, "json"))
    self->webhook_format = FPD_WEBHOOK_JSON;
  else if (g_str_equal (name, "ntfy"))
    self->webhook_format = FPD_WEBHOOK_NTFY;
  else if (g_str_equal (name, "gotify"))
    self->webhook_format = FPD_WEBHOOK_GOTIFY;
  else
    return fail ("FOOTPRINTS_WEBHOOK_FORMAT", "is not json, ntfy or gotify", error);
  if (self->webhook_format == FPD_WEBHOOK_NTFY && !has_topic (self->webhook_url))
    return fail ("FOOTPRINTS_WEBHOOK_URL", "names no topic: https://SERVER/TOPIC", error);
  if (self->webhook_format == FPD_WEBHOOK_GOTIFY && self->webhook_url != NULL &&
      self->webhook_token == NULL)
    return fail ("FOOTPRINTS_WEBHOOK_TOKEN", "is needed for gotify", error);
  return TRUE;
}

static gboolean
check_token (FpdNotifyConfig *self, GError **error)
{
  const char *token = self->webhook_token;

  if (token != NULL && (!g_str_is_ascii (token) || strpbrk (token, "\r\n") != NULL))
    return fail ("FOOTPRINTS_WEBHOOK_TOKEN", "is no token", error);
  return TRUE;
}

static gboolean
load_number (const char *name, guint64 max, gint64 fallback, gint64 *value, GError **error)
{
  g_autofree char *text = dup_variable (name);
  guint64 number;

  *value = fallback;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, max, &number, NULL))
    return fail (name, "is no whole number from 1 on that makes sense", error);
  *value = (gint64) number;
  return TRUE;
}

gboolean
fpd_notify_config_load (FpdNotifyConfig *self, GError **error)
{
  static const char *const web_schemes[] = { "http", "https", NULL };
  static const char *const mail_schemes[] = { "smtp", "smtps", NULL };
  gint64 n_hours;

  *self = (FpdNotifyConfig){
    .webhook_url = dup_variable ("FOOTPRINTS_WEBHOOK_URL"),
    .webhook_token = dup_variable ("FOOTPRINTS_WEBHOOK_TOKEN"),
    .smtp_url = dup_variable ("FOOTPRINTS_SMTP_URL"),
    .smtp_user = dup_variable ("FOOTPRINTS_SMTP_USER"),
    .smtp_password = dup_variable ("FOOTPRINTS_SMTP_PASSWORD"),
    .mail_from = dup_variable ("FOOTPRINTS_MAIL_FROM"),
    .mail_to = dup_variable ("FOOTPRINTS_MAIL_TO"),
  };
  if (!check_url ("FOOTPRINTS_WEBHOOK_URL", self->webhook_url, web_schemes, error) ||
      !load_format (self, error) || !check_token (self, error) ||
      !check_url ("FOOTPRINTS_SMTP_URL", self->smtp_url, mail_schemes, error) ||
      !load_number ("FOOTPRINTS_FAILURES_TO_TELL", 1000, DEFAULT_FAILURES, &self->n_failures,
                    error) ||
      !load_number ("FOOTPRINTS_HOURS_TO_TELL", 24 * 365, DEFAULT_HOURS, &n_hours, error))
    return FALSE;
  self->silence_s = n_hours * HOUR_S;
  if (self->smtp_password != NULL && self->smtp_user == NULL)
    return fail ("FOOTPRINTS_SMTP_USER", "is needed with FOOTPRINTS_SMTP_PASSWORD", error);
  return self->smtp_url == NULL ||
         (check_mail_address ("FOOTPRINTS_MAIL_FROM", self->mail_from, error) &&
          check_mail_address ("FOOTPRINTS_MAIL_TO", self->mail_to, error));
}

void
fpd_notify_config_clear (FpdNotifyConfig *self)
{
  g_clear_pointer (&self->webhook_url, g_free);
  g_clear_pointer (&self->webhook_token, g_free);
  g_clear_pointer (&self->smtp_url, g_free);
  g_clear_pointer (&self->smtp_user, g_free);
  g_clear_pointer (&self->smtp_password, g_free);
  g_clear_pointer (&self->mail_from, g_free);
  g_clear_pointer (&self->mail_to, g_free);
}
