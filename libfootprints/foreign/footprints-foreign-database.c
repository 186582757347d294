/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Databases of programs that keep plays. Each program is a description: which tables of names are
 * read into memory, which table has the plays, and how a play is made of a row of it. */

#include "libfootprints/foreign/footprints-foreign-database-private.h"

#include "libfootprints/core/calendar/footprints-time-parser-private.h"
#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/protocol/footprints-json-play-private.h"
#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"
#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

#include <string.h>

#define MAX_LOOKUPS 5
/* Rows of a hostile file may each have another listener. */
#define MAX_LISTENERS 100000
/* Of user_version in the head of a database, which is big-endian. */
#define VERSION_OFFSET 60

typedef void (*ReadPlay) (FootprintsForeignDatabase *self, FootprintsInputRow *row);

typedef struct
{
  const char *table;
  const char *columns;
} TableShape;

typedef struct
{
  const char *format_name;
  const char *source; /* NULL: the rows say */
  TableShape plays;
  TableShape lookups[MAX_LOOKUPS];
  int listener_column;  /* of plays: whose play it is; -1: the program has one listener */
  TableShape listeners; /* their ids and names; it need not be there */
  ReadPlay read;
} Program;

struct _FootprintsForeignDatabase
{
  char *path;
  const Program *program;
  FootprintsForeignTable *plays;
  GHashTable *lookups[MAX_LOOKUPS]; /* of FootprintsForeignRecord */
  GHashTable *listeners;            /* ids → labels, each of one listener */
  GHashTable *labels;               /* those that are taken */
  json_object *element;             /* of the current row, whose texts live in it; NULL: none */
  gboolean is_utc;                  /* times are, without saying so */
};

static const FootprintsForeignRecord *
look_up (FootprintsForeignDatabase *self, guint lookup, const char *key)
{
  return key != NULL ? g_hash_table_lookup (self->lookups[lookup], key) : NULL;
}

/* Column @column of the first record of @key. */
static const char *
find_text (FootprintsForeignDatabase *self, guint lookup, const char *key, guint column)
{
  const FootprintsForeignRecord *record = look_up (self, lookup, key);

  return record != NULL ? record->texts[column] : NULL;
}

static const char *
play_text (FootprintsForeignDatabase *self, guint column)
{
  return _footprints_foreign_table_get_text (self->plays, column);
}

/* The text of the current row outlives it, with the texts of @row. */
static const char *
keep_text (FootprintsInputRow *row, const char *text)
{
  return text != NULL
             ? _footprints_input_row_text (row, _footprints_input_row_keep (row, g_strdup (text)))
             : NULL;
}

/* Seconds, which may have a fraction. */
static void
set_length (FootprintsInputRow *row, const char *text, double factor)
{
  double length = text != NULL ? g_ascii_strtod (text, NULL) : 0;

  if (length > 0 && length * factor < G_MAXINT)
    row->play.duration_ms = (gint64) (length * factor);
}

static void
set_unix_time (FootprintsForeignDatabase *self, FootprintsInputRow *row, guint column)
{
  if (play_text (self, column) == NULL)
    row->problem = "the time is missing";
  else
    row->play.listened_at =
        _footprints_time_from_number (_footprints_foreign_table_get_int64 (self->plays, column));
}

/* The names of the things that the records of @key, in @links, point to with their second column.
 */
static const char *
join_names (FootprintsForeignDatabase *self,
            FootprintsInputRow *row,
            guint links,
            const char *key,
            guint names)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (const FootprintsForeignRecord *link = look_up (self, links, key); link != NULL;
       link = link->next)
    {
      const char *name = find_text (self, names, link->texts[1], 1);

      if (name != NULL && *name != '\0')
        g_string_append_printf (all, "%s%s", all->len > 0 ? ", " : "", name);
    }
  return keep_text (row, all->str);
}

/* timestamp, track_id, origin */
static void
read_maloja (FootprintsForeignDatabase *self, FootprintsInputRow *row)
{
  enum
  {
    TRACKS,
    TRACK_ARTISTS,
    ARTISTS,
    ALBUMS
  };
  g_autofree char *track_id = g_strdup (play_text (self, 1));
  const char *origin = play_text (self, 2);
  const FootprintsForeignRecord *track = look_up (self, TRACKS, track_id);

  row->play.source = "maloja";
  if (origin != NULL && g_str_has_prefix (origin, "import:") && origin[strlen ("import:")] != '\0')
    row->play.source = keep_text (row, origin + strlen ("import:"));
  row->play.artist = join_names (self, row, TRACK_ARTISTS, track_id, ARTISTS);
  set_unix_time (self, row, 0);
  if (track == NULL)
    return;
  row->play.track = keep_text (row, track->texts[1]);
  set_length (row, track->texts[2], 1000);
  row->play.album = keep_text (row, find_text (self, ALBUMS, track->texts[3], 1));
}

