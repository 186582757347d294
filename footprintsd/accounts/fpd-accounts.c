/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Accounts: keeps the roll up to date, finds, adds, changes and removes accounts, and accepts
 * second-factor codes. */

#include "footprintsd/accounts/fpd-accounts-private.h"

#include "footprintsd/accounts/fpd-account-name.h"
#include "footprintsd/accounts/fpd-accounts-database.h"
#include "footprintsd/accounts/fpd-recovery-codes.h"
#include "footprintsd/accounts/fpd-roll.h"
#include "footprintsd/accounts/fpd-secret.h"
#include "footprintsd/accounts/fpd-totp.h"
#include "footprintsd/accounts/fpd-unstored.h"
#include "footprintsd/http/fpd-problem.h"

#include <libfootprints/footprints.h>
#include <string.h>

/* One request looks several times. */
#define LOOK_INTERVAL_US 1000
gint64
fpd_accounts_now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static FpdRoll *
dup_roll (FpdAccounts *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->memory_lock);

  return fpd_roll_ref (self->roll);
}

/* Reloads everything, with the read lock held. If that fails, nobody can log in. */
static gboolean
load_locked (FpdAccounts *self, GError **error)
{
  FpdRoll *roll = fpd_roll_load (self->reader, self->unstored, error);
  g_autoptr (FpdRoll) before = NULL;

  self->is_lost = roll == NULL;
  g_mutex_lock (&self->memory_lock);
  before = self->roll;
  self->roll = roll != NULL ? roll : fpd_roll_new ();
  g_mutex_unlock (&self->memory_lock);
  return roll != NULL;
}

/* Reloads everything after something was stored. */
gboolean
fpd_accounts_load (FpdAccounts *self, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->read_lock);

  _footprints_record_file_has_changed (self->reader);
  return load_locked (self, error);
}

static void
load_changes_locked (FpdAccounts *self)
{
  g_autoptr (GError) error = NULL;

  if ((_footprints_record_file_has_changed (self->reader) || self->is_lost) &&
      !load_locked (self, &error))
    g_warning ("%s", error->message);
}

static gboolean
is_time_to_look (FpdAccounts *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->memory_lock);
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - self->looked_us < LOOK_INTERVAL_US)
    return FALSE;
  self->looked_us = now_us;
  return TRUE;
}

/* The roll with everything stored so far (transfer full). While another thread is reloading it, the
 * previous one: no request has been answered from a newer one. */
FpdRoll *
fpd_accounts_look (FpdAccounts *self)
{
  if (is_time_to_look (self) && g_mutex_trylock (&self->read_lock))
    {
      load_changes_locked (self);
      g_mutex_unlock (&self->read_lock);
    }
  return dup_roll (self);
}

/* The same for a caller that holds the write lock and is about to change something. */
FpdRoll *
fpd_accounts_look_closely (FpdAccounts *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->read_lock);

  load_changes_locked (self);
  return dup_roll (self);
}

/* Deletes expired records, which no longer count even if this fails. */
void
fpd_accounts_delete_expired (FpdAccounts *self)
{
  g_autoptr (GError) error = NULL;

  if (!fpd_accounts_database_remove_expired (self->writer,
                                             fpd_accounts_now_s () - FPD_SESSION_LIFETIME_S,
                                             fpd_accounts_now_s (), &error))
    g_warning ("%s", error->message);
}

static gboolean
check_first_ledger (FpdAccounts *self, GError **error)
{
  const FpdAccount *first;

  if (self->roll->accounts->len == 0)
    return TRUE;
  first = self->roll->accounts->pdata[0];
  if (strchr (first->ledger, G_DIR_SEPARATOR) != NULL ||
      g_str_equal (first->ledger, self->first_ledger))
    return TRUE;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "DATABASE_PATH: the accounts in %s belong to the history %s, not to %s",
               self->folder, first->ledger, self->first_ledger);
  return FALSE;
}

