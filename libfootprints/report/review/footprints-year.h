/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_YEAR (footprints_year_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsYear, footprints_year, FOOTPRINTS, YEAR, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
int footprints_year_get_year (FootprintsYear *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_year_get_n_plays (FootprintsYear *self);

G_END_DECLS
