/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Files of other programs and services. */

#include "import-support.h"

#include <glib/gstdio.h>
#include <string.h>

/* One file: what it contains, and what must come of it. */
static void
check (const char *text,
       const char *format,
       const char *source,
       const char *const *plays,
       const char *const *rejections)
{
  import_test_check_text (
      "foreign", text,
      &(ImportExpectation){
          .format = format, .source = source, .plays = plays, .rejections = rejections });
}

static void
test_maloja (void)
{
  static const char *const plays[] = {
    "1700000000 | Invented Band, Guest | Song One | Demo | Invented Band | maloja | - | 201000 | "
    "{\"duration_played\":180,\"origin\":\"client:default\"}",
    "1700000300 | 1979 | 2112 | - | - | maloja | - | - | -",
    NULL,
  };
  static const char *const rejections[] = { "3: artist is missing", "4: the time is missing",
                                            NULL };

  check ("{\"maloja\":{\"export_time\":1700000000},\"scrobbles\":["
         "{\"time\":1700000000,\"track\":{\"artists\":[\"Invented Band\",\"Guest\"],"
         "\"title\":\"Song One\",\"album\":{\"artists\":[\"Invented Band\"],"
         "\"albumtitle\":\"Demo\"},\"length\":201},\"duration\":180,"
         "\"origin\":\"client:default\"},"
         "{\"time\":1700000300,\"track\":{\"artists\":[1979],\"title\":2112,\"album\":null,"
         "\"length\":null},\"duration\":null,\"origin\":null},"
         "{\"time\":1700000400,\"track\":{\"artists\":[],\"title\":\"X\"}},"
         "{\"time\":\"\",\"track\":{\"artists\":[\"A\"],\"title\":\"X\"}}]}",
         "Maloja export", "maloja", plays, rejections);
}

/* What Maloja had imported was recorded by somebody else. */
static void
test_maloja_imports (void)
{
  static const char *const plays[] = {
    "1700000000 | A | B | - | - | lastfm | - | - | -",
    NULL,
  };

  check ("{\"maloja\":{},\"scrobbles\":[{\"time\":1700000000,\"track\":{\"artists\":[\"A\"],"
         "\"title\":\"B\"},\"origin\":\"import:lastfm\"}]}",
         "Maloja export", "lastfm", plays, NULL);
}

static void
test_koito (void)
{
  static const char *const plays[] = {
    "1700000000 | Invented Band, Guest | Song One | Demo | Various Artists | koito | - | 201000 | "
    "{\"recording_mbid\":\"bbbbbbbb-0000-4000-8000-000000000002\",\"client\":\"x\"}",
    NULL,
  };
  static const char *const rejections[] = { "2: track is missing", NULL };

  check ("{\"version\":\"1\",\"exported_at\":\"2024-01-01T00:00:00Z\",\"user\":\"alice\","
         "\"listens\":[{\"listened_at\":\"2023-11-14T22:13:20Z\",\"client\":\"x\","
         "\"track\":{\"mbid\":\"bbbbbbbb-0000-4000-8000-000000000002\",\"duration\":201,"
         "\"aliases\":[{\"alias\":\"Other\",\"is_primary\":false},"
         "{\"alias\":\"Song One\",\"is_primary\":true}]},"
         "\"album\":{\"mbid\":null,\"aliases\":[{\"alias\":\"Demo\",\"is_primary\":false}],"
         "\"various_artists\":true},"
         "\"artists\":[{\"is_primary\":false,\"aliases\":[{\"alias\":\"Guest\"}]},"
         "{\"is_primary\":true,\"aliases\":[{\"alias\":\"Invented Band\"}]}]},"
         "{\"listened_at\":\"2023-11-14T22:18:20Z\",\"track\":{\"aliases\":[]},"
         "\"artists\":[{\"aliases\":[{\"alias\":\"A\"}]}]}]}",
         "Koito export", "koito", plays, rejections);
}

