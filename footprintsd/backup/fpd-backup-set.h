/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-accounts.h"
#include "footprintsd/config/fpd-config.h"

G_BEGIN_DECLS

/* What the history of before a restore is called. */
#define FPD_BEFORE_RESTORE "before-restore"

/* All that a server keeps, as a list of files to copy. It knows paths only, and may go to another
 * thread. */
typedef struct _FpdBackupSet FpdBackupSet;

/* @accounts: NULL: the server has none, and one history. Main thread only. */
FpdBackupSet *fpd_backup_set_new (const FpdConfig *config, FpdAccounts *accounts);
/* Has copies made only where they leave the room that @config, which must outlive the set, asks
 * for. */
void fpd_backup_set_leave_room (FpdBackupSet *self, const FpdConfig *config);
void fpd_backup_set_free (FpdBackupSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdBackupSet, fpd_backup_set_free)

/* Is told of each copy, and how many plays it holds; -1: it holds the accounts. */
typedef void (*FpdBackupFunc) (const char *path, gint64 n_plays, gpointer data);

/* Copies all that has changed since its last copy. One that fails does not keep the others from
 * being made; FALSE with @error set to the first failure. Blocks. @done: may be NULL. */
gboolean fpd_backup_set_make (FpdBackupSet *self,
                              FpdBackupFunc done,
                              gpointer data,
                              GCancellable *cancellable,
                              GError **error);
/* Deletes the oldest copies, until @n_kept of each are left. */
void fpd_backup_set_prune (FpdBackupSet *self, guint n_kept);
/* When the last copy was made, in seconds since 1970; 0: never. */
gint64 fpd_backup_set_find_last (FpdBackupSet *self);

/* Deletes the copies of one history. */
void fpd_backup_set_forget (const FpdConfig *config, gint64 account_id, const char *ledger_path);

/* Deletes all copies of histories whose accounts went while the set was being made. Main thread. */
void fpd_backup_set_forget_deleted (FpdBackupSet *self, FpdAccounts *accounts);
/* Deletes copies that a killed process did not finish. */
void fpd_backup_set_remove_leftovers (FpdBackupSet *self);

G_END_DECLS
