/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/review/footprints-comparison.h"

#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/report/footprints-report-private.h"
#include "libfootprints/report/review/footprints-changes-private.h"

/**
 * FootprintsComparison:
 *
 * Two periods side by side: their figures, how similar they are, and which artists have gained or
 * lost share.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Comparison".
 *
 * Since: 0.1
 */
struct _FootprintsComparison
{
  FootprintsReport parent_instance;

  FootprintsPeriod *other;
  FootprintsOverview *overview;
  FootprintsOverview *overview_other;
  double similarity;
  guint n_artists_both;
  guint n_artists_only;
  guint n_artists_only_other;
  FootprintsChanges *gained;
  FootprintsChanges *lost;
};

FOOTPRINTS_DEFINE_REPORT (Comparison, comparison, Report, REPORT)

static void
footprints_comparison_finalize (GObject *object)
{
  FootprintsComparison *self = FOOTPRINTS_COMPARISON (object);

  footprints_period_unref (self->other);
  g_clear_object (&self->overview);
  g_clear_object (&self->overview_other);
  g_clear_object (&self->gained);
  g_clear_object (&self->lost);

  G_OBJECT_CLASS (footprints_comparison_parent_class)->finalize (object);
}

static void
write_period (FootprintsPeriod *period, FootprintsJsonWriter *writer)
{
  g_autofree char *text = footprints_period_to_string (period);

  _footprints_json_writer_string (writer, text);
}

static void
write_artists (FootprintsComparison *self, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "shared", self->n_artists_both);
  _footprints_json_writer_add_int64 (writer, "only_first", self->n_artists_only);
  _footprints_json_writer_add_int64 (writer, "only_second", self->n_artists_only_other);
  _footprints_json_writer_end_object (writer);
}

/* {periods: [1, 2], overviews: [1, 2], similarity, artists: {shared, only_first, only_second},
 * gained, lost} */
static void
footprints_comparison_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsComparison *self = FOOTPRINTS_COMPARISON (report);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_array (writer, "periods");
  write_period (footprints_report_get_period (report), writer);
  write_period (self->other, writer);
  _footprints_json_writer_end_array (writer);
  _footprints_json_writer_add_array (writer, "overviews");
  _footprints_report_write (self->overview, writer);
  _footprints_report_write (self->overview_other, writer);
  _footprints_json_writer_end_array (writer);
  _footprints_json_writer_add_double (writer, "similarity", self->similarity);
  _footprints_json_writer_name (writer, "artists");
  write_artists (self, writer);
  _footprints_json_writer_name (writer, "gained");
  _footprints_report_write (FOOTPRINTS_REPORT (self->gained), writer);
  _footprints_json_writer_name (writer, "lost");
  _footprints_report_write (FOOTPRINTS_REPORT (self->lost), writer);
  _footprints_json_writer_end_object (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsComparison:other: (getter get_other)
   *
   * The other period; the first is that of the report.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      BOXED, "other", footprints_comparison_get_other, footprints_period_get_type),
  /**
   * FootprintsComparison:overview: (getter get_overview)
   *
   * The figures of the first period.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "overview", footprints_comparison_get_overview, footprints_overview_get_type),
  /**
   * FootprintsComparison:overview-other: (getter get_overview_other)
   *
   * The figures of the other period.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (OBJECT,
                             "overview-other",
                             footprints_comparison_get_overview_other,
                             footprints_overview_get_type),
  /**
   * FootprintsComparison:similarity: (getter get_similarity)
   *
   * How similar the periods are: the sum, over all artists, of the smaller of the two shares, 0 to
   * 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (SHARE, "similarity", footprints_comparison_get_similarity),
  /**
   * FootprintsComparison:n-artists-both: (getter get_n_artists_both)
   *
   * How many artists were played in both periods.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "n-artists-both", footprints_comparison_get_n_artists_both),
  /**
   * FootprintsComparison:n-artists-only: (getter get_n_artists_only)
   *
   * How many artists were played in the first period but not in the other.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "n-artists-only", footprints_comparison_get_n_artists_only),
  /**
   * FootprintsComparison:n-artists-only-other: (getter get_n_artists_only_other)
   *
   * How many artists were played in the other period but not in the first.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (
      UINT, "n-artists-only-other", footprints_comparison_get_n_artists_only_other),
  /**
   * FootprintsComparison:gained: (getter get_gained)
   *
   * The artists who have a greater share of the first period than of the other.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "gained", footprints_comparison_get_gained, footprints_changes_get_type),
  /**
   * FootprintsComparison:lost: (getter get_lost)
   *
   * The artists who have a smaller share of the first period than of the other.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "lost", footprints_comparison_get_lost, footprints_changes_get_type),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_comparison_class_init (FootprintsComparisonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_comparison_finalize;
  ((FootprintsReportClass *) klass)->write_json = footprints_comparison_write_json;
  _footprints_properties_install (object_class, properties);
}

static void
compare_artists (FootprintsComparison *self,
                 const FootprintsTally *plays,
                 const FootprintsTally *other)
{
  for (guint32 artist = 1; artist < plays->n_ids; artist++)
    {
      gboolean is_here = plays->counts[artist] > 0;
      gboolean is_there = other->counts[artist] > 0;

      self->n_artists_both += is_here && is_there;
      self->n_artists_only += is_here && !is_there;
      self->n_artists_only_other += is_there && !is_here;
      if (is_here && is_there)
        self->similarity += MIN ((double) plays->counts[artist] / (double) plays->total,
                                 (double) other->counts[artist] / (double) other->total);
    }
  /* Rounding errors may make the sum greater than 1. */
  self->similarity = MIN (self->similarity, 1);
}

