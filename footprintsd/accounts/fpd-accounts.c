/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/accounts/fpd-accounts.h"

#include "footprintsd/accounts/fpd-accounts-database.h"
#include "footprintsd/accounts/fpd-secret.h"
#include "footprintsd/accounts/fpd-unstored.h"
#include "footprintsd/fpd-problem.h"

#include <glib/gstdio.h>
#include <libfootprints/footprints.h>
#include <string.h>

#define MAX_NAME_BYTES 256
#define MAX_TOKENS 100
#define MAX_USER_AGENT_BYTES 256
#define INVITATION_LIFETIME_S (7 * 24 * 60 * 60)
/* How exactly the last use is known: not each use is worth a write. */
#define SEEN_STEP_S (10 * 60)

/* One request looks several times. */
#define LOOK_INTERVAL_US 1000
/* Between two tries to store what could not be stored. */
#define STORE_AGAIN_S 60

struct _FpdAccounts
{
  FpdAccountsDatabase *database;
  char *folder;
  char *first_ledger; /* its name in the folder */
  GPtrArray *accounts;
  GPtrArray *sessions;
  GPtrArray *tokens;
  GPtrArray *invitations;
  GHashTable *sessions_by_hash; /* char * → FpdSession, both of the array */
  GHashTable *tokens_by_hash;
  gint64 looked_us; /* when it was last seen whether another process has stored something */
  gboolean is_lost; /* it could not be read, and is tried again */
  FpdUnstored *unstored;
  gint64 stored_again_at;
};

static gint64
now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
clear (FpdAccounts *self)
{
  g_clear_pointer (&self->sessions_by_hash, g_hash_table_unref);
  g_clear_pointer (&self->tokens_by_hash, g_hash_table_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  g_clear_pointer (&self->invitations, g_ptr_array_unref);
}

static const FpdAccount *
find_loaded (FpdAccounts *self, gint64 id)
{
  for (guint i = 0; i < self->accounts->len; i++)
    if (((FpdAccount *) self->accounts->pdata[i])->id == id)
      return self->accounts->pdata[i];
  return NULL;
}

static GPtrArray *
empty (GDestroyNotify free_row)
{
  return g_ptr_array_new_with_free_func (free_row);
}

/* Who cannot be known is not let in. */
static void
forget_all (FpdAccounts *self)
{
  clear (self);
  self->sessions_by_hash = g_hash_table_new (g_str_hash, g_str_equal);
  self->tokens_by_hash = g_hash_table_new (g_str_hash, g_str_equal);
  self->accounts = empty ((GDestroyNotify) fpd_account_free);
  self->sessions = empty ((GDestroyNotify) fpd_session_free);
  self->tokens = empty ((GDestroyNotify) fpd_token_free);
  self->invitations = empty ((GDestroyNotify) fpd_invitation_free);
}

static gboolean
load (FpdAccounts *self, GError **error)
{
  clear (self);
  self->sessions_by_hash = g_hash_table_new (g_str_hash, g_str_equal);
  self->tokens_by_hash = g_hash_table_new (g_str_hash, g_str_equal);
  self->accounts = fpd_accounts_database_load_accounts (self->database, error);
  if (self->accounts != NULL)
    self->sessions = fpd_accounts_database_load_sessions (self->database, error);
  if (self->sessions != NULL)
    self->tokens = fpd_accounts_database_load_tokens (self->database, error);
  if (self->tokens != NULL)
    self->invitations = fpd_accounts_database_load_invitations (self->database, error);
  self->is_lost = self->invitations == NULL;
  if (self->is_lost)
    {
      forget_all (self);
      return FALSE;
    }
  fpd_unstored_apply (self->unstored, self->accounts, self->sessions);
  for (guint i = 0; i < self->sessions->len; i++)
    {
      FpdSession *session = self->sessions->pdata[i];

      g_hash_table_insert (self->sessions_by_hash, session->hash, session);
    }
  for (guint i = 0; i < self->tokens->len; i++)
    {
      FpdToken *token = self->tokens->pdata[i];

      g_hash_table_insert (self->tokens_by_hash, token->hash, token);
    }
  return TRUE;
}

/* Sees what another process has stored. */
static void
refresh (FpdAccounts *self)
{
  g_autoptr (GError) error = NULL;
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - self->looked_us < LOOK_INTERVAL_US)
    return;
  self->looked_us = now_us;
  if ((!fpd_accounts_database_has_changed (self->database) && !self->is_lost) ||
      load (self, &error))
    return;
  g_warning ("%s", error->message);
}

