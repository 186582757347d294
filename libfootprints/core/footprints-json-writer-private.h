/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes JSON as text, value by value, without building a tree: compact, and byte for byte what
 * json-c prints for the same values (JSON_C_TO_STRING_PLAIN and JSON_C_TO_STRING_NOSLASHESCAPE).
 * The writer adds the commas. Inside an object, each value follows the name of its member. */
typedef struct
{
  GString *text;
  gsize max_bytes;      /* limit of the text; anything beyond it is dropped */
  gboolean is_full;     /* the limit was exceeded */
  gboolean needs_comma; /* before the next value, or the next name */
} FootprintsJsonWriter;

/* Sets no limit; set @max_bytes for one. */
void _footprints_json_writer_init (FootprintsJsonWriter *self);
void _footprints_json_writer_clear (FootprintsJsonWriter *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsJsonWriter, _footprints_json_writer_clear)

void _footprints_json_writer_begin_object (FootprintsJsonWriter *self);
void _footprints_json_writer_end_object (FootprintsJsonWriter *self);
void _footprints_json_writer_begin_array (FootprintsJsonWriter *self);
void _footprints_json_writer_end_array (FootprintsJsonWriter *self);
/* @name is one of ours and needs no escaping. */
void _footprints_json_writer_name (FootprintsJsonWriter *self, const char *name);

void _footprints_json_writer_null (FootprintsJsonWriter *self);
void _footprints_json_writer_boolean (FootprintsJsonWriter *self, gboolean value);
void _footprints_json_writer_int64 (FootprintsJsonWriter *self, gint64 value);
void _footprints_json_writer_double (FootprintsJsonWriter *self, double value);
/* UTF-8; NULL: null. */
void _footprints_json_writer_string (FootprintsJsonWriter *self, const char *value);
/* RFC 3339 in UTC, as everywhere in our JSON. */
void _footprints_json_writer_time (FootprintsJsonWriter *self, gint64 time_s);
/* Null for 0, which means no rank. */
void _footprints_json_writer_rank (FootprintsJsonWriter *self, guint rank);

/* Text that is already JSON: a value, or only the members of an object. */
void _footprints_json_writer_json (FootprintsJsonWriter *self, const char *json, gsize length);
void _footprints_json_writer_members (FootprintsJsonWriter *self, const char *json, gsize length);

/* A member: its name, and its value or the start of one. */
void _footprints_json_writer_add_object (FootprintsJsonWriter *self, const char *name);
void _footprints_json_writer_add_array (FootprintsJsonWriter *self, const char *name);
void _footprints_json_writer_add_null (FootprintsJsonWriter *self, const char *name);
void
_footprints_json_writer_add_boolean (FootprintsJsonWriter *self, const char *name, gboolean value);
void _footprints_json_writer_add_rank (FootprintsJsonWriter *self, const char *name, guint rank);
void _footprints_json_writer_add_int64 (FootprintsJsonWriter *self, const char *name, gint64 value);
void
_footprints_json_writer_add_double (FootprintsJsonWriter *self, const char *name, double value);
void _footprints_json_writer_add_string (FootprintsJsonWriter *self,
                                         const char *name,
                                         const char *value);
void _footprints_json_writer_add_time (FootprintsJsonWriter *self, const char *name, gint64 time_s);
/* Null for 0, which means never. */
void _footprints_json_writer_add_optional_time (FootprintsJsonWriter *self,
                                                const char *name,
                                                gint64 time_s);

/* Returns the text and clears the writer (transfer full). */
char *_footprints_json_writer_take_text (FootprintsJsonWriter *self);
/* Returns the text without a terminating NUL and clears the writer (transfer full); NULL with
 * FOOTPRINTS_ERROR_TOO_LARGE when the limit was exceeded. */
GBytes *_footprints_json_writer_take_bytes (FootprintsJsonWriter *self, GError **error);

G_END_DECLS
