/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/handlers/fpd-account-common.h"

#include "footprintsd/fpd-cookie.h"
#include "footprintsd/fpd-json-body.h"
#include "footprintsd/fpd-problem.h"
#include "footprintsd/fpd-reply.h"

gboolean
fpd_account_check_site (const FpdContext *context, SoupServerMessage *message)
{
  if (context->site->accounts != NULL)
    return TRUE;
  fpd_reply_send_problem (message, SOUP_STATUS_NOT_FOUND,
                          "this server has no accounts: whoever can connect may do all");
  return FALSE;
}

const FpdAccount *
fpd_account_of_request (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  const FpdAccount *account;

  if (!fpd_account_check_site (context, message))
    return NULL;
  account = fpd_accounts_get (context->site->accounts, request->identity.account_id);
  if (account == NULL)
    fpd_reply_send_problem (message, SOUP_STATUS_UNAUTHORIZED, "there is no such user any more");
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
  json_object_object_add (object, "created_at", fpd_account_time_to_json (account->created_at));
  return object;
}

void
fpd_account_send_success (SoupServerMessage *message, json_object *more)
{
  json_object *object = more != NULL ? more : json_object_new_object ();

  json_object_object_add (object, "success", json_object_new_boolean (TRUE));
  fpd_reply_send_json (message, SOUP_STATUS_OK, object);
}

static void
end_old_session (FpdSite *site, SoupServerMessage *message)
{
  g_autofree char *secret = fpd_cookie_dup (site->config, message);
  const FpdSession *session =
      secret != NULL ? fpd_accounts_find_session (site->accounts, secret) : NULL;

  if (session != NULL)
    fpd_accounts_end_session (site->accounts, session->account_id, session->id, NULL);
}

void
fpd_account_send_session (const FpdContext *context,
                          SoupServerMessage *message,
                          gint64 account_id,
                          const char *address)
{
  FpdSite *site = context->site;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = NULL;
  json_object *object;

  end_old_session (site, message);
  secret =
      fpd_accounts_begin_session (site->accounts, account_id, address,
                                  soup_message_headers_get_one (headers, "User-Agent"), &error);
  if (secret == NULL)
    {
      fpd_reply_send_error (message, error);
      return;
    }
  fpd_cookie_set (site->config, message, secret);
  object = json_object_new_object ();
  json_object_object_add (object, "account",
                          fpd_account_describe (fpd_accounts_get (site->accounts, account_id)));
  fpd_account_send_success (message, object);
}

static gint64
now_s (void)
{
  return g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* One household has one address, and of IPv6 one network. */
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

/* What is tried: an account, or a setup code or invitation, which no account has. */
static const char *
get_target (const char *key)
{
  return key != NULL ? key : "door";
}

gboolean
fpd_account_may_try (const FpdContext *context,
                     SoupServerMessage *message,
                     const char *key,
                     const char *address)
{
  FpdThrottle *throttle = context->site->throttle;
  g_autofree char *address_key = make_address_key (address);
  g_autofree char *text = NULL;
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
  text = g_strdup_printf ("%" G_GINT64_FORMAT, wait_s);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After",
                                text);
  g_free (text);
  text = g_strdup_printf ("too many tries; the next one counts in %" G_GINT64_FORMAT " seconds",
                          wait_s);
  fpd_reply_send_problem (message, FPD_STATUS_TOO_MANY_REQUESTS, text);
  return FALSE;
}

void
fpd_account_forgive (const FpdContext *context, const char *key, const char *address)
{
  g_autofree char *address_key = make_address_key (address);

  if (key != NULL)
    fpd_throttle_forgive (context->site->throttle, key, get_target (key));
  fpd_throttle_forgive (context->site->throttle, address_key, get_target (key));
}

typedef struct
{
  FpdContext context;
  SoupServerMessage *message;
  json_object *body;
  gint64 account_id;
  gint64 session_id;
  char *key;
  char *hash; /* that the password is compared with */
  char *address;
  FpdConfirmedFunc confirmed;
} Confirmation;

static void
confirmation_free (Confirmation *confirmation)
{
  g_object_unref (confirmation->message);
  json_object_put (confirmation->body);
  g_free (confirmation->key);
  g_free (confirmation->hash);
  g_free (confirmation->address);
  g_free (confirmation);
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer data)
{
  Confirmation *confirmation = data;
  const FpdContext *context = &confirmation->context;
  SoupServerMessage *message = confirmation->message;
  g_autofree char *better_hash = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_right = fpd_passwords_verify_finish (result, &better_hash, &error);
  const FpdAccount *account = fpd_accounts_get (context->site->accounts, confirmation->account_id);

  soup_server_message_unpause (message);
  if (is_right)
    fpd_account_forgive (context, confirmation->key, confirmation->address);
  if (error != NULL)
    fpd_reply_send_error (message, error);
  /* It may have been changed while it was compared. */
  else if (!is_right || account == NULL ||
           g_strcmp0 (account->password_hash, confirmation->hash) != 0)
    fpd_reply_send_problem (message, SOUP_STATUS_FORBIDDEN, "the password is wrong");
  else
    confirmation->confirmed (context, message, account, confirmation->body,
                             confirmation->session_id);
  confirmation_free (confirmation);
}

/* Takes @body. */
static void
verify (const FpdContext *context,
        SoupServerMessage *message,
        FpdRequest *request,
        const FpdAccount *account,
        const char *password,
        json_object *body,
        FpdConfirmedFunc confirmed)
{
  g_autofree char *key = g_strdup_printf ("account %" G_GINT64_FORMAT, account->id);
  Confirmation *confirmation;

  if (!fpd_account_may_try (context, message, key, request->identity.address))
    {
      json_object_put (body);
      return;
    }
  confirmation = g_new0 (Confirmation, 1);
  confirmation->context = *context;
  confirmation->message = g_object_ref (message);
  confirmation->body = body;
  confirmation->account_id = account->id;
  confirmation->session_id = request->identity.session_id;
  confirmation->key = g_steal_pointer (&key);
  confirmation->hash = g_strdup (account->password_hash);
  confirmation->address = g_strdup (request->identity.address);
  confirmation->confirmed = confirmed;
  soup_server_message_pause (message);
  fpd_passwords_verify_async (context->site->passwords, account->password_hash, password,
                              on_verified, confirmation);
}

void
fpd_account_confirm (const FpdContext *context,
                     SoupServerMessage *message,
                     FpdRequest *request,
                     FpdConfirmedFunc confirmed)
{
  const FpdAccount *account = fpd_account_of_request (context, message, request);
  const char *password = "";
  g_autoptr (GError) error = NULL;
  json_object *body;

  if (account == NULL)
    return;
  body = fpd_json_body_parse (message, &error);
  if (body == NULL || !fpd_json_body_get_text (body, "password", &password, &error))
    fpd_reply_send_error (message, error);
  else if (account->password_hash == NULL)
    confirmed (context, message, account, body, request->identity.session_id);
  else
    verify (context, message, request, account, password, g_steal_pointer (&body), confirmed);
  json_object_put (body);
}