static gboolean
delete_expired (FpdAccounts *self, GError **error)
{
  return fpd_accounts_database_delete_expired (self->database, now_s () - FPD_SESSION_LIFETIME_S,
                                               now_s (), error);
}

/* What has expired counts for nothing, whether or not it can be deleted. */
static void
delete_expired_if_possible (FpdAccounts *self)
{
  g_autoptr (GError) error = NULL;

  if (!delete_expired (self, &error))
    g_warning ("%s", error->message);
}

static gboolean
check_first_ledger (FpdAccounts *self, GError **error)
{
  const FpdAccount *first;

  if (self->accounts->len == 0)
    return TRUE;
  first = self->accounts->pdata[0];
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

  self->folder = g_path_get_dirname (database_path);
  self->first_ledger = g_path_get_basename (database_path);
  path = g_build_filename (self->folder, FPD_ACCOUNTS_FILE, NULL);
  self->unstored = fpd_unstored_new ();
  self->database = fpd_accounts_database_open (path, TRUE, error);
  if (self->database == NULL)
    return NULL;
  delete_expired_if_possible (self);
  if (!load (self, error) || !check_first_ledger (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
fpd_accounts_free (FpdAccounts *self)
{
  clear (self);
  g_clear_pointer (&self->database, fpd_accounts_database_free);
  g_clear_pointer (&self->unstored, fpd_unstored_free);
  g_free (self->folder);
  g_free (self->first_ledger);
  g_free (self);
}

GPtrArray *
fpd_accounts_list (FpdAccounts *self)
{
  refresh (self);
  return self->accounts;
}

const FpdAccount *
fpd_accounts_get (FpdAccounts *self, gint64 id)
{
  refresh (self);
  return find_loaded (self, id);
}

static char *
fold (const char *name)
{
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

const FpdAccount *
fpd_accounts_find (FpdAccounts *self, const char *name)
{
  g_autofree char *wanted = fold (name);

  refresh (self);
  for (guint i = 0; i < self->accounts->len; i++)
    {
      FpdAccount *account = self->accounts->pdata[i];
      g_autofree char *key = fold (account->name);

      if (g_str_equal (key, wanted))
        return account;
    }
  return NULL;
}

const FpdAccount *
fpd_accounts_find_link (FpdAccounts *self, const char *link)
{
  refresh (self);
  for (guint i = 0; i < self->accounts->len; i++)
    {
      FpdAccount *account = self->accounts->pdata[i];

      if (account->visibility == FPD_VISIBILITY_LINK && g_strcmp0 (account->link, link) == 0)
        return account;
    }
  return NULL;
}

char *
fpd_accounts_dup_ledger_path (FpdAccounts *self, const FpdAccount *account)
{
  return g_build_filename (self->folder, account->ledger, NULL);
}

static gboolean
is_plain (const char *name)
{
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!g_unichar_isprint (character) || character == '/')
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_label (const char *name)
{
  return strlen (name) <= MAX_NAME_BYTES && g_utf8_validate (name, -1, NULL) && *name != '\0' &&
         g_utf8_strlen (name, -1) <= FPD_ACCOUNT_NAME_MAX_CHARACTERS && is_plain (name) &&
         !g_unichar_isspace (g_utf8_get_char (name)) &&
         !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (name + strlen (name))));
}

/* A browser takes "/u/../" for another address, however the dots are written, and a command takes
 * what begins with a hyphen for an option. */
static gboolean
is_name_of_account (const char *name)
{
  g_autofree char *key = fold (name);

  return strspn (key, ".") < strlen (key) && key[0] != '-' && strpbrk (key, "/\\") == NULL;
}

gboolean
fpd_account_check_name (const char *name, GError **error)
{
  if (is_label (name) && is_name_of_account (name))
    return TRUE;
  g_set_error (
      error, FPD_HTTP_ERROR, 422,
      "a user name has 1 to %d characters other than slash and backslash, no blanks around "
      "it, no hyphen as its first character, and is not made of dots alone",
      FPD_ACCOUNT_NAME_MAX_CHARACTERS);
  return FALSE;
}

FpdAccount *
fpd_account_copy (const FpdAccount *account)
{
  FpdAccount *copy = g_memdup2 (account, sizeof *account);

  copy->name = g_strdup (account->name);
  copy->password_hash = g_strdup (account->password_hash);
  copy->ledger = g_strdup (account->ledger);
  copy->zone = g_strdup (account->zone);
  copy->link = g_strdup (account->link);
  copy->totp_secret = g_strdup (account->totp_secret);
  return copy;
}

/* Stores what could not be stored before. */
static gboolean
store_again (FpdAccounts *self, GError **error)
{
  self->stored_again_at = now_s ();
  if (fpd_unstored_is_empty (self->unstored))
    return TRUE;
  fpd_unstored_store (self->unstored, self->database);
  return load (self, error);
}

/* Stored; the copy in memory follows. */
static gboolean
reload_if (FpdAccounts *self, gboolean done, GError **error)
{
  return done && load (self, error);
}

gint64
fpd_accounts_add (
    FpdAccounts *self, const char *name, FpdRole role, const char *password_hash, GError **error)
{
  g_autofree char *random = NULL;
  FpdAccount account = {
    .role = role,
    .first_weekday = G_DATE_MONDAY,
    .created_at = now_s (),
  };
  gboolean done;

  if (!fpd_account_check_name (name, error))
    return -1;
  if (fpd_accounts_find (self, name) != NULL)
    {
      g_set_error (error, FPD_HTTP_ERROR, 409, "there is a user “%s” already", name);
      return -1;
    }
  account.name = (char *) name;
  account.password_hash = (char *) password_hash;
  /* The folder's name says nothing of who it is, and none is ever used twice. */
  random = fpd_secret_new ();
  random[12] = '\0';
  account.ledger = self->accounts->len == 0
                       ? g_strdup (self->first_ledger)
                       : g_build_filename ("users", random, "history.db", NULL);
  done =
      reload_if (self, fpd_accounts_database_save_account (self->database, &account, error), error);
  g_free (account.ledger);
  return done ? account.id : -1;
}

static gboolean
is_active_owner (const FpdAccount *account)
{
  return account->role == FPD_ROLE_OWNER && account->disabled_at == 0;
}

/* Somebody must be able to let others in. */
static gboolean
check_other_owner (FpdAccounts *self, gint64 id, GError **error)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      FpdAccount *account = self->accounts->pdata[i];

      if (account->id != id && is_active_owner (account))
        return TRUE;
    }
  g_set_error (error, FPD_HTTP_ERROR, 409, "this is the last owner; make somebody else one first");
  return FALSE;
}

