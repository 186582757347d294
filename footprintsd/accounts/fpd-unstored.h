/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-accounts-database.h"

G_BEGIN_DECLS

/* What the accounts could not store, because the disk is full for one, and what must hold all the
 * same: that somebody has logged in or out, and that a code of a second factor was used. It is
 * known to this process alone, until it can be stored. Any thread. */
typedef struct _FpdUnstored FpdUnstored;

FpdUnstored *fpd_unstored_new (void);
void fpd_unstored_free (FpdUnstored *self);
gboolean fpd_unstored_is_empty (FpdUnstored *self);

/* Corrects what was loaded: of FpdAccount and of FpdSession. Another process may have changed the
 * password of an account meanwhile: its sessions are forgotten then. */
void fpd_unstored_apply (FpdUnstored *self, GPtrArray *accounts, GPtrArray *sessions);
/* Stores what can be stored by now. */
void fpd_unstored_store (FpdUnstored *self, FootprintsRecordFile *database);

/* A session of @account begins; it gets a number of its own. */
void
fpd_unstored_add_session (FpdUnstored *self, const FpdSession *session, const FpdAccount *account);
gboolean fpd_unstored_has_session (FpdUnstored *self, gint64 id);
/* One that is known to memory alone ends; FALSE when there is none of that number. */
gboolean fpd_unstored_remove_session (FpdUnstored *self, gint64 id);
/* One that is stored ends. */
void fpd_unstored_add_end (FpdUnstored *self, gint64 id);
/* A code was used. */
void fpd_unstored_add_code (FpdUnstored *self, gint64 account_id, gint64 step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdUnstored, fpd_unstored_free)

G_END_DECLS
