/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "import-support.h"

#include <string.h>

#define LISTEN_ONE                                                                                 \
  "{\"inserted_at\":1700000301.5,\"listened_at\":1700000300.75,\"track_metadata\":"                \
  "{\"track_name\":\"Song One\",\"artist_name\":\"Invented Band\",\"release_name\":\"Demo\","      \
  "\"recording_msid\":\"6f2e0d0c-0000-4000-8000-000000000001\","                                   \
  "\"additional_info\":{\"duration_ms\":201000,\"media_player\":\"X\"},\"mbid_mapping\":null}}"
#define LISTEN_TWO                                                                                 \
  "{\"listened_at\":1700000500,\"recording_msid\":\"6f2e0d0c-0000-4000-8000-000000000002\","       \
  "\"user_name\":\"alice\",\"track_metadata\":{\"track_name\":\"Song [Two] {}\","                  \
  "\"artist_name\":\"Invented Band\",\"additional_info\":{\"duration\":200}}}"

static const char *const listens[] = {
  "1700000300 | Invented Band | Song One | Demo | - | listenbrainz | "
  "listenbrainz_6f2e0d0c-0000-4000-8000-000000000001 | 201000 | "
  "{\"recording_msid\":\"6f2e0d0c-0000-4000-8000-000000000001\",\"inserted_at\":1700000301.5,"
  "\"additional_info\":{\"duration_ms\":201000,\"media_player\":\"X\"}}",
  "1700000500 | Invented Band | Song [Two] {} | - | - | listenbrainz | "
  "listenbrainz_6f2e0d0c-0000-4000-8000-000000000002 | 200000 | "
  "{\"recording_msid\":\"6f2e0d0c-0000-4000-8000-000000000002\",\"additional_info\":{\"duration\":"
  "200}}",
  NULL,
};
static const char feedback[] =
    "{\"recording_msid\":null,\"recording_mbid\":\"dddddddd-0000-4000-8000-000000000004\","
    "\"score\":1,\"created\":1700000000}\n";
static const char user[] = "{\"user_id\":123,\"username\":\"alice\"}";

static void
test_listenbrainz_zip (void)
{
  static const char november[] = LISTEN_ONE "\n" LISTEN_TWO "\n";
  static const char december[] = LISTEN_TWO "\n{\"listened_at\":null,\"track_metadata\":{}}\n";
  const ImportMember members[] = {
    { "user.json", user, strlen (user) },
    { "listens/2023/11.jsonl", november, strlen (november) },
    { "listens/2023/12.jsonl", december, strlen (december) },
    { "feedback.jsonl", feedback, strlen (feedback) },
  };
  const char *const rejections[] = { "2: listens/2023/12.jsonl: the time is missing", NULL };
  g_autofree char *path =
      import_test_archive ("export.txt", "zip", "none", members, G_N_ELEMENTS (members));

  import_test_check (path, &(ImportExpectation){ .format = "ListenBrainz export",
                                                 .source = "listenbrainz",
                                                 .plays = listens,
                                                 .rejections = rejections,
                                                 .n_duplicate = 1 });
}

/* Whatever clients call the artist of the album. */
static void
test_listenbrainz_album_artist (void)
{
  static const char *const members[] = {
    "\"release_artist_name\":\"Various Artists\"",
    "\"release_artist_names\":[\"Various Artists\"]",
    "\"albumartist\":\"Various Artists\"",
    "\"album_artist_name\":\"Various Artists\",\"release_artist_names\":[\"A\",\"B\"]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"listened_at\":1700000000,\"track_metadata\":{\"artist_name\":\"A\","
                           "\"track_name\":\"T\",\"release_name\":\"Hits\","
                           "\"additional_info\":{%s}}}\n",
                           members[i]);
      g_autofree char *play = g_strdup_printf ("1700000000 | A | T | Hits | Various Artists | "
                                               "listenbrainz | listenbrainz_1700000000 | - |"
                                               " {\"additional_info\":{%s}}",
                                               members[i]);
      const char *const plays[] = { play, NULL };

      import_test_check_text ("x", text,
                              &(ImportExpectation){ .format = "ListenBrainz export",
                                                    .source = "listenbrainz",
                                                    .plays = plays });
    }
}

