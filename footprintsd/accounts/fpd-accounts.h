/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-account-name.h"
#include "footprintsd/accounts/fpd-account-types.h"

G_BEGIN_DECLS

/* The accounts of the server. Everything is held in memory, so that a request is authorized without
 * touching the disk, and every change is stored first. Another process may change the file: each
 * function notices that. Any thread; functions that change something wait for the disk, so the main
 * thread leaves them to others. */
typedef struct _FpdAccounts FpdAccounts;

#define FPD_ACCOUNTS_FILE "accounts.db"
#define FPD_SESSION_LIFETIME_S (30 * 24 * 60 * 60)

/* @database_path: the first account's history; the accounts file is next to it. NULL with @error
 * set if it cannot be opened or names another history as the first. */
FpdAccounts *fpd_accounts_open (const char *database_path, GError **error);
void fpd_accounts_free (FpdAccounts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdAccounts, fpd_accounts_free)

/* All accounts, oldest first; of FpdAccount (transfer full). */
GPtrArray *fpd_accounts_list (FpdAccounts *self);
gboolean fpd_accounts_is_empty (FpdAccounts *self);
/* NULL: not found (transfer full, as are all that follow). */
FpdAccount *fpd_accounts_get (FpdAccounts *self, gint64 id);
/* Ignores case. */
FpdAccount *fpd_accounts_find (FpdAccounts *self, const char *name);
/* Finds an account by the last part of its link, if it shows its history to anyone with the
 * link. */
FpdAccount *fpd_accounts_find_link (FpdAccounts *self, const char *link);
char *fpd_accounts_dup_ledger_path (FpdAccounts *self, const FpdAccount *account);

/* The new account's id; -1 with @error set, 409 if the name is taken. @password_hash may be
 * NULL. */
gint64 fpd_accounts_add (
    FpdAccounts *self, const char *name, FpdRole role, const char *password_hash, GError **error);
/* The same for the owner of a server without accounts; 409 if it has any. */
gint64 fpd_accounts_add_first (FpdAccounts *self,
                               const char *name,
                               const char *password_hash,
                               GError **error);
/* The same for an invited person; 403 if @secret is not a valid invitation. */
gint64 fpd_accounts_join (FpdAccounts *self,
                          const char *secret,
                          const char *name,
                          const char *password_hash,
                          GError **error);
/* Changes @account, a copy; FALSE with @error set to leave the account unchanged. Must not call the
 * functions here. */
typedef gboolean (*FpdAccountFunc) (FpdAccount *account, gpointer data, GError **error);
/* Changes the account as it is now and stores it. 409 if no owner who can log in would be left; 404
 * if the account no longer exists. */
gboolean fpd_accounts_change (
    FpdAccounts *self, gint64 id, FpdAccountFunc change, gpointer data, GError **error);
/* The caller takes care of the history. */
gboolean fpd_accounts_remove (FpdAccounts *self, gint64 id, GError **error);

/* Whether @code is a valid second-factor code that was not used before. A code is accepted only
 * once, even if its use cannot be stored. */
gboolean fpd_accounts_take_code (FpdAccounts *self, gint64 account_id, const char *code);

/* The secret that goes into the cookie (transfer full). A session that cannot be stored, for
 * example because the disk is full, is stored as soon as that works again; until then it would end
 * with the server. */
char *fpd_accounts_begin_session (FpdAccounts *self,
                                  gint64 account_id,
                                  const char *address,
                                  const char *user_agent,
                                  GError **error);
/* NULL: it has ended or does not exist. Keeps it alive. */
FpdSession *fpd_accounts_find_session (FpdAccounts *self, const char *secret);
/* The sessions of one account; of FpdSession, last seen first. */
GPtrArray *fpd_accounts_list_sessions (FpdAccounts *self, gint64 account_id);
gboolean fpd_accounts_end_session (FpdAccounts *self, gint64 account_id, gint64 id, GError **error);
/* @but: the session to keep; 0: ends all. */
gboolean
fpd_accounts_end_sessions (FpdAccounts *self, gint64 account_id, gint64 but, GError **error);

/* The secret that the client sends; it cannot be retrieved later (transfer full). */
char *fpd_accounts_add_token (
    FpdAccounts *self, gint64 account_id, const char *name, guint scopes, GError **error);
/* NULL: not found. Notes that it was used. */
FpdToken *fpd_accounts_find_token (FpdAccounts *self, const char *secret);
GPtrArray *fpd_accounts_list_tokens (FpdAccounts *self, gint64 account_id);
gboolean
fpd_accounts_remove_token (FpdAccounts *self, gint64 account_id, gint64 id, GError **error);

/* The last part of the invitation's link (transfer full). */
char *fpd_accounts_add_invitation (FpdAccounts *self, FpdRole role, GError **error);
/* FALSE with a 403 error if it was used or revoked, or has expired. */
gboolean fpd_accounts_check_invitation (FpdAccounts *self, const char *secret, GError **error);
GPtrArray *fpd_accounts_list_invitations (FpdAccounts *self);
gboolean fpd_accounts_remove_invitation (FpdAccounts *self, gint64 id, GError **error);

G_END_DECLS
