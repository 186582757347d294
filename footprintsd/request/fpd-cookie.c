/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reads and writes the session cookie, whose name depends on TLS. */

#include "footprintsd/request/fpd-cookie.h"

#include "footprintsd/accounts/fpd-accounts.h"

#include <string.h>

#define PLAIN_NAME "footprints_session"

/* A browser accepts a cookie whose name begins with "__Host-" only over TLS, from the host itself
 * and for all paths, so that neither a page without TLS nor another host of the domain can plant
 * one. Below a base path only "__Secure-" is available, which requires nothing but TLS. */
static const char *
cookie_get_name (const FpdConfig *config, gboolean is_secure)
{
  if (!is_secure)
    return PLAIN_NAME;
  return g_str_equal (config->base_path, "/") ? "__Host-" PLAIN_NAME : "__Secure-" PLAIN_NAME;
}

/* The value of a cookie that the client sends; NULL: it sends none (transfer full). */
static char *
cookie_dup_value (const char *cookies, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (cookies != NULL ? cookies : "", ";", -1);
  gsize length = strlen (name);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (g_strstrip (parts[i]), name) && parts[i][length] == '=')
      return g_strdup (parts[i] + length + 1);
  return NULL;
}

char *
fpd_cookie_dup (const FpdConfig *config, gboolean is_secure, const char *cookies)
{
  return cookie_dup_value (cookies, cookie_get_name (config, is_secure));
}

static void
cookie_set (FpdResponse *response, const FpdRequest *request, const char *name, const char *secret)
{
  g_autofree char *cookie = g_strdup_printf (
      "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Strict%s", name, secret != NULL ? secret : "",
      request->site->config->base_path, secret != NULL ? FPD_SESSION_LIFETIME_S : 0,
      request->is_secure ? "; Secure" : "");

  fpd_response_add_header (response, "Set-Cookie", cookie);
}

void
fpd_cookie_set (FpdResponse *response, const FpdRequest *request, const char *secret)
{
  const char *name = cookie_get_name (request->site->config, request->is_secure);
  g_autofree char *stale = NULL;

  /* Left by an earlier version, or by a visit without TLS. It is ignored here, so delete it. */
  if (!g_str_equal (name, PLAIN_NAME))
    stale = cookie_dup_value (request->cookies, PLAIN_NAME);
  if (stale != NULL)
    cookie_set (response, request, PLAIN_NAME, NULL);
  cookie_set (response, request, name, secret);
}
