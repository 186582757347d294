/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/accounts/fpd-secret.h"
#include "footprintsd/fpd-cookie.h"
#include "footprintsd/fpd-json-body.h"
#include "footprintsd/fpd-problem.h"
#include "footprintsd/fpd-reply.h"
#include "footprintsd/fpd-tenants.h"
#include "footprintsd/handlers/fpd-account-common.h"

static void
send_account (const FpdContext *context, SoupServerMessage *message, gint64 account_id)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (
      object, "account",
      fpd_account_describe (fpd_accounts_get (context->site->accounts, account_id)));
  fpd_account_send_success (message, object);
}

void
fpd_handle_account (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  const FpdAccount *account = fpd_account_of_request (context, message, request);

  if (account != NULL)
    fpd_reply_send_json (message, SOUP_STATUS_OK, fpd_account_describe (account));
}

static gboolean
fail (const char *problem, GError **error)
{
  g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY, problem);
  return FALSE;
}

/* An empty text: the browser's zone. */
static gboolean
change_zone (FpdAccount *account, const char *zone, GError **error)
{
  g_autoptr (GTimeZone) parsed = NULL;

  if (zone == NULL)
    return TRUE;
  g_clear_pointer (&account->zone, g_free);
  if (*zone == '\0')
    return TRUE;
  parsed = fpd_parse_zone (zone, NULL);
  if (parsed == NULL)
    return fail ("timezone is no time zone: use a name such as Europe/Berlin", error);
  account->zone = g_strdup (zone);
  return TRUE;
}

static gboolean
change_days (FpdAccount *account, json_object *body, GError **error)
{
  gint64 hour = account->day_start_hour;
  gint64 weekday = account->first_weekday;

  if (!fpd_json_body_get_int64 (body, "day_start_hour", &hour, error) ||
      !fpd_json_body_get_int64 (body, "first_weekday", &weekday, error))
    return FALSE;
  if (hour < 0 || hour > FOOTPRINTS_MAX_DAY_START_HOUR)
    return fail ("day_start_hour is not between 0 and 12", error);
  if (weekday < G_DATE_MONDAY || weekday > G_DATE_SUNDAY)
    return fail ("first_weekday is not between 1, Monday, and 7, Sunday", error);
  account->day_start_hour = (guint) hour;
  account->first_weekday = (GDateWeekday) weekday;
  return TRUE;
}

static gboolean
change_visibility (FpdAccount *account, const char *visibility, GError **error)
{
  if (visibility == NULL)
    return TRUE;
  if (!fpd_visibility_parse (visibility, &account->visibility))
    return fail ("visibility is none of private, link, public", error);
  if (account->visibility == FPD_VISIBILITY_LINK && account->link == NULL)
    account->link = fpd_secret_new ();
  return TRUE;
}

static gboolean
change (FpdAccount *account, json_object *body, GError **error)
{
  const char *name = NULL;
  const char *zone = NULL;
  const char *visibility = NULL;

  if (!fpd_json_body_get_text (body, "name", &name, error) ||
      !fpd_json_body_get_text (body, "timezone", &zone, error) ||
      !fpd_json_body_get_text (body, "visibility", &visibility, error))
    return FALSE;
  if (name != NULL)
    {
      g_free (account->name);
      account->name = g_strdup (name);
    }
  return change_zone (account, zone, error) && change_days (account, body, error) &&
         change_visibility (account, visibility, error);
}

void
fpd_handle_account_update (const FpdContext *context,
                           SoupServerMessage *message,
                           FpdRequest *request)
{
  const FpdAccount *account = fpd_account_of_request (context, message, request);
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdAccount) changed = account != NULL ? fpd_account_copy (account) : NULL;
  json_object *body = changed != NULL ? fpd_json_body_parse (message, &error) : NULL;

  if (body != NULL && change (changed, body, &error) &&
      fpd_accounts_update (context->site->accounts, changed, &error))
    send_account (context, message, changed->id);
  if (error != NULL)
    fpd_reply_send_error (message, error);
  json_object_put (body);
}

/* The old link leads nowhere from now on. */
void
fpd_handle_new_link (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  const FpdAccount *account = fpd_account_of_request (context, message, request);
  g_autoptr (FpdAccount) changed = account != NULL ? fpd_account_copy (account) : NULL;
  g_autoptr (GError) error = NULL;

  if (changed == NULL)
    return;
  g_free (changed->link);
  changed->link = fpd_secret_new ();
  if (fpd_accounts_update (context->site->accounts, changed, &error))
    send_account (context, message, changed->id);
  else
    fpd_reply_send_error (message, error);
}

/* A new password, while it is hashed. */
typedef struct
{
  FpdSite *site;
  SoupServerMessage *message;
  gint64 account_id;
  gint64 session_id;
} NewPassword;

