/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A scrobble: what is accepted, and what is said about the rest. */

#include "test-support.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/core/plays/footprints-scrobble-row-private.h"

#include <string.h>

#define NOW TEST_TIME
#define EARLIEST G_GINT64_CONSTANT (1033430400)

static void
assert_invalid (FootprintsScrobble *scrobble, const char *message)
{
  g_autoptr (GError) error = NULL;

  if (footprints_scrobble_validate (scrobble, &error))
    g_error ("accepted, though “%s” (%s)", message, footprints_scrobble_get_info (scrobble));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_SCROBBLE);
  g_assert_cmpstr (error->message, ==, message);
  /* Also for callers who do not ask why. */
  g_assert_false (footprints_scrobble_validate (scrobble, NULL));
}

/* A good scrobble with one property changed is refused for @message; NULL: it is not. */
static void
check_text (const char *property, const char *value, const char *message)
{
  g_autoptr (FootprintsScrobble) scrobble = NULL;
  g_autoptr (GError) error = NULL;
  const char *names[] = { "artist", "track", "listened-at", property };
  GValue values[4] = { G_VALUE_INIT, G_VALUE_INIT, G_VALUE_INIT, G_VALUE_INIT };
  gboolean is_name = g_str_equal (property, "artist") || g_str_equal (property, "track");

  g_value_set_static_string (g_value_init (&values[0], G_TYPE_STRING),
                             g_str_equal (property, "artist") ? value : "A");
  g_value_set_static_string (g_value_init (&values[1], G_TYPE_STRING),
                             g_str_equal (property, "track") ? value : "T");
  g_value_set_int64 (g_value_init (&values[2], G_TYPE_INT64), NOW);
  g_value_set_static_string (g_value_init (&values[3], G_TYPE_STRING), value);
  scrobble = FOOTPRINTS_SCROBBLE (
      g_object_new_with_properties (FOOTPRINTS_TYPE_SCROBBLE, is_name ? 3 : 4, names, values));
  if (message != NULL)
    assert_invalid (scrobble, message);
  else
    {
      g_assert_true (footprints_scrobble_validate (scrobble, &error));
      g_assert_no_error (error);
    }
}

