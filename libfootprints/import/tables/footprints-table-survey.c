/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Judges the order of day and month, and the unit of lengths, by all values of a column. */

#include "libfootprints/import/tables/footprints-table-survey-private.h"

#include "libfootprints/protocol/footprints-length-parser-private.h"

/* Most tracks have less than two hours, and more than 20 s. */
#define MAX_SECONDS 7200
#define MIN_MILLISECONDS 20000
/* Of a hundred dates that show an order, how many may show the other one: slips of a pen. */
#define MAX_SLIPS_PERCENT 1
#define MAX_EXAMPLES 3

void
_footprints_table_survey_clear (FootprintsTableSurvey *self)
{
  g_clear_pointer (&self->examples, g_ptr_array_unref);
}

void
_footprints_table_survey_add_record (FootprintsTableSurvey *self, const GPtrArray *fields)
{
  char **record;

  if (self->examples == NULL)
    self->examples = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  if (self->examples->len == MAX_EXAMPLES)
    return;
  record = g_new0 (char *, fields->len + 1);
  for (guint i = 0; i < fields->len; i++)
    record[i] = g_utf8_make_valid (g_ptr_array_index (fields, i), -1);
  g_ptr_array_add (self->examples, record);
}

void
_footprints_table_survey_add_time (FootprintsTableSurvey *self, const char *text)
{
  self->n_dates[_footprints_time_get_date_evidence (text)]++;
}

void
_footprints_table_survey_add_length (FootprintsTableSurvey *self, const char *text)
{
  double number;

  if (!_footprints_length_is_bare (text, &number))
    return;
  if (number <= MAX_SECONDS)
    self->n_seconds++;
  else if (number >= MIN_MILLISECONDS)
    self->n_milliseconds++;
  else
    self->n_doubtful_lengths++;
}

FootprintsCertainty
_footprints_table_survey_get_date_order (const FootprintsTableSurvey *self,
                                         FootprintsDateOrder *order)
{
  gint64 n_day_first = self->n_dates[FOOTPRINTS_DATE_EVIDENCE_DAY_FIRST];
  gint64 n_month_first = self->n_dates[FOOTPRINTS_DATE_EVIDENCE_MONTH_FIRST];
  gint64 n_open = self->n_dates[FOOTPRINTS_DATE_EVIDENCE_OPEN];

  *order = FOOTPRINTS_DATE_ORDER_UNKNOWN;
  if (n_day_first + n_month_first == 0)
    return n_open > 0 ? FOOTPRINTS_CERTAINTY_OPEN : FOOTPRINTS_CERTAINTY_UNUSED;
  /* Each date then shows its own order. */
  if (n_open == 0 && n_day_first > 0 && n_month_first > 0)
    return FOOTPRINTS_CERTAINTY_UNUSED;
  if (MIN (n_day_first, n_month_first) * 100 > (n_day_first + n_month_first) * MAX_SLIPS_PERCENT)
    return FOOTPRINTS_CERTAINTY_OPEN;
  *order = n_day_first > n_month_first ? FOOTPRINTS_DATE_ORDER_DAY_FIRST
                                       : FOOTPRINTS_DATE_ORDER_MONTH_FIRST;
  return FOOTPRINTS_CERTAINTY_CERTAIN;
}

FootprintsCertainty
_footprints_table_survey_get_length_unit (const FootprintsTableSurvey *self,
                                          FootprintsLengthUnit *unit)
{
  gint64 n_lengths = self->n_seconds + self->n_milliseconds + self->n_doubtful_lengths;

  *unit = FOOTPRINTS_LENGTH_UNIT_UNKNOWN;
  if (n_lengths == 0)
    return FOOTPRINTS_CERTAINTY_UNUSED;
  if (self->n_seconds * 2 > n_lengths)
    *unit = FOOTPRINTS_LENGTH_UNIT_SECONDS;
  else if (self->n_milliseconds * 2 > n_lengths)
    *unit = FOOTPRINTS_LENGTH_UNIT_MILLISECONDS;
  else
    return FOOTPRINTS_CERTAINTY_OPEN;
  return FOOTPRINTS_CERTAINTY_CERTAIN;
}
