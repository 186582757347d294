/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/report/discovery/footprints-discovery.h>
#include <libfootprints/report/footprints-list-report.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_DISCOVERIES (footprints_discoveries_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Discoveries, discoveries, DISCOVERIES)

FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_discoveries_get_total (FootprintsDiscoveries *self);

G_END_DECLS
