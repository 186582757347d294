/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/import/footprints-rejection.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 row;
  char *reason;
  char *artist; /* NULL: not known */
  char *track;  /* NULL: not known */
} FootprintsRejectionRow;

extern const FootprintsRowType _footprints_rejection_row_type;

/* @artist, @track: of the row as far as it could be read, or NULL; long names are cut. */
FootprintsRejection *_footprints_rejection_new (gint64 number,
                                                const char *reason,
                                                const char *artist,
                                                const char *track);
void _footprints_rejection_write (FootprintsRejection *self, FootprintsJsonWriter *writer);

G_END_DECLS
