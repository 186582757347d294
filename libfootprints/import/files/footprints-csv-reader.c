/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* CSV with a header that names artist, track and a time, in the shapes of several programs, and the
 * one well-known shape without a header. */

#include "libfootprints/import/files/footprints-row-reader-private.h"

#include "libfootprints/core/calendar/footprints-time-parser-private.h"
#include "libfootprints/import/files/footprints-csv-parser-private.h"

#include <string.h>

#define HEAD_BYTES (64 * 1024)
/* Some exports begin with lines about the export. */
#define MAX_LINES_BEFORE_HEADER 20
#define MAX_COLUMNS 256

typedef enum
{
  ROLE_EXTRA, /* kept as extra information under the column's name */
  ROLE_IGNORED,
  ROLE_ARTIST,
  ROLE_TRACK,
  ROLE_ALBUM,
  ROLE_ALBUM_ARTIST,
  ROLE_TIME,
  ROLE_DURATION_MS,
  ROLE_DURATION_S,
  ROLE_SOURCE,
  ROLE_SOURCE_ID,
  ROLE_EVENT,
  N_ROLES
} Role;

/* Names of columns in lower case without spaces, dashes and underscores. If several columns can be
 * the time, or the track, the one that comes first here is used: beside a title, a track is a
 * number. */
static const struct
{
  const char *name;
  Role role;
} column_names[] = {
  { "uts", ROLE_TIME },
  { "listenedat", ROLE_TIME },
  { "timestamp", ROLE_TIME },
  { "timems", ROLE_TIME },
  { "time", ROLE_TIME },
  { "playedat", ROLE_TIME },
  { "utctime", ROLE_TIME },
  { "datetime", ROLE_TIME },
  { "date", ROLE_TIME },
  { "ts", ROLE_TIME },
  { "timehuman", ROLE_IGNORED },
  { "artist", ROLE_ARTIST },
  { "artistname", ROLE_ARTIST },
  { "trackname", ROLE_TRACK },
  { "tracktitle", ROLE_TRACK },
  { "title", ROLE_TRACK },
  { "songname", ROLE_TRACK },
  { "song", ROLE_TRACK },
  { "track", ROLE_TRACK },
  { "name", ROLE_TRACK },
  { "album", ROLE_ALBUM },
  { "albumname", ROLE_ALBUM },
  { "albumtitle", ROLE_ALBUM },
  { "release", ROLE_ALBUM },
  { "releasename", ROLE_ALBUM },
  { "albumartist", ROLE_ALBUM_ARTIST },
  { "durationms", ROLE_DURATION_MS },
  { "duration", ROLE_DURATION_S },
  { "length", ROLE_DURATION_S },
  { "source", ROLE_SOURCE },
  { "sourceid", ROLE_SOURCE_ID },
  { "event", ROLE_EVENT },
};

typedef struct
{
  FootprintsRowReader parent;
  FootprintsCsvParser *parser;
  Role roles[MAX_COLUMNS];
  char *names[MAX_COLUMNS]; /* of extra columns; owned */
  guint n_columns;
  guint n_lines_before;    /* to skip, including the header */
  int date_column;         /* of dates, where the time is only one of day; -1: none */
  FootprintsCalendar *utc; /* for formats that write UTC without saying so */
} CsvReader;

static char *
plain_name (const char *name)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    if (*p != ' ' && *p != '_' && *p != '-')
      g_string_append_c (plain, g_ascii_tolower (*p));
  return g_string_free (plain, FALSE);
}

/* The index in column_names, or its length. */
static guint
find_column_name (const char *plain)
{
  /* "Date#alice": the header says whose history it is. */
  g_autofree char *bare = g_strndup (plain, strcspn (plain, "#"));
  guint i = 0;

  while (i < G_N_ELEMENTS (column_names) && !g_str_equal (bare, column_names[i].name))
    i++;
  return i;
}

static gboolean
has_column (const GPtrArray *header, const char *plain)
{
  for (guint i = 0; i < header->len; i++)
    {
      g_autofree char *name = plain_name (g_ptr_array_index (header, i));

      if (g_str_equal (name, plain) ||
          (g_str_has_prefix (name, plain) && name[strlen (plain)] == '#'))
        return TRUE;
    }
  return FALSE;
}

