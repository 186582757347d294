/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* When sessions and tokens were last used: known at once in memory, stored on a separate thread and
 * not at every use. */

#include "footprintsd/accounts/fpd-accounts-private.h"

#include <libfootprints/footprints.h>

/* Between two attempts to store what could not be stored. */
#define STORE_AGAIN_S 60

/* A use of a session or token to store; without a hash: a request to retry what is unstored. */
typedef struct
{
  char *session_hash;
  char *token_hash;
} Note;

void
fpd_accounts_note_free (gpointer data)
{
  Note *note = data;

  g_free (note->session_hash);
  g_free (note->token_hash);
  g_free (note);
}

/* A record that was revoked meanwhile must not come back because it was used. */
static gboolean
store_use (FpdAccounts *self, const FootprintsRecordType *type, gpointer record, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (fpd_accounts_database_save_soon (self->writer, type, record, &problem) ||
      g_error_matches (problem, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND))
    return fpd_accounts_load (self, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
store_use_of_session (FpdAccounts *self, FpdRoll *roll, const char *hash, GError **error)
{
  FpdSession *session = g_hash_table_lookup (roll->sessions_by_hash, hash);
  g_autoptr (FpdSession) seen = NULL;

  if (session == NULL || fpd_unstored_has_session (self->unstored, session->id))
    return TRUE;
  seen = fpd_session_copy (session);
  seen->seen_at = fpd_accounts_now_s ();
  return store_use (self, &fpd_session_type, seen, error);
}

static gboolean
store_use_of_token (FpdAccounts *self, FpdRoll *roll, const char *hash, GError **error)
{
  FpdToken *token = g_hash_table_lookup (roll->tokens_by_hash, hash);
  FpdToken used;

  if (token == NULL)
    return TRUE;
  used = *token;
  used.used_at = fpd_accounts_now_s ();
  return store_use (self, &fpd_token_type, &used, error);
}

void
fpd_accounts_store_note (gpointer data, gpointer user_data)
{
  Note *note = data;
  FpdAccounts *self = user_data;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = fpd_accounts_look_closely (self);
  g_autoptr (GError) error = NULL;
  const char *hash = note->session_hash != NULL ? note->session_hash : note->token_hash;
  gboolean done;

  if (note->session_hash != NULL)
    done = store_use_of_session (self, roll, hash, &error);
  else if (note->token_hash != NULL)
    done = store_use_of_token (self, roll, hash, &error);
  else
    done = fpd_accounts_store_again (self, &error);
  if (!done)
    g_warning ("%s", error->message);
  /* A write that failed is not retried with every request. */
  g_mutex_lock (&self->memory_lock);
  if (hash != NULL && done)
    g_hash_table_remove (self->noted, hash);
  g_mutex_unlock (&self->memory_lock);
  fpd_accounts_note_free (note);
}

static gboolean
take_note (FpdAccounts *self, const char *hash)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->memory_lock);
  gint64 now = fpd_accounts_now_s ();

  if (g_hash_table_contains (self->noted, hash))
    return FALSE;
  g_hash_table_insert (self->noted, g_strdup (hash), g_memdup2 (&now, sizeof now));
  return TRUE;
}

/* When it was last used: @stored_at or later. */
gint64
fpd_accounts_get_used_at (FpdAccounts *self, const char *hash, gint64 stored_at)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->memory_lock);
  const gint64 *noted_at = g_hash_table_lookup (self->noted, hash);

  return noted_at != NULL ? MAX (*noted_at, stored_at) : stored_at;
}

/* Stores on another thread that it was used. */
void
fpd_accounts_note_use (FpdAccounts *self, const char *session_hash, const char *token_hash)
{
  Note *note;

  if (!take_note (self, session_hash != NULL ? session_hash : token_hash))
    return;
  note = g_new0 (Note, 1);
  note->session_hash = g_strdup (session_hash);
  note->token_hash = g_strdup (token_hash);
  g_thread_pool_push (self->notes, note, NULL);
}

/* Whether it is time to retry what could not be stored. */
static gboolean
is_time_to_store (FpdAccounts *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->memory_lock);

  if (ABS (fpd_accounts_now_s () - self->stored_again_at) < STORE_AGAIN_S)
    return FALSE;
  self->stored_again_at = fpd_accounts_now_s ();
  g_hash_table_remove_all (self->noted);
  return TRUE;
}

void
fpd_accounts_retry_unstored (FpdAccounts *self)
{
  if (is_time_to_store (self) && !fpd_unstored_is_empty (self->unstored))
    g_thread_pool_push (self->notes, g_new0 (Note, 1), NULL);
}
