/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-accounts-database.h"
#include "footprintsd/accounts/fpd-accounts.h"
#include "footprintsd/accounts/fpd-roll.h"
#include "footprintsd/accounts/fpd-unstored.h"

G_BEGIN_DECLS

/* A caller that reads uses the roll, which is replaced as a whole, and waits only for the memory
 * lock. A caller that writes holds the write lock and waits for the disk. The reading connection
 * sees what others have stored, in this process or another. Locks are taken in the order in which
 * they are declared here. */
struct _FpdAccounts
{
  GMutex write_lock;
  FootprintsRecordFile *writer;
  GMutex read_lock;
  FootprintsRecordFile *reader;
  gboolean is_lost; /* the last read failed and is retried */
  GMutex memory_lock;
  FpdRoll *roll;
  gint64 looked_us;  /* when the file was last checked for changes */
  GHashTable *noted; /* char * → gint64: hashes whose last use is being stored, and its time */
  gint64 stored_again_at; /* when those, or what is unstored, were last retried */

  FpdUnstored *unstored;
  GThreadPool *notes; /* of Note; stores them */
  char *folder;
  char *first_ledger; /* its name within the folder */
};

/* The resolution of the last use of a session or token: not every use is worth a write. */
#define FPD_SEEN_STEP_S (10 * 60)

gint64 fpd_accounts_now_s (void);
/* The roll with everything stored so far (transfer full). While another thread is reloading it, the
 * previous one: no request has been answered from a newer one. */
FpdRoll *fpd_accounts_look (FpdAccounts *self);
/* The same for a caller that holds the write lock and is about to change something. */
FpdRoll *fpd_accounts_look_closely (FpdAccounts *self);
/* Reloads everything after something was stored. */
gboolean fpd_accounts_load (FpdAccounts *self, GError **error);
/* If @done, a change was stored: reloads the roll. */
gboolean fpd_accounts_reload_if (FpdAccounts *self, gboolean done, GError **error);
/* Stores what could not be stored before, with the write lock held. */
gboolean fpd_accounts_store_again (FpdAccounts *self, GError **error);
/* Deletes expired records, which no longer count even if this fails. */
void fpd_accounts_delete_expired (FpdAccounts *self);

/* The last use of sessions and tokens: fpd-account-uses.c. */

/* Stores on another thread that the session or the token was used. */
void fpd_accounts_note_use (FpdAccounts *self, const char *session_hash, const char *token_hash);
/* When it was last used: @stored_at or later. */
gint64 fpd_accounts_get_used_at (FpdAccounts *self, const char *hash, gint64 stored_at);
/* Retries, on another thread and now and then, what could not be stored. */
void fpd_accounts_retry_unstored (FpdAccounts *self);
/* Callbacks of the thread pool that stores notes. */
void fpd_accounts_store_note (gpointer data, gpointer user_data);
void fpd_accounts_note_free (gpointer data);

G_END_DECLS
