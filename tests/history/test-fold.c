/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The form of names that searches compare. */

#include "test-support.h"

#include "libfootprints/identity/footprints-fold-private.h"

#include <string.h>

static char *
fold (const char *text)
{
  GString *folded = g_string_new (NULL);

  _footprints_fold_append (folded, text);
  g_assert_true (g_utf8_validate (folded->str, (gssize) folded->len, NULL));
  return g_string_free (folded, FALSE);
}

/* Each pair is one name to a search. */
static void
test_equal (void)
{
  const char *const pairs[][2] = {
    { "", "" },
    { "Slow Ferry", "slow ferry" },
    { "BJÖRK", "bjork" },
    { "Bjo\u0308rk", "björk" },
    { "Straße", "STRASSE" },
    { "\u1e9e", "ss" },
    { "Mø", "mo" },
    { "Sigur Rós", "sigur ros" },
    { "Ágætis byrjun", "agaetis byrjun" },
    { "Łódź", "lodz" },
    { "Đorđe", "dorde" },
    { "Þór", "thor" },
    { "Œuvre", "oeuvre" },
    { "İstanbul", "istanbul" },
    { "ISTANBUL", "ıstanbul" },
    { "Ａｙｌａ　Ｖｅｎｎ", "ayla venn" },
    { "ﾊﾝﾊﾞｰｸﾞ", "ハンバーグ" },
    { "ﬁre", "fire" },
    { "Ⅷ", "viii" },
    { "℃", "°c" },
    { "Nº 5", "no 5" },
    { "№ 5", "no 5" },
    { "Track™", "tracktm" },
    { "ΑΣ", "ας" },
    { "ΆΝΝΑ", "αννα" },
    { "Ночь", "НОЧЬ" },
    { "Ёлка", "елка" },
    { "don’t", "don't" },
    { "don´t", "don't" },
    { "don`t", "don't" },
    { "rock ‘n’ roll", "rock 'n' roll" },
    { "“Heroes”", "\"heroes\"" },
    { "A – B — C", "a - b - c" },
    { "é\u0301", "e" },
    { "\u05e9\u05dc\u05d5\u05b9\u05dd", "\u05e9\u05dc\u05d5\u05dd" },
    { "\u0643\u064e\u062a\u064e\u0628", "\u0643\u062a\u0628" },
    { "가", "\u1100\u1161" },
    { "が", "か\u3099" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *left = fold (pairs[i][0]);
      g_autofree char *right = fold (pairs[i][1]);

      if (!g_str_equal (left, right))
        g_error ("“%s” is “%s”, but “%s” is “%s”", pairs[i][0], left, pairs[i][1], right);
    }
}

/* The second is another word: it is not found in the first. */
static void
test_different (void)
{
  const char *const pairs[][2] = {
    { "が", "か" }, { "ハンバーグ", "ハ゜ン" }, { "ぱ", "は" }, { "हिन्दी", "हन्द" },
    { "น้ำ", "นา" }, { "rock", "röck!" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *left = fold (pairs[i][0]);
      g_autofree char *right = fold (pairs[i][1]);

      if (strstr (left, right) != NULL)
        g_error ("“%s” (%s) is found in “%s” (%s)", pairs[i][1], right, pairs[i][0], left);
    }
}

/* Memory is counted on it: a folded name is about as long as the name. */
static void
test_length (void)
{
  const char *const names[] = {
    "Slow Ferry",    "방탄소년단 봄날", "夜の港 灯台が見える", "Ночь улица фонарь аптека",
    "Ágætis byrjun", "ハンバーグ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folded = fold (names[i]);

      g_assert_cmpuint (strlen (folded), <=, strlen (names[i]) + 4);
    }
}

/* What is folded stays as it is when folded again. */
static void
test_stable (void)
{
  for (gunichar character = 1; character < 0x20000; character++)
    if (g_unichar_validate (character))
      {
        char text[8] = "";
        g_autofree char *once = NULL;
        g_autofree char *twice = NULL;

        g_unichar_to_utf8 (character, text);
        once = fold (text);
        twice = fold (once);
        if (!g_str_equal (once, twice))
          g_error ("U+%04X is “%s”, and then “%s”", character, once, twice);
      }
}

static void
test_appends (void)
{
  g_autoptr (GString) folded = g_string_new ("x");

  _footprints_fold_append (folded, "AB");
  _footprints_fold_append (folded, "Ü");
  _footprints_fold_append (folded, "C`D");
  g_assert_cmpstr (folded->str, ==, "xabuc'd");
  g_assert_cmpuint (folded->len, ==, strlen (folded->str));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/fold/equal", test_equal);
  g_test_add_func ("/history/fold/different", test_different);
  g_test_add_func ("/history/fold/length", test_length);
  g_test_add_func ("/history/fold/stable", test_stable);
  g_test_add_func ("/history/fold/appends", test_appends);
  return g_test_run ();
}
