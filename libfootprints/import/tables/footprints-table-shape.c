/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Which column of a table is what, by the names in its header. */

#include "libfootprints/import/tables/footprints-table-shape-private.h"

#include "libfootprints/core/footprints-error.h"

#include <string.h>

/* Some exports begin with lines about the export. */
#define MAX_LINES_BEFORE_HEADER 20

#define ROLE(NAME) FOOTPRINTS_TABLE_ROLE_##NAME

static const char delimiters[] = { ',', ';', '\t', '|' };

/* Plain names. If several columns can be the time, or the track, the one that comes first here is
 * used: beside a title, a track is a number. */
static const struct
{
  const char *name;
  FootprintsTableRole role;
} column_names[] = {
  { "uts", ROLE (TIME) },
  { "unixtime", ROLE (TIME) },
  { "unixtimestamp", ROLE (TIME) },
  { "listenedat", ROLE (TIME) },
  { "timestamp", ROLE (TIME) },
  { "timems", ROLE (TIME) },
  { "time", ROLE (TIME) },
  { "playedat", ROLE (TIME) },
  { "listendate", ROLE (TIME) },
  { "datelistened", ROLE (TIME) },
  { "playtime", ROLE (TIME) },
  { "playdate", ROLE (TIME) },
  { "utctime", ROLE (TIME) },
  { "isotime", ROLE (TIME) },
  { "datetime", ROLE (TIME) },
  { "scrobbletime", ROLE (TIME) },
  { "scrobbledat", ROLE (TIME) },
  { "date", ROLE (TIME) },
  { "ts", ROLE (TIME) },
  { "timehuman", ROLE (IGNORED) },
  { "artist", ROLE (ARTIST) },
  { "artistname", ROLE (ARTIST) },
  { "artists", ROLE (ARTIST) },
  { "artistnames", ROLE (ARTIST) },
  { "trackartist", ROLE (ARTIST) },
  { "songartist", ROLE (ARTIST) },
  { "trackname", ROLE (TRACK) },
  { "tracktitle", ROLE (TRACK) },
  { "title", ROLE (TRACK) },
  { "songname", ROLE (TRACK) },
  { "songtitle", ROLE (TRACK) },
  { "song", ROLE (TRACK) },
  { "track", ROLE (TRACK) },
  { "name", ROLE (TRACK) },
  { "album", ROLE (ALBUM) },
  { "albumname", ROLE (ALBUM) },
  { "albumtitle", ROLE (ALBUM) },
  { "release", ROLE (ALBUM) },
  { "releasename", ROLE (ALBUM) },
  { "albumartist", ROLE (ALBUM_ARTIST) },
  { "albumartistname", ROLE (ALBUM_ARTIST) },
  { "durationms", ROLE (LENGTH_MS) },
  { "lengthms", ROLE (LENGTH_MS) },
  { "trackdurationms", ROLE (LENGTH_MS) },
  { "durations", ROLE (LENGTH_S) },
  { "durationsec", ROLE (LENGTH_S) },
  { "durationseconds", ROLE (LENGTH_S) },
  { "lengths", ROLE (LENGTH_S) },
  { "lengthseconds", ROLE (LENGTH_S) },
  { "duration", ROLE (LENGTH) },
  { "length", ROLE (LENGTH) },
  { "tracklength", ROLE (LENGTH) },
  { "trackduration", ROLE (LENGTH) },
  { "source", ROLE (SOURCE) },
  { "sourceid", ROLE (SOURCE_ID) },
  { "event", ROLE (EVENT) },
};

void
_footprints_table_shape_clear (FootprintsTableShape *self)
{
  for (guint i = 0; i < FOOTPRINTS_TABLE_MAX_COLUMNS; i++)
    g_clear_pointer (&self->names[i], g_free);
  *self = (FootprintsTableShape){ 0 };
}

char *
_footprints_table_plain_name (const char *name)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    if (strchr (" _-().\t", *p) == NULL)
      g_string_append_c (plain, g_ascii_tolower (*p));
  return g_string_free (plain, FALSE);
}

