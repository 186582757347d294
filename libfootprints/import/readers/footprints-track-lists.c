/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Lists of tracks that lie beside the history of a service, by their columns or members. */

#include "libfootprints/import/readers/footprints-track-lists-private.h"

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/import/input/footprints-csv-parser-private.h"
#include "libfootprints/import/input/footprints-json-splitter-private.h"
#include "libfootprints/import/tables/footprints-table-shape-private.h"
#include "libfootprints/protocol/footprints-json-play-private.h"

#include <string.h>

#define HEAD_BYTES (64 * 1024)
#define MAX_COLUMNS 5
#define MAX_DEPTH 8
#define DAY_BYTES 8
#define VIDEO_ID_BYTES 11
#define SONGS_OF_YOUTUBE "music library songs.csv"

/* Adds a record, of the columns that the list names; "" where it has none. FALSE: names is full. */
typedef gboolean (*AddRecord) (FootprintsTrackNames *names, const char *const *fields);

/* Title, artist, album */
static gboolean
add_apple_track (FootprintsTrackNames *names, const char *const *fields)
{
  FootprintsTrackName name = { .artist = fields[1] };

  return _footprints_track_names_add (names, FOOTPRINTS_TRACK_KEY_TITLE_AND_ALBUM, fields[0],
                                      fields[2], &name) &&
         _footprints_track_names_add (names, FOOTPRINTS_TRACK_KEY_TITLE, fields[0], NULL, &name);
}

/* Description, day */
static gboolean
add_description (FootprintsTrackNames *names, const char *const *fields)
{
  return _footprints_track_names_add_description (
      names, fields[0], strlen (fields[1]) == DAY_BYTES ? fields[1] : NULL);
}

/* Number, artist, album, album artist, number of the artist */
static gboolean
add_amazon_track (FootprintsTrackNames *names, const char *const *fields)
{
  FootprintsTrackName track = { .artist = fields[1],
                                .album = fields[2],
                                .album_artist = fields[3] };
  FootprintsTrackName artist = { .artist = fields[1] };

  return (*fields[0] == '\0' ||
          _footprints_track_names_add (names, FOOTPRINTS_TRACK_KEY_ID, fields[0], NULL, &track)) &&
         (*fields[4] == '\0' ||
          _footprints_track_names_add (names, FOOTPRINTS_TRACK_KEY_ID, fields[4], NULL, &artist));
}

/* Number, title, album, artist: by their places, since the header is in the listener's language. */
static gboolean
add_youtube_song (FootprintsTrackNames *names, const char *const *fields)
{
  FootprintsTrackName name = { .artist = fields[3], .album = fields[2] };

  return strlen (fields[0]) != VIDEO_ID_BYTES ||
         _footprints_track_names_add (names, FOOTPRINTS_TRACK_KEY_ID, fields[0], NULL, &name);
}

typedef struct
{
  const char *needed[2];            /* plain names of columns, or members */
  const char *absent;               /* one that a history has; NULL: none */
  const char *columns[MAX_COLUMNS]; /* of fields */
  AddRecord add;
} List;

static const List tables[] = {
  { { "trackdescription", "dateplayed" },
    NULL,
    { "trackdescription", "dateplayed" },
    add_description },
  { { "trackname", "isuserinitiated" }, NULL, { "trackname" }, add_description },
  { { "trackdescription", "totalplays" }, NULL, { "trackdescription" }, add_description },
  { { "asin", "artistname" },
    "timestamp",
    { "asin", "artistname", "albumname", "albumartistname", "artistasin" },
    add_amazon_track },
};

static const List documents[] = {
  { { "Title", "Apple Music Track Identifier" },
    NULL,
    { "Title", "Artist", "Album" },
    add_apple_track },
  { { "Title", "Track Identifier" }, NULL, { "Title", "Artist", "Album" }, add_apple_track },
};

typedef struct
{
  FootprintsArchiveInput *input;
  FootprintsTrackNames *names;
  GCancellable *cancellable;
} Lists;

static int
find_column (const GPtrArray *header, const char *plain)
{
  for (guint i = 0; plain != NULL && i < header->len; i++)
    {
      g_autofree char *valid = g_utf8_make_valid (g_ptr_array_index (header, i), -1);
      g_autofree char *name = _footprints_table_plain_name (valid);

      if (g_str_equal (name, plain))
        return (int) i;
    }
  return -1;
}

