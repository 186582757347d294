/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reads the playback log of Rockbox 4: "TIMESTAMP:ELAPSED_MS:LENGTH_MS:PATH", stamped by the clock
 * on the wall when a track ended. It has no names but those of the file. */

#include "libfootprints/import/readers/footprints-row-reader-private.h"

#include <string.h>

#define HEAD_BYTES 4096
#define MAX_LINE_BYTES (64 * 1024)
#define STARTED "# Started Ver."

typedef struct
{
  FootprintsRowReader parent;
  gint64 line;
} PlaybackLogReader;

typedef struct
{
  char mark; /* ' ': it was reported; '!': it was too short; '@': it is there twice; or 0 */
  gint64 ended_at;
  gint64 played_ms;
  gint64 length_ms;
  const char *path;
} Entry;

/* A number, and the colon after it. */
static gboolean
take_number (const char **text, gint64 *number)
{
  char *end;

  if (!g_ascii_isdigit (**text))
    return FALSE;
  *number = g_ascii_strtoll (*text, &end, 10);
  if (*end != ':')
    return FALSE;
  *text = end + 1;
  return TRUE;
}

static gboolean
parse_entry (const char *line, Entry *entry)
{
  entry->mark = *line != '\0' && strchr (" !@", *line) != NULL ? *line++ : '\0';
  if (!take_number (&line, &entry->ended_at) || !take_number (&line, &entry->played_ms) ||
      !take_number (&line, &entry->length_ms) || *line != '/')
    return FALSE;
  entry->path = line;
  return TRUE;
}

/* "01 - Song.flac", "01. Song.flac", "01 Song.flac" → "Song" */
static char *
dup_title (const char *file)
{
  const char *dot = strrchr (file, '.');
  const char *end = dot != NULL && dot != file ? dot : file + strlen (file);
  const char *start = file + strspn (file, "0123456789");
  const char *text = start + strspn (start, " .-_");

  /* A title may be a number. */
  if (start == file || text == start || text >= end)
    text = file;
  return g_strndup (text, (gsize) (end - text));
}

/* ".../Artist/Album/01 Song.flac" */
static void
set_names (FootprintsInputRow *row, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  guint n_parts = g_strv_length (parts);

  row->play.track = _footprints_input_row_text (
      row, _footprints_input_row_keep (row, dup_title (parts[n_parts - 1])));
  /* The first part is empty; a device may come before the artist. */
  if (n_parts < 4)
    return;
  row->play.album = _footprints_input_row_text (
      row, _footprints_input_row_keep (row, g_strdup (parts[n_parts - 2])));
  if (parts[n_parts - 3][0] != '<')
    row->play.artist = _footprints_input_row_text (
        row, _footprints_input_row_keep (row, g_strdup (parts[n_parts - 3])));
}

static void
read_entry (FootprintsInputRow *row, const Entry *entry)
{
  json_object *info = json_object_new_object ();

  set_names (row, entry->path);
  if (entry->length_ms < G_MAXINT)
    row->play.duration_ms = entry->length_ms;
  _footprints_json_add_string (info, "path", _footprints_input_row_text (row, entry->path));
  _footprints_json_add_int64 (info, "duration_played", entry->played_ms / 1000);
  _footprints_input_row_take_info (row, info);
  _footprints_input_row_set_local_time (row, entry->ended_at - entry->played_ms / 1000);
  if (entry->mark == '!')
    row->problem = "the player found it too short";
  else if (entry->mark == '@')
    row->problem = "the player found it twice";
  else if (entry->length_ms == 0 || entry->played_ms > entry->length_ms)
    row->problem = "more was played than there is";
  else
    _footprints_input_row_check_played (row, entry->played_ms);
}

static int
playback_log_next (FootprintsRowReader *reader, FootprintsInputRow *row, GError **error)
{
  PlaybackLogReader *self = (PlaybackLogReader *) reader;
  const char *start;
  gsize length;
  int result;

  while ((result = _footprints_archive_input_read_line (reader->input, MAX_LINE_BYTES, &start,
                                                        &length, error)) > 0)
    {
      g_autofree char *line = g_strndup (start, length);
      Entry entry;

      self->line++;
      if (*line == '\0' || *line == '#')
        continue;
      _footprints_row_reader_begin (reader, row, self->line);
      if (result == 2)
        row->problem = "the line is longer than 64 KiB";
      else if (parse_entry (_footprints_input_row_keep (row, g_steal_pointer (&line)), &entry))
        read_entry (row, &entry);
      else
        row->problem = "the line is not TIMESTAMP:ELAPSED:LENGTH:PATH";
      return 1;
    }
  return result;
}

static void
playback_log_free (FootprintsRowReader *reader)
{
  _footprints_row_reader_clear (reader);
  g_free (reader);
}

/* Whether the first line that is no comment is an entry, or a comment says so. */
static gboolean
is_log (const char *head, gsize length)
{
  g_autofree char *text = g_strndup (head, length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Entry entry;

  if (g_str_has_prefix (text, STARTED))
    return TRUE;
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '#' && *g_strchomp (lines[i]) != '\0')
      return parse_entry (lines[i], &entry);
  return FALSE;
}

FootprintsRowReader *
_footprints_playback_log_reader_new (FootprintsArchiveInput *input,
                                     const FootprintsReadingOptions *options,
                                     GError **error)
{
  gsize length;
  const char *head = _footprints_archive_input_peek (input, HEAD_BYTES, &length, error);
  PlaybackLogReader *self;

  if (head == NULL || !is_log (head, length))
    return NULL;
  self = g_new0 (PlaybackLogReader, 1);
  _footprints_row_reader_init (&self->parent, input, options);
  self->parent.source = "rockbox";
  self->parent.format_name = "Rockbox playback log";
  self->parent.next = playback_log_next;
  self->parent.free = playback_log_free;
  return &self->parent;
}
