/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-accounts-database.h"

G_BEGIN_DECLS

/* Changes that must hold although the accounts could not store them, for example because the disk
 * is full: that someone has logged in or out, and that a second-factor code was used. Only this
 * process knows them until they can be stored. Any thread. */
typedef struct _FpdUnstored FpdUnstored;

FpdUnstored *fpd_unstored_new (void);
void fpd_unstored_free (FpdUnstored *self);
gboolean fpd_unstored_is_empty (FpdUnstored *self);

/* Corrects loaded rows, of FpdAccount and of FpdSession. If another process has changed an
 * account's password meanwhile, its sessions here are dropped. */
void fpd_unstored_apply (FpdUnstored *self, GPtrArray *accounts, GPtrArray *sessions);
/* Stores what can be stored now. */
void fpd_unstored_store (FpdUnstored *self, FootprintsRecordFile *database);

/* Adds a session that begins for @account; it gets its own id. */
void
fpd_unstored_add_session (FpdUnstored *self, const FpdSession *session, const FpdAccount *account);
gboolean fpd_unstored_has_session (FpdUnstored *self, gint64 id);
/* Ends a session that only memory holds; FALSE if none has that id. */
gboolean fpd_unstored_remove_session (FpdUnstored *self, gint64 id);
/* Ends a stored session. */
void fpd_unstored_add_end (FpdUnstored *self, gint64 id);
/* Records that a code was used. */
void fpd_unstored_add_code (FpdUnstored *self, gint64 account_id, gint64 step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdUnstored, fpd_unstored_free)

G_END_DECLS
