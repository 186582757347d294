/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Logging in and out, setting up the first account, and joining with an invitation. */

#include "footprintsd/accounts/fpd-passwords.h"
#include "footprintsd/accounts/fpd-secret.h"
#include "footprintsd/handlers/fpd-account-common.h"
#include "footprintsd/http/fpd-problem.h"
#include "footprintsd/request/fpd-cookie.h"
#include "footprintsd/tenant/fpd-tenants.h"

#include <libsoup/soup.h>

static const char *
get_state (FpdRequest *request, const FpdAccount *account)
{
  if (request->site->accounts == NULL)
    return "open";
  if (request->identity.is_visitor)
    return "visitor";
  if (account != NULL)
    return "in";
  return fpd_site_is_new (request->site) ? "setup" : "login";
}

static json_object *
optional_text (const char *text)
{
  return text != NULL ? json_object_new_string (text) : NULL;
}

/* How the page counts days; @account may be NULL. */
static void
add_days (json_object *object, FpdRequest *request, const FpdAccount *account)
{
  json_object_object_add (object, "timezone",
                          account != NULL ? optional_text (account->zone) : NULL);
  json_object_object_add (object, "day_start_hour",
                          json_object_new_int ((int) request->day_start_hour));
  json_object_object_add (
      object, "first_weekday",
      json_object_new_int (account != NULL ? (int) account->first_weekday : G_DATE_MONDAY));
}

/* What the page needs to know before it can show anything. */
FpdResponse *
fpd_handle_session (FpdRequest *request, GError **error)
{
  const FpdIdentity *identity = &request->identity;
  FpdAccounts *accounts = request->site->accounts;
  g_autoptr (FpdAccount) account = accounts != NULL && identity->account_id != 0
                                       ? fpd_accounts_get (accounts, identity->account_id)
                                       : NULL;
  g_autofree char *scopes = fpd_scopes_to_text (identity->scopes);
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "state", json_object_new_string (get_state (request, account)));
  json_object_object_add (object, "listener",
                          account != NULL ? optional_text (account->name) : NULL);
  add_days (object, request, account);
  json_object_object_add (object, "account",
                          account != NULL && !identity->is_visitor ? fpd_account_describe (account)
                                                                   : NULL);
  json_object_object_add (object, "scopes", json_object_new_string (scopes));
  json_object_object_add (object, "version", json_object_new_string (FOOTPRINTS_VERSION_STRING));
  return fpd_response_new_json (object);
}

static FpdResponse *
ask_for_code (void)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "success", json_object_new_boolean (FALSE));
  json_object_object_add (object, "second_factor", json_object_new_boolean (TRUE));
  json_object_object_add (object, "message",
                          json_object_new_string ("enter the code from your authenticator app"));
  return fpd_response_new_json (object);
}

/* The same password, hashed with today's limits; dropped when the password has changed
 * meanwhile. */
typedef struct
{
  const char *hash;
  const char *better_hash;
} BetterHash;

static gboolean
set_better_hash (FpdAccount *account, gpointer data, GError **error)
{
  const BetterHash *hashes = data;

  if (g_strcmp0 (account->password_hash, hashes->hash) != 0)
    return TRUE;
  g_free (account->password_hash);
  account->password_hash = g_strdup (hashes->better_hash);
  return TRUE;
}

/* The password was right. */
static FpdResponse *
let_in (FpdRequest *request, const FpdAccount *account, const char *code, GError **error)
{
  FpdAccounts *accounts = request->site->accounts;
  g_autofree char *key = g_strdup_printf ("account %" G_GINT64_FORMAT, account->id);

  if (account->totp_secret != NULL && code == NULL)
    return ask_for_code ();
  if (account->totp_secret != NULL && !fpd_accounts_take_code (accounts, account->id, code))
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_UNAUTHORIZED,
                           "the code is wrong, has expired or was already used");
      return NULL;
    }
  fpd_account_forgive (request, key);
  return fpd_account_begin_session (request, account->id, error);
}

/* The throttle's key for failed attempts at @name. */
static char *
make_key (const FpdAccount *account, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *hash = fpd_secret_hash (folded);

  return account != NULL ? g_strdup_printf ("account %" G_GINT64_FORMAT, account->id)
                         : g_strdup_printf ("name %s", hash);
}

/* The account with that name and password. NULL with @error set, also when the password was changed
 * or the account was disabled during the comparison. */
static FpdAccount *
find_by_password (FpdRequest *request, const char *name, const char *password, GError **error)
{
  FpdAccounts *accounts = request->site->accounts;
  g_autoptr (FpdAccount) account = fpd_accounts_find (accounts, name);
  g_autoptr (FpdAccount) now = NULL;
  g_autofree char *key = make_key (account, name);
  g_autofree char *better_hash = NULL;
  const char *hash = account != NULL ? account->password_hash : NULL;

  if (!fpd_account_may_try (request, key, error))
    return NULL;
  if (fpd_password_verify (hash, password, &better_hash))
    now = fpd_accounts_get (accounts, account->id);
  if (now == NULL || now->disabled_at != 0 || g_strcmp0 (now->password_hash, hash) != 0)
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_UNAUTHORIZED,
                           "the user name or the password is wrong");
      return NULL;
    }
  if (better_hash != NULL)
    {
      BetterHash hashes = { hash, better_hash };

      fpd_accounts_change (accounts, now->id, set_better_hash, &hashes, NULL);
    }
  return g_steal_pointer (&now);
}

