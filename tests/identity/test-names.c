/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Names as keys: the normal form, and what two sources would call the same track. */

#include "test-support.h"

#include "libfootprints/identity/footprints-fold-private.h"
#include "libfootprints/identity/footprints-name-key-private.h"

#include <string.h>

static char *
form (const char *name)
{
  GString *text = g_string_new ("x");

  _footprints_normal_form_append (text, name);
  g_assert_true (g_utf8_validate (text->str, (gssize) text->len, NULL));
  g_assert_cmpuint (text->len, >, 1);
  return g_string_free (text, FALSE);
}

static void
test_same_form (void)
{
  const char *const pairs[][2] = {
    { "Slow Ferry", "slow  ferry " },
    { "Slow Ferry", "SLOW\tFERRY" },
    { "Slow Ferry", "Slow\u00a0Ferry" },
    { "Slow Ferry", "Slow\u200b Fer\u00adry\ufeff" },
    { "Don't", "Don’t" },
    { "Don't", "Don`t" },
    { "\"Quoted\"", "“Quoted”" },
    { "A - B", "A – B" },
    { "Well...", "Well…" },
    { "Ａｙｌａ　Ｖｅｎｎ", "Ayla Venn" },
    { "ﾊﾝﾊﾞｰｸﾞ", "ハンバーグ" },
    { "A. R. Name", "A.R. Name" },
    { "É", "e\u0301" },
    { "STRASSE", "straße" },
    { "ΑΣ", "ας" },
    { "\u200f", "\u200f" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *left = form (pairs[i][0]);
      g_autofree char *right = form (pairs[i][1]);

      g_assert_cmpstr (left, ==, right);
    }
}

static void
test_other_form (void)
{
  const char *const pairs[][2] = {
    { "Beyonce", "Beyoncé" },
    { "The Band", "Band" },
    { "A & B", "A and B" },
    { "Song", "Song!" },
    { "Ⓐlison", "Alison" },
    { "x²", "x2" },
    { "か", "が" },
    { "Ночь", "Ночъ" },
    { "AB Name", "A. B Name" },
    { "й", "и" },
    { "Mr. Name", "Mr.Name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *left = form (pairs[i][0]);
      g_autofree char *right = form (pairs[i][1]);

      g_assert_cmpstr (left, !=, right);
    }
}

typedef struct
{
  const char *artist;
  const char *title;
} Track;

static guint64
key_of (const Track *track)
{
  g_autoptr (GString) artist = g_string_new (NULL);
  g_autoptr (GString) title = g_string_new (NULL);
  g_autoptr (GString) scratch = g_string_new (NULL);

  _footprints_fold_append (artist, track->artist);
  _footprints_fold_append (title, track->title);
  return _footprints_listen_key (_footprints_artist_key (track->artist, artist->str, scratch),
                                 track->title, title->str, scratch);
}

static void
test_same_track (void)
{
  const Track pairs[][2] = {
    { { "The Band", "Song" }, { "BAND", "song" } },
    { { "Björk", "Jóga" }, { "Bjork", "Joga" } },
    { { "Singer feat. Guest", "Song" }, { "Singer", "Song (feat. Guest)" } },
    { { "Singer ft Guest", "Song" }, { "Singer", "Song [Featuring Guest]" } },
    { { "Singer (feat. Guest)", "Song" }, { "Singer", "Song feat. Guest" } },
    { { "Singer", "Song (with Guest)" }, { "Singer & Guest", "Song" } },
    { { "Singer, Guest", "Song" }, { "Singer", "Song" } },
    { { "Singer + Guest", "Song" }, { "Singer and Guest", "Song" } },
    { { "Singer x Guest", "Song" }, { "Singer · Guest", "Song" } },
    { { "Singer", "Song - Remastered 2009" }, { "Singer", "Song" } },
    { { "Singer", "Song - 2015 Remaster" }, { "Singer", "Song (Remastered)" } },
    { { "Singer", "Song (feat. Guest) - Remastered" }, { "Singer", "Song" } },
    { { "Singer", "Song (Original Mix)" }, { "Singer", "Song (Album Version)" } },
    { { "Singer", "Song (From \"Film\")" }, { "Singer", "Song" } },
    { { "Singer", "Song (Deluxe Edition)" }, { "Singer", "Song [Official Video]" } },
    { { "Singer", "Song (feat. Guest" }, { "Singer", "Song" } },
    { { "Singer", "Song (feat. Guest) - Live" }, { "Singer", "Song (Live)" } },
    { { "P!nk", "What's Up?" }, { "Pnk", "Whats up" } },
    { { "!!!", "???" }, { "!!!", "???" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_test_message ("%s: %s", pairs[i][0].artist, pairs[i][0].title);
      g_assert_cmpuint (key_of (&pairs[i][0]), ==, key_of (&pairs[i][1]));
    }
}

static void
test_other_track (void)
{
  const Track pairs[][2] = {
    { { "Singer", "Song" }, { "Singer", "Song - Live" } },
    { { "Singer", "Song" }, { "Singer", "Song (Remix)" } },
    { { "Singer", "Song" }, { "Singer", "Song - Radio Edit" } },
    { { "Singer", "Song" }, { "Singer", "Song 2" } },
    { { "Singer", "Song (Live)" }, { "Singer", "Song (Acoustic)" } },
    { { "MC 900 Ft. Jesus", "Song" }, { "MC 900", "Song" } },
    { { "Little Feat", "Song" }, { "Little", "Song" } },
    { { "Singer", "(Original Mix)" }, { "Singer", "Song" } },
    { { "!!!", "Song" }, { "???", "Song" } },
    { { "+/-", "Song" }, { "-/-", "Song" } },
    { { "AB", "C" }, { "A", "BC" } },
    { { "Singer", "Withering" }, { "Singer", "Wit" } },
    { { "Featherweight", "Song" }, { "Ftherweight", "Song" } },
    { { "か", "Song" }, { "が", "Song" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_test_message ("%s: %s", pairs[i][1].artist, pairs[i][1].title);
      g_assert_cmpuint (key_of (&pairs[i][0]), !=, key_of (&pairs[i][1]));
    }
}

/* Whatever a name consists of, it has a form and a key, and its normal form has the same key. */
static void
test_any_name (void)
{
  static const char *const pieces[] = {
    "(",       ")",  "[",  " - ", "feat.",  " ft ",      "&", " & ", ",",      "the ", "remaster",
    " ",       "é",  "ß",  "夜",  "\u200b", "'",         "…", "A.",  " with ", "x",    "1",
    "from \"", "\"", "が", "́",    "ﬁ",      "featuring", "|", "{",   "}",      "؟",    "mix"
  };
  guint n_rounds = test_rounds (20000, 2000);

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;
      guint n_pieces = (guint) g_test_rand_int_range (1, 9);
      Track track;

      for (guint i = 0; i < n_pieces; i++)
        g_string_append (name, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      once = form (name->str);
      twice = form (once + 1);
      g_assert_cmpstr (once, ==, twice);
      track = (Track){ name->str, name->str };
      g_assert_cmpuint (key_of (&track), !=, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/identity/names/same-form", test_same_form);
  g_test_add_func ("/identity/names/other-form", test_other_form);
  g_test_add_func ("/identity/names/same-track", test_same_track);
  g_test_add_func ("/identity/names/other-track", test_other_track);
  g_test_add_func ("/identity/names/any-name", test_any_name);
  return g_test_run ();
}
