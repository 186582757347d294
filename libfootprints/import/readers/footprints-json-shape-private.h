/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/protocol/footprints-input-row-private.h"

G_BEGIN_DECLS

/* Sets a row from a play in JSON. */
typedef void (*FootprintsReadElement) (FootprintsInputRow *row, json_object *element);

/* Of our own exports. */
void _footprints_json_read_own (FootprintsInputRow *row, json_object *element);
/* Finds out which program wrote a play; NULL: it has no known shape. @hint: 0 at first, then what
 * the last call set it to, for a play of the same file. */
FootprintsReadElement
_footprints_json_shape_find (json_object *element, guint *hint, const char **format_name);
/* What an element is that is known to be no play; NULL: it may be one. */
const char *_footprints_json_shape_find_refusal (json_object *element);
/* Whether lists beside such plays name artists or albums. */
gboolean _footprints_json_shape_wants_names (const char *format_name);

G_END_DECLS
