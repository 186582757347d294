/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/accounts/fpd-accounts.h"

#include "footprintsd/accounts/fpd-account-name.h"
#include "footprintsd/accounts/fpd-accounts-database.h"
#include "footprintsd/accounts/fpd-roll.h"
#include "footprintsd/accounts/fpd-secret.h"
#include "footprintsd/accounts/fpd-totp.h"
#include "footprintsd/accounts/fpd-unstored.h"
#include "footprintsd/http/fpd-problem.h"

#include <libfootprints/footprints.h>
#include <string.h>

#define MAX_TOKENS 100
#define MAX_USER_AGENT_BYTES 256
#define INVITATION_LIFETIME_S (7 * 24 * 60 * 60)
/* How exactly the last use is known: not each use is worth a write. */
#define SEEN_STEP_S (10 * 60)

/* One request looks several times. */
#define LOOK_INTERVAL_US 1000
/* Between two tries to store what could not be stored. */
#define STORE_AGAIN_S 60

/* Who asks for something looks at the roll, which is replaced as a whole, and waits for nothing but
 * the memory lock. Who changes something holds the write lock, and waits for the disk. The reading
 * connection sees what others have stored, of this process or another. Locks are taken in the
 * order in which they stand here. */
struct _FpdAccounts
{
  GMutex write_lock;
  FootprintsRecordFile *writer;
  GMutex read_lock;
  FootprintsRecordFile *reader;
  gboolean is_lost; /* it could not be read, and is tried again */
  GMutex memory_lock;
  FpdRoll *roll;
  gint64 looked_us;  /* when it was last seen whether something has been stored */
  GHashTable *noted; /* char * → gint64: hashes whose last use is being stored, and when it was */
  gint64 stored_again_at; /* when that, or what is unstored, was last tried */

  FpdUnstored *unstored;
  GThreadPool *notes; /* of Note; stores them */
  char *folder;
  char *first_ledger; /* its name in the folder */
};

/* That a session or token was used; without a hash: what is unstored is tried again. */
typedef struct
{
  char *session_hash;
  char *token_hash;
} Note;

static gint64
now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static FpdRoll *
dup_roll (FpdAccounts *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->memory_lock);

  return fpd_roll_ref (self->roll);
}

/* Reads all anew, with the read lock held. Who cannot be known is not let in. */
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

/* After something was stored. */
static gboolean
load (FpdAccounts *self, GError **error)
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

/* The roll with what was stored by now (transfer full). Where another thread is just reading it,
 * the one before: nothing that was answered is younger. */
static FpdRoll *
look (FpdAccounts *self)
{
  if (is_time_to_look (self) && g_mutex_trylock (&self->read_lock))
    {
      load_changes_locked (self);
      g_mutex_unlock (&self->read_lock);
    }
  return dup_roll (self);
}

/* The same for who is about to change something, and holds the write lock. */
static FpdRoll *
look_closely (FpdAccounts *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->read_lock);

  load_changes_locked (self);
  return dup_roll (self);
}

/* What has expired counts for nothing, whether or not it can be deleted. */
static void
delete_expired (FpdAccounts *self)
{
  g_autoptr (GError) error = NULL;

  if (!fpd_accounts_database_remove_expired (self->writer, now_s () - FPD_SESSION_LIFETIME_S,
                                             now_s (), &error))
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

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->session_hash);
  g_free (note->token_hash);
  g_free (note);
}

static void store_note (gpointer data, gpointer user_data);

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
  self->notes = g_thread_pool_new_full (store_note, self, note_free, 1, FALSE, NULL);
  self->writer = fpd_accounts_database_open (path, TRUE, error);
  if (self->writer == NULL)
    return NULL;
  delete_expired (self);
  self->reader = fpd_accounts_database_open (path, TRUE, error);
  if (self->reader == NULL || !load (self, error) || !check_first_ledger (self, error))
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
  g_autoptr (FpdRoll) roll = look (self);

  return g_ptr_array_ref (roll->accounts);
}

gboolean
fpd_accounts_is_empty (FpdAccounts *self)
{
  g_autoptr (FpdRoll) roll = look (self);

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
  g_autoptr (FpdRoll) roll = look (self);

  return ref_if_any (fpd_roll_find_account (roll, id));
}

FpdAccount *
fpd_accounts_find (FpdAccounts *self, const char *name)
{
  g_autoptr (FpdRoll) roll = look (self);

  return ref_if_any (fpd_roll_find_name (roll, name));
}

