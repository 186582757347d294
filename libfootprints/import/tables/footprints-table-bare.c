/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Tables that never have a header, known by what stands where. */

#include "libfootprints/import/tables/footprints-table-shape-private.h"

#include "libfootprints/core/calendar/footprints-time-parser-private.h"
#include "libfootprints/core/plays/footprints-scrobble-row-private.h"
#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

#include <string.h>

#define MAX_BARE_COLUMNS 11
/* A track that is playing now comes first and has no time. */
#define MAX_LINES_WITHOUT_TIME 1

#define ROLE(NAME) FOOTPRINTS_TABLE_ROLE_##NAME

/* What the column of the time holds. */
typedef enum
{
  TIME_SECONDS,      /* since 1970 */
  TIME_MILLISECONDS, /* since 1970 */
  TIME_MONTH_NAME,   /* "21 May 2014 18:51" */
  TIME_AT,           /* "March 05, 2024 at 08:14PM" */
  TIME_CLOCK,        /* "20:14:07", after a column with the date */
  TIME_WITH_OFFSET,  /* "14.11.2023 22:13:20 +00:00" */
  TIME_ISO,          /* "2024-03-05 20:14:27.1234567" */
  TIME_ANY,
} TimeForm;

typedef struct
{
  const char *format_name;
  const char *source; /* NULL: it does not say */
  char delimiter;
  guint min_columns, max_columns;
  guint time_column;
  TimeForm time_form;
  gboolean is_utc;
  guint word_column;               /* where a record has one of words */
  const char *words[4];            /* beginnings; none: that does not matter */
  const char *mark;                /* what the first line contains; NULL: that does not matter */
  FootprintsTableReadElement read; /* NULL: by roles */
  struct
  {
    FootprintsTableRole role;
    const char *name; /* of extra information, or for read */
  } columns[MAX_BARE_COLUMNS];
} BareShape;

#define REPORT_COLUMNS                                                                             \
  { ROLE (EXTRA), "DateCreated" }, { ROLE (EXTRA), "UserId" }, { ROLE (EXTRA), "ItemId" },         \
      { ROLE (EXTRA), "ItemType" }, { ROLE (EXTRA), "ItemName" },                                  \
      { ROLE (EXTRA), "PlaybackMethod" }, { ROLE (EXTRA), "ClientName" },                          \
      { ROLE (EXTRA), "DeviceName" },                                                              \
  {                                                                                                \
    ROLE (EXTRA), "PlayDuration"                                                                   \
  }