gboolean
fpd_accounts_update (FpdAccounts *self, const FpdAccount *changed, GError **error)
{
  const FpdAccount *account;
  const FpdAccount *other;

  /* A session that is known to memory alone would not outlast a new password. */
  if (!store_again (self, error))
    return FALSE;
  account = fpd_accounts_get (self, changed->id);
  /* One that got its name when more was allowed can still change everything else. */
  if ((account == NULL || !g_str_equal (account->name, changed->name)) &&
      !fpd_account_check_name (changed->name, error))
    return FALSE;
  other = fpd_accounts_find (self, changed->name);
  if (other != NULL && other->id != changed->id)
    {
      g_set_error (error, FPD_HTTP_ERROR, 409, "there is a user “%s” already", changed->name);
      return FALSE;
    }
  account = fpd_accounts_get (self, changed->id);
  if (account == NULL)
    {
      g_set_error (error, FPD_HTTP_ERROR, 404, "there is no such user any more");
      return FALSE;
    }
  if (is_active_owner (account) && !is_active_owner (changed) &&
      !check_other_owner (self, changed->id, error))
    return FALSE;
  return reload_if (
      self, fpd_accounts_database_save_account (self->database, (FpdAccount *) changed, error),
      error);
}

gboolean
fpd_accounts_remove (FpdAccounts *self, gint64 id, GError **error)
{
  const FpdAccount *account = fpd_accounts_get (self, id);

  if (account == NULL)
    {
      g_set_error (error, FPD_HTTP_ERROR, 404, "there is no such user");
      return FALSE;
    }
  if (is_active_owner (account) && !check_other_owner (self, id, error))
    return FALSE;
  return reload_if (self, fpd_accounts_database_delete_account (self->database, id, error), error);
}

