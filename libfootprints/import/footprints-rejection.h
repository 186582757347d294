/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_REJECTION (footprints_rejection_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsRejection, footprints_rejection, FOOTPRINTS, REJECTION, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_rejection_get_row (FootprintsRejection *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_rejection_get_reason (FootprintsRejection *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_rejection_get_kind (FootprintsRejection *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_rejection_get_n_alike (FootprintsRejection *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_rejection_get_artist (FootprintsRejection *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_rejection_get_track (FootprintsRejection *self);

G_END_DECLS
