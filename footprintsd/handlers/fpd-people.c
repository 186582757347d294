/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-json-body.h"
#include "footprintsd/fpd-problem.h"
#include "footprintsd/fpd-reply.h"
#include "footprintsd/fpd-tenants.h"
#include "footprintsd/handlers/fpd-account-common.h"

/* Of others no more than what managing them needs: nothing of what they hear. */
static json_object *
describe (const FpdAccount *account)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "id", json_object_new_int64 (account->id));
  json_object_object_add (object, "name", json_object_new_string (account->name));
  json_object_object_add (object, "role",
                          json_object_new_string (fpd_role_to_text (account->role)));
  json_object_object_add (object, "created_at", fpd_account_time_to_json (account->created_at));
  json_object_object_add (object, "disabled", json_object_new_boolean (account->disabled_at != 0));
  return object;
}

void
fpd_handle_people (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  json_object *array;
  GPtrArray *accounts;

  if (!fpd_account_check_site (context, message))
    return;
  array = json_object_new_array ();
  accounts = fpd_accounts_list (context->site->accounts);
  for (guint i = 0; i < accounts->len; i++)
    json_object_array_add (array, describe (accounts->pdata[i]));
  fpd_reply_send_json (message, SOUP_STATUS_OK, array);
}

/* A copy of the account that the path names; NULL with @error set. */
static FpdAccount *
find_person (const FpdContext *context, FpdRequest *request, GError **error)
{
  gint64 id = fpd_request_get_path_id (request, error);
  const FpdAccount *account = id >= 0 ? fpd_accounts_get (context->site->accounts, id) : NULL;

  if (id >= 0 && account == NULL)
    g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_NOT_FOUND, "there is no such user");
  return account != NULL ? fpd_account_copy (account) : NULL;
}

static gboolean
change (const FpdContext *context, FpdAccount *person, json_object *body, GError **error)
{
  gboolean disabled = person->disabled_at != 0;
  const char *role = fpd_role_to_text (person->role);

  if (!fpd_json_body_get_boolean (body, "disabled", &disabled, error) ||
      !fpd_json_body_get_text (body, "role", &role, error))
    return FALSE;
  if (!fpd_role_parse (role, &person->role))
    {
      g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                   "role is neither owner nor listener");
      return FALSE;
    }
  if (!disabled)
    person->disabled_at = 0;
  else if (person->disabled_at == 0)
    person->disabled_at = g_get_real_time () / G_USEC_PER_SEC;
  return fpd_accounts_update (context->site->accounts, person, error);
}

void
fpd_handle_person_update (const FpdContext *context,
                          SoupServerMessage *message,
                          FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdAccount) person = NULL;
  json_object *body = NULL;

  if (!fpd_account_check_site (context, message))
    return;
  person = find_person (context, request, &error);
  if (person != NULL)
    body = fpd_json_body_parse (message, &error);
  if (body != NULL && change (context, person, body, &error))
    {
      fpd_tenants_check (context->site->tenants, person->id);
      fpd_account_send_success (message, NULL);
    }
  else
    fpd_reply_send_error (message, error);
  json_object_put (body);
}

void
fpd_handle_person_remove (const FpdContext *context,
                          SoupServerMessage *message,
                          FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdAccount) person = NULL;
  g_autofree char *path = NULL;

  if (!fpd_account_check_site (context, message))
    return;
  person = find_person (context, request, &error);
  if (person != NULL)
    path = fpd_accounts_dup_ledger_path (context->site->accounts, person);
  if (person == NULL ||
      !fpd_tenants_prepare_delete (context->site->tenants, person->id, path, &error) ||
      !fpd_accounts_remove (context->site->accounts, person->id, &error))
    {
      fpd_reply_send_error (message, error);
      return;
    }
  fpd_tenants_delete (context->site->tenants, person->id, path);
  fpd_account_send_success (message, NULL);
}

static json_object *
describe_invitation (const FpdInvitation *invitation)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "id", json_object_new_int64 (invitation->id));
  json_object_object_add (object, "role",
                          json_object_new_string (fpd_role_to_text (invitation->role)));
  json_object_object_add (object, "created_at", fpd_account_time_to_json (invitation->created_at));
  json_object_object_add (object, "expires_at", fpd_account_time_to_json (invitation->expires_at));
  return object;
}

void
fpd_handle_invitations (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  json_object *array;
  GPtrArray *invitations;

  if (!fpd_account_check_site (context, message))
    return;
  array = json_object_new_array ();
  invitations = fpd_accounts_list_invitations (context->site->accounts);
  for (guint i = 0; i < invitations->len; i++)
    json_object_array_add (array, describe_invitation (invitations->pdata[i]));
  fpd_reply_send_json (message, SOUP_STATUS_OK, array);
}

/* The secret (transfer full); NULL with @error set. */
static char *
invite (const FpdContext *context, json_object *body, GError **error)
{
  const char *role_text = "listener";
  FpdRole role;

  if (!fpd_json_body_get_text (body, "role", &role_text, error))
    return NULL;
  if (fpd_role_parse (role_text, &role))
    return fpd_accounts_add_invitation (context->site->accounts, role, error);
  g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY,
               "role is neither owner nor listener");
  return NULL;
}

void
fpd_handle_invite (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = NULL;
  json_object *body, *object;

  if (!fpd_account_check_site (context, message))
    return;
  body = fpd_json_body_parse (message, &error);
  secret = body != NULL ? invite (context, body, &error) : NULL;
  json_object_put (body);
  if (secret == NULL)
    {
      fpd_reply_send_error (message, error);
      return;
    }
  object = json_object_new_object ();
  json_object_object_add (object, "invitation", json_object_new_string (secret));
  fpd_account_send_success (message, object);
}

void
fpd_handle_invitation_remove (const FpdContext *context,
                              SoupServerMessage *message,
                              FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (!fpd_account_check_site (context, message))
    return;
  id = fpd_request_get_path_id (request, &error);
  if (id >= 0 && fpd_accounts_remove_invitation (context->site->accounts, id, &error))
    fpd_account_send_success (message, NULL);
  else
    fpd_reply_send_error (message, error);
}
