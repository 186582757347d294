/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that appears under its name only when it is complete; until then, the previous file stays.
 * Anything but a regular file, such as a pipe or /dev/stdout, is written in place. */
typedef struct _FpdOutputFile FpdOutputFile;

/* @path: NULL or "-" for the standard output. */
FpdOutputFile *fpd_output_file_new (const char *path, GError **error);
/* Write here; do not close it. */
GOutputStream *fpd_output_file_get_stream (FpdOutputFile *self);
/* Afterwards the data is on disk under its name, or @error is set. */
gboolean fpd_output_file_commit (FpdOutputFile *self, GError **error);
/* Without a commit, nothing is kept. */
void fpd_output_file_free (FpdOutputFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdOutputFile, fpd_output_file_free)

G_END_DECLS