static void
test_multi_scrobbler (void)
{
  static const char *const plays[] = {
    "1700000000 | A, B | One | Demo | - | spotify | - | 200000 | "
    "{\"duration_played\":180,\"isrc\":\"XX0000000001\",\"deviceId\":\"d\"}",
    "1700000300 | C | Two | - | - | jellyfin | - | 200000 | -",
    NULL,
  };

  check ("{\"plays\":[{\"data\":{\"track\":\"One\",\"artists\":[{\"name\":\"A\"},\"B\"],"
         "\"album\":\"Demo\",\"duration\":200,\"listenedFor\":180,\"isrc\":\"XX0000000001\","
         "\"playDate\":\"2023-11-14T22:16:20Z\"},"
         "\"meta\":{\"source\":\"Spotify\",\"deviceId\":\"d\",\"scrobbleTsSOC\":2}},"
         "{\"play\":{\"data\":{\"track\":\"Two\",\"artists\":[\"C\"],\"duration\":200,"
         "\"playDate\":\"2023-11-14T22:18:20Z\"},\"meta\":{\"source\":\"Jellyfin\"}}}]}",
         "multi-scrobbler", NULL, plays, NULL);
}

static void
test_lastfm_archive (void)
{
  static const char *const plays[] = {
    "1700000000 | Artist | First | Album | Various | lastfm | lastfm_1700000000 | - | "
    "{\"application\":\"app\"}",
    NULL,
  };
  static const char *const table_plays[] = {
    "1700000000 | Artist | First | Album | Various | lastfm | lastfm_1700000000 | - | "
    "{\"uncorrected track name\":\"First\",\"uncorrected artist name\":\"Artist\","
    "\"application\":\"app\"}",
    NULL,
  };

  check ("[{\"timestamp\":{\"iso\":\"2023-11-14T22:13:20\",\"unixtimestamp\":1700000000},"
         "\"track\":{\"name\":\"First\",\"mbid\":null,\"artist\":{\"name\":\"Artist\"}},"
         "\"album\":{\"name\":\"Album\",\"artist\":{\"name\":\"Various\"}},"
         "\"application\":\"app\"}]",
         "Last.fm archive (JSON)", "lastfm", plays, NULL);
  check (
      "ISO time\tunixtime\ttrack name\ttrack mbid\tartist name\tartist mbid\tuncorrected track "
      "name\tuncorrected track mbid\tuncorrected artist name\tuncorrected artist mbid\talbum "
      "name\talbum mbid\talbum artist name\talbum artist mbid\tapplication\n"
      "2023-11-14T22:13:20\t1700000000\tFirst\t\tArtist\t\tFirst\t\tArtist\t\tAlbum\t\tVarious\t\t"
      "app\n",
      "Last.fm archive (TSV)", "lastfm", table_plays, NULL);
}

#define WATCH(header, title, address, channel, more)                                               \
  "{\"header\":\"" header "\",\"title\":\"" title "\",\"titleUrl\":\"https://" address             \
  "\",\"subtitles\":[{\"name\":\"" channel "\",\"url\":\"https://x\"}],"                           \
  "\"time\":\"2023-11-14T22:13:20.123Z\"" more "}"