FpdAccount *
fpd_accounts_find_link (FpdAccounts *self, const char *link)
{
  g_autoptr (FpdRoll) roll = look (self);

  return ref_if_any (fpd_roll_find_link (roll, link));
}

char *
fpd_accounts_dup_ledger_path (FpdAccounts *self, const FpdAccount *account)
{
  return g_build_filename (self->folder, account->ledger, NULL);
}

/* Stores what could not be stored before, with the write lock held. */
static gboolean
store_again (FpdAccounts *self, GError **error)
{
  if (fpd_unstored_is_empty (self->unstored))
    return TRUE;
  fpd_unstored_store (self->unstored, self->writer);
  return load (self, error);
}

/* Stored; the roll follows. */
static gboolean
reload_if (FpdAccounts *self, gboolean done, GError **error)
{
  return done && load (self, error);
}

static gboolean
check_free (FpdRoll *roll, const char *name, gint64 id, GError **error)
{
  const FpdAccount *other = fpd_roll_find_name (roll, name);

  if (other == NULL || other->id == id)
    return TRUE;
  g_set_error (error, FPD_HTTP_ERROR, 409, "there is a user “%s” already", name);
  return FALSE;
}

/* With the write lock held. */
static gint64
add (FpdAccounts *self,
     FpdRoll *roll,
     const char *name,
     FpdRole role,
     const char *password_hash,
     gint64 invitation_id, /* that lets in, and goes with it; 0: none */
     GError **error)
{
  g_autofree char *random = fpd_secret_new ();
  g_autoptr (FpdAccount) account = fpd_account_new ();

  if (!fpd_account_check_name (name, error) || !check_free (roll, name, 0, error))
    return -1;
  account->role = role;
  account->first_weekday = G_DATE_MONDAY;
  account->created_at = now_s ();
  account->name = g_strdup (name);
  account->password_hash = g_strdup (password_hash);
  /* The folder's name says nothing of who it is, and none is ever used twice. */
  random[12] = '\0';
  account->ledger = roll->accounts->len == 0
                        ? g_strdup (self->first_ledger)
                        : g_build_filename ("users", random, "history.db", NULL);
  return reload_if (self,
                    fpd_accounts_database_let_in (self->writer, account, invitation_id, error),
                    error)
             ? account->id
             : -1;
}

gint64
fpd_accounts_add (
    FpdAccounts *self, const char *name, FpdRole role, const char *password_hash, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = look_closely (self);

  return add (self, roll, name, role, password_hash, 0, error);
}

gint64
fpd_accounts_add_first (FpdAccounts *self,
                        const char *name,
                        const char *password_hash,
                        GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = look_closely (self);

  if (roll->accounts->len == 0)
    return add (self, roll, name, FPD_ROLE_OWNER, password_hash, 0, error);
  g_set_error (error, FPD_HTTP_ERROR, 409, "this server is set up already; log in");
  return -1;
}

static FpdInvitation *
find_open (FpdRoll *roll, const char *secret, GError **error)
{
  g_autofree char *hash = fpd_secret_hash (secret);
  FpdInvitation *invitation = fpd_roll_find_invitation_by_hash (roll, hash);

  if (invitation != NULL && invitation->expires_at > now_s ())
    return invitation;
  g_set_error (error, FPD_HTTP_ERROR, 403, "the invitation was used, taken back, or is too old");
  return NULL;
}

gint64
fpd_accounts_join (FpdAccounts *self,
                   const char *secret,
                   const char *name,
                   const char *password_hash,
                   GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = look_closely (self);
  const FpdInvitation *invitation = find_open (roll, secret, error);

  return invitation != NULL
             ? add (self, roll, name, invitation->role, password_hash, invitation->id, error)
             : -1;
}

/* Somebody must be able to let others in. */
static gboolean
check_owner (FpdRoll *roll, gint64 id, GError **error)
{
  if (fpd_roll_has_other_owner (roll, id))
    return TRUE;
  g_set_error (error, FPD_HTTP_ERROR, 409, "this is the last owner; make somebody else one first");
  return FALSE;
}

/* One that got its name when more was allowed can still change everything else. */
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

/* With the write lock held. A session that is known to memory alone would not outlast a new
 * password. */
