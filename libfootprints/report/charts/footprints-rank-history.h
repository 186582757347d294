/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/charts/footprints-rank-step.h>
#include <libfootprints/report/footprints-list-report.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_RANK_HISTORY (footprints_rank_history_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (RankHistory, rank_history, RANK_HISTORY)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsRankHistory *footprints_history_get_rank_history (FootprintsHistory *history,
                                                            FootprintsEntityKind kind,
                                                            const char *artist,
                                                            const char *title,
                                                            FootprintsPeriod *period,
                                                            FootprintsGranularity granularity);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsGranularity footprints_rank_history_get_granularity (FootprintsRankHistory *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_rank_history_get_peak (FootprintsRankHistory *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_rank_history_get_n_at_peak (FootprintsRankHistory *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_rank_history_get_n_at_first (FootprintsRankHistory *self);

G_END_DECLS
