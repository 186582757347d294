/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-account-types.h"
#include "libfootprints/records/footprints-record-file-private.h"

G_BEGIN_DECLS

/* The file of accounts: records of the four types of fpd-account-types.h. One thread at a time. */

/* Makes the file, with mode 0600, when it is not there and @create is set; NULL without @error when
 * it is not there otherwise. */
FootprintsRecordFile *
fpd_accounts_database_open (const char *path, gboolean create, GError **error);

/* Adds all of @type to @rows, each made by @copy, by ascending number. */
typedef gpointer (*FpdRecordCopyFunc) (gconstpointer record);
gboolean fpd_accounts_database_load (FootprintsRecordFile *self,
                                     const FootprintsRecordType *type,
                                     FpdRecordCopyFunc copy,
                                     GPtrArray *rows,
                                     GError **error);
/* It is on the disk when this returns. A number of 0 is replaced by the new one; for another,
 * FOOTPRINTS_ERROR_NOT_FOUND when the record is gone: it must not come back. */
gboolean fpd_accounts_database_save (FootprintsRecordFile *self,
                                     const FootprintsRecordType *type,
                                     gpointer record,
                                     GError **error);
/* The same for what is not worth a wait for the disk: a power failure may take it. */
gboolean fpd_accounts_database_save_soon (FootprintsRecordFile *self,
                                          const FootprintsRecordType *type,
                                          gpointer record,
                                          GError **error);
/* Stores a new account; the invitation that let it in, if there is one, goes with the same commit,
 * or it would let in another person. */
gboolean fpd_accounts_database_let_in (FootprintsRecordFile *self,
                                       FpdAccount *account,
                                       gint64 invitation_id,
                                       GError **error);
/* An account goes with all that belongs to it. */
gboolean fpd_accounts_database_remove (FootprintsRecordFile *self,
                                       const FootprintsRecordType *type,
                                       gint64 id,
                                       GError **error);
/* Forgets sessions that were last seen before that, and invitations that nobody took in time. */
gboolean fpd_accounts_database_remove_expired (FootprintsRecordFile *self,
                                               gint64 seen_before,
                                               gint64 now,
                                               GError **error);
/* Copies all, as it is at one moment, into a new file that only its owner may read. */
gboolean
fpd_accounts_database_back_up (FootprintsRecordFile *self, const char *path, GError **error);

G_END_DECLS
