/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The command notify: sends a test message to the webhook and by mail. */

#include "footprintsd/commands/fpd-commands.h"
#include "footprintsd/notify/fpd-delivery.h"

#include <stdio.h>

typedef gboolean (*Deliver) (const FpdNotifyConfig *config,
                             const FpdNotice *notice,
                             GCancellable *cancellable,
                             GError **error);

static int
try_one (const FpdNotifyConfig *config, const char *name, Deliver deliver)
{
  g_autoptr (GError) error = NULL;
  FpdNotice notice = {
    .event = g_strdup ("test"),
    .title = g_strdup ("Footprints: test"),
    .text = g_strdup ("You will be notified in this way when a sync keeps failing."),
    .time_s = g_get_real_time () / G_USEC_PER_SEC,
  };
  gboolean done = deliver (config, &notice, NULL, &error);

  fpd_notice_clear (&notice);
  if (!done)
    return fpd_command_fail (error);
  printf ("%s: sent\n", name);
  return FPD_EXIT_OK;
}

static int
notify (const FpdNotifyConfig *config)
{
  int webhook_status = FPD_EXIT_OK;
  int mail_status = FPD_EXIT_OK;

  if (config->webhook_url == NULL && config->smtp_url == NULL)
    return fpd_command_fail_usage ("neither FOOTPRINTS_WEBHOOK_URL nor FOOTPRINTS_SMTP_URL is set");
  if (config->webhook_url != NULL)
    webhook_status = try_one (config, "webhook", fpd_deliver_to_webhook);
  if (config->smtp_url != NULL)
    mail_status = try_one (config, "mail", fpd_deliver_by_mail);
  return MAX (webhook_status, mail_status);
}

int
fpd_command_notify (int argc, char **argv)
{
  static const GOptionEntry no_entries[] = { { NULL } };
  FpdConfig config = { 0 };
  FpdNotifyConfig notify_config = { 0 };
  g_autoptr (GError) error = NULL;
  int status = fpd_command_parse (
      &argc, &argv, NULL,
      "Sends a test message to everyone who is notified when a sync keeps failing: to the\n"
      "webhook FOOTPRINTS_WEBHOOK_URL, and to FOOTPRINTS_MAIL_TO through FOOTPRINTS_SMTP_URL.",
      no_entries, &config);

  if (status < 0 && argc > 1)
    status = fpd_command_fail_usage ("notify takes no arguments; see footprintsd notify --help");
  if (status < 0 && !fpd_notify_config_load (&notify_config, config.settings, &error))
    status = fpd_command_fail (error);
  if (status < 0)
    status = notify (&notify_config);
  fpd_notify_config_clear (&notify_config);
  fpd_config_clear (&config);
  return status;
}