/* The primary alias of @key, or else the first one: id, alias, is_primary. */
static const char *
find_alias (FootprintsForeignDatabase *self, guint lookup, const char *key)
{
  const FootprintsForeignRecord *first = look_up (self, lookup, key);

  for (const FootprintsForeignRecord *record = first; record != NULL; record = record->next)
    if (g_strcmp0 (record->texts[2], "1") == 0)
      return record->texts[1];
  return first != NULL ? first->texts[1] : NULL;
}

/* listened_at, track_id, user_id */
static void
read_koito (FootprintsForeignDatabase *self, FootprintsInputRow *row)
{
  enum
  {
    TRACKS,
    TRACK_ALIASES,
    TRACK_ARTISTS,
    ARTIST_ALIASES,
    RELEASE_ALIASES
  };
  g_autofree char *track_id = g_strdup (play_text (self, 1));
  g_autoptr (GString) artists = g_string_new (NULL);
  const FootprintsForeignRecord *track = look_up (self, TRACKS, track_id);

  row->play.source = "koito";
  row->play.track = keep_text (row, find_alias (self, TRACK_ALIASES, track_id));
  for (const FootprintsForeignRecord *link = look_up (self, TRACK_ARTISTS, track_id); link != NULL;
       link = link->next)
    {
      const char *name = find_alias (self, ARTIST_ALIASES, link->texts[1]);

      if (name != NULL)
        g_string_append_printf (artists, "%s%s", artists->len > 0 ? ", " : "", name);
    }
  row->play.artist = keep_text (row, artists->str);
  set_unix_time (self, row, 0);
  if (track == NULL)
    return;
  row->play.album = keep_text (row, find_alias (self, RELEASE_ALIASES, track->texts[1]));
  set_length (row, track->texts[2], 1000);
}

/* media_file_id, submission_time, user_id */
static void
read_navidrome (FootprintsForeignDatabase *self, FootprintsInputRow *row)
{
  const FootprintsForeignRecord *file = look_up (self, 0, play_text (self, 0));

  row->play.source = "navidrome";
  set_unix_time (self, row, 1);
  if (file == NULL)
    return;
  row->play.track = keep_text (row, file->texts[1]);
  row->play.artist = keep_text (row, file->texts[2]);
  row->play.album = keep_text (row, file->texts[3]);
  row->play.album_artist = keep_text (row, file->texts[4]);
  set_length (row, file->texts[5], 1000);
}

/* id, reference_id, started, user_id, media_type: rows of one reference_id are one play with
 * pauses, of which the first one has its own id as the reference. */
static void
read_tautulli (FootprintsForeignDatabase *self, FootprintsInputRow *row)
{
  const FootprintsForeignRecord *data = look_up (self, 0, play_text (self, 0));
  gint64 id = _footprints_foreign_table_get_int64 (self->plays, 0);
  gint64 reference_id = _footprints_foreign_table_get_int64 (self->plays, 1);
  const char *type = play_text (self, 4);
  const char *artist;

  row->play.source = "plex";
  set_unix_time (self, row, 2);
  if (data != NULL)
    {
      artist = data->texts[4] != NULL && *data->texts[4] != '\0' ? data->texts[4] : data->texts[3];
      row->play.track = keep_text (row, data->texts[1]);
      row->play.album = keep_text (row, data->texts[2]);
      row->play.artist = keep_text (row, artist);
      row->play.album_artist = keep_text (row, data->texts[3]);
      set_length (row, data->texts[5], 1);
    }
  if (g_strcmp0 (type, "track") != 0)
    row->problem = "it is not a track";
  else if (reference_id != 0 && reference_id != id)
    row->problem = "it continues a play after a pause";
}

/* guid, metadata_type, grandparent_title, parent_title, title, viewed_at, account_id: the time is
 * that of the end. */
