/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Histories in HTML and XML: pages of Google Takeout, pages of Last.fm, sheets. */

#include "import-support.h"

#include "libfootprints/protocol/foreign/footprints-takeout-time-private.h"

#include <string.h>

#define PAGE_START                                                                                 \
  "<html><head><title>My Activity History</title><style>.content-cell{}.mdl-typography{}</style>"  \
  "</head><body><div class=\"mdl-grid\">"
#define PAGE_END "</div></body></html>"

#define CELL(HEADER, BODY, CAPTION)                                                                \
  "<div class=\"outer-cell mdl-cell mdl-cell--12-col mdl-shadow--2dp\"><div class=\"mdl-grid\">"   \
  "<div class=\"header-cell mdl-cell mdl-cell--12-col\"><p "                                       \
  "class=\"mdl-typography--title\">" HEADER "<br></p></div><div class=\"content-cell mdl-cell "    \
  "mdl-cell--6-col mdl-typography--body-1\">" BODY                                                 \
  "</div><div class=\"content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1 "               \
  "mdl-typography--text-right\"></div><div class=\"content-cell mdl-cell mdl-cell--12-col "        \
  "mdl-typography--caption\"><b>Products:</b><br>&emsp;" CAPTION "<br></div></div></div>"

#define VIDEO(ID, TITLE) "<a href=\"https://music.youtube.com/watch?v=" ID "\">" TITLE "</a>"
#define CHANNEL(NAME) "<a href=\"https://www.youtube.com/channel/UC1\">" NAME "</a>"

static void
test_takeout (void)
{
  static const char *const plays[] = {
    "1700000000 | Invented Band | Watched Over & Out | - | - | youtube-music | - | - | "
    "{\"video_id\":\"aaaaaaaaaaa\"}",
    "1700000060 | Ölige Band | \"Ein Lied\" | - | - | youtube-music | - | - | "
    "{\"video_id\":\"bbbbbbbbbbb\"}",
    NULL,
  };
  static const char *const rejections[] = {
    "3: it was watched on YouTube, not on YouTube Music",
    "4: the video was removed, and is not named",
    "5: it is an advertisement",
    "6: “7 Foo 2023, 25:14 CET” is not a time",
    NULL,
  };

  import_test_check_text (
      "watch-history.html",
      PAGE_START CELL (
          "YouTube Music",
          "Watched&nbsp;" VIDEO ("aaaaaaaaaaa", "Watched Over &amp; Out") "<br>" CHANNEL (
              "Invented Band - Topic") "<br>Nov 14, 2023, 11:13:20\u202fPM CET<br>",
          "YouTube")
          CELL ("YouTube Music",
                VIDEO ("bbbbbbbbbbb", "&quot;Ein Lied&quot;") "&nbsp;angesehen<br>" CHANNEL (
                    "Ölige Band - Topic") "<br>14.11.2023, 23:14:20 MEZ<br>",
                "YouTube") CELL ("YouTube",
                                 "Watched&nbsp;" VIDEO ("ccccccccccc", "A film") "<br>" CHANNEL (
                                     "Somebody") "<br>14 Nov 2023, 22:15:20 GMT<br>",
                                 "YouTube") "<div" CELL ("YouTube Music",
                                                         "Watched a video that has been "
                                                         "removed<br>14 Nov 2023, 22:16:20 GMT<br>",
                                                         "YouTube")
              CELL ("YouTube Music",
                    "Watched&nbsp;" VIDEO ("ddddddddddd", "Buy") "<br>" CHANNEL (
                        "Shop") "<br>14 Nov 2023, 22:17:20 GMT<br>",
                    "YouTube<br><b>Details:</b><br>&emsp;From Google Ads")
                  CELL ("YouTube Music",
                        "Watched&nbsp;" VIDEO ("eeeeeeeeeee", "X") "<br>" CHANNEL (
                            "Y") "<br>7 Foo 2023, 25:14 CET<br>",
                        "YouTube") PAGE_END,
      &(ImportExpectation){ .format = "YouTube Music (Google Takeout)",
                            .source = "youtube-music",
                            .plays = plays,
                            .rejections = rejections });
}

