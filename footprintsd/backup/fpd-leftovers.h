/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Files that are not finished: what a server that was killed leaves behind. Each may hold a whole
 * history. */

/* What a spool file of an upload is called, and a copy that is being downloaded. */
#define FPD_UPLOAD_PREFIX ".footprints-upload-"
#define FPD_DOWNLOAD_PREFIX ".footprints-download-"
/* What a file that becomes whole or nothing ends in, until then. */
#define FPD_PARTIAL_ENDING ".partial"

/* Deletes all files of @folder whose names begin so. */
void fpd_leftovers_remove_beginning (const char *folder, const char *beginning);
/* Deletes the unfinished files of @folder whose names begin so; what another process works on only
 * when @even_in_use is set. */
void fpd_leftovers_remove_partial (const char *folder, const char *beginning, gboolean even_in_use);
/* Deletes keys that were not finished, where a key file is kept or changed. */
void fpd_leftovers_remove_of_key (const char *key_file);
/* Deletes what no start of a server needs in the folder of the ledger @path. */
void fpd_leftovers_remove_all (const char *path);

/* Deletes a folder and all files in it, and with @with_folders the folders in it, which hold
 * backups; not deeper. */
void fpd_leftovers_remove_folder (const char *folder, gboolean with_folders);

G_END_DECLS
