/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-writer-private.h"
#include "libfootprints/history/footprints-history-private.h"

G_BEGIN_DECLS

/* Which part of it is estimated, 0 to 1; 0 when there is none. */
double _footprints_listening_get_estimated_share (const FootprintsListening *self);

/* Adds whole minutes as @name, and which part of them is estimated: null when there are none. */
void _footprints_json_writer_add_minutes (FootprintsJsonWriter *writer,
                                          const char *name,
                                          gint64 listened_s,
                                          double estimated_share);

G_END_DECLS