/* The time of a love is no time of a play; beside plays, such a file is passed over. */
static void
test_loved_tracks (void)
{
  static const char loved[] =
      "{\"lovedtracks\":{\"track\":[{\"artist\":{\"name\":\"A\"},\"name\":\"T\","
      "\"date\":{\"uts\":\"1700000000\"}}]}}";
  static const char listen[] = LISTEN_ONE "\n";
  const ImportMember members[] = {
    { "loved.json", loved, strlen (loved) },
    { "listens.jsonl", listen, strlen (listen) },
  };
  const char *const plays[] = { listens[0], NULL };
  g_autofree char *alone = import_test_file ("loved.json", loved, -1);
  g_autofree char *archive =
      import_test_archive ("both.zip", "zip", "none", members, G_N_ELEMENTS (members));

  import_test_check_fails (alone, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, "loved tracks");
  import_test_check (archive, &(ImportExpectation){ .format = "ListenBrainz export",
                                                    .source = "listenbrainz",
                                                    .plays = plays });
}

static void
test_listenbrainz_list (void)
{
  const ImportExpectation expected = { .format = "ListenBrainz export",
                                       .source = "listenbrainz",
                                       .plays = listens };

  import_test_check_text ("x", "[" LISTEN_ONE "," LISTEN_TWO "]", &expected);
  import_test_check_text ("x", "\xef\xbb\xbf\n [\n " LISTEN_ONE " ,\n" LISTEN_TWO "\n]\n",
                          &expected);
  import_test_check_text ("x", LISTEN_ONE "\n" LISTEN_TWO "\n", &expected);
  import_test_check_text ("x", LISTEN_ONE "\r\n\r\n" LISTEN_TWO, &expected);
}

#define TRACK_ONE                                                                                  \
  "{\"artist\":{\"mbid\":\"\",\"#text\":\"Invented Band\"},\"streamable\":\"0\",\"image\":"        \
  "[{\"size\":\"small\",\"#text\":\"https://x.invalid/a.png\"}],\"mbid\":"                         \
  "\"bbbbbbbb-0000-4000-8000-000000000002\",\"album\":{\"mbid\":\"\",\"#text\":\"Demo\"},"         \
  "\"name\":\"Song One\",\"url\":\"https://x.invalid\",\"date\":{\"uts\":\"1700000000\","          \
  "\"#text\":\"14 Nov 2023, 22:13\"},\"loved\":\"1\"}"
#define TRACK_TWO                                                                                  \
  "{\"artist\":{\"name\":\"Öl\",\"mbid\":\"aaaaaaaa-0000-4000-8000-000000000001\"},\"album\":"    \
  "{\"#text\":\"\"},\"name\":\"Song Two\",\"date\":{\"uts\":1700000200},\"loved\":\"0\"}"
#define TRACK_NOW                                                                                  \
  "{\"artist\":{\"#text\":\"Invented Band\"},\"name\":\"Song Now\",\"album\":{\"#text\":\"\"},"    \
  "\"@attr\":{\"nowplaying\":\"true\"}}"

static const char *const lastfm_plays[] = {
  "1700000000 | Invented Band | Song One | Demo | - | lastfm | lastfm_1700000000 | - | "
  "{\"track_mbid\":\"bbbbbbbb-0000-4000-8000-000000000002\",\"loved\":true}",
  "1700000200 | Öl | Song Two | - | - | lastfm | lastfm_1700000200 | - | "
  "{\"artist_mbid\":\"aaaaaaaa-0000-4000-8000-000000000001\"}",
  NULL,
};

