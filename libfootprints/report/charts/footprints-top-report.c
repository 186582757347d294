/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/charts/footprints-top-report.h"

#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/report/charts/footprints-chart-private.h"

#include <string.h>

/**
 * FootprintsTopReport:
 *
 * The total of a period and its top artists, tracks and albums.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Report of a period".
 *
 * Since: 0.1
 */
struct _FootprintsTopReport
{
  FootprintsReport parent_instance;

  char *title;
  gint64 n_plays;
  gint64 start; /* the period's, or the first play if that has none */
  gint64 end;   /* the last second of it */
  FootprintsChart *charts[FOOTPRINTS_N_ENTITY_KINDS];
};

FOOTPRINTS_DEFINE_REPORT (TopReport, top_report, Report, REPORT)

static void
footprints_top_report_finalize (GObject *object)
{
  FootprintsTopReport *self = FOOTPRINTS_TOP_REPORT (object);

  g_free (self->title);
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    g_clear_object (&self->charts[kind]);

  G_OBJECT_CLASS (footprints_top_report_parent_class)->finalize (object);
}

/* {period, start_date, end_date, total_scrobbles, top_artists, top_tracks, top_albums} */
static void
footprints_top_report_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsTopReport *self = FOOTPRINTS_TOP_REPORT (report);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "period", self->title);
  _footprints_json_writer_add_time (writer, "start_date", self->start);
  _footprints_json_writer_add_time (writer, "end_date", self->end);
  _footprints_json_writer_add_int64 (writer, "total_scrobbles", self->n_plays);
  _footprints_json_writer_name (writer, "top_artists");
  _footprints_chart_write_tuples (self->charts[FOOTPRINTS_ENTITY_KIND_ARTIST], writer);
  _footprints_json_writer_name (writer, "top_tracks");
  _footprints_chart_write_tuples (self->charts[FOOTPRINTS_ENTITY_KIND_TRACK], writer);
  _footprints_json_writer_name (writer, "top_albums");
  _footprints_chart_write_tuples (self->charts[FOOTPRINTS_ENTITY_KIND_ALBUM], writer);
  _footprints_json_writer_end_object (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsTopReport:title: (getter get_title)
   *
   * The period in words: `Year 2024`, `2024-03`, `All Time`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "title", footprints_top_report_get_title),
  /**
   * FootprintsTopReport:n-plays: (getter get_n_plays)
   *
   * How many plays the period has.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "n-plays", footprints_top_report_get_n_plays),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_top_report_class_init (FootprintsTopReportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_top_report_finalize;
  ((FootprintsReportClass *) klass)->write_json = footprints_top_report_write_json;
  _footprints_properties_install (object_class, properties);
}

static void
set_bounds (FootprintsTopReport *self, FootprintsHistory *history, FootprintsPeriod *period)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (history);
  guint32 n_plays = columns->n_plays;

  self->start = footprints_period_get_start (period);
  if (self->start == G_MININT64)
    self->start = n_plays > 0 ? _footprints_columns_get_time (columns, 0) : 0;
  self->end = footprints_period_get_end (period) - 1;
  if (self->end == G_MAXINT64 - 1)
    self->end = n_plays > 0 ? _footprints_columns_get_time (columns, n_plays - 1) : 0;
}

/**
 * footprints_history_get_top_report:
 * @history: a history
 * @period: which plays count
 * @limit: maximum number of entries of each chart, 1 to 1000
 * @error: return location for an error
 *
 * Makes the report of a period: its total, and its charts, ranked like those of
 * [method@History.get_chart].
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @limit is out of range.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of @period.
 *
 * Source: doc/reports.md, "Report of a period".
 *
 * Returns: (transfer full): a report; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsTopReport *
footprints_history_get_top_report (FootprintsHistory *history,
                                   FootprintsPeriod *period,
                                   guint limit,
                                   GError **error)
{
  FootprintsTopReport *self;
  FootprintsPlayRange range;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  if (!_footprints_check_limit (limit, error))
    return NULL;
  self = g_object_new (FOOTPRINTS_TYPE_TOP_REPORT, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->title = footprints_period_dup_title (period);
  set_bounds (self, history, period);
  range = _footprints_history_get_range (history, period);
  self->n_plays = range.to > range.from ? range.to - range.from : 0;
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    self->charts[kind] = _footprints_chart_new_for_range (history, kind, period, range, 0, limit);
  return self;
}

/**
 * footprints_top_report_get_title: (get-property title)
 * @self: a report
 *
 * Gets the period in words.
 *
 * Returns: (transfer none): text such as `Year 2024`
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, TopReport, top_report, TOP_REPORT, title)

/**
 * footprints_top_report_get_n_plays: (get-property n-plays)
 * @self: a report
 *
 * Gets how many plays the period has.
 *
 * Returns: the number of plays
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, TopReport, top_report, TOP_REPORT, n_plays)

/**
 * footprints_top_report_get_chart:
 * @self: a report
 * @kind: artists, albums or tracks
 *
 * Gets one of the charts.
 *
 * Returns: (transfer none): a chart
 *
 * Since: 0.1
 */
FootprintsChart *
footprints_top_report_get_chart (FootprintsTopReport *self, FootprintsEntityKind kind)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TOP_REPORT (self), NULL);
  g_return_val_if_fail (kind <= FOOTPRINTS_ENTITY_KIND_TRACK, NULL);

  return self->charts[kind];
}