static void
test_youtube (void)
{
  static const char *const plays[] = {
    "1700000000 | Invented Band | Ein Lied | - | - | youtube-music | - | - | "
    "{\"video_id\":\"bbbbbbbbbbb\"}",
    "1700000000 | Invented Band | Song One | - | - | youtube-music | - | - | "
    "{\"video_id\":\"aaaaaaaaaaa\"}",
    "1700000000 | InventedVEVO | Unbekannte Sprache | - | - | youtube-music | - | - | "
    "{\"video_id\":\"ccccccccccc\"}",
    NULL,
  };
  static const char *const rejections[] = {
    "4: it was watched on YouTube, not on YouTube Music",
    "5: it is an advertisement",
    "6: it is a search",
    "7: the video was removed, and is not named",
    "8: YouTube does not name the artist",
    NULL,
  };

  check (
      "[" WATCH (
          "YouTube Music", "Watched Song One", "music.youtube.com/watch?v=aaaaaaaaaaa",
          "Invented Band - Topic",
          "") "," WATCH ("YouTube Music", "Ein Lied angesehen",
                         "www.youtube.com/watch?v\\u003dbbbbbbbbbbb&list=x",
                         "Invented Band - Topic",
                         "") "," WATCH ("YouTube Music", "Unbekannte Sprache",
                                        "music.youtube.com/watch?v=ccccccccccc", "InventedVEVO",
                                        "") "," WATCH ("YouTube", "Watched A film",
                                                       "www.youtube.com/watch?v=ddddddddddd", "X",
                                                       "") "," WATCH ("YouTube Music",
                                                                      "Watched Buy",
                                                                      "www.youtube.com/"
                                                                      "watch?v=eeeeeeeeeee",
                                                                      "Y",
                                                                      ",\"details\":[{\"name\":"
                                                                      "\"From Google "
                                                                      "Ads\"}]") "," WATCH ("YouTub"
                                                                                            "e "
                                                                                            "Music",
                                                                                            "Search"
                                                                                            "ed "
                                                                                            "for x",
                                                                                            "music."
                                                                                            "youtub"
                                                                                            "e.com/"
                                                                                            "search"
                                                                                            "?q=x",
                                                                                            "Z",
                                                                                            "") ","
                                                                                                "{"
                                                                                                "\""
                                                                                                "he"
                                                                                                "ad"
                                                                                                "er"
                                                                                                "\""
                                                                                                ":"
                                                                                                "\""
                                                                                                "Yo"
                                                                                                "uT"
                                                                                                "ub"
                                                                                                "e "
                                                                                                "Mu"
                                                                                                "si"
                                                                                                "c"
                                                                                                "\""
                                                                                                ","
                                                                                                "\""
                                                                                                "ti"
                                                                                                "tl"
                                                                                                "e"
                                                                                                "\""
                                                                                                ":"
                                                                                                "\""
                                                                                                "Wa"
                                                                                                "tc"
                                                                                                "he"
                                                                                                "d "
                                                                                                "a "
                                                                                                "vi"
                                                                                                "de"
                                                                                                "o "
                                                                                                "th"
                                                                                                "at"
                                                                                                " h"
                                                                                                "as"
                                                                                                " "
                                                                                                "be"
                                                                                                "en"
                                                                                                " r"
                                                                                                "em"
                                                                                                "ov"
                                                                                                "ed"
                                                                                                "\""
                                                                                                ","
                                                                                                "\""
                                                                                                "ti"
                                                                                                "me"
                                                                                                "\""
                                                                                                ":"
                                                                                                "\""
                                                                                                "20"
                                                                                                "23"
                                                                                                "-"
                                                                                                "11"
                                                                                                "-1"
                                                                                                "4T"
                                                                                                "22"
                                                                                                ":1"
                                                                                                "3:"
                                                                                                "20"
                                                                                                "."
                                                                                                "12"
                                                                                                "3Z"
                                                                                                "\""
                                                                                                "}"
                                                                                                "," WATCH (
                                                                                                    "YouTube "
                                                                                                    "Music",
                                                                                                    "Watched "
                                                                                                    "Hidden",
                                                                                                    "music."
                                                                                                    "youtube.com/"
                                                                                                    "watch?v="
                                                                                                    "fffffffffff",
                                                                                                    "Release - "
                                                                                                    "Topic",
                                                                                                    "") "]",
      "YouTube Music (Google Takeout)", "youtube-music", plays, rejections);
}

