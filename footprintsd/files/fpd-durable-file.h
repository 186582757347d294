/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file that is either complete or as it was before, even if the disk or the power fails, and that
 * is durable once these functions have reported success. */

/* Renames @temporary, which is complete, to @path in the same folder, replacing any file there.
 * FALSE with @error set; the file then has one name or the other. */
gboolean fpd_durable_file_place (const char *temporary, const char *path, GError **error);
/* Creates or replaces a file with @text that only its owner may read. A killed process may leave a
 * file "PATH.XXXXXX". */
gboolean fpd_durable_file_write (const char *path, const char *text, GError **error);

/* Sets @error from errno after writing @path failed; always FALSE. */
gboolean fpd_durable_file_fail (const char *path, GError **error);

G_END_DECLS
