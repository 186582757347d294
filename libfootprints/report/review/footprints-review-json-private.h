/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-writer-private.h"
#include "libfootprints/history/footprints-names-private.h"
#include "libfootprints/report/review/footprints-review.h"

G_BEGIN_DECLS

/* Artists played for the first time: the first of them, and the one with the most plays. */
typedef struct
{
  char *first_artist; /* NULL: none */
  char *first_track;
  gint64 first_at;
  char *top_artist; /* NULL: none */
  gint64 top_at;
  gint64 top_n_plays;
} FootprintsReviewDiscoveries;

/* Everything a review knows. */
typedef struct
{
  FootprintsOverview *overview;
  FootprintsChart *charts[FOOTPRINTS_N_ENTITY_KINDS];
  FootprintsPulse *months;
  FootprintsPulse *days;
  FootprintsHeatmap *heatmap;
  FootprintsSessions *sessions;
  FootprintsStreaks *streaks;
  FootprintsMilestones *milestones;
  guint n_new_artists;
  gint64 n_new_tracks;
  double diversity_score;
  /* Shares of the plays, 0 to 1. */
  double night_share;
  double morning_share;
  double weekend_share;
  double loyalty;
  FootprintsReviewDiscoveries found;
} FootprintsReviewFacts;

void _footprints_review_write (const FootprintsReviewFacts *facts,
                               FootprintsPeriod *period,
                               FootprintsJsonWriter *writer);

G_END_DECLS
