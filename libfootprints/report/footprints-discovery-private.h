/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-discovery.h"

G_BEGIN_DECLS

FootprintsDiscovery *
_footprints_discovery_new (const char *artist, gint64 first_at, const char *track, gint64 n_plays);

G_END_DECLS