/* Reads the texts that logging in, setting up and joining have in common; FALSE with @error set. */
static gboolean
read_name_and_password (json_object *body, const char **name, const char **password, GError **error)
{
  return fpd_json_body_get_text (body, "name", name, error) &&
         fpd_json_body_need ("name", *name, error) &&
         fpd_json_body_get_text (body, "password", password, error) &&
         fpd_json_body_need ("password", *password, error);
}

FpdResponse *
fpd_handle_login (FpdRequest *request, GError **error)
{
  g_autoptr (json_object) body = NULL;
  g_autoptr (FpdAccount) account = NULL;
  const char *name = NULL;
  const char *password = NULL;
  const char *code = NULL;

  if (fpd_account_check_site (request, error))
    body = fpd_json_body_parse (request, error);
  if (body != NULL && read_name_and_password (body, &name, &password, error) &&
      fpd_json_body_get_text (body, "code", &code, error))
    account = find_by_password (request, name, password, error);
  return account != NULL ? let_in (request, account, code, error) : NULL;
}

FpdResponse *
fpd_handle_logout (FpdRequest *request, GError **error)
{
  FpdResponse *response;

  if (!fpd_account_check_site (request, error))
    return NULL;
  if (request->identity.session_id != 0)
    fpd_accounts_end_session (request->site->accounts, request->identity.account_id,
                              request->identity.session_id, NULL);
  response = fpd_response_new_success (NULL);
  fpd_cookie_set (response, request, NULL);
  return response;
}

/* Whether @secret is the setup code, or a valid invitation. */
static gboolean
check_door (FpdRequest *request, const char *secret, gboolean is_setup, GError **error)
{
  if (!is_setup)
    return fpd_accounts_check_invitation (request->site->accounts, secret, error);
  if (!fpd_site_is_new (request->site))
    g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_CONFLICT,
                         "this server is already set up; log in");
  else if (!fpd_secret_is_code (secret, request->site->setup_code))
    g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_FORBIDDEN,
                         "this is not the setup code that footprintsd printed when it started");
  else
    return TRUE;
  return FALSE;
}

static void
ignore (FpdTenant *tenant, const GError *error, gpointer data)
{
}

/* Creates the history of the new account. */
static FpdResponse *
open_history (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  fpd_tenants_find (context->site->tenants, *(gint64 *) data, ignore, NULL);
  return NULL;
}

/* Creates an account and a session for someone whose secret is valid. Two people may arrive at the
 * same time, so the accounts check again. */
static FpdResponse *
add (FpdRequest *request,
     const char *invitation,
     const char *name,
     const char *password,
     GError **error)
{
  FpdAccounts *accounts = request->site->accounts;
  g_autofree char *hash = fpd_password_hash (password, error);
  FpdResponse *response;
  gint64 id;

  if (hash == NULL)
    return NULL;
  id = invitation != NULL ? fpd_accounts_join (accounts, invitation, name, hash, error)
                          : fpd_accounts_add_first (accounts, name, hash, error);
  response = id >= 0 ? fpd_account_begin_session (request, id, error) : NULL;
  if (response != NULL)
    fpd_response_set_step (response, open_history, g_memdup2 (&id, sizeof id), g_free);
  return response;
}

static FpdResponse *
enter (FpdRequest *request, gboolean is_setup, GError **error)
{
  const char *secret_name = is_setup ? "code" : "invitation";
  const char *secret = NULL;
  const char *name = NULL;
  const char *password = NULL;
  g_autoptr (json_object) body = NULL;

  if (fpd_account_check_site (request, error))
    body = fpd_json_body_parse (request, error);
  if (body == NULL || !fpd_json_body_get_text (body, secret_name, &secret, error) ||
      !fpd_json_body_need (secret_name, secret, error) ||
      !read_name_and_password (body, &name, &password, error) ||
      !fpd_account_may_try (request, NULL, error) || !check_door (request, secret, is_setup, error))
    return NULL;
  /* Someone who has a valid secret is not guessing. */
  fpd_account_forgive (request, NULL);
  if (!fpd_account_check_name (name, error) || !fpd_password_check (password, error))
    return NULL;
  return add (request, is_setup ? NULL : secret, name, password, error);
}

FpdResponse *
fpd_handle_setup (FpdRequest *request, GError **error)
{
  return enter (request, TRUE, error);
}

FpdResponse *
fpd_handle_join (FpdRequest *request, GError **error)
{
  return enter (request, FALSE, error);
}
