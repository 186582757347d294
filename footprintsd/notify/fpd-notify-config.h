/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/config/fpd-settings.h"

G_BEGIN_DECLS

/* The format that a webhook expects. */
typedef enum
{
  FPD_WEBHOOK_JSON,
  FPD_WEBHOOK_NTFY,
  FPD_WEBHOOK_GOTIFY,
} FpdWebhookFormat;

/* Whom to notify when a sync keeps failing, from the settings. */
typedef struct
{
  char *webhook_url; /* NULL: no webhook */
  FpdWebhookFormat webhook_format;
  char *webhook_token; /* NULL: none */
  char *smtp_url;      /* NULL: no mail */
  char *smtp_user;     /* NULL: no login */
  char *smtp_password;
  char *mail_from;
  char *mail_to;
  gint64 n_failures;
  gint64 silence_s;
} FpdNotifyConfig;

/* FALSE with @error set if a value is not valid or is missing. */
gboolean
fpd_notify_config_load (FpdNotifyConfig *self, const FpdSettings *settings, GError **error);
void fpd_notify_config_clear (FpdNotifyConfig *self);

G_END_DECLS