static const BareShape bare_shapes[] = {
  { .format_name = "Last.fm CSV without a header",
    .source = "lastfm",
    .delimiter = ',',
    .min_columns = 4,
    .max_columns = 4,
    .time_column = 3,
    .time_form = TIME_MONTH_NAME,
    .is_utc = TRUE,
    .columns = { { ROLE (ARTIST) }, { ROLE (ALBUM) }, { ROLE (TRACK) }, { ROLE (TIME) } } },
  { .format_name = "Last.fm table without a header (lastexport)",
    .source = "lastfm",
    .delimiter = '\t',
    .min_columns = 7,
    .max_columns = 7,
    .time_column = 0,
    .time_form = TIME_SECONDS,
    .is_utc = TRUE,
    .columns = { { ROLE (TIME) },
                 { ROLE (TRACK) },
                 { ROLE (ARTIST) },
                 { ROLE (ALBUM) },
                 { ROLE (EXTRA), "recording_mbid" },
                 { ROLE (EXTRA), "artist_mbid" },
                 { ROLE (EXTRA), "release_mbid" } } },
  { .format_name = "Last.fm CSV without a header (lastfm-backup-cli)",
    .source = "lastfm",
    .delimiter = ',',
    .min_columns = 4,
    .max_columns = 4,
    .time_column = 1,
    .time_form = TIME_CLOCK,
    .is_utc = TRUE,
    .columns = { { ROLE (DATE) }, { ROLE (TIME) }, { ROLE (ARTIST) }, { ROLE (TRACK) } } },
  { .format_name = "Universal Scrobbler CSV",
    .source = NULL,
    .delimiter = ',',
    .min_columns = 4,
    .max_columns = 6,
    .time_column = 3,
    .time_form = TIME_ANY,
    .mark = "\", \"",
    .columns = { { ROLE (ARTIST) },
                 { ROLE (TRACK) },
                 { ROLE (ALBUM) },
                 { ROLE (TIME) },
                 { ROLE (ALBUM_ARTIST) },
                 { ROLE (LENGTH_S) } } },
  { .format_name = "Scrubbler CSV",
    .source = NULL,
    .delimiter = ',',
    .min_columns = 4,
    .max_columns = 6,
    .time_column = 3,
    .time_form = TIME_WITH_OFFSET,
    .columns = { { ROLE (ARTIST) },
                 { ROLE (ALBUM) },
                 { ROLE (TRACK) },
                 { ROLE (TIME) },
                 { ROLE (ALBUM_ARTIST) },
                 { ROLE (LENGTH) } } },
  { .format_name = "Spotify by IFTTT",
    .source = "spotify",
    .delimiter = ',',
    .min_columns = 5,
    .max_columns = 5,
    .time_column = 0,
    .time_form = TIME_AT,
    .word_column = 4,
    .words = { "http" },
    .columns = { { ROLE (TIME) },
                 { ROLE (TRACK) },
                 { ROLE (ARTIST) },
                 { ROLE (EXTRA), "spotify_id" },
                 { ROLE (EXTRA), "origin_url" } } },
  { .format_name = "Deezer by IFTTT",
    .source = "deezer",
    .delimiter = ',',
    .min_columns = 7,
    .max_columns = 7,
    .time_column = 6,
    .time_form = TIME_AT,
    .word_column = 1,
    .words = { "http" },
    .columns = { { ROLE (TRACK) },
                 { ROLE (EXTRA), "origin_url" },
                 { ROLE (ALBUM) },
                 { ROLE (IGNORED) },
                 { ROLE (ARTIST) },
                 { ROLE (IGNORED) },
                 { ROLE (TIME) } } },
  { .format_name = "Pano Scrobbler CSV",
    .source = "panoscrobbler",
    .delimiter = ',',
    .min_columns = 11,
    .max_columns = 11,
    .time_column = 1,
    .time_form = TIME_MILLISECONDS,
    .word_column = 10,
    .words = { "scrobble", "love", "unlove" },
    .columns = { { ROLE (IGNORED) },
                 { ROLE (TIME) },
                 { ROLE (ARTIST) },
                 { ROLE (TRACK) },
                 { ROLE (ALBUM) },
                 { ROLE (ALBUM_ARTIST) },
                 { ROLE (LENGTH_MS) },
                 { ROLE (EXTRA), "mediaPlayerPackage" },
                 { ROLE (EXTRA), "mediaPlayerName" },
                 { ROLE (EXTRA), "mediaPlayerVersion" },
                 { ROLE (EVENT) } } },
  { .format_name = "Jellyfin (Playback Reporting)",
    .source = "jellyfin",
    .delimiter = '\t',
    .min_columns = 9,
    .max_columns = 9,
    .time_column = 0,
    .time_form = TIME_ISO,
    .word_column = 3,
    .words = { "Audio", "Movie", "Episode" },
    .read = _footprints_playback_report_read,
    .columns = { REPORT_COLUMNS } },
  { .format_name = "Emby (Playback Reporting)",
    .source = "emby",
    .delimiter = '\t',
    .min_columns = 11,
    .max_columns = 11,
    .time_column = 0,
    .time_form = TIME_ISO,
    .word_column = 3,
    .words = { "Audio", "Movie", "Episode" },
    .read = _footprints_playback_report_read,
    .columns = { REPORT_COLUMNS,
                 { ROLE (IGNORED), "PauseDuration" },
                 { ROLE (IGNORED), "RemoteAddress" } } },
};

static gboolean
is_digits (const char *text, gsize min, gsize max)
{
  gsize length = strlen (text);

  return length >= min && length <= max && strspn (text, "0123456789") == length;
}