/* Looks among the first @n_columns columns. */
static gboolean
has_role (const CsvReader *self, Role role, guint n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    if (self->roles[i] == role)
      return TRUE;
  return FALSE;
}

/* Gives each column its role; FALSE if the record is not a header of plays. */
static gboolean
read_header (CsvReader *self, const GPtrArray *header)
{
  guint time_rank = G_N_ELEMENTS (column_names);
  guint time_column = 0;
  guint track_rank = G_N_ELEMENTS (column_names);
  guint track_column = 0;

  self->n_columns = MIN (header->len, MAX_COLUMNS);
  self->date_column = -1;
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *plain = plain_name (g_ptr_array_index (header, i));
      guint rank = find_column_name (plain);
      Role role = rank < G_N_ELEMENTS (column_names) ? column_names[rank].role : ROLE_EXTRA;

      if (role == ROLE_TIME)
        {
          /* Of several times one is used; the others express the same time differently. */
          if (rank < time_rank)
            {
              time_rank = rank;
              time_column = i;
            }
          if (g_str_equal (plain, "date"))
            self->date_column = (int) i;
          role = ROLE_IGNORED;
        }
      else if (role == ROLE_TRACK)
        {
          if (rank < track_rank)
            {
              track_rank = rank;
              track_column = i;
            }
          role = ROLE_EXTRA;
        }
      else if (role != ROLE_EXTRA && role != ROLE_IGNORED && has_role (self, role, i))
        role = ROLE_EXTRA;
      self->roles[i] = role;
    }
  if (time_rank < G_N_ELEMENTS (column_names))
    self->roles[time_column] = ROLE_TIME;
  if (track_rank < G_N_ELEMENTS (column_names))
    self->roles[track_column] = ROLE_TRACK;
  return has_role (self, ROLE_ARTIST, self->n_columns) &&
         has_role (self, ROLE_TRACK, self->n_columns) &&
         has_role (self, ROLE_TIME, self->n_columns);
}

static void
use_utc (CsvReader *self)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  if (self->utc == NULL)
    self->utc = footprints_calendar_new (utc, 0);
  self->parent.rows.calendar = self->utc;
}

static void
keep_extra_names (CsvReader *self, const GPtrArray *header)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->roles[i] == ROLE_EXTRA)
      self->names[i] = g_utf8_make_valid (g_ptr_array_index (header, i), -1);
}

/* "Date#alice" */
static gboolean
names_listener (const GPtrArray *header)
{
  for (guint i = 0; i < header->len; i++)
    {
      g_autofree char *name = plain_name (g_ptr_array_index (header, i));

      if (g_str_has_prefix (name, "date#"))
        return TRUE;
    }
  return FALSE;
}

/* Finds out which program writes such a header, and so who recorded the plays. */
static void
name_format (CsvReader *self, const GPtrArray *header, const char *before)
{
  FootprintsRowReader *reader = &self->parent;

  if (has_column (header, "artistmbid") || has_column (header, "albumid") ||
      has_column (header, "uts") || has_column (header, "utctime") || names_listener (header))
    {
      reader->format_name = "Last.fm CSV";
      reader->source = "lastfm";
      use_utc (self);
    }
  else if (has_column (header, "timems"))
    {
      reader->format_name = "Pano Scrobbler CSV";
      reader->source = "panoscrobbler";
    }
  else if (g_strstr_len (before, -1, "ibre.fm") != NULL ||
           g_strstr_len (before, -1, "ibrefm") != NULL)
    {
      reader->format_name = "Libre.fm CSV";
      reader->source = "librefm";
    }
  else if (has_role (self, ROLE_SOURCE, self->n_columns))
    reader->format_name = "Footprints CSV";
  else
    reader->format_name = "CSV with a header";
}

static gsize
line_length (const char *text, gsize length)
{
  const char *end = memchr (text, '\n', length);

  return end != NULL ? (gsize) (end - text) + 1 : length;
}

