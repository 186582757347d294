/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/charts/footprints-chart.h"
#include "libfootprints/report/charts/footprints-ranking-private.h"
#include "libfootprints/report/footprints-list-report-private.h"

G_BEGIN_DECLS

/* Ranks the entities counted in @tally, or only @ids of them. */
FootprintsChart *_footprints_chart_new (FootprintsHistory *history,
                                        FootprintsEntityKind kind,
                                        FootprintsPeriod *period,
                                        const FootprintsTally *tally,
                                        const GArray *ids,
                                        gint64 offset,
                                        guint limit);

/* Ranks by the plays of @range; uses the kept counts when that is all plays. */
FootprintsChart *_footprints_chart_new_for_range (FootprintsHistory *history,
                                                  FootprintsEntityKind kind,
                                                  FootprintsPeriod *period,
                                                  FootprintsPlayRange range,
                                                  gint64 offset,
                                                  guint limit);

/* Writes a list with [name, plays] or [artist, name, plays] for each entry. */
void _footprints_chart_write_tuples (FootprintsChart *self, FootprintsJsonWriter *writer);
/* Writes the list of its entries. */
void _footprints_chart_write_entries (FootprintsChart *self, FootprintsJsonWriter *writer);

G_END_DECLS
