/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/accounts/fpd-throttle.h"

#define NOW_S 1700000000

static void
fail (FpdThrottle *throttle, const char *target, guint n_times, gint64 now_s)
{
  for (guint i = 0; i < n_times; i++)
    fpd_throttle_add_failure (throttle, "192.0.2.1", target, now_s);
}

static gint64
get_wait_s (FpdThrottle *throttle, gint64 now_s)
{
  return fpd_throttle_get_wait_s (throttle, "192.0.2.1", now_s);
}

/* After five tries each one waits twice as long as the one before, up to a quarter of an hour. */
static void
test_waits (void)
{
  FpdThrottle *throttle = fpd_throttle_new ();
  gint64 last_s;

  fail (throttle, "mira", 4, NOW_S);
  g_assert_cmpint (get_wait_s (throttle, NOW_S), ==, 0);
  fail (throttle, "mira", 1, NOW_S);
  last_s = get_wait_s (throttle, NOW_S);
  g_assert_cmpint (last_s, >, 0);
  for (guint i = 0; i < 20; i++)
    {
      fail (throttle, "mira", 1, NOW_S);
      g_assert_cmpint (get_wait_s (throttle, NOW_S), ==, MIN (2 * last_s, 15 * 60));
      last_s = get_wait_s (throttle, NOW_S);
    }
  g_assert_cmpint (last_s, ==, 15 * 60);
  g_assert_cmpint (get_wait_s (throttle, NOW_S + 15 * 60 - 1), ==, 1);
  g_assert_cmpint (get_wait_s (throttle, NOW_S + 15 * 60), ==, 0);
  g_assert_cmpint (fpd_throttle_get_wait_s (throttle, "192.0.2.2", NOW_S), ==, 0);
  fpd_throttle_free (throttle);
}

/* The right password for one account does not help with guessing that of another. */
static void
test_forgives (void)
{
  FpdThrottle *throttle = fpd_throttle_new ();

  fail (throttle, "mira", 5, NOW_S);
  fail (throttle, "bela", 5, NOW_S);
  fpd_throttle_forgive (throttle, "192.0.2.1", "mira");
  g_assert_cmpint (get_wait_s (throttle, NOW_S), >, 0);
  fpd_throttle_forgive (throttle, "192.0.2.1", "bela");
  g_assert_cmpint (get_wait_s (throttle, NOW_S), ==, 0);
  fpd_throttle_free (throttle);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/daemon/throttle/waits", test_waits);
  g_test_add_func ("/daemon/throttle/forgives", test_forgives);
  return g_test_run ();
}