FootprintsTableRole
_footprints_table_role_of (FootprintsImportColumn column)
{
  static const FootprintsTableRole roles[] = {
    [FOOTPRINTS_IMPORT_COLUMN_ARTIST] = ROLE (ARTIST),
    [FOOTPRINTS_IMPORT_COLUMN_TRACK] = ROLE (TRACK),
    [FOOTPRINTS_IMPORT_COLUMN_TIME] = ROLE (TIME),
    [FOOTPRINTS_IMPORT_COLUMN_DATE] = ROLE (DATE),
    [FOOTPRINTS_IMPORT_COLUMN_ALBUM] = ROLE (ALBUM),
    [FOOTPRINTS_IMPORT_COLUMN_ALBUM_ARTIST] = ROLE (ALBUM_ARTIST),
    [FOOTPRINTS_IMPORT_COLUMN_LENGTH] = ROLE (LENGTH),
    [FOOTPRINTS_IMPORT_COLUMN_SOURCE] = ROLE (SOURCE),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (roles) == FOOTPRINTS_N_IMPORT_COLUMNS);
  return roles[column];
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

gboolean
_footprints_table_shape_has_column (const FootprintsTableShape *self, const char *plain)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *name = _footprints_table_plain_name (self->names[i]);

      if (g_str_equal (name, plain))
        return TRUE;
    }
  return FALSE;
}

int
_footprints_table_shape_find_role (const FootprintsTableShape *self, FootprintsTableRole role)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->roles[i] == role)
      return (int) i;
  return -1;
}

/* Whether only one column can have the role. */
static gboolean
is_taken (const FootprintsTableShape *self, FootprintsTableRole role)
{
  if (role == ROLE (LENGTH) || role == ROLE (LENGTH_S) || role == ROLE (LENGTH_MS))
    return _footprints_table_shape_find_role (self, ROLE (LENGTH)) >= 0 ||
           _footprints_table_shape_find_role (self, ROLE (LENGTH_S)) >= 0 ||
           _footprints_table_shape_find_role (self, ROLE (LENGTH_MS)) >= 0;
  return role != ROLE (EXTRA) && role != ROLE (IGNORED) &&
         _footprints_table_shape_find_role (self, role) >= 0;
}

/* The column that somebody called @name, or its number from 1; -1: there is none. */
static int
find_named (const FootprintsTableShape *self, const char *name)
{
  g_autofree char *plain = _footprints_table_plain_name (name);
  guint64 number;

  for (guint i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->names[i], name))
      return (int) i;
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *other = _footprints_table_plain_name (self->names[i]);

      if (g_str_equal (other, plain))
        return (int) i;
    }
  if (g_ascii_string_to_unsigned (name, 10, 1, self->n_columns, &number, NULL))
    return (int) number - 1;
  return -1;
}

/* Gives the columns that somebody named their roles; FALSE if one is not there. */
static gboolean
take_named (FootprintsTableShape *self, const FootprintsReadingOptions *options)
{
  for (guint i = 0; i < FOOTPRINTS_N_IMPORT_COLUMNS; i++)
    if (options->columns[i] != NULL)
      {
        int column = find_named (self, options->columns[i]);

        if (column < 0)
          return FALSE;
        self->roles[column] = _footprints_table_role_of ((FootprintsImportColumn) i);
      }
  return TRUE;
}

/* The column whose name stands first in the list of usual names for @role; -1: there is none. */
static int
find_usual (const FootprintsTableShape *self, FootprintsTableRole role)
{
  guint best_rank = G_N_ELEMENTS (column_names);
  int best = -1;

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *plain = _footprints_table_plain_name (self->names[i]);
      guint rank = find_column_name (plain);

      if (rank < best_rank && column_names[rank].role == role && self->roles[i] == ROLE (EXTRA))
        {
          best_rank = rank;
          best = (int) i;
        }
    }
  return best;
}

/* Of several times one is used; the others express the same time differently. */
static void
take_times (FootprintsTableShape *self)
{
  int time = find_usual (self, ROLE (TIME));
  int other;

  if (!is_taken (self, ROLE (TIME)) && time >= 0)
    self->roles[time] = ROLE (TIME);
  while ((other = find_usual (self, ROLE (TIME))) >= 0)
    {
      g_autofree char *plain = _footprints_table_plain_name (self->names[other]);

      self->roles[other] = g_str_equal (plain, "date") && !is_taken (self, ROLE (DATE))
                               ? ROLE (DATE)
                               : ROLE (IGNORED);
    }
}

