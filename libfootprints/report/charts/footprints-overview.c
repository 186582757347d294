/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/charts/footprints-overview.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/footprints-day-count-private.h"
#include "libfootprints/report/footprints-listening-private.h"
#include "libfootprints/report/footprints-report-private.h"

/**
 * FootprintsOverview:
 *
 * The figures of a period at a glance.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Overview".
 *
 * Since: 0.1
 */
struct _FootprintsOverview
{
  FootprintsReport parent_instance;

  gint64 n_plays;
  guint n_artists;
  guint n_albums;
  guint n_tracks;
  gint64 first_at;
  gint64 last_at;
  guint n_days;
  FootprintsListening listening;
};

FOOTPRINTS_DEFINE_REPORT (Overview, overview, Report, REPORT)

/* {scrobbles, artists, albums, tracks, first_scrobble, last_scrobble, days, scrobbles_per_day,
 * minutes, estimated_share} */
static void
footprints_overview_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsOverview *self = FOOTPRINTS_OVERVIEW (report);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "scrobbles", self->n_plays);
  _footprints_json_writer_add_int64 (writer, "artists", self->n_artists);
  _footprints_json_writer_add_int64 (writer, "albums", self->n_albums);
  _footprints_json_writer_add_int64 (writer, "tracks", self->n_tracks);
  _footprints_json_writer_add_optional_time (writer, "first_scrobble", self->first_at);
  _footprints_json_writer_add_optional_time (writer, "last_scrobble", self->last_at);
  _footprints_json_writer_add_int64 (writer, "days", self->n_days);
  _footprints_json_writer_add_double (writer, "scrobbles_per_day",
                                      footprints_overview_get_plays_per_day (self));
  _footprints_json_writer_add_minutes (writer, "minutes", footprints_overview_get_listened_s (self),
                                       footprints_overview_get_estimated_share (self));
  _footprints_json_writer_end_object (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsOverview:n-plays: (getter get_n_plays)
   *
   * How many plays the period has.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "n-plays", footprints_overview_get_n_plays),
  /**
   * FootprintsOverview:n-artists: (getter get_n_artists)
   *
   * How many different artists the plays have.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "n-artists", footprints_overview_get_n_artists),
  /**
   * FootprintsOverview:n-albums: (getter get_n_albums)
   *
   * How many different albums the plays have.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "n-albums", footprints_overview_get_n_albums),
  /**
   * FootprintsOverview:n-tracks: (getter get_n_tracks)
   *
   * How many different tracks the plays have.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "n-tracks", footprints_overview_get_n_tracks),
  /**
   * FootprintsOverview:first-at: (getter get_first_at)
   *
   * When the first play of the period began, in seconds since 1970-01-01 UTC; 0 without plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "first-at", footprints_overview_get_first_at),
  /**
   * FootprintsOverview:last-at: (getter get_last_at)
   *
   * When the last play of the period began, in seconds since 1970-01-01 UTC; 0 without plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "last-at", footprints_overview_get_last_at),
  /**
   * FootprintsOverview:n-days: (getter get_n_days)
   *
   * How many local days of the period the history covers: from the later of the start of the period
   * and the first play ever, to the earlier of the end of the period and the last play ever; days
   * without plays count.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "n-days", footprints_overview_get_n_days),
  /**
   * FootprintsOverview:plays-per-day: (getter get_plays_per_day)
   *
   * Plays divided by [property@Overview:n-days]; 0 without days.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (DOUBLE, "plays-per-day", footprints_overview_get_plays_per_day),
  /**
   * FootprintsOverview:listened-s: (getter get_listened_s)
   *
   * How long the plays lasted in total, in seconds.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "listened-s", footprints_overview_get_listened_s),
  /**
   * FootprintsOverview:estimated-share: (getter get_estimated_share)
   *
   * The share of that time that comes from plays without a duration, 0 to 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (SHARE, "estimated-share", footprints_overview_get_estimated_share),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_overview_class_init (FootprintsOverviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  ((FootprintsReportClass *) klass)->write_json = footprints_overview_write_json;
  _footprints_properties_install (object_class, properties);
}

/**
 * footprints_history_get_overview:
 * @history: a history
 * @period: which plays count
 *
 * Counts plays and different artists, albums and tracks of a period.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of @period, almost instant when
 *   @period has all plays.
 *
 * Source: doc/reports.md, "Overview".
 *
 * Returns: (transfer full): an overview
 *
 * Since: 0.1
 */