static void
read_plex (FootprintsForeignDatabase *self, FootprintsInputRow *row)
{
  const FootprintsForeignRecord *item = look_up (self, 0, play_text (self, 0));

  row->play.source = "plex";
  row->play.album_artist = keep_text (row, play_text (self, 2));
  row->play.artist = item != NULL ? keep_text (row, item->texts[1]) : NULL;
  if (row->play.artist == NULL)
    row->play.artist = row->play.album_artist;
  row->play.album = keep_text (row, play_text (self, 3));
  row->play.track = keep_text (row, play_text (self, 4));
  if (item != NULL)
    set_length (row, item->texts[2], 1);
  set_unix_time (self, row, 5);
  row->play.listened_at -= row->play.duration_ms / 1000;
  if (_footprints_foreign_table_get_int64 (self->plays, 1) != 10)
    row->problem = "it is not a track";
}

/* DateCreated, ItemType, ItemName, ClientName, DeviceName, PlayDuration, UserId */
static void
read_playback_report (FootprintsForeignDatabase *self, FootprintsInputRow *row)
{
  static const char *const members[] = { "DateCreated", "ItemType",   "ItemName",
                                         "ClientName",  "DeviceName", "PlayDuration" };

  g_clear_pointer (&self->element, json_object_put);
  self->element = json_object_new_object ();
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (play_text (self, i) != NULL)
      _footprints_json_add_string (self->element, members[i], keep_text (row, play_text (self, i)));
  if (self->is_utc && play_text (self, 0) != NULL)
    {
      g_autofree char *time = g_strconcat (play_text (self, 0), "Z", NULL);

      json_object_object_add (self->element, members[0], json_object_new_string (time));
    }
  _footprints_playback_report_read (row, self->element);
  row->play.source = self->program->source;
}

/* componentId, play, state */
static void
read_multi_scrobbler (FootprintsForeignDatabase *self, FootprintsInputRow *row)
{
  const char *mode = find_text (self, 0, play_text (self, 0), 1);
  const char *text = play_text (self, 1);
  gboolean is_repaired = FALSE;

  g_clear_pointer (&self->element, json_object_put);
  if (text != NULL)
    self->element =
        _footprints_json_play_parse (text, strlen (text), 16, 1024 * 1024, &is_repaired, NULL);
  row->is_repaired |= is_repaired;
  if (self->element == NULL)
    row->problem = "its text is not JSON";
  else
    _footprints_multi_scrobbler_read_play (row, self->element);
  if (mode != NULL && !g_str_equal (mode, "source"))
    row->problem = "it is a copy that was sent elsewhere";
}

/* track_id, timestamp */
static void
read_lastfm_to_sqlite (FootprintsForeignDatabase *self, FootprintsInputRow *row)
{
  enum
  {
    TRACKS,
    ALBUMS,
    ARTISTS
  };
  const FootprintsForeignRecord *track = look_up (self, TRACKS, play_text (self, 0));
  const FootprintsForeignRecord *album =
      track != NULL ? look_up (self, ALBUMS, track->texts[1]) : NULL;

  row->play.source = "lastfm";
  if (track != NULL)
    row->play.track = keep_text (row, track->texts[2]);
  if (album != NULL)
    {
      row->play.artist = keep_text (row, find_text (self, ARTISTS, album->texts[2], 1));
      if (g_strcmp0 (album->texts[1], "(unknown album)") != 0)
        row->play.album = keep_text (row, album->texts[1]);
    }
  _footprints_input_row_set_time (row, keep_text (row, play_text (self, 1)));
}

