/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Packages of services, in which the history needs the lists beside it. */

#include "import-support.h"

#include <glib/gstdio.h>
#include <string.h>

#define ACTIVITY_HEADER                                                                            \
  "Album Name,Container Album Name,Container Artist Name,Device Identifier,End Reason Type,"       \
  "Event End Timestamp,Event Received Timestamp,Event Start Timestamp,Event Timestamp,"            \
  "Event Type,IP City,Media Duration In Milliseconds,Media Type,Offline,"                          \
  "Play Duration Milliseconds,Song Name,Source Type,UTC Offset In Seconds\n"

/* Of an album, an end, a start, a type, a length, a media type, what was played, a title. */
#define ACTIVITY(ALBUM, REASON, END, START, TYPE, LENGTH, MEDIA, PLAYED, TITLE)                    \
  ALBUM ",,,phone," REASON "," END ",2024-03-09T00:00:00Z," START ",," TYPE ",Town," LENGTH        \
        "," MEDIA ",false," PLAYED "," TITLE ",ORIGINATING_DEVICE,3600\n"

#define INFO(START, END, PLAYED, REASON)                                                           \
  "{\"Event Start Timestamp\":\"" START "\",\"Event End Timestamp\":\"" END                        \
  "\",\"Play Duration Milliseconds\":" PLAYED ",\"End Reason Type\":\"" REASON                     \
  "\",\"UTC Offset In Seconds\":3600,\"Offline\":false,\"Source Type\":\"ORIGINATING_DEVICE\"}"

static const char activity[] = ACTIVITY_HEADER
    /* By title and album, of the library. */
    ACTIVITY ("Demo",
              "NATURAL_END_OF_TRACK",
              "2023-11-14T22:16:41.500Z",
              "2023-11-14T22:13:20.123Z",
              "PLAY_END",
              "201000",
              "AUDIO",
              "201000",
              "Song One")
    /* An event between, and not a play. */
    ACTIVITY (
        "Demo", "", "", "2023-11-14T22:16:42Z", "PLAY_START", "100000", "AUDIO", "0", "Two - Three")
    /* By the day: it is the next one already in this zone. The beginning is missing. */
    ACTIVITY ("",
              "TRACK_SKIPPED_FORWARDS",
              "2023-11-14T23:30:00Z",
              "",
              "PLAY_END",
              "100000",
              "AUDIO",
              "60000",
              "Two - Three")
    /* Paused, with an event in between: one play. */
    ACTIVITY ("Demo",
              "PLAYBACK_MANUALLY_PAUSED",
              "2023-11-15T10:00:20Z",
              "2023-11-15T10:00:00Z",
              "PLAY_END",
              "201000",
              "AUDIO",
              "20000",
              "Song One") ACTIVITY ("Demo",
                                    "",
                                    "",
                                    "2023-11-15T10:05:00Z",
                                    "LYRIC_DISPLAY",
                                    "201000",
                                    "AUDIO",
                                    "0",
                                    "Song One") ACTIVITY ("Demo",
                                                          "NATURAL_END_OF_TRACK",
                                                          "2023-11-15T10:08:00Z",
                                                          "2023-11-15T10:05:00Z",
                                                          "PLAY_END",
                                                          "201000",
                                                          "AUDIO",
                                                          "180000",
                                                          "Song One")
    /* Paused for hours: too short each. */
    ACTIVITY ("Demo",
              "PLAYBACK_MANUALLY_PAUSED",
              "2023-11-15T12:00:20Z",
              "2023-11-15T12:00:00Z",
              "PLAY_END",
              "201000",
              "AUDIO",
              "20000",
              "Song One") ACTIVITY ("Demo",
                                    "TRACK_SKIPPED_FORWARDS",
                                    "2023-11-15T15:00:20Z",
                                    "2023-11-15T15:00:00Z",
                                    "PLAY_END",
                                    "201000",
                                    "AUDIO",
                                    "20000",
                                    "Song One")
    /* Claims more than there is. */
    ACTIVITY ("Demo",
              "NATURAL_END_OF_TRACK",
              "2023-11-15T16:00:25Z",
              "",
              "PLAY_END",
              "25000",
              "AUDIO",
              "99999999999",
              "Song One") ACTIVITY ("Demo",
                                    "NATURAL_END_OF_TRACK",
                                    "2023-11-15T17:00:00Z",
                                    "",
                                    "PLAY_END",
                                    "201000",
                                    "VIDEO",
                                    "201000",
                                    "Song One")
    /* Two artists have a song of that name, on two albums. */
    ACTIVITY ("Else",
              "NATURAL_END_OF_TRACK",
              "2023-11-15T18:00:00Z",
              "",
              "PLAY_END",
              "201000",
              "AUDIO",
              "201000",
              "Twice")
    /* The clock was never set, so when it was sent to Apple has to do. */
    ACTIVITY ("",
              "NATURAL_END_OF_TRACK",
              "",
              "1970-01-01T00:00:00Z",
              "PLAY_END",
              "201000",
              "AUDIO",
              "201000",
              "Song One") ACTIVITY ("",
                                    "NATURAL_END_OF_TRACK",
                                    "2023-11-15T20:00:00Z",
                                    "2023-11-15T19:58:00Z",
                                    "PLAY_END",
                                    "120000",
                                    "AUDIO",
                                    "-5",
                                    "Single");

