/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "test-support.h"

#include "footprintsd/accounts/fpd-accounts-database.h"

static FootprintsRecordFile *
open_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  FootprintsRecordFile *file = fpd_accounts_database_open (path, TRUE, &error);

  g_assert_no_error (error);
  return file;
}

static GPtrArray *
load (FootprintsRecordFile *file, const FootprintsRecordType *type)
{
  const struct
  {
    const FootprintsRecordType *type;
    FpdRecordCopyFunc copy;
    GDestroyNotify unref;
  } kinds[] = {
    { &fpd_account_type, (FpdRecordCopyFunc) fpd_account_copy, (GDestroyNotify) fpd_account_unref },
    { &fpd_session_type, (FpdRecordCopyFunc) fpd_session_copy, (GDestroyNotify) fpd_session_unref },
    { &fpd_token_type, (FpdRecordCopyFunc) fpd_token_copy, (GDestroyNotify) fpd_token_unref },
    { &fpd_invitation_type, (FpdRecordCopyFunc) fpd_invitation_copy,
      (GDestroyNotify) fpd_invitation_unref },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].type == type)
      {
        GPtrArray *rows = g_ptr_array_new_with_free_func (kinds[i].unref);

        g_assert_true (fpd_accounts_database_load (file, type, kinds[i].copy, rows, NULL));
        return rows;
      }
  g_assert_not_reached ();
}

static guint
count (FootprintsRecordFile *file, const FootprintsRecordType *type)
{
  g_autoptr (GPtrArray) rows = load (file, type);

  return rows->len;
}

static gint64
add_account (FootprintsRecordFile *file, const char *name, gint64 invitation_id)
{
  g_autoptr (FpdAccount) account = fpd_account_new ();
  g_autoptr (GError) error = NULL;

  account->name = g_strdup (name);
  account->ledger = g_strconcat (name, ".db", NULL);
  account->created_at = TEST_TIME;
  fpd_accounts_database_let_in (file, account, invitation_id, &error);
  g_assert_no_error (error);
  return account->id;
}

static gint64
add_token (FootprintsRecordFile *file, gint64 account_id, const char *hash)
{
  FpdToken token = {
    .hash = (char *) hash,
    .account_id = account_id,
    .name = (char *) "player",
    .scopes = FPD_SCOPE_SUBMIT,
    .created_at = TEST_TIME,
  };

  g_assert_true (fpd_accounts_database_save (file, &fpd_token_type, &token, NULL));
  return token.id;
}

static gint64
add_invitation (FootprintsRecordFile *file, const char *hash, gint64 expires_at)
{
  FpdInvitation invitation = { .hash = (char *) hash, .expires_at = expires_at };

  g_assert_true (fpd_accounts_database_save (file, &fpd_invitation_type, &invitation, NULL));
  return invitation.id;
}

/* The first version of the file, as an earlier version of the program made it. */
static const char first_version[] =
    "pragma application_id = 1179672931; pragma user_version = 1;"
    "create table account (id integer primary key autoincrement, name text not null,"
    " password_hash text, role text not null check (role in ('owner', 'listener')),"
    " ledger text not null unique, zone text, visibility text not null default 'private'"
    " check (visibility in ('private', 'link', 'public')), link text unique, totp_secret text,"
    " totp_step integer not null default 0, created_at integer not null,"
    " disabled_at integer not null default 0) strict;"
    "create table session (id integer primary key, hash text not null unique, account_id integer"
    " not null references account (id) on delete cascade, created_at integer not null, seen_at"
    " integer not null, address text, user_agent text) strict;"
    "create table token (id integer primary key, hash text not null unique, account_id integer"
    " not null references account (id) on delete cascade, name text not null, scopes integer"
    " not null, created_at integer not null, used_at integer not null default 0) strict;"
    "create table invitation (id integer primary key, hash text not null unique, role text not"
    " null check (role in ('owner', 'listener')), created_at integer not null, expires_at integer"
    " not null) strict;"
    "insert into account (name, role, ledger, visibility, created_at)"
    " values ('anna', 'owner', 'history.db', 'public', 7);"
    "insert into token (hash, account_id, name, scopes, created_at) values ('h', 1, 'mpd', 2, 8);";

static void
test_first_version (void)
{
  g_autofree char *path = test_path ("accounts.db");
  g_autoptr (sqlite3) database = test_sql_open (path);
  g_autoptr (FootprintsRecordFile) file = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GPtrArray) tokens = NULL;
  const FpdAccount *account;

  test_sql_run (database, first_version);
  file = open_file (path);
  g_assert_cmpint (test_sql_int64 (database, "pragma user_version"), ==, 3);
  accounts = load (file, &fpd_account_type);
  g_assert_cmpuint (accounts->len, ==, 1);
  account = accounts->pdata[0];
  g_assert_cmpstr (account->name, ==, "anna");
  g_assert_cmpint (account->role, ==, FPD_ROLE_OWNER);
  g_assert_cmpint (account->visibility, ==, FPD_VISIBILITY_PUBLIC);
  g_assert_cmpuint (account->day_start_hour, ==, 0);
  g_assert_cmpint (account->first_weekday, ==, G_DATE_MONDAY);
  tokens = load (file, &fpd_token_type);
  g_assert_cmpuint (tokens->len, ==, 1);
  g_assert_cmpstr (((FpdToken *) tokens->pdata[0])->name, ==, "mpd");
  add_account (file, "bert", 0);
  g_assert_cmpuint (count (file, &fpd_account_type), ==, 2);
}

