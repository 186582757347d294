/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What the writer writes is to the byte what json-c prints. */

#include "test-support.h"

#include "libfootprints/core/footprints-json-private.h"

#include <float.h>
#include <math.h>

#define N_RANDOM 20000

static void
check (const FootprintsJsonWriter *writer, json_object *value)
{
  g_assert_cmpstr (writer->text->str, ==,
                   json_object_to_json_string_ext (value, JSON_C_TO_STRING_PLAIN |
                                                              JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (value);
}

static void
check_double (double number)
{
  g_auto (FootprintsJsonWriter) writer;

  _footprints_json_writer_init (&writer);
  _footprints_json_writer_double (&writer, number);
  check (&writer, json_object_new_double (number));
}

static void
test_doubles (void)
{
  static const double numbers[] = { 0,       -0.0,      1,       -1,       0.1,
                                    1.0 / 3, 1e15,      1e16,    1e17,     1e21,
                                    1e300,   -2.5e-8,   DBL_MIN, DBL_MAX,  DBL_EPSILON,
                                    100.0,   123456789, 5e-324,  INFINITY, -INFINITY };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    check_double (numbers[i]);
  check_double ((double) NAN);
  for (guint i = 0; i < N_RANDOM; i++)
    {
      union
      {
        guint32 words[2];
        double number;
      } bits = { { (guint32) g_test_rand_int (), (guint32) g_test_rand_int () } };

      if (!isnan (bits.number))
        check_double (bits.number);
      check_double (g_test_rand_double ());
      check_double ((double) g_test_rand_int () / 60);
    }
}

static void
check_int64 (gint64 number)
{
  g_auto (FootprintsJsonWriter) writer;

  _footprints_json_writer_init (&writer);
  _footprints_json_writer_int64 (&writer, number);
  check (&writer, json_object_new_int64 (number));
}

static void
test_integers (void)
{
  static const gint64 numbers[] = {
    0, 1, -1, 9, 10, 99, 100, G_MAXINT64, G_MININT64, G_MININT64 + 1
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    check_int64 (numbers[i]);
  for (guint i = 0; i < N_RANDOM; i++)
    check_int64 (
        (gint64) ((guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ()) >>
        g_test_rand_int_range (0, 63));
}

static void
check_string (const char *text)
{
  g_auto (FootprintsJsonWriter) writer;

  _footprints_json_writer_init (&writer);
  _footprints_json_writer_string (&writer, text);
  check (&writer, json_object_new_string (text));
}

static void
test_strings (void)
{
  check_string ("");
  check_string ("AC/DC \"quoted\" back\\slash 'n' </script>");
  check_string ("Ünïcødé 日本 🎵 \xe2\x80\xa8 \x7f");
  for (guint i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint length = g_test_rand_int_range (0, 12);

      for (gint c = 0; c < length; c++)
        g_string_append_unichar (
            text, (gunichar) g_test_rand_int_range (1, g_test_rand_bit () ? 0x80 : 0xd7ff));
      check_string (text->str);
    }
}

static void
check_time (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_s);
  g_autofree char *expected = g_date_time_format (time, "\"%Y-%m-%dT%H:%M:%SZ\"");
  g_auto (FootprintsJsonWriter) writer;

  _footprints_json_writer_init (&writer);
  _footprints_json_writer_time (&writer, time_s);
  g_assert_cmpstr (writer.text->str, ==, expected);
}

static void
test_times (void)
{
  const gint64 first_s = G_GINT64_CONSTANT (-30610224000); /* 1000-01-01 */
  const gint64 last_s = G_GINT64_CONSTANT (253402300799);  /* 9999-12-31 */
  const gint64 beyond[] = { G_MININT64, G_GINT64_CONSTANT (-62135596801), last_s + 1, G_MAXINT64 };

  check_time (first_s);
  check_time (last_s);
  for (gint64 time_s = -90000; time_s < 90000; time_s += 977)
    check_time (time_s);
  for (guint i = 0; i < N_RANDOM; i++)
    check_time ((gint64) g_test_rand_double_range ((double) first_s, (double) last_s));
  for (guint i = 0; i < G_N_ELEMENTS (beyond); i++)
    {
      g_auto (FootprintsJsonWriter) writer;

      _footprints_json_writer_init (&writer);
      _footprints_json_writer_time (&writer, beyond[i]);
      g_assert_cmpstr (writer.text->str, ==, "null");
    }
}

static void
test_structure (void)
{
  g_auto (FootprintsJsonWriter) writer;

  _footprints_json_writer_init (&writer);
  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_add_int64 (&writer, "a", 1);
  _footprints_json_writer_name (&writer, "b");
  _footprints_json_writer_begin_array (&writer);
  _footprints_json_writer_rank (&writer, 0);
  _footprints_json_writer_rank (&writer, 3);
  _footprints_json_writer_boolean (&writer, TRUE);
  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_end_object (&writer);
  _footprints_json_writer_begin_array (&writer);
  _footprints_json_writer_end_array (&writer);
  _footprints_json_writer_boolean (&writer, FALSE);
  _footprints_json_writer_end_array (&writer);
  _footprints_json_writer_add_string (&writer, "c", NULL);
  _footprints_json_writer_add_double (&writer, "d", 0.5);
  _footprints_json_writer_add_time (&writer, "e", 1704067200);
  _footprints_json_writer_end_object (&writer);
  g_assert_cmpstr (writer.text->str, ==,
                   "{\"a\":1,\"b\":[null,3,true,{},[],false],\"c\":null,\"d\":0.5,"
                   "\"e\":\"2024-01-01T00:00:00Z\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/json-writer/doubles", test_doubles);
  g_test_add_func ("/core/json-writer/integers", test_integers);
  g_test_add_func ("/core/json-writer/strings", test_strings);
  g_test_add_func ("/core/json-writer/times", test_times);
  g_test_add_func ("/core/json-writer/structure", test_structure);
  return g_test_run ();
}