/* Rows count through all pages; a page of one play holds it bare. */
static void
test_lastfm_pages (void)
{
  static const char *const now[] = { "1: the track was playing when the export was made", NULL };
  static const char *const texts[] = {
    "[{\"track\":[" TRACK_NOW "," TRACK_TWO "],\"@attr\":{\"page\":\"1\"}},"
    "{\"track\":" TRACK_ONE "},{\"track\":[]}]",
    "{\"recenttracks\":{\"track\":[" TRACK_NOW "," TRACK_TWO "," TRACK_ONE
    "],\"@attr\":{\"user\":\"alice\",\"total\":\"2\"}}}",
    "[{\"recenttracks\":{\"track\":[" TRACK_NOW "," TRACK_TWO "]}},"
    "{\"recenttracks\":{\"@attr\":{\"page\":\"2\"},\"track\":" TRACK_ONE "}}]",
    "{\"recenttracks\":{\"track\":[" TRACK_NOW "," TRACK_TWO "]}}\n"
    "{\"recenttracks\":{\"track\":" TRACK_ONE ",\"@attr\":{\"page\":\"2\"}}}\n",
    "[" TRACK_NOW "," TRACK_TWO "," TRACK_ONE "]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%u", i);
      import_test_check_text ("x", texts[i],
                              &(ImportExpectation){ .format = "Last.fm JSON",
                                                    .source = "lastfm",
                                                    .plays = lastfm_plays,
                                                    .rejections = now });
    }
}

static void
test_lastfmstats (void)
{
  const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | - | lastfm | lastfm_1700000000 | - | -",
    "1700000200 | Invented Band | Song Two | - | - | lastfm | lastfm_1700000200 | - | -",
    NULL,
  };

  import_test_check_text (
      "x",
      "{\"username\":\"scrobbles\",\"scrobbles\":["
      "{\"track\":\"Song One\",\"artist\":\"Invented Band\",\"album\":\"Demo\",\"albumId\":\"\","
      "\"date\":1700000000000},"
      "{\"track\":\"Song Two\",\"artist\":\"Invented "
      "Band\",\"album\":\"\",\"date\":1700000200123}]}",
      &(ImportExpectation){
          .format = "Last.fm JSON (lastfmstats)", .source = "lastfm", .plays = plays });
}

static void
test_pano (void)
{
  const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | Various | panoscrobbler | - | 201000 | "
    "{\"mediaPlayerPackage\":\"org.example\"}",
    NULL,
  };
  const char *const rejections[] = {
    "2: the row is an event other than a play",
    NULL,
  };

  import_test_check_text (
      "x",
      "{\"timeHuman\":\"x\",\"timeMs\":1700000000123,\"artist\":\"Invented Band\",\"track\":"
      "\"Song One\",\"album\":\"Demo\",\"albumArtist\":\"Various\",\"durationMs\":201000,"
      "\"mediaPlayerPackage\":\"org.example\",\"event\":\"scrobble\"}\n"
      "{\"timeMs\":1700000000123,\"artist\":\"Invented Band\",\"track\":\"Song One\",\"event\":"
      "\"love\"}\n",
      &(ImportExpectation){ .format = "Pano Scrobbler export",
                            .source = "panoscrobbler",
                            .plays = plays,
                            .rejections = rejections });
}

#define STREAM(ts, ms, names, more)                                                                \
  "{\"ts\":\"" ts "\",\"platform\":\"linux\",\"ms_played\":" ms                                    \
  ",\"ip_addr\":\"192.0.2.1\",\"username\":\"alice\"," names more "}"
#define STREAM_NAMES(artist, track, album)                                                         \
  "\"master_metadata_track_name\":" track ",\"master_metadata_album_artist_name\":" artist         \
  ",\"master_metadata_album_album_name\":" album
#define SONG_ONE STREAM_NAMES ("\"Invented Band\"", "\"Song One\"", "\"Demo\"")
#define NO_NAMES STREAM_NAMES ("null", "null", "null")
#define STREAM_INFO(ts, ms, more)                                                                  \
  "{\"ts\":\"" ts "\",\"ms_played\":" ms "," more "\"platform\":\"linux\"}"

/* As in the zip file that people get: the newer files, the older ones, videos, and what is no
 * history. Streams are stamped with their end. */
