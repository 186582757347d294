/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/http/footprints-http-request-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Replies are judged, which mostly means parsed, on threads of their own: a page of a service may
 * have 32 MiB, and a main loop has other things to do meanwhile. Two are judged at once in a
 * process, whoever asks for how many; the others wait in the order in which they came. */

#define FOOTPRINTS_HTTP_MAX_JUDGES 2

/* Borrows @response and @data until @callback, which runs in the main context that is the thread
 * default now. @source: an object for it. */
void _footprints_http_judge_async (gpointer source,
                                   FootprintsHttpCheckFunc check,
                                   FootprintsHttpResponse *response,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* What the check said; FALSE with G_IO_ERROR_CANCELLED also when it was cancelled meanwhile. */
gboolean _footprints_http_judge_finish (gpointer source, GAsyncResult *result, GError **error);

/* For tests: the most that were at work at once since the program began. */
guint _footprints_http_judges_get_peak (void);

G_END_DECLS
