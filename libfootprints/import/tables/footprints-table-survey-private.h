/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/calendar/footprints-time-parser-private.h"

G_BEGIN_DECLS

/* What the values of a table show about how they are to be read. */
typedef struct
{
  gint64 n_dates[FOOTPRINTS_N_DATE_EVIDENCES];
  /* Lengths without a unit: short in seconds, short in milliseconds, and between the two. */
  gint64 n_seconds;
  gint64 n_milliseconds;
  gint64 n_doubtful_lengths;
  GPtrArray *examples; /* of char **: the first records; NULL until there is one */
} FootprintsTableSurvey;

void _footprints_table_survey_clear (FootprintsTableSurvey *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsTableSurvey, _footprints_table_survey_clear)

/* Keeps the fields of a record as an example, if it is one of the first. */
void _footprints_table_survey_add_record (FootprintsTableSurvey *self, const GPtrArray *fields);

void _footprints_table_survey_add_time (FootprintsTableSurvey *self, const char *text);
void _footprints_table_survey_add_length (FootprintsTableSurvey *self, const char *text);

/* How certain they are, after what was added: UNUSED, CERTAIN or OPEN. */
FootprintsCertainty _footprints_table_survey_get_date_order (const FootprintsTableSurvey *self,
                                                             FootprintsDateOrder *order);
FootprintsCertainty _footprints_table_survey_get_length_unit (const FootprintsTableSurvey *self,
                                                              FootprintsLengthUnit *unit);

G_END_DECLS
