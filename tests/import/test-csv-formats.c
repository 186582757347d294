/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "import-support.h"

#include "libfootprints/import/footprints-row-batch-private.h"

#include <string.h>

/* recenttracks-USER-UNIX.csv: everything quoted, what plays now has no time. */
static void
test_lastfm_pages (void)
{
  const char *text =
      "uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n"
      "\"\",\"\",\"Invented Band\",\"\",\"Demo\",\"\",\"Playing Now\",\"\"\n"
      "\"1700000200\",\"14 Nov 2023, 22:16\",\"Invented Band\",\"aaaaaaaa-0000-4000-8000-"
      "000000000001\",\"Demo\",\"\",\"Song \"\"Two\"\"\",\"bbbbbbbb-0000-4000-8000-000000000002\"\n"
      "\"1700000000\",\"14 Nov 2023, 22:13\",\"Öl & Käse, Ltd\",\"\",\"\",\"\",\"Song One\",\"\"\n"
      "\"1700000000\",\"14 Nov 2023, 22:13\",\"Öl & Käse, Ltd\",\"\",\"\",\"\",\"Song One\",\"\"\n"
      "\"0\",\"01 Jan 1970, 00:00\",\"Invented Band\",\"\",\"Demo\",\"\",\"Song Zero\",\"\"\n";
  const char *const plays[] = {
    "1700000000 | Öl & Käse, Ltd | Song One | - | - | lastfm | lastfm_1700000000 | - | -",
    "1700000200 | Invented Band | Song \"Two\" | Demo | - | lastfm | lastfm_1700000200 | - | "
    "{\"artist_mbid\":\"aaaaaaaa-0000-4000-8000-000000000001\","
    "\"track_mbid\":\"bbbbbbbb-0000-4000-8000-000000000002\"}",
    NULL,
  };
  const char *const rejections[] = {
    "2: the time is missing",
    "6: time 0 is before 2002-10-01",
    NULL,
  };

  import_test_check_text ("any.name", text,
                          &(ImportExpectation){ .format = "Last.fm CSV",
                                                .source = "lastfm",
                                                .plays = plays,
                                                .rejections = rejections,
                                                .n_duplicate = 1 });
}

/* artist,artist_mbid,…,timestamp,datetime: the time is written twice; CR LF. */
static void
test_lastfm_datetime (void)
{
  const char *text = "artist,artist_mbid,album,album_mbid,track,track_mbid,timestamp,datetime\r\n"
                     "Invented Band,,Demo - Single,,Song One,,1536407564,2018-09-08 11:52:44\r\n"
                     "\"Band, The\",,,,\"Song\r\nTwo\",,1536406547,2018-09-08 11:35:47\r\n"
                     "Invented Band,,,,Song Three,,1536406303,2018-09-08 11:31:43";
  const char *const plays[] = {
    "1536406303 | Invented Band | Song Three | - | - | lastfm | lastfm_1536406303 | - | -",
    "1536406547 | Band, The | Song\r\nTwo | - | - | lastfm | lastfm_1536406547 | - | -",
    "1536407564 | Invented Band | Song One | Demo - Single | - | lastfm | lastfm_1536407564 | - | "
    "-",
    NULL,
  };

  import_test_check_text (
      "history.json", text,
      &(ImportExpectation){ .format = "Last.fm CSV", .source = "lastfm", .plays = plays });
}

/* ";", a byte order mark, milliseconds, and the listener's name in the header. */
static void
test_lastfmstats (void)
{
  const char *with_id = "\xef\xbb\xbf"
                        "Artist;Album;AlbumId;Track;Date#alice\n"
                        "\"Invented Band\";\"Demo\";\"cccccccc-0000-4000-8000-000000000003\";"
                        "\"Song; One\";\"1700000000000\"\n"
                        "\"Invented Band\";\"\";\"\";\"Song Two\";\"1700000200999\"\n";
  const char *without_id = "\xef\xbb\xbf"
                           "Artist;Album;Track;Date#alice\n"
                           "\"Invented Band\";\"Demo\";\"Song; One\";\"1700000000000\"\n";
  const char *const plays[] = {
    "1700000000 | Invented Band | Song; One | Demo | - | lastfm | lastfm_1700000000 | - | "
    "{\"AlbumId\":\"cccccccc-0000-4000-8000-000000000003\"}",
    "1700000200 | Invented Band | Song Two | - | - | lastfm | lastfm_1700000200 | - | -",
    NULL,
  };
  const char *const old_plays[] = {
    "1700000000 | Invented Band | Song; One | Demo | - | lastfm | lastfm_1700000000 | - | -",
    NULL,
  };

  import_test_check_text (
      "stats.csv", with_id,
      &(ImportExpectation){ .format = "Last.fm CSV", .source = "lastfm", .plays = plays });
  import_test_check_text (
      "stats.csv", without_id,
      &(ImportExpectation){ .format = "Last.fm CSV", .source = "lastfm", .plays = old_plays });
}