static const List *
find_table (const GPtrArray *header)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (find_column (header, tables[i].needed[0]) >= 0 &&
        find_column (header, tables[i].needed[1]) >= 0 &&
        find_column (header, tables[i].absent) < 0)
      return &tables[i];
  return NULL;
}

/* What can be read of a list that breaks off is of use, too; that it does is said when its archive
 * is read for plays. */
static gboolean
read_records (
    Lists *self, FootprintsCsvParser *parser, const int *columns, AddRecord add, GError **error)
{
  gint64 n_rows = 0;

  while (_footprints_csv_parser_next (parser, self->input, NULL) == 1)
    {
      const char *fields[MAX_COLUMNS];
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

      if ((++n_rows & 0xff) == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      for (guint i = 0; i < MAX_COLUMNS; i++)
        {
          fields[i] = "";
          if (columns[i] < 0 || (guint) columns[i] >= parser->fields->len)
            continue;
          fields[i] = g_utf8_make_valid (g_ptr_array_index (parser->fields, columns[i]), -1);
          g_ptr_array_add (texts, (char *) fields[i]);
        }
      if (!add (self->names, fields))
        return TRUE;
    }
  return TRUE;
}

static gboolean
read_table (Lists *self, GError **error)
{
  g_autoptr (FootprintsCsvParser) parser = _footprints_csv_parser_new (',');
  const char *name = _footprints_archive_input_get_member_name (self->input);
  int columns[MAX_COLUMNS] = { 0, 1, 2, 3, -1 };
  const List *list;

  if (_footprints_csv_parser_next (parser, self->input, NULL) != 1)
    return TRUE;
  if (name != NULL && g_str_has_suffix (name, SONGS_OF_YOUTUBE) && parser->fields->len >= 4)
    return read_records (self, parser, columns, add_youtube_song, error);
  list = find_table (parser->fields);
  if (list == NULL)
    return TRUE;
  for (guint i = 0; i < MAX_COLUMNS; i++)
    columns[i] = find_column (parser->fields, list->columns[i]);
  return read_records (self, parser, columns, list->add, error);
}

static const List *
find_document (json_object *element)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    if (_footprints_json_has (element, documents[i].needed[0]) &&
        _footprints_json_has (element, documents[i].needed[1]))
      return &documents[i];
  return NULL;
}

/* FALSE: names is full, or the document is no list. */
static gboolean
read_element (Lists *self, const char *text, gsize length)
{
  gboolean is_repaired;
  g_autoptr (json_object) element = _footprints_json_play_parse (
      text, length, MAX_DEPTH, FOOTPRINTS_JSON_MAX_ELEMENT_BYTES, &is_repaired, NULL);
  const List *list = find_document (element);
  const char *fields[MAX_COLUMNS];

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < MAX_COLUMNS; i++)
    {
      const char *value =
          list->columns[i] != NULL ? _footprints_json_get_string (element, list->columns[i]) : NULL;

      fields[i] = value != NULL ? value : "";
    }
  return list->add (self->names, fields);
}

static gboolean
read_document (Lists *self, GError **error)
{
  FootprintsJsonSplitter splitter = { .input = self->input, .shape = FOOTPRINTS_JSON_LIST };
  const char *text;
  gsize length;

  while (_footprints_json_splitter_next (&splitter, &text, &length, NULL) == 1 &&
         read_element (self, text, length))
    if ((splitter.number & 0xff) == 0 &&
        g_cancellable_set_error_if_cancelled (self->cancellable, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_member (Lists *self, GError **error)
{
  gsize length;
  const char *head = _footprints_archive_input_peek (self->input, HEAD_BYTES, &length, NULL);
  gsize n_spaces = 0;

  if (head == NULL)
    return TRUE;
  while (n_spaces < length && g_ascii_isspace (head[n_spaces]))
    n_spaces++;
  return n_spaces < length && head[n_spaces] == '[' ? read_document (self, error)
                                                    : read_table (self, error);
}

FootprintsTrackNames *
_footprints_track_lists_read (FootprintsArchiveInput *input,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (FootprintsArchiveInput) again = _footprints_archive_input_reopen (input, error);
  g_autoptr (FootprintsTrackNames) names = _footprints_track_names_new ();
  Lists self = { .input = again, .names = names, .cancellable = cancellable };

  if (again == NULL)
    return NULL;
  while (_footprints_archive_input_next_member (again, NULL) == 1)
    if (!read_member (&self, error))
      return NULL;
  return g_steal_pointer (&names);
}
