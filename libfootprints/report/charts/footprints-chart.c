/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/charts/footprints-chart-private.h"

#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/report/charts/footprints-chart-entry-private.h"
#include "libfootprints/report/charts/footprints-movements-private.h"
#include "libfootprints/report/footprints-listening-private.h"

/**
 * FootprintsChart:
 *
 * Artists, albums or tracks by plays or by time listened, most first: a list model of
 * [class@ChartEntry].
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Charts".
 *
 * Since: 0.1
 */
struct _FootprintsChart
{
  FootprintsListReport parent_instance;

  FootprintsHistory *history; /* has the names */
  FootprintsEntityKind kind;
  gint64 offset;
  guint total;
  FootprintsMeasure measure;
  GArray *ranked;                /* of FootprintsRanked: by plays, or by seconds */
  guint64 sum;                   /* of the whole period: plays, or seconds */
  FootprintsListening listening; /* of the whole period, when ranked by minutes */
  guint32 *n_plays;              /* of each entry, if ranked by minutes; else NULL */
  FootprintsPeriod *before;      /* the period it is compared with, or NULL */
  GArray *moved;                 /* of FootprintsMoved, or NULL */
};

FOOTPRINTS_DEFINE_REPORT (Chart, chart, ListReport, LIST_REPORT)

static void
footprints_chart_finalize (GObject *object)
{
  FootprintsChart *self = FOOTPRINTS_CHART (object);

  g_clear_pointer (&self->ranked, g_array_unref);
  g_clear_pointer (&self->moved, g_array_unref);
  g_clear_pointer (&self->before, footprints_period_unref);
  g_clear_pointer (&self->n_plays, g_free);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (footprints_chart_parent_class)->finalize (object);
}

static const char *
chart_get_name (FootprintsChart *self, const FootprintsRanked *ranked)
{
  return _footprints_name_table_get (_footprints_history_get_name_table (self->history, self->kind),
                                     ranked->id);
}

static const char *
chart_get_artist (FootprintsChart *self, const FootprintsRanked *ranked)
{
  return _footprints_entity_get_artist (self->history, self->kind, ranked->id);
}

static double
chart_get_share (FootprintsChart *self, const FootprintsRanked *ranked)
{
  return (double) ranked->count / (double) self->sum;
}

static FootprintsMoved
get_moved (FootprintsChart *self, guint position)
{
  if (self->moved == NULL)
    return (FootprintsMoved){ FOOTPRINTS_MOVEMENT_NONE, 0 };
  return g_array_index (self->moved, FootprintsMoved, position);
}

static guint32
get_n_plays (FootprintsChart *self, guint position)
{
  return self->n_plays != NULL ? self->n_plays[position]
                               : g_array_index (self->ranked, FootprintsRanked, position).count;
}

static guint32
get_listened_s (FootprintsChart *self, const FootprintsRanked *ranked)
{
  return self->measure == FOOTPRINTS_MEASURE_MINUTES ? ranked->count : 0;
}

static void
chart_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsChart *self = FOOTPRINTS_CHART (report);
  const FootprintsRanked *ranked = &g_array_index (self->ranked, FootprintsRanked, position);
  FootprintsMoved moved = get_moved (self, position);

  *(FootprintsChartEntryRow *) row = (FootprintsChartEntryRow){
    .rank = ranked->rank,
    .n_plays = get_n_plays (self, position),
    .listened_s = get_listened_s (self, ranked),
    .share = chart_get_share (self, ranked),
    .previous_rank = moved.previous_rank,
    .movement = moved.movement,
    .name = chart_get_name (self, ranked),
    .artist = chart_get_artist (self, ranked),
  };
}

static const char *
kind_member (FootprintsEntityKind kind)
{
  switch (kind)
    {
    case FOOTPRINTS_ENTITY_KIND_ALBUM:
      return "album";
    case FOOTPRINTS_ENTITY_KIND_TRACK:
      return "track";
    case FOOTPRINTS_ENTITY_KIND_ARTIST:
      break;
    }
  return "name";
}

