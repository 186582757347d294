/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "import-support.h"

#define FORMAT "portable player log (.scrobbler.log)"
#define INFO(number) "{\"track_number\":" number ",\"client\":\"Rockbox example 4.0\"}"

/* 1.1: eight fields, the last of them the recording. */
static void
test_log_utc (void)
{
  const char *text = "#AUDIOSCROBBLER/1.1\n"
                     "#TZ/UTC\n"
                     "#CLIENT/Rockbox example 4.0\n"
                     "#ARTIST\t#ALBUM\t#TITLE\t#TRACKNUM\t#LENGTH\t#RATING\t#TIMESTAMP\t#MBID\n"
                     "Invented Band\tDemo\tSong #1\t3\t201\tL\t1700000000\t"
                     "bbbbbbbb-0000-4000-8000-000000000002\n"
                     "# FAILED - Invented Band\tDemo\tSong #9\t3\t201\tL\t1700000100\t\n"
                     "Invented Band\tDemo\t# Two\t4\t180\tL\t1700000200\tnot-an-id\n"
                     "Invented Band\tDemo\tSkipped\t5\t180\tS\t1700000400\t\n"
                     "<Untagged>\t\t/music/x.mp3\t\t180\tL\t1700000600\t\n"
                     "Invented Band\tDemo\tNo Clock\t5\t180\tL\t0\t\n"
                     "Invented Band\tDemo\tHalf\n"
                     "Invented Band\tDemo\tOdd\t5\t180\tX\t1700000800\t\n";
  const char *const plays[] = {
    "1700000000 | Invented Band | Song #1 | Demo | - | rockbox | - | 201000 | "
    "{\"track_number\":3,\"recording_mbid\":\"bbbbbbbb-0000-4000-8000-000000000002\","
    "\"client\":\"Rockbox example 4.0\"}",
    "1700000200 | Invented Band | # Two | Demo | - | rockbox | - | 180000 | " INFO ("4"),
    NULL,
  };
  const char *const rejections[] = {
    "8: the track was skipped",
    "9: the file that was played has no artist",
    "10: time 0 is before 2002-10-01",
    "11: the line has fewer than 7 fields",
    "12: the rating is neither L (listened) nor S (skipped)",
    NULL,
  };

  import_test_check_text (
      "x", text,
      &(ImportExpectation){
          .format = FORMAT, .source = "rockbox", .plays = plays, .rejections = rejections });
}

/* Artists that begin like a comment, a byte order mark, lines before the header, and no header. */
static void
test_log_shapes (void)
{
  static const char *const heads[] = {
    "\xef\xbb\xbf#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/Rockbox example 4.0\n",
    "# written by hand\n\n#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/Rockbox example 4.0\n",
    "",
    "\xef\xbb\xbf",
  };
  const char *const plays[] = {
    "1700000000 | #1 Example | One | Demo | - | rockbox | - | 200000 | " INFO ("1"),
    "1700000300 | Plain | Two | Demo | - | rockbox | - | 210000 | " INFO ("2"),
    NULL,
  };
  const char *const bare_plays[] = {
    "1700000000 | #1 Example | One | Demo | - | scrobbler-log | - | 200000 | {\"track_number\":1}",
    "1700000300 | Plain | Two | Demo | - | scrobbler-log | - | 210000 | {\"track_number\":2}",
    NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      gboolean is_bare = i >= 2;
      g_autofree char *text = g_strconcat (heads[i],
                                           "#1 Example\tDemo\tOne\t1\t200\tL\t1700000000\t\n"
                                           "Plain\tDemo\tTwo\t2\t210\tL\t1700000300\t\n",
                                           NULL);

      import_test_check_text ("x", text,
                              &(ImportExpectation){ .format = FORMAT,
                                                    .source = is_bare ? "scrobbler-log" : "rockbox",
                                                    .zone = is_bare ? "UTC" : NULL,
                                                    .plays = is_bare ? bare_plays : plays });
    }
}

