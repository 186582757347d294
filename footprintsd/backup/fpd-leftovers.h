/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Unfinished files, which a killed server leaves behind. Each may hold a whole history. */

/* The beginnings of the names of uploads' spool files and of copies that are being downloaded. */
#define FPD_UPLOAD_PREFIX ".footprints-upload-"
#define FPD_DOWNLOAD_PREFIX ".footprints-download-"
/* The end of the name of a file that is not complete yet. */
#define FPD_PARTIAL_ENDING ".partial"

/* Deletes all files in @folder whose names start with @beginning. */
void fpd_leftovers_remove_beginning (const char *folder, const char *beginning);
/* Deletes the unfinished files in @folder whose names start with @beginning; those that another
 * process is using only if @even_in_use is set. */
void fpd_leftovers_remove_partial (const char *folder, const char *beginning, gboolean even_in_use);
/* Deletes unfinished keys next to @key_file. */
void fpd_leftovers_remove_of_key (const char *key_file);
/* Deletes all leftovers that a server finds at its start in the folder of the ledger @path. */
void fpd_leftovers_remove_all (const char *path);

/* Deletes a folder and all files in it; with @with_folders also the folders in it, which hold
 * backups, but nothing deeper. */
void fpd_leftovers_remove_folder (const char *folder, gboolean with_folders);

G_END_DECLS
