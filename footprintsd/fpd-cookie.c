/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-cookie.h"

#include "footprintsd/accounts/fpd-accounts.h"
#include "footprintsd/fpd-client.h"

#include <string.h>

#define PLAIN_NAME "footprints_session"

/* A browser takes a cookie whose name begins with "__Host-" only over TLS, from the host itself and
 * for all paths, so that neither a page without TLS nor another host of the domain can plant one.
 * Below a path only "__Secure-" is to be had, which asks for TLS alone. */
static const char *
cookie_get_name (const FpdConfig *config, SoupServerMessage *message)
{
  if (!fpd_client_is_secure (config, message))
    return PLAIN_NAME;
  return g_str_equal (config->base_path, "/") ? "__Host-" PLAIN_NAME : "__Secure-" PLAIN_NAME;
}

/* The value of a cookie that the client sends; NULL: it sends none (transfer full). */
static char *
cookie_dup_value (SoupServerMessage *message, const char *name)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *header = soup_message_headers_get_list (headers, "Cookie");
  g_auto (GStrv) parts = g_strsplit (header != NULL ? header : "", ";", -1);
  gsize length = strlen (name);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (g_strstrip (parts[i]), name) && parts[i][length] == '=')
      return g_strdup (parts[i] + length + 1);
  return NULL;
}

char *
fpd_cookie_dup (const FpdConfig *config, SoupServerMessage *message)
{
  return cookie_dup_value (message, cookie_get_name (config, message));
}

static void
cookie_set (const FpdConfig *config,
            SoupServerMessage *message,
            const char *name,
            const char *secret)
{
  g_autofree char *cookie = g_strdup_printf (
      "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Strict%s", name, secret != NULL ? secret : "",
      config->base_path, secret != NULL ? FPD_SESSION_LIFETIME_S : 0,
      fpd_client_is_secure (config, message) ? "; Secure" : "");

  soup_message_headers_append (soup_server_message_get_response_headers (message), "Set-Cookie",
                               cookie);
}

void
fpd_cookie_set (const FpdConfig *config, SoupServerMessage *message, const char *secret)
{
  const char *name = cookie_get_name (config, message);
  g_autofree char *stale = NULL;

  /* Left by an earlier version, or by a visit without TLS: it counts for nothing here. */
  if (!g_str_equal (name, PLAIN_NAME))
    stale = cookie_dup_value (message, PLAIN_NAME);
  if (stale != NULL)
    cookie_set (config, message, PLAIN_NAME, NULL);
  cookie_set (config, message, name, secret);
}
