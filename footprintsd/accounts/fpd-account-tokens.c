/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Tokens for programs: each belongs to an account and has scopes; only its hash is kept. */

#include "footprintsd/accounts/fpd-account-name.h"
#include "footprintsd/accounts/fpd-accounts-private.h"
#include "footprintsd/accounts/fpd-secret.h"
#include "footprintsd/http/fpd-problem.h"

#define MAX_TOKENS 100

static GPtrArray *
list_tokens (FpdAccounts *self, FpdRoll *roll, gint64 account_id)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) fpd_token_unref);

  for (guint i = 0; i < roll->tokens->len; i++)
    {
      FpdToken *token = roll->tokens->pdata[i];

      if (token->account_id != account_id)
        continue;
      token = fpd_token_copy (token);
      token->used_at = fpd_accounts_get_used_at (self, token->hash, token->used_at);
      g_ptr_array_add (found, token);
    }
  return found;
}

char *
fpd_accounts_add_token (
    FpdAccounts *self, gint64 account_id, const char *name, guint scopes, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = fpd_accounts_look_closely (self);
  g_autoptr (GPtrArray) others = list_tokens (self, roll, account_id);
  g_autofree char *secret = fpd_secret_new ();
  g_autofree char *hash = fpd_secret_hash (secret);
  FpdToken token = { .hash = hash,
                     .account_id = account_id,
                     .name = (char *) name,
                     .scopes = scopes,
                     .created_at = fpd_accounts_now_s () };

  if (!fpd_account_is_label (name))
    {
      g_set_error (error, FPD_HTTP_ERROR, 422,
                   "a token name must have 1 to %d characters, no slash, and no blanks around it",
                   FPD_ACCOUNT_NAME_MAX_CHARACTERS);
      return NULL;
    }
  if (others->len >= MAX_TOKENS)
    {
      g_set_error (error, FPD_HTTP_ERROR, 409,
                   "the account already has %d tokens; revoke some first", MAX_TOKENS);
      return NULL;
    }
  if (!fpd_accounts_reload_if (
          self, fpd_accounts_database_save (self->writer, &fpd_token_type, &token, error), error))
    return NULL;
  return g_steal_pointer (&secret);
}

FpdToken *
fpd_accounts_find_token (FpdAccounts *self, const char *secret)
{
  g_autofree char *hash = fpd_secret_hash (secret);
  g_autoptr (FpdRoll) roll = fpd_accounts_look (self);
  FpdToken *token = g_hash_table_lookup (roll->tokens_by_hash, hash);

  if (token == NULL)
    return NULL;
  if (ABS (fpd_accounts_now_s () - token->used_at) >= FPD_SEEN_STEP_S)
    fpd_accounts_note_use (self, NULL, hash);
  return fpd_token_ref (token);
}

GPtrArray *
fpd_accounts_list_tokens (FpdAccounts *self, gint64 account_id)
{
  g_autoptr (FpdRoll) roll = fpd_accounts_look (self);

  return list_tokens (self, roll, account_id);
}

gboolean
fpd_accounts_remove_token (FpdAccounts *self, gint64 account_id, gint64 id, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = fpd_accounts_look_closely (self);
  const FpdToken *token = fpd_roll_find_token (roll, id);

  if (token != NULL && token->account_id == account_id)
    return fpd_accounts_reload_if (
        self, fpd_accounts_database_remove (self->writer, &fpd_token_type, id, error), error);
  g_set_error (error, FPD_HTTP_ERROR, 404, "token not found");
  return FALSE;
}
