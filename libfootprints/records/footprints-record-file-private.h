/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-records-private.h"

G_BEGIN_DECLS

/* A file that holds records and nothing else, such as the accounts of a server. One thread at a
 * time; a file may be open any number of times, in one process or in many. */
typedef struct _FootprintsRecordFile FootprintsRecordFile;

typedef struct
{
  const char *what; /* in errors: "accounts" */
  gint32 application_id;
  int version; /* raised with each type or field that is added */
  const FootprintsRecordType *const *types;
} FootprintsRecordFileType;

/* Creates the file, which only its owner may read, when it is missing. A file that is newer
 * (FOOTPRINTS_ERROR_NEWER_DATABASE), foreign or damaged (FOOTPRINTS_ERROR_CORRUPT) is left
 * unchanged. */
FootprintsRecordFile *_footprints_record_file_open (const FootprintsRecordFileType *type,
                                                    const char *path,
                                                    GError **error);
void _footprints_record_file_free (FootprintsRecordFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsRecordFile, _footprints_record_file_free)

/* Part of the current transaction, if there is one; otherwise each call is one. Borrowed. */
FootprintsRecords *_footprints_record_file_get_records (FootprintsRecordFile *self);

/* When end() returns TRUE, everything written in between is on the disk; otherwise none of it is.
 * @may_be_lost: does not wait for the disk, so a power failure may lose the change. Nothing is
 * stored in a file that has lost its name (FOOTPRINTS_ERROR_REPLACED). */
gboolean
_footprints_record_file_begin (FootprintsRecordFile *self, gboolean may_be_lost, GError **error);
/* @keep: FALSE rolls back, and the call returns FALSE. */
gboolean _footprints_record_file_end (FootprintsRecordFile *self, gboolean keep, GError **error);

/* Whether another connection, in any process, has written since the last call. */
gboolean _footprints_record_file_has_changed (FootprintsRecordFile *self);
/* Copies everything, as it is at one moment, into an empty file. */
gboolean
_footprints_record_file_back_up (FootprintsRecordFile *self, const char *path, GError **error);

G_END_DECLS
