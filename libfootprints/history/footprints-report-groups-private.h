/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-joining-private.h"
#include "libfootprints/identity/footprints-grouping-private.h"

G_BEGIN_DECLS

/* Some or all reports of a history while they are joined to listens: what the grouping knows as
 * candidates, with their names and feeds. One thread. */
typedef struct
{
  FootprintsJoining *joining;
  FootprintsHistoryParts *parts; /* names and, while they are looked at, columns and sightings */
  FootprintsGrouping *grouping;
  GString *scratch;
  GString *other_scratch;

  /* As reported. Joining completes those that lead, and sets the id of the others to 0. */
  GArray *reports;     /* of FootprintsPlay */
  GArray *candidates;  /* of FootprintsCandidate, for some or all of them */
  GArray *leads;       /* of guint32: for each report, which one leads its listen */
  GArray *completions; /* what leads learn from others */
  GArray *sightings;   /* of FootprintsSighting: of the listens with several reports */
  guint32 n_doubtful;  /* may be below 0, modulo 2^32, as a difference to before */
  GArray *feeds;       /* of guint: 1 + the feed, by source and precision; 0: not looked up yet */
} FootprintsReportGroups;

void _footprints_report_groups_init (FootprintsReportGroups *self,
                                     FootprintsJoining *joining,
                                     FootprintsHistoryParts *parts);
void _footprints_report_groups_clear (FootprintsReportGroups *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsReportGroups, _footprints_report_groups_clear)

static inline FootprintsPlay *
_footprints_report_groups_get (const FootprintsReportGroups *self, guint32 index)
{
  return &g_array_index (self->reports, FootprintsPlay, index);
}

/* What is compared, see _footprints_listen_key(); each track is looked at once. */
guint64 _footprints_report_groups_get_key (FootprintsReportGroups *self, guint32 track);

/* Forgets what was learned, and all counts. */
void _footprints_report_groups_begin (FootprintsReportGroups *self);
/* Counts (@n 1) or discounts (@n -1) a report by its feed. */
void
_footprints_report_groups_count (FootprintsReportGroups *self, const FootprintsPlay *play, int n);

/* Whether reports are compared within a feed only, or between feeds, too; more than can be compared
 * is not. */
typedef enum
{
  FOOTPRINTS_ONE_FEED,
  FOOTPRINTS_FEW_FEEDS,
  FOOTPRINTS_TOO_MANY_FEEDS
} FootprintsFeedSituation;

FootprintsFeedSituation
_footprints_report_groups_get_situation (const FootprintsReportGroups *self);
/* How far apart reports of one group are at most. */
gint64 _footprints_report_groups_get_reach_s (const FootprintsReportGroups *self);

FootprintsCandidate _footprints_report_groups_make_candidate (FootprintsReportGroups *self,
                                                              guint32 index);
void _footprints_report_groups_sort_candidates (FootprintsReportGroups *self);

/* These look at each group of the candidates, which are sorted: first learn, or unlearn what they
 * taught before a change; then, with settled offsets, join. */
void _footprints_report_groups_learn (FootprintsReportGroups *self);
void _footprints_report_groups_unlearn (FootprintsReportGroups *self);
void _footprints_report_groups_join (FootprintsReportGroups *self);
/* Drops the reports whose id is 0. */
void _footprints_report_groups_keep_leads (FootprintsReportGroups *self);

FootprintsPrecision _footprints_joining_get_precision (const FootprintsJoining *self, guint32 id);
void _footprints_joining_set_precision (FootprintsJoining *self,
                                        guint32 id,
                                        FootprintsPrecision precision);

G_END_DECLS