static void
test_spotify_extended (void)
{
  static const char audio[] =
      "[\n" STREAM ("2023-11-14T22:16:41Z", "201999", SONG_ONE,
                    ",\"spotify_track_uri\":\"spotify:track:0\",\"reason_end\":\"trackdone\","
                    "\"skipped\":false,\"offline\":false,\"offline_timestamp\":1600000000")
      /* The same stream, in a second file that overlaps the first. */
      "," STREAM ("2023-11-14T22:16:41Z", "201999", SONG_ONE, "")
      /* Sent when the device was connected again, with either unit. */
      "," STREAM (
          "2023-11-20T08:00:00Z", "60000", SONG_ONE,
          ",\"offline\":true,\"offline_timestamp\":1700000260") "," STREAM ("2023-11-20T08:00:00Z",
                                                                            "60000", SONG_ONE,
                                                                            ",\"offline\":true,"
                                                                            "\"offline_timestamp\":"
                                                                            "1700001260000")
      /* The stamp is the usual one. */
      "," STREAM ("2023-11-14T23:00:30Z", "30000", SONG_ONE, ",\"offline\":true,\"offline_timestamp\":1700000260") "," STREAM ("2023-11-14T23:10:00Z", "29999", SONG_ONE, ",\"skipped\":true") "," STREAM (
          "2023-11-14T23:11:00Z", "0", SONG_ONE,
          "") "," STREAM ("2023-11-14T23:20:00Z", "40000", NO_NAMES,
                          ",\"spotify_track_uri\":\"spotify:track:"
                          "1\"") "," STREAM ("2023-11-14T23:21:"
                                             "00Z",
                                             "40000", NO_NAMES,
                                             "") "," STREAM ("2023"
                                                             "-11-"
                                                             "14T2"
                                                             "3:"
                                                             "30:"
                                                             "00Z",
                                                             "9000"
                                                             "00",
                                                             NO_NAMES,
                                                             ",\"e"
                                                             "piso"
                                                             "de_"
                                                             "name"
                                                             "\":"
                                                             "\"Pa"
                                                             "rt "
                                                             "1\","
                                                             "\"ep"
                                                             "isod"
                                                             "e_"
                                                             "show"
                                                             "_nam"
                                                             "e\":"
                                                             "\"A "
                                                             "Show"
                                                             "\","
                                                             "\"sp"
                                                             "otif"
                                                             "y_"
                                                             "epis"
                                                             "ode_"
                                                             "uri"
                                                             "\":"
                                                             "\"sp"
                                                             "otif"
                                                             "y:"
                                                             "epis"
                                                             "ode:"
                                                             "1\"") "," STREAM ("2023-11-14T23:50:"
                                                                                "00Z",
                                                                                "900000", NO_NAMES,
                                                                                ",\"audiobook_"
                                                                                "title\":\"A "
                                                                                "Book\","
                                                                                "\"audiobook_"
                                                                                "chapter_title\":"
                                                                                "\"One\","
                                                                                "\"audiobook_uri\":"
                                                                                "\"spotify:show:"
                                                                                "1\"") "," STREAM ("soon",
                                                                                                   "40000",
                                                                                                   SONG_ONE,
                                                                                                   "") "\n]\n";
  static const char video[] = "[" STREAM (
      "2023-11-15T00:02:00Z", "120000", STREAM_NAMES ("\"Invented Band\"", "\"Film\"", "null"),
      ",\"spotify_track_uri\":\"spotify:local:Invented+Band::Film:125\"") "]";
  const ImportMember members[] = {
    { "Spotify Extended Streaming History/ReadMeFirst.pdf", "%PDF-1.7\n\x80", 10 },
    { "Spotify Extended Streaming History/Streaming_History_Audio_2023_0.json", audio,
      strlen (audio) },
    { "Spotify Extended Streaming History/Streaming_History_Video_2023.json", video,
      strlen (video) },
  };
  const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | - | spotify | - | - "
    "| " STREAM_INFO (
        "2023-11-14T22:16:41Z", "201999",
        "\"spotify_track_uri\":\"spotify:track:0\",\"reason_end\":\"trackdone\",\"skipped\":false,"
        "\"offline\":false,\"offline_timestamp\":1600000000,"),
    "1700000200 | Invented Band | Song One | Demo | - | spotify | - | - "
    "| " STREAM_INFO ("2023-11-20T08:00:00Z", "60000",
                      "\"offline\":true,\"offline_timestamp\":1700000260,"),
    "1700001200 | Invented Band | Song One | Demo | - | spotify | - | - "
    "| " STREAM_INFO ("2023-11-20T08:00:00Z", "60000",
                      "\"offline\":true,\"offline_timestamp\":1700001260000,"),
    "1700002800 | Invented Band | Song One | Demo | - | spotify | - | - "
    "| " STREAM_INFO ("2023-11-14T23:00:30Z", "30000",
                      "\"offline\":true,\"offline_timestamp\":1700000260,"),
    "1700006400 | Invented Band | Film | - | - | spotify | - | 125000 | " STREAM_INFO (
        "2023-11-15T00:02:00Z", "120000",
        "\"spotify_track_uri\":\"spotify:local:Invented+Band::Film:125\","),
    NULL,
  };
