/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/protocol/footprints-input-row-private.h"

G_BEGIN_DECLS

/* Parts of a play in JSON. Texts live as long as the JSON and the current row. Pure: no I/O. */

/* Parses one play, or a whole reply. Text that is not UTF-8 is converted, as in every format.
 * @max_values, errors: as for _footprints_json_parse_bounded(). */
json_object *_footprints_json_play_parse (const char *text,
                                          gsize length,
                                          int max_depth,
                                          gsize max_values,
                                          gboolean *is_repaired,
                                          GError **error);

const char *
_footprints_json_play_text (FootprintsInputRow *row, json_object *object, const char *member);
void
_footprints_json_play_set_time (FootprintsInputRow *row, json_object *object, const char *member);
/* @id: NULL when only the time can serve as one. */
void _footprints_json_play_set_id (FootprintsInputRow *row, const char *prefix, const char *id);
/* @member is a constant that @to does not have yet. */
void _footprints_json_play_move (json_object *to, json_object *from, const char *member);
/* Makes the extra information of those of @members, which end in NULL, that @object has. */
void _footprints_json_play_keep_members (FootprintsInputRow *row,
                                         json_object *object,
                                         const char *const *members);

G_END_DECLS
