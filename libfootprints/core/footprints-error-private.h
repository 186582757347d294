/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-error.h"

G_BEGIN_DECLS

/* Sets an error whose text holds the name of a file or what else came from outside. It is UTF-8
 * whatever that was, as bindings and JSON want it. */
void _footprints_set_error (GError **error, FootprintsError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