/* A word for a zone that nobody knows: the zone of the listener. */
static void
test_takeout_zone (void)
{
  static const char *const plays[] = {
    "1700000000 | Band | Song | - | - | youtube-music | - | - | "
    "{\"video_id\":\"aaaaaaaaaaa\"}",
    NULL,
  };
  g_autoptr (GTimeZone) tokyo = g_time_zone_new_identifier ("Asia/Tokyo");

  import_test_check_text (
      "page",
      PAGE_START CELL ("YouTube Music",
                       "Watched&nbsp;" VIDEO ("aaaaaaaaaaa", "Song") "<br>" CHANNEL (
                           "Band") "<br>15 Nov 2023, 07:13:20<br>",
                       "YouTube") PAGE_END,
      &(ImportExpectation){ .format = "YouTube Music (Google Takeout)",
                            .source = "youtube-music",
                            .zone = "Asia/Tokyo",
                            .option_zone = tokyo,
                            .plays = plays });
}

static void
test_google_play_music (void)
{
  static const char *const plays[] = {
    "1559347200 | Invented Band | Song One | - | - | google-play-music | - | - | -",
    NULL,
  };
  static const char *const rejections[] = { "2: it is not a track", NULL };

  import_test_check_text (
      "MyActivity.html",
      PAGE_START CELL ("Google Play Music",
                       "Listened to&nbsp;<a href=\"https://play.google.com/store/music/"
                       "album?id=B1\">Song One</a><br>Invented Band<br>Jun 1, 2019, 12:00:00 AM "
                       "UTC<br>",
                       "Google Play Music")
          CELL ("Google Play Music",
                "Searched for&nbsp;<a href=\"https://play.google.com/music/listen#/sr/x\">x</a>"
                "<br>Jun 1, 2019, 1:00:00 AM UTC<br>",
                "Google Play Music") PAGE_END,
      &(ImportExpectation){ .format = "YouTube Music (Google Takeout)",
                            .source = "google-play-music",
                            .plays = plays,
                            .rejections = rejections });
  import_test_check_text (
      "MyActivity.json",
      "[{\"header\":\"Google Play Music\",\"title\":\"Listened to Song One\",\"subtitles\":[{"
      "\"name\":\"Invented Band\"}],\"time\":\"2019-06-01T00:00:00.000Z\"},"
      "{\"header\":\"Google Play Music\",\"title\":\"Used Google Play Music\","
      "\"time\":\"2019-06-01T01:00:00.000Z\"}]",
      &(ImportExpectation){ .format = "YouTube Music (Google Takeout)",
                            .source = "google-play-music",
                            .plays = plays,
                            .rejections = rejections });
}

