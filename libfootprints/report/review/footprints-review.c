/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The review of a period. */

#include "libfootprints/report/review/footprints-review-json-private.h"

#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/report/charts/footprints-chart-private.h"
#include "libfootprints/report/footprints-defaults.h"
#include "libfootprints/report/footprints-entropy-private.h"
#include "libfootprints/report/footprints-report-private.h"
#include "libfootprints/report/time/footprints-streaks-private.h"

#define TOP 50

/* Defines the public getter of a fact; its documentation precedes each use. */
#define FOOTPRINTS_FACT(ctype, name)                                                               \
  ctype footprints_review_get_##name (FootprintsReview *self)                                      \
  {                                                                                                \
    g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), 0);                                         \
    return self->facts.name;                                                                       \
  }

/**
 * FootprintsReview:
 *
 * A period as a story: figures, favourites, habits, discoveries and milestones.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Review".
 *
 * Since: 0.1
 */
struct _FootprintsReview
{
  FootprintsReport parent_instance;

  FootprintsReviewFacts facts;
};

FOOTPRINTS_DEFINE_REPORT (Review, review, Report, REPORT)

static void
footprints_review_finalize (GObject *object)
{
  FootprintsReview *self = FOOTPRINTS_REVIEW (object);

  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    g_clear_object (&self->facts.charts[kind]);
  g_clear_object (&self->facts.overview);
  g_clear_object (&self->facts.months);
  g_clear_object (&self->facts.days);
  g_clear_object (&self->facts.heatmap);
  g_clear_object (&self->facts.sessions);
  g_clear_object (&self->facts.streaks);
  g_clear_object (&self->facts.milestones);
  g_free (self->facts.found.first_artist);
  g_free (self->facts.found.first_track);
  g_free (self->facts.found.top_artist);

  G_OBJECT_CLASS (footprints_review_parent_class)->finalize (object);
}

static double
review_get_share (FootprintsReview *self, gint64 n_plays)
{
  gint64 total = footprints_overview_get_n_plays (self->facts.overview);

  return total > 0 ? (double) n_plays / (double) total : 0;
}

/* The share of plays from one hour up to another, across midnight if @to is smaller. */
static double
get_hours_share (FootprintsReview *self, guint from, guint to)
{
  gint64 n_plays = 0;

  for (guint hour = from; hour != to; hour = (hour + 1) % 24)
    n_plays += footprints_heatmap_count_hour (self->facts.heatmap, hour);
  return review_get_share (self, n_plays);
}

static double
get_weekend_share (FootprintsReview *self)
{
  return review_get_share (
      self, footprints_heatmap_count_weekday (self->facts.heatmap, G_DATE_SATURDAY) +
                footprints_heatmap_count_weekday (self->facts.heatmap, G_DATE_SUNDAY));
}

static FootprintsChartEntry *
get_first_artist (FootprintsReview *self)
{
  return g_list_model_get_item (G_LIST_MODEL (self->facts.charts[FOOTPRINTS_ENTITY_KIND_ARTIST]),
                                0);
}

static double
get_loyalty (FootprintsReview *self)
{
  g_autoptr (FootprintsChartEntry) first = get_first_artist (self);

  return first != NULL ? footprints_chart_entry_get_share (first) : 0;
}

static void
footprints_review_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsReview *self = FOOTPRINTS_REVIEW (report);

  _footprints_review_write (&self->facts, footprints_report_get_period (report), writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsReview:overview: (getter get_overview)
   *
   * The figures.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "overview", footprints_review_get_overview, footprints_overview_get_type),
  /**
   * FootprintsReview:months: (getter get_months)
   *
   * Plays by month.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "months", footprints_review_get_months, footprints_pulse_get_type),
  /**
   * FootprintsReview:days: (getter get_days)
   *
   * Plays by day, for days with plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (OBJECT, "days", footprints_review_get_days, footprints_pulse_get_type),
  /**
   * FootprintsReview:heatmap: (getter get_heatmap)
   *
   * Plays by weekday and hour.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "heatmap", footprints_review_get_heatmap, footprints_heatmap_get_type),
  /**
   * FootprintsReview:sessions: (getter get_sessions)
   *
   * Sessions of two or more plays, newest first.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "sessions", footprints_review_get_sessions, footprints_sessions_get_type),
  /**
   * FootprintsReview:streaks: (getter get_streaks)
   *
   * Days in a row with plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "streaks", footprints_review_get_streaks, footprints_streaks_get_type),
  /**
   * FootprintsReview:milestones: (getter get_milestones)
   *
   * The round numbers that were reached.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "milestones", footprints_review_get_milestones, footprints_milestones_get_type),
  /**
   * FootprintsReview:n-new-artists: (getter get_n_new_artists)
   *
   * How many artists had never been played before.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "n-new-artists", footprints_review_get_n_new_artists),
  /**
   * FootprintsReview:n-new-tracks: (getter get_n_new_tracks)
   *
   * How many tracks had never been played before.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "n-new-tracks", footprints_review_get_n_new_tracks),
  /**
   * FootprintsReview:night-share: (getter get_night_share)
   *
   * The share of plays that begin between 20:00 and 6:00.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (SHARE, "night-share", footprints_review_get_night_share),
  /**
   * FootprintsReview:morning-share: (getter get_morning_share)
   *
   * The share of plays that begin between 6:00 and 12:00.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (SHARE, "morning-share", footprints_review_get_morning_share),
  /**
   * FootprintsReview:weekend-share: (getter get_weekend_share)
   *
   * The share of plays on Saturdays and Sundays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (SHARE, "weekend-share", footprints_review_get_weekend_share),
  /**
   * FootprintsReview:diversity-score: (getter get_diversity_score)
   *
   * How diverse the plays are, 0 to 100, as in [class@Diversity].
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (DOUBLE, "diversity-score", footprints_review_get_diversity_score),
  /**
   * FootprintsReview:loyalty: (getter get_loyalty)
   *
   * The share of plays by the most played artist.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (SHARE, "loyalty", footprints_review_get_loyalty),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_review_class_init (FootprintsReviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_review_finalize;
  ((FootprintsReportClass *) klass)->write_json = footprints_review_write_json;
  _footprints_properties_install (object_class, properties);
}

/* Keeps only the counts of artists who were not played before the play @from. */
static void
keep_discovered (FootprintsHistory *history, guint32 from, FootprintsTally *artists)
{
  g_auto (FootprintsTally) ever = _footprints_history_tally (history, FOOTPRINTS_ENTITY_KIND_ARTIST,
                                                             (FootprintsPlayRange){ 0, from });

  for (guint32 id = 1; id < artists->n_ids; id++)
    if (artists->counts[id] > 0 && ever.counts[id] > 0)
      {
        artists->counts[id] = 0;
        artists->n_distinct--;
      }
}