static void
test_new (void)
{
  g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("A", "T", NOW);
  g_autoptr (GError) error = NULL;

  g_assert_true (footprints_scrobble_validate (scrobble, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (footprints_scrobble_get_artist (scrobble), ==, "A");
  g_assert_cmpstr (footprints_scrobble_get_track (scrobble), ==, "T");
  g_assert_cmpint (footprints_scrobble_get_listened_at (scrobble), ==, NOW);
  g_assert_cmpint (footprints_scrobble_get_id (scrobble), ==, 0);
  g_assert_cmpstr (footprints_scrobble_get_source (scrobble), ==, "local");
  g_assert_null (footprints_scrobble_get_album (scrobble));
  g_assert_null (footprints_scrobble_get_album_artist (scrobble));
  g_assert_null (footprints_scrobble_get_source_id (scrobble));
  g_assert_null (footprints_scrobble_get_info (scrobble));
  g_assert_cmpint (footprints_scrobble_get_duration_ms (scrobble), ==, 0);
  test_release (scrobble);
}

/* What goes in as a property comes out as one. */
static void
test_properties (void)
{
  static const char *const texts[] = {
    "artist", "track", "album", "album-artist", "source", "source-id", "info",
  };
  g_autoptr (FootprintsScrobble) scrobble =
      g_object_new (FOOTPRINTS_TYPE_SCROBBLE, "artist", "the artist", "track", "the track", "album",
                    "the album", "album-artist", "the album-artist", "source", "the source",
                    "source-id", "the source-id", "info", "the info", "listened-at", NOW,
                    "duration-ms", G_GINT64_CONSTANT (1234567890123), NULL);
  gint64 listened_at, duration_ms, id;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *expected = g_strconcat ("the ", texts[i], NULL);
      g_autofree char *value = NULL;

      g_object_get (scrobble, texts[i], &value, NULL);
      g_assert_cmpstr (value, ==, expected);
    }
  g_object_get (scrobble, "listened-at", &listened_at, "duration-ms", &duration_ms, "id", &id,
                NULL);
  g_assert_cmpint (listened_at, ==, NOW);
  g_assert_cmpint (duration_ms, ==, G_GINT64_CONSTANT (1234567890123));
  g_assert_cmpint (id, ==, 0);
}

static void
test_names (void)
{
  static const struct
  {
    const char *property;
    const char *field;
    gboolean required;
  } names[] = {
    { "artist", "artist", TRUE },  { "track", "track", TRUE },
    { "album", "album", FALSE },   { "album-artist", "album artist", FALSE },
    { "source", "source", FALSE }, { "source-id", "source id", FALSE },
  };
  g_autofree char *longest = g_strnfill (8192, 'x');
  g_autofree char *too_long = g_strnfill (8193, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *missing = g_strdup_printf ("%s is missing", names[i].field);
      g_autofree char *empty = g_strdup_printf ("%s is empty", names[i].field);
      g_autofree char *not_utf8 = g_strdup_printf ("%s is not valid UTF-8", names[i].field);
      g_autofree char *length =
          g_strdup_printf ("%s is 8193 bytes long, more than 8192", names[i].field);

      check_text (names[i].property, NULL, names[i].required ? missing : NULL);
      check_text (names[i].property, "", empty);
      check_text (names[i].property, " \t\r\n", empty);
      check_text (names[i].property, "\u00a0\u3000\u2003", empty);
      check_text (names[i].property, "x\xff", not_utf8);
      check_text (names[i].property, "\xed\xa0\x80", not_utf8);
      check_text (names[i].property, "\xc0\x80", not_utf8);
      check_text (names[i].property, longest, NULL);
      check_text (names[i].property, too_long, length);
      check_text (names[i].property, " kept as it is ", NULL);
      check_text (names[i].property, "=1+1,\"q\"\n\u202e🎵", NULL);
    }
}

static void
test_time (void)
{
  static const struct
  {
    gint64 listened_at;
    const char *message;
  } cases[] = {
    { EARLIEST, NULL },
    { EARLIEST - 1, "time 1033430399 is before 2002-10-01" },
    { 0, "time 0 is before 2002-10-01" },
    { -1, "time -1 is before 2002-10-01" },
    { G_MININT64, "time -9223372036854775808 is before 2002-10-01" },
    { NOW, NULL },
    { NOW + 86400, NULL },
    { NOW + 86401, "time 1709337601 is more than a day in the future" },
    { G_MAXINT64, "time 9223372036854775807 is more than a day in the future" },
  };

  _footprints_clock_freeze_s (NOW);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble =
          footprints_scrobble_new ("A", "T", cases[i].listened_at);

      if (cases[i].message != NULL)
        assert_invalid (scrobble, cases[i].message);
      else
        g_assert_true (footprints_scrobble_validate (scrobble, NULL));
    }
  _footprints_clock_thaw ();
}

static void
test_duration (void)
{
  static const gint64 good[] = { 0, 1, G_MAXINT64 };
  g_autoptr (FootprintsScrobble) negative =
      g_object_new (FOOTPRINTS_TYPE_SCROBBLE, "artist", "A", "track", "T", "listened-at", NOW,
                    "duration-ms", G_GINT64_CONSTANT (-1), NULL);

  assert_invalid (negative, "duration -1 ms is negative");
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble =
          g_object_new (FOOTPRINTS_TYPE_SCROBBLE, "artist", "A", "track", "T", "listened-at", NOW,
                        "duration-ms", good[i], NULL);

      g_assert_true (footprints_scrobble_validate (scrobble, NULL));
    }
}