/* A record that one process removes does not return when another one uses it. */
static void
test_used_and_taken_back (void)
{
  g_autofree char *path = test_path ("accounts.db");
  g_autoptr (FootprintsRecordFile) file = open_file (path);
  g_autoptr (FootprintsRecordFile) other = open_file (path);
  gint64 account_id = add_account (file, "anna", 0);
  gint64 token_id = add_token (file, account_id, "h");
  g_autoptr (GPtrArray) tokens = load (file, &fpd_token_type);
  g_autoptr (GPtrArray) accounts = load (file, &fpd_account_type);
  g_autoptr (GError) error = NULL;

  g_assert_true (fpd_accounts_database_remove (other, &fpd_token_type, token_id, NULL));
  g_assert_false (
      fpd_accounts_database_save_soon (file, &fpd_token_type, tokens->pdata[0], &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (count (other, &fpd_token_type), ==, 0);
  g_assert_true (fpd_accounts_database_remove (other, &fpd_account_type, account_id, NULL));
  g_assert_false (fpd_accounts_database_save (file, &fpd_account_type, accounts->pdata[0], &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND);
  g_assert_cmpuint (count (other, &fpd_account_type), ==, 0);
}

/* An invitation admits one person, even if several use it at the same moment. */
static void
test_invitation (void)
{
  g_autofree char *path = test_path ("accounts.db");
  g_autoptr (FootprintsRecordFile) file = open_file (path);
  gint64 id = add_invitation (file, "i", TEST_TIME);
  g_autoptr (FpdAccount) late = fpd_account_new ();
  g_autoptr (GError) error = NULL;

  add_account (file, "anna", id);
  g_assert_cmpuint (count (file, &fpd_invitation_type), ==, 0);
  late->name = g_strdup ("bert");
  late->ledger = g_strdup ("bert.db");
  g_assert_false (fpd_accounts_database_let_in (file, late, id, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND);
  g_assert_cmpuint (count (file, &fpd_account_type), ==, 1);
}

static void
test_belongings (void)
{
  g_autofree char *path = test_path ("accounts.db");
  g_autoptr (FootprintsRecordFile) file = open_file (path);
  gint64 first = add_account (file, "anna", 0);
  gint64 second = add_account (file, "bert", 0);

  add_token (file, first, "h");
  add_token (file, second, "k");
  g_assert_true (fpd_accounts_database_remove (file, &fpd_account_type, second, NULL));
  g_assert_cmpuint (count (file, &fpd_account_type), ==, 1);
  g_assert_cmpuint (count (file, &fpd_token_type), ==, 1);
  /* Ids are not reused, so a new account never gets what belonged to a deleted one. */
  g_assert_cmpint (add_account (file, "carl", 0), >, second);
}

static void
test_expired (void)
{
  g_autofree char *path = test_path ("accounts.db");
  g_autoptr (FootprintsRecordFile) file = open_file (path);
  gint64 account_id = add_account (file, "anna", 0);
  FpdSession old = { .hash = (char *) "o", .account_id = account_id, .seen_at = 10 };
  FpdSession young = { .hash = (char *) "y", .account_id = account_id, .seen_at = 20 };

  g_assert_true (fpd_accounts_database_save_soon (file, &fpd_session_type, &old, NULL));
  g_assert_true (fpd_accounts_database_save_soon (file, &fpd_session_type, &young, NULL));
  add_invitation (file, "i", 99);
  add_invitation (file, "j", 100);
  g_assert_true (fpd_accounts_database_remove_expired (file, 20, 100, NULL));
  g_assert_cmpuint (count (file, &fpd_session_type), ==, 1);
  g_assert_cmpuint (count (file, &fpd_invitation_type), ==, 1);
}

/* A file of another program or of a newer version is refused and left as it was. */
static void
test_others (void)
{
  static const struct
  {
    const char *sql;
    FootprintsError code;
  } cases[] = {
    { "pragma application_id = 1; pragma user_version = 2; create table account (x)",
      FOOTPRINTS_ERROR_CORRUPT },
    { "create table account (x)", FOOTPRINTS_ERROR_CORRUPT },
    { "pragma application_id = 1179672931; create table account (x)", FOOTPRINTS_ERROR_CORRUPT },
    { "pragma application_id = 1179672931; pragma user_version = 4; create table account (x)",
      FOOTPRINTS_ERROR_NEWER_DATABASE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("accounts-%u.db", i);
      g_autofree char *path = test_path (name);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      sqlite3 *database = test_sql_open (path);
      g_autoptr (FootprintsRecordFile) file = NULL;
      g_autoptr (GError) error = NULL;

      test_sql_run (database, cases[i].sql);
      sqlite3_close (database);
      before = test_checksum (path);
      file = fpd_accounts_database_open (path, TRUE, &error);
      g_assert_null (file);
      g_assert_error (error, FOOTPRINTS_ERROR, (int) cases[i].code);
      after = test_checksum (path);
      g_assert_cmpstr (after, ==, before);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/daemon/accounts-file/first-version", test_first_version);
  g_test_add_func ("/daemon/accounts-file/used-and-taken-back", test_used_and_taken_back);
  g_test_add_func ("/daemon/accounts-file/invitation", test_invitation);
  g_test_add_func ("/daemon/accounts-file/belongings", test_belongings);
  g_test_add_func ("/daemon/accounts-file/expired", test_expired);
  g_test_add_func ("/daemon/accounts-file/others", test_others);
  return g_test_run ();
}