static gboolean
change_locked (FpdAccounts *self, gint64 id, FpdAccountFunc change, gpointer data, GError **error)
{
  g_autoptr (FpdRoll) roll = look_closely (self);
  const FpdAccount *account = fpd_roll_find_account (roll, id);
  g_autoptr (FpdAccount) changed = account != NULL ? fpd_account_copy (account) : NULL;

  if (changed == NULL)
    {
      g_set_error (error, FPD_HTTP_ERROR, 404, "there is no such user any more");
      return FALSE;
    }
  return store_again (self, error) && change (changed, data, error) &&
         check_change (roll, account, changed, error) &&
         reload_if (self,
                    fpd_accounts_database_save (self->writer, &fpd_account_type, changed, error),
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
  g_autoptr (FpdRoll) roll = look_closely (self);
  const FpdAccount *account = fpd_roll_find_account (roll, id);

  if (account == NULL)
    {
      g_set_error (error, FPD_HTTP_ERROR, 404, "there is no such user");
      return FALSE;
    }
  if (fpd_account_is_active_owner (account) && !check_owner (roll, id, error))
    return FALSE;
  return reload_if (self, fpd_accounts_database_remove (self->writer, &fpd_account_type, id, error),
                    error);
}

static gboolean
set_step (FpdAccount *account, gpointer data, GError **error)
{
  account->totp_step = *(gint64 *) data;
  return TRUE;
}

/* Where it cannot be stored, as long as the server runs. */
static void
use_code (FpdAccounts *self, gint64 account_id, gint64 step)
{
  g_autoptr (GError) error = NULL;

  if (change_locked (self, account_id, set_step, &step, &error))
    return;
  g_warning ("That a code was used is known until the server ends: %s", error->message);
  fpd_unstored_add_code (self->unstored, account_id, step);
  load (self, NULL);
}

gboolean
fpd_accounts_take_code (FpdAccounts *self, gint64 account_id, const char *code)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = look_closely (self);
  const FpdAccount *account = fpd_roll_find_account (roll, account_id);
  gint64 step;

  if (account == NULL || account->totp_secret == NULL)
    return FALSE;
  step = fpd_totp_check (account->totp_secret, code, account->totp_step, now_s ());
  if (step >= 0)
    use_code (self, account_id, step);
  return step >= 0;
}

static FpdSession *
make_session (gint64 account_id, const char *secret, const char *address, const char *user_agent)
{
  FpdSession *session = fpd_session_new ();

  session->hash = fpd_secret_hash (secret);
  session->account_id = account_id;
  session->created_at = now_s ();
  session->seen_at = now_s ();
  session->address = g_strdup (address);
  if (user_agent != NULL)
    session->user_agent =
        g_utf8_make_valid (user_agent, (gssize) strnlen (user_agent, MAX_USER_AGENT_BYTES));
  return session;
}

/* Somebody who has the password is let in even where nothing can be stored, or else a full disk
 * could not be looked after by the page. */
char *
fpd_accounts_begin_session (FpdAccounts *self,
                            gint64 account_id,
                            const char *address,
                            const char *user_agent,
                            GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = look_closely (self);
  g_autofree char *secret = fpd_secret_new ();
  g_autoptr (FpdSession) session = make_session (account_id, secret, address, user_agent);
  g_autoptr (GError) problem = NULL;

  delete_expired (self);
  if (!store_again (self, error))
    return NULL;
  if (!fpd_accounts_database_save_soon (self->writer, &fpd_session_type, session, &problem))
    {
      g_warning ("A session cannot be stored, and ends with the server: %s", problem->message);
      fpd_unstored_add_session (self->unstored, session, fpd_roll_find_account (roll, account_id));
    }
  return load (self, error) ? g_steal_pointer (&secret) : NULL;
}

/* A clock that was set back does not make a session immortal. */
static gboolean
is_over (const FpdSession *session)
{
  return ABS (now_s () - session->seen_at) > FPD_SESSION_LIFETIME_S;
}

/* What was taken back meanwhile must not come back by its use. */
static gboolean
store_use (FpdAccounts *self, const FootprintsRecordType *type, gpointer record, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (fpd_accounts_database_save_soon (self->writer, type, record, &problem) ||
      g_error_matches (problem, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND))
    return load (self, error);
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
  seen->seen_at = now_s ();
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
  used.used_at = now_s ();
  return store_use (self, &fpd_token_type, &used, error);
}

