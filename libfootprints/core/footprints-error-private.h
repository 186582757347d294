/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-error.h"

G_BEGIN_DECLS

/* Sets an error whose message contains a file name or other outside text. The message is made valid
 * UTF-8, as bindings and JSON require. */
void _footprints_set_error (GError **error, FootprintsError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