static const Program programs[] = {
  { "Maloja (database)",
    "maloja",
    { "scrobbles", "timestamp, track_id, origin" },
    { { "tracks", "id, title, length, album_id" },
      { "trackartists", "track_id, artist_id" },
      { "artists", "id, name" },
      { "albums", "id, albtitle" } },
    -1,
    { NULL },
    read_maloja },
  { "Koito (database)",
    "koito",
    { "listens", "listened_at, track_id, user_id" },
    { { "tracks", "id, release_id, duration" },
      { "track_aliases", "track_id, alias, is_primary" },
      { "artist_tracks", "track_id, artist_id, is_primary" },
      { "artist_aliases", "artist_id, alias, is_primary" },
      { "release_aliases", "release_id, alias, is_primary" } },
    2,
    { "users", "id, username" },
    read_koito },
  { "Navidrome (database)",
    "navidrome",
    { "scrobbles", "media_file_id, submission_time, user_id" },
    { { "media_file", "id, title, artist, album, album_artist, duration" } },
    2,
    { "user", "id, user_name" },
    read_navidrome },
  { "Tautulli (database)",
    "plex",
    { "session_history", "id, reference_id, started, user_id, media_type" },
    { { "session_history_metadata",
        "id, title, parent_title, grandparent_title, original_title, duration" } },
    3,
    { "users", "user_id, username" },
    read_tautulli },
  { "Plex (database)",
    "plex",
    { "metadata_item_views",
      "guid, metadata_type, grandparent_title, parent_title, title, viewed_at, account_id" },
    { { "metadata_items", "guid, original_title, duration" } },
    6,
    { "accounts", "id, name" },
    read_plex },
  { "Emby (Playback Reporting, database)",
    "emby",
    { "PlaybackActivity",
      "DateCreated, ItemType, ItemName, ClientName, DeviceName, PlayDuration, UserId, "
      "PauseDuration" },
    { { NULL } },
    6,
    { NULL },
    read_playback_report },
  { "Jellyfin (Playback Reporting, database)",
    "jellyfin",
    { "PlaybackActivity",
      "DateCreated, ItemType, ItemName, ClientName, DeviceName, PlayDuration, UserId" },
    { { NULL } },
    6,
    { NULL },
    read_playback_report },
  { "multi-scrobbler (database)",
    NULL,
    { "plays", "componentId, play, state" },
    { { "components", "id, mode" } },
    -1,
    { NULL },
    read_multi_scrobbler },
  { "Last.fm (lastfm-to-sqlite)",
    "lastfm",
    { "plays", "track_id, timestamp" },
    { { "tracks", "id, album_id, title" },
      { "albums", "id, title, artist_id" },
      { "artists", "id, name" } },
    -1,
    { NULL },
    read_lastfm_to_sqlite },
};

static gboolean
has_tables (const char *path, const Program *program)
{
  if (!_footprints_foreign_table_exists (path, program->plays.table, program->plays.columns))
    return FALSE;
  for (guint i = 0; i < MAX_LOOKUPS && program->lookups[i].table != NULL; i++)
    if (!_footprints_foreign_table_exists (path, program->lookups[i].table,
                                           program->lookups[i].columns))
      return FALSE;
  return TRUE;
}

/* @name, if it can be shown and chosen; @id if not. NULL: neither can (transfer full). */
static char *
dup_label (const char *id, const char *name)
{
  const char *text =
      name != NULL && *name != '\0' && strlen (name) <= FOOTPRINTS_MAX_LISTENER_BYTES ? name : id;

  if (text == NULL || *text == '\0' || strlen (text) > FOOTPRINTS_MAX_LISTENER_BYTES)
    return NULL;
  return g_utf8_validate (text, -1, NULL) ? g_strdup (text)
                                          : _footprints_input_text_repair (text, strlen (text));
}

/* Gives a listener the label that it is called, or else, if another has that, with its id. */
static const char *
take_label (FootprintsForeignDatabase *self, const char *id, char *label)
{
  while (g_hash_table_contains (self->labels, label))
    {
      char *longer = g_strdup_printf ("%s (%s)", label, id);

      g_free (label);
      label = longer;
    }
  g_hash_table_add (self->labels, g_strdup (label));
  g_hash_table_insert (self->listeners, g_strdup (id), label);
  return label;
}

typedef struct
{
  const char *id;
  char *label;
} Labelled;

/* Names first, so that they stay as they are; those that several have after them. */
static void
label_listeners (FootprintsForeignDatabase *self, GHashTable *records)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) labelled = g_array_new (FALSE, FALSE, sizeof (Labelled));
  GHashTableIter iter;
  gpointer id, record;

  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, &id, &record))
    {
      Labelled one = { id, dup_label (id, ((const FootprintsForeignRecord *) record)->texts[1]) };
      guint n;

      if (one.label == NULL)
        continue;
      n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, one.label));
      g_hash_table_insert (counts, g_strdup (one.label), GUINT_TO_POINTER (n + 1));
      g_array_append_val (labelled, one);
    }
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < labelled->len; i++)
      {
        Labelled *one = &g_array_index (labelled, Labelled, i);
        gboolean is_only =
            one->label == NULL || GPOINTER_TO_UINT (g_hash_table_lookup (counts, one->label)) == 1;

        if (pass == 0 && is_only)
          take_label (self, one->id, one->label);
        else if (pass == 1 && !is_only)
          {
            take_label (self, one->id, g_strdup_printf ("%s (%s)", one->label, one->id));
            g_free (one->label);
          }
        else
          continue;
        one->label = NULL;
      }
}