/* No header, minutes in English, always UTC; what plays now comes first. */
static void
test_headerless (void)
{
  const char *text = "Invented Band,Demo,Playing Now,\n"
                     "Invented Band,Demo,Song Two,21 May 2014 18:51\n"
                     "Öl,,Song One,1 Jan 2014 00:00\n"
                     "Öl,,Song Zero,31 Foo 2014 00:00\n";
  const char *const plays[] = {
    "1388534400 | Öl | Song One | - | - | lastfm | lastfm_1388534400 | - | -",
    "1400698260 | Invented Band | Song Two | Demo | - | lastfm | lastfm_1400698260 | - | -",
    NULL,
  };
  const char *const rejections[] = {
    "1: the time is missing",
    "4: “31 Foo 2014 00:00” is not a time",
    NULL,
  };
  g_autoptr (GTimeZone) tokyo = g_time_zone_new_identifier ("Asia/Tokyo");

  /* The zone option is for times whose zone nobody knows. */
  import_test_check_text ("x", text,
                          &(ImportExpectation){ .format = "Last.fm CSV without a header",
                                                .source = "lastfm",
                                                .plays = plays,
                                                .rejections = rejections,
                                                .option_zone = tokyo });
}

static void
test_librefm (void)
{
  const char *text = "# Libre.fm export of alice\n"
                     "# columns below: track, artist, and more; \"quoted\n"
                     "\n"
                     "\"Artist\",\"Track\",\"Album\",\"Time\"\n"
                     "\"Invented Band\",\"Song One\",\"Demo\",\"1700000000\"\n"
                     "\"Invented Band\",\"# Two\",\"\",\"1700000200\"\n";
  const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | - | librefm | - | - | -",
    "1700000200 | Invented Band | # Two | - | - | librefm | - | - | -",
    NULL,
  };

  import_test_check_text (
      "x", text,
      &(ImportExpectation){ .format = "Libre.fm CSV", .source = "librefm", .plays = plays });
}

/* Names of columns in the lines before the header must not confuse it. */
static void
test_words_before_header (void)
{
  const char *text = "Exported with,Track,Artist\n"
                     "artist,track,album,time\n"
                     "Invented Band,Song One,Demo,1700000000\n";
  const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | - | unknown | - | - | -",
    NULL,
  };

  import_test_check_text (
      "x", text,
      &(ImportExpectation){ .format = "CSV with a header", .source = "unknown", .plays = plays });
}

static void
test_pano (void)
{
  const char *text =
      "timeHuman,timeMs,artist,track,album,albumArtist,durationMs,mediaPlayerPackage,"
      "mediaPlayerName,mediaPlayerVersion,event\n"
      "Nov 14,1700000000123,Invented Band,Song One,Demo,Various,201000,org.example.player,Player,"
      "1.0,scrobble\n"
      "Nov 14,1700000200123,Invented Band,Song Two,,,null,,,,\n"
      "Nov 14,1700000400123,Invented Band,Song Two,,,null,,,,love\n";
  const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | Various | panoscrobbler | - | 201000 | "
    "{\"mediaPlayerPackage\":\"org.example.player\",\"mediaPlayerName\":\"Player\","
    "\"mediaPlayerVersion\":\"1.0\"}",
    "1700000200 | Invented Band | Song Two | - | - | panoscrobbler | - | - | -",
    NULL,
  };
  const char *const rejections[] = {
    "4: the row is an event other than a play",
    NULL,
  };

  import_test_check_text ("x", text,
                          &(ImportExpectation){ .format = "Pano Scrobbler CSV",
                                                .source = "panoscrobbler",
                                                .plays = plays,
                                                .rejections = rejections });
}

