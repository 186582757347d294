/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Files in the formats that can be imported, precise ones and those of whole minutes. */

#include "model-formats.h"

#include "test-support.h"

#include <string.h>

#define PLAYED_S 200
#define S "%" G_GINT64_FORMAT

static const char *
album_of (const ModelPlay *play)
{
  return play->album != NULL ? play->album : "";
}

static char *
format_utc (gint64 time, const char *pattern)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (time);

  return g_date_time_format (moment, pattern);
}

static gint64
whole_minute (gint64 time)
{
  return time - time % 60;
}

static gint64
append_lastfm_csv (GString *text, const ModelPlay *play, const char *source)
{
  g_string_append_printf (text, "\"" S "\",\"\",\"%s\",\"\",\"%s\",\"\",\"%s\",\"\"\n",
                          play->listened_at, play->artist, album_of (play), play->track);
  return play->listened_at;
}

static gint64
append_own_lines (GString *text, const ModelPlay *play, const char *source)
{
  g_string_append_printf (
      text, "{\"listened_at\":" S ",\"artist\":\"%s\",\"track\":\"%s\",\"source\":\"%s\"",
      play->listened_at, play->artist, play->track, source);
  if (play->album != NULL)
    g_string_append_printf (text, ",\"album\":\"%s\",\"duration_ms\":200000", play->album);
  g_string_append (text, "}\n");
  return play->listened_at;
}

static gint64
append_own_csv (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *time = format_utc (play->listened_at, "%Y-%m-%dT%H:%M:%SZ");

  g_string_append_printf (text, "%s,%s,%s,%s,%s\n", time, play->artist, album_of (play),
                          play->track, source);
  return play->listened_at;
}

static gint64
append_minutes (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *time = format_utc (play->listened_at, "%d %b %Y %H:%M");

  g_string_append_printf (text, "%s,%s,%s,%s\n", play->artist, album_of (play), play->track, time);
  return whole_minute (play->listened_at);
}

static gint64
append_backup_cli (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *time = format_utc (play->listened_at, "%Y-%m-%d,%H:%M:%S");

  g_string_append_printf (text, "%s,%s,%s\n", time, play->artist, play->track);
  return play->listened_at;
}

static gint64
append_lastexport (GString *text, const ModelPlay *play, const char *source)
{
  g_string_append_printf (text, S "\t%s\t%s\t%s\t\t\t\n", play->listened_at, play->track,
                          play->artist, album_of (play));
  return play->listened_at;
}

static gint64
append_lastfm_xml (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *track = g_markup_printf_escaped (
      "<track><artist mbid=\"\">%s</artist><name>%s</name><album mbid=\"\">%s</album>",
      play->artist, play->track, album_of (play));

  g_string_append_printf (text, "%s<date uts=\"" S "\">then</date></track>\n", track,
                          play->listened_at);
  return play->listened_at;
}

static gint64
append_listenbrainz (GString *text, const ModelPlay *play, const char *source)
{
  g_string_append_printf (text,
                          "{\"listened_at\":" S ",\"track_metadata\":{\"artist_name\":\"%s\","
                          "\"track_name\":\"%s\",\"release_name\":\"%s\"}}",
                          play->listened_at, play->artist, play->track, album_of (play));
  return play->listened_at;
}

static gint64
append_stream (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *end = format_utc (play->listened_at + PLAYED_S, "%Y-%m-%dT%H:%M:%SZ");

  g_string_append_printf (text,
                          "{\"ts\":\"%s\",\"ms_played\":%d,\"master_metadata_track_name\":\"%s\","
                          "\"master_metadata_album_artist_name\":\"%s\","
                          "\"master_metadata_album_album_name\":\"%s\","
                          "\"spotify_track_uri\":\"spotify:track:x\"}",
                          end, PLAYED_S * 1000, play->track, play->artist, album_of (play));
  return play->listened_at;
}

/* The minute of the end. */
static gint64
append_account_stream (GString *text, const ModelPlay *play, const char *source)
{
  gint64 end = whole_minute (play->listened_at + PLAYED_S);
  g_autofree char *time = format_utc (end, "%Y-%m-%d %H:%M");

  g_string_append_printf (text,
                          "{\"endTime\":\"%s\",\"artistName\":\"%s\",\"trackName\":\"%s\","
                          "\"msPlayed\":%d}",
                          time, play->artist, play->track, PLAYED_S * 1000);
  return end - PLAYED_S;
}

static gint64
append_takeout (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *time = format_utc (play->listened_at, "%Y-%m-%dT%H:%M:%S.123Z");

  g_string_append_printf (text,
                          "{\"header\":\"YouTube Music\",\"title\":\"Watched %s\","
                          "\"titleUrl\":\"https://music.youtube.com/watch?v=abcdefghijk\","
                          "\"subtitles\":[{\"name\":\"%s - Topic\"}],\"time\":\"%s\"}",
                          play->track, play->artist, time);
  return play->listened_at;
}

