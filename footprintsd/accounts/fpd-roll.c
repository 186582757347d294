/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The roll: a snapshot of all accounts and what belongs to them, with lookups. */

#include "footprintsd/accounts/fpd-roll.h"

#include "footprintsd/accounts/fpd-account-name.h"
#include "footprintsd/accounts/fpd-secret.h"
#include "footprintsd/http/fpd-problem.h"

FpdRoll *
fpd_roll_new (void)
{
  FpdRoll *self = g_atomic_rc_box_new0 (FpdRoll);

  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) fpd_account_unref);
  self->sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) fpd_session_unref);
  self->tokens = g_ptr_array_new_with_free_func ((GDestroyNotify) fpd_token_unref);
  self->invitations = g_ptr_array_new_with_free_func ((GDestroyNotify) fpd_invitation_unref);
  self->sessions_by_hash = g_hash_table_new (g_str_hash, g_str_equal);
  self->tokens_by_hash = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

static void
roll_clear (gpointer data)
{
  FpdRoll *self = data;

  g_hash_table_unref (self->sessions_by_hash);
  g_hash_table_unref (self->tokens_by_hash);
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->sessions);
  g_ptr_array_unref (self->tokens);
  g_ptr_array_unref (self->invitations);
}

FpdRoll *
fpd_roll_ref (FpdRoll *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
fpd_roll_unref (FpdRoll *self)
{
  g_atomic_rc_box_release_full (self, roll_clear);
}

FpdRoll *
fpd_roll_load (FootprintsRecordFile *database, FpdUnstored *unstored, GError **error)
{
  g_autoptr (FpdRoll) self = fpd_roll_new ();

  if (!fpd_accounts_database_load (database, &fpd_account_type,
                                   (FpdRecordCopyFunc) fpd_account_copy, self->accounts, error) ||
      !fpd_accounts_database_load (database, &fpd_session_type,
                                   (FpdRecordCopyFunc) fpd_session_copy, self->sessions, error) ||
      !fpd_accounts_database_load (database, &fpd_token_type, (FpdRecordCopyFunc) fpd_token_copy,
                                   self->tokens, error) ||
      !fpd_accounts_database_load (database, &fpd_invitation_type,
                                   (FpdRecordCopyFunc) fpd_invitation_copy, self->invitations,
                                   error))
    return NULL;
  fpd_unstored_apply (unstored, self->accounts, self->sessions);
  for (guint i = 0; i < self->sessions->len; i++)
    {
      FpdSession *session = self->sessions->pdata[i];

      g_hash_table_insert (self->sessions_by_hash, session->hash, session);
    }
  for (guint i = 0; i < self->tokens->len; i++)
    {
      FpdToken *token = self->tokens->pdata[i];

      g_hash_table_insert (self->tokens_by_hash, token->hash, token);
    }
  return g_steal_pointer (&self);
}

FpdAccount *
fpd_roll_find_account (FpdRoll *self, gint64 id)
{
  for (guint i = 0; i < self->accounts->len; i++)
    if (((FpdAccount *) self->accounts->pdata[i])->id == id)
      return self->accounts->pdata[i];
  return NULL;
}

FpdAccount *
fpd_roll_find_name (FpdRoll *self, const char *name)
{
  g_autofree char *wanted = fpd_account_fold_name (name);

  for (guint i = 0; i < self->accounts->len; i++)
    {
      FpdAccount *account = self->accounts->pdata[i];
      g_autofree char *key = fpd_account_fold_name (account->name);

      if (g_str_equal (key, wanted))
        return account;
    }
  return NULL;
}

FpdAccount *
fpd_roll_find_link (FpdRoll *self, const char *link)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      FpdAccount *account = self->accounts->pdata[i];

      if (account->visibility == FPD_VISIBILITY_LINK && g_strcmp0 (account->link, link) == 0)
        return account;
    }
  return NULL;
}

FpdSession *
fpd_roll_find_session (FpdRoll *self, gint64 id)
{
  for (guint i = 0; i < self->sessions->len; i++)
    if (((FpdSession *) self->sessions->pdata[i])->id == id)
      return self->sessions->pdata[i];
  return NULL;
}

FpdToken *
fpd_roll_find_token (FpdRoll *self, gint64 id)
{
  for (guint i = 0; i < self->tokens->len; i++)
    if (((FpdToken *) self->tokens->pdata[i])->id == id)
      return self->tokens->pdata[i];
  return NULL;
}

FpdInvitation *
fpd_roll_find_invitation (FpdRoll *self, gint64 id)
{
  for (guint i = 0; i < self->invitations->len; i++)
    if (((FpdInvitation *) self->invitations->pdata[i])->id == id)
      return self->invitations->pdata[i];
  return NULL;
}

FpdInvitation *
fpd_roll_find_invitation_by_hash (FpdRoll *self, const char *hash)
{
  for (guint i = 0; i < self->invitations->len; i++)
    {
      FpdInvitation *invitation = self->invitations->pdata[i];

      if (g_str_equal (invitation->hash, hash))
        return invitation;
    }
  return NULL;
}

FpdInvitation *
fpd_roll_find_open_invitation (FpdRoll *self, const char *secret, gint64 now_s, GError **error)
{
  g_autofree char *hash = fpd_secret_hash (secret);
  FpdInvitation *invitation = fpd_roll_find_invitation_by_hash (self, hash);

  if (invitation != NULL && invitation->expires_at > now_s)
    return invitation;
  g_set_error (error, FPD_HTTP_ERROR, 403,
               "the invitation was used or revoked, or has expired; ask for a new one");
  return NULL;
}

gboolean
fpd_roll_has_other_owner (FpdRoll *self, gint64 id)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      FpdAccount *account = self->accounts->pdata[i];

      if (account->id != id && fpd_account_is_active_owner (account))
        return TRUE;
    }
  return FALSE;
}
