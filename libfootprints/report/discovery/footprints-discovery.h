/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_DISCOVERY (footprints_discovery_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsDiscovery, footprints_discovery, FOOTPRINTS, DISCOVERY, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_discovery_get_artist (FootprintsDiscovery *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_discovery_get_first_at (FootprintsDiscovery *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_discovery_get_track (FootprintsDiscovery *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_discovery_get_n_plays (FootprintsDiscovery *self);

G_END_DECLS
