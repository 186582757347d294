/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The checks that a request passes before it may do anything: host, route, identity, scope and
 * origin. */

#include "footprintsd/server/fpd-gate.h"

#include "footprintsd/http/fpd-client.h"
#include "footprintsd/request/fpd-cookie.h"
#include "footprintsd/request/fpd-reply.h"

#include <string.h>

#define ADMISSION_KEY "fpd-admission"
/* Below these, a history is shown to people who have not logged in. */
#define PUBLIC_PREFIX "u/"
#define LINK_PREFIX "s/"

void
fpd_admission_free (FpdAdmission *self)
{
  g_hash_table_unref (self->path);
  g_free (self->identity.address);
  g_free (self);
}

static SoupMessageHeaders *
get_headers (SoupServerMessage *message)
{
  return soup_server_message_get_request_headers (message);
}

/* "name:port" without the port, in lower case. */
static char *
dup_host_name (const char *host)
{
  const char *end = host + strlen (host);

  if (host[0] == '[')
    {
      end = strchr (host, ']');
      return end != NULL ? g_ascii_strdown (host + 1, end - host - 1) : g_strdup ("");
    }
  if (strchr (host, ':') != NULL)
    end = strchr (host, ':');
  if (end > host && end[-1] == '.')
    end--;
  return g_ascii_strdown (host, end - host);
}

/* Another site can point its own name at our address; it cannot use our name. */
static gboolean
check_host (const FpdSite *site, SoupServerMessage *message)
{
  const char *host = soup_message_headers_get_one (get_headers (message), "Host");
  g_autofree char *name = host != NULL ? dup_host_name (host) : NULL;
  g_autofree char *detail = NULL;

  if (site->config->host_names == NULL ||
      (name != NULL && g_hash_table_contains (site->config->host_names, name)))
    return TRUE;
  detail = g_strdup_printf ("this server is not known as “%s”; FOOTPRINTS_HOSTS lists its names",
                            name != NULL ? name : "");
  fpd_reply_send_problem (message, SOUP_STATUS_MISDIRECTED_REQUEST, detail);
  return FALSE;
}

/* The path below the base path, with a leading slash; NULL when the message has been answered. */
static const char *
strip_base_path (const FpdSite *site, SoupServerMessage *message, const char *path)
{
  const char *base = site->config->base_path;
  gsize length = strlen (base);

  if (g_str_has_prefix (path, base))
    return path + length - 1;
  if (strlen (path) == length - 1 && g_str_has_prefix (base, path))
    soup_server_message_set_redirect (message, SOUP_STATUS_PERMANENT_REDIRECT, base);
  else
    fpd_reply_send_problem (message, SOUP_STATUS_NOT_FOUND, "there is nothing at this address");
  return NULL;
}

