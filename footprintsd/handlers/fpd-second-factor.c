/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/accounts/fpd-totp.h"
#include "footprintsd/fpd-json-body.h"
#include "footprintsd/fpd-problem.h"
#include "footprintsd/fpd-reply.h"
#include "footprintsd/handlers/fpd-account-common.h"

#include <string.h>

/* A secret that no code has proved yet is kept by the client alone, and locks nobody out. */
static void
offer_secret (const FpdContext *context,
              SoupServerMessage *message,
              const FpdAccount *account,
              json_object *body,
              gint64 session_id)
{
  g_autofree char *secret = fpd_totp_new_secret ();
  g_autofree char *uri = fpd_totp_dup_uri (secret, account->name);
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "secret", json_object_new_string (secret));
  json_object_object_add (object, "uri", json_object_new_string (uri));
  fpd_account_send_success (message, object);
}

/* TRUE with the account changed and stored. */
static gboolean
take_secret (const FpdContext *context, FpdAccount *changed, json_object *body, GError **error)
{
  const char *secret = NULL;
  const char *code = NULL;
  gint64 step;

  if (!fpd_json_body_get_text (body, "secret", &secret, error) ||
      !fpd_json_body_need ("secret", secret, error) ||
      !fpd_json_body_get_text (body, "code", &code, error) ||
      !fpd_json_body_need ("code", code, error))
    return FALSE;
  step = strlen (secret) == 32
             ? fpd_totp_check (secret, code, 0, g_get_real_time () / G_USEC_PER_SEC)
             : -1;
  if (step < 0)
    {
      g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                   "the code does not fit: is the clock of the device right?");
      return FALSE;
    }
  g_free (changed->totp_secret);
  changed->totp_secret = g_strdup (secret);
  changed->totp_step = step;
  return fpd_accounts_update (context->site->accounts, changed, error);
}

static void
confirm_secret (const FpdContext *context,
                SoupServerMessage *message,
                const FpdAccount *account,
                json_object *body,
                gint64 session_id)
{
  g_autoptr (FpdAccount) changed = fpd_account_copy (account);
  g_autoptr (GError) error = NULL;

  if (take_secret (context, changed, body, &error))
    fpd_account_send_success (message, NULL);
  else
    fpd_reply_send_error (message, error);
}

static void
remove_secret (const FpdContext *context,
               SoupServerMessage *message,
               const FpdAccount *account,
               json_object *body,
               gint64 session_id)
{
  g_autoptr (FpdAccount) changed = fpd_account_copy (account);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&changed->totp_secret, g_free);
  changed->totp_step = 0;
  if (fpd_accounts_update (context->site->accounts, changed, &error))
    fpd_account_send_success (message, NULL);
  else
    fpd_reply_send_error (message, error);
}

void
fpd_handle_second_factor (const FpdContext *context,
                          SoupServerMessage *message,
                          FpdRequest *request)
{
  fpd_account_confirm (context, message, request, offer_secret);
}

void
fpd_handle_second_factor_confirm (const FpdContext *context,
                                  SoupServerMessage *message,
                                  FpdRequest *request)
{
  fpd_account_confirm (context, message, request, confirm_secret);
}

void
fpd_handle_second_factor_remove (const FpdContext *context,
                                 SoupServerMessage *message,
                                 FpdRequest *request)
{
  fpd_account_confirm (context, message, request, remove_secret);
}
