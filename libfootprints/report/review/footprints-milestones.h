/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/footprints-list-report.h>
#include <libfootprints/report/review/footprints-milestone.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_MILESTONES (footprints_milestones_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Milestones, milestones, MILESTONES)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsMilestones *footprints_history_get_milestones (FootprintsHistory *history,
                                                         FootprintsPeriod *period);

G_END_DECLS
