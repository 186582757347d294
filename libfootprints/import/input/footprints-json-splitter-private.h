/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/input/footprints-archive-input-private.h"

G_BEGIN_DECLS

/* Cuts a long JSON text into the elements of its list, one at a time, so that a file of any size
 * can be read. It only finds where an element ends; json-c parses it. */
typedef enum
{
  FOOTPRINTS_JSON_LIST,    /* one array: its elements */
  FOOTPRINTS_JSON_LINES,   /* one value a line */
  FOOTPRINTS_JSON_WRAPPED, /* an object with a list of plays somewhere inside */
} FootprintsJsonShape;

typedef struct
{
  FootprintsArchiveInput *input; /* borrowed */
  FootprintsJsonShape shape;
  gint64 number;      /* of the last element: its line, or its position in the list, from 1 */
  gboolean in_list;   /* the input is inside the list */
  gboolean is_single; /* the "list" is one object */
  gboolean is_cut; /* of a line: it is longer than an element may be, and this is its beginning */
} FootprintsJsonSplitter;

/* What programs call a list of plays in a wrapping object, in quotes; ends in NULL. */
extern const char *const _footprints_json_list_names[];

#define FOOTPRINTS_JSON_MAX_ELEMENT_BYTES (8 * 1024 * 1024)

/* 1: @text is the next element, valid until the next call; 0: no more; -1: @error is set. */
int _footprints_json_splitter_next (FootprintsJsonSplitter *self,
                                    const char **text,
                                    gsize *length,
                                    GError **error);

G_END_DECLS