static const char *
review_get_artist (FootprintsHistory *history, guint32 artist)
{
  return _footprints_name_table_get (
      _footprints_history_get_name_table (history, FOOTPRINTS_ENTITY_KIND_ARTIST), artist);
}

/* Finds the first play in @range of @artist or, if that is 0, of any artist with plays in @tally.
 * @found is the artist. */
static gboolean
find_first (FootprintsHistory *history,
            FootprintsPlayRange range,
            const FootprintsTally *tally,
            guint32 artist,
            guint32 *found,
            FootprintsPlay *play)
{
  FootprintsEntities entities = _footprints_history_get_entities (history);
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (_footprints_history_get_columns (history), &range.from,
                                        range.to, &part))
    for (guint32 i = part.from; i < part.to; i++)
      {
        guint n_artists;
        const guint32 *artists =
            _footprints_entities_get_artists (&entities, part.chunk->tracks[i], &n_artists);

        for (guint k = 0; k < n_artists; k++)
          if (artist != 0 ? artists[k] == artist : tally->counts[artists[k]] > 0)
            {
              *found = artists[k];
              *play =
                  _footprints_entities_resolve (&entities, _footprints_chunk_get (part.chunk, i));
              return TRUE;
            }
      }
  return FALSE;
}

/* @tally: of the artists who had never been played before @range. */
static void
find_discoveries (FootprintsReview *self,
                  FootprintsHistory *history,
                  FootprintsPlayRange range,
                  const FootprintsTally *tally)
{
  g_autoptr (GArray) ranked = NULL;
  FootprintsPlay play;
  const FootprintsRanked *top;
  guint32 artist;
  guint n_total;

  self->facts.n_new_artists = tally->n_distinct;
  if (!find_first (history, range, tally, 0, &artist, &play))
    return;
  self->facts.found.first_artist = g_strdup (review_get_artist (history, artist));
  self->facts.found.first_track = g_strdup (_footprints_name_table_get (
      _footprints_history_get_name_table (history, FOOTPRINTS_ENTITY_KIND_TRACK), play.track));
  self->facts.found.first_at = play.listened_at;
  ranked = _footprints_rank (history, FOOTPRINTS_ENTITY_KIND_ARTIST, tally, NULL, 0, 1, &n_total);
  top = &g_array_index (ranked, FootprintsRanked, 0);
  find_first (history, range, tally, top->id, &artist, &play);
  self->facts.found.top_artist = g_strdup (review_get_artist (history, artist));
  self->facts.found.top_at = play.listened_at;
  self->facts.found.top_n_plays = top->count;
}

static guint32
count_tracks (FootprintsHistory *history, guint32 end)
{
  guint32 n_distinct[FOOTPRINTS_N_ENTITY_KINDS];

  _footprints_history_count_distinct (history, (FootprintsPlayRange){ 0, end }, n_distinct);
  return n_distinct[FOOTPRINTS_ENTITY_KIND_TRACK];
}

/**
 * footprints_history_get_review:
 * @history: a history
 * @period: a year, a month, or any other
 *
 * Looks back on a period.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays up to the end of @period.
 *
 * Source: doc/reports.md, "Review".
 *
 * Returns: (transfer full): a review
 *
 * Since: 0.1
 */
