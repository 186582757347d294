/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/accounts/fpd-totp.h"
#include "footprintsd/handlers/fpd-account-common.h"
#include "footprintsd/http/fpd-problem.h"

#include <libsoup/soup.h>
#include <string.h>

/* A secret that no code has proved yet is kept by the client alone, and locks nobody out. */
FpdResponse *
fpd_handle_second_factor (FpdRequest *request, GError **error)
{
  g_autoptr (json_object) body = NULL;
  g_autoptr (FpdAccount) account = fpd_account_confirm (request, &body, error);
  g_autofree char *secret = NULL;
  g_autofree char *uri = NULL;
  json_object *object;

  if (account == NULL)
    return NULL;
  secret = fpd_totp_new_secret ();
  uri = fpd_totp_dup_uri (secret, account->name);
  object = json_object_new_object ();
  json_object_object_add (object, "secret", json_object_new_string (secret));
  json_object_object_add (object, "uri", json_object_new_string (uri));
  return fpd_response_new_success (object);
}

static gboolean
take_secret (FpdAccount *account, gpointer data, GError **error)
{
  json_object *body = data;
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
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                           "the code does not fit: is the clock of the device right?");
      return FALSE;
    }
  g_free (account->totp_secret);
  account->totp_secret = g_strdup (secret);
  account->totp_step = step;
  return TRUE;
}

static gboolean
drop_secret (FpdAccount *account, gpointer data, GError **error)
{
  g_clear_pointer (&account->totp_secret, g_free);
  account->totp_step = 0;
  return TRUE;
}

static FpdResponse *
change_confirmed (FpdRequest *request, FpdAccountFunc change, GError **error)
{
  g_autoptr (json_object) body = NULL;
  g_autoptr (FpdAccount) account = fpd_account_confirm (request, &body, error);

  return account != NULL &&
                 fpd_accounts_change (request->site->accounts, account->id, change, body, error)
             ? fpd_response_new_success (NULL)
             : NULL;
}

FpdResponse *
fpd_handle_second_factor_confirm (FpdRequest *request, GError **error)
{
  return change_confirmed (request, take_secret, error);
}

FpdResponse *
fpd_handle_second_factor_remove (FpdRequest *request, GError **error)
{
  return change_confirmed (request, drop_secret, error);
}
