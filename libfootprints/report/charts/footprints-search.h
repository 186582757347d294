/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/report/charts/footprints-chart.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_SEARCH (footprints_search_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Search, search, SEARCH)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSearch *footprints_history_search (FootprintsHistory *history,
                                             const char *text,
                                             guint limit,
                                             GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_search_get_text (FootprintsSearch *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsChart *footprints_search_get_matches (FootprintsSearch *self, FootprintsEntityKind kind);

G_END_DECLS
