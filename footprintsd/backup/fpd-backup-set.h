/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-accounts.h"
#include "footprintsd/config/fpd-config.h"

G_BEGIN_DECLS

/* The beginning of the name under which a restore keeps the previous history. */
#define FPD_BEFORE_RESTORE "before-restore"

/* Everything that a server keeps, as a list of files to copy. It holds only paths, so it may be
 * passed to another thread. */
typedef struct _FpdBackupSet FpdBackupSet;

/* @accounts: NULL for a server that has no accounts and one history. Main thread only. */
FpdBackupSet *fpd_backup_set_new (const FpdConfig *config, FpdAccounts *accounts);
/* From now on, makes only copies that leave as much free space as @config asks for. @config must
 * outlive the set. */
void fpd_backup_set_leave_room (FpdBackupSet *self, const FpdConfig *config);
void fpd_backup_set_free (FpdBackupSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdBackupSet, fpd_backup_set_free)

/* Called for each copy with the number of plays in it; -1: it holds the accounts. */
typedef void (*FpdBackupFunc) (const char *path, gint64 n_plays, gpointer data);

/* Copies every file that has changed since its last copy. A failure does not stop the other copies;
 * FALSE with @error set to the first one. Blocks. @done: may be NULL. */
gboolean fpd_backup_set_make (FpdBackupSet *self,
                              FpdBackupFunc done,
                              gpointer data,
                              GCancellable *cancellable,
                              GError **error);
/* Deletes the oldest copies until @n_kept of each file are left. */
void fpd_backup_set_prune (FpdBackupSet *self, guint n_kept);
/* When the last copy was made, in seconds since 1970; 0: never. */
gint64 fpd_backup_set_find_last (FpdBackupSet *self);

/* Deletes the copies of one history. */
void fpd_backup_set_forget (const FpdConfig *config, gint64 account_id, const char *ledger_path);

/* Deletes all copies of histories whose accounts were removed while copies were being made. Main
 * thread only. */
void fpd_backup_set_forget_deleted (FpdBackupSet *self, FpdAccounts *accounts);
/* Deletes copies that a killed process did not finish. */
void fpd_backup_set_remove_leftovers (FpdBackupSet *self);

G_END_DECLS