FpdAccounts *
fpd_accounts_open (const char *database_path, GError **error)
{
  g_autoptr (FpdAccounts) self = g_new0 (FpdAccounts, 1);
  g_autofree char *path = NULL;

  g_mutex_init (&self->write_lock);
  g_mutex_init (&self->read_lock);
  g_mutex_init (&self->memory_lock);
  self->folder = g_path_get_dirname (database_path);
  self->first_ledger = g_path_get_basename (database_path);
  path = g_build_filename (self->folder, FPD_ACCOUNTS_FILE, NULL);
  self->roll = fpd_roll_new ();
  self->noted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->unstored = fpd_unstored_new ();
  self->notes = g_thread_pool_new_full (fpd_accounts_store_note, self, fpd_accounts_note_free, 1,
                                        FALSE, NULL);
  self->writer = fpd_accounts_database_open (path, TRUE, error);
  if (self->writer == NULL)
    return NULL;
  fpd_accounts_delete_expired (self);
  self->reader = fpd_accounts_database_open (path, TRUE, error);
  if (self->reader == NULL || !fpd_accounts_load (self, error) || !check_first_ledger (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
fpd_accounts_free (FpdAccounts *self)
{
  g_thread_pool_free (self->notes, FALSE, TRUE);
  g_clear_pointer (&self->reader, _footprints_record_file_free);
  g_clear_pointer (&self->writer, _footprints_record_file_free);
  fpd_unstored_free (self->unstored);
  g_hash_table_unref (self->noted);
  fpd_roll_unref (self->roll);
  g_mutex_clear (&self->write_lock);
  g_mutex_clear (&self->read_lock);
  g_mutex_clear (&self->memory_lock);
  g_free (self->folder);
  g_free (self->first_ledger);
  g_free (self);
}

GPtrArray *
fpd_accounts_list (FpdAccounts *self)
{
  g_autoptr (FpdRoll) roll = fpd_accounts_look (self);

  return g_ptr_array_ref (roll->accounts);
}

gboolean
fpd_accounts_is_empty (FpdAccounts *self)
{
  g_autoptr (FpdRoll) roll = fpd_accounts_look (self);

  return roll->accounts->len == 0;
}

static FpdAccount *
ref_if_any (FpdAccount *account)
{
  return account != NULL ? fpd_account_ref (account) : NULL;
}

FpdAccount *
fpd_accounts_get (FpdAccounts *self, gint64 id)
{
  g_autoptr (FpdRoll) roll = fpd_accounts_look (self);

  return ref_if_any (fpd_roll_find_account (roll, id));
}

FpdAccount *
fpd_accounts_find (FpdAccounts *self, const char *name)
{
  g_autoptr (FpdRoll) roll = fpd_accounts_look (self);

  return ref_if_any (fpd_roll_find_name (roll, name));
}

FpdAccount *
fpd_accounts_find_link (FpdAccounts *self, const char *link)
{
  g_autoptr (FpdRoll) roll = fpd_accounts_look (self);

  return ref_if_any (fpd_roll_find_link (roll, link));
}

char *
fpd_accounts_dup_ledger_path (FpdAccounts *self, const FpdAccount *account)
{
  return g_build_filename (self->folder, account->ledger, NULL);
}

/* Stores what could not be stored before, with the write lock held. */
gboolean
fpd_accounts_store_again (FpdAccounts *self, GError **error)
{
  if (fpd_unstored_is_empty (self->unstored))
    return TRUE;
  fpd_unstored_store (self->unstored, self->writer);
  return fpd_accounts_load (self, error);
}

/* If @done, a change was stored: reloads the roll. */
gboolean
fpd_accounts_reload_if (FpdAccounts *self, gboolean done, GError **error)
{
  return done && fpd_accounts_load (self, error);
}

static gboolean
check_free (FpdRoll *roll, const char *name, gint64 id, GError **error)
{
  const FpdAccount *other = fpd_roll_find_name (roll, name);

  if (other == NULL || other->id == id)
    return TRUE;
  g_set_error (error, FPD_HTTP_ERROR, 409, "a user named “%s” already exists", name);
  return FALSE;
}

/* With the write lock held. */
static gint64
add (FpdAccounts *self,
     FpdRoll *roll,
     const char *name,
     FpdRole role,
     const char *password_hash,
     gint64 invitation_id, /* that this uses up; 0: none */
     GError **error)
{
  g_autofree char *random = fpd_secret_new ();
  g_autoptr (FpdAccount) account = fpd_account_new ();

  if (!fpd_account_check_name (name, error) || !check_free (roll, name, 0, error))
    return -1;
  account->role = role;
  account->first_weekday = G_DATE_MONDAY;
  account->created_at = fpd_accounts_now_s ();
  account->name = g_strdup (name);
  account->password_hash = g_strdup (password_hash);
  /* The folder's name does not reveal whose it is, and is never reused. */
  random[12] = '\0';
  account->ledger = roll->accounts->len == 0
                        ? g_strdup (self->first_ledger)
                        : g_build_filename ("users", random, "history.db", NULL);
  return fpd_accounts_reload_if (
             self, fpd_accounts_database_let_in (self->writer, account, invitation_id, error),
             error)
             ? account->id
             : -1;
}

gint64
fpd_accounts_add (
    FpdAccounts *self, const char *name, FpdRole role, const char *password_hash, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = fpd_accounts_look_closely (self);

  return add (self, roll, name, role, password_hash, 0, error);
}

gint64
fpd_accounts_add_first (FpdAccounts *self,
                        const char *name,
                        const char *password_hash,
                        GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = fpd_accounts_look_closely (self);

  if (roll->accounts->len == 0)
    return add (self, roll, name, FPD_ROLE_OWNER, password_hash, 0, error);
  g_set_error (error, FPD_HTTP_ERROR, 409, "this server is already set up; log in");
  return -1;
}

gint64
fpd_accounts_join (FpdAccounts *self,
                   const char *secret,
                   const char *name,
                   const char *password_hash,
                   GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = fpd_accounts_look_closely (self);
  const FpdInvitation *invitation =
      fpd_roll_find_open_invitation (roll, secret, fpd_accounts_now_s (), error);

  return invitation != NULL
             ? add (self, roll, name, invitation->role, password_hash, invitation->id, error)
             : -1;
}

/* Someone must be able to invite others. */
static gboolean
check_owner (FpdRoll *roll, gint64 id, GError **error)
{
  if (fpd_roll_has_other_owner (roll, id))
    return TRUE;
  g_set_error (error, FPD_HTTP_ERROR, 409,
               "this is the last owner; make someone else an owner first");
  return FALSE;
}

/* An account that got its name when more was allowed can still change everything else. */
static gboolean
check_change (FpdRoll *roll, const FpdAccount *account, const FpdAccount *changed, GError **error)
{
  if (!g_str_equal (account->name, changed->name) && !fpd_account_check_name (changed->name, error))
    return FALSE;
  if (!check_free (roll, changed->name, changed->id, error))
    return FALSE;
  return !fpd_account_is_active_owner (account) || fpd_account_is_active_owner (changed) ||
         check_owner (roll, changed->id, error);
}

/* With the write lock held. A session that only memory holds would not outlast a new password. */
static gboolean
change_locked (FpdAccounts *self, gint64 id, FpdAccountFunc change, gpointer data, GError **error)
{
  g_autoptr (FpdRoll) roll = fpd_accounts_look_closely (self);
  const FpdAccount *account = fpd_roll_find_account (roll, id);
  g_autoptr (FpdAccount) changed = account != NULL ? fpd_account_copy (account) : NULL;

  if (changed == NULL)
    {
      g_set_error (error, FPD_HTTP_ERROR, 404, "the user no longer exists");
      return FALSE;
    }
  return fpd_accounts_store_again (self, error) && change (changed, data, error) &&
         check_change (roll, account, changed, error) &&
         fpd_accounts_reload_if (
             self, fpd_accounts_database_save (self->writer, &fpd_account_type, changed, error),
             error);
}

gboolean
fpd_accounts_change (
    FpdAccounts *self, gint64 id, FpdAccountFunc change, gpointer data, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);

  return change_locked (self, id, change, data, error);
}

gboolean
fpd_accounts_remove (FpdAccounts *self, gint64 id, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = fpd_accounts_look_closely (self);
  const FpdAccount *account = fpd_roll_find_account (roll, id);

  if (account == NULL)
    {
      g_set_error (error, FPD_HTTP_ERROR, 404, "user not found");
      return FALSE;
    }
  if (fpd_account_is_active_owner (account) && !check_owner (roll, id, error))
    return FALSE;
  return fpd_accounts_reload_if (
      self, fpd_accounts_database_remove (self->writer, &fpd_account_type, id, error), error);
}

static gboolean
set_step (FpdAccount *account, gpointer data, GError **error)
{
  account->totp_step = *(gint64 *) data;
  return TRUE;
}

/* If this cannot be stored, the server remembers it as long as it runs. */
static void
use_code (FpdAccounts *self, gint64 account_id, gint64 step)
{
  g_autoptr (GError) error = NULL;

  if (change_locked (self, account_id, set_step, &step, &error))
    return;
  g_warning ("Cannot store that a second-factor code was used; it is remembered until the server "
             "stops: %s",
             error->message);
  fpd_unstored_add_code (self->unstored, account_id, step);
  fpd_accounts_load (self, NULL);
}

/* On the account as it is when this is stored: another process may have changed it meanwhile. */
static gboolean
spend_recovery_code (FpdAccount *account, gpointer data, GError **error)
{
  g_autofree char *left = NULL;

  if (account->totp_secret == NULL ||
      !fpd_recovery_codes_use (account->recovery_codes, data, &left))
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, 409, "the recovery code is no longer there");
      return FALSE;
    }
  g_free (account->recovery_codes);
  account->recovery_codes = g_steal_pointer (&left);
  return TRUE;
}

/* Each counts once; one of which that cannot be stored does not count at all. */
static gboolean
use_recovery_code (FpdAccounts *self, const FpdAccount *account, const char *code)
{
  g_autofree char *left = NULL;
  g_autofree char *typed = g_strdup (code);
  g_autoptr (GError) error = NULL;

  if (!fpd_recovery_codes_use (account->recovery_codes, code, &left))
    return FALSE;
  if (change_locked (self, account->id, spend_recovery_code, typed, &error))
    return TRUE;
  g_warning ("Cannot store that a recovery code was used, so it is not accepted: %s",
             error->message);
  return FALSE;
}

gboolean
fpd_accounts_take_code (FpdAccounts *self, gint64 account_id, const char *code)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = fpd_accounts_look_closely (self);
  const FpdAccount *account = fpd_roll_find_account (roll, account_id);
  gint64 step;

  if (account == NULL || account->totp_secret == NULL)
    return FALSE;
  step = fpd_totp_check (account->totp_secret, code, account->totp_step, fpd_accounts_now_s ());
  if (step < 0)
    return use_recovery_code (self, account, code);
  use_code (self, account_id, step);
  return TRUE;
}