static void
store_note (gpointer data, gpointer user_data)
{
  Note *note = data;
  FpdAccounts *self = user_data;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = look_closely (self);
  g_autoptr (GError) error = NULL;
  const char *hash = note->session_hash != NULL ? note->session_hash : note->token_hash;
  gboolean done;

  if (note->session_hash != NULL)
    done = store_use_of_session (self, roll, hash, &error);
  else if (note->token_hash != NULL)
    done = store_use_of_token (self, roll, hash, &error);
  else
    done = store_again (self, &error);
  if (!done)
    g_warning ("%s", error->message);
  /* What failed is not tried again with each request. */
  g_mutex_lock (&self->memory_lock);
  if (hash != NULL && done)
    g_hash_table_remove (self->noted, hash);
  g_mutex_unlock (&self->memory_lock);
  note_free (note);
}

/* Whether it is time to try again what could not be stored. */
static gboolean
is_time_to_store (FpdAccounts *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->memory_lock);

  if (ABS (now_s () - self->stored_again_at) < STORE_AGAIN_S)
    return FALSE;
  self->stored_again_at = now_s ();
  g_hash_table_remove_all (self->noted);
  return TRUE;
}

static gboolean
take_note (FpdAccounts *self, const char *hash)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->memory_lock);
  gint64 now = now_s ();

  if (g_hash_table_contains (self->noted, hash))
    return FALSE;
  g_hash_table_insert (self->noted, g_strdup (hash), g_memdup2 (&now, sizeof now));
  return TRUE;
}

/* When it was used last, @stored_at or later. */
static gint64
get_used_at (FpdAccounts *self, const char *hash, gint64 stored_at)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->memory_lock);
  const gint64 *noted_at = g_hash_table_lookup (self->noted, hash);

  return noted_at != NULL ? MAX (*noted_at, stored_at) : stored_at;
}

/* Has it stored, on another thread, that it was used. */
static void
note_use (FpdAccounts *self, const char *session_hash, const char *token_hash)
{
  Note *note;

  if (!take_note (self, session_hash != NULL ? session_hash : token_hash))
    return;
  note = g_new0 (Note, 1);
  note->session_hash = g_strdup (session_hash);
  note->token_hash = g_strdup (token_hash);
  g_thread_pool_push (self->notes, note, NULL);
}

FpdSession *
fpd_accounts_find_session (FpdAccounts *self, const char *secret)
{
  g_autofree char *hash = fpd_secret_hash (secret);
  g_autoptr (FpdRoll) roll = look (self);
  FpdSession *session = g_hash_table_lookup (roll->sessions_by_hash, hash);

  if (is_time_to_store (self) && !fpd_unstored_is_empty (self->unstored))
    g_thread_pool_push (self->notes, g_new0 (Note, 1), NULL);
  if (session == NULL || is_over (session))
    return NULL;
  if (ABS (now_s () - session->seen_at) >= SEEN_STEP_S)
    note_use (self, hash, NULL);
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
  g_autoptr (FpdRoll) roll = look (self);

  for (guint i = 0; i < roll->sessions->len; i++)
    {
      FpdSession *session = roll->sessions->pdata[i];

      if (session->account_id != account_id || is_over (session))
        continue;
      session = fpd_session_copy (session);
      session->seen_at = get_used_at (self, session->hash, session->seen_at);
      g_ptr_array_add (found, session);
    }
  g_ptr_array_sort (found, compare_seen);
  return found;
}

/* It is over even where that cannot be stored; FALSE with @error set then. */
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
  g_autoptr (FpdRoll) roll = look_closely (self);
  const FpdSession *session = fpd_roll_find_session (roll, id);
  gboolean done;

  if (session == NULL || session->account_id != account_id)
    {
      g_set_error (error, FPD_HTTP_ERROR, 404, "there is no such session");
      return FALSE;
    }
  done = end_one (self, id, error);
  return load (self, done ? error : NULL) && done;
}

/* With the write lock held. */
static gboolean
end_sessions (FpdAccounts *self, gint64 account_id, gint64 but, GError **error)
{
  g_autoptr (FpdRoll) roll = look_closely (self);
  gboolean done = TRUE;

  for (guint i = 0; i < roll->sessions->len; i++)
    {
      FpdSession *session = roll->sessions->pdata[i];

      if (session->account_id == account_id && session->id != but)
        done = end_one (self, session->id, done ? error : NULL) && done;
    }
  return load (self, done ? error : NULL) && done;
}

