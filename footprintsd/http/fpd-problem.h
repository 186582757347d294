/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-writer-private.h"

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

/* {type, title, status, detail} as RFC 9457 defines them (transfer full). Hides what
 * fpd_problem_hide() hides. */
char *fpd_problem_to_json (guint status, const char *detail);
void fpd_problem_write (FootprintsJsonWriter *writer, guint status, const char *detail);

/* Where the server keeps its files is nobody else's business: from now on, clients see the name of
 * a file in or below @folder without its folders. Call before any other thread exists. */
void fpd_problem_hide_folder (const char *folder);
/* A message as clients may see it (transfer full). */
char *fpd_problem_hide (const char *message);
/* The same for all strings in @json, a JSON text. */
char *fpd_problem_hide_in_json (const char *json);

G_END_DECLS
