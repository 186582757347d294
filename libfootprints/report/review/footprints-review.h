/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/charts/footprints-chart.h>
#include <libfootprints/report/charts/footprints-overview.h>
#include <libfootprints/report/footprints-report.h>
#include <libfootprints/report/review/footprints-milestones.h>
#include <libfootprints/report/sessions/footprints-sessions.h>
#include <libfootprints/report/time/footprints-heatmap.h>
#include <libfootprints/report/time/footprints-pulse.h>
#include <libfootprints/report/time/footprints-streaks.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_REVIEW (footprints_review_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Review, review, REVIEW)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsReview *footprints_history_get_review (FootprintsHistory *history,
                                                 FootprintsPeriod *period);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsChart *footprints_review_get_chart (FootprintsReview *self, FootprintsEntityKind kind);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsOverview *footprints_review_get_overview (FootprintsReview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPulse *footprints_review_get_months (FootprintsReview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPulse *footprints_review_get_days (FootprintsReview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsHeatmap *footprints_review_get_heatmap (FootprintsReview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSessions *footprints_review_get_sessions (FootprintsReview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsStreaks *footprints_review_get_streaks (FootprintsReview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsMilestones *footprints_review_get_milestones (FootprintsReview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_review_get_n_new_artists (FootprintsReview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_review_get_n_new_tracks (FootprintsReview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_review_get_night_share (FootprintsReview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_review_get_morning_share (FootprintsReview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_review_get_weekend_share (FootprintsReview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_review_get_diversity_score (FootprintsReview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_review_get_loyalty (FootprintsReview *self);

G_END_DECLS
