/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "import-support.h"

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/import/input/footprints-json-splitter-private.h"

#include <string.h>

#define BLOCK_BYTES (256 * 1024)

/* All elements, each as "number:text" and a line end; the end's error, if any. */
static char *
read_all (const char *text, gsize length, FootprintsJsonShape shape, GError **error)
{
  g_autofree char *path = import_test_file ("text", text, (gssize) length);
  g_autoptr (FootprintsArchiveInput) input =
      _footprints_archive_input_open (path, G_MAXINT64, NULL, NULL);
  FootprintsJsonSplitter splitter = { .input = input, .shape = shape };
  GString *result = g_string_new (NULL);
  const char *element;
  gsize element_length;

  g_assert_cmpint (_footprints_archive_input_next_member (input, NULL), ==, 1);
  while (_footprints_json_splitter_next (&splitter, &element, &element_length, error) == 1)
    {
      g_string_append_printf (result, "%" G_GINT64_FORMAT ":", splitter.number);
      g_string_append_len (result, element, (gssize) element_length);
      g_string_append_c (result, '\n');
    }
  return g_string_free (result, FALSE);
}

static void
test_shapes (void)
{
  static const struct
  {
    FootprintsJsonShape shape;
    const char *text;
    const char *elements;
  } cases[] = {
    { FOOTPRINTS_JSON_LIST, "[]", "" },
    { FOOTPRINTS_JSON_LIST, "[1,2]", "1:1\n2:2\n" },
    { FOOTPRINTS_JSON_LIST, "[ {\"a\":\"]\\\"}\"} ,\n\"x\\\\\",[1,[2]],null ] junk",
      "1:{\"a\":\"]\\\"}\"}\n2:\"x\\\\\"\n3:[1,[2]]\n4:null\n" },
    { FOOTPRINTS_JSON_LIST, "[1}2]", "1:1\n2:}\n3:2\n" },
    { FOOTPRINTS_JSON_LINES, "{\"a\":1}\n\n{\"b\"\n", "1:{\"a\":1}\n3:{\"b\"\n" },
    { FOOTPRINTS_JSON_WRAPPED, "{\"a\":[1],\"scrobbles\":[{},{\"b\":[]}],\"c\":{}}",
      "1:{}\n2:{\"b\":[]}\n" },
    { FOOTPRINTS_JSON_WRAPPED, "{\"r\":{\"track\":{\"a\":1},\"x\":2}}", "1:{\"a\":1}\n" },
    { FOOTPRINTS_JSON_WRAPPED, "{\"r\":{\"track\":[1]}}\n{\"r\":{\"track\":[2]}}", "1:1\n2:2\n" },
    { FOOTPRINTS_JSON_WRAPPED, "{\"name\":\"track\",\"listens\":[1,2]}", "1:1\n2:2\n" },
    { FOOTPRINTS_JSON_WRAPPED, "{\"a\":1}", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *elements =
          read_all (cases[i].text, strlen (cases[i].text), cases[i].shape, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_no_error (error);
      g_assert_cmpstr (elements, ==, cases[i].elements);
    }
}

static void
test_cut (void)
{
  static const char whole[] = "[{\"a\":\"\\\"x\"},[1,2],\"y\"]";

  for (gsize length = 1; length + 1 < sizeof whole; length++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree G_GNUC_UNUSED char *elements =
          read_all (whole, length, FOOTPRINTS_JSON_LIST, &error);

      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
    }
}

/* Every byte of an element stands once at the end of a block; elements longer than a block. */
static void
test_block_borders (void)
{
  static const char special[] = "{\"k\\\"\":[\"\\\\\",{}]} , \"s\"]";
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize shift = 0; shift < sizeof special + 1; shift++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *elements = NULL;
      g_autoptr (GString) expected = g_string_new ("1:\"");

      g_string_assign (text, "[\"");
      while (text->len < BLOCK_BYTES - 2 - shift)
        g_string_append_c (text, 'z');
      g_string_append (expected, text->str + 2);
      g_string_append (expected, "\"\n2:{\"k\\\"\":[\"\\\\\",{}]}\n3:\"s\"\n");
      g_string_append (text, "\",");
      g_string_append (text, special);
      elements = read_all (text->str, text->len, FOOTPRINTS_JSON_LIST, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (elements, ==, expected->str);
    }
}

static void
test_too_long (void)
{
  g_autofree char *name = g_strnfill (FOOTPRINTS_JSON_MAX_ELEMENT_BYTES + 100, 'n');
  g_autofree char *text = g_strdup_printf ("[1,\"%s\",2]", name);
  g_autoptr (GError) error = NULL;
  g_autofree char *elements = read_all (text, strlen (text), FOOTPRINTS_JSON_LIST, &error);

  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE);
  g_assert_cmpstr (elements, ==, "1:1\n");
}

static void
test_value_length (void)
{
  static const struct
  {
    const char *text;
    gsize length;
  } cases[] = {
    { "", 0 },        { "{}", 2 },     { "{}x", 2 },  { "{", 0 },
    { "[[]]]", 4 },   { "\"a\"b", 3 }, { "\"a", 0 },  { "\"\\\"\"", 4 },
    { "12,", 2 },     { "12", 0 },     { "}", 1 },    { "]", 1 },
    { "{\"}\"}", 5 }, { "{\"\\", 0 },  { "\"\\", 0 }, { ",", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* Of exactly this size, so that reading past it is seen. */
      g_autofree char *text = g_memdup2 (cases[i].text, strlen (cases[i].text));

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (_footprints_json_value_length (text, strlen (cases[i].text)), ==,
                        cases[i].length);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/json-splitter/shapes", test_shapes);
  g_test_add_func ("/import/json-splitter/cut", test_cut);
  g_test_add_func ("/import/json-splitter/block-borders", test_block_borders);
  g_test_add_func ("/import/json-splitter/too-long", test_too_long);
  g_test_add_func ("/import/json-splitter/value-length", test_value_length);
  return g_test_run ();
}
