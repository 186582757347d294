/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-enums.h"

G_BEGIN_DECLS

/* Reads the lengths that exports write: "3:45", "1:03:45", "PT3M45S", "225 s", "225000 ms", and
 * bare numbers, which are in @unit. FALSE for anything else, for zero, and for a bare number of an
 * unknown unit. Pure: no I/O. */
gboolean _footprints_length_parse (const char *text, FootprintsLengthUnit unit, gint64 *length_ms);
/* Whether @text is a bare number above zero, whose unit must be known; sets @number. */
gboolean _footprints_length_is_bare (const char *text, double *number);

G_END_DECLS