/* @depth arrays inside an object. */
static char *
nested (guint depth)
{
  GString *text = g_string_new ("{\"a\":");

  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

static void
test_info (void)
{
  const char *const good[] = { "{}", " { \"a\" : [1, null, true] } \n", "{\"ü\":\"\\u0041\"}" };
  const char *const bad[] = {
    "", " ", "[]", "1", "null", "\"{}\"", "{", "{}}", "{} {}", "{\"a\":01}", "{\"a\":1,}", "{a:1}",
  };
  g_autofree char *filler = g_strnfill (64 * 1024, 'x');
  g_autofree char *too_long = g_strdup_printf ("{\"a\":\"%s\"}", filler);
  g_autofree char *deep = nested (31);
  g_autofree char *too_deep = nested (40);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    check_text ("info", good[i], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    check_text ("info", bad[i], "info is not a JSON object");
  check_text ("info", NULL, NULL);
  check_text ("info", deep, NULL);
  check_text ("info", too_deep, "info is not a JSON object");
  check_text ("info", too_long, "info is 65544 bytes long, more than 65536");
  check_text ("info", "{\"a\":\"\xff\"}", "info is not valid UTF-8");
}

static void
test_equal (void)
{
  static const struct
  {
    const char *artist;
    const char *track;
    const char *album;
    gint64 listened_at;
    const char *source;
    gboolean equal;
  } cases[] = {
    { "A", "T", "L", NOW, "s", TRUE },   { "A", "T", "M", NOW, "s", TRUE },
    { "A", "T", NULL, NOW, "s", TRUE },  { "a", "T", "L", NOW, "s", FALSE },
    { "A", "U", "L", NOW, "s", FALSE },  { "A", "T", "L", NOW + 1, "s", FALSE },
    { "A", "T", "L", NOW, "r", FALSE },  { NULL, "T", "L", NOW, "s", FALSE },
    { "A", "T", "L", NOW, NULL, FALSE },
  };
  g_autoptr (FootprintsScrobble) scrobble = test_scrobble ("A", "T", "L", NOW, "s");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FootprintsScrobble) other = test_scrobble (
          cases[i].artist, cases[i].track, cases[i].album, cases[i].listened_at, cases[i].source);

      g_assert_cmpint (footprints_scrobble_equal (scrobble, other), ==, cases[i].equal);
      g_assert_cmpint (footprints_scrobble_equal (other, scrobble), ==, cases[i].equal);
    }
}

static void
test_to_json (void)
{
  g_autoptr (FootprintsScrobble) scrobble =
      g_object_new (FOOTPRINTS_TYPE_SCROBBLE, "artist", "A \"q\" \\ /", "track", "T\n\u2028🎵",
                    "listened-at", NOW, "source", "lastfm", "source-id", "x", NULL);
  g_autofree char *text = footprints_scrobble_to_json (scrobble);
  g_autoptr (json_object) object = _footprints_json_parse (text, strlen (text), 8, NULL);

  g_assert_nonnull (object);
  g_assert_null (strchr (text, '\n'));
  g_assert_cmpint (json_object_object_length (object), ==, 8);
  g_assert_cmpstr (_footprints_json_get_string (object, "artist"), ==, "A \"q\" \\ /");
  g_assert_cmpstr (_footprints_json_get_string (object, "track"), ==, "T\n\u2028🎵");
  g_assert_cmpstr (_footprints_json_get_string (object, "timestamp"), ==, "2024-03-01T00:00:00Z");
  g_assert_cmpstr (_footprints_json_get_string (object, "source"), ==, "lastfm");
  g_assert_cmpstr (_footprints_json_get_string (object, "source_id"), ==, "x");
  g_assert_true (json_object_object_get_ex (object, "id", NULL));
  g_assert_null (_footprints_json_get_object (object, "id"));
  g_assert_true (json_object_object_get_ex (object, "album", NULL));
  g_assert_null (_footprints_json_get_object (object, "album"));
}

static void
set_everything (FootprintsScrobbleBuilder *builder)
{
  footprints_scrobble_builder_set_artist (builder, "A");
  footprints_scrobble_builder_set_track (builder, "T");
  footprints_scrobble_builder_set_album (builder, "L");
  footprints_scrobble_builder_set_album_artist (builder, "V");
  footprints_scrobble_builder_set_listened_at (builder, NOW);
  footprints_scrobble_builder_set_duration_ms (builder, 1000);
  footprints_scrobble_builder_set_source (builder, "lastfm");
  footprints_scrobble_builder_set_source_id (builder, "x");
  footprints_scrobble_builder_set_info (builder, "{\"a\":1}");
}

