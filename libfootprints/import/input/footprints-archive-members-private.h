/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The files in a folder, or the members of an archive, and of the archives in it: services put
 * packages into packages. */
typedef struct _FootprintsArchiveMembers FootprintsArchiveMembers;

/* @path: a file or a folder. @max_bytes: how much may come out in all, as a guard against
 * decompression bombs. */
FootprintsArchiveMembers *
_footprints_archive_members_open (const char *path, gint64 max_bytes, GError **error);
void _footprints_archive_members_free (FootprintsArchiveMembers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsArchiveMembers, _footprints_archive_members_free)

/* 1: the next member, in an order that is always the same; 0: no more; -1: @error is set. */
int _footprints_archive_members_next (FootprintsArchiveMembers *self, GError **error);
/* The path of the member below the archive or the folder; NULL for a plain or merely compressed
 * file. */
const char *_footprints_archive_members_get_name (FootprintsArchiveMembers *self);
/* Reads up to @n_bytes of the member. 0: there are no more; -1: @error is set. */
gssize _footprints_archive_members_read (FootprintsArchiveMembers *self,
                                         void *bytes,
                                         gsize n_bytes,
                                         GError **error);
/* How much of the file or folder has been read, 0 to 1. */
double _footprints_archive_members_get_progress (FootprintsArchiveMembers *self);

/* Lists the files below @folder by their relative paths, sorted (element-type filename)
 * (transfer full). Databases are left
 * out, symbolic links not followed. */
GPtrArray *_footprints_list_files_below (const char *folder, GError **error);

G_END_DECLS