/* What pages show, in the languages and forms that are known; all are the same moment. */
static void
test_takeout_times (void)
{
  static const char *const texts[] = {
    "Aug 7, 2024, 8:14:07\u202fPM CEST",
    "7 Aug 2024, 19:14:07 BST",
    "07.08.2024, 20:14:07 MESZ",
    "7. Aug. 2024, 20:14:07 MESZ",
    "7 août 2024, 20:14:07 CEST",
    "7 ago 2024, 20:14:07 CEST",
    "7 aug 2024, 20:14:07 CEST",
    "7 Ağu 2024, 21:14:07 GMT+3",
    "7 Ağu 2024, 21:14:07 GMT+03:00",
    "7. 8. 2024 20:14:07 SELČ",
    "2024年8月8日 02:14:07 HKT",
    "2024/08/08 3:14:07 JST",
    "\u200f07/08/2024\u060c 8:14:07 م CEST",
    "\u200f٠٧/٠٨/٢٠٢٤، ٨:١٤:٠٧ م CEST",
    "7 серп. 2024 р., 21:14:07 EEST",
    "7 sie 2024, 20:14:07 CEST",
    "7. elok. 2024 klo 21:14:07 EEST",
    "Aug 7, 2024, 1:14:07 PM CDT",
    "Aug 7, 2024, 11:44:07 PM IST",
    "Aug 7, 2024, 6:14:07 PM UTC",
    "7 de ago. de 2024, 8:14:07 p. m. CEST",
    "7 de ago. de 2024, 15:14:07 GMT-3",
  };
  static const char *const wrong[] = {
    "",
    "yesterday",
    "7 Aug 2024",
    "32 Aug 2024, 20:14:07",
    "7 Foo 2024, 20:14:07",
    "20:14:07",
    "7 Aug 2024, 25:14:07",
    "1 2 3 4, 5:06",
    "99999999999, 1:00",
    "7 Aug 2024, 20:99:07",
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (utc, 0);
  FootprintsParsedTime parsed;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_true (_footprints_takeout_time_parse (texts[i], calendar, &parsed));
      g_assert_cmpint (parsed.time_s, ==, 1723054447);
      g_assert_cmpint (parsed.precision_s, ==, 1);
      g_assert_false (parsed.used_zone);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (_footprints_takeout_time_parse (wrong[i], calendar, &parsed));
}

/* A word for several zones is that of the listener if it is used there; the hour that comes twice
 * in autumn is told by its word. */
static void
test_takeout_time_zones (void)
{
  static const struct
  {
    const char *zone;
    const char *text;
    gint64 time_s;
  } cases[] = {
    { "Asia/Shanghai", "Aug 7, 2024, 8:14:07 PM CST", 1723054447 - 6 * 3600 },
    { "UTC", "Jan 7, 2024, 8:14:07 PM CST", 1704680047 },
    { "Asia/Jerusalem", "Jan 7, 2024, 8:14:07 PM IST", 1704651247 },
    { "UTC", "Jan 7, 2024, 8:14:07 PM IST", 1704638647 },
    { "Europe/Berlin", "27 Oct 2024, 02:30:00 CEST", 1729989000 },
    { "Europe/Berlin", "27 Oct 2024, 02:30:00 CET", 1729992600 },
    { "Europe/Berlin", "7 Aug 2024, 20:14:07", 1723054447 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, 0);
      FootprintsParsedTime parsed;

      g_test_message ("%s", cases[i].text);
      g_assert_true (_footprints_takeout_time_parse (cases[i].text, calendar, &parsed));
      g_assert_cmpint (parsed.time_s, ==, cases[i].time_s);
    }
}

#define LASTFM_START                                                                               \
  "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<lfm status=\"ok\">\n"                              \
  "<recenttracks user=\"alice\" page=\"1\" total=\"3\">\n"
#define LASTFM_END "</recenttracks></lfm>\n"

static void
test_lastfm (void)
{
  static const char *const plays[] = {
    "1700000000 | Invented Band | Song & One | Demo | - | lastfm | lastfm_1700000000 | - | "
    "{\"artist_mbid\":\"aaaaaaaa-0000-4000-8000-000000000001\"}",
    "1700000300 | Other | Song Two | - | - | lastfm | lastfm_1700000300 | - | {\"loved\":true}",
    NULL,
  };
  static const char *const rejections[] = { "1: the track was playing when the export was made",
                                            NULL };

  import_test_check_text (
      "pages.xml",
      LASTFM_START
      "<track nowplaying=\"true\"><artist mbid=\"\">A</artist><name>B</name></track>\n"
      "<track><artist><name>Other</name><mbid></mbid><url>u</url></artist><loved>1</loved>"
      "<name>Song Two</name><mbid></mbid><album mbid=\"\"/><image size=\"small\">i</image>"
      "<date uts=\"1700000300\">14 Nov 2023, 22:18</date></track>\n"
      "<track><artist mbid=\"aaaaaaaa-0000-4000-8000-000000000001\">Invented Band</artist>"
      "<name>Song &amp; One</name><streamable>0</streamable><mbid></mbid>"
      "<album mbid=\"\"><![CDATA[Demo]]></album><date uts=\"1700000000\">14 Nov 2023, 22:13</date>"
      "</track>\n" LASTFM_END,
      &(ImportExpectation){
          .format = "Last.fm XML", .source = "lastfm", .plays = plays, .rejections = rejections });
}

/* What comes before the fault is kept, and the error says where it is. */
static void
test_broken_xml (void)
{
  static const char text[] =
      LASTFM_START "<track><artist>A</artist><name>B</name><date uts=\"1700000000\"/></track>\n"
                   "<track><artist>A</artist><name>C";
  g_autofree char *path = import_test_file ("broken.xml", text, -1);
  g_autofree char *database_path = test_path ("broken.db");
  g_autoptr (FootprintsStore) store = test_open (database_path);
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GError) error = NULL;

  g_assert_false (footprints_import_job_run (job, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "line"));
  g_assert_cmpint (test_count (store), ==, 1);
}

