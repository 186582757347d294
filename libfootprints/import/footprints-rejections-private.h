/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/import/footprints-rejection-private.h"
#include "libfootprints/protocol/footprints-input-row-private.h"

G_BEGIN_DECLS

/* The rejected rows of an import: how many there are of each kind, and some of each. */
typedef struct
{
  GPtrArray *listed; /* of FootprintsRejection, at most FOOTPRINTS_MAX_REJECTIONS */
  GArray *kinds;
} FootprintsRejections;

void _footprints_rejections_init (FootprintsRejections *self);
void _footprints_rejections_clear (FootprintsRejections *self);
void _footprints_rejections_copy (FootprintsRejections *self, const FootprintsRejections *other);
void _footprints_rejections_add (FootprintsRejections *self, const FootprintsInputRow *row);
/* Those listed, each of which knows how many are alike (transfer full). */
GPtrArray *_footprints_rejections_dup_listed (const FootprintsRejections *self);
/* The counterpart of writing the elements of dup_listed() as JSON. */
void _footprints_rejections_restore (FootprintsRejections *self, json_object *list);

G_END_DECLS
