/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/accounts/fpd-accounts-database.h"

#include "footprintsd/fpd-durable-file.h"
#include "libfootprints/core/footprints-private-file-private.h"
#include "libfootprints/sqlite/footprints-ledger-files-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <libfootprints/footprints.h>

/* "FPac" */
#define APPLICATION_ID 0x46506163
#define SCHEMA_VERSION 2
#define BUSY_TIMEOUT_MS 5000

/* What leads from each version to the next; the first makes the file. */
static const char *const migrations[SCHEMA_VERSION] = {
  "CREATE TABLE account ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  name TEXT NOT NULL,"
  "  password_hash TEXT,"
  "  role TEXT NOT NULL CHECK (role IN ('owner', 'listener')),"
  "  ledger TEXT NOT NULL UNIQUE,"
  "  zone TEXT,"
  "  visibility TEXT NOT NULL DEFAULT 'private'"
  "    CHECK (visibility IN ('private', 'link', 'public')),"
  "  link TEXT UNIQUE,"
  "  totp_secret TEXT,"
  "  totp_step INTEGER NOT NULL DEFAULT 0,"
  "  created_at INTEGER NOT NULL,"
  "  disabled_at INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE TABLE session ("
  "  id INTEGER PRIMARY KEY,"
  "  hash TEXT NOT NULL UNIQUE,"
  "  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,"
  "  created_at INTEGER NOT NULL,"
  "  seen_at INTEGER NOT NULL,"
  "  address TEXT,"
  "  user_agent TEXT"
  ") STRICT;"
  "CREATE TABLE token ("
  "  id INTEGER PRIMARY KEY,"
  "  hash TEXT NOT NULL UNIQUE,"
  "  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,"
  "  name TEXT NOT NULL,"
  "  scopes INTEGER NOT NULL,"
  "  created_at INTEGER NOT NULL,"
  "  used_at INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE TABLE invitation ("
  "  id INTEGER PRIMARY KEY,"
  "  hash TEXT NOT NULL UNIQUE,"
  "  role TEXT NOT NULL CHECK (role IN ('owner', 'listener')),"
  "  created_at INTEGER NOT NULL,"
  "  expires_at INTEGER NOT NULL"
  ") STRICT;",
  "ALTER TABLE account ADD COLUMN day_start_hour INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE account ADD COLUMN first_weekday INTEGER NOT NULL DEFAULT 1;",
};

struct _FpdAccountsDatabase
{
  sqlite3 *connection;
  sqlite3_stmt *ask_version; /* asked with each request */
  gint64 data_version;
};

static FootprintsError
get_error_code (int system_errno)
{
  switch (system_errno)
    {
    case ENOSPC:
    case EDQUOT:
      return FOOTPRINTS_ERROR_DISK_FULL;
    case EROFS:
      return FOOTPRINTS_ERROR_READ_ONLY;
    default:
      return FOOTPRINTS_ERROR_FAILED;
    }
}

static gboolean
fail (FpdAccountsDatabase *self, const char *what, GError **error)
{
  int code = sqlite3_errcode (self->connection) & 0xff;
  /* SQLite keeps the last one, however long ago that was. */
  int system_errno =
      code == SQLITE_IOERR || code == SQLITE_CANTOPEN ? sqlite3_system_errno (self->connection) : 0;

  g_set_error (error, FOOTPRINTS_ERROR,
               code == SQLITE_FULL       ? FOOTPRINTS_ERROR_DISK_FULL
               : code == SQLITE_BUSY     ? FOOTPRINTS_ERROR_BUSY
               : code == SQLITE_READONLY ? FOOTPRINTS_ERROR_READ_ONLY
                                         : get_error_code (system_errno),
               "The accounts %s: %s", what,
               system_errno != 0 ? g_strerror (system_errno) : sqlite3_errmsg (self->connection));
  return FALSE;
}

