/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/core/footprints-error.h"

/**
 * footprints_error_quark:
 *
 * Gets the domain of the library's errors.
 *
 * Returns: a quark
 *
 * Since: 0.1
 */
/* clang-format puts blanks around the hyphens, and they would be in the name. */
/* clang-format off */
G_DEFINE_QUARK (footprints-error-quark, footprints_error)
/* clang-format on */
