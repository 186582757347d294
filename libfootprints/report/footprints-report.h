/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-enums.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_REPORT (footprints_report_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Report, report, REPORT)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_report_get_period (FootprintsReport *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_report_to_json (FootprintsReport *self);
FOOTPRINTS_AVAILABLE_IN_0_1
GBytes *footprints_report_to_json_bytes (FootprintsReport *self, gsize max_bytes, GError **error);

G_END_DECLS
