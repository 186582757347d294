/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-account-types.h"
#include "libfootprints/records/footprints-record-file-private.h"

G_BEGIN_DECLS

/* The accounts file: records of the four types in fpd-account-types.h. One thread at a time. */

/* If the file does not exist, creates it with mode 0600 if @create is set, and otherwise returns
 * NULL without setting @error. */
FootprintsRecordFile *
fpd_accounts_database_open (const char *path, gboolean create, GError **error);

/* Adds all records of @type to @rows, each copied with @copy, by ascending id. */
typedef gpointer (*FpdRecordCopyFunc) (gconstpointer record);
gboolean fpd_accounts_database_load (FootprintsRecordFile *self,
                                     const FootprintsRecordType *type,
                                     FpdRecordCopyFunc copy,
                                     GPtrArray *rows,
                                     GError **error);
/* The record is on disk when this returns. An id of 0 is replaced by a new one; with any other id,
 * fails with FOOTPRINTS_ERROR_NOT_FOUND if the record is gone, since it must not come back. */
gboolean fpd_accounts_database_save (FootprintsRecordFile *self,
                                     const FootprintsRecordType *type,
                                     gpointer record,
                                     GError **error);
/* The same for a change that is not worth waiting for the disk: a power failure may lose it. */
gboolean fpd_accounts_database_save_soon (FootprintsRecordFile *self,
                                          const FootprintsRecordType *type,
                                          gpointer record,
                                          GError **error);
/* Stores a new account and removes its invitation, if any, in the same commit; otherwise another
 * person could use it, too. */
gboolean fpd_accounts_database_let_in (FootprintsRecordFile *self,
                                       FpdAccount *account,
                                       gint64 invitation_id,
                                       GError **error);
/* Removing an account removes everything that belongs to it. */
gboolean fpd_accounts_database_remove (FootprintsRecordFile *self,
                                       const FootprintsRecordType *type,
                                       gint64 id,
                                       GError **error);
/* Removes sessions last seen before @seen_before and invitations that expired before @now. */
gboolean fpd_accounts_database_remove_expired (FootprintsRecordFile *self,
                                               gint64 seen_before,
                                               gint64 now,
                                               GError **error);
/* Copies everything, as of one moment, into a new file that only its owner may read. */
gboolean
fpd_accounts_database_back_up (FootprintsRecordFile *self, const char *path, GError **error);

G_END_DECLS