/* What the listeners are called; those without names have their ids. */
static gboolean
load_listeners (FootprintsForeignDatabase *self, GError **error)
{
  const TableShape *shape = &self->program->listeners;
  g_autoptr (GHashTable) records = NULL;

  self->listeners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (self->labels, g_strdup (FOOTPRINTS_UNKNOWN_LISTENER));
  if (shape->table == NULL ||
      !_footprints_foreign_table_exists (self->path, shape->table, shape->columns))
    return TRUE;
  records = _footprints_foreign_table_load (self->path, shape->table, shape->columns, NULL, error);
  if (records == NULL)
    return FALSE;
  label_listeners (self, records);
  return TRUE;
}

static gboolean
load (FootprintsForeignDatabase *self, GError **error)
{
  const Program *program = self->program;

  for (guint i = 0; i < MAX_LOOKUPS && program->lookups[i].table != NULL; i++)
    {
      self->lookups[i] = _footprints_foreign_table_load (self->path, program->lookups[i].table,
                                                         program->lookups[i].columns, NULL, error);
      if (self->lookups[i] == NULL)
        return FALSE;
    }
  self->plays = _footprints_foreign_table_open (self->path, program->plays.table,
                                                program->plays.columns, error);
  return self->plays != NULL && load_listeners (self, error);
}

/* Playback Reporting wrote the clock on the wall of the server until it counted versions. */
static gboolean
has_version (const char *path)
{
  guint8 head[VERSION_OFFSET + 4];
  gsize n_read;

  return _footprints_sqlite_peek_header (path, head, sizeof head, &n_read, NULL) &&
         n_read == sizeof head && head[VERSION_OFFSET + 3] >= 1;
}

FootprintsForeignDatabase *
_footprints_foreign_database_open (const char *path, GError **error)
{
  FootprintsForeignDatabase *self;
  guint i = 0;

  while (i < G_N_ELEMENTS (programs) && !has_tables (path, &programs[i]))
    i++;
  if (i == G_N_ELEMENTS (programs))
    return NULL;
  self = g_new0 (FootprintsForeignDatabase, 1);
  self->path = g_strdup (path);
  self->program = &programs[i];
  self->is_utc = self->program->read == read_playback_report && has_version (path);
  if (load (self, error))
    return self;
  _footprints_foreign_database_free (self);
  return NULL;
}

void
_footprints_foreign_database_free (FootprintsForeignDatabase *self)
{
  g_clear_pointer (&self->plays, _footprints_foreign_table_free);
  for (guint i = 0; i < MAX_LOOKUPS; i++)
    g_clear_pointer (&self->lookups[i], g_hash_table_unref);
  g_clear_pointer (&self->listeners, g_hash_table_unref);
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_clear_pointer (&self->element, json_object_put);
  g_free (self->path);
  g_free (self);
}

const char *
_footprints_foreign_database_get_format_name (FootprintsForeignDatabase *self)
{
  return self->program->format_name;
}

gboolean
_footprints_foreign_database_has_listeners (FootprintsForeignDatabase *self)
{
  return self->program->listener_column >= 0;
}

/* Whose play the current row is. The server may have deleted the account. */
static const char *
find_listener (FootprintsForeignDatabase *self)
{
  const char *id = play_text (self, (guint) self->program->listener_column);
  const char *label = id != NULL ? g_hash_table_lookup (self->listeners, id) : NULL;
  char *own;

  if (label != NULL)
    return label;
  own = g_hash_table_size (self->listeners) < MAX_LISTENERS ? dup_label (id, NULL) : NULL;
  return own != NULL ? take_label (self, id, own) : FOOTPRINTS_UNKNOWN_LISTENER;
}

int
_footprints_foreign_database_next (FootprintsForeignDatabase *self,
                                   FootprintsInputRow *row,
                                   GError **error)
{
  int result = _footprints_foreign_table_next (self->plays, error);

  if (result != 1)
    return result;
  self->program->read (self, row);
  if (_footprints_foreign_database_has_listeners (self))
    row->listener = find_listener (self);
  return 1;
}

double
_footprints_foreign_database_get_progress (FootprintsForeignDatabase *self)
{
  return _footprints_foreign_table_get_progress (self->plays);
}
