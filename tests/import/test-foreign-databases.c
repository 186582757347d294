/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Databases of other programs. */

#include "import-support.h"

#include <glib/gstdio.h>

static char *
make_database (const char *sql)
{
  char *path = test_path ("foreign.db");
  sqlite3 *database;

  g_remove (path);
  database = test_sql_open (path);
  test_sql_run (database, sql);
  sqlite3_close (database);
  return path;
}

static void
check (const char *sql,
       const char *format,
       const char *source,
       const char *zone,
       const char *const *plays,
       const char *const *rejections)
{
  g_autofree char *path = make_database (sql);

  import_test_check (path, &(ImportExpectation){ .format = format,
                                                 .source = source,
                                                 .zone = zone,
                                                 .plays = plays,
                                                 .rejections = rejections });
}

static void
test_maloja (void)
{
  static const char *const plays[] = {
    "1700000000 | A, B | One | Demo | - | maloja | - | 201000 | -",
    "1700000300 | A | Two | - | - | lastfm | - | - | -",
    NULL,
  };
  static const char *const rejections[] = { "3: artist is missing", NULL };

  check ("create table artists (id integer primary key, name text);"
         "create table albums (id integer primary key, albtitle text);"
         "create table tracks (id integer primary key, title text, length integer, "
         "album_id integer);"
         "create table trackartists (artist_id integer, track_id integer, "
         "primary key (artist_id, track_id));"
         "create table scrobbles (timestamp integer primary key, rawscrobble text, origin text, "
         "duration integer, track_id integer, extra text);"
         "insert into artists values (1, 'A'), (2, 'B');"
         "insert into albums values (5, 'Demo');"
         "insert into tracks values (7, 'One', 201, 5), (8, 'Two', null, null), (9, 'Lost', 1, 5);"
         "insert into trackartists values (1, 7), (2, 7), (1, 8);"
         "insert into scrobbles values (1700000000, '{}', 'client:x', 180, 7, null), "
         "(1700000300, '{}', 'import:lastfm', null, 8, null), "
         "(1700000600, '{}', null, null, 9, null);",
         "Maloja (database)", NULL, NULL, plays, rejections);
}

#define KOITO                                                                                      \
  "create table listens (track_id integer, listened_at integer, user_id integer, client text);"    \
  "create table tracks (id integer primary key, release_id integer, duration integer);"            \
  "create table track_aliases (track_id integer, alias text, source text, is_primary integer);"    \
  "create table artist_tracks (artist_id integer, track_id integer, is_primary integer);"          \
  "create table artist_aliases (artist_id integer, alias text, source text, is_primary integer);"  \
  "create table release_aliases (release_id integer, alias text, source text, "                    \
  "is_primary integer);"                                                                           \
  "insert into tracks values (7, 5, 201);"                                                         \
  "insert into track_aliases values (7, 'Other', 'x', 0), (7, 'One', 'x', 1);"                     \
  "insert into artist_tracks values (1, 7, 1), (2, 7, 0);"                                         \
  "insert into artist_aliases values (1, 'A', 'x', 1), (2, 'B', 'x', 1);"                          \
  "insert into release_aliases values (5, 'Demo', 'x', 0);"                                        \
  "insert into listens values (7, 1700000000, 1, 'c');"

static void
test_koito (void)
{
  static const char *const plays[] = {
    "1700000000 | A, B | One | Demo | - | koito | - | 201000 | -",
    NULL,
  };

  check (KOITO, "Koito (database)", "koito", NULL, plays, NULL);
}

static void
test_navidrome (void)
{
  static const char *const plays[] = {
    "1700000000 | A | One | Demo | V | navidrome | - | 201500 | -",
    NULL,
  };
  static const char *const rejections[] = { "2: artist is missing", NULL };

  check ("create table media_file (id varchar primary key, title text, artist text, album text, "
         "album_artist text, duration real);"
         "create table scrobbles (media_file_id varchar, user_id varchar, "
         "submission_time integer);"
         "insert into media_file values ('m1', 'One', 'A', 'Demo', 'V', 201.5);"
         "insert into scrobbles values ('m1', 'u', 1700000000), ('gone', 'u', 1700000300);",
         "Navidrome (database)", "navidrome", NULL, plays, rejections);
}

static void
test_tautulli (void)
{
  static const char *const plays[] = {
    "1700000000 | A | One | Demo | V | plex | - | 201000 | -",
    NULL,
  };
  static const char *const rejections[] = {
    "2: it continues a play after a pause",
    "3: it is not a track",
    NULL,
  };

  check ("create table session_history (id integer primary key, reference_id integer, "
         "started integer, stopped integer, user_id integer, user text, media_type text);"
         "create table session_history_metadata (id integer primary key, title text, "
         "parent_title text, grandparent_title text, original_title text, duration integer);"
         "insert into session_history values (1, 1, 1700000000, 1700000100, 7, 'u', 'track'), "
         "(2, 1, 1700000200, 1700000300, 7, 'u', 'track'), "
         "(3, 3, 1700000400, 1700000500, 7, 'u', 'movie');"
         "insert into session_history_metadata values (1, 'One', 'Demo', 'V', 'A', 201000), "
         "(2, 'One', 'Demo', 'V', '', 201000), (3, 'Film', '', '', '', 0);",
         "Tautulli (database)", "plex", NULL, plays, rejections);
}