static void
test_tidal (void)
{
  static const char *const plays[] = {
    "1700000000 | A | 007 | Demo | - | tidal | - | - | "
    "{\"stream_duration_ms\":200000,\"product_type\":\"TRACK\"}",
    NULL,
  };
  static const char *const rejections[] = {
    "3: it is a video, not a track",
    "4: it was played for less than 30 s",
    NULL,
  };

  check ("entry_date,track_title,artist_name,album_name,stream_duration_ms,product_type,"
         "client_name_from_session,country_name,region_name,city_name\n"
         "2023-11-14 22:13:20,007,A,Demo,200000,TRACK,Web,Nowhere,X,Y\n"
         "2023-11-14 22:23:20,Film,A,Demo,200000,VIDEO,Web,Nowhere,X,Y\n"
         "2023-11-14 22:33:20,Short,A,Demo,5000,TRACK,Web,Nowhere,X,Y\n",
         "Tidal history", "tidal", plays, rejections);
}

static void
test_deezer (void)
{
  static const char *const plays[] = {
    "1700000000 | A, B | One | Demo | - | deezer | - | - | "
    "{\"ISRC\":\"XX0000000001\",\"Listening Time\":200,\"Platform Name\":\"web\"}",
    "1700000600 | A | Two | - | - | deezer | - | - | "
    "{\"ISRC\":\"XX0000000002\",\"Listening Time\":-1,\"Platform Name\":\"web\"}",
    NULL,
  };
  static const char *const rejections[] = { "4: it was played for less than 30 s", NULL };

  check ("Song Title;Artist;ISRC;Album Title;IP Address;Listening Time;Platform Name;Platform "
         "Model;Date\n"
         "One;A, B;XX0000000001;Demo;192.0.2.1;200;web;x;2023-11-14 22:13:20\n"
         "Two;A;XX0000000002;;192.0.2.1;-1;web;x;2023-11-14 22:23:20\n"
         "Three;A;XX0000000003;;192.0.2.1;3;web;x;2023-11-14 22:33:20\n",
         "Deezer history", "deezer", plays, rejections);
}

static void
test_spotify_by_others (void)
{
  static const char *const plays[] = {
    "1700000000 | A | One | Demo | - | spotify | - | - | "
    "{\"ts\":\"2023-11-14 22:16:40\",\"ms_played\":200000,"
    "\"spotify_track_uri\":\"4abc\",\"skipped\":false,\"platform\":\"web\"}",
    NULL,
  };
  static const char *const account[] = {
    "1699999860 | A | One | - | - | spotify | - | - | "
    "{\"endTime\":\"2023-11-14 22:13\",\"msPlayed\":120000}",
    NULL,
  };

  check ("spotify_track_uri,ts,platform,ms_played,track_name,artist_name,album_name,skipped\n"
         "4abc,2023-11-14 22:16:40,web,200000,One,A,Demo,FALSE\n",
         "Spotify extended streaming history (CSV)", "spotify", plays, NULL);
  check ("endTime,artistName,trackName,msPlayed\n2023-11-14 22:13,A,One,120000\n",
         "Spotify account data (CSV)", "spotify", account, NULL);
}

