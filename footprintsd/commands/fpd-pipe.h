/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What can be read only once: the standard input, which is called "-", and pipes. */
gboolean fpd_pipe_is_one (const char *path);

/* Copies all that comes from @path into a new file and gives its path (transfer full). Waits on the
 * main context, so that signals are heard; the caller removes the file. */
char *fpd_pipe_copy (const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