static gint64
append_tidal (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *time = format_utc (play->listened_at, "%Y-%m-%d %H:%M:%S");

  g_string_append_printf (text, "%s,%s,%s,%s,200000,TRACK\n", time, play->track, play->artist,
                          album_of (play));
  return play->listened_at;
}

static gint64
append_deezer (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *time = format_utc (play->listened_at, "%Y-%m-%d %H:%M:%S");

  g_string_append_printf (text, "%s,%s,XX0123456789,%s,%d,web,%s\n", play->track, play->artist,
                          album_of (play), PLAYED_S, time);
  return play->listened_at;
}

static gint64
append_soundcloud (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *time = format_utc (play->listened_at, "%Y-%m-%d %H:%M:%S UTC");

  g_string_append_printf (text, "%s,%s - %s,https://soundcloud.com/somebody/x\n", time,
                          play->artist, play->track);
  return play->listened_at;
}

static gint64
append_maloja (GString *text, const ModelPlay *play, const char *source)
{
  g_string_append_printf (text,
                          "{\"time\":" S ",\"track\":{\"artists\":[\"%s\"],\"title\":\"%s\"},"
                          "\"origin\":\"client:default\"}",
                          play->listened_at, play->artist, play->track);
  return play->listened_at;
}

static gint64
append_koito (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *time = format_utc (play->listened_at, "%Y-%m-%dT%H:%M:%SZ");

  g_string_append_printf (text,
                          "{\"listened_at\":\"%s\",\"client\":\"x\","
                          "\"track\":{\"aliases\":[{\"alias\":\"%s\",\"is_primary\":true}]},"
                          "\"album\":{\"aliases\":[]},"
                          "\"artists\":[{\"is_primary\":true,"
                          "\"aliases\":[{\"alias\":\"%s\",\"is_primary\":true}]}]}",
                          time, play->track, play->artist);
  return play->listened_at;
}

static gint64
append_multi_scrobbler (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *time = format_utc (play->listened_at, "%Y-%m-%dT%H:%M:%SZ");

  g_string_append_printf (text,
                          "{\"data\":{\"track\":\"%s\",\"artists\":[\"%s\"],\"playDate\":\"%s\"},"
                          "\"meta\":{\"source\":\"Jellyfin\"}}",
                          play->track, play->artist, time);
  return play->listened_at;
}

/* A row is written when the track has played for a while. */
static gint64
append_playback_report (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *time = format_utc (play->listened_at + 20, "%Y-%m-%d %H:%M:%S.1234567");

  g_string_append_printf (text, "%s\tu\ti\tAudio\t%s - %s (%s)\tDirect\tweb\tx\t%d\n", time,
                          play->artist, play->track, play->album != NULL ? play->album : "Songs",
                          PLAYED_S);
  return play->listened_at;
}

static gint64
append_pano (GString *text, const ModelPlay *play, const char *source)
{
  g_string_append_printf (text,
                          "{\"timeHuman\":\"then\",\"timeMs\":" S "000,\"artist\":\"%s\","
                          "\"track\":\"%s\",\"album\":\"%s\",\"event\":\"scrobble\"}\n",
                          play->listened_at, play->artist, play->track, album_of (play));
  return play->listened_at;
}

static gint64
append_scrobbler_log (GString *text, const ModelPlay *play, const char *source)
{
  g_string_append_printf (text, "%s\t%s\t%s\t\t%d\tL\t" S "\t\n", play->artist, album_of (play),
                          play->track, PLAYED_S, play->listened_at);
  return play->listened_at;
}

static gint64
append_librefm (GString *text, const ModelPlay *play, const char *source)
{
  g_string_append_printf (text, "\"%s\",\"%s\",\"%s\",\"" S "\"\n", play->artist, play->track,
                          album_of (play), play->listened_at);
  return play->listened_at;
}

static gint64
append_ifttt (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *time = format_utc (play->listened_at, "%B %d, %Y at %I:%M%p");

  g_string_append_printf (text, "\"%s\",%s,%s,id,https://x\n", time, play->track, play->artist);
  return whole_minute (play->listened_at);
}

/* Values of a row of a statement that makes a database. */
static gint64
append_values (GString *text, const ModelPlay *play, const char *source)
{
  g_autofree char *row = g_strdup_printf ("(" S ", '%s', ", play->listened_at, play->track);
  char *artist = sqlite3_mprintf ("%Q)", play->artist);

  g_string_append_printf (text, "%s%s", row, artist);
  sqlite3_free (artist);
  return play->listened_at;
}

