/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/history/footprints-history-private.h"

G_BEGIN_DECLS

/* Which part of it is estimated, 0 to 1; 0 when there is none. */
double _footprints_listening_get_estimated_share (const FootprintsListening *self);

/* Adds whole minutes as @member, and which part of them is estimated: null when there are none. */
void _footprints_json_add_minutes (json_object *object,
                                   const char *member,
                                   gint64 listened_s,
                                   double estimated_share);

G_END_DECLS