/* Whether @origin, of a page, is this server as browsers see it: scheme, host and port. */
static gboolean
is_own_origin (const FpdConfig *config, SoupServerMessage *message, const char *origin)
{
  const char *host = soup_message_headers_get_one (get_headers (message), "Host");
  const char *scheme = fpd_client_is_secure (config, message) ? "https" : "http";
  g_autofree char *own_text = g_strconcat (scheme, "://", host, NULL);
  /* Fills in the default port of the scheme when none is given. */
  g_autoptr (GUri) own = g_uri_parse (own_text, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  g_autoptr (GUri) theirs = g_uri_parse (origin, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

  return host != NULL && own != NULL && theirs != NULL && g_uri_get_host (own) != NULL &&
         g_str_equal (g_uri_get_scheme (own), g_uri_get_scheme (theirs)) &&
         g_uri_get_host (theirs) != NULL &&
         g_ascii_strcasecmp (g_uri_get_host (own), g_uri_get_host (theirs)) == 0 &&
         g_uri_get_port (own) == g_uri_get_port (theirs);
}

/* A page from another site must not be able to change anything here. */
static gboolean
is_cross_site (const FpdConfig *config, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = get_headers (message);
  const char *site = soup_message_headers_get_one (headers, "Sec-Fetch-Site");
  const char *origin = soup_message_headers_get_one (headers, "Origin");

  if (site != NULL)
    return !g_str_equal (site, "same-origin") && !g_str_equal (site, "none");
  return origin != NULL && !is_own_origin (config, message, origin);
}

static guint
get_scopes (const FpdAccount *account)
{
  return FPD_SCOPES_OF_LISTENER | (account->role == FPD_ROLE_OWNER ? FPD_SCOPE_PEOPLE : 0);
}

static void
be_account (FpdIdentity *identity, const FpdAccount *account, guint scopes)
{
  if (account == NULL || account->disabled_at != 0)
    return;
  identity->account_id = account->id;
  identity->scopes = scopes & get_scopes (account);
}

/* "Bearer …", as most clients write it, or "Token …", as clients of ListenBrainz do. */
static const char *
get_token (SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (get_headers (message), "Authorization");
  gsize length = header != NULL ? strcspn (header, " ") : 0;

  if (length == strlen ("Bearer") && g_ascii_strncasecmp (header, "Bearer", length) == 0)
    return header + length + strspn (header + length, " ");
  if (length == strlen ("Token") && g_ascii_strncasecmp (header, "Token", length) == 0)
    return header + length + strspn (header + length, " ");
  return NULL;
}

static void
identify_by_token (FpdSite *site, const char *secret, FpdIdentity *identity)
{
  g_autoptr (FpdToken) token = fpd_accounts_find_token (site->accounts, secret);
  g_autoptr (FpdAccount) account =
      token != NULL ? fpd_accounts_get (site->accounts, token->account_id) : NULL;
  guint scopes = token != NULL ? token->scopes : 0;

  if ((scopes & FPD_SCOPE_ADMIN) != 0)
    scopes = FPD_SCOPES_OF_LISTENER | FPD_SCOPE_PEOPLE;
  be_account (identity, account, scopes);
  identity->by_token = TRUE;
}

static void
identify_by_cookie (FpdSite *site, SoupServerMessage *message, FpdIdentity *identity)
{
  const char *cookies = soup_message_headers_get_list (get_headers (message), "Cookie");
  g_autofree char *secret =
      fpd_cookie_dup (site->config, fpd_client_is_secure (site->config, message), cookies);
  g_autoptr (FpdSession) session =
      secret != NULL ? fpd_accounts_find_session (site->accounts, secret) : NULL;
  g_autoptr (FpdAccount) account =
      session != NULL ? fpd_accounts_get (site->accounts, session->account_id) : NULL;

  if (session != NULL)
    identity->session_id = session->id;
  be_account (identity, account, G_MAXUINT);
}

static void
identify_by_login (FpdSite *site, const char *login, FpdIdentity *identity)
{
  g_autoptr (FpdAccount) account = fpd_accounts_find (site->accounts, login);

  be_account (identity, account, G_MAXUINT);
}

/* Finds out who makes the request; nobody, when nothing proves it. */
static void
identify (FpdSite *site, SoupServerMessage *message, FpdIdentity *identity)
{
  const char *token = get_token (message);
  const char *login = fpd_client_get_login (site->config, message);

  identity->address = fpd_client_dup_address (site->config, message);
  if (site->accounts == NULL)
    identity->scopes = FPD_SCOPES_OF_LISTENER;
  else if (token != NULL)
    identify_by_token (site, token, identity);
  else if (login != NULL)
    identify_by_login (site, login, identity);
  else
    identify_by_cookie (site, message, identity);
}

/* The account whose history the path shows without a login; NULL: it is not shown. Sets @rest to
 * the path below it (transfer full). */
static FpdAccount *
find_shown (FpdSite *site, const char *path, const char **rest)
{
  gboolean is_public = g_str_has_prefix (path + 1, PUBLIC_PREFIX);
  const char *name = path + 1 + strlen (PUBLIC_PREFIX);
  const char *end = strchr (name, '/');
  g_autofree char *decoded = NULL;
  g_autoptr (FpdAccount) account = NULL;

  if (end == NULL || site->accounts == NULL)
    return NULL;
  *rest = end;
  decoded = g_uri_unescape_segment (name, end, NULL);
  if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL))
    return NULL;
  account = is_public ? fpd_accounts_find (site->accounts, decoded)
                      : fpd_accounts_find_link (site->accounts, decoded);
  if (account == NULL || account->disabled_at != 0)
    return NULL;
  if (is_public && account->visibility != FPD_VISIBILITY_PUBLIC)
    return NULL;
  return g_steal_pointer (&account);
}

static gboolean
is_shown_path (const char *path)
{
  return g_str_has_prefix (path + 1, PUBLIC_PREFIX) || g_str_has_prefix (path + 1, LINK_PREFIX);
}

