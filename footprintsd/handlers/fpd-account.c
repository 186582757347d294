/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* An account's own settings: name, time zone, visibility, password and sessions, and its
 * deletion. */

#include "footprintsd/accounts/fpd-passwords.h"
#include "footprintsd/accounts/fpd-secret.h"
#include "footprintsd/handlers/fpd-account-common.h"
#include "footprintsd/http/fpd-problem.h"
#include "footprintsd/request/fpd-cookie.h"

#include <libsoup/soup.h>

FpdResponse *
fpd_handle_account (FpdRequest *request, GError **error)
{
  g_autoptr (FpdAccount) account = fpd_account_of_request (request, error);

  return account != NULL ? fpd_response_new_json (fpd_account_describe (account)) : NULL;
}

static gboolean
account_fail (const char *problem, GError **error)
{
  g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY, problem);
  return FALSE;
}

/* An empty text stands for the browser's zone. */
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
    return account_fail ("timezone is not a time zone: use a name such as Europe/Berlin", error);
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
    return account_fail ("day_start_hour is not between 0 and 12", error);
  if (weekday < G_DATE_MONDAY || weekday > G_DATE_SUNDAY)
    return account_fail ("first_weekday is not between 1 (Monday) and 7 (Sunday)", error);
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
    return account_fail ("visibility must be private, link or public", error);
  if (account->visibility == FPD_VISIBILITY_LINK && account->link == NULL)
    account->link = fpd_secret_new ();
  return TRUE;
}

static gboolean
change (FpdAccount *account, gpointer data, GError **error)
{
  json_object *body = data;
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

/* Changes the requesting account and answers with it. */
static FpdResponse *
change_own (FpdRequest *request, FpdAccountFunc func, gpointer data, GError **error)
{
  g_autoptr (FpdAccount) account = fpd_account_of_request (request, error);

  if (account == NULL ||
      !fpd_accounts_change (request->site->accounts, account->id, func, data, error))
    return NULL;
  return fpd_account_answer (request, account->id);
}

FpdResponse *
fpd_handle_account_update (FpdRequest *request, GError **error)
{
  g_autoptr (json_object) body = NULL;

  if (fpd_account_check_site (request, error))
    body = fpd_json_body_parse (request, error);
  return body != NULL ? change_own (request, change, body, error) : NULL;
}

static gboolean
set_new_link (FpdAccount *account, gpointer data, GError **error)
{
  g_free (account->link);
  account->link = fpd_secret_new ();
  return TRUE;
}

/* The old link stops working. */
FpdResponse *
fpd_handle_new_link (FpdRequest *request, GError **error)
{
  return change_own (request, set_new_link, NULL, error);
}

static gboolean
set_password (FpdAccount *account, gpointer data, GError **error)
{
  g_free (account->password_hash);
  account->password_hash = g_strdup (data);
  return TRUE;
}

FpdResponse *
fpd_handle_password (FpdRequest *request, GError **error)
{
  FpdAccounts *accounts = request->site->accounts;
  g_autoptr (json_object) body = NULL;
  g_autoptr (FpdAccount) account = fpd_account_confirm (request, &body, error);
  const char *password = NULL;
  g_autofree char *hash = NULL;

  if (account == NULL || !fpd_json_body_get_text (body, "new_password", &password, error) ||
      !fpd_json_body_need ("new_password", password, error) ||
      !fpd_password_check (password, error))
    return NULL;
  hash = fpd_password_hash (password, error);
  /* Anyone who used the old password is logged out. */
  if (hash == NULL || !fpd_accounts_change (accounts, account->id, set_password, hash, error) ||
      !fpd_accounts_end_sessions (accounts, account->id, request->identity.session_id, error))
    return NULL;
  return fpd_response_new_success (NULL);
}

FpdResponse *
fpd_handle_account_delete (FpdRequest *request, GError **error)
{
  g_autoptr (json_object) body = NULL;
  g_autoptr (FpdAccount) account = fpd_account_confirm (request, &body, error);
  FpdResponse *response = account != NULL ? fpd_account_delete (request, account, error) : NULL;

  if (response != NULL)
    fpd_cookie_set (response, request, NULL);
  return response;
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

FpdResponse *
fpd_handle_sessions (FpdRequest *request, GError **error)
{
  g_autoptr (FpdAccount) account = fpd_account_of_request (request, error);
  g_autoptr (GPtrArray) sessions =
      account != NULL ? fpd_accounts_list_sessions (request->site->accounts, account->id) : NULL;
  json_object *array;

  if (sessions == NULL)
    return NULL;
  array = json_object_new_array ();
  for (guint i = 0; i < sessions->len; i++)
    json_object_array_add (array,
                           describe_session (sessions->pdata[i], request->identity.session_id));
  return fpd_response_new_json (array);
}

/* Ends all sessions except the one that makes the request. */
FpdResponse *
fpd_handle_sessions_end (FpdRequest *request, GError **error)
{
  g_autoptr (FpdAccount) account = fpd_account_of_request (request, error);

  return account != NULL && fpd_accounts_end_sessions (request->site->accounts, account->id,
                                                       request->identity.session_id, error)
             ? fpd_response_new_success (NULL)
             : NULL;
}

FpdResponse *
fpd_handle_session_end (FpdRequest *request, GError **error)
{
  g_autoptr (FpdAccount) account = fpd_account_of_request (request, error);
  gint64 id = account != NULL ? fpd_request_get_path_id (request, error) : -1;

  return id >= 0 && fpd_accounts_end_session (request->site->accounts, account->id, id, error)
             ? fpd_response_new_success (NULL)
             : NULL;
}
