/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a disk holds after the power has gone: the part of the fault VFS that remembers.
 *
 * Everything is done to the real files at once, so the program reads what it wrote. Beside that
 * each change (a write, a truncation, a file made or deleted) is logged, with what was there
 * before, until a sync makes it last: a sync of a file makes the changes of that file last, and all
 * that was made and deleted in folders before, as journalling file systems do it.
 *
 * Recovery undoes the logged changes from the last to the first, which gives the files as they were
 * synced, and then does some of them again: none, all, or, by a seed, a random choice of writes,
 * each of them whole or only its first part, since a disk may write in any order. What is made and
 * deleted in folders happens in order, up to a random place.
 *
 * A file is known by its inode, so that a file may be renamed or linked while it is logged. That a
 * name was given or taken is only undone where it was logged, too. */

void fault_disk_start (void);
/* Forgets all that was logged. */
void fault_disk_stop (void);
gboolean fault_disk_is_logging (void);

void fault_disk_log_create (const char *path);
void fault_disk_log_write (const char *path,
                           gint64 offset,
                           const void *data,
                           gsize length,
                           const void *before,
                           gsize length_before,
                           gint64 size_before);
void fault_disk_log_truncate (
    const char *path, gint64 size, const void *before, gsize length_before, gint64 size_before);
/* Before the file is deleted, or loses one of its names. */
void fault_disk_log_delete (const char *path);
/* Before the file gets another name, in the same folder; what had that name is deleted. */
void fault_disk_log_rename (const char *path, const char *new_path);
/* After the file got one more name. */
void fault_disk_log_link (const char *path, const char *new_path);
void fault_disk_log_sync (const char *path);
void fault_disk_log_sync_folders (void);
/* Of an open file or folder. */
void fault_disk_log_sync_descriptor (int descriptor);

/* See fault_vfs_crash_at() for @seed. */
void fault_disk_recover (guint64 seed);

G_END_DECLS
