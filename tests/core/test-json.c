/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The bounded way to JSON, and the cursors of lists. */

#include "test-support.h"

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/core/footprints-paging-private.h"

#include <string.h>

static json_object *
parse (const char *text, GError **error)
{
  return _footprints_json_parse (text, strlen (text), 8, error);
}

static void
test_parse (void)
{
  const char *const good[] = {
    "{}",
    "[]",
    " {} \n",
    "\"x\"",
    "1",
    "-12",
    "1.5e3",
    " 7 ",
    "true",
    "[[[[[[[1]]]]]]]",
    "\"\\ud83c\\udfb5\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (json_object) value = parse (good[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (value);
    }
}

static void
test_parse_errors (void)
{
  const char *const bad[] = {
    "",         " ",          "{",          "[1",       "{\"a\"",
    "{\"a\":}", "{} {}",      "1 2",        "[1,]",     "tru",
    "\"x",      "'x'",        "{\"a\":1,}", "\"\xff\"", "[[[[[[[[[1]]]]]]]]]",
    "// x\n{}", "/* x */ {}", "{}x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (json_object) value = parse (bad[i], &error);

      if (value != NULL)
        g_error ("accepted: %s", bad[i]);
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
    }
}

/* Only the bytes that were named are read. */
static void
test_parse_length (void)
{
  g_autoptr (json_object) value = _footprints_json_parse ("[1]]]]", 3, 8, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (value);
  g_assert_null (_footprints_json_parse ("[1]\0x", 5, 8, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
}

/* Counted before a tree is made, and only outside of texts. */
static void
test_bounded (void)
{
  static const struct
  {
    const char *text;
    gsize n_values; /* for which there must be room */
  } cases[] = {
    { "1", 1 },
    { "{\"a\":1}", 2 },
    { "[1,2,3]", 4 },
    { "[[],{}]", 5 },
    { "{\"a,[{\":\",\\\",[{\"}", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].text);
      g_autoptr (GError) error = NULL;
      g_autoptr (json_object) value =
          _footprints_json_parse_bounded (cases[i].text, length, 8, cases[i].n_values, &error);

      g_assert_no_error (error);
      g_assert_nonnull (value);
      g_assert_null (
          _footprints_json_parse_bounded (cases[i].text, length, 8, cases[i].n_values - 1, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE);
    }
}

static void
test_accessors (void)
{
  g_autoptr (json_object) object =
      parse ("{\"text\":\"x\",\"nul\":\"a\\u0000b\",\"number\":12,\"digits\":\"-34\",\"real\":5.9,"
             "\"huge\":1e300,\"words\":\"12 apples\",\"null\":null,\"list\":[1]}",
             NULL);
  gint64 value = 77;

  g_assert_cmpstr (_footprints_json_get_string (object, "text"), ==, "x");
  g_assert_null (_footprints_json_get_string (object, "nul"));
  g_assert_null (_footprints_json_get_string (object, "number"));
  g_assert_null (_footprints_json_get_string (object, "null"));
  g_assert_null (_footprints_json_get_string (object, "missing"));
  g_assert_null (_footprints_json_get_string (NULL, "text"));
  g_assert_null (_footprints_json_get_object (_footprints_json_get_object (object, "list"), "x"));
  g_assert_true (_footprints_json_get_int64 (object, "number", &value));
  g_assert_cmpint (value, ==, 12);
  g_assert_true (_footprints_json_get_int64 (object, "digits", &value));
  g_assert_cmpint (value, ==, -34);
  g_assert_true (_footprints_json_get_int64 (object, "real", &value));
  g_assert_cmpint (value, ==, 5);
  value = 77;
  g_assert_false (_footprints_json_get_int64 (object, "huge", &value));
  g_assert_false (_footprints_json_get_int64 (object, "words", &value));
  g_assert_false (_footprints_json_get_int64 (object, "null", &value));
  g_assert_false (_footprints_json_get_int64 (object, "list", &value));
  g_assert_false (_footprints_json_get_int64 (object, "missing", &value));
  g_assert_cmpint (value, ==, 77);
}

static void
test_writing (void)
{
  g_autoptr (json_object) object = json_object_new_object ();
  g_autofree char *text = NULL;

  _footprints_json_add_string (object, "text", "a/\"b\"\n");
  _footprints_json_add_string (object, "none", NULL);
  _footprints_json_add_int64 (object, "number", G_MAXINT64);
  _footprints_json_add_time (object, "time", TEST_TIME);
  text = _footprints_json_to_string (object);
  g_assert_cmpstr (text, ==,
                   "{\"text\":\"a/\\\"b\\\"\\n\",\"none\":null,\"number\":9223372036854775807,"
                   "\"time\":\"2024-03-01T00:00:00Z\"}");
}

static void
test_is_object (void)
{
  g_assert_true (_footprints_json_is_object ("{}", 4));
  g_assert_false (_footprints_json_is_object ("[]", 4));
  g_assert_false (_footprints_json_is_object ("null", 4));
  g_assert_false (_footprints_json_is_object ("{\"a\":[[[[[]]]]]}", 4));
}

static void
test_cursors (void)
{
  static const gint64 values[][2] = {
    { TEST_TIME, 1 }, { 0, 0 }, { -5, 3 }, { G_MAXINT64, G_MAXINT64 }, { G_MININT64, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = _footprints_list_cursor_format (values[i][0], values[i][1]);
      g_autoptr (GError) error = NULL;
      gint64 time = 1, id = 1;

      g_assert_true (_footprints_list_cursor_parse (text, &time, &id, &error));
      g_assert_no_error (error);
      g_assert_cmpint (time, ==, values[i][0]);
      g_assert_cmpint (id, ==, values[i][1]);
    }
}

static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (_footprints_check_limit (1, &error));
  g_assert_true (_footprints_check_limit (1000, &error));
  g_assert_true (_footprints_check_offset (0, &error));
  g_assert_true (_footprints_check_offset (G_MAXINT64, &error));
  g_assert_no_error (error);
  g_assert_false (_footprints_check_limit (0, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (_footprints_check_limit (1001, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (_footprints_check_offset (-1, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
}

static gpointer
parse_long (gpointer data)
{
  g_autofree char *letters = g_strnfill (100 * 1024, 'a');
  g_autofree char *text = g_strconcat ("\"", letters, "\"", NULL);
  g_autoptr (json_object) value = _footprints_json_parse (text, strlen (text), 8, NULL);

  g_assert_nonnull (value);
  return NULL;
}

/* What a thread keeps from one text to the next shows in none of them, and goes with it. */
static void
test_threads (void)
{
  static const struct
  {
    const char *text;
    int max_depth;
    gboolean is_valid;
  } texts[] = {
    { "[1,[2]]", 8, TRUE },      { "[1,{\"a\":", 8, FALSE }, { "{\"a\":1}", 8, TRUE },
    { "[[[1]]]", 2, FALSE },     { "[[[1]]]", 8, TRUE },     { "\"\xff\"", 8, FALSE },
    { "\"\xc3\xa9\"", 8, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (json_object) value =
          _footprints_json_parse (texts[i].text, strlen (texts[i].text), texts[i].max_depth, NULL);

      g_assert_true ((value != NULL) == texts[i].is_valid);
    }
  g_thread_join (g_thread_new ("long", parse_long, NULL));
}

/* Quotes after any number of backslashes. */
static void
test_value_length (void)
{
  static const struct
  {
    const char *text;
    gsize length;
  } texts[] = {
    { "\"\"x", 2 },         { "\"a\\\"b\"x", 6 },    { "\"a\\\\\"b\"", 5 },
    { "\"\\\\\\\"\"x", 6 }, { "{\"a\":\"}\"}x", 9 }, { "[\"\\\"]\"]x", 7 },
    { "\"a\\\"", 0 },       { "{\"a\":1", 0 },       { "[\"", 0 },
    { "12,", 2 },           { "true ", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpuint (_footprints_json_value_length (texts[i].text, strlen (texts[i].text)), ==,
                      texts[i].length);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/json/threads", test_threads);
  g_test_add_func ("/core/json/value-length", test_value_length);
  g_test_add_func ("/core/json/parses", test_parse);
  g_test_add_func ("/core/json/refuses", test_parse_errors);
  g_test_add_func ("/core/json/length", test_parse_length);
  g_test_add_func ("/core/json/bounded", test_bounded);
  g_test_add_func ("/core/json/accessors", test_accessors);
  g_test_add_func ("/core/json/writes", test_writing);
  g_test_add_func ("/core/json/is-object", test_is_object);
  g_test_add_func ("/core/paging/cursors", test_cursors);
  g_test_add_func ("/core/paging/limits", test_limits);
  return g_test_run ();
}