gboolean
_footprints_table_shape_read_header (FootprintsTableShape *self,
                                     const GPtrArray *header,
                                     const FootprintsReadingOptions *options)
{
  int track;

  _footprints_table_shape_clear (self);
  self->n_columns = MIN (header->len, FOOTPRINTS_TABLE_MAX_COLUMNS);
  for (guint i = 0; i < self->n_columns; i++)
    self->names[i] = g_strstrip (g_utf8_make_valid (g_ptr_array_index (header, i), -1));
  if (_footprints_table_shape_find_service (self))
    return TRUE;
  if (!take_named (self, options))
    return FALSE;
  take_times (self);
  track = find_usual (self, ROLE (TRACK));
  if (!is_taken (self, ROLE (TRACK)) && track >= 0)
    self->roles[track] = ROLE (TRACK);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *plain = _footprints_table_plain_name (self->names[i]);
      guint rank = find_column_name (plain);
      FootprintsTableRole role =
          rank < G_N_ELEMENTS (column_names) ? column_names[rank].role : ROLE (EXTRA);

      if (self->roles[i] == ROLE (EXTRA) && role != ROLE (TRACK) && role != ROLE (TIME) &&
          !is_taken (self, role))
        self->roles[i] = role;
    }
  return is_taken (self, ROLE (ARTIST)) && is_taken (self, ROLE (TRACK)) &&
         is_taken (self, ROLE (TIME));
}

static gsize
line_length (const char *text, gsize length)
{
  const char *end = memchr (text, '\n', length);

  return end != NULL ? (gsize) (end - text) + 1 : length;
}

/* Looks for the header in the first lines, with each delimiter. */
static gboolean
find_header (FootprintsTableShape *self,
             FootprintsCsvParser *parser,
             const char *head,
             gsize length,
             const FootprintsReadingOptions *options)
{
  gsize start = 0;

  for (guint line = 0; line < MAX_LINES_BEFORE_HEADER && start < length; line++)
    {
      gsize rest = start + line_length (head + start, length - start);

      for (guint i = 0; i < sizeof delimiters; i++)
        {
          g_autofree char *before = NULL;

          parser->delimiter = delimiters[i];
          if (!_footprints_csv_parser_parse_record (parser, head + start, length - start) ||
              !_footprints_table_shape_read_header (self, parser->fields, options))
            continue;
          self->delimiter = delimiters[i];
          self->n_lines_before = line + 1;
          before = g_strndup (head, start);
          _footprints_table_shape_settle (self, parser, before, head + rest, length - rest);
          return TRUE;
        }
      start = rest;
    }
  return FALSE;
}

/* FALSE with @error set if the first line is the header of a table that holds no plays. */
static gboolean
check_header (FootprintsTableShape *self,
              FootprintsCsvParser *parser,
              const char *text,
              gsize length,
              const FootprintsReadingOptions *options,
              GError **error)
{
  const char *refusal = NULL;

  for (guint i = 0; i < sizeof delimiters && refusal == NULL; i++)
    {
      parser->delimiter = delimiters[i];
      if (_footprints_csv_parser_parse_record (parser, text, length) == 0)
        continue;
      _footprints_table_shape_read_header (self, parser->fields, options);
      refusal = _footprints_table_shape_find_refusal (self);
    }
  if (refusal != NULL)
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, refusal);
  return refusal == NULL;
}

gboolean
_footprints_table_shape_find (FootprintsTableShape *self,
                              FootprintsCsvParser *parser,
                              const char *text,
                              gsize length,
                              const FootprintsReadingOptions *options,
                              GError **error)
{
  if (find_header (self, parser, text, length, options))
    return TRUE;
  if (!_footprints_reading_options_have_columns (options) &&
      _footprints_table_shape_find_bare (self, parser, text, length))
    return TRUE;
  return (_footprints_reading_options_have_columns (options) ||
          check_header (self, parser, text, length, options, error)) &&
         _footprints_table_shape_find_open (self, parser, text, length, options, error);
}
