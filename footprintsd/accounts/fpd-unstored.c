/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Begun and ended sessions and used codes that stay in memory until they can be stored. */

#include "footprintsd/accounts/fpd-unstored.h"

/* The first id of these sessions. JavaScript can still represent ids of this size exactly. */
#define FIRST_ID (G_GINT64_CONSTANT (1) << 52)
/* Beyond this number, the oldest session ends. */
#define MAX_BEGUN 1000

struct _FpdUnstored
{
  GMutex lock;
  GPtrArray *begun;  /* of Begun */
  GHashTable *ended; /* gint64: ids of stored sessions */
  GHashTable *codes; /* gint64 → gint64: account → step of the last code */
  gint64 n_begun;
};

typedef struct
{
  FpdSession *session;
  char *password_hash; /* that its account had at that time */
} Begun;

static void
begun_free (gpointer data)
{
  Begun *begun = data;

  fpd_session_unref (begun->session);
  g_free (begun->password_hash);
  g_free (begun);
}

FpdUnstored *
fpd_unstored_new (void)
{
  FpdUnstored *self = g_new0 (FpdUnstored, 1);

  g_mutex_init (&self->lock);
  self->begun = g_ptr_array_new_with_free_func (begun_free);
  self->ended = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->codes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

void
fpd_unstored_free (FpdUnstored *self)
{
  g_ptr_array_unref (self->begun);
  g_hash_table_unref (self->ended);
  g_hash_table_unref (self->codes);
  g_mutex_clear (&self->lock);
  g_free (self);
}

gboolean
fpd_unstored_is_empty (FpdUnstored *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->begun->len == 0 && g_hash_table_size (self->ended) == 0;
}

static FpdAccount *
find_account (GPtrArray *accounts, gint64 id)
{
  for (guint i = 0; i < accounts->len; i++)
    if (((FpdAccount *) accounts->pdata[i])->id == id)
      return accounts->pdata[i];
  return NULL;
}

static void
apply_sessions (FpdUnstored *self, GPtrArray *accounts, GPtrArray *sessions)
{
  for (guint i = sessions->len; i-- > 0;)
    if (g_hash_table_contains (self->ended, &((FpdSession *) sessions->pdata[i])->id))
      g_ptr_array_remove_index (sessions, i);
  for (guint i = self->begun->len; i-- > 0;)
    {
      Begun *begun = self->begun->pdata[i];
      const FpdAccount *account = find_account (accounts, begun->session->account_id);

      if (account != NULL && g_strcmp0 (account->password_hash, begun->password_hash) == 0)
        g_ptr_array_add (sessions, fpd_session_copy (begun->session));
      else
        g_ptr_array_remove_index (self->begun, i);
    }
}

void
fpd_unstored_apply (FpdUnstored *self, GPtrArray *accounts, GPtrArray *sessions)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GHashTableIter iter;
  gpointer account_id, step;

  apply_sessions (self, accounts, sessions);
  g_hash_table_iter_init (&iter, self->codes);
  while (g_hash_table_iter_next (&iter, &account_id, &step))
    {
      FpdAccount *account = find_account (accounts, *(gint64 *) account_id);

      if (account != NULL)
        account->totp_step = MAX (account->totp_step, *(gint64 *) step);
    }
}

/* Lists what is to be stored, so that storing it does not hold the lock that readers of the
 * accounts wait for. */
static void
list_unstored (FpdUnstored *self, GArray *ended, GPtrArray *begun)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GHashTableIter iter;
  gint64 *id;

  g_hash_table_iter_init (&iter, self->ended);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, NULL))
    g_array_append_val (ended, *id);
  for (guint i = 0; i < self->begun->len; i++)
    g_ptr_array_add (begun, fpd_session_ref (((Begun *) self->begun->pdata[i])->session));
}

static void
forget_end (FpdUnstored *self, gint64 id)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_hash_table_remove (self->ended, &id);
}

/* Codes are stored with the next change to their account, and expire within a minute. */
void
fpd_unstored_store (FpdUnstored *self, FootprintsRecordFile *database)
{
  g_autoptr (GArray) ended = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) begun = g_ptr_array_new_with_free_func ((GDestroyNotify) fpd_session_unref);

  list_unstored (self, ended, begun);
  for (guint i = 0; i < ended->len; i++)
    if (fpd_accounts_database_remove (database, &fpd_session_type, g_array_index (ended, gint64, i),
                                      NULL))
      forget_end (self, g_array_index (ended, gint64, i));
  for (guint i = 0; i < begun->len; i++)
    {
      FpdSession session = *(FpdSession *) begun->pdata[i];

      session.id = 0;
      if (fpd_accounts_database_save_soon (database, &fpd_session_type, &session, NULL))
        fpd_unstored_remove_session (self, ((FpdSession *) begun->pdata[i])->id);
    }
}

void
fpd_unstored_add_session (FpdUnstored *self, const FpdSession *session, const FpdAccount *account)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Begun *begun = g_new0 (Begun, 1);

  if (self->begun->len >= MAX_BEGUN)
    g_ptr_array_remove_index (self->begun, 0);
  begun->session = fpd_session_copy (session);
  begun->session->id = FIRST_ID + self->n_begun++;
  begun->password_hash = account != NULL ? g_strdup (account->password_hash) : NULL;
  g_ptr_array_add (self->begun, begun);
}

/* -1: no session has that id. */
static int
find_begun (FpdUnstored *self, gint64 id)
{
  for (guint i = 0; i < self->begun->len; i++)
    if (((Begun *) self->begun->pdata[i])->session->id == id)
      return (int) i;
  return -1;
}

gboolean
fpd_unstored_has_session (FpdUnstored *self, gint64 id)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return find_begun (self, id) >= 0;
}

gboolean
fpd_unstored_remove_session (FpdUnstored *self, gint64 id)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  int index = find_begun (self, id);

  if (index >= 0)
    g_ptr_array_remove_index (self->begun, (guint) index);
  return index >= 0;
}

void
fpd_unstored_add_end (FpdUnstored *self, gint64 id)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_hash_table_add (self->ended, g_memdup2 (&id, sizeof id));
}

void
fpd_unstored_add_code (FpdUnstored *self, gint64 account_id, gint64 step)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_hash_table_replace (self->codes, g_memdup2 (&account_id, sizeof account_id),
                        g_memdup2 (&step, sizeof step));
}