/* Any order, any delimiter, any of several words. */
static void
test_generic (void)
{
  static const struct
  {
    const char *text;
    const char *play;
  } files[] = {
    { "time,artist,track\n1700000000,A,T\n", "1700000000 | A | T | - | - | mine | - | - | -" },
    { "Track Name\tArtist Name\tPlayed At\nT\tA\t2023-11-14T22:13:20Z\n",
      "1700000000 | A | T | - | - | mine | - | - | -" },
    { "SONG|Date|ARTIST|Release|Duration\nT|2023-11-14 23:13:20+01:00|A|L|201\n",
      "1700000000 | A | T | L | - | mine | - | 201000 | -" },
    { "title;album-artist;artist;played_at;comment;duration_ms;album\nT;V;A;1700000000;hm;201500;"
      "L\n",
      "1700000000 | A | T | L | V | mine | - | 201500 | {\"comment\":\"hm\"}" },
    /* Python's pandas writes whole numbers so when a column has gaps. */
    { "artist,name,timestamp\nA,T,1700000000.0\n",
      "1700000000 | A | T | - | - | mine | - | - | -" },
    { "artist,name,timestamp\nA,T,1700000000 \n", "1700000000 | A | T | - | - | mine | - | - | -" },
    /* Blanks instead of an album mean that none is known. */
    { "artist,name,timestamp,album\nA,T,1700000000,  \n",
      "1700000000 | A | T | - | - | mine | - | - | -" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      const char *const plays[] = { files[i].play, NULL };

      g_test_message ("%s", files[i].text);
      import_test_check_text ("generic", files[i].text,
                              &(ImportExpectation){ .format = "CSV with a header",
                                                    .source = "mine",
                                                    .plays = plays,
                                                    .option_source = "mine" });
    }
}

/* What only Last.fm writes is in UTC and from there, whatever the zone option says; a semicolon
 * alone says nothing. */
static void
test_words_of_lastfm (void)
{
  static const struct
  {
    const char *text;
    const char *play;
    const char *format;
    const char *zone;
  } files[] = {
    { "uts,artist,album,track\n1700000000,A,L,T\n",
      "1700000000 | A | T | L | - | lastfm | lastfm_1700000000 | - | -", "Last.fm CSV", NULL },
    { "utc_time,artist,track\n\"14 Nov 2023, 22:13\",A,T\n",
      "1699999980 | A | T | - | - | lastfm | lastfm_1699999980 | - | -", "Last.fm CSV", NULL },
    { "artist;track;date\nA;T;2023-11-15 07:13:20\n",
      "1700000000 | A | T | - | - | unknown | - | - | -", "CSV with a header", "Asia/Tokyo" },
  };
  g_autoptr (GTimeZone) tokyo = g_time_zone_new_identifier ("Asia/Tokyo");

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      const char *const plays[] = { files[i].play, NULL };

      g_test_message ("%s", files[i].text);
      import_test_check_text (
          "x", files[i].text,
          &(ImportExpectation){ .format = files[i].format,
                                .source = files[i].zone == NULL ? "lastfm" : "unknown",
                                .zone = files[i].zone,
                                .plays = plays,
                                .option_zone = tokyo });
    }
}

/* A date and a time of day in two columns; a track that is a number beside a title; dates with
 * dots. */
