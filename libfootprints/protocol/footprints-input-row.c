/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A row that is being read: whatever its format, its texts become UTF-8 and its time seconds, or it
 * says what is wrong with it. */

#include "libfootprints/protocol/footprints-input-row-private.h"

#include "libfootprints/core/calendar/footprints-time-parser-private.h"

#include <string.h>

#define MAX_QUOTED_LETTERS 40

void
_footprints_input_rows_init (FootprintsInputRows *self, FootprintsCalendar *calendar)
{
  self->calendar = calendar;
  self->date_order = FOOTPRINTS_DATE_ORDER_UNKNOWN;
  self->min_played_ms = FOOTPRINTS_MIN_PLAYED_MS;
  self->skips_private = FALSE;
  self->names = NULL;
  self->texts = g_ptr_array_new_with_free_func (g_free);
}

void
_footprints_input_rows_clear (FootprintsInputRows *self)
{
  g_clear_pointer (&self->texts, g_ptr_array_unref);
}

void
_footprints_input_row_begin (FootprintsInputRow *self, FootprintsInputRows *rows, gint64 number)
{
  g_ptr_array_set_size (rows->texts, 0);
  *self = (FootprintsInputRow){ .rows = rows, .number = number };
}

const char *
_footprints_input_row_keep (FootprintsInputRow *self, char *text)
{
  g_ptr_array_add (self->rows->texts, text);
  return text;
}

static gboolean
has_multibyte_sequence (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *p = text; p < end; p++)
    if ((guchar) *p >= 0x80 && (gint32) g_utf8_get_char_validated (p, end - p) > 0)
      return TRUE;
  return FALSE;
}

/* Old players write Latin-1, of which Windows-1252 is a superset. Text that contains some UTF-8 is
 * UTF-8 that was cut off or damaged: only the damage is replaced. */
char *
_footprints_input_text_repair (const char *text, gsize length)
{
  char *converted = NULL;

  if (!has_multibyte_sequence (text, length))
    converted = g_convert (text, (gssize) length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
  return converted != NULL ? converted : g_utf8_make_valid (text, (gssize) length);
}

const char *
_footprints_input_row_text (FootprintsInputRow *self, const char *text)
{
  if (text == NULL || text[strspn (text, " \t\r\n")] == '\0')
    return NULL;
  if (g_utf8_validate (text, -1, NULL))
    return text;
  self->is_repaired = TRUE;
  return _footprints_input_row_keep (self, _footprints_input_text_repair (text, strlen (text)));
}

void
_footprints_input_row_take_info (FootprintsInputRow *self, json_object *info)
{
  if (json_object_object_length (info) > 0)
    self->play.info = _footprints_input_row_keep (self, _footprints_json_to_string (info));
  json_object_put (info);
}

void
_footprints_input_row_check_played (FootprintsInputRow *self, gint64 played_ms)
{
  self->used_played = TRUE;
  if (self->problem == NULL && played_ms < self->rows->min_played_ms)
    self->problem = _footprints_input_row_keep (
        self, g_strdup_printf ("it was played for less than %" G_GINT64_FORMAT " s",
                               self->rows->min_played_ms / 1000));
}

void
_footprints_input_row_check_private (FootprintsInputRow *self, gboolean is_private)
{
  if (self->problem == NULL && is_private && self->rows->skips_private)
    self->problem = "it was played in a private session";
}

void
_footprints_input_row_set_local_time (FootprintsInputRow *self, gint64 local_s)
{
  self->used_zone = local_s >= FOOTPRINTS_EARLIEST_LISTENED_AT;
  self->play.listened_at =
      self->used_zone ? _footprints_calendar_from_local_s (self->rows->calendar, local_s) : local_s;
}

/* The start of @text, for a message. */
static char *
quote_start (const char *text)
{
  g_autofree char *start =
      g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_QUOTED_LETTERS));

  return g_strconcat (start, strlen (start) < strlen (text) ? "…" : "", NULL);
}

void
_footprints_input_row_set_time (FootprintsInputRow *self, const char *text)
{
  const char *shown = _footprints_input_row_text (self, text);
  FootprintsParsedTime parsed;

  if (shown == NULL)
    self->problem = "the time is missing";
  else if (!_footprints_time_parse (text, self->rows->calendar, self->rows->date_order, &parsed))
    {
      g_autofree char *start = quote_start (shown);

      self->problem =
          _footprints_input_row_keep (self, g_strdup_printf ("“%s” is not a time", start));
    }
  else
    {
      self->play.listened_at = parsed.time_s;
      self->used_zone = parsed.used_zone;
      self->precision_s = parsed.precision_s;
    }
}