#define AUDIO "Spotify Extended Streaming History/Streaming_History_Audio_2023_0.json: "
  const char *const rejections[] = {
    "6: " AUDIO "it was played for less than 30 s",
    "7: " AUDIO "it was played for less than 30 s",
    "8: " AUDIO "Spotify does not name the track (spotify:track:1)",
    "9: " AUDIO "Spotify does not name the track (no id)",
    "10: " AUDIO "it is a podcast, not a track",
    "11: " AUDIO "it is an audiobook, not a track",
    "12: " AUDIO "“soon” is not a time",
    NULL,
  };
  g_autofree char *path =
      import_test_archive ("my_spotify_data.zip", "zip", "none", members, G_N_ELEMENTS (members));

  import_test_check (path, &(ImportExpectation){ .format = "Spotify extended streaming history",
                                                 .source = "spotify",
                                                 .plays = plays,
                                                 .rejections = rejections,
                                                 .n_duplicate = 1 });
}

/* Times are minutes, of the end, in UTC; the folder holds much that is no history. */
static void
test_spotify_account (void)
{
  static const char music[] = "[{\"endTime\":\"2023-11-14 22:16\",\"artistName\":\"Invented Band\","
                              "\"trackName\":\"Song One\",\"msPlayed\":160000},"
                              "{\"endTime\":\"2023-11-14 22:17\",\"artistName\":\"Invented Band\","
                              "\"trackName\":\"Song Two\",\"msPlayed\":1200}]";
  static const char podcasts[] = "[{\"endTime\":\"2023-11-14 23:17\",\"podcastName\":\"A Show\","
                                 "\"episodeName\":\"Part 1\",\"msPlayed\":900000}]";
  static const char books[] =
      "[{\"endTime\":\"2023-11-14 23:47\",\"audiobookName\":\"A Book\",\"authorName\":\"A. "
      "Writer\",\"chapterName\":\"One\",\"msPlayed\":900000}]";
  static const char library[] =
      "{\"tracks\":[{\"artist\":\"Invented Band\",\"album\":\"Demo\",\"track\":\"Song One\","
      "\"uri\":\"spotify:track:0\"}],\"albums\":[]}";
  static const char playlists[] =
      "{\"playlists\":[{\"name\":\"Mine\",\"lastModifiedDate\":\"2023-11-14\",\"items\":"
      "[{\"track\":{\"trackName\":\"Song One\",\"artistName\":\"Invented Band\"},"
      "\"addedDate\":\"2023-11-14\"}]}]}";
  static const char account[] = "{\"username\":\"alice\",\"email\":\"alice@example.org\"}";
  const ImportMember members[] = {
    { "Spotify Account Data/Userdata.json", account, strlen (account) },
    { "Spotify Account Data/YourLibrary.json", library, strlen (library) },
    { "Spotify Account Data/Playlist1.json", playlists, strlen (playlists) },
    { "Spotify Account Data/StreamingHistory_podcast_0.json", podcasts, strlen (podcasts) },
    { "Spotify Account Data/StreamingHistory_music_0.json", music, strlen (music) },
    { "Spotify Account Data/StreamingHistory_audiobook_0.json", books, strlen (books) },
  };
  const char *const plays[] = {
    "1700000000 | Invented Band | Song One | - | - | spotify | - | - | "
    "{\"endTime\":\"2023-11-14 22:16\",\"msPlayed\":160000}",
    NULL,
  };
#define FOLDER "Spotify Account Data/"
  const char *const rejections[] = {
    "1: " FOLDER "StreamingHistory_podcast_0.json: it is a podcast, not a track",
    "2: " FOLDER "StreamingHistory_music_0.json: it was played for less than 30 s",
    "1: " FOLDER "StreamingHistory_audiobook_0.json: it is an audiobook, not a track",
    NULL,
  };
  g_autofree char *path =
      import_test_archive ("my_spotify_data.zip", "zip", "none", members, G_N_ELEMENTS (members));

  import_test_check (path, &(ImportExpectation){ .format = "Spotify account data",
                                                 .source = "spotify",
                                                 .plays = plays,
                                                 .rejections = rejections });
}

