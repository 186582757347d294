/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/core/footprints-error.h"

G_DEFINE_QUARK (footprints - error - quark, footprints_error)
