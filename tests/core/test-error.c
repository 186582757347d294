/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The names of error domains, which bindings and other programs know them by. */

#include "test-support.h"

static void
test_domains (void)
{
  g_assert_cmpstr (g_quark_to_string (FOOTPRINTS_ERROR), ==, "footprints-error-quark");
  g_assert_cmpuint (g_quark_try_string ("footprints-error-quark"), ==, footprints_error_quark ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/error/domains", test_domains);
  return g_test_run ();
}
