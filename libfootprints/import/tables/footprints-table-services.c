/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Tables of services, whose rows say more than each column alone: that a time is that of the end,
 * or that something is no track. */

#include "libfootprints/import/tables/footprints-table-shape-private.h"

#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"
#include "libfootprints/protocol/foreign/footprints-spotify-stream-private.h"

#define MAX_NEEDED 5
#define MAX_MEMBERS 20

typedef struct
{
  const char *format_name;
  const char *source;
  FootprintsTableReadElement read;
  const char *needed[MAX_NEEDED]; /* plain names of columns */
  /* Plain names of columns, and what the reader calls them. Others keep their names. */
  const char *members[MAX_MEMBERS][2];
  FootprintsTableJoin join;
  gboolean wants_names;
  gboolean has_many; /* of its columns, only those in members are read */
  guint bare_column; /* from 1: it has commas without quotes; 0: none does */
} Service;

/* Apple has called some columns differently over the years. */
#define APPLE_MEMBERS                                                                              \
  { "songname", "Song Name" }, { "contentname", "Song Name" }, { "artistname", "Artist Name" },    \
      { "albumname", "Album Name" }, { "containeralbumname", "Container Album Name" },             \
      { "containerartistname", "Container Artist Name" }, { "eventtype", "Event Type" },           \
      { "eventstarttimestamp", "Event Start Timestamp" },                                          \
      { "eventendtimestamp", "Event End Timestamp" }, { "eventtimestamp", "Event Timestamp" },     \
      { "eventreceivedtimestamp", "Event Received Timestamp" },                                    \
      { "playdurationmilliseconds", "Play Duration Milliseconds" },                                \
      { "mediadurationinmilliseconds", "Media Duration In Milliseconds" },                         \
      { "endreasontype", "End Reason Type" }, { "utcoffsetinseconds", "UTC Offset In Seconds" },   \
      { "mediatype", "Media Type" }, { "offline", "Offline" }, { "sourcetype", "Source Type" },    \
  {                                                                                                \
    "deviceidentifier", "Device Identifier"                                                        \
  }

#define SPOTIFY_MEMBERS                                                                            \
  { "msplayed", "ms_played" }, { "ts", "ts" },                                                     \
      { "mastermetadatatrackname", "master_metadata_track_name" },                                 \
      { "mastermetadataalbumartistname", "master_metadata_album_artist_name" },                    \
      { "mastermetadataalbumalbumname", "master_metadata_album_album_name" },                      \
      { "trackname", "master_metadata_track_name" },                                               \
      { "artistname", "master_metadata_album_artist_name" },                                       \
      { "artistnames", "master_metadata_album_artist_name" },                                      \
  {                                                                                                \
    "albumname", "master_metadata_album_album_name"                                                \
  }

static const Service services[] = {
  { "Spotify extended streaming history (CSV)",
    "spotify",
    _footprints_spotify_read_stream,
    { "msplayed", "ts", "mastermetadatatrackname" },
    { SPOTIFY_MEMBERS } },
  { "Spotify extended streaming history (CSV)",
    "spotify",
    _footprints_spotify_read_stream,
    { "msplayed", "ts", "trackname", "artistname" },
    { SPOTIFY_MEMBERS } },
  { "Spotify extended streaming history (CSV)",
    "spotify",
    _footprints_spotify_read_stream,
    { "msplayed", "ts", "trackname", "artistnames" },
    { SPOTIFY_MEMBERS } },
  { "Spotify account data (CSV)",
    "spotify",
    _footprints_spotify_read_account_stream,
    { "msplayed", "endtime", "trackname", "artistname" },
    { { "msplayed", "msPlayed" },
      { "endtime", "endTime" },
      { "trackname", "trackName" },
      { "artistname", "artistName" } } },
  { "Tidal history",
    "tidal",
    _footprints_tidal_read_stream,
    { "entrydate", "tracktitle", "artistname" },
    { { "entrydate", "entry_date" },
      { "tracktitle", "track_title" },
      { "artistname", "artist_name" },
      { "albumname", "album_name" },
      { "streamdurationms", "stream_duration_ms" },
      { "producttype", "product_type" } } },
  { "Deezer history",
    "deezer",
    _footprints_deezer_read_stream,
    { "songtitle", "artist", "isrc", "listeningtime", "date" },
    { { "songtitle", "Song Title" },
      { "artist", "Artist" },
      { "albumtitle", "Album Title" },
      { "isrc", "ISRC" },
      { "listeningtime", "Listening Time" },
      { "platformname", "Platform Name" },
      { "date", "Date" } } },
  { .format_name = "SoundCloud history",
    .source = "soundcloud",
    .read = _footprints_soundcloud_read_row,
    .needed = { "playtime", "tracktitle", "trackurl" },
    .members = { { "playtime", "play_time" },
                 { "tracktitle", "track_title" },
                 { "trackurl", "track_url" },
                 { "uploader", "uploader" } },
    .bare_column = 2 },
  { "Apple Music play activity",
    "apple-music",
    _footprints_apple_read_activity,
    { "eventtype", "endreasontype", "playdurationmilliseconds" },
    { APPLE_MEMBERS },
    _footprints_apple_join_activities,
    TRUE,
    TRUE },
  { "Amazon Music history",
    "amazon-music",
    _footprints_amazon_read_listen,
    { "timestamp", "title", "asin", "consumptiondurationms" },
    { { "timestamp", "timestamp" },
      { "title", "title" },
      { "asin", "asin" },
      { "consumptiondurationms", "consumptionDurationMs" },
      { "tracklengthms", "trackLengthMs" },
      { "artistasin", "artistAsin" },
      { "terminationreason", "terminationReason" },
      { "devicetype", "deviceType" } },
    NULL,
    TRUE },
};