static gboolean
is_play_time (const char *text, FootprintsCalendar *calendar, FootprintsParsedTime *parsed)
{
  return _footprints_time_parse (text, calendar, FOOTPRINTS_DATE_ORDER_MONTH_FIRST, parsed) &&
         parsed->time_s >= FOOTPRINTS_EARLIEST_LISTENED_AT;
}

/* Whether @field, of a record with these @fields, is a time of that form. */
static gboolean
has_form (TimeForm form, const GPtrArray *fields, const char *field)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (utc, 0);
  FootprintsParsedTime parsed;
  g_autofree char *both = NULL;

  switch (form)
    {
    case TIME_SECONDS:
      return is_digits (field, 9, 10) && is_play_time (field, calendar, &parsed);
    case TIME_MILLISECONDS:
      return is_digits (field, 12, 13) && is_play_time (field, calendar, &parsed);
    case TIME_MONTH_NAME:
      return g_ascii_isdigit (field[0]) && strpbrk (field, "abcdefghijklmnopqrstuvwxyz") != NULL &&
             is_play_time (field, calendar, &parsed);
    case TIME_AT:
      return strstr (field, " at ") != NULL && is_play_time (field, calendar, &parsed);
    case TIME_CLOCK:
      both = g_strconcat (g_ptr_array_index (fields, 0), " ", field, NULL);
      return strchr (field, ':') != NULL && is_play_time (both, calendar, &parsed);
    case TIME_WITH_OFFSET:
      return g_ascii_isdigit (field[0]) && is_play_time (field, calendar, &parsed) &&
             !parsed.used_zone && parsed.precision_s == 1 && !is_digits (field, 1, 20);
    case TIME_ISO:
      return strlen (field) > 10 && field[4] == '-' && is_play_time (field, calendar, &parsed);
    case TIME_ANY:
      return is_play_time (field, calendar, &parsed);
    default:
      return FALSE;
    }
}

static gboolean
has_mark (const BareShape *shape, const char *text, gsize length)
{
  const char *end = memchr (text, '\n', length);

  return shape->mark == NULL || memmem (text, end != NULL ? (gsize) (end - text) : length,
                                        shape->mark, strlen (shape->mark)) != NULL;
}

static gboolean
has_word (const BareShape *shape, const GPtrArray *fields)
{
  if (shape->words[0] == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (shape->words) && shape->words[i] != NULL; i++)
    if (shape->word_column < fields->len &&
        g_str_has_prefix (g_ptr_array_index (fields, shape->word_column), shape->words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_bare_shape (const BareShape *shape, FootprintsCsvParser *parser, const char *text, gsize length)
{
  gsize start = 0;

  if (!has_mark (shape, text, length))
    return FALSE;
  parser->delimiter = shape->delimiter;
  for (guint line = 0; line <= MAX_LINES_WITHOUT_TIME; line++)
    {
      gsize n_bytes = _footprints_csv_parser_parse_record (parser, text + start, length - start);
      const GPtrArray *fields = parser->fields;
      const char *time;

      if (n_bytes == 0 || fields->len < shape->min_columns || fields->len > shape->max_columns)
        return FALSE;
      time = g_ptr_array_index (fields, shape->time_column);
      if (*time != '\0')
        return has_form (shape->time_form, fields, time) && has_word (shape, fields);
      start += n_bytes;
    }
  return FALSE;
}

gboolean
_footprints_table_shape_find_bare (FootprintsTableShape *self,
                                   FootprintsCsvParser *parser,
                                   const char *text,
                                   gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (bare_shapes); i++)
    {
      const BareShape *shape = &bare_shapes[i];

      if (!has_bare_shape (shape, parser, text, length))
        continue;
      _footprints_table_shape_clear (self);
      self->delimiter = shape->delimiter;
      self->n_columns = shape->max_columns;
      for (guint k = 0; k < shape->max_columns; k++)
        {
          self->roles[k] = shape->columns[k].role;
          self->names[k] = shape->columns[k].name != NULL ? g_strdup (shape->columns[k].name)
                                                          : g_strdup_printf ("%u", k + 1);
        }
      self->format_name = shape->format_name;
      self->source = shape->source;
      self->is_utc = shape->is_utc;
      self->read = shape->read;
      return TRUE;
    }
  return FALSE;
}
