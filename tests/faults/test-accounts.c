/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Changes of accounts while the disk fails at every n: see fault-check.h. test_account_faults.py
 * does the same with the real program. */

#include "fault-check.h"
#include "fault-vfs.h"
#include "test-support.h"

#include "footprintsd/accounts/fpd-accounts.h"

static FpdAccounts *
open_accounts (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);

  return fpd_accounts_open (path, error);
}

static char *
describe (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdAccounts) accounts = open_accounts (folder, &error);
  g_autofree char *path = g_build_filename (folder, FPD_ACCOUNTS_FILE, NULL);
  g_autoptr (sqlite3) database = test_sql_open (path);
  g_autofree char *integrity = test_sql_text (database, "pragma integrity_check");
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) all = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (integrity, ==, "ok");
  all = fpd_accounts_list (accounts);
  for (guint i = 0; i < all->len; i++)
    {
      const FpdAccount *account = all->pdata[i];
      g_autoptr (GPtrArray) sessions = fpd_accounts_list_sessions (accounts, account->id);
      g_autoptr (GPtrArray) tokens = fpd_accounts_list_tokens (accounts, account->id);

      g_string_append_printf (text, "%s: %s, role %d, %u sessions, %u tokens\n", account->name,
                              account->password_hash, account->role, sessions->len, tokens->len);
    }
  return g_string_free (text, FALSE);
}

static void
prepare_nothing (const char *folder)
{
}

/* Makes two accounts, of which the second is logged in and has a token. */
static void
prepare_people (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdAccounts) accounts = open_accounts (folder, &error);
  g_autofree char *session = NULL;
  g_autofree char *token = NULL;
  gint64 id;

  g_assert_no_error (error);
  fpd_accounts_add (accounts, "first", FPD_ROLE_OWNER, "hash", &error);
  g_assert_no_error (error);
  id = fpd_accounts_add (accounts, "second", FPD_ROLE_LISTENER, "hash", &error);
  g_assert_no_error (error);
  session = fpd_accounts_begin_session (accounts, id, "127.0.0.1", "test", &error);
  g_assert_no_error (error);
  token = fpd_accounts_add_token (accounts, id, "player", FPD_SCOPE_SUBMIT, &error);
  g_assert_no_error (error);
}

/* The first account also creates the file. */
static gboolean
add (const char *folder, guint *n_steps, GError **error)
{
  g_autoptr (FpdAccounts) accounts = open_accounts (folder, error);

  return accounts != NULL &&
         (!fpd_accounts_is_empty (accounts) ||
          fpd_accounts_add (accounts, "first", FPD_ROLE_OWNER, "hash", error) > 0);
}

static gboolean
put_password (FpdAccount *account, gpointer data, GError **error)
{
  g_free (account->password_hash);
  account->password_hash = g_strdup (data);
  return TRUE;
}

static gboolean
set_password (const char *folder, guint *n_steps, GError **error)
{
  g_autoptr (FpdAccounts) accounts = open_accounts (folder, error);
  g_autoptr (FpdAccount) account = NULL;

  if (accounts == NULL)
    return FALSE;
  account = fpd_accounts_find (accounts, "second");
  return fpd_accounts_change (accounts, account->id, put_password, (gpointer) "new hash", error) &&
         fpd_accounts_end_sessions (accounts, account->id, 0, error);
}

/* The password changes first, then the session ends. */
static guint
count_password_steps (const char *folder)
{
  g_autofree char *text = describe (folder);

  g_assert_nonnull (strstr (text, "second: new hash, role 0, 1 sessions, 1 tokens"));
  return 1;
}

static gboolean
delete_account (const char *folder, guint *n_steps, GError **error)
{
  g_autoptr (FpdAccounts) accounts = open_accounts (folder, error);
  g_autoptr (FpdAccount) account = accounts != NULL ? fpd_accounts_find (accounts, "second") : NULL;

  return account != NULL && fpd_accounts_remove (accounts, account->id, error);
}

static const FaultOperation operations[] = {
  { "account-add", prepare_nothing, add, describe, NULL },
  { "account-password", prepare_people, set_password, describe, count_password_steps },
  { "account-delete", prepare_people, delete_account, describe, NULL },
};

int
main (int argc, char **argv)
{
  test_use_memory ();
  g_test_init (&argc, &argv, NULL);
  /* Problems that can wait for a working disk are only logged as warnings. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  fault_vfs_register ();
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    fault_check_add (&operations[i]);
  return g_test_run ();
}