static void
write_moved (FootprintsChart *self, guint position, FootprintsJsonWriter *writer)
{
  static const char *const names[] = { NULL, "new", "back", "up", "down", "same" };
  FootprintsMoved moved = get_moved (self, position);

  if (moved.movement == FOOTPRINTS_MOVEMENT_NONE)
    return;
  _footprints_json_writer_name (writer, "previous_rank");
  _footprints_json_writer_rank (writer, moved.previous_rank);
  _footprints_json_writer_add_string (writer, "movement", names[moved.movement]);
}

static void
chart_write_entry (gpointer owner, guint position, FootprintsJsonWriter *writer)
{
  FootprintsChart *self = owner;
  const FootprintsRanked *ranked = &g_array_index (self->ranked, FootprintsRanked, position);
  const char *artist = chart_get_artist (self, ranked);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "rank", ranked->rank);
  if (artist != NULL)
    _footprints_json_writer_add_string (writer, "artist", artist);
  _footprints_json_writer_add_string (writer, kind_member (self->kind),
                                      chart_get_name (self, ranked));
  _footprints_json_writer_add_int64 (writer, "count", get_n_plays (self, position));
  if (self->measure == FOOTPRINTS_MEASURE_MINUTES)
    _footprints_json_writer_add_int64 (writer, "minutes", get_listened_s (self, ranked) / 60);
  _footprints_json_writer_add_double (writer, "share", chart_get_share (self, ranked));
  write_moved (self, position, writer);
  _footprints_json_writer_end_object (writer);
}

void
_footprints_chart_write_entries (FootprintsChart *self, FootprintsJsonWriter *writer)
{
  _footprints_json_write_rows (self, self->ranked->len, chart_write_entry, writer);
}

/* {by, total, offset, entries: [{rank, name, count, share}]}; albums and tracks have artist and
 * their title; compared charts have previous_rank and movement; charts by minutes have minutes. */
static void
footprints_chart_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsChart *self = FOOTPRINTS_CHART (report);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (
      writer, "by", self->measure == FOOTPRINTS_MEASURE_MINUTES ? "minutes" : "plays");
  if (self->measure == FOOTPRINTS_MEASURE_MINUTES)
    _footprints_json_writer_add_minutes (writer, "minutes", footprints_chart_get_listened_s (self),
                                         footprints_chart_get_estimated_share (self));
  _footprints_json_writer_add_int64 (writer, "total", self->total);
  _footprints_json_writer_add_int64 (writer, "offset", self->offset);
  _footprints_json_writer_name (writer, "entries");
  _footprints_chart_write_entries (self, writer);
  _footprints_json_writer_end_object (writer);
}