/* 1.0: seven fields; the wall clock, on both sides of a change of the clocks; CR LF; Latin-1. */
static void
test_log_unknown_zone (void)
{
  const char *text = "#AUDIOSCROBBLER/1.0\r\n"
                     "#TZ/UNKNOWN\r\n"
                     "#CLIENT/Rockbox example 4.0\r\n"
                     "Bj\xf6rk\tDemo\tWinter\t1\t201\tL\t1711848600\r\n"
                     "Invented Band\t\tSummer\t\t0\tL\t1711855800\r\n"
                     "Inv\xc3\xb6nted\tDem\xc3\tCut\t2\t201\tL\t1711859400\r\n"
                     "Invented Band\tDemo\tNo Clock\t5\t180\tL\t0\r\n";
  const char *const plays[] = {
    "1711845000 | Björk | Winter | Demo | - | rockbox | - | 201000 | " INFO ("1"),
    "1711848600 | Invented Band | Summer | - | - | rockbox | - | - | "
    "{\"client\":\"Rockbox example 4.0\"}",
    "1711852200 | Invönted | Cut | DemÃ | - | rockbox | - | 201000 | " INFO ("2"),
    NULL,
  };
  const char *const rejections[] = { "7: time 0 is before 2002-10-01", NULL };
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");

  import_test_check_text ("x", text,
                          &(ImportExpectation){ .format = FORMAT,
                                                .source = "rockbox",
                                                .zone = "Europe/Berlin",
                                                .plays = plays,
                                                .rejections = rejections,
                                                .n_repaired = 2,
                                                .option_zone = berlin });
}

static void
test_log_without_client (void)
{
  const char *text = "#AUDIOSCROBBLER/1.1\n#TZ/UTC\n"
                     "Invented Band\tDemo\tSong One\t3\t201\tL\t1700000000\t\n";
  const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | - | scrobbler-log | - | 201000 | "
    "{\"track_number\":3}",
    NULL,
  };

  import_test_check_text (
      "x", text,
      &(ImportExpectation){ .format = FORMAT, .source = "scrobbler-log", .plays = plays });
}

/* Rockbox 4: stamped at the end, by the clock on the wall, with the names of files. */
static void
test_playback_log (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  const char *const plays[] = {
    "1699996400 | Band | Song: Two | Demo | - | rockbox | - | 210000 | "
    "{\"path\":\"/<microSD0>/Music/Band/Demo/02 - Song: Two.mp3\",\"duration_played\":200}",
    "1699996700 | Band | 1979 | Demo | - | rockbox | - | 210000 | "
    "{\"path\":\"/Music/Band/Demo/1979.flac\",\"duration_played\":200}",
    NULL,
  };
  const char *const rejections[] = {
    "4: the player found it too short",
    "5: the player found it twice",
    "6: it was played for less than 30 s",
    "7: more was played than there is",
    "8: artist is missing",
    "9: the line is not TIMESTAMP:ELAPSED:LENGTH:PATH",
    "10: time 800 is before 2002-10-01",
    NULL,
  };
  const char *text = "# Started Ver. 4.0\n"
                     " 1700000200:200000:210000:/<microSD0>/Music/Band/Demo/02 - Song: Two.mp3\n"
                     "1700000500:200000:210000:/Music/Band/Demo/1979.flac\n"
                     "!1700000600:5000:210000:/Music/Band/Demo/03 Short.mp3\n"
                     "@1700000600:200000:210000:/Music/Band/Demo/03 Twice.mp3\n"
                     "1700000700:5000:210000:/Music/Band/Demo/03 Short.mp3\n"
                     "1700000800:300000:210000:/Music/Band/Demo/03 Odd.mp3\n"
                     "1700000900:200000:210000:/03 Bare.mp3\n"
                     "not an entry\n"
                     "1000:200000:210000:/Music/Band/Demo/04 Dead clock.mp3\n";

  import_test_check_text ("playback.log", text,
                          &(ImportExpectation){ .format = "Rockbox playback log",
                                                .source = "rockbox",
                                                .zone = "Europe/Berlin",
                                                .option_zone = berlin,
                                                .plays = plays,
                                                .rejections = rejections });
}

