/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/charts/footprints-chart.h>
#include <libfootprints/report/charts/footprints-overview.h>
#include <libfootprints/report/footprints-report.h>
#include <libfootprints/report/time/footprints-heatmap.h>
#include <libfootprints/report/time/footprints-pulse.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_ENTITY (footprints_entity_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Entity, entity, ENTITY)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsEntity *footprints_history_get_entity (FootprintsHistory *history,
                                                 FootprintsEntityKind kind,
                                                 const char *artist,
                                                 const char *title,
                                                 FootprintsPeriod *period);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsChart *footprints_entity_get_chart (FootprintsEntity *self, FootprintsEntityKind kind);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsEntityKind footprints_entity_get_kind (FootprintsEntity *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_entity_get_artist (FootprintsEntity *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_entity_get_title (FootprintsEntity *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_entity_get_rank (FootprintsEntity *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_entity_get_share (FootprintsEntity *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_entity_get_main_album (FootprintsEntity *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_entity_get_main_album_artist (FootprintsEntity *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsOverview *footprints_entity_get_overview (FootprintsEntity *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPulse *footprints_entity_get_pulse (FootprintsEntity *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsHeatmap *footprints_entity_get_heatmap (FootprintsEntity *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsChart *footprints_entity_get_neighbours (FootprintsEntity *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsChart *footprints_entity_get_completions (FootprintsEntity *self);

G_END_DECLS
