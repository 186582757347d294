/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/request/fpd-request.h"

#include <json-c/json.h>

G_BEGIN_DECLS

/* A request body that is a JSON object. */
#define FPD_JSON_BODY_MAX_BYTES (64 * 1024)

/* Transfer full; NULL with a 415, 400 or 422 error for anything else. */
json_object *fpd_json_body_parse (const FpdRequest *request, GError **error);

/* Reads the value of a member; FALSE with a 422 error that names it when it has another type. A
 * member that is missing or null leaves @value unchanged. */
gboolean
fpd_json_body_get_text (json_object *body, const char *name, const char **value, GError **error);
gboolean
fpd_json_body_get_int64 (json_object *body, const char *name, gint64 *value, GError **error);
gboolean
fpd_json_body_get_boolean (json_object *body, const char *name, gboolean *value, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_object, json_object_put)

/* FALSE with a 422 error when @value is NULL or blank. */
gboolean fpd_json_body_need (const char *name, const char *value, GError **error);

G_END_DECLS
