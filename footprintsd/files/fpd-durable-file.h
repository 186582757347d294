/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file that is there as a whole, or as it was before, also when the disk fails or the power goes;
 * and that is there to stay once this has reported success. */

/* Gives @temporary, which is complete, the name @path in the same folder; what has that name is
 * replaced. FALSE with @error set: it has the one name or the other then. */
gboolean fpd_durable_file_place (const char *temporary, const char *path, GError **error);
/* Makes a file of @text that its owner alone may read, or replaces one. A process that is killed
 * may leave a file "PATH.XXXXXX". */
gboolean fpd_durable_file_write (const char *path, const char *text, GError **error);

/* What errno says of writing @path, as an error; always FALSE. */
gboolean fpd_durable_file_fail (const char *path, GError **error);

G_END_DECLS