static const char library[] =
    "[{\"Content Type\":\"Song\",\"Title\":\"Song One\",\"Artist\":\"Invented Band\",\"Album\":"
    "\"Demo\",\"Apple Music Track Identifier\":1},"
    "{\"Title\":\"Twice\",\"Artist\":\"A\",\"Album\":\"One\",\"Apple Music Track Identifier\":2},"
    "{\"Title\":\"Twice\",\"Artist\":\"B\",\"Album\":\"Two\",\"Apple Music Track Identifier\":3},"
    "{\"Title\":\"SINGLE\",\"Artist\":\"C\",\"Album\":null,\"Apple Music Track Identifier\":4}]";

static const char daily[] =
    "Country,Track Identifier,Media type,Date Played,Hours,Play Duration Milliseconds,"
    "End Reason Type,Source Type,Play Count,Skip Count,Ignore For Recommendations,"
    "Track Reference,Track Description\n"
    "Germany,5,AUDIO,20231115,\"0, 1\",60000,X,Y,1,0,,5,Other Band - Two - Three\n";

static const char *const activity_plays[] = {
  "1700000000 | Invented Band | Song One | Demo | - | apple-music | - | 201000 | " INFO (
      "2023-11-14T22:13:20.123Z", "2023-11-14T22:16:41.500Z", "201000", "NATURAL_END_OF_TRACK"),
  "1700004540 | Other Band | Two - Three | - | - | apple-music | - | 100000 | "
  "{\"Event End Timestamp\":\"2023-11-14T23:30:00Z\",\"Play Duration Milliseconds\":60000,"
  "\"End Reason Type\":\"TRACK_SKIPPED_FORWARDS\",\"UTC Offset In Seconds\":3600,\"Offline\":false,"
  "\"Source Type\":\"ORIGINATING_DEVICE\"}",
  "1700042400 | Invented Band | Song One | Demo | - | apple-music | - | 201000 | " INFO (
      "2023-11-15T10:00:00Z", "2023-11-15T10:08:00Z", "200000", "NATURAL_END_OF_TRACK"),
  "1700064000 | Invented Band | Song One | Demo | - | apple-music | - | 25000 | "
  "{\"Event End Timestamp\":\"2023-11-15T16:00:25Z\",\"Play Duration Milliseconds\":99999999999,"
  "\"End Reason Type\":\"NATURAL_END_OF_TRACK\",\"UTC Offset In Seconds\":3600,\"Offline\":false,"
  "\"Source Type\":\"ORIGINATING_DEVICE\"}",
  "1700078280 | C | Single | - | - | apple-music | - | 120000 | " INFO (
      "2023-11-15T19:58:00Z", "2023-11-15T20:00:00Z", "-5", "NATURAL_END_OF_TRACK"),
  /* Only when it was sent to Apple is known. */
  "1709942199 | Invented Band | Song One | - | - | apple-music | - | 201000 | "
  "{\"Event Start Timestamp\":\"1970-01-01T00:00:00Z\",\"Play Duration Milliseconds\":201000,"
  "\"End Reason Type\":\"NATURAL_END_OF_TRACK\",\"UTC Offset In Seconds\":3600,"
  "\"Offline\":false,\"Source Type\":\"ORIGINATING_DEVICE\"}",
  NULL,
};

#define ACTIVITY_FOLDER "Apple_Media_Services/Apple Music Activity/"
#define REJECTED(ROW, REASON)                                                                      \
  ROW ": Apple_Media_Services.zip/" ACTIVITY_FOLDER "Apple Music Play Activity.csv: " REASON

