/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/accounts/fpd-secret.h"
#include "footprintsd/accounts/fpd-totp.h"
#include "footprintsd/fpd-cookie.h"
#include "footprintsd/fpd-json-body.h"
#include "footprintsd/fpd-problem.h"
#include "footprintsd/fpd-reply.h"
#include "footprintsd/fpd-tenants.h"
#include "footprintsd/handlers/fpd-account-common.h"

static const char *
get_state (const FpdContext *context, const FpdAccount *account, const FpdIdentity *identity)
{
  if (context->site->accounts == NULL)
    return "open";
  if (identity->is_visitor)
    return "visitor";
  if (account != NULL)
    return "in";
  return context->site->setup_code != NULL ? "setup" : "login";
}

/* What the page has to know before it can show anything. */
void
fpd_handle_session (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  const FpdIdentity *identity = &request->identity;
  const FpdAccount *account = context->site->accounts != NULL && identity->account_id != 0
                                  ? fpd_accounts_get (context->site->accounts, identity->account_id)
                                  : NULL;
  g_autofree char *scopes = fpd_scopes_to_text (identity->scopes);
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "state",
                          json_object_new_string (get_state (context, account, identity)));
  json_object_object_add (object, "listener",
                          account != NULL ? json_object_new_string (account->name) : NULL);
  json_object_object_add (
      object, "timezone",
      account != NULL && account->zone != NULL ? json_object_new_string (account->zone) : NULL);
  json_object_object_add (object, "day_start_hour",
                          json_object_new_int (account != NULL
                                                   ? (int) account->day_start_hour
                                                   : (int) footprints_calendar_get_day_start_hour (
                                                         context->site->config->calendar)));
  json_object_object_add (
      object, "first_weekday",
      json_object_new_int (account != NULL ? (int) account->first_weekday : G_DATE_MONDAY));
  json_object_object_add (object, "account",
                          account != NULL && !identity->is_visitor ? fpd_account_describe (account)
                                                                   : NULL);
  json_object_object_add (object, "scopes", json_object_new_string (scopes));
  json_object_object_add (object, "version", json_object_new_string (FOOTPRINTS_VERSION_STRING));
  fpd_reply_send_json (message, SOUP_STATUS_OK, object);
}

/* A new account, or one that logs in, while its password is hashed. */
typedef struct
{
  FpdContext context;
  SoupServerMessage *message;
  char *name;
  char *key; /* of the throttle */
  char *address;
  char *code;       /* of the second factor; may be NULL */
  char *hash;       /* that the password is compared with; NULL: there is no such user */
  char *invitation; /* NULL: the first account */
  gint64 account_id;
} Entry;

static void
entry_free (Entry *entry)
{
  g_object_unref (entry->message);
  g_free (entry->name);
  g_free (entry->key);
  g_free (entry->address);
  g_free (entry->code);
  g_free (entry->hash);
  g_free (entry->invitation);
  g_free (entry);
}

static Entry *
entry_new (const FpdContext *context,
           SoupServerMessage *message,
           FpdRequest *request,
           const char *name,
           const char *key)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->context = *context;
  entry->message = g_object_ref (message);
  entry->name = g_strdup (name);
  entry->key = g_strdup (key);
  entry->address = g_strdup (request->identity.address);
  soup_server_message_pause (message);
  return entry;
}

/* A second factor is asked for only after the password was right. */
static gboolean
check_second_factor (Entry *entry, const FpdAccount *account)
{
  json_object *object;
  gint64 step;

  if (account->totp_secret == NULL)
    return TRUE;
  if (entry->code == NULL)
    {
      object = json_object_new_object ();
      json_object_object_add (object, "success", json_object_new_boolean (FALSE));
      json_object_object_add (object, "second_factor", json_object_new_boolean (TRUE));
      json_object_object_add (
          object, "message",
          json_object_new_string ("the code of your authenticator program is needed"));
      fpd_reply_send_json (entry->message, SOUP_STATUS_OK, object);
      return FALSE;
    }
  step = fpd_totp_check (account->totp_secret, entry->code, account->totp_step,
                         g_get_real_time () / G_USEC_PER_SEC);
  if (step < 0)
    {
      fpd_reply_send_problem (entry->message, SOUP_STATUS_UNAUTHORIZED,
                              "the code is wrong, too old, or was used already");
      return FALSE;
    }
  fpd_accounts_use_code (entry->context.site->accounts, account->id, step);
  return TRUE;
}