void
_footprints_chart_write_tuples (FootprintsChart *self, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_array (writer);
  for (guint i = 0; i < self->ranked->len; i++)
    {
      const FootprintsRanked *ranked = &g_array_index (self->ranked, FootprintsRanked, i);
      const char *artist = chart_get_artist (self, ranked);

      _footprints_json_writer_begin_array (writer);
      if (artist != NULL)
        _footprints_json_writer_string (writer, artist);
      _footprints_json_writer_string (writer, chart_get_name (self, ranked));
      _footprints_json_writer_int64 (writer, get_n_plays (self, i));
      _footprints_json_writer_end_array (writer);
    }
  _footprints_json_writer_end_array (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsChart:kind: (getter get_kind)
   *
   * The kind of entity that is ranked.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_PROPERTY ("kind",
                            footprints_chart_get_kind,
                            footprints_entity_kind_get_type,
                            FOOTPRINTS_ENTITY_KIND_ARTIST),
  /**
   * FootprintsChart:measure: (getter get_measure)
   *
   * The measure that it is ranked by.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_PROPERTY ("measure",
                            footprints_chart_get_measure,
                            footprints_measure_get_type,
                            FOOTPRINTS_MEASURE_PLAYS),
  /**
   * FootprintsChart:offset: (getter get_offset)
   *
   * How many entries of the whole chart come before the first one here.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "offset", footprints_chart_get_offset),
  /**
   * FootprintsChart:total: (getter get_total)
   *
   * How many entries the whole chart has.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "total", footprints_chart_get_total),
  /**
   * FootprintsChart:before: (getter get_before)
   *
   * The earlier period that the chart is compared with, or %NULL.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      BOXED, "before", footprints_chart_get_before, footprints_period_get_type),
  /**
   * FootprintsChart:listened-s: (getter get_listened_s)
   *
   * The total length of all plays of the period in seconds, in charts by minutes; 0 in others.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "listened-s", footprints_chart_get_listened_s),
  /**
   * FootprintsChart:estimated-share: (getter get_estimated_share)
   *
   * The share of that time that comes from plays reported without a length, 0 to 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (SHARE, "estimated-share", footprints_chart_get_estimated_share),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_chart_class_init (FootprintsChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_chart_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_chart_entry_row_type, chart_fill_row);
  ((FootprintsReportClass *) klass)->write_json = footprints_chart_write_json;
  _footprints_properties_install (object_class, properties);
}

FootprintsChart *
_footprints_chart_new (FootprintsHistory *history,
                       FootprintsEntityKind kind,
                       FootprintsPeriod *period,
                       const FootprintsTally *tally,
                       const GArray *ids,
                       gint64 offset,
                       guint limit)
{
  FootprintsChart *self = g_object_new (FOOTPRINTS_TYPE_CHART, NULL);

  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->history = g_object_ref (history);
  self->kind = kind;
  self->offset = offset;
  self->sum = tally->total;
  self->ranked = _footprints_rank (history, kind, tally, ids, offset, limit, &self->total);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->ranked->len);
  return self;
}

FootprintsChart *
_footprints_chart_new_for_range (FootprintsHistory *history,
                                 FootprintsEntityKind kind,
                                 FootprintsPeriod *period,
                                 FootprintsPlayRange range,
                                 gint64 offset,
                                 guint limit)
{
  g_auto (FootprintsTally) own = { 0 };

  return _footprints_chart_new (history, kind, period,
                                _footprints_history_get_tally (history, kind, range, &own), NULL,
                                offset, limit);
}

/* Counts the plays of the entries of a chart that is not ranked by plays. */
static void
count_plays (FootprintsChart *self, FootprintsPlayRange range)
{
  g_auto (FootprintsTally) own = { 0 };
  const FootprintsTally *plays =
      _footprints_history_get_tally (self->history, self->kind, range, &own);

  self->n_plays = g_new (guint32, self->ranked->len);
  for (guint i = 0; i < self->ranked->len; i++)
    self->n_plays[i] = plays->counts[g_array_index (self->ranked, FootprintsRanked, i).id];
}

static FootprintsChart *
new_by_minutes (FootprintsHistory *history,
                FootprintsEntityKind kind,
                FootprintsPeriod *period,
                FootprintsPlayRange range,
                gint64 offset,
                guint limit)
{
  g_auto (FootprintsTally) tally = _footprints_history_tally_lengths (history, kind, range);
  FootprintsChart *self =
      _footprints_chart_new (history, kind, period, &tally, NULL, offset, limit);

  self->measure = FOOTPRINTS_MEASURE_MINUTES;
  self->listening = _footprints_history_sum_lengths (history, range);
  count_plays (self, range);
  return self;
}

/**
 * footprints_history_get_chart:
 * @history: a history
 * @kind: what to rank
 * @period: which plays count
 * @offset: how many entries to skip, 0 or more
 * @limit: maximum number of entries, 1 to 1000
 * @error: return location for an error
 *
 * Ranks artists, albums or tracks by plays, most played first.
 *
 * Equal counts share a rank, and the rank after them is the one it would have been otherwise: 1, 2,
 * 2, 4. Within a rank, entries are ordered by name, then by artist, by code point. An album is a
 * title with its album artist, a track is a title with its artist; plays without an album belong to
 * no album.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @limit or @offset is out of range.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of @period, or in the number of
 * entities when @period has all plays.
 *
 * Source: doc/reports.md, "Charts".
 *
 * Returns: (transfer full): a chart, possibly empty; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsChart *
footprints_history_get_chart (FootprintsHistory *history,
                              FootprintsEntityKind kind,
                              FootprintsPeriod *period,
                              gint64 offset,
                              guint limit,
                              GError **error)
{
  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);
  g_return_val_if_fail (kind <= FOOTPRINTS_ENTITY_KIND_TRACK, NULL);

  if (!_footprints_check_limit (limit, error) || !_footprints_check_offset (offset, error))
    return NULL;
  return _footprints_chart_new_for_range (
      history, kind, period, _footprints_history_get_range (history, period), offset, limit);
}

/**
 * footprints_history_get_chart_full:
 * @history: a history
 * @kind: what to rank
 * @measure: what to rank by
 * @period: which plays count
 * @before: (nullable): an earlier period to compare with, such as the one that
 *   [method@Period.get_previous] returns; %NULL: no comparison
 * @offset: how many entries to skip, 0 or more
 * @limit: maximum number of entries, 1 to 1000
 * @error: return location for an error
 *
 * Ranks as [method@History.get_chart] does, by plays or by their total length, and finds how each
 * entry moved since the chart of @before.
 *
 * A play that was reported without a length is taken to last as long as the plays of its track on
 * average, else those of its artist, else all; [method@Chart.get_estimated_share] returns how much
 * of the time that is.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @limit or @offset is out of range.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of @period and those before it.
 *
 * Source: doc/reports.md, "Charts" and "Time".
 *
 * Returns: (transfer full): a chart, possibly empty; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsChart *
footprints_history_get_chart_full (FootprintsHistory *history,
                                   FootprintsEntityKind kind,
                                   FootprintsMeasure measure,
                                   FootprintsPeriod *period,
                                   FootprintsPeriod *before,
                                   gint64 offset,
                                   guint limit,
                                   GError **error)
{
  FootprintsPlayRange range;
  FootprintsChart *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);
  g_return_val_if_fail (kind <= FOOTPRINTS_ENTITY_KIND_TRACK, NULL);
  g_return_val_if_fail (measure <= FOOTPRINTS_MEASURE_MINUTES, NULL);

  if (!_footprints_check_limit (limit, error) || !_footprints_check_offset (offset, error))
    return NULL;
  range = _footprints_history_get_range (history, period);
  self = measure == FOOTPRINTS_MEASURE_MINUTES
             ? new_by_minutes (history, kind, period, range, offset, limit)
             : _footprints_chart_new_for_range (history, kind, period, range, offset, limit);
  if (before == NULL)
    return self;
  self->before = footprints_period_ref (before);
  self->moved = _footprints_find_movements (history, kind, measure, self->ranked, range.from,
                                            _footprints_history_get_range (history, before));
  return self;
}

/**
 * footprints_chart_get_before: (get-property before)
 * @self: a chart
 *
 * Gets the period that the chart is compared with.
 *
 * Returns: (transfer none) (nullable): an earlier period; %NULL when it is not compared
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsPeriod *, Chart, chart, CHART, before)

/**
 * footprints_chart_get_kind: (get-property kind)
 * @self: a chart
 *
 * Gets the kind of entity that is ranked.
 *
 * Returns: the kind
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsEntityKind, Chart, chart, CHART, kind)

/**
 * footprints_chart_get_offset: (get-property offset)
 * @self: a chart
 *
 * Gets how many entries of the whole chart come before the first one here.
 *
 * Returns: the number of entries
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, Chart, chart, CHART, offset)

/**
 * footprints_chart_get_total: (get-property total)
 * @self: a chart
 *
 * Gets how many entries the whole chart has, including those that are not in this part of it.
 *
 * Returns: the number of entries
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, Chart, chart, CHART, total)

/**
 * footprints_chart_get_measure: (get-property measure)
 * @self: a chart
 *
 * Gets the measure that it is ranked by.
 *
 * Returns: the measure
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsMeasure, Chart, chart, CHART, measure)

/**
 * footprints_chart_get_listened_s: (get-property listened-s)
 * @self: a chart
 *
 * Gets the total length of all plays of the period, including those of entries that are not in this
 * part of the chart.
 *
 * Returns: seconds; 0 in charts by plays
 *
 * Since: 0.1
 */
gint64
footprints_chart_get_listened_s (FootprintsChart *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHART (self), 0);

  return (gint64) self->listening.seconds;
}

/**
 * footprints_chart_get_estimated_share: (get-property estimated-share)
 * @self: a chart
 *
 * Gets the share of that time that comes from plays reported without a length.
 *
 * Returns: 0 to 1; 0 in charts by plays
 *
 * Since: 0.1
 */
double
footprints_chart_get_estimated_share (FootprintsChart *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHART (self), 0);

  return _footprints_listening_get_estimated_share (&self->listening);
}