FootprintsOverview *
footprints_history_get_overview (FootprintsHistory *history, FootprintsPeriod *period)
{
  const FootprintsColumns *columns;
  guint32 n_distinct[FOOTPRINTS_N_ENTITY_KINDS];
  FootprintsOverview *self;
  FootprintsPlayRange range;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  self = g_object_new (FOOTPRINTS_TYPE_OVERVIEW, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  columns = _footprints_history_get_columns (history);
  range = _footprints_history_get_range (history, period);
  self->n_days = _footprints_count_days (history, period);
  if (range.from >= range.to)
    return self;
  self->n_plays = range.to - range.from;
  self->listening = _footprints_history_sum_lengths (history, range);
  _footprints_history_count_distinct (history, range, n_distinct);
  self->n_artists = n_distinct[FOOTPRINTS_ENTITY_KIND_ARTIST];
  self->n_albums = n_distinct[FOOTPRINTS_ENTITY_KIND_ALBUM];
  self->n_tracks = n_distinct[FOOTPRINTS_ENTITY_KIND_TRACK];
  self->first_at = _footprints_columns_get_time (columns, range.from);
  self->last_at = _footprints_columns_get_time (columns, range.to - 1);
  return self;
}

/**
 * footprints_overview_get_n_plays: (get-property n-plays)
 * @self: an overview
 *
 * Gets how many plays the period has.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, Overview, overview, OVERVIEW, n_plays)

/**
 * footprints_overview_get_n_artists: (get-property n-artists)
 * @self: an overview
 *
 * Gets how many different artists the plays have.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, Overview, overview, OVERVIEW, n_artists)

/**
 * footprints_overview_get_n_albums: (get-property n-albums)
 * @self: an overview
 *
 * Gets how many different albums the plays have.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, Overview, overview, OVERVIEW, n_albums)

/**
 * footprints_overview_get_n_tracks: (get-property n-tracks)
 * @self: an overview
 *
 * Gets how many different tracks the plays have.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, Overview, overview, OVERVIEW, n_tracks)

/**
 * footprints_overview_get_first_at: (get-property first-at)
 * @self: an overview
 *
 * Gets when the first play of the period began, in seconds since 1970-01-01 UTC; 0 without plays.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, Overview, overview, OVERVIEW, first_at)

/**
 * footprints_overview_get_last_at: (get-property last-at)
 * @self: an overview
 *
 * Gets when the last play of the period began, in seconds since 1970-01-01 UTC; 0 without plays.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, Overview, overview, OVERVIEW, last_at)

/**
 * footprints_overview_get_n_days: (get-property n-days)
 * @self: an overview
 *
 * Gets how many local days of the period the history covers: from the later of the start of the
 * period and the first play ever, to the earlier of the end of the period and the last play ever;
 * days without plays count.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, Overview, overview, OVERVIEW, n_days)

/**
 * footprints_overview_get_plays_per_day: (get-property plays-per-day)
 * @self: an overview
 *
 * Gets plays divided by [property@Overview:n-days]; 0 without days.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_overview_get_plays_per_day (FootprintsOverview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_OVERVIEW (self), 0);

  return self->n_days > 0 ? (double) self->n_plays / self->n_days : 0;
}

/**
 * footprints_overview_get_listened_s: (get-property listened-s)
 * @self: an overview
 *
 * Gets how long the plays lasted in total. A play without a duration is assumed to last as long as
 * other plays of its track, or else of its artist, or else all plays.
 *
 * Source: doc/reports.md, "Time".
 *
 * Returns: seconds
 *
 * Since: 0.1
 */
gint64
footprints_overview_get_listened_s (FootprintsOverview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_OVERVIEW (self), 0);

  return (gint64) self->listening.seconds;
}

/**
 * footprints_overview_get_estimated_share: (get-property estimated-share)
 * @self: an overview
 *
 * Gets the share of the listening time that comes from plays without a duration.
 *
 * Returns: 0 to 1; 0 without plays
 *
 * Since: 0.1
 */
double
footprints_overview_get_estimated_share (FootprintsOverview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_OVERVIEW (self), 0);

  return _footprints_listening_get_estimated_share (&self->listening);
}
