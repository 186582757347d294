/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-unstored.h"

G_BEGIN_DECLS

/* All accounts with their sessions, tokens and invitations, as of one moment. A roll never changes,
 * so any thread may read it; a change makes a new roll. Rows are borrowed from it. */
typedef struct
{
  GPtrArray *accounts; /* oldest first */
  GPtrArray *sessions;
  GPtrArray *tokens;
  GPtrArray *invitations;
  GHashTable *sessions_by_hash; /* char * → FpdSession, both owned by the array */
  GHashTable *tokens_by_hash;
} FpdRoll;

/* An empty roll. */
FpdRoll *fpd_roll_new (void);
/* The contents of @database, corrected by @unstored; NULL with @error set. */
FpdRoll *fpd_roll_load (FootprintsRecordFile *database, FpdUnstored *unstored, GError **error);
FpdRoll *fpd_roll_ref (FpdRoll *self);
void fpd_roll_unref (FpdRoll *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdRoll, fpd_roll_unref)

/* All of these return NULL if nothing matches. */
FpdAccount *fpd_roll_find_account (FpdRoll *self, gint64 id);
/* Ignores case. */
FpdAccount *fpd_roll_find_name (FpdRoll *self, const char *name);
FpdAccount *fpd_roll_find_link (FpdRoll *self, const char *link);
FpdSession *fpd_roll_find_session (FpdRoll *self, gint64 id);
FpdToken *fpd_roll_find_token (FpdRoll *self, gint64 id);
FpdInvitation *fpd_roll_find_invitation (FpdRoll *self, gint64 id);
FpdInvitation *fpd_roll_find_invitation_by_hash (FpdRoll *self, const char *hash);
/* The one that @secret opens, unless it has expired or does not exist. */
FpdInvitation *
fpd_roll_find_open_invitation (FpdRoll *self, const char *secret, gint64 now_s, GError **error);
/* Whether an owner other than @id can log in. */
gboolean fpd_roll_has_other_owner (FpdRoll *self, gint64 id);

G_END_DECLS