/* Looks for the header in the first lines, with each delimiter. */
static gboolean
find_header (CsvReader *self, const char *head, gsize length)
{
  static const char delimiters[] = { ',', ';', '\t', '|' };
  gsize start = 0;

  for (guint line = 0; line < MAX_LINES_BEFORE_HEADER && start < length; line++)
    {
      for (guint i = 0; i < sizeof delimiters; i++)
        {
          g_autofree char *before = NULL;

          self->parser->delimiter = delimiters[i];
          if (!_footprints_csv_parser_parse_text (self->parser, head + start, length - start) ||
              !read_header (self, self->parser->fields))
            continue;
          before = g_strndup (head, start);
          keep_extra_names (self, self->parser->fields);
          name_format (self, self->parser->fields, before);
          self->n_lines_before = line + 1;
          return TRUE;
        }
      start += line_length (head + start, length - start);
    }
  return FALSE;
}

/* artist,album,track,"21 May 2014 18:51": always in UTC, without a header. */
static gboolean
is_bare_shape (CsvReader *self, const char *head, gsize length)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (utc, 0);
  gsize start = 0;
  FootprintsParsedTime parsed;

  self->parser->delimiter = ',';
  for (guint line = 0; line < 2 && start < length; line++)
    {
      const char *time;

      if (!_footprints_csv_parser_parse_text (self->parser, head + start, length - start) ||
          self->parser->fields->len != 4)
        return FALSE;
      time = g_ptr_array_index (self->parser->fields, 3);
      if (g_ascii_isdigit (time[0]))
        return strpbrk (time, "abcdefghijklmnopqrstuvwxyz") != NULL &&
               _footprints_time_parse (time, calendar, &parsed);
      /* A track that is playing now comes first and has no time. */
      if (time[0] != '\0')
        return FALSE;
      start += line_length (head + start, length - start);
    }
  return FALSE;
}

static void
set_bare_shape (CsvReader *self)
{
  static const Role roles[] = { ROLE_ARTIST, ROLE_ALBUM, ROLE_TRACK, ROLE_TIME };

  self->n_columns = G_N_ELEMENTS (roles);
  memcpy (self->roles, roles, sizeof roles);
  self->n_lines_before = 0;
  self->date_column = -1;
  self->parent.format_name = "Last.fm CSV without a header";
  self->parent.source = "lastfm";
  use_utc (self);
}

static void
set_duration (FootprintsInputRow *row, const char *text, double factor)
{
  char *end;
  double value = g_ascii_strtod (text, &end);

  /* "null" and the like mean that it is not known. */
  if (end != text && *end == '\0' && value > 0 && value < 1e9)
    row->play.duration_ms = (gint64) (value * factor);
}

static void
set_field (
    CsvReader *self, FootprintsInputRow *row, guint column, const char *field, json_object *info)
{
  const char *text = _footprints_input_row_text (row, field);

  if (text == NULL)
    return;
  switch (self->roles[column])
    {
    case ROLE_ARTIST:
      row->play.artist = text;
      break;
    case ROLE_TRACK:
      row->play.track = text;
      break;
    case ROLE_ALBUM:
      row->play.album = text;
      break;
    case ROLE_ALBUM_ARTIST:
      row->play.album_artist = text;
      break;
    case ROLE_SOURCE:
      row->play.source = text;
      break;
    case ROLE_SOURCE_ID:
      row->play.source_id = text;
      break;
    case ROLE_DURATION_MS:
      set_duration (row, text, 1);
      break;
    case ROLE_DURATION_S:
      set_duration (row, text, 1000);
      break;
    case ROLE_EVENT:
      if (g_ascii_strcasecmp (text, "scrobble") != 0)
        row->problem = "the row is an event other than a play";
      break;
    case ROLE_EXTRA:
      _footprints_json_add_string (info, self->names[column], text);
      break;
    case ROLE_TIME:
    case ROLE_IGNORED:
    case N_ROLES:
      break;
    }
}

static void
set_lastfm_id (CsvReader *self, FootprintsInputRow *row)
{
  if (row->play.source_id == NULL && row->problem == NULL &&
      g_strcmp0 (row->play.source, "lastfm") == 0)
    row->play.source_id = _footprints_input_row_keep (
        row, g_strdup_printf ("lastfm_%" G_GINT64_FORMAT, row->play.listened_at));
}