/* Tables without a header, each known by what stands where. */
static void
test_bare_tables (void)
{
  static const struct
  {
    const char *text;
    const char *format;
    const char *source;
    const char *play;
    gboolean used_zone;
  } tables[] = {
    { "2023-11-14,22:13:20,A,One\n2023-11-14,22:03:20,B,Two\n",
      "Last.fm CSV without a header (lastfm-backup-cli)", "lastfm",
      "1700000000 | A | One | - | - | lastfm | lastfm_1700000000 | - | -", FALSE },
    { "A,Demo,One,14.11.2023 22:13:20 +00:00,Various,3:20\n", "Scrubbler CSV", "unknown",
      "1700000000 | A | One | Demo | Various | unknown | - | 200000 | -", FALSE },
    { "\"November 14, 2023 at 10:13PM\",One,A,id,https://x\n", "Spotify by IFTTT", "spotify",
      "1699999980 | A | One | - | - | spotify | - | - | "
      "{\"spotify_id\":\"id\",\"origin_url\":\"https://x\"}",
      TRUE },
    { "One,https://a,Demo,https://b,A,https://c,\"November 14, 2023 at 10:13PM\"\n",
      "Deezer by IFTTT", "deezer",
      "1699999980 | A | One | Demo | - | deezer | - | - | {\"origin_url\":\"https://a\"}", TRUE },
    { "some day,1700000000123,A,One,Demo,Various,200000,org.x,X,1.0,scrobble\n",
      "Pano Scrobbler CSV", "panoscrobbler",
      "1700000000 | A | One | Demo | Various | panoscrobbler | - | 200000 | "
      "{\"mediaPlayerPackage\":\"org.x\",\"mediaPlayerName\":\"X\",\"mediaPlayerVersion\":\"1.0\"}",
      FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const char *const plays[] = { tables[i].play, NULL };
      g_autofree char *path = import_test_file ("bare", tables[i].text, -1);
      g_autofree char *ledger = test_path ("bare.db");
      g_autoptr (FootprintsStore) store = NULL;
      g_autoptr (FootprintsImportSummary) summary = NULL;
      g_auto (GStrv) found = NULL;

      g_test_message ("%s", tables[i].format);
      g_remove (ledger);
      store = test_open (ledger);
      summary = import_test_run_job (store, path);
      g_assert_cmpstr (footprints_import_summary_get_format (summary), ==, tables[i].format);
      g_assert_cmpstr (footprints_import_summary_get_source (summary), ==, tables[i].source);
      g_assert_cmpstr (footprints_import_summary_get_zone (summary), ==,
                       tables[i].used_zone ? "UTC" : NULL);
      found = import_test_dump (ledger);
      g_assert_true (g_strv_contains ((const char *const *) found, plays[0]));
      footprints_store_close (store);
    }
}

static void
test_playback_report (void)
{
  static const char *const jellyfin[] = {
    "1700000000 | A, B | Song (Live) - Take 2 | Demo (Deluxe) | - | jellyfin | - | - | "
    "{\"ClientName\":\"web\",\"DeviceName\":\"x\",\"duration_played\":200}",
    "1700000600 | A | Bare | - | - | jellyfin | - | - | "
    "{\"ClientName\":\"web\",\"DeviceName\":\"x\",\"duration_played\":200}",
    NULL,
  };
  static const char *const rejections[] = {
    "3: artist is missing",
    "4: it is not a track",
    "5: it was not played",
    NULL,
  };
  const char *text =
      "2023-11-14 22:13:40.1234567\tu\ti\tAudio\tA, B - Song (Live) - Take 2 (Demo "
      "(Deluxe))\tDirect\tweb\tx\t200\n"
      "2023-11-14 22:23:40.1234567\tu\ti\tAudio\tA - Bare\tDirect\tweb\tx\t200\n"
      "2023-11-14 22:33:40.1234567\tu\ti\tAudio\tNot Known - Bare\tDirect\tweb\tx\t200\n"
      "2023-11-14 22:43:40.1234567\tu\ti\tMovie\tA film\tDirect\tweb\tx\t200\n"
      "2023-11-14 22:53:40.1234567\tu\ti\tAudio\tA - Never\tDirect\tweb\tx\t0\n";

  import_test_check_text ("report", text,
                          &(ImportExpectation){ .format = "Jellyfin (Playback Reporting)",
                                                .source = "jellyfin",
                                                .zone = "UTC",
                                                .plays = jellyfin,
                                                .rejections = rejections });
}

/* What looks like a history, and is none, is refused by name. */
static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } files[] = {
    { "{\"recording_msid\":null,\"recording_mbid\":\"x\",\"score\":1,\"created\":1700000000}\n",
      "a list of loved and hated recordings" },
    { "{\"recording_mbid\":\"x\",\"blurb_content\":\"y\",\"created\":1700000000}\n", "pinned" },
    { "[{\"platform\":\"x\",\"searchTime\":\"2023-11-14\",\"searchQuery\":\"y\"}]", "searches" },
    { "{\"tracks\":[{\"artist\":\"A\",\"track\":\"B\"}],\"albums\":[],\"shows\":[]}",
      "the library of a Spotify account" },
    { "{\"playlists\":[{\"name\":\"x\",\"items\":[]}]}", "a list of playlists" },
    { "[{\"Title\":\"x\",\"Artist\":\"y\",\"Apple Music Track Identifier\":1}]",
      "a library of Apple Music" },
    { "Track URI,Track Name,Album Name,Artist Name(s),Added By\nx,y,z,a,b\nx,y,z,a,b\n",
      "a list of songs" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = import_test_file ("refused", files[i].text, -1);

      g_test_message ("%s", files[i].text);
      import_test_check_fails (path, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, files[i].words);
    }
}

