/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The error domain of the library. */

#include "libfootprints/core/footprints-error-private.h"

/**
 * footprints_error_quark:
 *
 * Gets the domain of the library's errors.
 *
 * Returns: a quark
 *
 * Since: 0.1
 */
/* G_DEFINE_QUARK would write the quark without a lock, from whichever threads fail first. */
GQuark
footprints_error_quark (void)
{
  static gsize quark;

  if (g_once_init_enter (&quark))
    g_once_init_leave (&quark, g_quark_from_static_string ("footprints-error-quark"));
  return (GQuark) quark;
}
