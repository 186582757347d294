/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/plan/footprints-import-plan.h"
#include "libfootprints/import/plan/footprints-plan-listeners-private.h"
#include "libfootprints/import/plan/footprints-plan-member-private.h"
#include "libfootprints/protocol/footprints-input-row-private.h"

G_BEGIN_DECLS

/* How many plays a plan shows. */
#define FOOTPRINTS_PLAN_MAX_PLAYS 10

FootprintsImportPlan *_footprints_import_plan_new (void);

/* While it is being made. */

/* Takes @member. */
void _footprints_import_plan_add_member (FootprintsImportPlan *self, FootprintsPlanMember *member);
/* Passes over tables whose columns would have to be asked, if there is anything else: packages have
 * many tables beside the history. */
void _footprints_import_plan_drop_doubtful (FootprintsImportPlan *self);
/* Notes what a row shows, and keeps it if it is one of the first plays. */
void _footprints_import_plan_add_row (FootprintsImportPlan *self, const FootprintsInputRow *row);
/* Fills in what was not found, from what is usual. @source: NULL if none was given.
 * @zone_is_given: whether somebody chose @zone. */
void _footprints_import_plan_settle (FootprintsImportPlan *self,
                                     const char *source,
                                     GTimeZone *zone,
                                     gboolean zone_is_given,
                                     gboolean encoding_is_given);

/* Whether files say whose plays they are. */
gboolean _footprints_import_plan_has_listeners (FootprintsImportPlan *self);
/* Counts a play of @listener. */
void _footprints_import_plan_add_listener (FootprintsImportPlan *self, const char *listener);
/* Whose plays are meant, if somebody said so. */
void _footprints_import_plan_choose_listener (FootprintsImportPlan *self, const char *listener);
/* By which rules streams are plays. */
void _footprints_import_plan_set_rules (FootprintsImportPlan *self,
                                        gint64 min_played_s,
                                        gboolean skips_private);
void _footprints_import_plan_get_rules (FootprintsImportPlan *self,
                                        gint64 *min_played_s,
                                        gboolean *skips_private);
void _footprints_import_plan_set_time_shift_s (FootprintsImportPlan *self, gint64 time_shift_s);

/* The first table; NULL: there is none. */
const FootprintsPlanMember *_footprints_import_plan_find_table (FootprintsImportPlan *self);
const FootprintsPlanListeners *_footprints_import_plan_get_listeners (FootprintsImportPlan *self);

/* How the member with that number is to be read; NULL: it holds no plays. */
const FootprintsPlanMember *_footprints_import_plan_find_member (FootprintsImportPlan *self,
                                                                 guint number);

G_END_DECLS
