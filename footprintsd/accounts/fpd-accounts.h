/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-account-name.h"
#include "footprintsd/accounts/fpd-account-types.h"

G_BEGIN_DECLS

/* Who may use the server. All is held in memory, so that a request is let in without touching the
 * disk, and every change is stored first. Another process may change the file: each function sees
 * that. Any thread; what changes something waits for the disk, so that the main thread leaves it to
 * others. */
typedef struct _FpdAccounts FpdAccounts;

#define FPD_ACCOUNTS_FILE "accounts.db"
#define FPD_SESSION_LIFETIME_S (30 * 24 * 60 * 60)

/* @database_path: the first account's history; the accounts lie beside it. NULL with @error set
 * when they cannot be opened, or know another history as the first. */
FpdAccounts *fpd_accounts_open (const char *database_path, GError **error);
void fpd_accounts_free (FpdAccounts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdAccounts, fpd_accounts_free)

/* All accounts, oldest first; of FpdAccount (transfer full). */
GPtrArray *fpd_accounts_list (FpdAccounts *self);
gboolean fpd_accounts_is_empty (FpdAccounts *self);
/* NULL: there is none (transfer full, as with all that follow). */
FpdAccount *fpd_accounts_get (FpdAccounts *self, gint64 id);
/* Upper and lower case are one. */
FpdAccount *fpd_accounts_find (FpdAccounts *self, const char *name);
/* By what its link ends with; only where the account shows its history to who has it. */
FpdAccount *fpd_accounts_find_link (FpdAccounts *self, const char *link);
char *fpd_accounts_dup_ledger_path (FpdAccounts *self, const FpdAccount *account);

/* The new account's number; -1 with @error set, 409 for a name that is taken. @password_hash may be
 * NULL. */
gint64 fpd_accounts_add (
    FpdAccounts *self, const char *name, FpdRole role, const char *password_hash, GError **error);
/* The same for the owner of a server without accounts; 409 where there is one. */
gint64 fpd_accounts_add_first (FpdAccounts *self,
                               const char *name,
                               const char *password_hash,
                               GError **error);
/* The same for one who was invited; 403 where @secret is no invitation that is open. */
gint64 fpd_accounts_join (FpdAccounts *self,
                          const char *secret,
                          const char *name,
                          const char *password_hash,
                          GError **error);
/* Changes @account, a copy; FALSE with @error set to leave it. Calls nothing of the accounts. */
typedef gboolean (*FpdAccountFunc) (FpdAccount *account, gpointer data, GError **error);
/* Changes the account as it is now, and stores it. The last owner that can log in stays one: 409;
 * 404 where there is no such account any more. */
gboolean fpd_accounts_change (
    FpdAccounts *self, gint64 id, FpdAccountFunc change, gpointer data, GError **error);
/* The history is the caller's business. */
gboolean fpd_accounts_remove (FpdAccounts *self, gint64 id, GError **error);

/* Whether @code is one of the second factor that was not used before; it is not good twice, not
 * even where that cannot be stored. */
gboolean fpd_accounts_take_code (FpdAccounts *self, gint64 account_id, const char *code);

/* What goes into the cookie (transfer full). Where it cannot be stored, because the disk is full
 * for one, the session ends with the server, and is stored as soon as that works again. */
char *fpd_accounts_begin_session (FpdAccounts *self,
                                  gint64 account_id,
                                  const char *address,
                                  const char *user_agent,
                                  GError **error);
/* NULL: it has ended, or there is none. Keeps it alive. */
FpdSession *fpd_accounts_find_session (FpdAccounts *self, const char *secret);
/* Of one account; of FpdSession, last seen first. */
GPtrArray *fpd_accounts_list_sessions (FpdAccounts *self, gint64 account_id);
gboolean fpd_accounts_end_session (FpdAccounts *self, gint64 account_id, gint64 id, GError **error);
/* @but: 0: all. */
gboolean
fpd_accounts_end_sessions (FpdAccounts *self, gint64 account_id, gint64 but, GError **error);

/* What the client sends; it is not known afterwards (transfer full). */
char *fpd_accounts_add_token (
    FpdAccounts *self, gint64 account_id, const char *name, guint scopes, GError **error);
/* NULL: there is none. Notes that it was used. */
FpdToken *fpd_accounts_find_token (FpdAccounts *self, const char *secret);
GPtrArray *fpd_accounts_list_tokens (FpdAccounts *self, gint64 account_id);
gboolean
fpd_accounts_remove_token (FpdAccounts *self, gint64 account_id, gint64 id, GError **error);

/* What the invitation's link ends with (transfer full). */
char *fpd_accounts_add_invitation (FpdAccounts *self, FpdRole role, GError **error);
/* FALSE with an error of 403 when it was used, taken back or is too old. */
gboolean fpd_accounts_check_invitation (FpdAccounts *self, const char *secret, GError **error);
GPtrArray *fpd_accounts_list_invitations (FpdAccounts *self);
gboolean fpd_accounts_remove_invitation (FpdAccounts *self, gint64 id, GError **error);

G_END_DECLS