/* In Last.fm's archive, clicks have the columns of plays: their names tell them apart. */
static void
test_lastfm_archive_zip (void)
{
  static const char table[] =
      "ISO time\tunixtime\ttrack name\tartist name\tuncorrected track name\n"
      "2023-11-14T22:13:20\t1700000000\tFirst\tArtist\tFirst\n";
  static const char loved[] =
      "ISO time\tunixtime\ttrack name\tartist name\tuncorrected track name\n"
      "2023-11-14T22:33:20\t1700001200\tLoved\tArtist\tLoved\n";
  static const char *const plays[] = {
    "1700000000 | Artist | First | - | - | lastfm | lastfm_1700000000 | - | "
    "{\"uncorrected track name\":\"First\"}",
    NULL,
  };
  const ImportMember members[] = {
    { "data/loved_tracks.tsv", loved, strlen (loved) },
    { "data/scrobbles.tsv", table, strlen (table) },
  };
  g_autofree char *path =
      import_test_archive ("archive", "zip", "none", members, G_N_ELEMENTS (members));
  g_autofree char *alone = import_test_file ("alice_lovedtracks.tsv", loved, -1);

  import_test_check (path, &(ImportExpectation){ .format = "Last.fm archive (TSV)",
                                                 .source = "lastfm",
                                                 .plays = plays });
  import_test_check_fails (alone, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, "loved, banned or skipped");
}

static void
test_universal_scrobbler (void)
{
  static const char *const plays[] = {
    "1700000000 | Invented, Band | Song \"One\" | Demo | Various | unknown | - | 201000 | -",
    "1700000300 | B | Two | - | - | unknown | - | - | -",
    NULL,
  };
  static const char *const rejections[] = { "2: the time is missing", NULL };

  import_test_check_text (
      "universal.csv",

      "\"Invented, Band\", \"Song \"\"One\"\"\", \"Demo\", \"2023-11-14 22:13:20\", \"Various\", "
      "\"201\"\n"
      "\"A\", \"No time\", \"\", \"\", \"\", \"\"\n"
      "\"B\", \"Two\", \"\", \"2023-11-14 22:18:20\", \"\", \"\"\n",
      &(ImportExpectation){ .format = "Universal Scrobbler CSV",
                            .source = "unknown",
                            .zone = "UTC",
                            .plays = plays,
                            .rejections = rejections });
}

static void
test_spinitron (void)
{
  static const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | - | spinitron | - | - | {\"Label\":\"L\"}",
    "1700000300 | B | Two | - | - | spinitron | - | - | -",
    NULL,
  };

  check ("Station,X\nProgramme,\"Night, late\"\n\nDate-time,Artist,Song,Release,Label\n"
         "2023-11-14T23:13:20+01:00,Invented Band,Song One,Demo,L\n"
         "2023-11-14T22:18:20,B,Two,,\n",
         "Spinitron CSV", "spinitron", plays, NULL);
}

