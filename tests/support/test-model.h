/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "test-support.h"

G_BEGIN_DECLS

/* All plays of a ledger, read with plain SQL, and every report about them computed in the most
 * obvious way. It shares no code with the library except the folding of names. */
typedef struct _TestModel TestModel;

TestModel *test_model_new (sqlite3 *database);
void test_model_free (TestModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestModel, test_model_free)

guint test_model_get_n_plays (const TestModel *self);
/* Reports that are not plays of their own, and plays that may be the same as the one before. */
guint test_model_get_n_repeats (const TestModel *self);
guint test_model_get_n_doubtful (const TestModel *self);
/* When the play at @index began; plays are sorted by time and id. */
gint64 test_model_get_time (const TestModel *self, guint index);

/* Each of these compares one report of @history with the model, and fails the test if they
 * differ. */
void test_model_check_overview (const TestModel *self,
                                FootprintsHistory *history,
                                FootprintsPeriod *period);
void test_model_check_chart (const TestModel *self,
                             FootprintsHistory *history,
                             FootprintsEntityKind kind,
                             FootprintsPeriod *period,
                             gint64 offset,
                             guint limit);
void test_model_check_timeline (const TestModel *self,
                                FootprintsHistory *history,
                                FootprintsPeriod *period,
                                gint64 offset,
                                guint limit);
/* Walks from page to page by cursor. */
void test_model_check_timeline_walk (const TestModel *self,
                                     FootprintsHistory *history,
                                     FootprintsPeriod *period,
                                     guint limit);
void test_model_check_pulse (const TestModel *self,
                             FootprintsHistory *history,
                             FootprintsPeriod *period,
                             FootprintsGranularity granularity,
                             gboolean include_empty);
void test_model_check_years (const TestModel *self,
                             FootprintsHistory *history,
                             FootprintsCalendar *calendar);
void test_model_check_search (const TestModel *self,
                              FootprintsHistory *history,
                              const char *text,
                              guint limit);
void test_model_check_top_report (const TestModel *self,
                                  FootprintsHistory *history,
                                  FootprintsPeriod *period,
                                  guint limit);

G_END_DECLS