static gboolean
has_needed (const FootprintsTableShape *self, const Service *service)
{
  for (guint i = 0; i < MAX_NEEDED && service->needed[i] != NULL; i++)
    if (!_footprints_table_shape_has_column (self, service->needed[i]))
      return FALSE;
  return TRUE;
}

static void
rename_columns (FootprintsTableShape *self, const Service *service)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *plain = _footprints_table_plain_name (self->names[i]);

      if (service->has_many)
        self->roles[i] = FOOTPRINTS_TABLE_ROLE_IGNORED;
      for (guint k = 0; k < MAX_MEMBERS && service->members[k][0] != NULL; k++)
        if (g_str_equal (plain, service->members[k][0]))
          {
            self->roles[i] = FOOTPRINTS_TABLE_ROLE_EXTRA;
            g_free (self->names[i]);
            self->names[i] = g_strdup (service->members[k][1]);
            break;
          }
    }
}

gboolean
_footprints_table_shape_find_service (FootprintsTableShape *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (has_needed (self, &services[i]))
      {
        rename_columns (self, &services[i]);
        self->read = services[i].read;
        self->join = services[i].join;
        self->bare_column = services[i].bare_column;
        self->wants_names = services[i].wants_names;
        self->format_name = services[i].format_name;
        self->source = services[i].source;
        self->is_utc = TRUE;
        return TRUE;
      }
  return FALSE;
}

/* Tables that lie beside histories, and hold no plays. */
static const struct
{
  const char *what;
  const char *needed[MAX_NEEDED];
} refusals[] = {
  { "this is a list of what was played each day at Apple Music, without times; the history is the "
    "play activity of the same package, which is best imported as a whole",
    { "trackdescription", "dateplayed" } },
  { "this is a list of the last plays of tracks at Apple Music; the history is the play activity "
    "of "
    "the same package, which is best imported as a whole",
    { "trackname", "lastplayeddate", "isuserinitiated" } },
  { "this is a list of the last plays of tracks at Apple Music; the history is the play activity "
    "of "
    "the same package, which is best imported as a whole",
    { "trackdescription", "totalplays" } },
  { "this is the library of Amazon Music, which says who the artists are; the history is "
    "listening.csv of the same package, which is best imported as a whole",
    { "asin", "artistname" } },
  { "this is a playlist: it says when tracks were added, not when they were played",
    { "trackuri", "addedat" } },
  { "this is a track of the library of Google Play Music: it says how often it was played, but not "
    "when",
    { "title", "durationms", "playcount", "removed" } },
  { "this is the library of a player: it says how often tracks were played, but of their plays "
    "only "
    "the last one",
    { "playcount", "lastplayed" } },
  { "this is the library of a player: it says how often tracks were played, but of their plays "
    "only "
    "the last one",
    { "plays", "lastplayed" } },
};

const char *
_footprints_table_shape_find_refusal (const FootprintsTableShape *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      guint k = 0;

      while (k < MAX_NEEDED && refusals[i].needed[k] != NULL &&
             _footprints_table_shape_has_column (self, refusals[i].needed[k]))
        k++;
      if (k == MAX_NEEDED || refusals[i].needed[k] == NULL)
        return refusals[i].what;
    }
  return NULL;
}
