/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "import-support.h"

#include "libfootprints/import/input/footprints-csv-parser-private.h"

#include <string.h>

/* What the library reads at once. */
#define BLOCK_BYTES (256 * 1024)

static FootprintsArchiveInput *
open_text (const char *text, gsize length)
{
  g_autofree char *path = import_test_file ("text", text, (gssize) length);
  g_autoptr (GError) error = NULL;
  FootprintsArchiveInput *input = _footprints_archive_input_open (path, G_MAXINT64, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (_footprints_archive_input_next_member (input, &error), ==, 1);
  g_assert_no_error (error);
  return input;
}

/* All records: fields joined by "|", records by a line end, each after its line number. */
static char *
read_all (const char *text, gsize length)
{
  g_autoptr (FootprintsArchiveInput) input = open_text (text, length);
  g_autoptr (FootprintsCsvParser) parser = _footprints_csv_parser_new (',');
  g_autoptr (GError) error = NULL;
  GString *result = g_string_new (NULL);

  while (_footprints_csv_parser_next (parser, input, &error) == 1)
    {
      g_string_append_printf (result, "%" G_GINT64_FORMAT ":", parser->line);
      for (guint i = 0; i < parser->fields->len; i++)
        g_string_append_printf (result, "%s%s", i > 0 ? "|" : "",
                                (char *) g_ptr_array_index (parser->fields, i));
      g_string_append (result, parser->is_broken ? " (broken)\n" : "\n");
    }
  g_assert_no_error (error);
  return g_string_free (result, FALSE);
}

static void
test_records (void)
{
  static const struct
  {
    const char *text;
    const char *records;
  } cases[] = {
    { "a,b,c\n", "1:a|b|c\n" },
    { "a,b,c", "1:a|b|c\n" },
    { "a,b\r\nc,d\r\n", "1:a|b\n2:c|d\n" },
    { "a,\n,b\n,\n", "1:a|\n2:|b\n3:|\n" },
    { "\n\r\n\na\n", "4:a\n" },
    { "\"a\",\"b,c\"\n", "1:a|b,c\n" },
    { "\"a\"\"b\",\"\"\"\",\"\"\n", "1:a\"b|\"|\n" },
    { "\"a\nb\",c\nd,e\n", "1:a\nb|c\n3:d|e\n" },
    { "\"a\r\n\r\nb\"\r\nc\r\n", "1:a\r\n\r\nb\n4:c\n" },
    { "a\"b,c\"d\"\n", "1:a\"b|c\"d\"\n" },
    { "\"a\"b,c\n", "1:ab|c\n" },
    { " \"a\",b\n", "1: \"a\"|b\n" },
    { "\"a\", \"b,c\",  \"d\ne\"\n", "1:a|b,c|d\ne\n" },
    { "a, \"b\" c, d, \"\n", "1:a| \"b\" c| d| \"\n" },
    { "\"a,b\nc,d\n", "1:a,b (broken)\n2:c|d\n" },
    { "\"a,b\n\"c\",\"d\"\ne,f\n", "1:a,b (broken)\n2:c|d\n3:e|f\n" },
    { "x,\"a,b\nc,\"d\",e\n", "1:x|a,b (broken)\n2:c|d|e\n" },
    { "\"a", "1:a (broken)\n" },
    { "\"", "1: (broken)\n" },
    { "\"\"", "1:\n" },
    { "\"a\"", "1:a\n" },
    { "\"a\"\r", "1:a\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *records = read_all (cases[i].text, strlen (cases[i].text));

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (records, ==, cases[i].records);
    }
}

/* Every byte of a record with all that is special stands once at the end of a block. */
static void
test_block_borders (void)
{
  static const char special[] = "x,\"a\"\"b\r\n,\",\"\",y\r\n\"p\",q\n";
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize shift = 0; shift < sizeof special + 1; shift++)
    {
      g_autofree char *records = NULL;
      g_autoptr (GString) expected = g_string_new ("1:");

      g_string_truncate (text, 0);
      while (text->len < BLOCK_BYTES - 1 - shift)
        g_string_append_c (text, 'z');
      g_string_append (expected, text->str);
      g_string_append (expected, "\n2:x|a\"b\r\n,||y\n4:p|q\n");
      g_string_append_c (text, '\n');
      g_string_append (text, special);
      records = read_all (text->str, text->len);
      g_assert_cmpstr (records, ==, expected->str);
    }
}

/* Records longer than a block, bare and quoted. */
static void
test_long_records (void)
{
  g_autofree char *name = g_strnfill (700 * 1024, 'n');
  g_autofree char *text = g_strdup_printf ("%s,a\n\"%s\n\"\"\",b\nc,d\n", name, name);
  g_autofree char *expected = g_strdup_printf ("1:%s|a\n2:%s\n\"|b\n4:c|d\n", name, name);
  g_autofree char *records = read_all (text, strlen (text));

  g_assert_cmpstr (records, ==, expected);
}

/* Too long for a record: one broken record, whatever is in it, and the lines go on behind it. */
static void
test_too_long (void)
{
  g_autofree char *name = g_strnfill (2 * FOOTPRINTS_CSV_MAX_RECORD_BYTES + 5, 'n');
  g_autofree char *bare = g_strdup_printf ("a\n%s,b\nc,d\n", name);
  g_autofree char *quoted = g_strdup_printf ("a\n\"%s,b\nc,d\n", name);
  g_autofree char *at_end = g_strdup_printf ("a\n%s", name);
  const char *const texts[] = { bare, quoted, at_end };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *records = read_all (texts[i], strlen (texts[i]));

      g_assert_true (g_str_has_prefix (records, "1:a\n2:"));
      g_assert_nonnull (strstr (records, i < 2 ? "n (broken)\n3:c|d\n" : "n (broken)\n"));
      g_assert_cmpuint (strlen (records), <, FOOTPRINTS_CSV_MAX_RECORD_BYTES + 100);
    }
}

/* Many quotes that never close must not make the reading of a file quadratic. */
static void
test_many_broken (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *records = NULL;
  gint64 start_us;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "a,'b\n");
  g_string_append (text, "\"open\n");
  start_us = g_get_monotonic_time ();
  records = read_all (text->str, text->len);
  g_assert_true (g_str_has_suffix (records, "100001:open (broken)\n"));
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 20 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/csv-parser/records", test_records);
  g_test_add_func ("/import/csv-parser/block-borders", test_block_borders);
  g_test_add_func ("/import/csv-parser/long-records", test_long_records);
  g_test_add_func ("/import/csv-parser/too-long", test_too_long);
  g_test_add_func ("/import/csv-parser/many-broken", test_many_broken);
  return g_test_run ();
}