static const char *const activity_rejections[] = {
  REJECTED ("3", "the row is an event other than a play"),
  REJECTED ("6", "the row is an event other than a play"),
  REJECTED ("8", "it was played for less than 30 s"),
  REJECTED ("9", "it was played for less than 30 s"),
  REJECTED ("11", "it is a video, not a track"),
  REJECTED ("12", "Apple Music does not name the artist"),
  NULL,
};

/* As Apple packs it: packages in packages, each large list in one of its own. */
static void
test_apple_music (void)
{
  const ImportMember list = { "Apple Music Library Tracks.json", library, strlen (library) };
  g_autofree char *list_path = import_test_archive ("list", "zip", "none", &list, 1);
  g_autofree char *list_data = NULL;
  g_autofree char *inner_path = NULL;
  g_autofree char *inner_data = NULL;
  g_autofree char *outer_path = NULL;
  gsize list_length, inner_length;

  g_assert_true (g_file_get_contents (list_path, &list_data, &list_length, NULL));
  inner_path = import_test_archive (
      "inner", "zip", "none",
      (const ImportMember[]){
          { ACTIVITY_FOLDER "Apple Music Library Tracks.json.zip", list_data, list_length },
          { ACTIVITY_FOLDER "Apple Music - Play History Daily Tracks.csv", daily, strlen (daily) },
          { ACTIVITY_FOLDER "Apple Music Play Activity.csv", activity, strlen (activity) } },
      3);
  g_assert_true (g_file_get_contents (inner_path, &inner_data, &inner_length, NULL));
  outer_path = import_test_archive (
      "outer", "zip", "none",
      (const ImportMember[]){ { "Apple_Media_Services.zip", inner_data, inner_length } }, 1);
  import_test_check (outer_path, &(ImportExpectation){ .format = "Apple Music play activity",
                                                       .source = "apple-music",
                                                       .plays = activity_plays,
                                                       .rejections = activity_rejections });
}

/* Packages have tables that might be histories if they were alone; nothing is asked about them. */
static void
test_other_tables (void)
{
  static const char likes[] = "Item Reference,Item Description,Preference,Created,Last Modified\n"
                              "1,Band - Song,LIKE,2023-11-14T22:13:20Z,2023-11-14T22:13:20Z\n"
                              "2,Band - Two,LIKE,2023-11-15T22:13:20Z,2023-11-15T22:13:20Z\n";
  static const char devices[] = "[{\"device\":\"phone\",\"town\":\"X\",\"seen\":"
                                "\"2023-11-14T22:13:20Z\",\"os\":\"a\"}]";
  static const char rows[] = "artist,track,album,time\nInvented Band,Song One,Demo,1700000000\n";
  static const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | - | unknown | - | - | -", NULL
  };
  g_autofree char *alone = import_test_file ("likes.csv", likes, -1);
  g_autofree char *path =
      import_test_archive ("package", "zip", "none",
                           (const ImportMember[]){ { "likes.csv", likes, strlen (likes) },
                                                   { "devices.json", devices, strlen (devices) },
                                                   { "plays.csv", rows, strlen (rows) },
                                                   { "z.csv", likes, strlen (likes) } },
                           4);

  import_test_check_fails (alone, FOOTPRINTS_ERROR_AMBIGUOUS, "which column");
  import_test_check (
      path,
      &(ImportExpectation){ .format = "CSV with a header", .source = "unknown", .plays = plays });
}

/* When a song was added to a list says nothing about when it was played. */
static void
test_added_is_not_played (void)
{
  static const char *const texts[] = {
    "Artist,Title,Added\nBand,Song,2023-11-14 22:13:20\nBand,Two,2023-11-15 22:13:20\n",
    "[{\"artist\":\"Band\",\"title\":\"Song\",\"date_created\":\"2023-11-14T22:13:20Z\"}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = import_test_file ("added", texts[i], -1);

      import_test_check_fails (path, FOOTPRINTS_ERROR_AMBIGUOUS, "which column is the time");
    }
}

