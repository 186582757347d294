/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The API tokens of an account: listing, creating and revoking them. */

#include "footprintsd/handlers/fpd-account-common.h"

static json_object *
tokens_describe (const FpdToken *token)
{
  json_object *object = json_object_new_object ();
  g_autofree char *scopes = fpd_scopes_to_text (token->scopes);

  json_object_object_add (object, "id", json_object_new_int64 (token->id));
  json_object_object_add (object, "name", json_object_new_string (token->name));
  json_object_object_add (object, "scopes", json_object_new_string (scopes));
  json_object_object_add (object, "created_at", fpd_account_time_to_json (token->created_at));
  json_object_object_add (object, "used_at", fpd_account_time_to_json (token->used_at));
  return object;
}

FpdResponse *
fpd_handle_tokens (FpdRequest *request, GError **error)
{
  g_autoptr (FpdAccount) account = fpd_account_of_request (request, error);
  g_autoptr (GPtrArray) tokens =
      account != NULL ? fpd_accounts_list_tokens (request->site->accounts, account->id) : NULL;
  json_object *array;

  if (tokens == NULL)
    return NULL;
  array = json_object_new_array ();
  for (guint i = 0; i < tokens->len; i++)
    json_object_array_add (array, tokens_describe (tokens->pdata[i]));
  return fpd_response_new_json (array);
}

/* The new token (transfer full); NULL with @error set. */
static char *
add (FpdAccounts *accounts, gint64 account_id, json_object *body, GError **error)
{
  const char *name = NULL;
  const char *scopes_text = "submit";
  guint scopes;

  if (!fpd_json_body_get_text (body, "name", &name, error) ||
      !fpd_json_body_need ("name", name, error) ||
      !fpd_json_body_get_text (body, "scopes", &scopes_text, error) ||
      !fpd_scopes_parse (scopes_text, &scopes, error))
    return NULL;
  return fpd_accounts_add_token (accounts, account_id, name, scopes, error);
}

FpdResponse *
fpd_handle_token_add (FpdRequest *request, GError **error)
{
  g_autoptr (FpdAccount) account = fpd_account_of_request (request, error);
  g_autoptr (json_object) body = account != NULL ? fpd_json_body_parse (request, error) : NULL;
  g_autofree char *secret =
      body != NULL ? add (request->site->accounts, account->id, body, error) : NULL;
  json_object *object;

  if (secret == NULL)
    return NULL;
  object = json_object_new_object ();
  json_object_object_add (object, "token", json_object_new_string (secret));
  return fpd_response_new_success (object);
}

FpdResponse *
fpd_handle_token_remove (FpdRequest *request, GError **error)
{
  g_autoptr (FpdAccount) account = fpd_account_of_request (request, error);
  gint64 id = account != NULL ? fpd_request_get_path_id (request, error) : -1;

  return id >= 0 && fpd_accounts_remove_token (request->site->accounts, account->id, id, error)
             ? fpd_response_new_success (NULL)
             : NULL;
}
