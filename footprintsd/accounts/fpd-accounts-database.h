/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-account-types.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* The SQLite file of accounts. All SQL of the daemon is here. One thread at a time. */
typedef struct _FpdAccountsDatabase FpdAccountsDatabase;

/* Makes the file, with mode 0600, when it is not there and @create is set; NULL without @error when
 * it is not there otherwise. A file that is newer, foreign or damaged is an error, and is left as
 * it is. */
FpdAccountsDatabase *fpd_accounts_database_open (const char *path, gboolean create, GError **error);
void fpd_accounts_database_free (FpdAccountsDatabase *self);

/* Whether another connection, of any process, has written since this was asked last. */
gboolean fpd_accounts_database_has_changed (FpdAccountsDatabase *self);

/* Add all rows to @rows. */
gboolean
fpd_accounts_database_load_accounts (FpdAccountsDatabase *self, GPtrArray *rows, GError **error);
gboolean
fpd_accounts_database_load_sessions (FpdAccountsDatabase *self, GPtrArray *rows, GError **error);
gboolean
fpd_accounts_database_load_tokens (FpdAccountsDatabase *self, GPtrArray *rows, GError **error);
gboolean
fpd_accounts_database_load_invitations (FpdAccountsDatabase *self, GPtrArray *rows, GError **error);

/* Each is on disk when it returns. An id of 0 is replaced by the new one. */
gboolean
fpd_accounts_database_save_account (FpdAccountsDatabase *self, FpdAccount *account, GError **error);
/* That a token was used may be forgotten by a power failure; that it was made may not. */
gboolean
fpd_accounts_database_save_token (FpdAccountsDatabase *self, FpdToken *token, GError **error);
gboolean fpd_accounts_database_save_invitation (FpdAccountsDatabase *self,
                                                FpdInvitation *invitation,
                                                GError **error);
/* A session may be forgotten by a power failure; that is not worth a wait for the disk. */
gboolean
fpd_accounts_database_save_session (FpdAccountsDatabase *self, FpdSession *session, GError **error);
/* Deletes what belongs to the account, too. */
gboolean
fpd_accounts_database_delete_account (FpdAccountsDatabase *self, gint64 id, GError **error);
/* @table: "session", "token" or "invitation". */
gboolean fpd_accounts_database_delete (FpdAccountsDatabase *self,
                                       const char *table,
                                       gint64 id,
                                       GError **error);

/* Forgets sessions that were last seen before that, and invitations that nobody took in time. */
gboolean fpd_accounts_database_delete_expired (FpdAccountsDatabase *self,
                                               gint64 seen_before,
                                               gint64 now,
                                               GError **error);
/* Copies all, as it is at one moment, into a new file that only its owner may read. */
gboolean
fpd_accounts_database_back_up (FpdAccountsDatabase *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdAccountsDatabase, fpd_accounts_database_free)

G_END_DECLS