/* A track that was left and taken up again has a line for each part. */
static void
test_playback_log_resumed (void)
{
  const char *const plays[] = {
    "1700000000 | Band | Song | Demo | - | rockbox | - | 210000 | "
    "{\"path\":\"/Band/Demo/Song.mp3\",\"duration_played\":200}",
    "1700009800 | Band | Song | Demo | - | rockbox | - | 210000 | "
    "{\"path\":\"/Band/Demo/Song.mp3\",\"duration_played\":200}",
    "1700010100 | Band | Song | Demo | - | rockbox | - | 210000 | "
    "{\"path\":\"/Band/Demo/Song.mp3\",\"duration_played\":200}",
    NULL,
  };

  import_test_check_text (
      "playback.log",
      "!1700000010:10000:210000:/Band/Demo/Song.mp3\n"
      "1700003700:100000:210000:/Band/Demo/Song.mp3\n"
      "1700003900:90000:210000:/Band/Demo/Song.mp3\n"
      "1700010000:200000:210000:/Band/Demo/Song.mp3\n"
      "1700010300:200000:210000:/Band/Demo/Song.mp3\n",
      &(ImportExpectation){
          .format = "Rockbox playback log", .source = "rockbox", .zone = "UTC", .plays = plays });
}

static char *
make_earlier_database (const char *name)
{
  char *path = test_path (name);
  g_autoptr (sqlite3) database = test_sql_open (path);

  test_sql_run (database,
                "create table scrobbles (id integer primary key autoincrement, artist text not "
                "null, album text, track text not null, timestamp integer not null, source text "
                "not null, source_id text, unique (artist, track, timestamp, source));"
                "insert into scrobbles (artist, album, track, timestamp, source, source_id) values"
                " ('Invented Band', 'Demo', 'Song One', 1700000000, 'lastfm', 'lastfm_1700000000'),"
                " ('Öl', null, 'Song Two', 1700000200, 'listenbrainz', null),"
                " ('Öl', '', 'Song Three', 1700000400, 'listenbrainz', 'listenbrainz_x'),"
                " ('', 'Demo', 'Nobody', 1700000600, 'lastfm', null),"
                " ('Invented Band', 'Demo', 'Never', -5, 'lastfm', null),"
                " ('Invented Band', cast (x'44656d6f0042' as text), 'Cut', 1700000800, 'lastfm',"
                " null);");
  return path;
}

static void
test_earlier_database (void)
{
  const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | - | lastfm | lastfm_1700000000 | - | -",
    "1700000200 | Öl | Song Two | - | - | listenbrainz | - | - | -",
    "1700000400 | Öl | Song Three | - | - | listenbrainz | listenbrainz_x | - | -",
    NULL,
  };
  const char *const rejections[] = {
    "4: artist is missing",
    "5: time -5 is before 2002-10-01",
    "6: a text contains a NUL",
    NULL,
  };
  g_autofree char *path = make_earlier_database ("earlier.csv");
  g_autofree char *before = test_checksum (path);
  g_autofree char *after = NULL;

  import_test_check (path, &(ImportExpectation){ .format = "database of the earlier program",
                                                 .plays = plays,
                                                 .rejections = rejections });
  after = test_checksum (path);
  g_assert_cmpstr (before, ==, after);
}

static void
test_other_database (void)
{
  g_autofree char *path = test_path ("other.db");
  g_autofree char *own_path = test_path ("own.db");
  g_autoptr (sqlite3) database = test_sql_open (path);
  g_autoptr (FootprintsStore) G_GNUC_UNUSED store = test_open (own_path);

  test_sql_run (database, "create table things (id integer)");
  import_test_check_fails (path, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
                           "SQLite database of no known program");
  import_test_check_fails (own_path, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
                           "export it as JSON Lines first");
}

static void
add_tests (void)
{
  g_test_add_func ("/import/log/playback", test_playback_log);
  g_test_add_func ("/import/log/playback/resumed", test_playback_log_resumed);
  g_test_add_func ("/import/log/utc", test_log_utc);
  g_test_add_func ("/import/log/shapes", test_log_shapes);
  g_test_add_func ("/import/log/unknown-zone", test_log_unknown_zone);
  g_test_add_func ("/import/log/without-client", test_log_without_client);
  g_test_add_func ("/import/database/earlier", test_earlier_database);
  g_test_add_func ("/import/database/other", test_other_database);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
