/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether @path can be read only once: standard input, whose path is "-", or a pipe. */
gboolean fpd_pipe_is_one (const char *path);

/* Copies all data from @path into a new file and returns its path (transfer full). Waits on the
 * main context, so that signals are handled; the caller removes the file. */
char *fpd_pipe_copy (const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