static gboolean
execute (FpdAccountsDatabase *self, const char *sql, GError **error)
{
  return sqlite3_exec (self->connection, sql, NULL, NULL, NULL) == SQLITE_OK ||
         fail (self, "cannot be written", error);
}

/* *@number is -1 when the file is damaged or no database; a disk that fails is an error. */
static gboolean
read_number (FpdAccountsDatabase *self, const char *sql, gint64 *number, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (self->connection, sql, -1, &statement, NULL);

  *number = -1;
  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW || code == SQLITE_CORRUPT || code == SQLITE_NOTADB ||
         fail (self, "cannot be read", error);
}

/* @types: a letter a value: "i" a gint64, "s" a text or NULL. */
static gboolean
run_valist (
    FpdAccountsDatabase *self, GError **error, const char *sql, const char *types, va_list values)
{
  sqlite3_stmt *statement = NULL;
  gboolean done;

  if (sqlite3_prepare_v2 (self->connection, sql, -1, &statement, NULL) != SQLITE_OK)
    return fail (self, "cannot be written", error);
  for (int i = 0; types[i] != '\0'; i++)
    if (types[i] == 'i')
      sqlite3_bind_int64 (statement, i + 1, va_arg (values, gint64));
    else
      sqlite3_bind_text (statement, i + 1, va_arg (values, const char *), -1, SQLITE_TRANSIENT);
  done = sqlite3_step (statement) == SQLITE_DONE;
  sqlite3_finalize (statement);
  return done || fail (self, "cannot be written", error);
}

/* What is written to a file that has lost its name is gone with this process. */
static gboolean
check_place (FpdAccountsDatabase *self, GError **error)
{
  int has_moved = 0;

  sqlite3_file_control (self->connection, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved);
  if (!has_moved)
    return TRUE;
  g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_REPLACED,
                       "The file of the accounts was deleted, moved or replaced while the server "
                       "runs, so nothing is stored: put it back, or start the server again");
  return FALSE;
}

static gboolean
run (FpdAccountsDatabase *self, GError **error, const char *sql, const char *types, ...)
{
  va_list values;
  gboolean done;

  va_start (values, types);
  done = check_place (self, error) && run_valist (self, error, sql, types, values) &&
         check_place (self, error);
  va_end (values);
  return done;
}

/* The version is read again within the transaction: two programs may open the file at once. */
static gboolean
migrate (FpdAccountsDatabase *self, GError **error)
{
  g_autofree char *pragmas =
      g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT;",
                       APPLICATION_ID, SCHEMA_VERSION);
  gint64 version;
  gboolean done = execute (self, "BEGIN IMMEDIATE", error) &&
                  read_number (self, "PRAGMA user_version", &version, error);

  for (; done && version >= 0 && version < SCHEMA_VERSION; version++)
    done = execute (self, migrations[version], error);
  done = done && execute (self, pragmas, error);
  if (!done)
    sqlite3_exec (self->connection, "ROLLBACK", NULL, NULL, NULL);
  return done;
}

/* Nothing is written to a file that is not ours. */
static gboolean
check_schema (FpdAccountsDatabase *self, const char *path, GError **error)
{
  gint64 application_id, version, n_tables;

  if (!read_number (self, "PRAGMA application_id", &application_id, error) ||
      !read_number (self, "PRAGMA user_version", &version, error) ||
      !read_number (self, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;
  if (application_id == APPLICATION_ID && version == SCHEMA_VERSION)
    return TRUE;
  if (n_tables == 0 ||
      (application_id == APPLICATION_ID && version >= 1 && version < SCHEMA_VERSION))
    return migrate (self, error);
  if (application_id == APPLICATION_ID && version > SCHEMA_VERSION)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NEWER_DATABASE,
                 "%s was written by a newer version of Footprints", path);
  else
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
                 "%s holds no accounts of Footprints, or is damaged: %s", path,
                 sqlite3_errmsg (self->connection));
  return FALSE;
}

