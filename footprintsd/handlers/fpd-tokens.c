/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-json-body.h"
#include "footprintsd/fpd-reply.h"
#include "footprintsd/handlers/fpd-account-common.h"

static json_object *
describe (const FpdToken *token)
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

void
fpd_handle_tokens (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  const FpdAccount *account = fpd_account_of_request (context, message, request);
  g_autoptr (GPtrArray) tokens =
      account != NULL ? fpd_accounts_list_tokens (context->site->accounts, account->id) : NULL;
  json_object *array;

  if (tokens == NULL)
    return;
  array = json_object_new_array ();
  for (guint i = 0; i < tokens->len; i++)
    json_object_array_add (array, describe (tokens->pdata[i]));
  fpd_reply_send_json (message, SOUP_STATUS_OK, array);
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

void
fpd_handle_token_add (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  const FpdAccount *account = fpd_account_of_request (context, message, request);
  g_autoptr (GError) error = NULL;
  json_object *body = account != NULL ? fpd_json_body_parse (message, &error) : NULL;
  g_autofree char *secret =
      body != NULL ? add (context->site->accounts, account->id, body, &error) : NULL;
  json_object *object;

  json_object_put (body);
  if (secret != NULL)
    {
      object = json_object_new_object ();
      json_object_object_add (object, "token", json_object_new_string (secret));
      fpd_account_send_success (message, object);
    }
  else if (error != NULL)
    fpd_reply_send_error (message, error);
}

void
fpd_handle_token_remove (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  const FpdAccount *account = fpd_account_of_request (context, message, request);
  g_autoptr (GError) error = NULL;
  gint64 id = account != NULL ? fpd_request_get_path_id (request, &error) : -1;

  if (account == NULL)
    return;
  if (id >= 0 && fpd_accounts_remove_token (context->site->accounts, account->id, id, &error))
    fpd_account_send_success (message, NULL);
  else
    fpd_reply_send_error (message, error);
}
