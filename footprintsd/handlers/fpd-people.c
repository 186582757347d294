/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Managing people, for owners: their accounts and roles, and invitations. */

#include "footprintsd/handlers/fpd-account-common.h"
#include "footprintsd/http/fpd-problem.h"
#include "footprintsd/tenant/fpd-tenants.h"

#include <libsoup/soup.h>

/* Only what is needed to manage people: nothing about what they listen to. */
static json_object *
people_describe (const FpdAccount *account)
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

FpdResponse *
fpd_handle_people (FpdRequest *request, GError **error)
{
  g_autoptr (GPtrArray) accounts = NULL;
  json_object *array;

  if (!fpd_account_check_site (request, error))
    return NULL;
  accounts = fpd_accounts_list (request->site->accounts);
  array = json_object_new_array ();
  for (guint i = 0; i < accounts->len; i++)
    json_object_array_add (array, people_describe (accounts->pdata[i]));
  return fpd_response_new_json (array);
}

/* The account that the path names (transfer full); NULL with @error set. */
static FpdAccount *
find_person (FpdRequest *request, GError **error)
{
  gint64 id =
      fpd_account_check_site (request, error) ? fpd_request_get_path_id (request, error) : -1;
  FpdAccount *account = id >= 0 ? fpd_accounts_get (request->site->accounts, id) : NULL;

  if (id >= 0 && account == NULL)
    g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_NOT_FOUND, "user not found");
  return account;
}

static gboolean
change (FpdAccount *person, gpointer data, GError **error)
{
  json_object *body = data;
  gboolean disabled = person->disabled_at != 0;
  const char *role = fpd_role_to_text (person->role);

  if (!fpd_json_body_get_boolean (body, "disabled", &disabled, error) ||
      !fpd_json_body_get_text (body, "role", &role, error))
    return FALSE;
  if (!fpd_role_parse (role, &person->role))
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                           "role must be owner or listener");
      return FALSE;
    }
  if (!disabled)
    person->disabled_at = 0;
  else if (person->disabled_at == 0)
    person->disabled_at = g_get_real_time () / G_USEC_PER_SEC;
  return TRUE;
}

/* Closes the history of a disabled account, and opens that of an enabled one. */
static FpdResponse *
check_history (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  fpd_tenants_check (context->site->tenants, *(gint64 *) data);
  return NULL;
}

FpdResponse *
fpd_handle_person_update (FpdRequest *request, GError **error)
{
  g_autoptr (FpdAccount) person = find_person (request, error);
  g_autoptr (json_object) body = person != NULL ? fpd_json_body_parse (request, error) : NULL;
  FpdResponse *response;

  if (body == NULL ||
      !fpd_accounts_change (request->site->accounts, person->id, change, body, error))
    return NULL;
  response = fpd_response_new_success (NULL);
  fpd_response_set_step (response, check_history, g_memdup2 (&person->id, sizeof person->id),
                         g_free);
  return response;
}

FpdResponse *
fpd_handle_person_remove (FpdRequest *request, GError **error)
{
  g_autoptr (FpdAccount) person = find_person (request, error);

  return person != NULL ? fpd_account_delete (request, person, error) : NULL;
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

FpdResponse *
fpd_handle_invitations (FpdRequest *request, GError **error)
{
  g_autoptr (GPtrArray) invitations = NULL;
  json_object *array;

  if (!fpd_account_check_site (request, error))
    return NULL;
  invitations = fpd_accounts_list_invitations (request->site->accounts);
  array = json_object_new_array ();
  for (guint i = 0; i < invitations->len; i++)
    json_object_array_add (array, describe_invitation (invitations->pdata[i]));
  return fpd_response_new_json (array);
}

/* The secret (transfer full); NULL with @error set. */
static char *
invite (FpdAccounts *accounts, json_object *body, GError **error)
{
  const char *role_text = "listener";
  FpdRole role;

  if (!fpd_json_body_get_text (body, "role", &role_text, error))
    return NULL;
  if (fpd_role_parse (role_text, &role))
    return fpd_accounts_add_invitation (accounts, role, error);
  g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY,
               "role must be owner or listener");
  return NULL;
}

FpdResponse *
fpd_handle_invite (FpdRequest *request, GError **error)
{
  g_autoptr (json_object) body = NULL;
  g_autofree char *secret = NULL;
  json_object *object;

  if (fpd_account_check_site (request, error))
    body = fpd_json_body_parse (request, error);
  secret = body != NULL ? invite (request->site->accounts, body, error) : NULL;
  if (secret == NULL)
    return NULL;
  object = json_object_new_object ();
  json_object_object_add (object, "invitation", json_object_new_string (secret));
  return fpd_response_new_success (object);
}

FpdResponse *
fpd_handle_invitation_remove (FpdRequest *request, GError **error)
{
  gint64 id =
      fpd_account_check_site (request, error) ? fpd_request_get_path_id (request, error) : -1;

  return id >= 0 && fpd_accounts_remove_invitation (request->site->accounts, id, error)
             ? fpd_response_new_success (NULL)
             : NULL;
}
