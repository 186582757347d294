/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-records-private.h"

G_BEGIN_DECLS

/* A file that holds records and nothing else, such as the accounts of a server. One thread at a
 * time; any number of them may be open on one file, in one process or in many. */
typedef struct _FootprintsRecordFile FootprintsRecordFile;

typedef struct
{
  const char *what; /* in errors: "accounts" */
  gint32 application_id;
  int version; /* raised with each type or field that is added */
  const FootprintsRecordType *const *types;
} FootprintsRecordFileType;

/* Makes the file, which only its owner may read, when it is not there. One that is newer
 * (FOOTPRINTS_ERROR_NEWER_DATABASE), foreign or damaged (FOOTPRINTS_ERROR_CORRUPT) is left as it
 * is.
 */
FootprintsRecordFile *_footprints_record_file_open (const FootprintsRecordFileType *type,
                                                    const char *path,
                                                    GError **error);
void _footprints_record_file_free (FootprintsRecordFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsRecordFile, _footprints_record_file_free)

/* Of the transaction under way, if there is one; else each call is one. Borrowed. */
FootprintsRecords *_footprints_record_file_get_records (FootprintsRecordFile *self);

/* What is written between these is on the disk as a whole when end() returns TRUE, or not at all.
 * @may_be_lost: a power failure may take it, and there is no wait for the disk. Nothing is stored
 * in a file that has lost its name (FOOTPRINTS_ERROR_REPLACED). */
gboolean
_footprints_record_file_begin (FootprintsRecordFile *self, gboolean may_be_lost, GError **error);
/* @keep: FALSE takes it back, which returns FALSE. */
gboolean _footprints_record_file_end (FootprintsRecordFile *self, gboolean keep, GError **error);

/* Whether another than @self, of any process, has written since this was asked last. */
gboolean _footprints_record_file_has_changed (FootprintsRecordFile *self);
/* Copies all, as it is at one moment, into an empty file. */
gboolean
_footprints_record_file_back_up (FootprintsRecordFile *self, const char *path, GError **error);

G_END_DECLS