static void
test_builder (void)
{
  g_autoptr (FootprintsScrobbleBuilder) builder = footprints_scrobble_builder_new ();
  g_autoptr (FootprintsScrobble) first = NULL;
  g_autoptr (FootprintsScrobble) second = NULL;
  g_autoptr (GError) error = NULL;

  set_everything (builder);
  first = footprints_scrobble_builder_build (builder, &error);
  g_assert_no_error (error);
  /* What is built does not change with its builder. */
  footprints_scrobble_builder_set_track (builder, "U");
  footprints_scrobble_builder_set_album (builder, NULL);
  second = footprints_scrobble_builder_build (builder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (footprints_scrobble_get_artist (first), ==, "A");
  g_assert_cmpstr (footprints_scrobble_get_track (first), ==, "T");
  g_assert_cmpstr (footprints_scrobble_get_album (first), ==, "L");
  g_assert_cmpstr (footprints_scrobble_get_album_artist (first), ==, "V");
  g_assert_cmpint (footprints_scrobble_get_listened_at (first), ==, NOW);
  g_assert_cmpint (footprints_scrobble_get_duration_ms (first), ==, 1000);
  g_assert_cmpstr (footprints_scrobble_get_source (first), ==, "lastfm");
  g_assert_cmpstr (footprints_scrobble_get_source_id (first), ==, "x");
  g_assert_cmpstr (footprints_scrobble_get_info (first), ==, "{\"a\":1}");
  g_assert_cmpstr (footprints_scrobble_get_track (second), ==, "U");
  g_assert_null (footprints_scrobble_get_album (second));
  test_release (first);
  test_release (second);
  test_release (builder);
}

static void
test_builder_default_source (void)
{
  g_autoptr (FootprintsScrobbleBuilder) builder = footprints_scrobble_builder_new ();
  g_autoptr (FootprintsScrobble) scrobble = NULL;
  g_autoptr (GError) error = NULL;

  footprints_scrobble_builder_set_artist (builder, "A");
  footprints_scrobble_builder_set_track (builder, "T");
  footprints_scrobble_builder_set_listened_at (builder, NOW);
  scrobble = footprints_scrobble_builder_build (builder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (footprints_scrobble_get_source (scrobble), ==, "local");
}

static void
test_builder_refuses (void)
{
  g_autoptr (FootprintsScrobbleBuilder) builder = footprints_scrobble_builder_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (footprints_scrobble_builder_build (builder, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_SCROBBLE);
  g_assert_cmpstr (error->message, ==, "artist is missing");
  g_clear_error (&error);
  set_everything (builder);
  footprints_scrobble_builder_set_info (builder, "[1]");
  g_assert_null (footprints_scrobble_builder_build (builder, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_SCROBBLE);
  g_assert_cmpstr (error->message, ==, "info is not a JSON object");
}

static void
test_album_artist_rule (void)
{
  FootprintsScrobbleRow row = { .artist = "A", .track = "T" };

  g_assert_null (_footprints_scrobble_row_get_album_artist (&row));
  row.album_artist = "V";
  g_assert_null (_footprints_scrobble_row_get_album_artist (&row));
  row.album = "L";
  g_assert_cmpstr (_footprints_scrobble_row_get_album_artist (&row), ==, "V");
  row.album_artist = "A";
  g_assert_null (_footprints_scrobble_row_get_album_artist (&row));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/scrobble/new", test_new);
  g_test_add_func ("/core/scrobble/properties", test_properties);
  g_test_add_func ("/core/scrobble/checks-names", test_names);
  g_test_add_func ("/core/scrobble/checks-time", test_time);
  g_test_add_func ("/core/scrobble/checks-duration", test_duration);
  g_test_add_func ("/core/scrobble/checks-info", test_info);
  g_test_add_func ("/core/scrobble/equal", test_equal);
  g_test_add_func ("/core/scrobble/to-json", test_to_json);
  g_test_add_func ("/core/scrobble/album-artist", test_album_artist_rule);
  g_test_add_func ("/core/scrobble-builder/builds", test_builder);
  g_test_add_func ("/core/scrobble-builder/default-source", test_builder_default_source);
  g_test_add_func ("/core/scrobble-builder/refuses", test_builder_refuses);
  return g_test_run ();
}
