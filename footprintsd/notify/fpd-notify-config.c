/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The settings of notices: parses and checks the webhook, the mail server and the mail
 * addresses. */

#include "footprintsd/notify/fpd-notify-config.h"

#include <libfootprints/footprints.h>
#include <string.h>

#define HOUR_S (60 * 60)

static gboolean
check_url (const FpdSettings *settings,
           const char *name,
           const char *const *schemes,
           GError **error)
{
  const char *url = fpd_settings_get (settings, name);
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD, NULL) : NULL;
  g_autofree char *allowed = g_strjoinv (":// or ", (char **) schemes);
  g_autofree char *problem = g_strdup_printf ("is not an address that begins with %s://", allowed);

  if (url == NULL)
    return TRUE;
  /* A password in the address, rather than in its own variable, would be shown in messages. */
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL || !g_strv_contains (schemes, g_uri_get_scheme (uri)))
    return fpd_settings_fail (settings, name, problem, error);
  return TRUE;
}

/* The address goes into the conversation with the mail server. */
static gboolean
check_mail_address (const FpdSettings *settings, const char *name, GError **error)
{
  const char *address = fpd_settings_get (settings, name);

  if (address == NULL)
    return fpd_settings_fail (settings, name, "is needed with FOOTPRINTS_SMTP_URL", error);
  if (!g_str_is_ascii (address) || strchr (address, '@') == NULL ||
      strpbrk (address, " \t\r\n<>,") != NULL)
    return fpd_settings_fail (settings, name, "is not a mail address", error);
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
load_format (FpdNotifyConfig *self, const FpdSettings *settings, GError **error)
{
  const char *name = fpd_settings_get (settings, "FOOTPRINTS_WEBHOOK_FORMAT");

  if (g_str_equal (name, "json"))
    self->webhook_format = FPD_WEBHOOK_JSON;
  else if (g_str_equal (name, "ntfy"))
    self->webhook_format = FPD_WEBHOOK_NTFY;
  else if (g_str_equal (name, "gotify"))
    self->webhook_format = FPD_WEBHOOK_GOTIFY;
  else
    return fpd_settings_fail (settings, "FOOTPRINTS_WEBHOOK_FORMAT", "is not json, ntfy or gotify",
                              error);
  if (self->webhook_format == FPD_WEBHOOK_NTFY && !has_topic (self->webhook_url))
    return fpd_settings_fail (settings, "FOOTPRINTS_WEBHOOK_URL",
                              "does not name a topic: use https://SERVER/TOPIC", error);
  if (self->webhook_format == FPD_WEBHOOK_GOTIFY && self->webhook_url != NULL &&
      self->webhook_token == NULL)
    return fpd_settings_fail (settings, "FOOTPRINTS_WEBHOOK_TOKEN", "is needed for gotify", error);
  return TRUE;
}

static gboolean
check_token (FpdNotifyConfig *self, const FpdSettings *settings, GError **error)
{
  const char *token = self->webhook_token;

  if (token != NULL && (!g_str_is_ascii (token) || strpbrk (token, "\r\n") != NULL))
    return fpd_settings_fail (settings, "FOOTPRINTS_WEBHOOK_TOKEN", "is not a valid token", error);
  return TRUE;
}

static gboolean
load_number (
    const FpdSettings *settings, const char *name, guint64 max, gint64 *value, GError **error)
{
  const char *text = fpd_settings_get (settings, name);
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, max, &number, NULL))
    return fpd_settings_fail (settings, name,
                              "is not a whole number of at least 1, or is too large", error);
  *value = (gint64) number;
  return TRUE;
}

gboolean
fpd_notify_config_load (FpdNotifyConfig *self, const FpdSettings *settings, GError **error)
{
  static const char *const web_schemes[] = { "http", "https", NULL };
  static const char *const mail_schemes[] = { "smtp", "smtps", NULL };
  gint64 n_hours;

  *self = (FpdNotifyConfig){
    .webhook_url = g_strdup (fpd_settings_get (settings, "FOOTPRINTS_WEBHOOK_URL")),
    .webhook_token = g_strdup (fpd_settings_get (settings, "FOOTPRINTS_WEBHOOK_TOKEN")),
    .smtp_url = g_strdup (fpd_settings_get (settings, "FOOTPRINTS_SMTP_URL")),
    .smtp_user = g_strdup (fpd_settings_get (settings, "FOOTPRINTS_SMTP_USER")),
    .smtp_password = g_strdup (fpd_settings_get (settings, "FOOTPRINTS_SMTP_PASSWORD")),
    .mail_from = g_strdup (fpd_settings_get (settings, "FOOTPRINTS_MAIL_FROM")),
    .mail_to = g_strdup (fpd_settings_get (settings, "FOOTPRINTS_MAIL_TO")),
  };
  if (!check_url (settings, "FOOTPRINTS_WEBHOOK_URL", web_schemes, error) ||
      !load_format (self, settings, error) || !check_token (self, settings, error) ||
      !check_url (settings, "FOOTPRINTS_SMTP_URL", mail_schemes, error) ||
      !load_number (settings, "FOOTPRINTS_FAILURES_TO_TELL", 1000, &self->n_failures, error) ||
      !load_number (settings, "FOOTPRINTS_HOURS_TO_TELL", 24 * 365, &n_hours, error))
    return FALSE;
  self->silence_s = n_hours * HOUR_S;
  if (self->smtp_password != NULL && self->smtp_user == NULL)
    return fpd_settings_fail (settings, "FOOTPRINTS_SMTP_USER",
                              "is needed with FOOTPRINTS_SMTP_PASSWORD", error);
  return self->smtp_url == NULL || (check_mail_address (settings, "FOOTPRINTS_MAIL_FROM", error) &&
                                    check_mail_address (settings, "FOOTPRINTS_MAIL_TO", error));
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
