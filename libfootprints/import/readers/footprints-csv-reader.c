/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Tables as text: CSV and its relatives, in the shapes of several programs. */

#include "libfootprints/import/readers/footprints-row-reader-private.h"

#include "libfootprints/core/calendar/footprints-time-parser-private.h"
#include "libfootprints/import/input/footprints-csv-parser-private.h"
#include "libfootprints/protocol/footprints-length-parser-private.h"

#include <string.h>

#define HEAD_BYTES (64 * 1024)
/* With the rows that a plan shows, less than 1 MiB is read. */
#define MAX_SURVEY_BYTES (512 * 1024)

typedef struct
{
  FootprintsRowReader parent;
  FootprintsCsvParser *parser;
  FootprintsTableShape shape;
  int date_column;         /* -1: none */
  FootprintsCalendar *utc; /* for formats that write UTC without saying so */
  json_object *element;    /* of the current row, whose texts live in it; NULL: none */
  gint64 first_line;       /* rows are counted from here */

  /* Of a table in which several records can be one play. */
  json_object *held; /* the play so far; NULL: none */
  gint64 held_line;
  gboolean held_is_repaired;
  gboolean has_ended;
  GError *end_error; /* NULL: the table ended as it should */
} CsvReader;

static FootprintsLengthUnit
unit_of (const CsvReader *self, FootprintsTableRole role)
{
  if (role == FOOTPRINTS_TABLE_ROLE_LENGTH_S)
    return FOOTPRINTS_LENGTH_UNIT_SECONDS;
  if (role == FOOTPRINTS_TABLE_ROLE_LENGTH_MS)
    return FOOTPRINTS_LENGTH_UNIT_MILLISECONDS;
  return self->parent.options->length_unit;
}

static void
set_field (
    CsvReader *self, FootprintsInputRow *row, guint column, const char *field, json_object *info)
{
  FootprintsTableRole role = self->shape.roles[column];
  const char *text = _footprints_input_row_text (row, field);

  if (text == NULL)
    return;
  switch (role)
    {
    case FOOTPRINTS_TABLE_ROLE_ARTIST:
      row->play.artist = text;
      break;
    case FOOTPRINTS_TABLE_ROLE_TRACK:
      row->play.track = text;
      break;
    case FOOTPRINTS_TABLE_ROLE_ALBUM:
      row->play.album = text;
      break;
    case FOOTPRINTS_TABLE_ROLE_ALBUM_ARTIST:
      row->play.album_artist = text;
      break;
    case FOOTPRINTS_TABLE_ROLE_SOURCE:
      row->play.source = text;
      break;
    case FOOTPRINTS_TABLE_ROLE_SOURCE_ID:
      row->play.source_id = text;
      break;
    case FOOTPRINTS_TABLE_ROLE_LENGTH:
    case FOOTPRINTS_TABLE_ROLE_LENGTH_S:
    case FOOTPRINTS_TABLE_ROLE_LENGTH_MS:
      /* "null" and the like mean that it is not known. */
      _footprints_length_parse (text, unit_of (self, role), &row->play.duration_ms);
      break;
    case FOOTPRINTS_TABLE_ROLE_EVENT:
      if (g_ascii_strcasecmp (text, "scrobble") != 0)
        row->problem = "the row is an event other than a play";
      break;
    case FOOTPRINTS_TABLE_ROLE_EXTRA:
      if (self->shape.names[column] != NULL)
        _footprints_json_add_string (info, self->shape.names[column], text);
      break;
    case FOOTPRINTS_TABLE_ROLE_TIME:
    case FOOTPRINTS_TABLE_ROLE_DATE:
    case FOOTPRINTS_TABLE_ROLE_IGNORED:
    case FOOTPRINTS_TABLE_N_ROLES:
      break;
    }
}

static void
set_lastfm_id (FootprintsInputRow *row)
{
  if (row->play.source_id == NULL && row->problem == NULL &&
      g_strcmp0 (row->play.source, "lastfm") == 0)
    row->play.source_id = _footprints_input_row_keep (
        row, g_strdup_printf ("lastfm_%" G_GINT64_FORMAT, row->play.listened_at));
}

