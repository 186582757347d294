/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-review-json-private.h"

#include "libfootprints/report/footprints-chart-private.h"
#include "libfootprints/report/footprints-report-private.h"
#include "libfootprints/report/footprints-spread-private.h"
#include "libfootprints/report/footprints-streaks-private.h"

#define TOP 50

/**
 * FootprintsReview:
 *
 * A period as a story: its figures, its favourites, its habits, what was new, and what was reached.
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

  FootprintsOverview *overview;
  FootprintsChart *charts[FOOTPRINTS_N_ENTITY_KINDS];
  FootprintsPulse *months;
  FootprintsPulse *days;
  FootprintsHeatmap *heatmap;
  FootprintsSessions *sessions;
  FootprintsStreaks *streaks;
  FootprintsMilestones *milestones;
  guint n_new_artists;
  gint64 n_new_tracks;
  double diversity_score;
  FootprintsReviewDiscoveries found;
};

struct _FootprintsReviewClass
{
  FootprintsReportClass parent_class;
};

enum
{
  PROP_0,
  PROP_OVERVIEW,
  PROP_MONTHS,
  PROP_DAYS,
  PROP_HEATMAP,
  PROP_SESSIONS,
  PROP_STREAKS,
  PROP_MILESTONES,
  PROP_N_NEW_ARTISTS,
  PROP_N_NEW_TRACKS,
  PROP_NIGHT_SHARE,
  PROP_MORNING_SHARE,
  PROP_WEEKEND_SHARE,
  PROP_DIVERSITY_SCORE,
  PROP_LOYALTY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsReview, footprints_review, FOOTPRINTS_TYPE_REPORT)

static void
footprints_review_finalize (GObject *object)
{
  FootprintsReview *self = FOOTPRINTS_REVIEW (object);

  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    g_clear_object (&self->charts[kind]);
  g_clear_object (&self->overview);
  g_clear_object (&self->months);
  g_clear_object (&self->days);
  g_clear_object (&self->heatmap);
  g_clear_object (&self->sessions);
  g_clear_object (&self->streaks);
  g_clear_object (&self->milestones);
  g_free (self->found.first_artist);
  g_free (self->found.first_track);
  g_free (self->found.top_artist);

  G_OBJECT_CLASS (footprints_review_parent_class)->finalize (object);
}

static double
get_share (FootprintsReview *self, gint64 n_plays)
{
  gint64 total = footprints_overview_get_n_plays (self->overview);

  return total > 0 ? (double) n_plays / (double) total : 0;
}

/* From one hour up to another, over midnight when that is smaller. */
static double
get_hours_share (FootprintsReview *self, guint from, guint to)
{
  gint64 n_plays = 0;

  for (guint hour = from; hour != to; hour = (hour + 1) % 24)
    n_plays += footprints_heatmap_count_hour (self->heatmap, hour);
  return get_share (self, n_plays);
}

static double
get_weekend_share (FootprintsReview *self)
{
  return get_share (self, footprints_heatmap_count_weekday (self->heatmap, G_DATE_SATURDAY) +
                              footprints_heatmap_count_weekday (self->heatmap, G_DATE_SUNDAY));
}

static FootprintsChartEntry *
get_first_artist (FootprintsReview *self)
{
  return g_list_model_get_item (G_LIST_MODEL (self->charts[FOOTPRINTS_ENTITY_KIND_ARTIST]), 0);
}

static double
get_loyalty (FootprintsReview *self)
{
  g_autoptr (FootprintsChartEntry) first = get_first_artist (self);

  return first != NULL ? footprints_chart_entry_get_share (first) : 0;
}