/**
 * footprints_history_get_comparison:
 * @history: a history
 * @period: the first period, which may be the later of the two
 * @other: the other period, such as the one from [method@Period.get_previous]
 * @limit: how many artists to list at most among those who have gained and those who have lost, 1
 *   to 1000
 * @error: return location for an error
 *
 * Compares two periods. Since these may differ in length, artists are compared by their share of
 * the plays.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @limit is out of range.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of both periods.
 *
 * Source: doc/reports.md, "Comparison".
 *
 * Returns: (transfer full): a comparison; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsComparison *
footprints_history_get_comparison (FootprintsHistory *history,
                                   FootprintsPeriod *period,
                                   FootprintsPeriod *other,
                                   guint limit,
                                   GError **error)
{
  const FootprintsEntityKind artist = FOOTPRINTS_ENTITY_KIND_ARTIST;
  g_auto (FootprintsTally) own = { 0 };
  g_auto (FootprintsTally) own_other = { 0 };
  const FootprintsTally *plays, *plays_other;
  FootprintsComparison *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);
  g_return_val_if_fail (other != NULL, NULL);

  if (!_footprints_check_limit (limit, error))
    return NULL;
  self = g_object_new (FOOTPRINTS_TYPE_COMPARISON, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->other = footprints_period_ref (other);
  self->overview = footprints_history_get_overview (history, period);
  self->overview_other = footprints_history_get_overview (history, other);
  plays = _footprints_history_get_tally (history, artist,
                                         _footprints_history_get_range (history, period), &own);
  plays_other = _footprints_history_get_tally (
      history, artist, _footprints_history_get_range (history, other), &own_other);
  compare_artists (self, plays, plays_other);
  self->gained = _footprints_changes_new (history, period, plays, plays_other, 1, limit);
  self->lost = _footprints_changes_new (history, period, plays, plays_other, -1, limit);
  return self;
}

/**
 * footprints_comparison_get_other: (get-property other)
 * @self: a comparison
 *
 * Gets the period that the report's own period is compared with.
 *
 * Returns: (transfer none): the other period
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsPeriod *, Comparison, comparison, COMPARISON, other)

/**
 * footprints_comparison_get_overview: (get-property overview)
 * @self: a comparison
 *
 * Gets the figures of the first period.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsOverview *, Comparison, comparison, COMPARISON, overview)

/**
 * footprints_comparison_get_overview_other: (get-property overview-other)
 * @self: a comparison
 *
 * Gets the figures of the other period.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsOverview *, Comparison, comparison, COMPARISON, overview_other)

/**
 * footprints_comparison_get_similarity: (get-property similarity)
 * @self: a comparison
 *
 * Gets how similar the periods are: the sum, over all artists, of the smaller of the two shares, 0
 * to 1.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (double, Comparison, comparison, COMPARISON, similarity)

/**
 * footprints_comparison_get_n_artists_both: (get-property n-artists-both)
 * @self: a comparison
 *
 * Gets how many artists were played in both periods.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, Comparison, comparison, COMPARISON, n_artists_both)

/**
 * footprints_comparison_get_n_artists_only: (get-property n-artists-only)
 * @self: a comparison
 *
 * Gets how many artists were played in the first period but not in the other.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, Comparison, comparison, COMPARISON, n_artists_only)

/**
 * footprints_comparison_get_n_artists_only_other: (get-property n-artists-only-other)
 * @self: a comparison
 *
 * Gets how many artists were played in the other period but not in the first.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, Comparison, comparison, COMPARISON, n_artists_only_other)

/**
 * footprints_comparison_get_gained: (get-property gained)
 * @self: a comparison
 *
 * Gets the artists who have a greater share of the first period than of the other.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsChanges *, Comparison, comparison, COMPARISON, gained)

/**
 * footprints_comparison_get_lost: (get-property lost)
 * @self: a comparison
 *
 * Gets the artists who have a smaller share of the first period than of the other.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsChanges *, Comparison, comparison, COMPARISON, lost)
