/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reads the log of portable players: .scrobbler.log, AUDIOSCROBBLER/1.0 and 1.1. */

#include "libfootprints/import/readers/footprints-row-reader-private.h"

#include "libfootprints/core/calendar/footprints-time-parser-private.h"

#include <string.h>

#define MAX_LINE_BYTES (64 * 1024)
#define MAGIC "#AUDIOSCROBBLER/1."
#define MAX_LINES_BEFORE_MAGIC 5
#define HEAD_BYTES 4096

enum
{
  FIELD_ARTIST,
  FIELD_ALBUM,
  FIELD_TITLE,
  FIELD_TRACK_NUMBER,
  FIELD_LENGTH_S,
  FIELD_RATING,
  FIELD_TIMESTAMP,
  FIELD_RECORDING_ID,
  N_FIELDS
};

typedef struct
{
  FootprintsRowReader parent;
  gint64 line;
  gboolean is_utc; /* the header says so; otherwise times are wall-clock times */
  char *source;
  char *client;
} ScrobblerLogReader;

/* "#CLIENT/Rockbox ipodvideo 4.0" → "rockbox" */
static char *
source_from_client (const char *client)
{
  gsize length = strcspn (client, " /");

  return length > 0 ? g_ascii_strdown (client, (gssize) length) : g_strdup ("scrobbler-log");
}

static void
read_header_line (ScrobblerLogReader *self, const char *line)
{
  if (g_str_has_prefix (line, "#TZ/"))
    self->is_utc = g_ascii_strcasecmp (line + 4, "UTC") == 0;
  else if (g_str_has_prefix (line, "#CLIENT/") && line[8] != '\0')
    {
      g_free (self->source);
      g_free (self->client);
      self->client = g_utf8_make_valid (line + 8, -1);
      self->source = source_from_client (self->client);
      self->parent.source = self->source;
    }
}

static void
set_time (ScrobblerLogReader *self, FootprintsInputRow *row, const char *text)
{
  gint64 seconds;

  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &seconds, NULL))
    _footprints_input_row_set_time (row, text);
  else if (self->is_utc)
    row->play.listened_at = seconds;
  else
    _footprints_input_row_set_local_time (row, seconds);
}

static void
read_row (ScrobblerLogReader *self, FootprintsInputRow *row, char **fields)
{
  json_object *info = json_object_new_object ();
  gint64 number;

  row->play.artist = _footprints_input_row_text (row, fields[FIELD_ARTIST]);
  row->play.album = _footprints_input_row_text (row, fields[FIELD_ALBUM]);
  row->play.track = _footprints_input_row_text (row, fields[FIELD_TITLE]);
  if (g_ascii_string_to_signed (fields[FIELD_LENGTH_S], 10, 0, 86400 * 30, &number, NULL))
    row->play.duration_ms = number * 1000;
  if (g_ascii_string_to_signed (fields[FIELD_TRACK_NUMBER], 10, 1, 9999, &number, NULL))
    _footprints_json_add_int64 (info, "track_number", number);
  if (fields[FIELD_RECORDING_ID] != NULL && g_uuid_string_is_valid (fields[FIELD_RECORDING_ID]))
    _footprints_json_add_string (info, "recording_mbid", fields[FIELD_RECORDING_ID]);
  if (self->client != NULL)
    _footprints_json_add_string (info, "client", self->client);
  _footprints_input_row_take_info (row, info);

  if (row->play.artist != NULL && g_ascii_strcasecmp (row->play.artist, "<Untagged>") == 0)
    row->problem = "the file that was played has no artist";
  else if (g_str_equal (fields[FIELD_RATING], "S"))
    row->problem = "the track was skipped";
  else if (!g_str_equal (fields[FIELD_RATING], "L"))
    row->problem = "the rating is neither L (listened) nor S (skipped)";
  else
    set_time (self, row, fields[FIELD_TIMESTAMP]);
}

static gboolean
is_play (const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", -1);

  return g_strv_length (fields) > FIELD_TIMESTAMP &&
         (g_str_equal (fields[FIELD_RATING], "L") || g_str_equal (fields[FIELD_RATING], "S"));
}

static int
scrobbler_log_next (FootprintsRowReader *reader, FootprintsInputRow *row, GError **error)
{
  ScrobblerLogReader *self = (ScrobblerLogReader *) reader;
  const char *start;
  gsize length;
  int result;

  while ((result = _footprints_archive_input_read_line (reader->input, MAX_LINE_BYTES, &start,
                                                        &length, error)) > 0)
    {
      g_autofree char *line = g_strndup (start, length);
      g_auto (GStrv) fields = NULL;

      self->line++;
      if (result == 2)
        {
          _footprints_row_reader_begin (reader, row, self->line);
          row->problem = "the line is longer than 64 KiB";
          return 1;
        }
      if (length == 0)
        continue;
      /* Only at the start of a line: titles may contain this character, too. An artist may begin
       * with it, but not with a space after it, as comments do. */
      if (line[0] == '#' && (line[1] == ' ' || !is_play (line)))
        {
          read_header_line (self, line);
          continue;
        }
      _footprints_row_reader_begin (reader, row, self->line);
      fields = g_strsplit (_footprints_input_row_keep (row, g_steal_pointer (&line)), "\t", -1);
      for (guint i = 0; fields[i] != NULL; i++)
        _footprints_input_row_keep (row, fields[i]);
      if (g_strv_length (fields) <= FIELD_TIMESTAMP)
        row->problem = "the line has fewer than 7 fields";
      else
        read_row (self, row, fields);
      /* The strings belong to the row now. */
      fields[0] = NULL;
      return 1;
    }
  return result;
}

static void
scrobbler_log_free (FootprintsRowReader *reader)
{
  ScrobblerLogReader *self = (ScrobblerLogReader *) reader;

  _footprints_row_reader_clear (reader);
  g_free (self->source);
  g_free (self->client);
  g_free (self);
}

/* Some players leave out the header, and people cut it off: a play is known by its rating and by a
 * time that is a number. */
static gboolean
is_bare_play (const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", -1);
  const char *time;

  if (!is_play (line))
    return FALSE;
  time = g_strchomp (fields[FIELD_TIMESTAMP]);
  return strlen (time) >= 9 && strlen (time) <= 10 && strspn (time, "0123456789") == strlen (time);
}

/* Whether one of the first lines says so, or the first one is a play. */
static gboolean
is_log (const char *head, gsize length)
{
  g_autofree char *text = g_strndup (head, length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_LINES_BEFORE_MAGIC + 1);

  for (guint i = 0; lines[i] != NULL && i < MAX_LINES_BEFORE_MAGIC; i++)
    if (g_str_has_prefix (lines[i], MAGIC))
      return TRUE;
  return lines[0] != NULL && is_bare_play (lines[0]);
}

FootprintsRowReader *
_footprints_scrobbler_log_reader_new (FootprintsArchiveInput *input,
                                      const FootprintsReadingOptions *options,
                                      GError **error)
{
  gsize length;
  const char *head = _footprints_archive_input_peek (input, HEAD_BYTES, &length, error);
  ScrobblerLogReader *self;

  if (head == NULL)
    return NULL;
  if (!is_log (head, length))
    return NULL;
  self = g_new0 (ScrobblerLogReader, 1);
  _footprints_row_reader_init (&self->parent, input, options);
  self->source = g_strdup ("scrobbler-log");
  self->parent.source = self->source;
  self->parent.format_name = "portable player log (.scrobbler.log)";
  self->parent.next = scrobbler_log_next;
  self->parent.free = scrobbler_log_free;
  return &self->parent;
}