void
fpd_accounts_use_code (FpdAccounts *self, gint64 account_id, gint64 step)
{
  const FpdAccount *account = fpd_accounts_get (self, account_id);
  g_autoptr (FpdAccount) changed = account != NULL ? fpd_account_copy (account) : NULL;
  g_autoptr (GError) error = NULL;

  if (changed == NULL)
    return;
  changed->totp_step = step;
  if (fpd_accounts_update (self, changed, &error))
    return;
  g_warning ("That a code was used is known until the server ends: %s", error->message);
  fpd_unstored_add_code (self->unstored, account_id, step);
  load (self, NULL);
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
  g_autofree char *secret = fpd_secret_new ();
  g_autofree char *hash = fpd_secret_hash (secret);
  g_autofree char *agent =
      user_agent != NULL
          ? g_utf8_make_valid (user_agent, (gssize) strnlen (user_agent, MAX_USER_AGENT_BYTES))
          : NULL;
  FpdSession session = {
    .hash = hash,
    .account_id = account_id,
    .created_at = now_s (),
    .seen_at = now_s (),
    .address = (char *) address,
    .user_agent = agent,
  };
  g_autoptr (GError) problem = NULL;

  refresh (self);
  delete_expired_if_possible (self);
  if (!store_again (self, error))
    return NULL;
  if (!fpd_accounts_database_save_session (self->database, &session, &problem))
    {
      g_warning ("A session cannot be stored, and ends with the server: %s", problem->message);
      fpd_unstored_add_session (self->unstored, &session, find_loaded (self, account_id));
    }
  return load (self, error) ? g_steal_pointer (&secret) : NULL;
}

/* A clock that was set back does not make a session immortal. */
static gboolean
is_over (const FpdSession *session)
{
  return ABS (now_s () - session->seen_at) > FPD_SESSION_LIFETIME_S;
}

const FpdSession *
fpd_accounts_find_session (FpdAccounts *self, const char *secret)
{
  g_autofree char *hash = fpd_secret_hash (secret);
  g_autoptr (GError) error = NULL;
  FpdSession *session;

  refresh (self);
  if (ABS (now_s () - self->stored_again_at) >= STORE_AGAIN_S && !store_again (self, &error))
    g_warning ("%s", error->message);
  session = g_hash_table_lookup (self->sessions_by_hash, hash);
  if (session == NULL || is_over (session))
    return NULL;
  if (ABS (now_s () - session->seen_at) < SEEN_STEP_S)
    return session;
  session->seen_at = now_s ();
  if (fpd_unstored_has_session (self->unstored, session->id))
    return session;
  if (!fpd_accounts_database_save_session (self->database, session, &error))
    g_warning ("%s", error->message);
  return session;
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
  GPtrArray *found = g_ptr_array_new ();

  refresh (self);
  for (guint i = 0; i < self->sessions->len; i++)
    {
      FpdSession *session = self->sessions->pdata[i];

      if (session->account_id == account_id && !is_over (session))
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
      fpd_accounts_database_delete (self->database, "session", id, error))
    return TRUE;
  fpd_unstored_add_end (self->unstored, id);
  return FALSE;
}

gboolean
fpd_accounts_end_session (FpdAccounts *self, gint64 account_id, gint64 id, GError **error)
{
  refresh (self);
  for (guint i = 0; i < self->sessions->len; i++)
    {
      FpdSession *session = self->sessions->pdata[i];

      if (session->id == id && session->account_id == account_id)
        {
          gboolean done = end_one (self, id, error);

          return load (self, done ? error : NULL) && done;
        }
    }
  g_set_error (error, FPD_HTTP_ERROR, 404, "there is no such session");
  return FALSE;
}

