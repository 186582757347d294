/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-writer-private.h"
#include "libfootprints/history/footprints-history-private.h"

G_BEGIN_DECLS

/* The share of the time that is estimated, 0 to 1; 0 if there is no time. */
double _footprints_listening_get_estimated_share (const FootprintsListening *self);

/* Adds whole minutes as @name, and the share of them that is estimated: null if there are none. */
void _footprints_json_writer_add_minutes (FootprintsJsonWriter *writer,
                                          const char *name,
                                          gint64 listened_s,
                                          double estimated_share);

G_END_DECLS
