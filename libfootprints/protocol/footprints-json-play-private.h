/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/files/footprints-row-reader-private.h"

G_BEGIN_DECLS

/* One play in the JSON of a service, which its API and its exports share: what is read from either
 * is one and the same play. Texts live as long as @element and the reader's current row. */
void _footprints_json_play_read_listen (FootprintsRowReader *self,
                                        FootprintsInputRow *row,
                                        json_object *element);
void _footprints_json_play_read_lastfm (FootprintsRowReader *self,
                                        FootprintsInputRow *row,
                                        json_object *element);

/* Parses one play, or a whole reply. Text that is not UTF-8 is made so, as in every format.
 * @max_values, errors: as of _footprints_json_parse_bounded(). */
json_object *_footprints_json_play_parse (const char *text,
                                          gsize length,
                                          int max_depth,
                                          gsize max_values,
                                          gboolean *is_repaired,
                                          GError **error);

/* Parts for others who read plays from JSON. */

const char *_footprints_json_play_text (FootprintsRowReader *self,
                                        FootprintsInputRow *row,
                                        json_object *object,
                                        const char *member);
void _footprints_json_play_set_time (FootprintsRowReader *self,
                                     FootprintsInputRow *row,
                                     json_object *object,
                                     const char *member);
/* @id: NULL when there is none but the time. */
void _footprints_json_play_set_id (FootprintsRowReader *self,
                                   FootprintsInputRow *row,
                                   const char *prefix,
                                   const char *id);
void _footprints_json_play_move (json_object *to, json_object *from, const char *member);

G_END_DECLS
