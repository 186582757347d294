/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/history/footprints-find-private.h"

#include <string.h>

#define MAX_TEXT 300
#define MAX_NEEDLE 80

/* Few letters, so that beginnings of a match are everywhere. */
static void
fill (GRand *random, guint8 *bytes, gsize n_bytes, int n_letters)
{
  for (gsize i = 0; i < n_bytes; i++)
    bytes[i] = (guint8) ('a' + g_rand_int_range (random, 0, n_letters));
}

static void
test_as_memmem (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20241);

  for (guint i = 0; i < 200000; i++)
    {
      gsize n_bytes = (gsize) g_rand_int_range (random, 1, MAX_TEXT);
      gsize n_needle_bytes = (gsize) g_rand_int_range (random, 1, i % 4 == 0 ? MAX_NEEDLE : 6);
      /* Of their own size, so that a look beyond the end is noticed. */
      g_autofree guint8 *text = g_malloc (MAX (n_bytes, 1));
      g_autofree guint8 *needle = g_malloc (n_needle_bytes);
      int n_letters = g_rand_int_range (random, 1, 6);

      fill (random, text, n_bytes, n_letters);
      if (i % 2 == 0 && n_needle_bytes <= n_bytes)
        memcpy (needle, text + g_rand_int_range (random, 0, (int) (n_bytes - n_needle_bytes) + 1),
                n_needle_bytes);
      else
        fill (random, needle, n_needle_bytes, n_letters);
      g_assert_true (_footprints_find_bytes (text, n_bytes, needle, n_needle_bytes) ==
                     (const guint8 *) memmem (text, n_bytes, needle, n_needle_bytes));
    }
}

/* Each place of a match in a long text, and with it each remainder. */
static void
test_each_place (void)
{
  guint8 text[MAX_TEXT];

  for (gsize n_needle_bytes = 1; n_needle_bytes < 70; n_needle_bytes++)
    for (gsize place = 0; place + n_needle_bytes <= sizeof text; place++)
      {
        memset (text, 'x', sizeof text);
        memset (text + place, 'y', n_needle_bytes);
        g_assert_true (_footprints_find_bytes (text, sizeof text, text + place, n_needle_bytes) ==
                       text + place);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/find/as-memmem", test_as_memmem);
  g_test_add_func ("/history/find/each-place", test_each_place);
  return g_test_run ();
}