/* A time of day belongs to the date in another column. */
static void
set_csv_time (CsvReader *self, FootprintsInputRow *row, const char *time)
{
  const GPtrArray *fields = self->parser->fields;
  FootprintsParsedTime parsed;
  const char *date;

  if (time != NULL && self->date_column >= 0 && (guint) self->date_column < fields->len &&
      !_footprints_time_parse (time, row->rows->calendar, &parsed))
    {
      date = g_ptr_array_index (fields, (guint) self->date_column);
      if (date != time && *date != '\0')
        time = _footprints_input_row_keep (row, g_strconcat (date, " ", time, NULL));
    }
  _footprints_input_row_set_time (row, time);
  /* Such a file is in UTC, whatever the zone of the importer is. */
  row->used_zone &= self->utc == NULL;
}

static int
csv_next (FootprintsRowReader *reader, FootprintsInputRow *row, GError **error)
{
  CsvReader *self = (CsvReader *) reader;
  const GPtrArray *fields = self->parser->fields;
  json_object *info;
  const char *time = NULL;
  int result = _footprints_csv_parser_next (self->parser, reader->input, error);

  if (result != 1)
    return result;
  _footprints_row_reader_begin (reader, row, self->parser->line);
  if (self->parser->is_too_long)
    row->problem = "the row is longer than 1 MiB";
  else if (self->parser->is_broken)
    row->problem = "an opening quote is never closed";
  else if (self->parser->has_nul)
    row->problem = "the row contains a NUL byte";
  if (row->problem != NULL)
    return 1;
  info = json_object_new_object ();
  for (guint i = 0; i < self->n_columns && i < fields->len; i++)
    {
      set_field (self, row, i, g_ptr_array_index (fields, i), info);
      if (self->roles[i] == ROLE_TIME)
        time = g_ptr_array_index (fields, i);
    }
  _footprints_input_row_take_info (row, info);
  if (fields->len < self->n_columns && time == NULL)
    row->problem = "the row has too few fields";
  if (row->problem == NULL)
    set_csv_time (self, row, time);
  set_lastfm_id (self, row);
  return 1;
}

static void
csv_free (FootprintsRowReader *reader)
{
  CsvReader *self = (CsvReader *) reader;

  for (guint i = 0; i < MAX_COLUMNS; i++)
    g_free (self->names[i]);
  g_clear_pointer (&self->utc, footprints_calendar_unref);
  _footprints_csv_parser_free (self->parser);
  _footprints_row_reader_clear (reader);
  g_free (self);
}

/* Moves the input past the header. */
static gboolean
skip_header (CsvReader *self, GError **error)
{
  const char *line;
  gsize length;

  for (guint i = 0; i < self->n_lines_before; i++)
    if (_footprints_archive_input_read_line (self->parent.input, HEAD_BYTES, &line, &length,
                                             error) < 0)
      return FALSE;
  self->parser->next_line = self->n_lines_before + 1;
  return TRUE;
}

FootprintsRowReader *
_footprints_csv_reader_new (FootprintsArchiveInput *input,
                            FootprintsCalendar *calendar,
                            GError **error)
{
  gsize length;
  const char *head = _footprints_archive_input_peek (input, HEAD_BYTES, &length, error);
  gsize mark_bytes;
  g_autofree char *text = NULL;
  CsvReader *self;

  if (head == NULL)
    return NULL;
  /* A byte order mark only says that this is UTF-8. */
  mark_bytes = length >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  /* A short file may lack its last line end. */
  text = g_malloc (length - mark_bytes + 2);
  memcpy (text, head + mark_bytes, length - mark_bytes);
  memcpy (text + length - mark_bytes, "\n", 2);

  self = g_new0 (CsvReader, 1);
  _footprints_row_reader_init (&self->parent, input, calendar);
  self->parent.next = csv_next;
  self->parent.free = csv_free;
  self->parser = _footprints_csv_parser_new (',');
  if (!find_header (self, text, length - mark_bytes + 1))
    {
      if (!is_bare_shape (self, text, length - mark_bytes + 1))
        {
          csv_free (&self->parent);
          return NULL;
        }
      set_bare_shape (self);
    }
  _footprints_archive_input_skip (input, mark_bytes);
  if (!skip_header (self, error))
    {
      csv_free (&self->parent);
      return NULL;
    }
  return &self->parent;
}