static void
store_better_hash (Entry *entry, const char *hash)
{
  FpdAccounts *accounts = entry->context.site->accounts;
  g_autoptr (FpdAccount) changed =
      fpd_account_copy (fpd_accounts_get (accounts, entry->account_id));

  g_free (changed->password_hash);
  changed->password_hash = g_strdup (hash);
  fpd_accounts_update (accounts, changed, NULL);
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer data)
{
  Entry *entry = data;
  const FpdContext *context = &entry->context;
  FpdAccounts *accounts = context->site->accounts;
  g_autofree char *better_hash = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_right = fpd_passwords_verify_finish (result, &better_hash, &error);
  const FpdAccount *account = fpd_accounts_get (accounts, entry->account_id);

  soup_server_message_unpause (entry->message);
  if (error != NULL)
    fpd_reply_send_error (entry->message, error);
  /* The password may have been changed while it was compared. */
  else if (!is_right || account == NULL || account->disabled_at != 0 ||
           g_strcmp0 (account->password_hash, entry->hash) != 0)
    fpd_reply_send_problem (entry->message, SOUP_STATUS_UNAUTHORIZED,
                            "the user name or the password is wrong");
  else if (check_second_factor (entry, account))
    {
      if (better_hash != NULL)
        store_better_hash (entry, better_hash);
      fpd_account_forgive (context, entry->key, entry->address);
      fpd_account_send_session (context, entry->message, entry->account_id, entry->address);
    }
  entry_free (entry);
}

/* The texts that logging in, setting up and joining have in common; FALSE with @error set. */
static gboolean
read_name_and_password (json_object *body, const char **name, const char **password, GError **error)
{
  return fpd_json_body_get_text (body, "name", name, error) &&
         fpd_json_body_need ("name", *name, error) &&
         fpd_json_body_get_text (body, "password", password, error) &&
         fpd_json_body_need ("password", *password, error);
}

static void
log_in (const FpdContext *context,
        SoupServerMessage *message,
        FpdRequest *request,
        json_object *body,
        GError **error)
{
  const char *name = NULL;
  const char *password = NULL;
  const char *code = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *key = NULL;
  const FpdAccount *account;
  Entry *entry;

  if (!read_name_and_password (body, &name, &password, error) ||
      !fpd_json_body_get_text (body, "code", &code, error))
    return;
  folded = g_utf8_casefold (name, -1);
  hash = fpd_secret_hash (folded);
  account = fpd_accounts_find (context->site->accounts, name);
  key = account != NULL ? g_strdup_printf ("account %" G_GINT64_FORMAT, account->id)
                        : g_strdup_printf ("name %s", hash);
  if (!fpd_account_may_try (context, message, key, request->identity.address))
    return;
  entry = entry_new (context, message, request, name, key);
  entry->code = g_strdup (code);
  entry->account_id = account != NULL ? account->id : 0;
  entry->hash = account != NULL ? g_strdup (account->password_hash) : NULL;
  fpd_passwords_verify_async (context->site->passwords, entry->hash, password, on_verified, entry);
}

void
fpd_handle_login (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  json_object *body;

  if (!fpd_account_check_site (context, message))
    return;
  body = fpd_json_body_parse (message, &error);
  if (body != NULL)
    log_in (context, message, request, body, &error);
  if (error != NULL)
    fpd_reply_send_error (message, error);
  json_object_put (body);
}

void
fpd_handle_logout (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (!fpd_account_check_site (context, message))
    return;
  if (request->identity.session_id != 0)
    fpd_accounts_end_session (context->site->accounts, request->identity.account_id,
                              request->identity.session_id, &error);
  fpd_cookie_set (context->site->config, message, NULL);
  fpd_account_send_success (message, NULL);
}

static void
ignore (FpdTenant *tenant, const GError *error, gpointer data)
{
}