/* The account data say in minutes, after the play, what the other file says exactly. */
static void
test_spotify_both (void)
{
  g_autofree char *database = test_path ("both.db");
  g_autoptr (GString) exact = g_string_new ("[");
  g_autoptr (GString) minutes = g_string_new ("[");
  g_autoptr (FootprintsStore) store = test_open (database);
  g_autoptr (FootprintsHistory) history = NULL;
  g_autofree char *exact_path = NULL, *minutes_path = NULL;
  gint64 end = TEST_TIME;

  for (guint i = 0; i < 60; i++)
    {
      guint played_s = 31 + i * 7 % 97;
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (end += played_s + i % 5);
      g_autofree char *stamp = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
      g_autofree char *minute = g_date_time_format (time, "%Y-%m-%d %H:%M");

      g_string_append_printf (exact, "%s{\"ts\":\"%s\",\"ms_played\":%u000,", i > 0 ? "," : "",
                              stamp, played_s);
      g_string_append_printf (exact, STREAM_NAMES ("\"A\"", "\"Song %u\"", "\"Demo\"") "}", i % 9);
      g_string_append_printf (minutes,
                              "%s{\"endTime\":\"%s\",\"artistName\":\"A\",\"trackName\":"
                              "\"Song %u\",\"msPlayed\":%u000}",
                              i > 0 ? "," : "", minute, i % 9, played_s);
    }
  g_string_append (exact, "]");
  g_string_append (minutes, "]");
  exact_path = import_test_file ("exact.json", exact->str, -1);
  minutes_path = import_test_file ("minutes.json", minutes->str, -1);
  g_object_unref (import_test_run_job (store, minutes_path));
  g_object_unref (import_test_run_job (store, exact_path));
  history = test_history (store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 60);
  g_assert_cmpint (footprints_history_get_n_repeated_reports (history), ==, 60);
  g_assert_cmpint (footprints_history_get_n_doubtful_plays (history), ==, 0);
}

/* The earlier program's JSON, and ours. */
static void
test_own (void)
{
  const char *const plays[] = {
    "1700000000 | Invented Band | Song One | - | - | lastfm | lastfm_1700000000 | - | -",
    "1700000200 | Invented Band | Song Two | Demo | - | listenbrainz | - | - | -",
    NULL,
  };
  const char *const own_plays[] = {
    "1700000000 | Invented Band | Song One | Demo | Various | lastfm | x-1 | 201000 | "
    "{\"a\":[1,2.50],\"b\":null}",
    "1700000200 | Invented Band | Song Two | - | - | local | - | - | { \"a\" : 1, \"a\": 2 }",
    NULL,
  };

  import_test_check_text (
      "x",
      "[\n  {\n    \"id\": 7,\n    \"artist\": \"Invented Band\",\n    \"album\": null,\n"
      "    \"track\": \"Song One\",\n    \"timestamp\": \"2023-11-14T22:13:20Z\",\n"
      "    \"source\": \"lastfm\",\n    \"source_id\": \"lastfm_1700000000\"\n  },\n"
      "{\"id\":8,\"artist\":\"Invented Band\",\"album\":\"Demo\",\"track\":\"Song Two\","
      "\"timestamp\":\"2023-11-14T22:16:40Z\",\"source\":\"listenbrainz\",\"source_id\":null}\n]\n",
      &(ImportExpectation){ .format = "Footprints export", .plays = plays });
  import_test_check_text (
      "x",
      "{\"listened_at\":1700000000,\"artist\":\"Invented Band\",\"track\":\"Song One\",\"album\":"
      "\"Demo\",\"album_artist\":\"Various\",\"duration_ms\":201000,\"source\":\"lastfm\","
      "\"source_id\":\"x-1\",\"info\":{\"a\":[1,2.50],\"b\":null}}\n"
      "{\"listened_at\":1700000200,\"artist\":\"Invented Band\",\"track\":\"Song Two\",\"source\":"
      "\"local\",\"info\":\"{ \\\"a\\\" : 1, \\\"a\\\": 2 }\"}\n",
      &(ImportExpectation){ .format = "Footprints export", .plays = own_plays });
}

