/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Replies of services, cut into rows: a tree is made of one row at a time, and of nothing that is
 * larger than an honest service sends. */

#include "test-support.h"

#include "libfootprints/protocol/footprints-service-reply-private.h"

#include <string.h>

static const FootprintsReplyShape shape = { "payload", "listens" };

/* The reply without its rows, then each row, in the words of json-c; NULL with @error set. */
static char *
read_all (const char *text, gsize length, GError **error)
{
  g_auto (FootprintsServiceReply) reply = { 0 };
  g_autoptr (GString) result = g_string_new (NULL);

  if (!_footprints_service_reply_parse (&reply, text, length, &shape, error))
    return NULL;
  g_string_append (result, json_object_to_json_string_ext (reply.root, JSON_C_TO_STRING_PLAIN));
  for (gsize i = 0; i < _footprints_service_reply_get_n_rows (&reply); i++)
    {
      g_autoptr (GError) row_error = NULL;
      gboolean is_repaired;
      g_autoptr (json_object) row =
          _footprints_service_reply_parse_row (&reply, i, &is_repaired, &row_error);

      g_string_append_printf (result, "|%s%s", is_repaired ? "repaired " : "",
                              row_error != NULL
                                  ? "error"
                                  : json_object_to_json_string_ext (row, JSON_C_TO_STRING_PLAIN));
    }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

static void
test_shapes (void)
{
  static const struct
  {
    const char *text;
    const char *parts;
  } cases[] = {
    { "{}", "{}" },
    { "null", "null" },
    { "[1]", "[1]" },
    { " { \"payload\" : { } } ", "{\"payload\":{}}" },
    { "{\"payload\":{\"listens\":[]}}", "{\"payload\":{\"listens\":[]}}" },
    { "{\"payload\":{\"listens\":[{\"a\":1},{\"b\":[2,3]}],\"count\":2},\"x\":1}",
      "{\"payload\":{\"listens\":[],\"count\":2},\"x\":1}|{\"a\":1}|{\"b\":[2,3]}" },
    { "\n{ \"payload\" :\n{ \"count\" : 2 , \"listens\" : [ 1 , null ,\t\"]\" ] } }",
      "{\"payload\":{\"count\":2,\"listens\":[]}}|1|null|\"]\"" },
    { "{\"payload\":{\"listens\":{\"a\":\"}\"}}}", "{\"payload\":{\"listens\":[]}}|{\"a\":\"}\"}" },
    /* The names count where they belong only. */
    { "{\"listens\":[1]}", "{\"listens\":[1]}" },
    { "{\"payload\":{\"x\":{\"listens\":[1]}}}", "{\"payload\":{\"x\":{\"listens\":[1]}}}" },
    { "{\"x\":{\"listens\":[1]},\"payload\":{\"listens\":[2]}}",
      "{\"x\":{\"listens\":[1]},\"payload\":{\"listens\":[]}}|2" },
    { "{\"payload\":{\"listens\":\"none\"}}", "{\"payload\":{\"listens\":\"none\"}}" },
    { "{\"payload\":[{\"listens\":[1]}]}", "{\"payload\":[{\"listens\":[1]}]}" },
    { "{\"payload\":{\"listens\":[,]}}", "{\"payload\":{\"listens\":[]}}|error" },
    { "{\"payload\":{\"listens\":[{\"a\"},1]}}", "{\"payload\":{\"listens\":[]}}|error|1" },
    { "{\"payload\":{\"listens\":[{\"a\":\"Bj\xf6rk\"},{\"a\":\"ö\xff\"}],\"user\":\"\xe4\"}}",
      "{\"payload\":{\"listens\":[],\"user\":\"ä\"}}|repaired {\"a\":\"Björk\"}"
      "|repaired {\"a\":\"ö\xef\xbf\xbd\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *parts = read_all (cases[i].text, strlen (cases[i].text), &error);

      g_test_message ("%s", cases[i].text);
      g_assert_no_error (error);
      g_assert_cmpstr (parts, ==, cases[i].parts);
    }
}

/* Whatever a whole reply is cut down to, it is no JSON. */
static void
test_cut_off (void)
{
  static const char whole[] =
      "{\"a\": [1, 2], \"payload\": {\"b\": 1.5, \"listens\": [{\"c\": \"\\\"\"}, 7]}}";

  for (gsize length = 0; length + 1 < sizeof whole; length++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *parts = read_all (whole, length, &error);

      g_assert_null (parts);
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
    }
}

static void
test_broken (void)
{
  static const char *const bad[] = {
    "",
    "{",
    "{}x",
    "{\"payload\"}",
    "{payload:1}",
    "{\"payload\":{\"listens\":[1 2]}}",
    "{\"payload\":{\"listens\":[1]}",
    "{\"payload\":{\"listens\":[1]]}",
    "{\"payload\":{\"listens\":[1]};\"x\":1}",
    "{\"payload\" {\"listens\":[1]}}",
    "<html>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *parts = read_all (bad[i], strlen (bad[i]), &error);

      if (parts != NULL)
        g_error ("“%s” was read as %s", bad[i], parts);
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
    }
}

/* @n times @part between @start and @end. */
static char *
repeat (const char *start, const char *part, guint n, const char *end)
{
  GString *text = g_string_new (start);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", part);
  g_string_append (text, end);
  return g_string_free (text, FALSE);
}

static void
check_too_large (char *text)
{
  g_autofree char *owned = text;
  g_autoptr (GError) error = NULL;
  g_autofree char *parts = read_all (owned, strlen (owned), &error);

  g_assert_null (parts);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE);
}

/* A megabyte of empty objects would be hundreds as a tree. */
static void
test_limits (void)
{
  g_autofree char *full =
      repeat ("{\"payload\":{\"listens\":[", "1", FOOTPRINTS_REPLY_MAX_ROWS, "]}}");
  g_autofree char *full_parts = read_all (full, strlen (full), NULL);

  g_assert_nonnull (full_parts);
  check_too_large (
      repeat ("{\"payload\":{\"listens\":[", "1", FOOTPRINTS_REPLY_MAX_ROWS + 1, "]}}"));
  check_too_large (repeat ("{\"payload\":{\"x\":[", "{}", 300 * 1024, "]}}"));
  check_too_large (repeat ("{\"payload\":{\"x\":[", "{}", FOOTPRINTS_REPLY_MAX_ROW_VALUES, "]}}"));
  check_too_large (repeat ("[", "{}", 300 * 1024, "]"));
  check_too_large (repeat ("{", "\"listens\":[{},{},{},{}]", 20000, "}"));
}

/* A row that no ledger takes keeps no other out. */
static void
test_large_rows (void)
{
  g_autofree char *values =
      repeat ("{\"payload\":{\"listens\":[1,[", "0", FOOTPRINTS_REPLY_MAX_ROW_VALUES, "],2]}}");
  g_autofree char *filling = g_strnfill (FOOTPRINTS_REPLY_MAX_ROW_BYTES, 'x');
  g_autofree char *bytes = g_strdup_printf ("{\"payload\":{\"listens\":[1,\"%s\",2]}}", filling);
  g_autofree char *value_parts = read_all (values, strlen (values), NULL);
  g_autofree char *byte_parts = read_all (bytes, strlen (bytes), NULL);

  g_assert_cmpstr (value_parts, ==, "{\"payload\":{\"listens\":[]}}|1|error|2");
  g_assert_cmpstr (byte_parts, ==, value_parts);
}

/* What an honest service sends at most: listens of 10 KiB, each with some hundred values. */
static void
test_honest (void)
{
  g_autofree char *word = g_strnfill (40, 'x');
  g_autofree char *member = g_strdup_printf ("\"%s\"", word);
  g_autofree char *row = repeat ("{\"tags\":[", member, 238, "]}");
  g_autofree char *page = repeat ("{\"payload\":{\"listens\":[", row, 1000, "]}}");
  g_auto (FootprintsServiceReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (_footprints_service_reply_parse (&reply, page, strlen (page), &shape, &error));
  g_assert_cmpuint (_footprints_service_reply_get_n_rows (&reply), ==, 1000);
  for (gsize i = 0; i < 1000; i++)
    {
      gboolean is_repaired;
      g_autoptr (json_object) object =
          _footprints_service_reply_parse_row (&reply, i, &is_repaired, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (json_object_array_length (_footprints_json_get_object (object, "tags")), ==,
                        238);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/service-reply/shapes", test_shapes);
  g_test_add_func ("/import/service-reply/cut-off", test_cut_off);
  g_test_add_func ("/import/service-reply/broken", test_broken);
  g_test_add_func ("/import/service-reply/limits", test_limits);
  g_test_add_func ("/import/service-reply/large-rows", test_large_rows);
  g_test_add_func ("/import/service-reply/honest", test_honest);
  return g_test_run ();
}
