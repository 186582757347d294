/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Tables of services, whose rows say more than each column alone: that a time is that of the end,
 * or that something is no track. */

#include "libfootprints/import/tables/footprints-table-shape-private.h"

#include "libfootprints/protocol/footprints-foreign-play-private.h"
#include "libfootprints/protocol/footprints-spotify-stream-private.h"

#define MAX_NEEDED 5
#define MAX_MEMBERS 10

typedef struct
{
  const char *format_name;
  const char *source;
  FootprintsTableReadElement read;
  const char *needed[MAX_NEEDED]; /* plain names of columns */
  /* Plain names of columns, and what the reader calls them. Others keep their names. */
  const char *members[MAX_MEMBERS][2];
} Service;

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

      for (guint k = 0; k < MAX_MEMBERS && service->members[k][0] != NULL; k++)
        if (g_str_equal (plain, service->members[k][0]))
          {
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
        self->format_name = services[i].format_name;
        self->source = services[i].source;
        self->is_utc = TRUE;
        return TRUE;
      }
  return FALSE;
}