static gboolean
store_password (NewPassword *new_password, const char *hash, GError **error)
{
  FpdAccounts *accounts = new_password->site->accounts;
  const FpdAccount *account = fpd_accounts_get (accounts, new_password->account_id);
  g_autoptr (FpdAccount) changed = account != NULL ? fpd_account_copy (account) : NULL;

  if (changed == NULL)
    return fail ("there is no such user any more", error);
  g_free (changed->password_hash);
  changed->password_hash = g_strdup (hash);
  /* Whoever knew the old password is logged out. */
  return fpd_accounts_update (accounts, changed, error) &&
         fpd_accounts_end_sessions (accounts, changed->id, new_password->session_id, error);
}

static void
on_hashed (GObject *source, GAsyncResult *result, gpointer data)
{
  NewPassword *new_password = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = fpd_passwords_hash_finish (result, &error);

  soup_server_message_unpause (new_password->message);
  if (hash != NULL && store_password (new_password, hash, &error))
    fpd_account_send_success (new_password->message, NULL);
  else
    fpd_reply_send_error (new_password->message, error);
  g_object_unref (new_password->message);
  g_free (new_password);
}

static void
change_password (const FpdContext *context,
                 SoupServerMessage *message,
                 const FpdAccount *account,
                 json_object *body,
                 gint64 session_id)
{
  const char *password = NULL;
  g_autoptr (GError) error = NULL;
  NewPassword *new_password;

  if (!fpd_json_body_get_text (body, "new_password", &password, &error) ||
      !fpd_json_body_need ("new_password", password, &error) ||
      !fpd_password_check (password, &error))
    {
      fpd_reply_send_error (message, error);
      return;
    }
  new_password = g_new0 (NewPassword, 1);
  new_password->site = context->site;
  new_password->message = g_object_ref (message);
  new_password->account_id = account->id;
  new_password->session_id = session_id;
  soup_server_message_pause (message);
  fpd_passwords_hash_async (context->site->passwords, password, on_hashed, new_password);
}

void
fpd_handle_password (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  fpd_account_confirm (context, message, request, change_password);
}

static void
delete_account (const FpdContext *context,
                SoupServerMessage *message,
                const FpdAccount *account,
                json_object *body,
                gint64 session_id)
{
  FpdSite *site = context->site;
  g_autofree char *path = fpd_accounts_dup_ledger_path (site->accounts, account);
  gint64 id = account->id;
  g_autoptr (GError) error = NULL;

  if (!fpd_tenants_prepare_delete (site->tenants, id, path, &error) ||
      !fpd_accounts_remove (site->accounts, id, &error))
    {
      fpd_reply_send_error (message, error);
      return;
    }
  fpd_tenants_delete (site->tenants, id, path);
  fpd_cookie_set (site->config, message, NULL);
  fpd_account_send_success (message, NULL);
}

void
fpd_handle_account_delete (const FpdContext *context,
                           SoupServerMessage *message,
                           FpdRequest *request)
{
  fpd_account_confirm (context, message, request, delete_account);
}

static json_object *
describe_session (const FpdSession *session, gint64 current_id)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "id", json_object_new_int64 (session->id));
  json_object_object_add (object, "current", json_object_new_boolean (session->id == current_id));
  json_object_object_add (object, "created_at", fpd_account_time_to_json (session->created_at));
  json_object_object_add (object, "seen_at", fpd_account_time_to_json (session->seen_at));
  json_object_object_add (object, "address",
                          session->address != NULL ? json_object_new_string (session->address)
                                                   : NULL);
  json_object_object_add (object, "user_agent",
                          session->user_agent != NULL ? json_object_new_string (session->user_agent)
                                                      : NULL);
  return object;
}

void
fpd_handle_sessions (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  const FpdAccount *account = fpd_account_of_request (context, message, request);
  g_autoptr (GPtrArray) sessions =
      account != NULL ? fpd_accounts_list_sessions (context->site->accounts, account->id) : NULL;
  json_object *array;

  if (sessions == NULL)
    return;
  array = json_object_new_array ();
  for (guint i = 0; i < sessions->len; i++)
    json_object_array_add (array,
                           describe_session (sessions->pdata[i], request->identity.session_id));
  fpd_reply_send_json (message, SOUP_STATUS_OK, array);
}

/* All but the one that asks. */
void
fpd_handle_sessions_end (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  const FpdAccount *account = fpd_account_of_request (context, message, request);
  g_autoptr (GError) error = NULL;

  if (account == NULL)
    return;
  if (fpd_accounts_end_sessions (context->site->accounts, account->id, request->identity.session_id,
                                 &error))
    fpd_account_send_success (message, NULL);
  else
    fpd_reply_send_error (message, error);
}

void
fpd_handle_session_end (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  const FpdAccount *account = fpd_account_of_request (context, message, request);
  g_autoptr (GError) error = NULL;
  gint64 id = account != NULL ? fpd_request_get_path_id (request, &error) : -1;

  if (account == NULL)
    return;
  if (id >= 0 && fpd_accounts_end_session (context->site->accounts, account->id, id, &error))
    fpd_account_send_success (message, NULL);
  else
    fpd_reply_send_error (message, error);
}