static void
test_soundcloud (void)
{
  static const char *const rows[] = {
    "1700000000 | Invented Band | Song, One, Live | - | - | soundcloud | - | - | "
    "{\"origin_url\":\"https://soundcloud.com/invented-band/one\"}",
    "1700000300 | somebody | Two | - | - | soundcloud | - | - | "
    "{\"origin_url\":\"https://soundcloud.com/somebody/two\"}",
    NULL,
  };
  static const char *const plays[] = {
    "1700000000 | Invented Band | Song One | - | - | soundcloud | - | 201000 | "
    "{\"origin_url\":\"https://soundcloud.com/x/one\"}",
    "1700000300 | Named | A - B | - | - | soundcloud | - | - | -",
    NULL,
  };

  check ("play_time,track_title,track_url\n"
         "2023-11-14 22:13:20 UTC,Invented Band - Song, One, Live,"
         "https://soundcloud.com/invented-band/one\n"
         "2023-11-14 22:18:20 UTC,Two,https://soundcloud.com/somebody/two\n",
         "SoundCloud history", "soundcloud", rows, NULL);
  check (
      "{\"collection\":[{\"played_at\":1700000000000,\"track\":{\"title\":\"Invented Band - Song "
      "One\",\"duration\":201000,\"permalink_url\":\"https://soundcloud.com/x/one\",\"user\":{"
      "\"username\":\"x\"}}},{\"played_at\":1700000300000,\"track\":{\"title\":\"A - B\",\"user\""
      ":{\"username\":\"y\"},\"publisher_metadata\":{\"artist\":\"Named\"}}}],\"next_href\":null}",
      "SoundCloud history", "soundcloud", plays, NULL);
}

/* A row for each track, with all times at which it was played. */
static void
test_foobar2000 (void)
{
  static const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | - | foobar2000 | - | - | -",
    "1700000300 | B | Two | - | - | foobar2000 | - | - | -",
    "1700003600 | Invented Band | Song One | Demo | - | foobar2000 | - | - | -",
    "1700007200 | B | Two | - | - | foobar2000 | - | - | -",
    NULL,
  };
  static const char *const named[] = {
    "1700000000 | Invented Band | Song One | - | - | foobar2000 | - | - | -",
    NULL,
  };
  static const char *const rejections[] = { "5: the row has too few fields", NULL };

  import_test_check_text (
      "foobar.txt",
      "Invented Band\tDemo\tSong One\t[\"2023-11-14 22:13:20\", \"2023-11-14 23:13:20\"]\r\n"
      "B\t\tTwo\t[1700000300000, 133444808000000000]\r\n"
      "C\tX\tNever\t[]\r\n"
      "broken\tline\r\n",
      &(ImportExpectation){ .format = "foobar2000 (played times)",
                            .source = "foobar2000",
                            .zone = "UTC",
                            .plays = plays,
                            .rejections = rejections });
  check ("Title\tArtist\tPlayed at\nSong One\tInvented Band\t[1700000000000]\n",
         "foobar2000 (played times)", "foobar2000", named, NULL);
}

static void
add_tests (void)
{
  g_test_add_func ("/import/foreign/maloja", test_maloja);
  g_test_add_func ("/import/foreign/maloja-imports", test_maloja_imports);
  g_test_add_func ("/import/foreign/koito", test_koito);
  g_test_add_func ("/import/foreign/multi-scrobbler", test_multi_scrobbler);
  g_test_add_func ("/import/foreign/lastfm-archive", test_lastfm_archive);
  g_test_add_func ("/import/foreign/lastfm-archive-zip", test_lastfm_archive_zip);
  g_test_add_func ("/import/foreign/youtube", test_youtube);
  g_test_add_func ("/import/foreign/tidal", test_tidal);
  g_test_add_func ("/import/foreign/deezer", test_deezer);
  g_test_add_func ("/import/foreign/spotify-by-others", test_spotify_by_others);
  g_test_add_func ("/import/foreign/bare-tables", test_bare_tables);
  g_test_add_func ("/import/foreign/playback-report", test_playback_report);
  g_test_add_func ("/import/foreign/universal-scrobbler", test_universal_scrobbler);
  g_test_add_func ("/import/foreign/spinitron", test_spinitron);
  g_test_add_func ("/import/foreign/soundcloud", test_soundcloud);
  g_test_add_func ("/import/foreign/foobar2000", test_foobar2000);
  g_test_add_func ("/import/foreign/refused", test_refused);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