static void
test_plex (void)
{
  static const char *const plays[] = {
    "1699999800 | A | One | Demo | V | plex | - | 200000 | -",
    "1700000300 | V | Two | Demo | - | plex | - | - | -",
    NULL,
  };
  static const char *const rejections[] = { "3: it is not a track", NULL };

  check ("create table metadata_items (id integer primary key, guid text, original_title text, "
         "duration integer);"
         "create table metadata_item_views (id integer primary key, account_id integer, guid text, "
         "metadata_type integer, grandparent_title text, parent_title text, title text, "
         "viewed_at integer);"
         "insert into metadata_items values (1, 'g1', 'A', 200000);"
         "insert into metadata_item_views values (1, 1, 'g1', 10, 'V', 'Demo', 'One', 1700000000), "
         "(2, 1, 'g2', 10, 'V', 'Demo', 'Two', 1700000300), "
         "(3, 1, 'g3', 1, '', '', 'Film', 1700000600);",
         "Plex (database)", "plex", NULL, plays, rejections);
}

static void
test_playback_report (void)
{
  static const char *const plays[] = {
    "1700000000 | A | One | Demo | - | jellyfin | - | - | "
    "{\"ClientName\":\"web\",\"DeviceName\":\"x\",\"duration_played\":200}",
    NULL,
  };

  check ("create table PlaybackActivity (DateCreated datetime, UserId text, ItemId text, "
         "ItemType text, ItemName text, PlaybackMethod text, ClientName text, DeviceName text, "
         "PlayDuration int);"
         "insert into PlaybackActivity values ('2023-11-14 22:13:40.1234567', 'u', 'i', 'Audio', "
         "'A - One (Demo)', 'Direct', 'web', 'x', 200);",
         "Jellyfin (Playback Reporting, database)", "jellyfin", "UTC", plays, NULL);
  /* Since it counts versions, times are in UTC. */
  check ("create table PlaybackActivity (DateCreated datetime, UserId text, ItemId text, "
         "ItemType text, ItemName text, PlaybackMethod text, ClientName text, DeviceName text, "
         "PlayDuration int);"
         "insert into PlaybackActivity values ('2023-11-14 22:13:40.1234567', 'u', 'i', 'Audio', "
         "'A - One (Demo)', 'Direct', 'web', 'x', 200);"
         "pragma user_version = 1",
         "Jellyfin (Playback Reporting, database)", "jellyfin", NULL, plays, NULL);
}

static void
test_multi_scrobbler (void)
{
  static const char *const plays[] = {
    "1700000000 | A | One | - | - | spotify | - | - | -",
    NULL,
  };
  static const char *const rejections[] = {
    "2: it is a copy that was sent elsewhere",
    "3: its text is not JSON",
    NULL,
  };

  check ("create table components (id integer primary key, mode text, type text, name text);"
         "create table plays (id integer primary key, componentId integer, playedAt integer, "
         "play text, state text);"
         "insert into components values (1, 'source', 'spotify', 'x'), (2, 'client', 'y', 'z');"
         "insert into plays values "
         "(1, 1, 1, '{\"data\":{\"track\":\"One\",\"artists\":[\"A\"],"
         "\"playDate\":\"2023-11-14T22:13:20Z\"},\"meta\":{\"source\":\"Spotify\"}}', 'scrobbled'),"
         "(2, 2, 1, '{\"data\":{\"track\":\"One\",\"artists\":[\"A\"],"
         "\"playDate\":\"2023-11-14T22:13:20Z\"},\"meta\":{\"source\":\"Spotify\"}}', 'scrobbled'),"
         "(3, 1, 1, 'x', 'scrobbled');",
         "multi-scrobbler (database)", "spotify", NULL, plays, rejections);
}

static void
test_lastfm_to_sqlite (void)
{
  static const char *const plays[] = {
    "1700000000 | A | One | Demo | - | lastfm | - | - | -",
    "1700000300 | A | Two | - | - | lastfm | - | - | -",
    NULL,
  };

  check ("create table artists (id text primary key, name text);"
         "create table albums (id text primary key, title text, artist_id text);"
         "create table tracks (id text primary key, album_id text, title text);"
         "create table plays (track_id text, timestamp text);"
         "insert into artists values ('a', 'A');"
         "insert into albums values ('b', 'Demo', 'a'), ('c', '(unknown album)', 'a');"
         "insert into tracks values ('t', 'b', 'One'), ('u', 'c', 'Two');"
         "insert into plays values ('t', '2023-11-14T22:13:20'), ('u', '2023-11-14T22:18:20');",
         "Last.fm (lastfm-to-sqlite)", "lastfm", "UTC", plays, NULL);
}

/* Views and computed columns could run anything: such a table is none. */
static void
test_hostile (void)
{
  g_autofree char *view = make_database (
      "create table media_file (id varchar primary key, title text, artist text, album text, "
      "album_artist text, duration real);"
      "create view scrobbles as select 'm' as media_file_id, 'u' as user_id, 1 as "
      "submission_time;");

  import_test_check_fails (view, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, "no known program");
}

static void
add_tests (void)
{
  g_test_add_func ("/import/foreign-databases/maloja", test_maloja);
  g_test_add_func ("/import/foreign-databases/koito", test_koito);
  g_test_add_func ("/import/foreign-databases/navidrome", test_navidrome);
  g_test_add_func ("/import/foreign-databases/tautulli", test_tautulli);
  g_test_add_func ("/import/foreign-databases/plex", test_plex);
  g_test_add_func ("/import/foreign-databases/playback-report", test_playback_report);
  g_test_add_func ("/import/foreign-databases/multi-scrobbler", test_multi_scrobbler);
  g_test_add_func ("/import/foreign-databases/lastfm-to-sqlite", test_lastfm_to_sqlite);
  g_test_add_func ("/import/foreign-databases/hostile", test_hostile);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
