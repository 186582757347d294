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
  char mark; /* ' ': it was reported; '!': it was too short; '@': it is there twice; or 0 */
  gint64 started_at;
  gint64 played_ms;
  gint64 length_ms;
  char *path;
  const char *problem; /* NULL: the line is an entry */
} Entry;

typedef struct
{
  FootprintsRowReader parent;
  gint64 line; /* of the last line that was read */
  char *held;  /* the last line, which the next one may continue; NULL: none */
  gint64 held_line;
  Entry entry;    /* of held; its path is in it */
  int end_result; /* after held: 1 while there may be more lines */
  GError *end_error;
} PlaybackLogReader;

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
parse_entry (char *text, Entry *entry)
{
  const char *line = text;
  gint64 ended_at;

  entry->mark = *line != '\0' && strchr (" !@", *line) != NULL ? *line++ : '\0';
  if (!take_number (&line, &ended_at) || !take_number (&line, &entry->played_ms) ||
      !take_number (&line, &entry->length_ms) || *line != '/')
    return FALSE;
  entry->started_at = ended_at - entry->played_ms / 1000;
  entry->path = text + (line - text);
  return TRUE;
}

/* A play that was left and taken up again has a line for each part, marked as too short or not. */
static gboolean
continues (const Entry *held, const Entry *next)
{
  return held->problem == NULL && next->problem == NULL && g_str_equal (held->path, next->path) &&
         held->length_ms == next->length_ms && held->mark != '@' && next->mark != '@' &&
         held->played_ms < held->length_ms &&
         next->started_at >= held->started_at + held->played_ms / 1000 &&
         held->played_ms + next->played_ms <= held->length_ms;
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
  _footprints_input_row_set_local_time (row, entry->started_at);
  if (entry->mark == '!')
    row->problem = "the player found it too short";
  else if (entry->mark == '@')
    row->problem = "the player found it twice";
  else if (entry->length_ms == 0 || entry->played_ms > entry->length_ms)
    row->problem = "more was played than there is";
  else
    _footprints_input_row_check_played (row, entry->played_ms);
}

/* Gives out what was held, and holds @line (transfer full) instead. FALSE: nothing was held. */
static gboolean
take_held (PlaybackLogReader *self, FootprintsInputRow *row, char *line, const Entry *entry)
{
  char *held = self->held;
  Entry before = self->entry;
  gint64 held_line = self->held_line;

  self->held = line;
  self->held_line = self->line;
  self->entry = entry != NULL ? *entry : (Entry){ 0 };
  if (held == NULL)
    return FALSE;
  _footprints_row_reader_begin (&self->parent, row, held_line);
  _footprints_input_row_keep (row, held);
  if (before.problem != NULL)
    row->problem = before.problem;
  else
    read_entry (row, &before);
  return TRUE;
}

/* Reads a line; TRUE: @row is set. */
static gboolean
read_line (PlaybackLogReader *self, FootprintsInputRow *row, char *text, gboolean is_cut)
{
  g_autofree char *line = text;
  Entry entry = { 0 };

  if (*line == '\0' || *line == '#')
    return FALSE;
  if (is_cut)
    entry.problem = "the line is longer than 64 KiB";
  else if (!parse_entry (line, &entry))
    entry.problem = "the line is not TIMESTAMP:ELAPSED:LENGTH:PATH";
  if (self->held == NULL || !continues (&self->entry, &entry))
    return take_held (self, row, g_steal_pointer (&line), &entry);
  self->entry.played_ms += entry.played_ms;
  self->entry.mark = self->entry.mark == '!' ? entry.mark : self->entry.mark;
  return FALSE;
}

static int
playback_log_next (FootprintsRowReader *reader, FootprintsInputRow *row, GError **error)
{
  PlaybackLogReader *self = (PlaybackLogReader *) reader;
  const char *start;
  gsize length;

  while (self->end_result > 0)
    {
      self->end_result = _footprints_archive_input_read_line (reader->input, MAX_LINE_BYTES, &start,
                                                              &length, &self->end_error);
      self->line++;
      if (self->end_result > 0 &&
          read_line (self, row, g_strndup (start, length), self->end_result == 2))
        return 1;
    }
  if (take_held (self, row, NULL, NULL))
    return 1;
  if (self->end_error != NULL)
    g_propagate_error (error, g_error_copy (self->end_error));
  return self->end_result;
}

static void
playback_log_free (FootprintsRowReader *reader)
{
  PlaybackLogReader *self = (PlaybackLogReader *) reader;

  _footprints_row_reader_clear (reader);
  g_clear_error (&self->end_error);
  g_free (self->held);
  g_free (self);
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
  self->end_result = 1;
  self->parent.source = "rockbox";
  self->parent.format_name = "Rockbox playback log";
  self->parent.next = playback_log_next;
  self->parent.free = playback_log_free;
  return &self->parent;
}
