/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-accounts-database.h"
#include "footprintsd/accounts/fpd-accounts.h"
#include "footprintsd/accounts/fpd-roll.h"
#include "footprintsd/accounts/fpd-unstored.h"

G_BEGIN_DECLS

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

/* How exactly the last use of a session or token is known: not each use is worth a write. */
#define FPD_SEEN_STEP_S (10 * 60)

gint64 fpd_accounts_now_s (void);
/* The roll with what was stored by now (transfer full). Where another thread is just reading it,
 * the one before: nothing that was answered is younger. */
FpdRoll *fpd_accounts_look (FpdAccounts *self);
/* The same for who is about to change something, and holds the write lock. */
FpdRoll *fpd_accounts_look_closely (FpdAccounts *self);
/* Reads all anew, after something was stored. */
gboolean fpd_accounts_load (FpdAccounts *self, GError **error);
/* Where it is @done: stored, so that the roll follows. */
gboolean fpd_accounts_reload_if (FpdAccounts *self, gboolean done, GError **error);
/* Stores what could not be stored before, with the write lock held. */
gboolean fpd_accounts_store_again (FpdAccounts *self, GError **error);
/* What has expired counts for nothing, whether or not it can be deleted. */
void fpd_accounts_delete_expired (FpdAccounts *self);

/* The last use of sessions and tokens: fpd-account-uses.c. */

/* Has it stored, on another thread, that one of the two was used. */
void fpd_accounts_note_use (FpdAccounts *self, const char *session_hash, const char *token_hash);
/* When it was used last, @stored_at or later. */
gint64 fpd_accounts_get_used_at (FpdAccounts *self, const char *hash, gint64 stored_at);
/* Tries again, on another thread and now and then, what could not be stored. */
void fpd_accounts_retry_unstored (FpdAccounts *self);
/* For the pool of notes. */
void fpd_accounts_store_note (gpointer data, gpointer user_data);
void fpd_accounts_note_free (gpointer data);

/* The invitation of that secret that lets somebody in; NULL with @error set when it is over or was
 * none (borrowed from the roll). */
FpdInvitation *
fpd_accounts_find_open_invitation (FpdRoll *roll, const char *secret, GError **error);

G_END_DECLS