static gboolean
prepare_connection (FpdAccountsDatabase *self, const char *path, GError **error)
{
  sqlite3_extended_result_codes (self->connection, 0);
  sqlite3_busy_timeout (self->connection, BUSY_TIMEOUT_MS);
  if (!check_schema (self, path, error))
    return FALSE;
  return execute (
      self,
      "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
      "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL",
      error);
}

/* SQLite gives its other files the rights of this one. One that is there is not opened: closing it
 * would take away the locks that another connection of this process has on it. */
static gboolean
make_file (const char *path, GError **error)
{
  int code;

  if (_footprints_private_file_make (path))
    return TRUE;
  code = errno;
  g_set_error (error, FOOTPRINTS_ERROR, get_error_code (code), "%s cannot be made: %s", path,
               g_strerror (code));
  return FALSE;
}

FpdAccountsDatabase *
fpd_accounts_database_open (const char *path, gboolean create, GError **error)
{
  g_autoptr (FpdAccountsDatabase) self = g_new0 (FpdAccountsDatabase, 1);

  if (!create && !g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  if (!make_file (path, error))
    return NULL;
  _footprints_ledger_files_narrow (path);
  if (sqlite3_open_v2 (path, &self->connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                       NULL) != SQLITE_OK)
    {
      fail (self, "cannot be opened", error);
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (!prepare_connection (self, path, error))
    return NULL;
  if (sqlite3_prepare_v2 (self->connection, "PRAGMA data_version", -1, &self->ask_version, NULL) !=
      SQLITE_OK)
    {
      fail (self, "cannot be read", error);
      return NULL;
    }
  fpd_accounts_database_has_changed (self);
  return g_steal_pointer (&self);
}

void
fpd_accounts_database_free (FpdAccountsDatabase *self)
{
  sqlite3_finalize (self->ask_version);
  sqlite3_close (self->connection);
  g_free (self);
}

gboolean
fpd_accounts_database_has_changed (FpdAccountsDatabase *self)
{
  gint64 version = -1;
  gboolean has_changed;

  if (sqlite3_step (self->ask_version) == SQLITE_ROW)
    version = sqlite3_column_int64 (self->ask_version, 0);
  sqlite3_reset (self->ask_version);
  has_changed = version != self->data_version;

  self->data_version = version;
  return has_changed;
}

static char *
dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static gpointer
read_account (sqlite3_stmt *statement)
{
  FpdAccount *account = fpd_account_new ();

  account->id = sqlite3_column_int64 (statement, 0);
  account->name = dup_text (statement, 1);
  account->password_hash = dup_text (statement, 2);
  fpd_role_parse ((const char *) sqlite3_column_text (statement, 3), &account->role);
  account->ledger = dup_text (statement, 4);
  account->zone = dup_text (statement, 5);
  fpd_visibility_parse ((const char *) sqlite3_column_text (statement, 6), &account->visibility);
  account->link = dup_text (statement, 7);
  account->totp_secret = dup_text (statement, 8);
  account->totp_step = sqlite3_column_int64 (statement, 9);
  account->created_at = sqlite3_column_int64 (statement, 10);
  account->disabled_at = sqlite3_column_int64 (statement, 11);
  account->day_start_hour = (guint) sqlite3_column_int (statement, 12);
  account->first_weekday = (GDateWeekday) sqlite3_column_int (statement, 13);
  return account;
}

static gpointer
read_session (sqlite3_stmt *statement)
{
  FpdSession *session = fpd_session_new ();

  session->id = sqlite3_column_int64 (statement, 0);
  session->hash = dup_text (statement, 1);
  session->account_id = sqlite3_column_int64 (statement, 2);
  session->created_at = sqlite3_column_int64 (statement, 3);
  session->seen_at = sqlite3_column_int64 (statement, 4);
  session->address = dup_text (statement, 5);
  session->user_agent = dup_text (statement, 6);
  return session;
}

static gpointer
read_token (sqlite3_stmt *statement)
{
  FpdToken *token = fpd_token_new ();

  token->id = sqlite3_column_int64 (statement, 0);
  token->hash = dup_text (statement, 1);
  token->account_id = sqlite3_column_int64 (statement, 2);
  token->name = dup_text (statement, 3);
  token->scopes = (guint) sqlite3_column_int (statement, 4) & FPD_SCOPES_OF_LISTENER;
  token->created_at = sqlite3_column_int64 (statement, 5);
  token->used_at = sqlite3_column_int64 (statement, 6);
  return token;
}

static gpointer
read_invitation (sqlite3_stmt *statement)
{
  FpdInvitation *invitation = fpd_invitation_new ();

  invitation->id = sqlite3_column_int64 (statement, 0);
  invitation->hash = dup_text (statement, 1);
  fpd_role_parse ((const char *) sqlite3_column_text (statement, 2), &invitation->role);
  invitation->created_at = sqlite3_column_int64 (statement, 3);
  invitation->expires_at = sqlite3_column_int64 (statement, 4);
  return invitation;
}

/* Adds what @sql finds to @rows. */
static gboolean
load (FpdAccountsDatabase *self,
      const char *sql,
      gpointer (*read) (sqlite3_stmt *statement),
      GPtrArray *rows,
      GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (self->connection, sql, -1, &statement, NULL);

  if (code == SQLITE_OK)
    while ((code = sqlite3_step (statement)) == SQLITE_ROW)
      g_ptr_array_add (rows, read (statement));
  sqlite3_finalize (statement);
  return code == SQLITE_DONE || fail (self, "cannot be read", error);
}

gboolean
fpd_accounts_database_load_accounts (FpdAccountsDatabase *self, GPtrArray *rows, GError **error)
{
  return load (self,
               "SELECT id, name, password_hash, role, ledger, zone, visibility, link,"
               " totp_secret, totp_step, created_at, disabled_at, day_start_hour, first_weekday"
               " FROM account ORDER BY id",
               read_account, rows, error);
}

gboolean
fpd_accounts_database_load_sessions (FpdAccountsDatabase *self, GPtrArray *rows, GError **error)
{
  return load (self,
               "SELECT id, hash, account_id, created_at, seen_at, address, user_agent"
               " FROM session ORDER BY id",
               read_session, rows, error);
}

gboolean
fpd_accounts_database_load_tokens (FpdAccountsDatabase *self, GPtrArray *rows, GError **error)
{
  return load (self,
               "SELECT id, hash, account_id, name, scopes, created_at, used_at"
               " FROM token ORDER BY id",
               read_token, rows, error);
}

gboolean
fpd_accounts_database_load_invitations (FpdAccountsDatabase *self, GPtrArray *rows, GError **error)
{
  return load (self, "SELECT id, hash, role, created_at, expires_at FROM invitation ORDER BY id",
               read_invitation, rows, error);
}

/* NULL lets SQLite find a number. */
#define ID_OR_NEW "nullif (?, 0)"

gboolean
fpd_accounts_database_save_account (FpdAccountsDatabase *self, FpdAccount *account, GError **error)
{
  gboolean is_new = account->id == 0;

  if (!run (self, error,
            "INSERT INTO account (id, name, password_hash, role, ledger, zone,"
            " visibility, link, totp_secret, totp_step, created_at, disabled_at,"
            " day_start_hour, first_weekday)"
            " VALUES (" ID_OR_NEW ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
            " password_hash = excluded.password_hash, role = excluded.role,"
            " ledger = excluded.ledger, zone = excluded.zone,"
            " visibility = excluded.visibility, link = excluded.link,"
            " totp_secret = excluded.totp_secret, totp_step = excluded.totp_step,"
            " disabled_at = excluded.disabled_at, day_start_hour = excluded.day_start_hour,"
            " first_weekday = excluded.first_weekday",
            "issssssssiiiii", account->id, account->name, account->password_hash,
            fpd_role_to_text (account->role), account->ledger, account->zone,
            fpd_visibility_to_text (account->visibility), account->link, account->totp_secret,
            account->totp_step, account->created_at, account->disabled_at,
            (gint64) account->day_start_hour, (gint64) account->first_weekday))
    return FALSE;
  if (is_new)
    account->id = sqlite3_last_insert_rowid (self->connection);
  return TRUE;
}

gboolean
fpd_accounts_database_save_token (FpdAccountsDatabase *self, FpdToken *token, GError **error)
{
  gboolean is_new = token->id == 0;
  gboolean done;

  if (!is_new)
    execute (self, "PRAGMA synchronous = NORMAL", NULL);
  done = run (self, error,
              "INSERT INTO token (id, hash, account_id, name, scopes, created_at, used_at)"
              " VALUES (" ID_OR_NEW ", ?, ?, ?, ?, ?, ?)"
              " ON CONFLICT (id) DO UPDATE SET used_at = excluded.used_at",
              "isisiii", token->id, token->hash, token->account_id, token->name,
              (gint64) token->scopes, token->created_at, token->used_at);
  if (!is_new)
    execute (self, "PRAGMA synchronous = FULL", NULL);
  if (done && is_new)
    token->id = sqlite3_last_insert_rowid (self->connection);
  return done;
}

gboolean
fpd_accounts_database_save_invitation (FpdAccountsDatabase *self,
                                       FpdInvitation *invitation,
                                       GError **error)
{
  if (!run (self, error,
            "INSERT INTO invitation (id, hash, role, created_at, expires_at)"
            " VALUES (" ID_OR_NEW ", ?, ?, ?, ?)",
            "issii", invitation->id, invitation->hash, fpd_role_to_text (invitation->role),
            invitation->created_at, invitation->expires_at))
    return FALSE;
  invitation->id = sqlite3_last_insert_rowid (self->connection);
  return TRUE;
}

gboolean
fpd_accounts_database_save_session (FpdAccountsDatabase *self, FpdSession *session, GError **error)
{
  gboolean done;

  execute (self, "PRAGMA synchronous = NORMAL", NULL);
  done = run (self, error,
              "INSERT INTO session (id, hash, account_id, created_at, seen_at, address, user_agent)"
              " VALUES (" ID_OR_NEW ", ?, ?, ?, ?, ?, ?)"
              " ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at,"
              " address = excluded.address",
              "isiiiss", session->id, session->hash, session->account_id, session->created_at,
              session->seen_at, session->address, session->user_agent);
  execute (self, "PRAGMA synchronous = FULL", NULL);
  if (done && session->id == 0)
    session->id = sqlite3_last_insert_rowid (self->connection);
  return done;
}

gboolean
fpd_accounts_database_delete_account (FpdAccountsDatabase *self, gint64 id, GError **error)
{
  return run (self, error, "DELETE FROM account WHERE id = ?", "i", id);
}

gboolean
fpd_accounts_database_delete (FpdAccountsDatabase *self,
                              const char *table,
                              gint64 id,
                              GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?", table);

  return run (self, error, sql, "i", id);
}

gboolean
fpd_accounts_database_delete_expired (FpdAccountsDatabase *self,
                                      gint64 seen_before,
                                      gint64 now,
                                      GError **error)
{
  return run (self, error, "DELETE FROM session WHERE seen_at < ?", "i", seen_before) &&
         run (self, error, "DELETE FROM invitation WHERE expires_at < ?", "i", now);
}

gboolean
fpd_accounts_database_back_up (FpdAccountsDatabase *self, const char *path, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".partial", NULL);
  gboolean done;

  /* SQLite fills an empty file, and leaves its rights as they are. */
  g_unlink (temporary);
  done = make_file (temporary, error) && run (self, error, "VACUUM INTO ?", "s", temporary);
  done = done && fpd_durable_file_place (temporary, path, error);
  g_unlink (temporary);
  return done;
}
