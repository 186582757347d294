/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Invitations: anyone who has the secret can create an account with that role, once. */

#include "footprintsd/accounts/fpd-accounts-private.h"
#include "footprintsd/accounts/fpd-secret.h"
#include "footprintsd/http/fpd-problem.h"

#define INVITATION_LIFETIME_S (7 * 24 * 60 * 60)

char *
fpd_accounts_add_invitation (FpdAccounts *self, FpdRole role, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autofree char *secret = fpd_secret_new ();
  g_autofree char *hash = fpd_secret_hash (secret);
  FpdInvitation invitation = { .hash = hash,
                               .role = role,
                               .created_at = fpd_accounts_now_s (),
                               .expires_at = fpd_accounts_now_s () + INVITATION_LIFETIME_S };

  if (!fpd_accounts_reload_if (
          self, fpd_accounts_database_save (self->writer, &fpd_invitation_type, &invitation, error),
          error))
    return NULL;
  return g_steal_pointer (&secret);
}

gboolean
fpd_accounts_check_invitation (FpdAccounts *self, const char *secret, GError **error)
{
  g_autoptr (FpdRoll) roll = fpd_accounts_look (self);

  return fpd_roll_find_open_invitation (roll, secret, fpd_accounts_now_s (), error) != NULL;
}

GPtrArray *
fpd_accounts_list_invitations (FpdAccounts *self)
{
  g_autoptr (FpdRoll) roll = fpd_accounts_look (self);

  return g_ptr_array_ref (roll->invitations);
}

gboolean
fpd_accounts_remove_invitation (FpdAccounts *self, gint64 id, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = fpd_accounts_look_closely (self);

  if (fpd_roll_find_invitation (roll, id) != NULL)
    return fpd_accounts_reload_if (
        self, fpd_accounts_database_remove (self->writer, &fpd_invitation_type, id, error), error);
  g_set_error (error, FPD_HTTP_ERROR, 404, "invitation not found");
  return FALSE;
}
