/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/http/footprints-http-request-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Replies are judged, which mostly means parsed, on separate threads: a page of a service may be as
 * large as 32 MiB, and a main loop has other things to do meanwhile. A process judges two at once,
 * however many are waiting; the others wait in order of arrival. */

#define FOOTPRINTS_HTTP_MAX_JUDGES 2

/* Borrows @response and @data until @callback, which runs in the current thread-default main
 * context. @source: the source object for @callback. */
void _footprints_http_judge_async (gpointer source,
                                   FootprintsHttpCheckFunc check,
                                   FootprintsHttpResponse *response,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* The result of the check; FALSE with G_IO_ERROR_CANCELLED also when it was cancelled meanwhile. */
gboolean _footprints_http_judge_finish (gpointer source, GAsyncResult *result, GError **error);

/* For tests: the most that ran at once since the program started. */
guint _footprints_http_judges_get_peak (void);

G_END_DECLS