/* The history may come before the lists, and the newest play first. */
static void
test_apple_music_newest_first (void)
{
  static const char rows[] =
      ACTIVITY_HEADER ACTIVITY ("Demo", "NATURAL_END_OF_TRACK", "2023-11-15T10:08:00Z",
                                "2023-11-15T10:05:00Z", "PLAY_END", "201000", "AUDIO", "180000",
                                "Song One")
          ACTIVITY ("Demo", "PLAYBACK_SUSPENDED", "2023-11-15T10:00:20Z", "2023-11-15T10:00:00Z",
                    "PLAY_END", "201000", "AUDIO", "20000", "Song One");
  static const char *const plays[] = {
    "1700042400 | Invented Band | Song One | Demo | - | apple-music | - | 201000 | " INFO (
        "2023-11-15T10:00:00Z", "2023-11-15T10:08:00Z", "200000", "NATURAL_END_OF_TRACK"),
    NULL,
  };
  g_autofree char *path =
      import_test_archive ("package", "zip", "none",
                           (const ImportMember[]){ { "a.csv", rows, strlen (rows) },
                                                   { "b.json", library, strlen (library) } },
                           2);

  import_test_check (path, &(ImportExpectation){ .format = "Apple Music play activity",
                                                 .source = "apple-music",
                                                 .plays = plays });
}

/* Files of 2018 named the artist themselves, and columns differently. */
static void
test_apple_music_2018 (void)
{
  static const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | - | apple-music | - | 201000 | "
    "{\"Event Start Timestamp\":\"2023-11-14 22:13:20\",\"Event End Timestamp\":\"2023-11-14 "
    "22:16:41\",\"Play Duration Milliseconds\":201000,\"End Reason Type\":\"NATURAL\"}",
    NULL,
  };

  import_test_check_text (
      "apple-2018.csv",
      "Artist Name,Content Name,Album Name,Event Type,Event Start Timestamp,Event End Timestamp,"
      "Play Duration Milliseconds,Media Duration In Milliseconds,End Reason Type\n"
      "Invented Band,Song One,Demo,,2023-11-14 22:13:20,2023-11-14 22:16:41,201000,201000,"
      "NATURAL\n",
      &(ImportExpectation){
          .format = "Apple Music play activity", .source = "apple-music", .plays = plays });
}

/* The last part of a play is not lost where the file breaks off. */
static void
test_apple_music_cut_off (void)
{
  static const char rows[] = ACTIVITY_HEADER ACTIVITY (
      "Demo", "PLAYBACK_SUSPENDED", "2023-11-15T10:02:00Z", "2023-11-15T10:00:00Z", "PLAY_END",
      "201000", "AUDIO", "120000", "Song One") "Demo,\"";
  static const char *const plays[] = {
    "1700042400 | Invented Band | Song One | Demo | - | apple-music | - | 201000 | " INFO (
        "2023-11-15T10:00:00Z", "2023-11-15T10:02:00Z", "120000", "PLAYBACK_SUSPENDED"),
    NULL,
  };
  static const char *const rejections[] = { "3: a.csv: an opening quote is never closed", NULL };
  g_autofree char *path =
      import_test_archive ("package", "zip", "none",
                           (const ImportMember[]){ { "a.csv", rows, strlen (rows) },
                                                   { "b.json", library, strlen (library) } },
                           2);

  import_test_check (path, &(ImportExpectation){ .format = "Apple Music play activity",
                                                 .source = "apple-music",
                                                 .plays = plays,
                                                 .rejections = rejections });
}

#define LISTEN_INFO(END, ASIN, PLAYED)                                                             \
  "{\"timestamp\":\"" END "\",\"asin\":\"" ASIN "\",\"consumptionDurationMs\":" PLAYED             \
  ",\"terminationReason\":\"trackFinished\",\"deviceType\":\"Phone\"}"

static void
test_amazon_music (void)
{
  static const char listening[] =
      "\xef\xbb\xbftimestamp,title,asin,consumptionDurationMs,terminationReason,deviceType,"
      "musicTerritory,isShufflePlay,titleSetAsin,trackLengthMs,artistAsin,"
      "selectionSourceArtistAsin\n"
      "2023-11-14 22:16:41 GMT,Song One,B01,201000,trackFinished,Phone,DE,false,,201000,,\n"
      "2023-11-14 22:30:00 GMT,Of the Artist,B99,60000,trackFinished,Phone,DE,false,,0,R01,\n"
      "2023-11-14 22:40:00 GMT,Unknown,B98,60000,trackFinished,Phone,DE,false,,61000,,\n"
      "2023-11-14 22:50:00 GMT,Song One,B01,10000,trackFinished,Phone,DE,false,,201000,,\n"
      "2023-11-14 22:16:41 GMT,Song One,B01,201000,trackFinished,Phone,DE,false,,201000,,\n";
  static const char songs[] =
      "asin,title,artistName,artistAsin,albumName,albumArtistName,primaryGenre\n"
      "B01,Song One,Invented Band,R01,Demo,Various Artists,Rock\n";
  static const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | Various Artists | amazon-music | - | 201000 "
    "| " LISTEN_INFO ("2023-11-14 22:16:41 GMT", "B01", "201000"),
    "1700000940 | Invented Band | Of the Artist | - | - | amazon-music | - | - | " LISTEN_INFO (
        "2023-11-14 22:30:00 GMT", "B99", "60000"),
    NULL,
  };
  static const char *const rejections[] = {
    "4: Amazon-Music/listening.csv: Amazon Music does not name the artist",
    "5: Amazon-Music/listening.csv: it was played for less than 30 s",
    NULL,
  };
  g_autofree char *path = import_test_archive (
      "package", "zip", "none",
      (const ImportMember[]){ { "Amazon-Music/listening.csv", listening, strlen (listening) },
                              { "Amazon-Music/library.csv", songs, strlen (songs) } },
      2);

  import_test_check (path, &(ImportExpectation){ .format = "Amazon Music history",
                                                 .source = "amazon-music",
                                                 .plays = plays,
                                                 .rejections = rejections,
                                                 .n_duplicate = 1 });
}