gboolean
fpd_accounts_end_sessions (FpdAccounts *self, gint64 account_id, gint64 but, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);

  return end_sessions (self, account_id, but, error);
}

static GPtrArray *
list_tokens (FpdAccounts *self, FpdRoll *roll, gint64 account_id)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) fpd_token_unref);

  for (guint i = 0; i < roll->tokens->len; i++)
    {
      FpdToken *token = roll->tokens->pdata[i];

      if (token->account_id != account_id)
        continue;
      token = fpd_token_copy (token);
      token->used_at = get_used_at (self, token->hash, token->used_at);
      g_ptr_array_add (found, token);
    }
  return found;
}

char *
fpd_accounts_add_token (
    FpdAccounts *self, gint64 account_id, const char *name, guint scopes, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = look_closely (self);
  g_autoptr (GPtrArray) others = list_tokens (self, roll, account_id);
  g_autofree char *secret = fpd_secret_new ();
  g_autofree char *hash = fpd_secret_hash (secret);
  FpdToken token = { .hash = hash,
                     .account_id = account_id,
                     .name = (char *) name,
                     .scopes = scopes,
                     .created_at = now_s () };

  if (!fpd_account_is_label (name))
    {
      g_set_error (error, FPD_HTTP_ERROR, 422, "a token's name has 1 to %d characters",
                   FPD_ACCOUNT_NAME_MAX_CHARACTERS);
      return NULL;
    }
  if (others->len >= MAX_TOKENS)
    {
      g_set_error (error, FPD_HTTP_ERROR, 409, "there are %d tokens already; revoke some",
                   MAX_TOKENS);
      return NULL;
    }
  if (!reload_if (self, fpd_accounts_database_save (self->writer, &fpd_token_type, &token, error),
                  error))
    return NULL;
  return g_steal_pointer (&secret);
}

FpdToken *
fpd_accounts_find_token (FpdAccounts *self, const char *secret)
{
  g_autofree char *hash = fpd_secret_hash (secret);
  g_autoptr (FpdRoll) roll = look (self);
  FpdToken *token = g_hash_table_lookup (roll->tokens_by_hash, hash);

  if (token == NULL)
    return NULL;
  if (ABS (now_s () - token->used_at) >= SEEN_STEP_S)
    note_use (self, NULL, hash);
  return fpd_token_ref (token);
}

GPtrArray *
fpd_accounts_list_tokens (FpdAccounts *self, gint64 account_id)
{
  g_autoptr (FpdRoll) roll = look (self);

  return list_tokens (self, roll, account_id);
}

gboolean
fpd_accounts_remove_token (FpdAccounts *self, gint64 account_id, gint64 id, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = look_closely (self);
  const FpdToken *token = fpd_roll_find_token (roll, id);

  if (token != NULL && token->account_id == account_id)
    return reload_if (self, fpd_accounts_database_remove (self->writer, &fpd_token_type, id, error),
                      error);
  g_set_error (error, FPD_HTTP_ERROR, 404, "there is no such token");
  return FALSE;
}

char *
fpd_accounts_add_invitation (FpdAccounts *self, FpdRole role, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autofree char *secret = fpd_secret_new ();
  g_autofree char *hash = fpd_secret_hash (secret);
  FpdInvitation invitation = { .hash = hash,
                               .role = role,
                               .created_at = now_s (),
                               .expires_at = now_s () + INVITATION_LIFETIME_S };

  if (!reload_if (
          self, fpd_accounts_database_save (self->writer, &fpd_invitation_type, &invitation, error),
          error))
    return NULL;
  return g_steal_pointer (&secret);
}

gboolean
fpd_accounts_check_invitation (FpdAccounts *self, const char *secret, GError **error)
{
  g_autoptr (FpdRoll) roll = look (self);

  return find_open (roll, secret, error) != NULL;
}

GPtrArray *
fpd_accounts_list_invitations (FpdAccounts *self)
{
  g_autoptr (FpdRoll) roll = look (self);

  return g_ptr_array_ref (roll->invitations);
}

gboolean
fpd_accounts_remove_invitation (FpdAccounts *self, gint64 id, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (FpdRoll) roll = look_closely (self);

  if (fpd_roll_find_invitation (roll, id) != NULL)
    return reload_if (
        self, fpd_accounts_database_remove (self->writer, &fpd_invitation_type, id, error), error);
  g_set_error (error, FPD_HTTP_ERROR, 404, "there is no such invitation");
  return FALSE;
}
