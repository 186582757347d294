/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Turning the second factor of an account on and off. */

#include "footprintsd/accounts/fpd-qr-code.h"
#include "footprintsd/accounts/fpd-recovery-codes.h"
#include "footprintsd/accounts/fpd-totp.h"
#include "footprintsd/handlers/fpd-account-common.h"
#include "footprintsd/http/fpd-problem.h"

#include <libsoup/soup.h>
#include <string.h>

/* {size, path}, for the client to draw. */
static json_object *
describe_qr_code (const char *uri)
{
  json_object *object = json_object_new_object ();
  guint n_modules = 0;
  g_autofree char *path = fpd_qr_code_dup_path (uri, &n_modules);

  json_object_object_add (object, "size", json_object_new_int ((int) n_modules));
  json_object_object_add (object, "path", json_object_new_string (path != NULL ? path : ""));
  return object;
}

/* Until a code has confirmed the secret, only the client keeps it, and nobody is locked out. */
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
  json_object_object_add (object, "qr", describe_qr_code (uri));
  return fpd_response_new_success (object);
}

/* A change of the second factor, and what comes of it. */
typedef struct
{
  json_object *body;
  GStrv codes; /* new recovery codes, shown once */
} Change;

static void
change_clear (Change *change)
{
  g_clear_pointer (&change->body, json_object_put);
  g_clear_pointer (&change->codes, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

static void
renew_codes (FpdAccount *account, Change *change)
{
  g_clear_pointer (&account->recovery_codes, g_free);
  g_clear_pointer (&change->codes, g_strfreev);
  change->codes = fpd_recovery_codes_new (&account->recovery_codes);
}

static gboolean
take_secret (FpdAccount *account, gpointer data, GError **error)
{
  Change *change = data;
  json_object *body = change->body;
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
                           "the code does not match; check the device's clock");
      return FALSE;
    }
  g_free (account->totp_secret);
  account->totp_secret = g_strdup (secret);
  account->totp_step = step;
  renew_codes (account, change);
  return TRUE;
}

static gboolean
take_new_codes (FpdAccount *account, gpointer data, GError **error)
{
  if (account->totp_secret == NULL)
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_CONFLICT,
                           "the second factor is off: turn it on first");
      return FALSE;
    }
  renew_codes (account, data);
  return TRUE;
}

static gboolean
drop_secret (FpdAccount *account, gpointer data, GError **error)
{
  g_clear_pointer (&account->totp_secret, g_free);
  g_clear_pointer (&account->recovery_codes, g_free);
  account->totp_step = 0;
  return TRUE;
}

static json_object *
describe_codes (const Change *change)
{
  json_object *object;
  json_object *list;

  if (change->codes == NULL)
    return NULL;
  object = json_object_new_object ();
  list = json_object_new_array ();
  for (guint i = 0; change->codes[i] != NULL; i++)
    json_object_array_add (list, json_object_new_string (change->codes[i]));
  json_object_object_add (object, "recovery_codes", list);
  return object;
}

static FpdResponse *
change_confirmed (FpdRequest *request, FpdAccountFunc change_func, GError **error)
{
  g_auto (Change) change = { 0 };
  g_autoptr (FpdAccount) account = fpd_account_confirm (request, &change.body, error);

  return account != NULL && fpd_accounts_change (request->site->accounts, account->id, change_func,
                                                 &change, error)
             ? fpd_response_new_success (describe_codes (&change))
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

FpdResponse *
fpd_handle_recovery_codes (FpdRequest *request, GError **error)
{
  return change_confirmed (request, take_new_codes, error);
}