/* The time of the current record. A time of day belongs to the date in another column. */
static const char *
dup_time (CsvReader *self, FootprintsInputRow *row, const char *time)
{
  const GPtrArray *fields = self->parser->fields;
  FootprintsParsedTime parsed;
  const char *date;

  if (time == NULL || self->date_column < 0 || (guint) self->date_column >= fields->len)
    return time;
  date = g_ptr_array_index (fields, (guint) self->date_column);
  if (*date == '\0' ||
      _footprints_time_parse (time, row->rows->calendar, row->rows->date_order, &parsed))
    return time;
  return _footprints_input_row_keep (row, g_strconcat (date, " ", time, NULL));
}

/* A track may be called 1979, or True. */
static gboolean
is_text (const char *member)
{
  static const char *const words[] = { "name", "Name", "itle", "rtist", "loader" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (member, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* As JSON would have it. */
static void
add_member (json_object *element, const char *member, const char *text)
{
  gboolean is_true = g_ascii_strcasecmp (text, "true") == 0;
  gint64 number;

  if (is_text (member))
    _footprints_json_add_string (element, member, text);
  else if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    _footprints_json_add_int64 (element, member, number);
  else if (is_true || g_ascii_strcasecmp (text, "false") == 0)
    json_object_object_add (element, member, json_object_new_boolean (is_true));
  else
    _footprints_json_add_string (element, member, text);
}

/* Puts a column together again that was split at delimiters of its own. */
static void
join_bare_column (CsvReader *self, FootprintsInputRow *row)
{
  GPtrArray *fields = self->parser->fields;
  guint column = self->shape.bare_column - 1;
  GString *all;

  if (fields->len <= self->shape.n_columns)
    return;
  all = g_string_new (g_ptr_array_index (fields, column));
  while (fields->len > self->shape.n_columns)
    {
      g_string_append_printf (all, "%c%s", self->shape.delimiter,
                              (const char *) g_ptr_array_index (fields, column + 1));
      g_ptr_array_remove_index (fields, column + 1);
    }
  g_ptr_array_index (fields, column) =
      (char *) _footprints_input_row_keep (row, g_string_free (all, FALSE));
}

/* The record as the members that its columns are called (transfer full). */
static json_object *
make_element (CsvReader *self, FootprintsInputRow *row)
{
  const GPtrArray *fields = self->parser->fields;
  json_object *element = json_object_new_object ();

  if (self->shape.bare_column > 0)
    join_bare_column (self, row);
  for (guint i = 0; i < self->shape.n_columns && i < fields->len; i++)
    {
      const char *text = self->shape.roles[i] != FOOTPRINTS_TABLE_ROLE_IGNORED
                             ? _footprints_input_row_text (row, g_ptr_array_index (fields, i))
                             : NULL;

      if (text != NULL && !_footprints_json_has (element, self->shape.names[i]))
        add_member (element, self->shape.names[i], text);
    }
  return element;
}

/* Takes @element. */
static void
read_element (CsvReader *self, FootprintsInputRow *row, json_object *element)
{
  if (self->element != NULL)
    json_object_put (self->element);
  self->element = element;
  self->shape.read (row, element);
  row->used_zone &= self->utc == NULL;
}

static void
read_play (CsvReader *self, FootprintsInputRow *row)
{
  const GPtrArray *fields = self->parser->fields;
  json_object *info = json_object_new_object ();
  const char *time = NULL;

  for (guint i = 0; i < self->shape.n_columns && i < fields->len; i++)
    {
      set_field (self, row, i, g_ptr_array_index (fields, i), info);
      if (self->shape.roles[i] == FOOTPRINTS_TABLE_ROLE_TIME)
        time = g_ptr_array_index (fields, i);
    }
  _footprints_input_row_take_info (row, info);
  if (fields->len < self->shape.n_columns && time == NULL)
    row->problem = "the row has too few fields";
  if (row->problem == NULL)
    _footprints_input_row_set_time (row, dup_time (self, row, time));
  /* Such a file is in UTC, whatever the zone of the importer is. */
  row->used_zone &= self->utc == NULL;
  set_lastfm_id (row);
}

static const char *
find_problem (const CsvReader *self)
{
  if (self->parser->is_too_long)
    return "the row is longer than 1 MiB";
  if (self->parser->is_broken)
    return "an opening quote is never closed";
  return self->parser->has_nul ? "the row contains a NUL byte" : NULL;
}

/* Reads the play that was held, and holds @element instead (transfer full), of @row. FALSE if none
 * was held. */
static gboolean
read_held (CsvReader *self, FootprintsInputRow *row, json_object *element)
{
  json_object *held = g_steal_pointer (&self->held);
  gint64 line = self->held_line;
  gboolean is_repaired = self->held_is_repaired;

  self->held = element;
  self->held_line = row->number;
  self->held_is_repaired = row->is_repaired;
  if (held == NULL)
    return FALSE;
  _footprints_row_reader_begin (&self->parent, row, line);
  row->is_repaired = is_repaired;
  read_element (self, row, held);
  return TRUE;
}

/* Reads the next play, which may be several records. */
static int
next_joined (CsvReader *self, FootprintsInputRow *row, GError **error)
{
  while (!self->has_ended)
    {
      json_object *element;

      self->has_ended =
          _footprints_csv_parser_next (self->parser, self->parent.input, &self->end_error) != 1;
      if (self->has_ended)
        break;
      _footprints_row_reader_begin (&self->parent, row, self->parser->line);
      row->problem = find_problem (self);
      if (row->problem != NULL)
        return 1;
      element = make_element (self, row);
      switch (self->shape.join (row, self->held, element))
        {
        case FOOTPRINTS_PART_OF_SAME_PLAY:
          self->held_is_repaired |= row->is_repaired;
          json_object_put (element);
          break;
        case FOOTPRINTS_PART_OF_NO_PLAY:
          read_element (self, row, element);
          return 1;
        case FOOTPRINTS_PART_OF_ANOTHER_PLAY:
        default:
          if (read_held (self, row, element))
            return 1;
        }
    }
  _footprints_row_reader_begin (&self->parent, row, self->parser->line);
  if (read_held (self, row, NULL))
    return 1;
  if (self->end_error == NULL)
    return 0;
  g_propagate_error (error, g_error_copy (self->end_error));
  return -1;
}

static int
csv_next (FootprintsRowReader *reader, FootprintsInputRow *row, GError **error)
{
  CsvReader *self = (CsvReader *) reader;
  int result;

  if (self->shape.join != NULL)
    return next_joined (self, row, error);
  result = _footprints_csv_parser_next (self->parser, reader->input, error);
  if (result != 1)
    return result;
  _footprints_row_reader_begin (reader, row, self->parser->line - self->first_line);
  row->problem = find_problem (self);
  if (row->problem != NULL)
    return 1;
  if (self->shape.read != NULL)
    read_element (self, row, make_element (self, row));
  else
    read_play (self, row);
  return 1;
}

static gboolean
is_undecided (const FootprintsTableSurvey *survey)
{
  FootprintsDateOrder order;
  FootprintsLengthUnit unit;

  return _footprints_table_survey_get_date_order (survey, &order) == FOOTPRINTS_CERTAINTY_OPEN ||
         _footprints_table_survey_get_length_unit (survey, &unit) == FOOTPRINTS_CERTAINTY_OPEN;
}

static void
survey_record (CsvReader *self, FootprintsTableSurvey *survey)
{
  const GPtrArray *fields = self->parser->fields;

  _footprints_table_survey_add_record (survey, fields);
  for (guint i = 0; i < self->shape.n_columns && i < fields->len; i++)
    {
      const char *field = g_ptr_array_index (fields, i);
      FootprintsTableRole role = self->shape.roles[i];

      if (role == FOOTPRINTS_TABLE_ROLE_TIME || role == FOOTPRINTS_TABLE_ROLE_DATE)
        _footprints_table_survey_add_time (survey, field);
      else if (role == FOOTPRINTS_TABLE_ROLE_LENGTH)
        _footprints_table_survey_add_length (survey, field);
    }
}

static gboolean
csv_survey (FootprintsRowReader *reader,
            FootprintsTableSurvey *survey,
            GCancellable *cancellable,
            GError **error)
{
  CsvReader *self = (CsvReader *) reader;
  gsize n_bytes = 0;
  gint64 n_rows = 0;

  /* What the sample leaves open, the rest may decide. A file that breaks off says so when its plays
   * are read. */
  while ((n_bytes < MAX_SURVEY_BYTES || is_undecided (survey)) &&
         _footprints_csv_parser_next (self->parser, reader->input, NULL) == 1)
    {
      if ((++n_rows & 0xff) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n_bytes += self->parser->text->len;
      if (!self->parser->is_broken && !self->parser->is_too_long)
        survey_record (self, survey);
    }
  return TRUE;
}

static void
csv_free (FootprintsRowReader *reader)
{
  CsvReader *self = (CsvReader *) reader;

  _footprints_table_shape_clear (&self->shape);
  g_clear_pointer (&self->utc, footprints_calendar_unref);
  g_clear_pointer (&self->element, json_object_put);
  g_clear_pointer (&self->held, json_object_put);
  g_clear_error (&self->end_error);
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

  for (guint i = 0; i < self->shape.n_lines_before; i++)
    if (_footprints_archive_input_read_line (self->parent.input, HEAD_BYTES, &line, &length,
                                             error) < 0)
      return FALSE;
  self->parser->next_line = self->shape.n_lines_before + 1;
  return TRUE;
}

static void
take_shape (CsvReader *self)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  self->parser->delimiter = self->shape.delimiter;
  self->date_column = _footprints_table_shape_find_role (&self->shape, FOOTPRINTS_TABLE_ROLE_DATE);
  self->parent.format_name = self->shape.format_name;
  self->parent.source = self->shape.source;
  self->parent.shape = &self->shape;
  self->parent.wants_names = self->shape.wants_names;
  self->parent.has_listeners = self->shape.read == _footprints_playback_report_read;
  if (!self->shape.is_utc)
    return;
  self->utc = footprints_calendar_new (utc, 0);
  self->parent.rows.calendar = self->utc;
}

FootprintsRowReader *
_footprints_csv_reader_new (FootprintsArchiveInput *input,
                            const FootprintsReadingOptions *options,
                            GError **error)
{
  gsize length;
  const char *head = _footprints_archive_input_peek (input, HEAD_BYTES, &length, error);
  g_autofree char *text = NULL;
  CsvReader *self;

  if (head == NULL)
    return NULL;
  /* A short file may lack its last line end. */
  text = g_malloc (length + 2);
  memcpy (text, head, length);
  memcpy (text + length, "\n", 2);

  self = g_new0 (CsvReader, 1);
  _footprints_row_reader_init (&self->parent, input, options);
  self->parent.next = csv_next;
  self->parent.survey = csv_survey;
  self->parent.free = csv_free;
  self->parser = _footprints_csv_parser_new (',');
  if (!_footprints_table_shape_find (&self->shape, self->parser, text, length + 1, options, error))
    {
      csv_free (&self->parent);
      return NULL;
    }
  take_shape (self);
  if (!skip_header (self, error))
    {
      csv_free (&self->parent);
      return NULL;
    }
  return &self->parent;
}

FootprintsRowReader *
_footprints_csv_reader_new_for_list (FootprintsArchiveInput *input,
                                     const FootprintsReadingOptions *options,
                                     const char *format_name,
                                     gboolean asks,
                                     GError **error)
{
  FootprintsRowReader *reader = _footprints_csv_reader_new (input, options, error);
  CsvReader *self = (CsvReader *) reader;

  if (reader == NULL)
    return NULL;
  self->first_line = self->shape.n_lines_before;
  self->shape.is_open |= asks && !_footprints_reading_options_have_columns (options);
  reader->format_name = format_name;
  return reader;
}
