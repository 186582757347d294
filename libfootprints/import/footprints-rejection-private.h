/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/import/footprints-rejection.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 row;
  char *reason;
  char *kind;
  gint64 n_alike;
  char *artist; /* NULL: not known */
  char *track;  /* NULL: not known */
} FootprintsRejectionRow;

extern const FootprintsRowType _footprints_rejection_row_type;

/* Copies the texts of @row; long names are cut. */
FootprintsRejection *_footprints_rejection_new (const FootprintsRejectionRow *row);
FootprintsRejection *_footprints_rejection_dup_counted (FootprintsRejection *self, gint64 n_alike);
/* What _footprints_rejection_write() wrote, also when it did not write kinds yet. */
FootprintsRejection *_footprints_rejection_parse (json_object *object);
/* The kind of a problem (transfer full). */
char *_footprints_rejection_dup_kind (const char *problem);
void _footprints_rejection_write (FootprintsRejection *self, FootprintsJsonWriter *writer);

G_END_DECLS