FootprintsReview *
footprints_history_get_review (FootprintsHistory *history, FootprintsPeriod *period)
{
  g_auto (FootprintsTally) artists = { 0 };
  FootprintsReview *self;
  FootprintsPlayRange range;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  self = g_object_new (FOOTPRINTS_TYPE_REVIEW, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  range = _footprints_history_get_range (history, period);
  self->facts.overview = footprints_history_get_overview (history, period);
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    self->facts.charts[kind] =
        _footprints_chart_new_for_range (history, kind, period, range, 0, TOP);
  self->facts.months =
      footprints_history_get_pulse (history, period, FOOTPRINTS_GRANULARITY_MONTH, TRUE);
  self->facts.days =
      footprints_history_get_pulse (history, period, FOOTPRINTS_GRANULARITY_DAY, FALSE);
  self->facts.heatmap = footprints_history_get_heatmap (history, period, FALSE);
  self->facts.sessions =
      footprints_history_get_sessions (history, period, FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES,
                                       FOOTPRINTS_DEFAULT_SESSION_MIN_PLAYS, NULL);
  self->facts.streaks = footprints_history_get_streaks (
      history, period, 1, footprints_overview_get_last_at (self->facts.overview), NULL);
  self->facts.milestones = footprints_history_get_milestones (history, period);
  artists = _footprints_history_tally (history, FOOTPRINTS_ENTITY_KIND_ARTIST, range);
  self->facts.diversity_score = _footprints_diversity_score (_footprints_entropy_bits (&artists));
  self->facts.n_new_tracks = range.from < range.to ? (gint64) count_tracks (history, range.to) -
                                                         count_tracks (history, range.from)
                                                   : 0;
  self->facts.night_share = get_hours_share (self, 20, 6);
  self->facts.morning_share = get_hours_share (self, 6, 12);
  self->facts.weekend_share = get_weekend_share (self);
  self->facts.loyalty = get_loyalty (self);
  keep_discovered (history, range.from, &artists);
  find_discoveries (self, history, range, &artists);
  return self;
}

/**
 * footprints_review_get_chart:
 * @self: a review
 * @kind: what is ranked
 *
 * Gets the 50 most played artists, albums or tracks.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): a chart
 *
 * Since: 0.1
 */
FootprintsChart *
footprints_review_get_chart (FootprintsReview *self, FootprintsEntityKind kind)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), NULL);
  g_return_val_if_fail (kind <= FOOTPRINTS_ENTITY_KIND_TRACK, NULL);

  return self->facts.charts[kind];
}

/**
 * footprints_review_get_overview: (get-property overview)
 * @self: a review
 *
 * Gets the figures.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_FACT (FootprintsOverview *, overview)

/**
 * footprints_review_get_months: (get-property months)
 * @self: a review
 *
 * Gets plays by month.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_FACT (FootprintsPulse *, months)

/**
 * footprints_review_get_days: (get-property days)
 * @self: a review
 *
 * Gets plays by day, for days with plays.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_FACT (FootprintsPulse *, days)

/**
 * footprints_review_get_heatmap: (get-property heatmap)
 * @self: a review
 *
 * Gets plays by weekday and hour.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_FACT (FootprintsHeatmap *, heatmap)

/**
 * footprints_review_get_sessions: (get-property sessions)
 * @self: a review
 *
 * Gets sessions of two or more plays, newest first.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_FACT (FootprintsSessions *, sessions)

/**
 * footprints_review_get_streaks: (get-property streaks)
 * @self: a review
 *
 * Gets days in a row with plays.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_FACT (FootprintsStreaks *, streaks)

/**
 * footprints_review_get_milestones: (get-property milestones)
 * @self: a review
 *
 * Gets the round numbers that were reached.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_FACT (FootprintsMilestones *, milestones)

/**
 * footprints_review_get_n_new_artists: (get-property n-new-artists)
 * @self: a review
 *
 * Gets how many artists had never been played before.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_FACT (guint, n_new_artists)

/**
 * footprints_review_get_n_new_tracks: (get-property n-new-tracks)
 * @self: a review
 *
 * Gets how many tracks had never been played before.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_FACT (gint64, n_new_tracks)

/**
 * footprints_review_get_night_share: (get-property night-share)
 * @self: a review
 *
 * Gets the share of plays that begin between 20:00 and 6:00.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_review_get_night_share (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), 0);

  return self->facts.night_share;
}

/**
 * footprints_review_get_morning_share: (get-property morning-share)
 * @self: a review
 *
 * Gets the share of plays that begin between 6:00 and 12:00.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_review_get_morning_share (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), 0);

  return self->facts.morning_share;
}

/**
 * footprints_review_get_weekend_share: (get-property weekend-share)
 * @self: a review
 *
 * Gets the share of plays on Saturdays and Sundays.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_review_get_weekend_share (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), 0);

  return self->facts.weekend_share;
}

/**
 * footprints_review_get_diversity_score: (get-property diversity-score)
 * @self: a review
 *
 * Gets how diverse the plays are, 0 to 100, as in [class@Diversity].
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_FACT (double, diversity_score)

/**
 * footprints_review_get_loyalty: (get-property loyalty)
 * @self: a review
 *
 * Gets the share of plays by the most played artist.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_review_get_loyalty (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), 0);

  return self->facts.loyalty;
}
