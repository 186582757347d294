/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What the values of a table show about its shape: which column holds times, which program wrote
 * it, and that a text is a table at all. */

#include "libfootprints/import/tables/footprints-table-shape-private.h"

#include "libfootprints/core/calendar/footprints-time-parser-private.h"
#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/core/plays/footprints-scrobble-row-private.h"

#include <string.h>

#define MAX_SAMPLE_ROWS 200
/* Of a hundred rows, how many must have what a column or a table is taken for. */
#define MIN_PERCENT 80
#define MIN_COLUMNS 3
#define MAX_NAME_BYTES 64
#define MAX_LISTED_COLUMNS 20

#define ROLE(NAME) FOOTPRINTS_TABLE_ROLE_##NAME

typedef struct
{
  guint n_rows;
  guint n_even_rows; /* with as many fields as the header has columns */
  guint n_filled[FOOTPRINTS_TABLE_MAX_COLUMNS];
  guint n_times[FOOTPRINTS_TABLE_MAX_COLUMNS]; /* where it is a time, maybe with the date column */
  guint n_numbers[FOOTPRINTS_TABLE_MAX_COLUMNS]; /* where it is a number of 9 digits or more */
} Sample;

static FootprintsCalendar *
new_utc (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return footprints_calendar_new (utc, 0);
}

/* Whether @text is the time of a play, in either order of day and month. */
static gboolean
is_time (const char *text, FootprintsCalendar *calendar)
{
  FootprintsParsedTime parsed;

  return (_footprints_time_parse (text, calendar, FOOTPRINTS_DATE_ORDER_DAY_FIRST, &parsed) ||
          _footprints_time_parse (text, calendar, FOOTPRINTS_DATE_ORDER_MONTH_FIRST, &parsed)) &&
         parsed.time_s >= FOOTPRINTS_EARLIEST_LISTENED_AT;
}

static gboolean
is_time_on (const char *date, const char *time, FootprintsCalendar *calendar)
{
  g_autofree char *both = g_strconcat (date, " ", time, NULL);

  return *date != '\0' && is_time (both, calendar);
}

static gboolean
is_long_number (const char *text)
{
  return strlen (text) >= 9 && strspn (text, "0123456789") == strlen (text);
}

static void
add_row (Sample *sample,
         const GPtrArray *fields,
         guint n_columns,
         int date_column,
         FootprintsCalendar *calendar)
{
  const char *date = date_column >= 0 && (guint) date_column < fields->len
                         ? g_ptr_array_index (fields, (guint) date_column)
                         : "";

  sample->n_rows++;
  sample->n_even_rows += fields->len == n_columns;
  for (guint i = 0; i < n_columns && i < fields->len; i++)
    {
      const char *field = g_ptr_array_index (fields, i);

      sample->n_filled[i] += *field != '\0';
      sample->n_numbers[i] += is_long_number (field);
      if (*field != '\0' && (is_time (field, calendar) || is_time_on (date, field, calendar)))
        sample->n_times[i]++;
    }
}

/* Looks at the first rows of @text. */
static void
take_sample (Sample *sample,
             FootprintsCsvParser *parser,
             const char *text,
             gsize length,
             guint n_columns,
             int date_column)
{
  g_autoptr (FootprintsCalendar) calendar = new_utc ();
  gsize start = 0;
  gsize n_bytes;

  *sample = (Sample){ 0 };
  while (sample->n_rows < MAX_SAMPLE_ROWS &&
         (n_bytes = _footprints_csv_parser_parse_record (parser, text + start, length - start)) > 0)
    {
      if (parser->fields->len > 1 || *(char *) g_ptr_array_index (parser->fields, 0) != '\0')
        add_row (sample, parser->fields, n_columns, date_column, calendar);
      start += n_bytes;
    }
}

static gboolean
is_most (guint part, guint whole)
{
  return whole > 0 && part * 100 >= whole * MIN_PERCENT;
}

/* A column that the header calls a time may be the position in the track. */
static void
choose_time (FootprintsTableShape *self, const Sample *sample)
{
  int time = _footprints_table_shape_find_role (self, ROLE (TIME));

  if (time < 0 || sample->n_rows == 0 || is_most (sample->n_times[time], sample->n_filled[time]))
    return;
  for (guint i = 0; i < self->n_columns; i++)
    if ((self->roles[i] == ROLE (IGNORED) || self->roles[i] == ROLE (DATE)) &&
        is_most (sample->n_times[i], sample->n_rows))
      {
        self->roles[time] = ROLE (EXTRA);
        self->roles[i] = ROLE (TIME);
        return;
      }
}

