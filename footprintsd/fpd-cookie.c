/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-cookie.h"

#include "footprintsd/accounts/fpd-accounts.h"
#include "footprintsd/fpd-client.h"

#define COOKIE_NAME "footprints_session"

char *
fpd_cookie_dup (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *header = soup_message_headers_get_list (headers, "Cookie");
  g_auto (GStrv) parts = g_strsplit (header != NULL ? header : "", ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (g_strstrip (parts[i]), COOKIE_NAME "="))
      return g_strdup (parts[i] + sizeof COOKIE_NAME);
  return NULL;
}

void
fpd_cookie_set (const FpdConfig *config, SoupServerMessage *message, const char *secret)
{
  g_autofree char *cookie = g_strdup_printf (
      COOKIE_NAME "=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Strict%s",
      secret != NULL ? secret : "", config->base_path, secret != NULL ? FPD_SESSION_LIFETIME_S : 0,
      fpd_client_is_secure (config, message) ? "; Secure" : "");

  soup_message_headers_append (soup_server_message_get_response_headers (message), "Set-Cookie",
                               cookie);
}