/* Text that is not UTF-8 is made so, as everywhere. */
static void
test_latin1 (void)
{
  const char *const plays[] = {
    "1700000000 | Björk | Song One | - | - | local | - | - | -",
    NULL,
  };

  import_test_check_text (
      "x",
      "{\"listened_at\":1700000000,\"artist\":\"Bj\xf6rk\",\"track\":"
      "\"Song One\",\"source\":\"local\"}\n",
      &(ImportExpectation){
          .format = "Footprints export", .source = "local", .plays = plays, .n_repaired = 1 });
}

/* The first page is longer than what is looked at first. */
static void
test_long_first_element (void)
{
  g_autoptr (GString) text = g_string_new ("[{\"padding\":\"");
  const char *const rejections[] = { NULL };

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "xy");
  g_string_append (text, "\",\"track\":[" TRACK_TWO "," TRACK_ONE "]}]");
  import_test_check_text ("x", text->str,
                          &(ImportExpectation){ .format = "Last.fm JSON",
                                                .source = "lastfm",
                                                .plays = lastfm_plays,
                                                .rejections = rejections });
}

/* The row itself is one of the 35 levels that may be nested. */
static void
test_nesting (void)
{
  const char *const plays[] = { "1700000000 | A | T | - | - | unknown | - | - | -", NULL };
  const char *const rejections[] = { "2: not valid JSON: nesting too deep", NULL };
  g_autofree char *open = g_strnfill (35, '[');
  g_autofree char *close = g_strnfill (35, ']');
  g_autofree char *text =
      g_strdup_printf ("{\"listened_at\":1700000000,\"artist\":\"A\",\"track\":\"T\",\"x\":%s%s}\n"
                       "{\"listened_at\":1700000200,\"artist\":\"A\",\"track\":\"T\",\"x\":%s%s}\n",
                       open + 1, close + 1, open, close);

  import_test_check_text ("x", text,
                          &(ImportExpectation){ .format = "Footprints export",
                                                .source = "unknown",
                                                .plays = plays,
                                                .rejections = rejections });
}

static void
test_empty_list (void)
{
  const char *const plays[] = { NULL };

  import_test_check_text ("x", " [ ]\n",
                          &(ImportExpectation){ .format = "empty list", .plays = plays });
}

static void
add_tests (void)
{
  g_test_add_func ("/import/json/listenbrainz-zip", test_listenbrainz_zip);
  g_test_add_func ("/import/json/listenbrainz-album-artist", test_listenbrainz_album_artist);
  g_test_add_func ("/import/json/loved-tracks", test_loved_tracks);
  g_test_add_func ("/import/json/listenbrainz-list", test_listenbrainz_list);
  g_test_add_func ("/import/json/lastfm-pages", test_lastfm_pages);
  g_test_add_func ("/import/json/lastfmstats", test_lastfmstats);
  g_test_add_func ("/import/json/pano", test_pano);
  g_test_add_func ("/import/json/spotify-extended", test_spotify_extended);
  g_test_add_func ("/import/json/spotify-account", test_spotify_account);
  g_test_add_func ("/import/json/spotify-both", test_spotify_both);
  g_test_add_func ("/import/json/own", test_own);
  g_test_add_func ("/import/json/latin1", test_latin1);
  g_test_add_func ("/import/json/long-first-element", test_long_first_element);
  g_test_add_func ("/import/json/nesting", test_nesting);
  g_test_add_func ("/import/json/empty-list", test_empty_list);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
