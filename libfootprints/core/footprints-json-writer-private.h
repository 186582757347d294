/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes JSON as text, value after value, without a tree in between: compact, and to the byte what
 * json-c prints of the same values (JSON_C_TO_STRING_PLAIN and JSON_C_TO_STRING_NOSLASHESCAPE).
 * Commas are its own affair. Inside an object, each value follows its member's name. */
typedef struct
{
  GString *text;
  gsize max_bytes;      /* how long the text may be; what comes then is dropped */
  gboolean is_full;     /* it would be longer */
  gboolean needs_comma; /* before the next value, or the next name */
} FootprintsJsonWriter;

/* For any length; set @max_bytes for less. */
void _footprints_json_writer_init (FootprintsJsonWriter *self);
void _footprints_json_writer_clear (FootprintsJsonWriter *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsJsonWriter, _footprints_json_writer_clear)

void _footprints_json_writer_begin_object (FootprintsJsonWriter *self);
void _footprints_json_writer_end_object (FootprintsJsonWriter *self);
void _footprints_json_writer_begin_array (FootprintsJsonWriter *self);
void _footprints_json_writer_end_array (FootprintsJsonWriter *self);
/* @name is ours, and needs no escapes. */
void _footprints_json_writer_name (FootprintsJsonWriter *self, const char *name);

void _footprints_json_writer_null (FootprintsJsonWriter *self);
void _footprints_json_writer_boolean (FootprintsJsonWriter *self, gboolean value);
void _footprints_json_writer_int64 (FootprintsJsonWriter *self, gint64 value);
void _footprints_json_writer_double (FootprintsJsonWriter *self, double value);
/* UTF-8; NULL: null. */
void _footprints_json_writer_string (FootprintsJsonWriter *self, const char *value);
/* RFC 3339 in UTC, as everywhere in our JSON. */
void _footprints_json_writer_time (FootprintsJsonWriter *self, gint64 time_s);
/* Null for 0, which stands for no place. */
void _footprints_json_writer_rank (FootprintsJsonWriter *self, guint rank);

/* A value that is JSON already, and of an object that is, its members. */
void _footprints_json_writer_json (FootprintsJsonWriter *self, const char *json, gsize length);
void _footprints_json_writer_members (FootprintsJsonWriter *self, const char *json, gsize length);

/* A member: its name and its value, or the beginning of it. */
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
/* Null for 0, which stands for never. */
void _footprints_json_writer_add_optional_time (FootprintsJsonWriter *self,
                                                const char *name,
                                                gint64 time_s);

/* The text of a writer that is cleared with it (transfer full). */
char *_footprints_json_writer_take_text (FootprintsJsonWriter *self);
/* The text, without a terminating zero, of a writer that is cleared with it (transfer full); NULL
 * with FOOTPRINTS_ERROR_TOO_LARGE when it would have been longer than it may be. */
GBytes *_footprints_json_writer_take_bytes (FootprintsJsonWriter *self, GError **error);

G_END_DECLS
