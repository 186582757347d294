/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FPD_PROBLEM_TYPE "application/problem+json"
#define FPD_STATUS_TOO_MANY_REQUESTS 429
#define FPD_STATUS_HEADERS_TOO_LARGE 431

/* Errors that only a server has. */
#define FPD_HTTP_ERROR (fpd_http_error_quark ())
GQuark fpd_http_error_quark (void);

/* The HTTP status for an error; codes of FPD_HTTP_ERROR are statuses themselves. */
guint fpd_problem_get_status (const GError *error);

/* The name of a status. */
const char *fpd_problem_get_title (guint status);

/* {type, title, status, detail} as RFC 9457 has it (transfer full). */
char *fpd_problem_to_json (guint status, const char *detail);

G_END_DECLS