/* Entities that grow, and files that others would have read, come to nothing. */
static void
test_entities (void)
{
  static const char *const declarations[] = {
    "<!DOCTYPE lfm [<!ENTITY a \"0123456789\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
    "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">"
    "<!ENTITY x \"&d;&d;&d;&d;&d;&d;&d;&d;\">]>",
    "<!DOCTYPE lfm [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (declarations); i++)
    {
      g_autofree char *text =
          g_strconcat ("<?xml version=\"1.0\"?>", declarations[i],
                       "<lfm><recenttracks><track><artist>A&x;</artist><name>B</name>"
                       "<date uts=\"1700000000\"/></track></recenttracks></lfm>",
                       NULL);
      g_autofree char *path = import_test_file ("entities.xml", text, -1);
      g_autofree char *database_path = g_strdup_printf ("%s-%u.db", path, i);
      g_autoptr (FootprintsStore) store = test_open (database_path);
      g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
      g_autoptr (FootprintsImportJob) job =
          footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
      g_auto (GStrv) plays = NULL;

      footprints_import_job_run (job, NULL, NULL);
      plays = import_test_dump (database_path);
      if (plays[0] != NULL)
        g_assert_cmpstr (plays[0], ==,
                         "1700000000 | A | B | - | - | lastfm | lastfm_1700000000 | - | -");
    }
}

#define SHEET_START                                                                                \
  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"x\">"         \
  "<sheetData>"
#define SHEET_END "</sheetData></worksheet>"

static const char workbook[] =
    "<?xml version=\"1.0\"?><workbook xmlns:r=\"r\"><workbookPr/><sheets>"
    "<sheet name=\"01_favorites\" sheetId=\"1\" r:id=\"rId1\"/>"
    "<sheet name=\"10_listeningHistory\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>";
static const char relations[] =
    "<?xml version=\"1.0\"?><Relationships>"
    "<Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>";
static const char favorites[] =
    SHEET_START "<row r=\"1\"><c t=\"inlineStr\"><is><t>Artist</t></is></c>"
                "<c t=\"inlineStr\"><is><t>Track</t></is></c>"
                "<c t=\"inlineStr\"><is><t>Date</t></is></c></row>"
                "<row r=\"2\"><c t=\"inlineStr\"><is><t>A</t></is></c>"
                "<c t=\"inlineStr\"><is><t>Loved</t></is></c>"
                "<c t=\"inlineStr\"><is><t>2023-11-14 22:13:20</t></is></c></row>" SHEET_END;
static const char history[] = SHEET_START
    "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Your history</t></is></c></row>"
    "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"s\"><v>1</v></c>"
    "<c r=\"C3\" t=\"s\"><v>2</v></c><c r=\"D3\" t=\"s\"><v>3</v></c>"
    "<c r=\"F3\" t=\"s\"><v>4</v></c><c r=\"I3\" t=\"s\"><v>5</v></c></row>"
    /* A text as a date, columns left out. */
    "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>6</v></c><c r=\"B4\" t=\"s\"><v>7</v></c>"
    "<c r=\"C4\" t=\"inlineStr\"><is><t>XX0000000001</t></is></c><c r=\"F4\"><v>180</v></c>"
    "<c r=\"I4\" t=\"str\"><v>2023-11-14 22:13:20</v></c></row>"
    /* A day as a number. */
    "<row r=\"5\"><c r=\"A5\" t=\"inlineStr\"><is><r><t>Song</t></r><r><t> Two</t></r></is></c>"
    "<c r=\"B5\" t=\"s\"><v>7</v></c><c r=\"F5\"><v>-1</v></c>"
    "<c r=\"I5\" s=\"1\"><v>45244.929398148146</v></c></row>"
    "<row r=\"6\"><c r=\"A6\" t=\"s\"><v>6</v></c><c r=\"B6\" t=\"s\"><v>7</v></c>"
    "<c r=\"F6\"><v>12</v></c><c r=\"I6\" t=\"str\"><v>2023-11-14 23:13:20</v></c></row>"
    "<row r=\"7\"><c r=\"A7\" t=\"s\"><v>99</v></c><c r=\"B7\" t=\"s\"><v>7</v></c>"
    "<c r=\"I7\" t=\"str\"><v>2023-11-14 23:13:20</v></c></row>" SHEET_END;
static const char texts[] =
    "<?xml version=\"1.0\"?><sst><si><t>Song Title</t></si><si><t>Artist</t></si><si><t>ISRC</t>"
    "</si><si><t>Album Title</t></si><si><t>Listening Time</t></si><si><t>Date</t></si>"
    "<si><r><t>Song, </t></r><r><t>&quot;One&quot;</t></r><rPh><t>spoken</t></rPh></si>"
    "<si><t>Invented Band</t></si></sst>";
static const char styles[] =
    "<?xml version=\"1.0\"?><styleSheet><numFmts><numFmt numFmtId=\"164\" "
    "formatCode=\"yyyy\\-mm\\-dd hh:mm:ss\"/></numFmts><cellStyleXfs><xf numFmtId=\"0\"/>"
    "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";

/* A workbook of Deezer: of its sheets, only the history has plays. Texts may come last. */
static void
test_deezer (void)
{
  static const char *const plays[] = {
    "1700000000 | Invented Band | Song, \"One\" | - | - | deezer | - | - | "
    "{\"ISRC\":\"XX0000000001\",\"Listening Time\":180}",
    "1700000300 | Invented Band | Song Two | - | - | deezer | - | - | {\"Listening Time\":-1}",
    NULL,
  };
  static const char *const rejections[] = {
    "5: xl/worksheets/sheet2.xml: it was played for less than 30 s",
    "6: xl/worksheets/sheet2.xml: track is missing",
    NULL,
  };
  const ImportMember members[] = {
    { "[Content_Types].xml", "<Types/>", 8 },
    { "xl/_rels/workbook.xml.rels", relations, strlen (relations) },
    { "xl/worksheets/sheet1.xml", favorites, strlen (favorites) },
    { "xl/worksheets/sheet2.xml", history, strlen (history) },
    { "xl/styles.xml", styles, strlen (styles) },
    { "xl/workbook.xml", workbook, strlen (workbook) },
    { "xl/sharedStrings.xml", texts, strlen (texts) },
  };
  g_autofree char *path =
      import_test_archive ("deezer", "zip", "none", members, G_N_ELEMENTS (members));

  import_test_check (path, &(ImportExpectation){ .format = "Deezer history",
                                                 .source = "deezer",
                                                 .plays = plays,
                                                 .rejections = rejections });
}

/* Any other workbook is a table as any, its days counted from 1904 if it says so. */
static void
test_workbook (void)
{
  static const char other_workbook[] =
      "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"A\"/></sheets></workbook>";
  static const char sheet[] = SHEET_START
      "<row><c t=\"inlineStr\"><is><t>Artist</t></is></c><c t=\"inlineStr\"><is><t>Song</t></is>"
      "</c><c t=\"inlineStr\"><is><t>Played at</t></is></c></row>"
      "<row><c t=\"inlineStr\"><is><t>A</t></is></c><c t=\"inlineStr\"><is><t>B</t></is></c>"
      "<c s=\"0\"><v>43782.925925925927</v></c></row>" SHEET_END;
  static const char other_styles[] =
      "<styleSheet><cellXfs><xf numFmtId=\"22\"/></cellXfs></styleSheet>";
  static const char *const plays[] = { "1700000000 | A | B | - | - | unknown | - | - | -", NULL };
  const ImportMember members[] = {
    { "xl/workbook.xml", other_workbook, strlen (other_workbook) },
    { "xl/styles.xml", other_styles, strlen (other_styles) },
    { "xl/worksheets/sheet1.xml", sheet, strlen (sheet) },
  };
  g_autofree char *path =
      import_test_archive ("other", "zip", "none", members, G_N_ELEMENTS (members));

  import_test_check (path, &(ImportExpectation){ .format = "CSV with a header",
                                                 .source = "unknown",
                                                 .zone = "UTC",
                                                 .plays = plays });
}

static void
test_refused (void)
{
  static const char *const files[][2] = {
    { "<!doctype html><html><head><title>Sign in</title></head><body>x</body></html>", "Sign in" },
    { "<html><body>404</body></html>", "web page" },
    { "<?xml version=\"1.0\"?>\n<!DOCTYPE plist PUBLIC \"x\">\n<plist><dict/></plist>", "iTunes" },
    { "<?xml version=\"1.0\"?>\n<rhythmdb version=\"2.0\"></rhythmdb>", "Rhythmbox" },
    { "<lfm><lovedtracks><track/></lovedtracks></lfm>", "loved" },
    { "<?xml version=\"1.0\"?><note/>", "not in a known format" },
    { PAGE_START PAGE_END, "nothing in it is a play" },
    { "<lfm><recenttracks><track><name>B</name></track></recenttracks></lfm>",
      "nothing in it is a play" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = import_test_file ("refused", files[i][0], -1);

      g_test_message ("%u", i);
      import_test_check_fails (path, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, files[i][1]);
    }
}

static void
add_tests (void)
{
  g_test_add_func ("/import/markup/takeout", test_takeout);
  g_test_add_func ("/import/markup/takeout/zone", test_takeout_zone);
  g_test_add_func ("/import/markup/takeout/times", test_takeout_times);
  g_test_add_func ("/import/markup/takeout/time-zones", test_takeout_time_zones);
  g_test_add_func ("/import/markup/google-play-music", test_google_play_music);
  g_test_add_func ("/import/markup/lastfm", test_lastfm);
  g_test_add_func ("/import/markup/broken-xml", test_broken_xml);
  g_test_add_func ("/import/markup/entities", test_entities);
  g_test_add_func ("/import/markup/deezer", test_deezer);
  g_test_add_func ("/import/markup/workbook", test_workbook);
  g_test_add_func ("/import/markup/refused", test_refused);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