static void
test_columns (void)
{
  static const struct
  {
    const char *text;
    const char *play;
  } files[] = {
    { "date,time,artist,track\n2023-11-14,22:13:20,A,T\n",
      "1700000000 | A | T | - | - | mine | - | - | -" },
    { "Time,Artist,Track,Date\n22:13,A,T,14.11.2023\n",
      "1699999980 | A | T | - | - | mine | - | - | -" },
    { "date,time,artist,track\n2023-11-14,1700000000,A,T\n",
      "1700000000 | A | T | - | - | mine | - | - | -" },
    { "artist,track,title,played_at\nA,7,Seventh,1700000000\n",
      "1700000000 | A | Seventh | - | - | mine | - | - | {\"track\":\"7\"}" },
    { "title,artist,track,played_at\nSeventh,A,7,1700000000\n",
      "1700000000 | A | Seventh | - | - | mine | - | - | {\"track\":\"7\"}" },
    { "name,artist,song,played_at\nx,A,T,1700000000\n",
      "1700000000 | A | T | - | - | mine | - | - | {\"name\":\"x\"}" },
    { "artist,track,date\nA,T,14.11.2023 22:13:20 +00:00\n",
      "1700000000 | A | T | - | - | mine | - | - | -" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      const char *const plays[] = { files[i].play, NULL };
      gboolean names_zone =
          strstr (files[i].text, "1700000000") != NULL || strstr (files[i].text, "+00:00") != NULL;

      g_test_message ("%s", files[i].text);
      import_test_check_text ("x", files[i].text,
                              &(ImportExpectation){ .format = "CSV with a header",
                                                    .source = "mine",
                                                    .zone = names_zone ? NULL : "UTC",
                                                    .plays = plays,
                                                    .option_source = "mine" });
    }
}

/* Plays of one minute follow each other as in the file, whichever end it begins with and wherever a
 * batch ends. */
static void
check_order (gboolean is_newest_first, guint limit)
{
  g_autoptr (GString) text = g_string_new ("artist,track,date\n");
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autofree char *ledger = test_path (is_newest_first ? "newest.db" : "oldest.db");
  g_autoptr (FootprintsStore) store = test_open (ledger);
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (sqlite3) database = NULL;
  g_autofree char *order = NULL;

  for (guint i = 0; i < 40; i++)
    {
      guint play = is_newest_first ? 39 - i : i;

      g_string_append_printf (text, "A,%02u,2024-03-01 20:%02u\n", play, play / 4);
      g_string_append_printf (expected, "%02u", i);
    }
  path = import_test_file ("order.csv", text->str, (gssize) text->len);
  _footprints_row_batch_limit_rows (limit);
  summary = import_test_run_job (store, path);
  _footprints_row_batch_limit_rows (20000);
  database = test_sql_open (ledger);
  order = test_sql_text (database, "select group_concat (track, '') from"
                                   " (select track from scrobbles order by timestamp, id)");
  g_assert_cmpstr (order, ==, expected->str);
}

static void
test_order (void)
{
  /* Not below the plays of a minute: such a batch does not show which end the file begins with. */
  static const guint limits[] = { 5, 6, 7, 11, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    for (guint newest_first = 0; newest_first < 2; newest_first++)
      {
        check_order (newest_first, limits[i]);
        test_remove_folder ();
      }
}

/* Times without a zone, on both sides of a change of the clocks. A time that the clocks never
 * showed is the moment of the change. */
static void
test_zone_option (void)
{
  const char *text = "artist,track,date\n"
                     "A,Winter,2024-03-31 01:30\n"
                     "A,Gap,2024-03-31 02:30\n"
                     "A,Summer,2024-03-31 03:30\n"
                     "A,Twice,2024-10-27 02:30\n"
                     "A,Own,2024-03-31T01:30:00Z\n";
  const char *const plays[] = {
    "1711845000 | A | Winter | - | - | unknown | - | - | -",
    "1711846800 | A | Gap | - | - | unknown | - | - | -",
    "1711848600 | A | Own | - | - | unknown | - | - | -",
    "1711848600 | A | Summer | - | - | unknown | - | - | -",
    "1729989000 | A | Twice | - | - | unknown | - | - | -",
    NULL,
  };
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");

  import_test_check_text ("x", text,
                          &(ImportExpectation){ .format = "CSV with a header",
                                                .source = "unknown",
                                                .zone = "Europe/Berlin",
                                                .plays = plays,
                                                .option_zone = berlin });
}

/* timestamp,artist,album,track,source: that of the earlier program is ours too. */
static void
test_own (void)
{
  const char *text = "timestamp,artist,album,track,source\n"
                     "2023-11-14T22:13:20+00:00,Invented Band,Demo,Song One,lastfm\n"
                     "2023-11-14T22:16:40+00:00,=1+1,,\" Song \",listenbrainz\n";
  const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | - | lastfm | lastfm_1700000000 | - | -",
    "1700000200 | =1+1 |  Song  | - | - | listenbrainz | - | - | -",
    NULL,
  };

  import_test_check_text ("x", text,
                          &(ImportExpectation){ .format = "Footprints CSV", .plays = plays });
}

/* Every field may hold what it wants. */
static void
test_latin1_and_cut_utf8 (void)
{
  const char *text = "artist,track,album,time\n"
                     "Bj\xf6rk,Caf\xe9,\x80uro,1700000000\n"
                     "Bj\xc3\xb6rk,Caf\xc3,Demo,1700000200\n";
  const char *const plays[] = {
    "1700000000 | Björk | Café | €uro | - | unknown | - | - | -",
    "1700000200 | Björk | CafÃ | Demo | - | unknown | - | - | -",
    NULL,
  };

  import_test_check_text (
      "x", text,
      &(ImportExpectation){
          .format = "CSV with a header", .source = "unknown", .plays = plays, .n_repaired = 2 });
}

static void
add_tests (void)
{
  g_test_add_func ("/import/csv/words-of-lastfm", test_words_of_lastfm);
  g_test_add_func ("/import/csv/columns", test_columns);
  g_test_add_func ("/import/csv/order", test_order);
  g_test_add_func ("/import/csv/lastfm-pages", test_lastfm_pages);
  g_test_add_func ("/import/csv/lastfm-datetime", test_lastfm_datetime);
  g_test_add_func ("/import/csv/lastfmstats", test_lastfmstats);
  g_test_add_func ("/import/csv/headerless", test_headerless);
  g_test_add_func ("/import/csv/librefm", test_librefm);
  g_test_add_func ("/import/csv/words-before-header", test_words_before_header);
  g_test_add_func ("/import/csv/pano", test_pano);
  g_test_add_func ("/import/csv/generic", test_generic);
  g_test_add_func ("/import/csv/zone-option", test_zone_option);
  g_test_add_func ("/import/csv/own", test_own);
  g_test_add_func ("/import/csv/latin1-and-cut-utf8", test_latin1_and_cut_utf8);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
