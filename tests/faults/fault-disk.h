/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a disk holds after a power failure: the part of the fault VFS that remembers.
 *
 * Everything is done to the real files at once, so the program reads what it wrote. In addition,
 * each change (a write, a truncation, a file made or deleted) is logged with the previous content
 * until a sync makes it durable: a sync of a file makes its changes durable, along with everything
 * made and deleted in folders before, as on journalling file systems.
 *
 * Recovery undoes the logged changes from the last to the first, which restores the synced files,
 * and then redoes some of them: none, all or, depending on a seed, a random choice of writes, each
 * as a whole or only its first part, since a disk may write in any order. Changes to folders are
 * redone in order, up to a random point.
 *
 * Files are identified by inode, so a file may be renamed or linked while it is logged. A rename or
 * link is only undone if it was logged too. */

void fault_disk_start (void);
/* Forgets everything that was logged. */
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
/* Call this before the file is deleted or loses one of its names. */
void fault_disk_log_delete (const char *path);
/* Call this before the file is renamed in the same folder; a file with the new name is deleted. */
void fault_disk_log_rename (const char *path, const char *new_path);
/* Call this after the file got another name. */
void fault_disk_log_link (const char *path, const char *new_path);
void fault_disk_log_sync (const char *path);
void fault_disk_log_sync_folders (void);
/* Logs the sync of an open file or folder. */
void fault_disk_log_sync_descriptor (int descriptor);

/* See fault_vfs_crash_at() for @seed. */
void fault_disk_recover (guint64 seed);

G_END_DECLS
