/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What the handlers of accounts share: the account behind a request, sessions, limits on attempts,
 * and deletion. */

#include "footprintsd/handlers/fpd-account-common.h"

#include "footprintsd/accounts/fpd-recovery-codes.h"

#include "footprintsd/accounts/fpd-passwords.h"
#include "footprintsd/backup/fpd-deletion-note.h"
#include "footprintsd/http/fpd-problem.h"
#include "footprintsd/request/fpd-cookie.h"
#include "footprintsd/tenant/fpd-tenants.h"

#include <libsoup/soup.h>

gboolean
fpd_account_check_site (FpdRequest *request, GError **error)
{
  if (request->site->accounts != NULL)
    return TRUE;
  g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_NOT_FOUND,
                       "this server has no accounts; anyone who can connect may do anything");
  return FALSE;
}

FpdAccount *
fpd_account_of_request (FpdRequest *request, GError **error)
{
  FpdAccount *account;

  if (!fpd_account_check_site (request, error))
    return NULL;
  account = fpd_accounts_get (request->site->accounts, request->identity.account_id);
  if (account == NULL)
    g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_UNAUTHORIZED,
                         "this user no longer exists");
  return account;
}

json_object *
fpd_account_time_to_json (gint64 time_s)
{
  g_autoptr (GDateTime) time = time_s != 0 ? g_date_time_new_from_unix_utc (time_s) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  return text != NULL ? json_object_new_string (text) : NULL;
}

json_object *
fpd_account_describe (const FpdAccount *account)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "id", json_object_new_int64 (account->id));
  json_object_object_add (object, "name", json_object_new_string (account->name));
  json_object_object_add (object, "role",
                          json_object_new_string (fpd_role_to_text (account->role)));
  json_object_object_add (object, "timezone",
                          account->zone != NULL ? json_object_new_string (account->zone) : NULL);
  json_object_object_add (object, "day_start_hour",
                          json_object_new_int ((int) account->day_start_hour));
  json_object_object_add (object, "first_weekday",
                          json_object_new_int ((int) account->first_weekday));
  json_object_object_add (object, "visibility",
                          json_object_new_string (fpd_visibility_to_text (account->visibility)));
  json_object_object_add (object, "link",
                          account->link != NULL ? json_object_new_string (account->link) : NULL);
  json_object_object_add (object, "has_password",
                          json_object_new_boolean (account->password_hash != NULL));
  json_object_object_add (object, "second_factor",
                          json_object_new_boolean (account->totp_secret != NULL));
  json_object_object_add (
      object, "recovery_codes_left",
      json_object_new_int ((int) fpd_recovery_codes_count (account->recovery_codes)));
  json_object_object_add (object, "created_at", fpd_account_time_to_json (account->created_at));
  return object;
}

FpdResponse *
fpd_account_answer (FpdRequest *request, gint64 account_id)
{
  g_autoptr (FpdAccount) account = fpd_accounts_get (request->site->accounts, account_id);
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "account",
                          account != NULL ? fpd_account_describe (account) : NULL);
  return fpd_response_new_success (object);
}

static void
end_old_session (FpdRequest *request)
{
  FpdSite *site = request->site;
  g_autofree char *secret = fpd_cookie_dup (site->config, request->is_secure, request->cookies);
  g_autoptr (FpdSession) session =
      secret != NULL ? fpd_accounts_find_session (site->accounts, secret) : NULL;

  if (session != NULL)
    fpd_accounts_end_session (site->accounts, session->account_id, session->id, NULL);
}

FpdResponse *
fpd_account_begin_session (FpdRequest *request, gint64 account_id, GError **error)
{
  g_autofree char *secret = NULL;
  FpdResponse *response;

  end_old_session (request);
  secret = fpd_accounts_begin_session (request->site->accounts, account_id,
                                       request->identity.address, request->user_agent, error);
  if (secret == NULL)
    return NULL;
  response = fpd_account_answer (request, account_id);
  fpd_cookie_set (response, request, secret);
  return response;
}

