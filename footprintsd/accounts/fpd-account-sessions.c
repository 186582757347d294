/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Login sessions: begun with a password, kept alive by requests, ended by the user or by expiry. */

#include "footprintsd/accounts/fpd-accounts-private.h"
#include "footprintsd/accounts/fpd-secret.h"
#include "footprintsd/http/fpd-problem.h"

#include <string.h>

#define MAX_USER_AGENT_BYTES 256

static FpdSession *
make_session (gint64 account_id, const char *secret, const char *address, const char *user_agent)
{
  FpdSession *session = fpd_session_new ();

  session->hash = fpd_secret_hash (secret);
  session->account_id = account_id;
  session->created_at = fpd_accounts_now_s ();
  session->seen_at = fpd_accounts_now_s ();
  session->address = g_strdup (address);
  if (user_agent != NULL)
    session->user_agent =
        g_utf8_make_valid (user_agent, (gssize) strnlen (user_agent, MAX_USER_AGENT_BYTES));
  return session;
}

/* Anyone who has the password can log in even if nothing can be stored; otherwise nobody could deal
 * with a full disk from the page. */
char *
fpd_accounts_begin_session (FpdAccounts *self,
                            gint64 account_id,
                            const char *address,
                            const char *user_agent,
                            GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = fpd_accounts_look_closely (self);
  g_autofree char *secret = fpd_secret_new ();
  g_autoptr (FpdSession) session = make_session (account_id, secret, address, user_agent);
  g_autoptr (GError) problem = NULL;

  fpd_accounts_delete_expired (self);
  if (!fpd_accounts_store_again (self, error))
    return NULL;
  if (!fpd_accounts_database_save_soon (self->writer, &fpd_session_type, session, &problem))
    {
      g_warning ("Cannot store a session; unless that succeeds later, it ends with the server: %s",
                 problem->message);
      fpd_unstored_add_session (self->unstored, session, fpd_roll_find_account (roll, account_id));
    }
  return fpd_accounts_load (self, error) ? g_steal_pointer (&secret) : NULL;
}

/* A clock that was set back does not make a session immortal. */
static gboolean
is_over (const FpdSession *session)
{
  return ABS (fpd_accounts_now_s () - session->seen_at) > FPD_SESSION_LIFETIME_S;
}

FpdSession *
fpd_accounts_find_session (FpdAccounts *self, const char *secret)
{
  g_autofree char *hash = fpd_secret_hash (secret);
  g_autoptr (FpdRoll) roll = fpd_accounts_look (self);
  FpdSession *session = g_hash_table_lookup (roll->sessions_by_hash, hash);

  fpd_accounts_retry_unstored (self);
  if (session == NULL || is_over (session))
    return NULL;
  if (ABS (fpd_accounts_now_s () - session->seen_at) >= FPD_SEEN_STEP_S)
    fpd_accounts_note_use (self, hash, NULL);
  return fpd_session_ref (session);
}

static int
compare_seen (gconstpointer a, gconstpointer b)
{
  const FpdSession *first = *(FpdSession *const *) a;
  const FpdSession *second = *(FpdSession *const *) b;

  return first->seen_at > second->seen_at ? -1 : first->seen_at < second->seen_at;
}

GPtrArray *
fpd_accounts_list_sessions (FpdAccounts *self, gint64 account_id)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) fpd_session_unref);
  g_autoptr (FpdRoll) roll = fpd_accounts_look (self);

  for (guint i = 0; i < roll->sessions->len; i++)
    {
      FpdSession *session = roll->sessions->pdata[i];

      if (session->account_id != account_id || is_over (session))
        continue;
      session = fpd_session_copy (session);
      session->seen_at = fpd_accounts_get_used_at (self, session->hash, session->seen_at);
      g_ptr_array_add (found, session);
    }
  g_ptr_array_sort (found, compare_seen);
  return found;
}

/* The session ends even if that cannot be stored; FALSE with @error set in that case. */
static gboolean
end_one (FpdAccounts *self, gint64 id, GError **error)
{
  if (fpd_unstored_remove_session (self->unstored, id) ||
      fpd_accounts_database_remove (self->writer, &fpd_session_type, id, error))
    return TRUE;
  fpd_unstored_add_end (self->unstored, id);
  return FALSE;
}

gboolean
fpd_accounts_end_session (FpdAccounts *self, gint64 account_id, gint64 id, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = fpd_accounts_look_closely (self);
  const FpdSession *session = fpd_roll_find_session (roll, id);
  gboolean done;

  if (session == NULL || session->account_id != account_id)
    {
      g_set_error (error, FPD_HTTP_ERROR, 404, "session not found");
      return FALSE;
    }
  done = end_one (self, id, error);
  return fpd_accounts_load (self, done ? error : NULL) && done;
}

/* With the write lock held. */
static gboolean
end_sessions (FpdAccounts *self, gint64 account_id, gint64 but, GError **error)
{
  g_autoptr (FpdRoll) roll = fpd_accounts_look_closely (self);
  gboolean done = TRUE;

  for (guint i = 0; i < roll->sessions->len; i++)
    {
      FpdSession *session = roll->sessions->pdata[i];

      if (session->account_id == account_id && session->id != but)
        done = end_one (self, session->id, done ? error : NULL) && done;
    }
  return fpd_accounts_load (self, done ? error : NULL) && done;
}

gboolean
fpd_accounts_end_sessions (FpdAccounts *self, gint64 account_id, gint64 but, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);

  return end_sessions (self, account_id, but, error);
}
