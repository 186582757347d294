/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-date-private.h"
#include "libfootprints/core/footprints-json-writer-private.h"

#include <json-c/json.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_object, json_object_put)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_tokener, json_tokener_free)

/* Whether @text is one JSON object, nested @max_depth deep at most, with nothing after it. */
gboolean _footprints_json_is_object (const char *text, int max_depth);

/* Whether @text is UTF-8. What is said of a text with a NUL in it means nothing. */
gboolean _footprints_json_is_utf8 (const char *text, gsize length);

/* Parses one whole value of @length bytes; NULL with @error set for anything else. */
json_object *_footprints_json_parse (const char *text, gsize length, int max_depth, GError **error);

/* The same for untrusted text: more than @max_values values fail with FOOTPRINTS_ERROR_TOO_LARGE
 * before any is created, since each takes a hundred bytes or more, however short its text is. */
json_object *_footprints_json_parse_bounded (
    const char *text, gsize length, int max_depth, gsize max_values, GError **error);

/* The length of the JSON value at the start of @text; 0 when it does not end within @length. */
gsize _footprints_json_value_length (const char *text, gsize length);

/* Look-ups that check types: NULL or FALSE when the member is missing or of another type. */
json_object *_footprints_json_get_object (json_object *object, const char *member);
/* Whether the member is there, and is not null. */
gboolean _footprints_json_has (json_object *object, const char *member);
const char *_footprints_json_get_string (json_object *object, const char *member);
/* Accepts numbers, and strings that hold one: services write both. */
gboolean _footprints_json_get_int64 (json_object *object, const char *member, gint64 *value);

void _footprints_json_add_string (json_object *object, const char *member, const char *value);
void _footprints_json_add_int64 (json_object *object, const char *member, gint64 value);
/* RFC 3339 in UTC, as everywhere in our JSON. */
void _footprints_json_add_time (json_object *object, const char *member, gint64 time_s);

/* Compact text of @object (transfer full). */
char *_footprints_json_to_string (json_object *object);

G_END_DECLS