#define LISTS(HEAD, TAIL) .begin = HEAD, .between = ",\n", .end = TAIL

/* The first two are the most usual ones. */
static const ModelFormat formats[] = {
  { .extension = "csv",
    .source = "lastfm",
    .begin = "uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n",
    .has_junk = TRUE,
    .append = append_lastfm_csv },
  { .extension = "jsonl", .has_junk = TRUE, .append = append_own_lines },
  { .extension = "csv",
    .begin = "timestamp,artist,album,track,source\n",
    .append = append_own_csv },
  { .extension = "csv", .source = "lastfm", .append = append_minutes },
  { .extension = "csv", .source = "lastfm", .append = append_backup_cli },
  { .extension = "tsv", .source = "lastfm", .append = append_lastexport },
#ifdef HAVE_XML
  { .extension = "xml",
    .source = "lastfm",
    .begin = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<lfm status=\"ok\">"
             "<recenttracks user=\"alice\" page=\"1\">\n",
    .end = "</recenttracks></lfm>\n",
    .append = append_lastfm_xml },
#endif
  { .extension = "json",
    .source = "listenbrainz",
    LISTS ("[", "]\n"),
    .append = append_listenbrainz },
  { .extension = "json", .source = "spotify", LISTS ("[", "]\n"), .append = append_stream },
  { .extension = "json", .source = "spotify", LISTS ("[", "]\n"), .append = append_account_stream },
  { .extension = "json", .source = "youtube-music", LISTS ("[", "]\n"), .append = append_takeout },
  { .extension = "csv",
    .source = "tidal",
    .begin = "entry_date,track_title,artist_name,album_name,stream_duration_ms,product_type\n",
    .append = append_tidal },
  { .extension = "csv",
    .source = "deezer",
    .begin = "Song Title,Artist,ISRC,Album Title,Listening Time,Platform Name,Date\n",
    .append = append_deezer },
  { .extension = "csv",
    .source = "soundcloud",
    .begin = "play_time,track_title,track_url\n",
    .append = append_soundcloud },
  { .extension = "json",
    .source = "maloja",
    LISTS ("{\"maloja\":{},\"scrobbles\":[", "]}\n"),
    .append = append_maloja },
  { .extension = "json",
    .source = "koito",
    LISTS ("{\"version\":\"1\",\"listens\":[", "]}\n"),
    .append = append_koito },
  { .extension = "json",
    .source = "jellyfin",
    LISTS ("{\"plays\":[", "]}\n"),
    .append = append_multi_scrobbler },
  { .extension = "tsv", .source = "jellyfin", .append = append_playback_report },
  { .extension = "jsonl", .source = "panoscrobbler", .append = append_pano },
  { .extension = "log",
    .source = "rockbox",
    .begin = "#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/Rockbox example 4.0\n",
    .append = append_scrobbler_log },
  { .extension = "csv",
    .source = "librefm",
    .begin = "# Libre.fm export of alice\n\"Artist\",\"Track\",\"Album\",\"Time\"\n",
    .append = append_librefm },
  { .extension = "csv", .source = "spotify", .append = append_ifttt },
  { .extension = "db",
    .source = "lastfm",
    .begin = "create table play (time integer, title text, name text); insert into play values ",
    .between = ", ",
    .end = "; create table artists as select distinct name as id, name from play;"
           "create table albums as select distinct name as id, '(unknown album)' as title,"
           " name as artist_id from play;"
           "create table tracks as select distinct name || title as id, name as album_id, title"
           " from play;"
           "create table plays as select name || title as track_id,"
           " strftime ('%Y-%m-%dT%H:%M:%S', time, 'unixepoch') as timestamp from play;"
           "drop table play;",
    .append = append_values },
};

const ModelFormat *
model_format_get (guint number)
{
  return &formats[number % G_N_ELEMENTS (formats)];
}

/* In memory, since the disk of a story may be full. */
static GBytes *
make_database (const char *sql)
{
  sqlite3 *database = test_sql_open (":memory:");
  sqlite3_int64 length;
  guchar *contents;
  GBytes *bytes;

  test_sql_run (database, sql);
  contents = sqlite3_serialize (database, "main", &length, 0);
  bytes = g_bytes_new (contents, (gsize) length);
  sqlite3_free (contents);
  sqlite3_close (database);
  return bytes;
}

GBytes *
model_format_finish (const ModelFormat *self, const GString *rows)
{
  g_autofree char *text = g_strconcat (self->begin != NULL ? self->begin : "", rows->str,
                                       self->end != NULL ? self->end : "", NULL);

  if (g_str_equal (self->extension, "db"))
    return make_database (text);
  return g_bytes_new (text, strlen (text));
}
