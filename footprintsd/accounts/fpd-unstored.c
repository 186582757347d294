/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/accounts/fpd-unstored.h"

/* Sessions are numbered from here; scripts can still tell these numbers apart. */
#define FIRST_ID (G_GINT64_CONSTANT (1) << 52)
/* With more than that the oldest one ends. */
#define MAX_BEGUN 1000

struct _FpdUnstored
{
  GPtrArray *begun;  /* of Begun */
  GHashTable *ended; /* gint64: numbers of stored sessions */
  GHashTable *codes; /* gint64 → gint64: account → step of the last code */
  gint64 n_begun;
};

typedef struct
{
  FpdSession *session;
  char *password_hash; /* that its account had then */
} Begun;

static void
begun_free (gpointer data)
{
  Begun *begun = data;

  fpd_session_free (begun->session);
  g_free (begun->password_hash);
  g_free (begun);
}

FpdUnstored *
fpd_unstored_new (void)
{
  FpdUnstored *self = g_new0 (FpdUnstored, 1);

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
  g_free (self);
}

gboolean
fpd_unstored_is_empty (FpdUnstored *self)
{
  return self->begun->len == 0 && g_hash_table_size (self->ended) == 0;
}

static FpdSession *
copy_session (const FpdSession *session)
{
  FpdSession *copy = g_memdup2 (session, sizeof *session);

  copy->hash = g_strdup (session->hash);
  copy->address = g_strdup (session->address);
  copy->user_agent = g_strdup (session->user_agent);
  return copy;
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
        g_ptr_array_add (sessions, copy_session (begun->session));
      else
        g_ptr_array_remove_index (self->begun, i);
    }
}

void
fpd_unstored_apply (FpdUnstored *self, GPtrArray *accounts, GPtrArray *sessions)
{
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

/* Codes are stored with whatever else is changed of their account, and are too old in a minute. */
void
fpd_unstored_store (FpdUnstored *self, FpdAccountsDatabase *database)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->ended);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (fpd_accounts_database_delete (database, "session", *(gint64 *) id, NULL))
      g_hash_table_iter_remove (&iter);
  for (guint i = self->begun->len; i-- > 0;)
    {
      FpdSession session = *((Begun *) self->begun->pdata[i])->session;

      session.id = 0;
      if (fpd_accounts_database_save_session (database, &session, NULL))
        g_ptr_array_remove_index (self->begun, i);
    }
}

void
fpd_unstored_add_session (FpdUnstored *self, const FpdSession *session, const FpdAccount *account)
{
  Begun *begun = g_new0 (Begun, 1);

  if (self->begun->len >= MAX_BEGUN)
    g_ptr_array_remove_index (self->begun, 0);
  begun->session = copy_session (session);
  begun->session->id = FIRST_ID + self->n_begun++;
  begun->password_hash = account != NULL ? g_strdup (account->password_hash) : NULL;
  g_ptr_array_add (self->begun, begun);
}

gboolean
fpd_unstored_has_session (FpdUnstored *self, gint64 id)
{
  for (guint i = 0; i < self->begun->len; i++)
    if (((Begun *) self->begun->pdata[i])->session->id == id)
      return TRUE;
  return FALSE;
}

gboolean
fpd_unstored_remove_session (FpdUnstored *self, gint64 id)
{
  for (guint i = 0; i < self->begun->len; i++)
    if (((Begun *) self->begun->pdata[i])->session->id == id)
      {
        g_ptr_array_remove_index (self->begun, i);
        return TRUE;
      }
  return FALSE;
}

void
fpd_unstored_add_end (FpdUnstored *self, gint64 id)
{
  g_hash_table_add (self->ended, g_memdup2 (&id, sizeof id));
}

void
fpd_unstored_add_code (FpdUnstored *self, gint64 account_id, gint64 step)
{
  g_hash_table_replace (self->codes, g_memdup2 (&account_id, sizeof account_id),
                        g_memdup2 (&step, sizeof step));
}