/* -1 with @error set. The door is looked at again: two may have come at the same time. */
static gint64
add_account (Entry *entry, const char *hash, GError **error)
{
  FpdSite *site = entry->context.site;
  const FpdInvitation *invitation;
  gint64 invitation_id, id;

  if (entry->invitation == NULL)
    {
      if (site->setup_code == NULL || fpd_accounts_list (site->accounts)->len > 0)
        {
          g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_CONFLICT,
                       "this server is set up already; log in");
          return -1;
        }
      id = fpd_accounts_add (site->accounts, entry->name, FPD_ROLE_OWNER, hash, error);
      if (id >= 0)
        g_clear_pointer (&site->setup_code, g_free);
      return id;
    }
  invitation = fpd_accounts_find_invitation (site->accounts, entry->invitation);
  if (invitation == NULL)
    {
      g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_FORBIDDEN,
                   "the invitation was used, taken back, or is too old");
      return -1;
    }
  invitation_id = invitation->id;
  id = fpd_accounts_add (site->accounts, entry->name, invitation->role, hash, error);
  /* One that stayed would let in somebody else. */
  if (id >= 0 && !fpd_accounts_remove_invitation (site->accounts, invitation_id, error))
    {
      fpd_accounts_remove (site->accounts, id, NULL);
      return -1;
    }
  return id;
}

static void
on_hashed (GObject *source, GAsyncResult *result, gpointer data)
{
  Entry *entry = data;
  const FpdContext *context = &entry->context;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = fpd_passwords_hash_finish (result, &error);
  gint64 id = hash != NULL ? add_account (entry, hash, &error) : -1;

  soup_server_message_unpause (entry->message);
  if (id < 0)
    fpd_reply_send_error (entry->message, error);
  else
    {
      fpd_account_forgive (context, entry->key, entry->address);
      fpd_tenants_find (context->site->tenants, id, ignore, NULL);
      fpd_account_send_session (context, entry->message, id, entry->address);
    }
  entry_free (entry);
}

/* Whether @secret opens the door: the setup code, or an invitation. */
static gboolean
check_door (const FpdContext *context, const char *secret, gboolean is_setup, GError **error)
{
  const char *setup_code = context->site->setup_code;

  if (is_setup && setup_code == NULL)
    g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_CONFLICT,
                 "this server is set up already; log in");
  else if (is_setup && !fpd_secret_is_code (secret, setup_code))
    g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_FORBIDDEN,
                 "this is not the setup code that footprintsd printed when it was started");
  else if (!is_setup && fpd_accounts_find_invitation (context->site->accounts, secret) == NULL)
    g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_FORBIDDEN,
                 "the invitation was used, taken back, or is too old");
  else
    return TRUE;
  return FALSE;
}

static void
enter (const FpdContext *context,
       SoupServerMessage *message,
       FpdRequest *request,
       json_object *body,
       gboolean is_setup,
       GError **error)
{
  const char *secret_name = is_setup ? "code" : "invitation";
  const char *secret = NULL;
  const char *name = NULL;
  const char *password = NULL;
  Entry *entry;

  if (!fpd_json_body_get_text (body, secret_name, &secret, error) ||
      !fpd_json_body_need (secret_name, secret, error) ||
      !read_name_and_password (body, &name, &password, error) ||
      !fpd_account_may_try (context, message, NULL, request->identity.address) ||
      !check_door (context, secret, is_setup, error))
    return;
  /* Who is in the door is no guesser. */
  fpd_account_forgive (context, NULL, request->identity.address);
  if (!fpd_account_check_name (name, error) || !fpd_password_check (password, error))
    return;
  entry = entry_new (context, message, request, name, NULL);
  entry->invitation = is_setup ? NULL : g_strdup (secret);
  fpd_passwords_hash_async (context->site->passwords, password, on_hashed, entry);
}

static void
handle_entry (const FpdContext *context,
              SoupServerMessage *message,
              FpdRequest *request,
              gboolean is_setup)
{
  g_autoptr (GError) error = NULL;
  json_object *body;

  if (!fpd_account_check_site (context, message))
    return;
  body = fpd_json_body_parse (message, &error);
  if (body != NULL)
    enter (context, message, request, body, is_setup, &error);
  if (error != NULL)
    fpd_reply_send_error (message, error);
  json_object_put (body);
}

void
fpd_handle_setup (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  handle_entry (context, message, request, TRUE);
}

void
fpd_handle_join (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  handle_entry (context, message, request, FALSE);
}