gboolean
fpd_accounts_end_sessions (FpdAccounts *self, gint64 account_id, gint64 but, GError **error)
{
  gboolean done = TRUE;

  refresh (self);
  for (guint i = 0; i < self->sessions->len; i++)
    {
      FpdSession *session = self->sessions->pdata[i];

      if (session->account_id == account_id && session->id != but)
        done = end_one (self, session->id, done ? error : NULL) && done;
    }
  return load (self, done ? error : NULL) && done;
}

char *
fpd_accounts_add_token (
    FpdAccounts *self, gint64 account_id, const char *name, guint scopes, GError **error)
{
  g_autoptr (GPtrArray) others = fpd_accounts_list_tokens (self, account_id);
  g_autofree char *secret = fpd_secret_new ();
  g_autofree char *hash = fpd_secret_hash (secret);
  FpdToken token = { .hash = hash,
                     .account_id = account_id,
                     .name = (char *) name,
                     .scopes = scopes,
                     .created_at = now_s () };

  if (!is_label (name))
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
  if (!reload_if (self, fpd_accounts_database_save_token (self->database, &token, error), error))
    return NULL;
  return g_steal_pointer (&secret);
}

const FpdToken *
fpd_accounts_find_token (FpdAccounts *self, const char *secret)
{
  g_autofree char *hash = fpd_secret_hash (secret);
  g_autoptr (GError) error = NULL;
  FpdToken *token;

  refresh (self);
  token = g_hash_table_lookup (self->tokens_by_hash, hash);
  if (token == NULL || ABS (now_s () - token->used_at) < SEEN_STEP_S)
    return token;
  token->used_at = now_s ();
  if (!fpd_accounts_database_save_token (self->database, token, &error))
    g_warning ("%s", error->message);
  return token;
}

GPtrArray *
fpd_accounts_list_tokens (FpdAccounts *self, gint64 account_id)
{
  GPtrArray *found = g_ptr_array_new ();

  refresh (self);
  for (guint i = 0; i < self->tokens->len; i++)
    {
      FpdToken *token = self->tokens->pdata[i];

      if (token->account_id == account_id)
        g_ptr_array_add (found, token);
    }
  return found;
}

gboolean
fpd_accounts_remove_token (FpdAccounts *self, gint64 account_id, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) tokens = fpd_accounts_list_tokens (self, account_id);

  for (guint i = 0; i < tokens->len; i++)
    if (((FpdToken *) tokens->pdata[i])->id == id)
      return reload_if (self, fpd_accounts_database_delete (self->database, "token", id, error),
                        error);
  g_set_error (error, FPD_HTTP_ERROR, 404, "there is no such token");
  return FALSE;
}

char *
fpd_accounts_add_invitation (FpdAccounts *self, FpdRole role, GError **error)
{
  g_autofree char *secret = fpd_secret_new ();
  g_autofree char *hash = fpd_secret_hash (secret);
  FpdInvitation invitation = { .hash = hash,
                               .role = role,
                               .created_at = now_s (),
                               .expires_at = now_s () + INVITATION_LIFETIME_S };

  refresh (self);
  if (!reload_if (self, fpd_accounts_database_save_invitation (self->database, &invitation, error),
                  error))
    return NULL;
  return g_steal_pointer (&secret);
}

const FpdInvitation *
fpd_accounts_find_invitation (FpdAccounts *self, const char *secret)
{
  g_autofree char *hash = fpd_secret_hash (secret);

  refresh (self);
  for (guint i = 0; i < self->invitations->len; i++)
    {
      FpdInvitation *invitation = self->invitations->pdata[i];

      if (g_str_equal (invitation->hash, hash) && invitation->expires_at > now_s ())
        return invitation;
    }
  return NULL;
}

GPtrArray *
fpd_accounts_list_invitations (FpdAccounts *self)
{
  refresh (self);
  return self->invitations;
}

gboolean
fpd_accounts_remove_invitation (FpdAccounts *self, gint64 id, GError **error)
{
  refresh (self);
  for (guint i = 0; i < self->invitations->len; i++)
    if (((FpdInvitation *) self->invitations->pdata[i])->id == id)
      return reload_if (
          self, fpd_accounts_database_delete (self->database, "invitation", id, error), error);
  g_set_error (error, FPD_HTTP_ERROR, 404, "there is no such invitation");
  return FALSE;
}