/* The library that lies beside the history knows albums, and artists that no channel names. */
static void
test_youtube_library (void)
{
  static const char history[] =
      "[{\"header\":\"YouTube Music\",\"title\":\"Watched Song One\",\"titleUrl\":"
      "\"https://music.youtube.com/watch?v=abcdefghijk\",\"subtitles\":[{\"name\":\"Release\"}],"
      "\"time\":\"2023-11-14T22:13:20.000Z\"}]";
  static const char songs[] = "ID do vídeo,Título,Álbum,Artista 1\n"
                              "abcdefghijk,Song One,Demo,Invented Band\n";
  static const char *const plays[] = {
    "1700000000 | Invented Band | Song One | Demo | - | youtube-music | - | - | "
    "{\"video_id\":\"abcdefghijk\"}",
    NULL,
  };
  g_autofree char *path = import_test_archive (
      "takeout", "zip", "none",
      (const ImportMember[]){ { "Takeout/history/watch-history.json", history, strlen (history) },
                              { "Takeout/music (library and uploads)/music library songs.csv",
                                songs, strlen (songs) } },
      2);

  import_test_check (path, &(ImportExpectation){ .format = "YouTube Music (Google Takeout)",
                                                 .source = "youtube-music",
                                                 .plays = plays });
}

/* What lies beside histories, alone. */
static void
test_lists_are_refused (void)
{
  static const char *const files[][2] = {
    { daily, "without times" },
    { "Track Name,Last Played Date,Is User Initiated\nA - B,1700000000000,true\n", "last plays" },
    { "Track Description,Total plays,Last Event End Timestamp\nA - B,3,2023-11-14T22:13:20Z\n",
      "last plays" },
    { "asin,title,artistName,albumName\nB01,Song,Band,Demo\n", "library of Amazon Music" },
    { "Track URI,Track Name,Album Name,Artist Name(s),Added By,Added At\n"
      "spotify:track:1,Song,Demo,Band,x,2023-11-14T22:13:20Z\n",
      "playlist" },
    { "Title,Album,Artist,Duration (ms),Rating,Play Count,Removed\nSong,Demo,Band,201000,0,12,\n",
      "how often" },
    { "Name\tArtist\tPlays\tLast Played\nSong\tBand\t12\t2023-11-14 22:13\n", "how often" },
    { library, "library of Apple Music" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = import_test_file ("list", files[i][0], -1);

      g_test_message ("%u", i);
      import_test_check_fails (path, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, files[i][1]);
    }
}

static void
add_tests (void)
{
  g_test_add_func ("/import/service-packages/apple-music", test_apple_music);
  g_test_add_func ("/import/service-packages/apple-music/newest-first",
                   test_apple_music_newest_first);
  g_test_add_func ("/import/service-packages/apple-music/2018", test_apple_music_2018);
  g_test_add_func ("/import/service-packages/apple-music/cut-off", test_apple_music_cut_off);
  g_test_add_func ("/import/service-packages/amazon-music", test_amazon_music);
  g_test_add_func ("/import/service-packages/youtube-library", test_youtube_library);
  g_test_add_func ("/import/service-packages/lists-are-refused", test_lists_are_refused);
  g_test_add_func ("/import/service-packages/other-tables", test_other_tables);
  g_test_add_func ("/import/service-packages/added-is-not-played", test_added_is_not_played);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