/* "Date#alice" */
static gboolean
names_listener (const FootprintsTableShape *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_ascii_strncasecmp (self->names[i], "date#", 5) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_lastfm (const FootprintsTableShape *self, gboolean has_numbers)
{
  static const char *const words[] = { "uts", "utctime" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (_footprints_table_shape_has_column (self, words[i]))
      return TRUE;
  return names_listener (self) ||
         (has_numbers && (_footprints_table_shape_has_column (self, "artistmbid") ||
                          _footprints_table_shape_has_column (self, "albumid")));
}

static gboolean
is_lastfm_archive (const FootprintsTableShape *self)
{
  return _footprints_table_shape_has_column (self, "unixtime") &&
         _footprints_table_shape_has_column (self, "uncorrectedtrackname");
}

/* The playlist of a radio programme, after lines about the programme. */
static gboolean
is_spinitron (const FootprintsTableShape *self)
{
  static const char *const names[] = { "datetime", "artist", "song", "release", "label" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!_footprints_table_shape_has_column (self, names[i]))
      return FALSE;
  return TRUE;
}

static void
name_format (FootprintsTableShape *self, const Sample *sample, const char *before)
{
  int time = _footprints_table_shape_find_role (self, ROLE (TIME));
  gboolean has_numbers =
      sample->n_rows == 0 || (time >= 0 && is_most (sample->n_numbers[time], sample->n_rows));

  self->format_name = "CSV with a header";
  if (is_lastfm_archive (self))
    self->format_name = "Last.fm archive (TSV)";
  else if (is_lastfm (self, has_numbers))
    self->format_name = "Last.fm CSV";
  else if (_footprints_table_shape_has_column (self, "timems"))
    self->format_name = "Pano Scrobbler CSV";
  else if (is_spinitron (self))
    self->format_name = "Spinitron CSV";
  else if (strstr (before, "ibre.fm") != NULL || strstr (before, "ibrefm") != NULL)
    self->format_name = "Libre.fm CSV";
  else if (_footprints_table_shape_find_role (self, ROLE (SOURCE)) >= 0)
    self->format_name = "Footprints CSV";
}

/* Who recorded the plays follows from the format. */
static void
name_source (FootprintsTableShape *self)
{
  static const struct
  {
    const char *format;
    const char *source;
    gboolean is_utc;
  } formats[] = {
    { "Last.fm", "lastfm", TRUE },
    { "Pano", "panoscrobbler", FALSE },
    { "Libre", "librefm", FALSE },
    { "Spinitron", "spinitron", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_prefix (self->format_name, formats[i].format))
      {
        self->source = formats[i].source;
        self->is_utc = formats[i].is_utc;
      }
}

void
_footprints_table_shape_settle (FootprintsTableShape *self,
                                FootprintsCsvParser *parser,
                                const char *before,
                                const char *text,
                                gsize length)
{
  Sample sample;

  if (self->read != NULL)
    return;
  take_sample (&sample, parser, text, length, self->n_columns,
               _footprints_table_shape_find_role (self, ROLE (DATE)));
  choose_time (self, &sample);
  name_format (self, &sample, before);
  name_source (self);
}

/* The delimiter that splits the first line into most columns; 0: into fewer than a table of plays
 * has. */
static char
find_delimiter (FootprintsCsvParser *parser, const char *text, gsize length, guint *n_columns)
{
  static const char delimiters[] = { ',', ';', '\t', '|' };
  char best = 0;

  *n_columns = MIN_COLUMNS - 1;
  for (guint i = 0; i < sizeof delimiters; i++)
    {
      parser->delimiter = delimiters[i];
      if (_footprints_csv_parser_parse_record (parser, text, length) > 0 &&
          parser->fields->len > *n_columns)
        {
          best = delimiters[i];
          *n_columns = parser->fields->len;
        }
    }
  *n_columns = MIN (*n_columns, FOOTPRINTS_TABLE_MAX_COLUMNS);
  return best;
}

/* Whether the fields are short, different words; @has_time: whether one is a time, as in a row. */
static gboolean
are_names (const GPtrArray *fields, gboolean *has_time)
{
  g_autoptr (FootprintsCalendar) calendar = new_utc ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean are = TRUE;

  *has_time = FALSE;
  for (guint i = 0; i < fields->len; i++)
    {
      const char *field = g_ptr_array_index (fields, i);

      *has_time |= is_time (field, calendar);
      if (*field == '\0' || strlen (field) > MAX_NAME_BYTES ||
          !g_hash_table_add (seen, (gpointer) field))
        are = FALSE;
    }
  return are && !*has_time;
}

char *
_footprints_table_list_names (const char *const *names, guint n_names)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < n_names && i < MAX_LISTED_COLUMNS; i++)
    g_string_append_printf (list, "%s“%s”", i > 0 ? ", " : "", names[i]);
  if (n_names > MAX_LISTED_COLUMNS)
    g_string_append (list, ", …");
  return g_string_free (list, FALSE);
}

/* Reads the first row as a header or, if it is a row of values, calls the columns 1, 2, … */
static gboolean
read_first_row (FootprintsTableShape *self,
                FootprintsCsvParser *parser,
                const FootprintsReadingOptions *options)
{
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  char delimiter = parser->delimiter;
  gboolean has_time;
  gboolean is_header = are_names (parser->fields, &has_time);
  gboolean is_whole;

  for (guint i = 0; i < parser->fields->len; i++)
    g_ptr_array_add (numbers, g_strdup_printf ("%u", i + 1));
  is_whole =
      _footprints_table_shape_read_header (self, is_header ? parser->fields : numbers, options);
  self->delimiter = delimiter;
  self->n_lines_before = is_header ? 1 : 0;
  self->is_open = !is_whole;
  return is_header || has_time;
}

/* When something was added, or changed, is not when it was played. */
static gboolean
names_other_time (const char *name)
{
  static const char *const words[] = { "add",   "creat", "modif", "updat", "releas",
                                       "saved", "liked", "loved", "favo",  "born" };
  g_autofree char *plain = _footprints_table_plain_name (name);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (plain, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* A column of times is known by its values, if there is but one. */
static void
guess_time (FootprintsTableShape *self, const Sample *sample)
{
  int found = -1;

  if (_footprints_table_shape_find_role (self, ROLE (TIME)) >= 0)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    if (is_most (sample->n_times[i], sample->n_rows) && self->roles[i] == ROLE (EXTRA))
      {
        if (found >= 0)
          return;
        found = (int) i;
      }
  if (found >= 0 && !names_other_time (self->names[found]))
    self->roles[found] = ROLE (TIME);
}

/* FALSE with @error set if somebody named a column that is not there. */
static gboolean
check_named (const FootprintsTableShape *self,
             const FootprintsReadingOptions *options,
             GError **error)
{
  for (guint i = 0; i < FOOTPRINTS_N_IMPORT_COLUMNS; i++)
    if (options->columns[i] != NULL &&
        _footprints_table_shape_find_role (
            self, _footprints_table_role_of ((FootprintsImportColumn) i)) < 0)
      {
        g_autofree char *list =
            _footprints_table_list_names ((const char *const *) self->names, self->n_columns);

        _footprints_set_error (error, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
                               "there is no column “%s”; the columns are %s", options->columns[i],
                               list);
        return FALSE;
      }
  return TRUE;
}

static gboolean
has_names (const FootprintsTableShape *self)
{
  return _footprints_table_shape_find_role (self, ROLE (ARTIST)) >= 0 &&
         _footprints_table_shape_find_role (self, ROLE (TRACK)) >= 0;
}

gboolean
_footprints_table_shape_find_open (FootprintsTableShape *self,
                                   FootprintsCsvParser *parser,
                                   const char *text,
                                   gsize length,
                                   const FootprintsReadingOptions *options,
                                   GError **error)
{
  gsize first_bytes;
  guint n_columns;
  Sample sample;

  parser->delimiter = find_delimiter (parser, text, length, &n_columns);
  if (parser->delimiter == 0)
    return FALSE;
  first_bytes = _footprints_csv_parser_parse_record (parser, text, length);
  if (!read_first_row (self, parser, options))
    return FALSE;
  if (self->n_lines_before == 0)
    first_bytes = 0;
  take_sample (&sample, parser, text + first_bytes, length - first_bytes, n_columns, -1);
  if (!is_most (sample.n_even_rows, sample.n_rows) || !check_named (self, options, error))
    return FALSE;
  guess_time (self, &sample);
  self->is_open = !has_names (self) || _footprints_table_shape_find_role (self, ROLE (TIME)) < 0;
  self->format_name = self->n_lines_before > 0 ? "table with a header" : "table without a header";
  for (guint i = 0; i < n_columns; i++)
    if (is_most (sample.n_times[i], sample.n_rows))
      return TRUE;
  if (has_names (self))
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
                         "the table has no column of times: it is a list of songs, such "
                         "as a playlist, and not a history");
  return FALSE;
}