static gint64
now_s (void)
{
  return g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* A household has one IPv4 address, or one IPv6 network. */
static char *
make_address_key (const char *address)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);

  if (parsed == NULL || g_inet_address_get_family (parsed) != G_SOCKET_FAMILY_IPV6)
    return g_strconcat ("address ", address, NULL);
  return g_strdup_printf (
      "network %08x%08x",
      GUINT32_FROM_BE (((const guint32 *) (gconstpointer) g_inet_address_to_bytes (parsed))[0]),
      GUINT32_FROM_BE (((const guint32 *) (gconstpointer) g_inet_address_to_bytes (parsed))[1]));
}

/* What the attempt is at: an account, or a setup code or invitation, which belongs to no
 * account. */
static const char *
get_target (const char *key)
{
  return key != NULL ? key : "door";
}

gboolean
fpd_account_may_try (FpdRequest *request, const char *key, GError **error)
{
  FpdThrottle *throttle = request->site->throttle;
  g_autofree char *address_key = make_address_key (request->identity.address);
  gint64 wait_s = fpd_throttle_get_wait_s (throttle, address_key, now_s ());

  if (key != NULL)
    wait_s = MAX (wait_s, fpd_throttle_get_wait_s (throttle, key, now_s ()));
  if (wait_s == 0)
    {
      if (key != NULL)
        fpd_throttle_add_failure (throttle, key, get_target (key), now_s ());
      fpd_throttle_add_failure (throttle, address_key, get_target (key), now_s ());
      return TRUE;
    }
  request->retry_after_s = wait_s;
  g_set_error (error, FPD_HTTP_ERROR, FPD_STATUS_TOO_MANY_REQUESTS,
               "too many attempts; try again in %" G_GINT64_FORMAT " seconds", wait_s);
  return FALSE;
}

void
fpd_account_forgive (FpdRequest *request, const char *key)
{
  FpdThrottle *throttle = request->site->throttle;
  g_autofree char *address_key = make_address_key (request->identity.address);

  if (key != NULL)
    fpd_throttle_forgive (throttle, key, get_target (key));
  fpd_throttle_forgive (throttle, address_key, get_target (key));
}

/* FALSE with @error set. */
static gboolean
verify (FpdRequest *request, const FpdAccount *account, const char *password, GError **error)
{
  g_autofree char *key = g_strdup_printf ("account %" G_GINT64_FORMAT, account->id);
  g_autofree char *better_hash = NULL;

  if (!fpd_account_may_try (request, key, error))
    return FALSE;
  if (!fpd_password_verify (account->password_hash, password, &better_hash))
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_FORBIDDEN, "the password is wrong");
      return FALSE;
    }
  fpd_account_forgive (request, key);
  return TRUE;
}

FpdAccount *
fpd_account_confirm (FpdRequest *request, json_object **body, GError **error)
{
  g_autoptr (FpdAccount) account = fpd_account_of_request (request, error);
  g_autoptr (json_object) parsed = account != NULL ? fpd_json_body_parse (request, error) : NULL;
  const char *password = "";

  if (parsed == NULL || !fpd_json_body_get_text (parsed, "password", &password, error) ||
      (account->password_hash != NULL && !verify (request, account, password, error)))
    return NULL;
  *body = g_steal_pointer (&parsed);
  return g_steal_pointer (&account);
}

/* A removed account whose history is still to be deleted. */
typedef struct
{
  gint64 account_id;
  char *ledger_path;
} Deletion;

static void
deletion_free (gpointer data)
{
  Deletion *deletion = data;

  g_free (deletion->ledger_path);
  g_free (deletion);
}

static FpdResponse *
delete_history (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  const Deletion *deletion = data;

  fpd_tenants_delete (context->site->tenants, deletion->account_id, deletion->ledger_path);
  return NULL;
}

FpdResponse *
fpd_account_delete (FpdRequest *request, const FpdAccount *account, GError **error)
{
  FpdSite *site = request->site;
  g_autofree char *path = fpd_accounts_dup_ledger_path (site->accounts, account);
  FpdResponse *response;
  Deletion *deletion;

  /* Write the note to disk first, so that a start after a crash finishes the deletion. */
  if (!fpd_deletion_note_write (site->config, account->id, path, error) ||
      !fpd_accounts_remove (site->accounts, account->id, error))
    return NULL;
  deletion = g_new0 (Deletion, 1);
  deletion->account_id = account->id;
  deletion->ledger_path = g_steal_pointer (&path);
  response = fpd_response_new_success (NULL);
  fpd_response_set_step (response, delete_history, deletion, deletion_free);
  return response;
}