/* NULL when the message has been answered. */
static const FpdRoute *
find_route (SoupServerMessage *message, const char *path, GHashTable **values)
{
  g_autofree char *allow = NULL;
  const FpdRoute *route =
      fpd_router_find (soup_server_message_get_method (message), path, values, &allow);

  if (route == NULL && allow == NULL)
    fpd_reply_send_problem (message, SOUP_STATUS_NOT_FOUND, "there is nothing at this address");
  else if (route == NULL)
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                    allow);
      fpd_reply_send_problem (message, SOUP_STATUS_METHOD_NOT_ALLOWED,
                              "this address does not accept that method");
    }
  return route;
}

static gboolean
check_scope (SoupServerMessage *message, const FpdRoute *route, const FpdIdentity *identity)
{
  if ((route->scope & ~identity->scopes) == 0)
    return TRUE;
  if (identity->scopes != FPD_SCOPE_NONE)
    {
      fpd_reply_send_problem (message, SOUP_STATUS_FORBIDDEN,
                              "this token or account may not do that");
      return FALSE;
    }
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "WWW-Authenticate", "Bearer realm=\"footprints\"");
  fpd_reply_send_problem (message, SOUP_STATUS_UNAUTHORIZED,
                          identity->by_token ? "the token is unknown or was revoked"
                                             : "log in first, or send a token");
  return FALSE;
}

static gboolean
check_site (const FpdConfig *config,
            SoupServerMessage *message,
            const FpdRoute *route,
            const FpdIdentity *identity)
{
  /* A page cannot make a browser send a token that the page does not know. */
  if (g_str_equal (route->method, "GET") || identity->by_token || !is_cross_site (config, message))
    return TRUE;
  fpd_reply_send_problem (message, SOUP_STATUS_FORBIDDEN,
                          "a page from another site may not change anything here");
  return FALSE;
}

/* A visitor to a history may look at it, and do nothing else. */
static gboolean
check_shown (SoupServerMessage *message, const FpdRoute *route, const FpdAccount *shown)
{
  if (shown != NULL && g_str_equal (route->method, "GET") && route->is_shown)
    return TRUE;
  fpd_reply_send_problem (message, SOUP_STATUS_NOT_FOUND, "there is nothing at this address");
  return FALSE;
}

FpdAdmission *
fpd_gate_admit (FpdSite *site, SoupServerMessage *message, const char *path)
{
  g_autoptr (FpdAdmission) self = NULL;
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (FpdAccount) shown = NULL;
  const char *rest;
  gboolean asks_for_shown;
  const FpdRoute *route;

  if (!check_host (site, message) || (path = strip_base_path (site, message, path)) == NULL)
    return NULL;
  asks_for_shown = is_shown_path (path);
  rest = path;
  if (asks_for_shown)
    shown = find_shown (site, path, &rest);
  route = find_route (message, rest, &values);
  if (route == NULL || (asks_for_shown && !check_shown (message, route, shown)))
    return NULL;
  self = g_new0 (FpdAdmission, 1);
  self->site = site;
  self->route = route;
  self->path = g_steal_pointer (&values);
  if (!asks_for_shown)
    identify (site, message, &self->identity);
  else
    {
      self->identity.account_id = shown->id;
      self->identity.scopes = FPD_SCOPE_READ;
      self->identity.is_visitor = TRUE;
      self->identity.address = fpd_client_dup_address (site->config, message);
    }
  if (!check_scope (message, route, &self->identity) ||
      !check_site (site->config, message, route, &self->identity))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
fpd_gate_check_again (const FpdAdmission *admission, SoupServerMessage *message)
{
  FpdIdentity identity = { 0 };
  gboolean is_in;

  if (admission->identity.is_visitor || admission->site->accounts == NULL)
    return TRUE;
  identify (admission->site, message, &identity);
  is_in = identity.account_id == admission->identity.account_id &&
          (admission->route->scope & ~identity.scopes) == 0;
  g_free (identity.address);
  return is_in;
}

gboolean
fpd_gate_is_still_in (SoupServerMessage *message)
{
  return fpd_gate_check_again (fpd_gate_get_admission (message), message);
}

void
fpd_gate_set_admission (SoupServerMessage *message, FpdAdmission *admission)
{
  g_object_set_data_full (G_OBJECT (message), ADMISSION_KEY, admission,
                          (GDestroyNotify) fpd_admission_free);
}

const FpdAdmission *
fpd_gate_get_admission (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), ADMISSION_KEY);
}
