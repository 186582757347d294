/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* How files are read: what they show, what is assumed, and what is asked. */

#include "import-support.h"

#include "libfootprints/import/input/footprints-text-decoder-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define CERTAINTY(NAME) FOOTPRINTS_CERTAINTY_##NAME
#define PART(NAME) FOOTPRINTS_PLAN_PART_##NAME

static FootprintsFileImporter *
importer_of_bytes (const char *text, gssize length)
{
  static guint n_files;
  g_autofree char *name = g_strdup_printf ("plan-%u", n_files++);
  g_autofree char *path = import_test_file (name, text, length);

  return footprints_file_importer_new (path);
}

static FootprintsFileImporter *
importer_of (const char *text)
{
  return importer_of_bytes (text, -1);
}

static FootprintsImportPlan *
plan_of (FootprintsFileImporter *importer)
{
  g_autoptr (GError) error = NULL;
  FootprintsImportPlan *plan = footprints_file_importer_plan (importer, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

#define TABLE "artist,track,time\nBj\xc3\xb6rk,H\xc3\xa9llo,1700000000\nNobody,Two,1700000300\n"

static void
test_encodings (void)
{
  static const struct
  {
    const char *iconv; /* what the text is converted to */
    const char *mark;
    const char *option;
    const char *found;
    FootprintsCertainty certainty;
  } encodings[] = {
    { "UTF-8", "", NULL, "UTF-8", CERTAINTY (CERTAIN) },
    { "UTF-8", "\xef\xbb\xbf", NULL, "UTF-8", CERTAINTY (CERTAIN) },
    { "UTF-16LE", "\xff\xfe", NULL, "UTF-16LE", CERTAINTY (CERTAIN) },
    { "UTF-16BE", "\xfe\xff", NULL, "UTF-16BE", CERTAINTY (CERTAIN) },
    { "UTF-16LE", "", NULL, "UTF-16LE", CERTAINTY (CERTAIN) },
    { "UTF-16BE", "", NULL, "UTF-16BE", CERTAINTY (CERTAIN) },
    { "WINDOWS-1252", "", NULL, "WINDOWS-1252", CERTAINTY (ASSUMED) },
    { "CP850", "", "CP850", "CP850", CERTAINTY (GIVEN) },
    { "UTF-16LE", "", "utf-16le", "utf-16le", CERTAINTY (GIVEN) },
  };
  static const char *const line_ends[] = { "\n", "\r\n", "\r" };
  static const char *const plays[] = {
    "1700000000 | Björk | Héllo | - | - | unknown | - | - | -",
    "1700000300 | Nobody | Two | - | - | unknown | - | - | -",
    NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (encodings) * G_N_ELEMENTS (line_ends); i++)
    {
      guint k = i / G_N_ELEMENTS (line_ends);
      g_auto (GStrv) lines = g_strsplit (TABLE, "\n", -1);
      g_autofree char *text = g_strjoinv (line_ends[i % G_N_ELEMENTS (line_ends)], lines);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      gsize length;
      g_autofree char *converted =
          g_convert (text, -1, encodings[k].iconv, "UTF-8", NULL, &length, NULL);
      g_autoptr (FootprintsFileImporter) importer = NULL;
      g_autoptr (FootprintsImportPlan) plan = NULL;

      g_test_message ("%s with \"%s\", lines end in %s", encodings[k].iconv, encodings[k].mark,
                      i % 3 == 0 ? "LF" : (i % 3 == 1 ? "CR LF" : "CR"));
      g_byte_array_append (bytes, (const guint8 *) encodings[k].mark,
                           (guint) strlen (encodings[k].mark));
      g_byte_array_append (bytes, (const guint8 *) converted, (guint) length);
      importer = importer_of_bytes ((const char *) bytes->data, (gssize) bytes->len);
      footprints_file_importer_set_encoding (importer, encodings[k].option);
      plan = plan_of (importer);
      g_assert_cmpstr (footprints_import_plan_get_encoding (plan), ==, encodings[k].found);
      g_assert_cmpint (footprints_import_plan_get_certainty (plan, PART (ENCODING)), ==,
                       encodings[k].certainty);
      import_test_check_plays (importer, plays);
    }
}

static void
test_unknown_encoding (void)
{
  g_autoptr (FootprintsFileImporter) importer = importer_of (TABLE);
  g_autoptr (FootprintsImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  footprints_file_importer_set_encoding (importer, "KLINGON-7");
  plan = footprints_file_importer_plan (importer, NULL, &error);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  g_assert_null (plan);
}

/* JSON and logs are decoded by the same input. */
static void
test_other_text_formats (void)
{
  static const char *const texts[] = {
    "[{\"artist\":\"Björk\",\"track\":\"Héllo\",\"listened_at\":1700000000,\"source\":\"x\"}]",
    "#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/x 1\nBjörk\t\tHéllo\t\t\tL\t1700000000\t\n",
  };
  static const char *const plays[] = {
    "1700000000 | Björk | Héllo | - | - | x | - | - | -",
    "1700000000 | Björk | Héllo | - | - | x | - | - | {\"client\":\"x 1\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gsize length;
      g_autofree char *text = g_convert (texts[i], -1, "UTF-16", "UTF-8", NULL, &length, NULL);
      g_autoptr (FootprintsFileImporter) importer = importer_of_bytes (text, (gssize) length);

      import_test_check_plays (importer, (const char *const[]){ plays[i], NULL });
    }
}

/* Wherever blocks end, the text is the same. */
static void
test_decoder_blocks (void)
{
  static const char text[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x8e\xb5\r\nb";
  gsize length;
  g_autofree char *bytes = g_convert (text, -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);

  for (gsize first = 1; first < length; first++)
    for (gsize second = first; second < length; second++)
      {
        g_autoptr (FootprintsTextDecoder) decoder =
            _footprints_text_decoder_new ((guint8 *) bytes, length, "UTF-16LE", NULL);
        g_autoptr (GByteArray) out = g_byte_array_new ();

        _footprints_text_decoder_add (decoder, (guint8 *) bytes, first, FALSE, out);
        _footprints_text_decoder_add (decoder, (guint8 *) bytes + first, second - first, FALSE,
                                      out);
        _footprints_text_decoder_add (decoder, (guint8 *) bytes + second, length - second, TRUE,
                                      out);
        g_assert_cmpmem (out->data, out->len, text, strlen (text));
      }
}

/* Half a pair, an odd byte at the end. */
static void
test_decoder_damage (void)
{
  static const guint8 bytes[] = { 'a', 0, 0x3c, 0xd8, 'b', 0, 'c' };
  g_autoptr (FootprintsTextDecoder) decoder =
      _footprints_text_decoder_new (bytes, sizeof bytes, "UTF-16LE", NULL);
  g_autoptr (GByteArray) out = g_byte_array_new ();

  _footprints_text_decoder_add (decoder, bytes, sizeof bytes, TRUE, out);
  g_assert_cmpmem (out->data, out->len,
                   "a\xef\xbf\xbd"
                   "b\xef\xbf\xbd",
                   8);
}

static void
test_date_order (void)
{
  static const struct
  {
    const char *rows;
    FootprintsDateOrder option;
    FootprintsCertainty certainty;
    const char *first; /* the first play; NULL: the import asks */
  } files[] = {
    { "03/04/2023 10:00\n25/04/2023 10:00\n", FOOTPRINTS_DATE_ORDER_UNKNOWN, CERTAINTY (CERTAIN),
      "1680516000" },
    { "03/04/2023 10:00\n04/25/2023 10:00\n", FOOTPRINTS_DATE_ORDER_UNKNOWN, CERTAINTY (CERTAIN),
      "1677924000" },
    { "03/04/2023 10:00\n05/04/2023 10:00\n", FOOTPRINTS_DATE_ORDER_UNKNOWN, CERTAINTY (OPEN),
      NULL },
    { "03/04/2023 10:00\n05/04/2023 10:00\n", FOOTPRINTS_DATE_ORDER_DAY_FIRST, CERTAINTY (GIVEN),
      "1680516000" },
    { "03/04/2023 10:00\n05/04/2023 10:00\n", FOOTPRINTS_DATE_ORDER_MONTH_FIRST, CERTAINTY (GIVEN),
      "1677924000" },
    /* Contradictions are asked, too. */
    { "03/04/2023 10:00\n25/04/2023 10:00\n04/25/2023 10:00\n", FOOTPRINTS_DATE_ORDER_UNKNOWN,
      CERTAINTY (OPEN), NULL },
    /* Each shows its own. */
    { "25/04/2023 10:00\n26/04/2023 10:00\n", FOOTPRINTS_DATE_ORDER_UNKNOWN, CERTAINTY (CERTAIN),
      "1682416800" },
    { "25/04/2023 10:00\n04/26/2023 10:00\n", FOOTPRINTS_DATE_ORDER_UNKNOWN, CERTAINTY (UNUSED),
      "1682416800" },
    { "2023-04-03 10:00\n", FOOTPRINTS_DATE_ORDER_MONTH_FIRST, CERTAINTY (UNUSED), "1680516000" },
    { "03.04.2023 10:00\n", FOOTPRINTS_DATE_ORDER_MONTH_FIRST, CERTAINTY (UNUSED), "1680516000" },
    { "04/04/2023 10:00\n", FOOTPRINTS_DATE_ORDER_UNKNOWN, CERTAINTY (UNUSED), "1680602400" },
    { "3-4-2023 10:00\n25-4-2023 10:00\n", FOOTPRINTS_DATE_ORDER_UNKNOWN, CERTAINTY (CERTAIN),
      "1680516000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_auto (GStrv) times = g_strsplit (files[i].rows, "\n", -1);
      g_autoptr (GString) text = g_string_new ("artist,track,date\n");
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
      g_autoptr (FootprintsFileImporter) importer = NULL;
      g_autoptr (FootprintsImportPlan) plan = NULL;
      g_autoptr (FootprintsScrobble) play = NULL;
      g_autofree char *time = NULL;

      g_test_message ("%s", files[i].rows);
      for (guint k = 0; *times[k] != '\0'; k++)
        g_string_append_printf (text, "A,Song %u,%s\n", k, times[k]);
      importer = importer_of (text->str);
      footprints_file_importer_set_zone (importer, utc);
      footprints_file_importer_set_date_order (importer, files[i].option);
      plan = plan_of (importer);
      g_assert_cmpint (footprints_import_plan_get_certainty (plan, PART (DATE_ORDER)), ==,
                       files[i].certainty);
      play = g_list_model_get_item (footprints_import_plan_get_plays (plan), 0);
      g_assert_true ((play == NULL) == (files[i].first == NULL));
      if (files[i].first == NULL)
        {
          import_test_check_asks (importer,
                                  "does the day or the month come first in “03/04/2023 10:00”?");
          continue;
        }
      time = g_strdup_printf ("%" G_GINT64_FORMAT, footprints_scrobble_get_listened_at (play));
      g_assert_cmpstr (time, ==, files[i].first);
    }
}

/* Only the last row of a long file shows the order; before anything is stored, that is known. */
static void
test_date_order_shows_late (void)
{
  g_autoptr (GString) text = g_string_new ("artist,track,date\n");
  g_autoptr (FootprintsFileImporter) importer = NULL;
  g_autoptr (FootprintsImportPlan) plan = NULL;

  while (text->len < 2 * 1024 * 1024)
    g_string_append_printf (text, "An Artist,Song %zu,03/04/2023 10:00\n", text->len);
  importer = importer_of (text->str);
  plan = plan_of (importer);
  g_assert_cmpint (footprints_import_plan_get_certainty (plan, PART (DATE_ORDER)), ==,
                   CERTAINTY (OPEN));
  g_clear_object (&importer);
  g_clear_object (&plan);
  g_string_append (text, "An Artist,Last,25/04/2023 10:00\n");
  importer = importer_of (text->str);
  plan = plan_of (importer);
  g_assert_cmpint (footprints_import_plan_get_date_order (plan), ==,
                   FOOTPRINTS_DATE_ORDER_DAY_FIRST);
}

static void
test_lengths (void)
{
  static const struct
  {
    const char *header;
    const char *lengths;
    FootprintsLengthUnit option;
    FootprintsCertainty certainty;
    gint64 first_ms; /* of the first play; -1: the import asks */
  } files[] = {
    { "duration", "215", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (CERTAIN), 215000 },
    { "duration", "215.4", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (CERTAIN), 215400 },
    { "length", "215000", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (CERTAIN), 215000 },
    /* A short one among long ones */
    { "Duration", "900 215000 230000 180000", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (CERTAIN),
      900 },
    { "duration", "10800 215 230", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (CERTAIN), 10800000 },
    { "duration", "3:45", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (UNUSED), 225000 },
    { "duration", "1:02:03", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (UNUSED), 3723000 },
    { "duration", "PT3M45S", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (UNUSED), 225000 },
    { "duration", "PT1H0.5S", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (UNUSED), 3600500 },
    { "duration", "225s", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (UNUSED), 225000 },
    { "duration", "225000ms", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (UNUSED), 225000 },
    { "duration", "9000", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (OPEN), -1 },
    { "duration", "9000", FOOTPRINTS_LENGTH_UNIT_SECONDS, CERTAINTY (GIVEN), 9000000 },
    { "duration", "9000", FOOTPRINTS_LENGTH_UNIT_MILLISECONDS, CERTAINTY (GIVEN), 9000 },
    /* What the header says is not to be judged. */
    { "duration_ms", "9000", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (UNUSED), 9000 },
    { "Duration (ms)", "9000", FOOTPRINTS_LENGTH_UNIT_SECONDS, CERTAINTY (UNUSED), 9000 },
    { "Duration (s)", "9000", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (UNUSED), 9000000 },
    { "duration", "null", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (UNUSED), 0 },
    { "duration", "0", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (UNUSED), 0 },
    { "duration", "-5", FOOTPRINTS_LENGTH_UNIT_UNKNOWN, CERTAINTY (UNUSED), 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_auto (GStrv) lengths = g_strsplit (files[i].lengths, " ", -1);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (FootprintsFileImporter) importer = NULL;
      g_autoptr (FootprintsImportPlan) plan = NULL;
      g_autoptr (FootprintsScrobble) play = NULL;

      g_test_message ("%s: %s", files[i].header, files[i].lengths);
      g_string_append_printf (text, "artist,track,time,%s\n", files[i].header);
      for (guint k = 0; lengths[k] != NULL; k++)
        g_string_append_printf (text, "A,Song,%u,%s\n", 1700000000 + k * 500, lengths[k]);
      importer = importer_of (text->str);
      footprints_file_importer_set_length_unit (importer, files[i].option);
      plan = plan_of (importer);
      g_assert_cmpint (footprints_import_plan_get_certainty (plan, PART (LENGTH_UNIT)), ==,
                       files[i].certainty);
      play = g_list_model_get_item (footprints_import_plan_get_plays (plan), 0);
      if (files[i].first_ms < 0)
        import_test_check_asks (importer, "are the lengths in seconds or in milliseconds?");
      else
        g_assert_cmpint (footprints_scrobble_get_duration_ms (play), ==, files[i].first_ms);
    }
}

/* Which column is the time follows from its values, not from its name alone. */
static void
test_time_column (void)
{
  static const struct
  {
    const char *text;
    const char *column;
    const char *date; /* NULL: none */
  } files[] = {
    { "artist,track,timestamp,played at\nA,B,4:15,2023-11-14 22:13:20Z\n", "played at", NULL },
    { "artist,track,time,date\nA,B,3:45,2023-11-14 22:13:20Z\n", "date", NULL },
    { "artist,track,time,date\nA,B,22:13:20,2023-11-14\n", "time", "date" },
    { "artist,track,date,time\nA,B,2023-11-14,10:13:20 PM\n", "time", "date" },
    { "artist,track,date,uts\nA,B,\"14 Nov 2023, 22:13\",1700000000\n", "uts", "date" },
    { "artist,track,When it was\nA,B,2023-11-14 22:13:20\n", "When it was", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (FootprintsFileImporter) importer = importer_of (files[i].text);
      g_autoptr (FootprintsImportPlan) plan = plan_of (importer);

      g_test_message ("%s", files[i].text);
      g_assert_cmpstr (footprints_import_plan_get_column (plan, FOOTPRINTS_IMPORT_COLUMN_TIME), ==,
                       files[i].column);
      g_assert_cmpstr (footprints_import_plan_get_column (plan, FOOTPRINTS_IMPORT_COLUMN_DATE), ==,
                       files[i].date);
    }
}

#define OPEN_TABLE                                                                                 \
  "Band;Piece;When;Disc\n"                                                                         \
  "Invented Band;One;2023-11-14 22:13:20;Demo\n"                                                   \
  "Invented Band;Two;2023-11-14 22:18:20;Demo\n"

static void
test_columns_are_asked (void)
{
  static const char *const plays[] = {
    "1700000000 | Invented Band | One | Demo | - | unknown | - | - | -",
    "1700000300 | Invented Band | Two | Demo | - | unknown | - | - | -",
    NULL,
  };
  g_autoptr (FootprintsFileImporter) importer = importer_of (OPEN_TABLE);
  g_autoptr (FootprintsImportPlan) plan = plan_of (importer);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_auto (GStrv) names = footprints_import_plan_dup_column_names (plan);

  g_assert_cmpint (footprints_import_plan_get_certainty (plan, PART (COLUMNS)), ==,
                   CERTAINTY (OPEN));
  g_assert_cmpstr (footprints_import_plan_get_column (plan, FOOTPRINTS_IMPORT_COLUMN_TIME), ==,
                   "When");
  g_assert_null (footprints_import_plan_get_column (plan, FOOTPRINTS_IMPORT_COLUMN_ARTIST));
  g_assert_true (g_strv_equal ((const char *const *) names,
                               (const char *const[]){ "Band", "Piece", "When", "Disc", NULL }));
  import_test_check_asks (importer,
                          "which column is the artist and track? The columns are “Band”, “Piece”, "
                          "“When”, “Disc”");
  footprints_file_importer_set_zone (importer, utc);
  footprints_file_importer_set_column (importer, FOOTPRINTS_IMPORT_COLUMN_ARTIST, "band");
  footprints_file_importer_set_column (importer, FOOTPRINTS_IMPORT_COLUMN_TRACK, "2");
  footprints_file_importer_set_column (importer, FOOTPRINTS_IMPORT_COLUMN_ALBUM, "Disc");
  import_test_check_plays (importer, plays);
}

/* A column that somebody names wins over the usual names. */
static void
test_columns_are_given (void)
{
  static const char *const plays[] = {
    "1700000000 | Real | Song | - | - | unknown | - | - | {\"artist\":\"Wrong\"}",
    NULL,
  };
  g_autoptr (FootprintsFileImporter) importer =
      importer_of ("artist,track,time,performer\nWrong,Song,1700000000,Real\n");
  g_autoptr (FootprintsImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  footprints_file_importer_set_column (importer, FOOTPRINTS_IMPORT_COLUMN_ARTIST, "Performer");
  import_test_check_plays (importer, plays);
  footprints_file_importer_set_column (importer, FOOTPRINTS_IMPORT_COLUMN_ARTIST, "Singer");
  plan = footprints_file_importer_plan (importer, NULL, &error);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT);
  g_assert_nonnull (strstr (error->message,
                            "there is no column “Singer”; the columns are “artist”, "
                            "“track”, “time”, “performer”"));
}

/* Columns have numbers where there is no header. */
static void
test_no_header (void)
{
  static const char *const plays[] = {
    "1700000000 | Invented Band | One | - | - | unknown | - | - | {\"4\":\"x\"}",
    "1700000300 | Invented Band | Two | - | - | unknown | - | - | {\"4\":\"y\"}",
    NULL,
  };
  g_autoptr (FootprintsFileImporter) importer =
      importer_of ("2023-11-14 22:13:20|Invented Band|One|x\n2023-11-14 22:18:20|Invented "
                   "Band|Two|y\n");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  import_test_check_asks (importer,
                          "which column is the artist and track? The columns are “1”, “2”");
  footprints_file_importer_set_zone (importer, utc);
  footprints_file_importer_set_column (importer, FOOTPRINTS_IMPORT_COLUMN_ARTIST, "2");
  footprints_file_importer_set_column (importer, FOOTPRINTS_IMPORT_COLUMN_TRACK, "3");
  import_test_check_plays (importer, plays);
}

static void
test_no_history (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } files[] = {
    { "artist,title,album\nA,B,C\nA,D,C\n", "no column of times: it is a list of songs" },
    { "Some text, with commas, as people write it.\nAnd a second line, of it, here.\n",
      "not in a known format" },
    { "a,b,c\n1,2,3\n", "not in a known format" },
    { "one\ntwo\n", "not in a known format" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = import_test_file ("list", files[i].text, -1);

      g_test_message ("%s", files[i].text);
      import_test_check_fails (path, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, files[i].words);
    }
}

/* Who recorded the plays, and the zone of times that name none. */
static void
test_source_and_zone (void)
{
  static const struct
  {
    const char *text;
    const char *option_source;
    gboolean has_option_zone;
    const char *format;
    const char *source;
    FootprintsCertainty source_certainty;
    FootprintsCertainty zone_certainty;
  } files[] = {
    { "artist,track,time\nA,B,1700000000\n", NULL, FALSE, "CSV with a header", "unknown",
      CERTAINTY (ASSUMED), CERTAINTY (UNUSED) },
    { "artist,track,time\nA,B,1700000000\n", "mine", FALSE, "CSV with a header", "mine",
      CERTAINTY (GIVEN), CERTAINTY (UNUSED) },
    { "artist,track,time\nA,B,2023-11-14 22:13\n", "mine", TRUE, "CSV with a header", "mine",
      CERTAINTY (GIVEN), CERTAINTY (GIVEN) },
    { "artist,track,time,source\nA,B,2023-11-14 22:13,x\n", NULL, FALSE, "Footprints CSV", "x",
      CERTAINTY (CERTAIN), CERTAINTY (ASSUMED) },
    { "uts,artist,track\n1700000000,A,B\n", NULL, FALSE, "Last.fm CSV", "lastfm",
      CERTAINTY (CERTAIN), CERTAINTY (UNUSED) },
    { "utc_time,artist,track\n\"14 Nov 2023, 22:13\",A,B\n", NULL, FALSE, "Last.fm CSV", "lastfm",
      CERTAINTY (CERTAIN), CERTAINTY (UNUSED) },
    { "artist,artist_mbid,track,timestamp\nA,,B,1700000000\n", NULL, FALSE, "Last.fm CSV", "lastfm",
      CERTAINTY (CERTAIN), CERTAINTY (UNUSED) },
    /* A tagged file of somebody's own: neither from Last.fm nor in UTC. */
    { "artist,artist_mbid,track,time\nA,,B,2023-11-14 22:13\n", NULL, FALSE, "CSV with a header",
      "unknown", CERTAINTY (ASSUMED), CERTAINTY (ASSUMED) },
    { "Artist;AlbumId;Track;Date\nA;;B;14.11.2023 22:13\n", NULL, FALSE, "CSV with a header",
      "unknown", CERTAINTY (ASSUMED), CERTAINTY (ASSUMED) },
  };
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (FootprintsFileImporter) importer = importer_of (files[i].text);
      g_autoptr (FootprintsImportPlan) plan = NULL;

      g_test_message ("%s", files[i].text);
      footprints_file_importer_set_source (importer, files[i].option_source);
      if (files[i].has_option_zone)
        footprints_file_importer_set_zone (importer, berlin);
      plan = plan_of (importer);
      g_assert_cmpstr (footprints_import_plan_get_format (plan), ==, files[i].format);
      g_assert_cmpstr (footprints_import_plan_get_source (plan), ==, files[i].source);
      g_assert_cmpint (footprints_import_plan_get_certainty (plan, PART (SOURCE)), ==,
                       files[i].source_certainty);
      g_assert_cmpint (footprints_import_plan_get_certainty (plan, PART (ZONE)), ==,
                       files[i].zone_certainty);
      g_assert_true ((footprints_import_plan_get_zone (plan) == NULL) ==
                     (files[i].zone_certainty == CERTAINTY (UNUSED)));
      g_assert_true (footprints_import_plan_is_certain (plan) ==
                     (files[i].source_certainty < CERTAINTY (ASSUMED) &&
                      files[i].zone_certainty < CERTAINTY (ASSUMED)));
    }
}

/* The plan of one file reads another one, whose own values do not show it. */
static void
test_plan_is_used_again (void)
{
  static const char *const plays[] = {
    "1680516000 | A | B | - | - | mine | - | 9000 | -",
    NULL,
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (FootprintsFileImporter) first = importer_of (
      "Band;Piece;When;Length\nA;B;25/04/2023 10:00;215000\nA;C;26/04/2023 10:00;200000\n");
  g_autoptr (FootprintsFileImporter) second =
      importer_of ("Band;Piece;When;Length\nA;B;03/04/2023 10:00;9000\n");
  g_autoptr (FootprintsImportPlan) plan = NULL;

  footprints_file_importer_set_zone (first, utc);
  footprints_file_importer_set_source (first, "mine");
  footprints_file_importer_set_column (first, FOOTPRINTS_IMPORT_COLUMN_ARTIST, "Band");
  footprints_file_importer_set_column (first, FOOTPRINTS_IMPORT_COLUMN_TRACK, "Piece");
  plan = plan_of (first);
  footprints_file_importer_set_plan (second, plan);
  import_test_check_plays (second, plays);
}

static void
test_json (void)
{
  g_autoptr (FootprintsFileImporter) importer = importer_of (
      "artist,track,date,duration,mood\nA,B,25/04/2023 10:00,215,sad\nA,C,03/04/2023 10:00,200,\n");
  g_autoptr (FootprintsFileImporter) open = importer_of (OPEN_TABLE);
  g_autoptr (FootprintsImportPlan) plan = NULL;
  g_autoptr (FootprintsImportPlan) open_plan = plan_of (open);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *open_text = footprints_import_plan_to_json (open_plan);
  g_autofree char *text = NULL;

  footprints_file_importer_set_zone (importer, utc);
  plan = plan_of (importer);
  text = footprints_import_plan_to_json (plan);
  g_assert_cmpstr (
      text, ==,
      "{\"certain\":false,\"question\":null,"
      "\"format\":{\"value\":\"CSV with a header\",\"certainty\":\"certain\"},"
      "\"source\":{\"value\":\"unknown\",\"certainty\":\"assumed\"},"
      "\"timezone\":{\"value\":\"UTC\",\"certainty\":\"given\"},"
      "\"date_order\":{\"value\":\"day-first\",\"certainty\":\"certain\"},"
      "\"length_unit\":{\"value\":\"seconds\",\"certainty\":\"certain\"},"
      "\"encoding\":{\"value\":\"UTF-8\",\"certainty\":\"certain\"},"
      "\"listener\":{\"value\":null,\"certainty\":\"unused\"},\"listeners\":[],"
      "\"streams\":null,\"time_shift_s\":0,"
      "\"columns_certainty\":\"certain\",\"columns\":["
      "{\"name\":\"artist\",\"is\":\"artist\",\"examples\":[\"A\",\"A\"]},"
      "{\"name\":\"track\",\"is\":\"track\",\"examples\":[\"B\",\"C\"]},"
      "{\"name\":\"date\",\"is\":\"time\","
      "\"examples\":[\"25/04/2023 10:00\",\"03/04/2023 10:00\"]},"
      "{\"name\":\"duration\",\"is\":\"length\",\"examples\":[\"215\",\"200\"]},"
      "{\"name\":\"mood\",\"is\":null,\"examples\":[\"sad\",\"\"]}],"
      "\"plays\":["
      "{\"artist\":\"A\",\"album\":null,\"track\":\"B\",\"timestamp\":\"2023-04-25T10:00:00Z\","
      "\"source\":\"unknown\",\"album_artist\":null,\"duration_ms\":215000},"
      "{\"artist\":\"A\",\"album\":null,\"track\":\"C\",\"timestamp\":\"2023-04-03T10:00:00Z\","
      "\"source\":\"unknown\",\"album_artist\":null,\"duration_ms\":200000}]}");
  g_assert_nonnull (strstr (open_text,
                            "\"certain\":false,\"question\":\"which column is the artist "
                            "and track? The columns are “Band”, "));
  g_assert_nonnull (strstr (open_text, "\"columns_certainty\":\"open\""));
  g_assert_nonnull (strstr (open_text, "\"plays\":[]"));
}

static void
test_spotify_tables (void)
{
  static const char *const streams[] = {
    "1700000000 | Band | Song | Demo | - | spotify | - | - | "
    "{\"ts\":\"2023-11-14T22:16:40Z\",\"ms_played\":200000,"
    "\"spotify_track_uri\":\"spotify:track:1\",\"platform\":\"linux\"}",
    NULL,
  };
  g_autoptr (FootprintsFileImporter) importer = importer_of (
      "ts,platform,ms_played,master_metadata_track_name,master_metadata_album_artist_name,"
      "master_metadata_album_album_name,spotify_track_uri,ip_addr\n"
      "2023-11-14T22:16:40Z,linux,200000,Song,Band,Demo,spotify:track:1,192.0.2.1\n"
      "2023-11-14T22:16:50Z,linux,5000,Short,Band,Demo,spotify:track:2,192.0.2.1\n");
  g_autoptr (FootprintsImportPlan) plan = plan_of (importer);

  g_assert_cmpstr (footprints_import_plan_get_format (plan), ==,
                   "Spotify extended streaming history (CSV)");
  g_assert_true (footprints_import_plan_is_certain (plan));
  import_test_check_plays (importer, streams);
}

/* Which streams are plays is a rule that is shown and can be changed. */
static void
test_rules (void)
{
  static const char json[] =
      "[{\"ts\":\"2023-11-14T22:16:40Z\",\"ms_played\":200000,\"incognito_mode\":true,"
      "\"master_metadata_track_name\":\"Secret\","
      "\"master_metadata_album_artist_name\":\"Band\"},"
      "{\"ts\":\"2023-11-14T22:26:40Z\",\"ms_played\":20000,\"incognito_mode\":false,"
      "\"master_metadata_track_name\":\"Short\","
      "\"master_metadata_album_artist_name\":\"Band\"}]";
  static const char table[] =
      "ts,ms_played,master_metadata_track_name,master_metadata_album_artist_name,incognito_mode\n"
      "2023-11-14T22:16:40Z,200000,Secret,Band,True\n"
      "2023-11-14T22:26:40Z,20000,Short,Band,False\n";
  const char *const texts[] = { json, table };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (FootprintsFileImporter) importer = importer_of (texts[i]);
      g_autoptr (FootprintsFileImporter) other = importer_of (texts[i]);
      g_autoptr (FootprintsImportPlan) plan = plan_of (importer);
      g_autoptr (FootprintsImportPlan) changed = NULL;
      g_autoptr (FootprintsScrobble) play = NULL;
      g_autofree char *text = NULL;

      g_assert_cmpint (footprints_import_plan_get_min_played_s (plan), ==, 30);
      g_assert_false (footprints_import_plan_get_skips_private (plan));
      play = g_list_model_get_item (footprints_import_plan_get_plays (plan), 0);
      g_assert_cmpstr (footprints_scrobble_get_track (play), ==, "Secret");

      footprints_file_importer_set_min_played_s (importer, 10);
      footprints_file_importer_set_skips_private (importer, TRUE);
      changed = plan_of (importer);
      text = footprints_import_plan_to_json (changed);
      g_assert_nonnull (strstr (text, "\"streams\":{\"min_played_s\":10,\"skips_private\":true}"));
      footprints_file_importer_set_listener (other, "Mo");
      footprints_file_importer_set_plan (other, changed);
      g_assert_null (footprints_file_importer_get_listener (other));
      g_assert_true (footprints_file_importer_get_skips_private (other));
      g_assert_cmpint (footprints_file_importer_get_min_played_s (other), ==, 10);
      g_clear_object (&play);
      play = g_list_model_get_item (footprints_import_plan_get_plays (changed), 0);
      g_assert_cmpstr (footprints_scrobble_get_track (play), ==, "Short");
      g_assert_cmpuint (g_list_model_get_n_items (footprints_import_plan_get_plays (changed)), ==,
                        1);
    }
}

static void
add_tests (void)
{
  g_test_add_func ("/import/plan/encodings", test_encodings);
  g_test_add_func ("/import/plan/unknown-encoding", test_unknown_encoding);
  g_test_add_func ("/import/plan/other-text-formats", test_other_text_formats);
  g_test_add_func ("/import/plan/decoder-blocks", test_decoder_blocks);
  g_test_add_func ("/import/plan/decoder-damage", test_decoder_damage);
  g_test_add_func ("/import/plan/date-order", test_date_order);
  g_test_add_func ("/import/plan/date-order-shows-late", test_date_order_shows_late);
  g_test_add_func ("/import/plan/lengths", test_lengths);
  g_test_add_func ("/import/plan/time-column", test_time_column);
  g_test_add_func ("/import/plan/columns-are-asked", test_columns_are_asked);
  g_test_add_func ("/import/plan/columns-are-given", test_columns_are_given);
  g_test_add_func ("/import/plan/no-header", test_no_header);
  g_test_add_func ("/import/plan/no-history", test_no_history);
  g_test_add_func ("/import/plan/source-and-zone", test_source_and_zone);
  g_test_add_func ("/import/plan/plan-is-used-again", test_plan_is_used_again);
  g_test_add_func ("/import/plan/json", test_json);
  g_test_add_func ("/import/plan/spotify-tables", test_spotify_tables);
  g_test_add_func ("/import/plan/rules", test_rules);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
