/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/files/footprints-row-reader-private.h"

#include "libfootprints/import/files/footprints-time-parser-private.h"

#include <string.h>

#define MAX_QUOTED_LETTERS 40

void
_footprints_row_reader_init (FootprintsRowReader *self,
                             FootprintsArchiveInput *input,
                             FootprintsCalendar *calendar)
{
  self->input = input;
  self->calendar = calendar;
  self->texts = g_ptr_array_new_with_free_func (g_free);
}

void
_footprints_row_reader_clear (FootprintsRowReader *self)
{
  g_ptr_array_unref (self->texts);
}

void
_footprints_row_reader_begin (FootprintsRowReader *self, FootprintsInputRow *row, gint64 number)
{
  g_ptr_array_set_size (self->texts, 0);
  *row = (FootprintsInputRow){ .number = number };
  row->play.source = self->source;
}

const char *
_footprints_row_reader_keep (FootprintsRowReader *self, char *text)
{
  g_ptr_array_add (self->texts, text);
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

/* Old players write Latin-1, of which Windows-1252 is a superset. Text that has some UTF-8 in it is
 * UTF-8 that was cut or damaged: there only the damage is replaced. */
char *
_footprints_row_reader_repair (const char *text, gsize length)
{
  char *converted = NULL;

  if (!has_multibyte_sequence (text, length))
    converted = g_convert (text, (gssize) length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
  return converted != NULL ? converted : g_utf8_make_valid (text, (gssize) length);
}

const char *
_footprints_row_reader_text (FootprintsRowReader *self, FootprintsInputRow *row, const char *text)
{
  if (text == NULL || text[strspn (text, " \t\r\n")] == '\0')
    return NULL;
  if (g_utf8_validate (text, -1, NULL))
    return text;
  row->is_repaired = TRUE;
  return _footprints_row_reader_keep (self, _footprints_row_reader_repair (text, strlen (text)));
}

void
_footprints_row_reader_take_info (FootprintsRowReader *self,
                                  FootprintsInputRow *row,
                                  json_object *info)
{
  if (json_object_object_length (info) > 0)
    row->play.info = _footprints_row_reader_keep (self, _footprints_json_to_string (info));
  json_object_put (info);
}

/* The beginning of @text, for a message. */
static char *
quote_start (const char *text)
{
  g_autofree char *start =
      g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_QUOTED_LETTERS));

  return g_strconcat (start, strlen (start) < strlen (text) ? "…" : "", NULL);
}

void
_footprints_row_reader_set_time (FootprintsRowReader *self,
                                 FootprintsInputRow *row,
                                 const char *text)
{
  const char *shown = _footprints_row_reader_text (self, row, text);
  FootprintsParsedTime parsed;

  if (shown == NULL)
    row->problem = "there is no time";
  else if (!_footprints_time_parse (text, self->calendar, &parsed))
    {
      g_autofree char *start = quote_start (shown);

      row->problem =
          _footprints_row_reader_keep (self, g_strdup_printf ("“%s” is not a time", start));
    }
  else
    {
      row->play.listened_at = parsed.time_s;
      row->used_zone = parsed.used_zone;
    }
}

FootprintsRowReader *
_footprints_recognise (FootprintsArchiveInput *input, FootprintsCalendar *calendar, GError **error)
{
  static FootprintsRowReader *(*const makers[]) (FootprintsArchiveInput *, FootprintsCalendar *,
                                                 GError **) = {
    _footprints_scrobbler_log_reader_new,
    _footprints_json_reader_new,
    _footprints_csv_reader_new,
  };
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      FootprintsRowReader *reader = makers[i](input, calendar, &local_error);

      if (reader != NULL)
        return reader;
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  return NULL;
}
