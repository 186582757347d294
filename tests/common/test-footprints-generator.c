/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The generated history is reproducible and can be read from both ends. */

#include "tests/common/footprints-generator.h"

#define END_AT G_GINT64_CONSTANT (1735689600) /* 2025-01-01 */

/* Returns each play as a line. */
static GPtrArray *
read_lines (guint32 n_plays, guint64 seed, gboolean newest_first)
{
  g_autoptr (FootprintsGenerator) generator =
      footprints_generator_new (n_plays, seed, END_AT, newest_first);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  FootprintsGeneratedPlay play;

  while (footprints_generator_next (generator, &play))
    g_ptr_array_add (lines,
                     g_strdup_printf ("%" G_GINT64_FORMAT "|%s|%s|%s|%" G_GINT64_FORMAT "|%s",
                                      play.listened_at, play.artist, play.track,
                                      play.album != NULL ? play.album : "", play.duration_ms,
                                      play.source));
  g_assert_false (footprints_generator_next (generator, &play));
  return lines;
}

static char *
digest_lines (GPtrArray *lines)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < lines->len; i++)
    g_checksum_update (checksum, g_ptr_array_index (lines, i), -1);
  return g_strdup (g_checksum_get_string (checksum));
}

/* Budgets compare figures from different machines and months, so the plays must not change
 * unnoticed. */
static void
test_is_the_same_everywhere (void)
{
  g_autoptr (GPtrArray) lines = read_lines (20000, 1, FALSE);
  g_autofree char *digest = digest_lines (lines);

  g_assert_cmpstr (digest, ==, "3cd30a29055daa4459e86d025bb95595587ec7cda5d42fab110e385befefc06c");
}

static void
test_reads_from_both_ends (void)
{
  static const guint32 sizes[] = { 0, 1, 13, 5000, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GPtrArray) forwards = read_lines (sizes[i], 7, FALSE);
      g_autoptr (GPtrArray) backwards = read_lines (sizes[i], 7, TRUE);

      g_assert_cmpuint (forwards->len, ==, sizes[i]);
      g_assert_cmpuint (backwards->len, ==, sizes[i]);
      for (guint j = 0; j < sizes[i]; j++)
        g_assert_cmpstr (g_ptr_array_index (forwards, j), ==,
                         g_ptr_array_index (backwards, sizes[i] - 1 - j));
    }
}

static void
test_seconds_are_unique (void)
{
  g_autoptr (FootprintsGenerator) generator = footprints_generator_new (200000, 3, END_AT, FALSE);
  FootprintsGeneratedPlay play;
  gint64 last_at = 0;

  while (footprints_generator_next (generator, &play))
    {
      g_assert_cmpint (play.listened_at, >, last_at);
      g_assert_true (g_utf8_validate (play.artist, -1, NULL));
      g_assert_true (g_utf8_validate (play.track, -1, NULL));
      last_at = play.listened_at;
    }
  g_assert_cmpint (last_at, <, END_AT);
  g_assert_cmpint (last_at, >=, END_AT - 24 * 60 * 60);
}

static void
test_seeds_differ (void)
{
  g_autoptr (GPtrArray) one = read_lines (1000, 1, FALSE);
  g_autoptr (GPtrArray) other = read_lines (1000, 2, FALSE);

  g_assert_cmpstr (g_ptr_array_index (one, 0), !=, g_ptr_array_index (other, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/common/generator/is-the-same-everywhere", test_is_the_same_everywhere);
  g_test_add_func ("/common/generator/reads-from-both-ends", test_reads_from_both_ends);
  g_test_add_func ("/common/generator/seconds-are-unique", test_seconds_are_unique);
  g_test_add_func ("/common/generator/seeds-differ", test_seeds_differ);
  return g_test_run ();
}