static void
footprints_review_get_property (GObject *object,
                                guint property_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  FootprintsReview *self = FOOTPRINTS_REVIEW (object);

  switch (property_id)
    {
    case PROP_OVERVIEW:
      g_value_set_object (value, self->overview);
      break;
    case PROP_MONTHS:
      g_value_set_object (value, self->months);
      break;
    case PROP_DAYS:
      g_value_set_object (value, self->days);
      break;
    case PROP_HEATMAP:
      g_value_set_object (value, self->heatmap);
      break;
    case PROP_SESSIONS:
      g_value_set_object (value, self->sessions);
      break;
    case PROP_STREAKS:
      g_value_set_object (value, self->streaks);
      break;
    case PROP_MILESTONES:
      g_value_set_object (value, self->milestones);
      break;
    case PROP_N_NEW_ARTISTS:
      g_value_set_uint (value, self->n_new_artists);
      break;
    case PROP_N_NEW_TRACKS:
      g_value_set_int64 (value, self->n_new_tracks);
      break;
    case PROP_NIGHT_SHARE:
      g_value_set_double (value, get_hours_share (self, 20, 6));
      break;
    case PROP_MORNING_SHARE:
      g_value_set_double (value, get_hours_share (self, 6, 12));
      break;
    case PROP_WEEKEND_SHARE:
      g_value_set_double (value, get_weekend_share (self));
      break;
    case PROP_DIVERSITY_SCORE:
      g_value_set_double (value, self->diversity_score);
      break;
    case PROP_LOYALTY:
      g_value_set_double (value, get_loyalty (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_review_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsReview *self = FOOTPRINTS_REVIEW (report);

  _footprints_review_write (self, &self->found, writer);
}

static void
footprints_review_class_init (FootprintsReviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_review_finalize;
  object_class->get_property = footprints_review_get_property;
  ((FootprintsReportClass *) klass)->write_json = footprints_review_write_json;

  /**
   * FootprintsReview:overview: (getter get_overview)
   *
   * The figures.
   *
   * Since: 0.1
   */
  properties[PROP_OVERVIEW] =
      g_param_spec_object ("overview", NULL, NULL, FOOTPRINTS_TYPE_OVERVIEW, read_only);

  /**
   * FootprintsReview:months: (getter get_months)
   *
   * Plays by month.
   *
   * Since: 0.1
   */
  properties[PROP_MONTHS] =
      g_param_spec_object ("months", NULL, NULL, FOOTPRINTS_TYPE_PULSE, read_only);

  /**
   * FootprintsReview:days: (getter get_days)
   *
   * Plays by day, of the days that have some.
   *
   * Since: 0.1
   */
  properties[PROP_DAYS] =
      g_param_spec_object ("days", NULL, NULL, FOOTPRINTS_TYPE_PULSE, read_only);

  /**
   * FootprintsReview:heatmap: (getter get_heatmap)
   *
   * Plays by weekday and hour.
   *
   * Since: 0.1
   */
  properties[PROP_HEATMAP] =
      g_param_spec_object ("heatmap", NULL, NULL, FOOTPRINTS_TYPE_HEATMAP, read_only);

  /**
   * FootprintsReview:sessions: (getter get_sessions)
   *
   * Sessions of two plays or more, newest first.
   *
   * Since: 0.1
   */
  properties[PROP_SESSIONS] =
      g_param_spec_object ("sessions", NULL, NULL, FOOTPRINTS_TYPE_SESSIONS, read_only);

  /**
   * FootprintsReview:streaks: (getter get_streaks)
   *
   * Days in a row with plays.
   *
   * Since: 0.1
   */
  properties[PROP_STREAKS] =
      g_param_spec_object ("streaks", NULL, NULL, FOOTPRINTS_TYPE_STREAKS, read_only);

  /**
   * FootprintsReview:milestones: (getter get_milestones)
   *
   * The round numbers that were reached.
   *
   * Since: 0.1
   */
  properties[PROP_MILESTONES] =
      g_param_spec_object ("milestones", NULL, NULL, FOOTPRINTS_TYPE_MILESTONES, read_only);

  /**
   * FootprintsReview:n-new-artists: (getter get_n_new_artists)
   *
   * How many artists were never heard before.
   *
   * Since: 0.1
   */
  properties[PROP_N_NEW_ARTISTS] =
      g_param_spec_uint ("n-new-artists", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsReview:n-new-tracks: (getter get_n_new_tracks)
   *
   * How many tracks were never heard before.
   *
   * Since: 0.1
   */
  properties[PROP_N_NEW_TRACKS] =
      g_param_spec_int64 ("n-new-tracks", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsReview:night-share: (getter get_night_share)
   *
   * The part of the plays that begin from 20 to 6 o'clock.
   *
   * Since: 0.1
   */
  properties[PROP_NIGHT_SHARE] =
      g_param_spec_double ("night-share", NULL, NULL, 0, 1, 0, read_only);

  /**
   * FootprintsReview:morning-share: (getter get_morning_share)
   *
   * The part of the plays that begin from 6 to 12 o'clock.
   *
   * Since: 0.1
   */
  properties[PROP_MORNING_SHARE] =
      g_param_spec_double ("morning-share", NULL, NULL, 0, 1, 0, read_only);

  /**
   * FootprintsReview:weekend-share: (getter get_weekend_share)
   *
   * The part of the plays on Saturdays and Sundays.
   *
   * Since: 0.1
   */
  properties[PROP_WEEKEND_SHARE] =
      g_param_spec_double ("weekend-share", NULL, NULL, 0, 1, 0, read_only);

  /**
   * FootprintsReview:diversity-score: (getter get_diversity_score)
   *
   * How diverse the plays are, 0 to 100, as in [class@Diversity].
   *
   * Since: 0.1
   */
  properties[PROP_DIVERSITY_SCORE] =
      g_param_spec_double ("diversity-score", NULL, NULL, 0, G_MAXDOUBLE, 0, read_only);

  /**
   * FootprintsReview:loyalty: (getter get_loyalty)
   *
   * The part of the plays that are of the first artist.
   *
   * Since: 0.1
   */
  properties[PROP_LOYALTY] = g_param_spec_double ("loyalty", NULL, NULL, 0, 1, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_review_init (FootprintsReview *self)
{
}

/* Leaves the counts of those that were never heard before the play @from. */
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
get_artist (FootprintsHistory *history, guint32 track)
{
  return _footprints_entity_get_artist (history, FOOTPRINTS_ENTITY_KIND_TRACK, track);
}

/* The first play in @range of an artist for which @tally has plays, or of that @artist. */
static gboolean
find_first (FootprintsHistory *history,
            FootprintsPlayRange range,
            const FootprintsTally *tally,
            guint32 artist,
            FootprintsPlay *play)
{
  const guint32 *artist_of = _footprints_name_table_get_artists (
      _footprints_history_get_name_table (history, FOOTPRINTS_ENTITY_KIND_TRACK));
  FootprintsRun run;

  while (_footprints_columns_next_run (_footprints_history_get_columns (history), &range.from,
                                       range.to, &run))
    for (guint32 i = run.from; i < run.to; i++)
      {
        guint32 heard = artist_of[run.chunk->tracks[i]];

        if (artist != 0 ? heard != artist : tally->counts[heard] == 0)
          continue;
        *play = _footprints_chunk_get (run.chunk, i);
        return TRUE;
      }
  return FALSE;
}

/* @tally: of the artists that were never heard before @range. */
static void
find_discoveries (FootprintsReview *self,
                  FootprintsHistory *history,
                  FootprintsPlayRange range,
                  const FootprintsTally *tally)
{
  g_autoptr (GArray) ranked = NULL;
  FootprintsPlay play;
  const FootprintsRanked *top;
  guint n_total;

  self->n_new_artists = tally->n_distinct;
  if (!find_first (history, range, tally, 0, &play))
    return;
  self->found.first_artist = g_strdup (get_artist (history, play.track));
  self->found.first_track = g_strdup (_footprints_name_table_get (
      _footprints_history_get_name_table (history, FOOTPRINTS_ENTITY_KIND_TRACK), play.track));
  self->found.first_at = play.listened_at;
  ranked = _footprints_rank (history, FOOTPRINTS_ENTITY_KIND_ARTIST, tally, NULL, 0, 1, &n_total);
  top = &g_array_index (ranked, FootprintsRanked, 0);
  find_first (history, range, tally, top->id, &play);
  self->found.top_artist = g_strdup (get_artist (history, play.track));
  self->found.top_at = play.listened_at;
  self->found.top_n_plays = top->count;
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
  self->overview = footprints_history_get_overview (history, period);
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    self->charts[kind] = _footprints_chart_new_for_range (history, kind, period, range, 0, TOP);
  self->months = footprints_history_get_pulse (history, period, FOOTPRINTS_GRANULARITY_MONTH, TRUE);
  self->days = footprints_history_get_pulse (history, period, FOOTPRINTS_GRANULARITY_DAY, FALSE);
  self->heatmap = footprints_history_get_heatmap (history, period, FALSE);
  self->sessions = footprints_history_get_sessions (
      history, period, FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES, 2, NULL);
  self->streaks = footprints_history_get_streaks (
      history, period, 1, footprints_overview_get_last_at (self->overview), NULL);
  self->milestones = footprints_history_get_milestones (history, period);
  artists = _footprints_history_tally (history, FOOTPRINTS_ENTITY_KIND_ARTIST, range);
  self->diversity_score = _footprints_diversity_score (_footprints_entropy_bits (&artists));
  self->n_new_tracks = range.from < range.to ? (gint64) count_tracks (history, range.to) -
                                                   count_tracks (history, range.from)
                                             : 0;
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

  return self->charts[kind];
}

/**
 * footprints_review_get_overview: (get-property overview)
 * @self: a review
 *
 * Gets the figures.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FootprintsOverview *
footprints_review_get_overview (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), NULL);

  return self->overview;
}

/**
 * footprints_review_get_months: (get-property months)
 * @self: a review
 *
 * Gets plays by month.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FootprintsPulse *
footprints_review_get_months (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), NULL);

  return self->months;
}

/**
 * footprints_review_get_days: (get-property days)
 * @self: a review
 *
 * Gets plays by day, of the days that have some.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FootprintsPulse *
footprints_review_get_days (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), NULL);

  return self->days;
}

/**
 * footprints_review_get_heatmap: (get-property heatmap)
 * @self: a review
 *
 * Gets plays by weekday and hour.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FootprintsHeatmap *
footprints_review_get_heatmap (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), NULL);

  return self->heatmap;
}

/**
 * footprints_review_get_sessions: (get-property sessions)
 * @self: a review
 *
 * Gets sessions of two plays or more, newest first.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FootprintsSessions *
footprints_review_get_sessions (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), NULL);

  return self->sessions;
}

/**
 * footprints_review_get_streaks: (get-property streaks)
 * @self: a review
 *
 * Gets days in a row with plays.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FootprintsStreaks *
footprints_review_get_streaks (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), NULL);

  return self->streaks;
}

/**
 * footprints_review_get_milestones: (get-property milestones)
 * @self: a review
 *
 * Gets the round numbers that were reached.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FootprintsMilestones *
footprints_review_get_milestones (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), NULL);

  return self->milestones;
}

/**
 * footprints_review_get_n_new_artists: (get-property n-new-artists)
 * @self: a review
 *
 * Gets how many artists were never heard before.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_review_get_n_new_artists (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), 0);

  return self->n_new_artists;
}

/**
 * footprints_review_get_n_new_tracks: (get-property n-new-tracks)
 * @self: a review
 *
 * Gets how many tracks were never heard before.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_review_get_n_new_tracks (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), 0);

  return self->n_new_tracks;
}

/**
 * footprints_review_get_night_share: (get-property night-share)
 * @self: a review
 *
 * Gets the part of the plays that begin from 20 to 6 o'clock.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_review_get_night_share (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), 0);

  return get_hours_share (self, 20, 6);
}

/**
 * footprints_review_get_morning_share: (get-property morning-share)
 * @self: a review
 *
 * Gets the part of the plays that begin from 6 to 12 o'clock.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_review_get_morning_share (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), 0);

  return get_hours_share (self, 6, 12);
}

/**
 * footprints_review_get_weekend_share: (get-property weekend-share)
 * @self: a review
 *
 * Gets the part of the plays on Saturdays and Sundays.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_review_get_weekend_share (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), 0);

  return get_weekend_share (self);
}

/**
 * footprints_review_get_diversity_score: (get-property diversity-score)
 * @self: a review
 *
 * Gets how diverse the plays are, 0 to 100, as in [class@Diversity].
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_review_get_diversity_score (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), 0);

  return self->diversity_score;
}

/**
 * footprints_review_get_loyalty: (get-property loyalty)
 * @self: a review
 *
 * Gets the part of the plays that are of the first artist.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_review_get_loyalty (FootprintsReview *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REVIEW (self), 0);

  return get_loyalty (self);
}
