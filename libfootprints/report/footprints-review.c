/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-review.h"

#include "libfootprints/report/footprints-chart-private.h"
#include "libfootprints/report/footprints-report-private.h"
#include "libfootprints/report/footprints-spread-private.h"
#include "libfootprints/report/footprints-streaks-private.h"

#define TOP 50
/* What a play takes when nobody says how long the track is. */
#define TYPICAL_PLAY_S 210
/* Who has more of their plays in one part of the day is of that kind. */
#define MOST 0.6
#define MARATHON_S (3 * 60 * 60)

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
  json_object *first_discovery; /* NULL without any */
  json_object *top_discovery;
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
  json_object_put (self->first_discovery);
  json_object_put (self->top_discovery);

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

/* The label of the fullest step, the first of several; NULL without any. */
static char *
get_fullest (FootprintsPulse *pulse)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (pulse));
  gint64 most = 0;
  char *label = NULL;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FootprintsPulseStep) step = g_list_model_get_item (G_LIST_MODEL (pulse), i);

      if (footprints_pulse_step_get_n_plays (step) <= most)
        continue;
      most = footprints_pulse_step_get_n_plays (step);
      g_free (label);
      label = g_strdup (footprints_pulse_step_get_label (step));
    }
  return label;
}

static json_object *
make_overview (FootprintsReview *self)
{
  g_autofree char *month = get_fullest (self->months);
  g_autofree char *day = get_fullest (self->days);
  gint64 n_plays = footprints_overview_get_n_plays (self->overview);
  json_object *object = json_object_new_object ();

  _footprints_json_add_int64 (object, "total_scrobbles", n_plays);
  _footprints_json_add_int64 (object, "total_artists",
                              footprints_overview_get_n_artists (self->overview));
  _footprints_json_add_int64 (object, "total_tracks",
                              footprints_overview_get_n_tracks (self->overview));
  _footprints_json_add_int64 (object, "total_albums",
                              footprints_overview_get_n_albums (self->overview));
  _footprints_json_add_int64 (object, "total_minutes", n_plays * TYPICAL_PLAY_S / 60);
  json_object_object_add (
      object, "average_per_day",
      json_object_new_double (footprints_overview_get_plays_per_day (self->overview)));
  _footprints_json_add_string (object, "most_active_month", month);
  _footprints_json_add_string (object, "most_active_day", day);
  return object;
}

static json_object *
make_chart (FootprintsReview *self, FootprintsEntityKind kind)
{
  static const char *const members[] = { "artist", "album", "track" };
  GListModel *chart = G_LIST_MODEL (self->charts[kind]);
  json_object *entries = json_object_new_array ();

  for (guint i = 0; i < g_list_model_get_n_items (chart); i++)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (chart, i);
      const char *artist = footprints_chart_entry_get_artist (entry);
      json_object *object = json_object_new_object ();

      if (artist != NULL)
        _footprints_json_add_string (object, "artist", artist);
      _footprints_json_add_string (object, members[kind], footprints_chart_entry_get_name (entry));
      _footprints_json_add_int64 (object, "play_count", footprints_chart_entry_get_n_plays (entry));
      json_object_object_add (
          object, "percentage",
          json_object_new_double (100 * footprints_chart_entry_get_share (entry)));
      _footprints_json_add_int64 (object, "rank", footprints_chart_entry_get_rank (entry));
      json_object_array_add (entries, object);
    }
  return entries;
}

static json_object *
make_top_content (FootprintsReview *self)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "top_artists", make_chart (self, FOOTPRINTS_ENTITY_KIND_ARTIST));
  json_object_object_add (object, "top_tracks", make_chart (self, FOOTPRINTS_ENTITY_KIND_TRACK));
  json_object_object_add (object, "top_albums", make_chart (self, FOOTPRINTS_ENTITY_KIND_ALBUM));
  return object;
}

/* The first of the greatest; null when all are 0. */
static json_object *
make_greatest (const gint64 *counts, guint n_counts)
{
  guint greatest = 0;

  for (guint i = 1; i < n_counts; i++)
    if (counts[i] > counts[greatest])
      greatest = i;
  return counts[greatest] > 0 ? json_object_new_int64 (greatest) : NULL;
}

static json_object *
make_patterns (FootprintsReview *self)
{
  json_object *object = json_object_new_object ();
  guint n_sessions = footprints_sessions_get_total (self->sessions);
  gint64 hours[24], weekdays[7];

  for (guint hour = 0; hour < G_N_ELEMENTS (hours); hour++)
    hours[hour] = footprints_heatmap_count_hour (self->heatmap, hour);
  for (guint day = 0; day < G_N_ELEMENTS (weekdays); day++)
    weekdays[day] =
        footprints_heatmap_count_weekday (self->heatmap, (GDateWeekday) (G_DATE_MONDAY + day));
  json_object_object_add (object, "peak_hour", make_greatest (hours, G_N_ELEMENTS (hours)));
  json_object_object_add (object, "peak_day", make_greatest (weekdays, G_N_ELEMENTS (weekdays)));
  _footprints_json_add_int64 (object, "longest_session_minutes",
                              footprints_sessions_get_longest_duration (self->sessions) / 60);
  json_object_object_add (
      object, "avg_session_minutes",
      json_object_new_double ((double) footprints_sessions_get_total_duration (self->sessions) /
                              60 / MAX (1, n_sessions)));
  json_object_object_add (object, "night_owl_score",
                          json_object_new_double (100 * get_hours_share (self, 20, 6)));
  json_object_object_add (object, "early_bird_score",
                          json_object_new_double (100 * get_hours_share (self, 6, 12)));
  json_object_object_add (object, "weekend_warrior_score",
                          json_object_new_double (100 * get_weekend_share (self)));
  return object;
}

static json_object *
make_discoveries (FootprintsReview *self)
{
  json_object *object = json_object_new_object ();

  _footprints_json_add_int64 (object, "new_artists", self->n_new_artists);
  _footprints_json_add_int64 (object, "new_tracks", self->n_new_tracks);
  json_object_object_add (object, "first_artist", json_object_get (self->first_discovery));
  json_object_object_add (object, "top_discovery", json_object_get (self->top_discovery));
  return object;
}

static json_object *
make_diversity (FootprintsReview *self)
{
  json_object *object = json_object_new_object ();
  double loyalty = 100 * get_loyalty (self);

  json_object_object_add (object, "diversity_score",
                          json_object_new_double (self->diversity_score));
  _footprints_json_add_int64 (object, "genre_count", 0);
  json_object_object_add (object, "artist_loyalty", json_object_new_double (loyalty));
  json_object_object_add (object, "exploration_score", json_object_new_double (100 - loyalty));
  return object;
}

/* Takes @value. */
static void
add_badge (
    json_object *badges, const char *title, const char *description, const char *icon, char *value)
{
  json_object *object = json_object_new_object ();

  _footprints_json_add_string (object, "title", title);
  _footprints_json_add_string (object, "description", description);
  _footprints_json_add_string (object, "value", value);
  _footprints_json_add_string (object, "icon", icon);
  json_object_array_add (badges, object);
  g_free (value);
}

/* What the earlier program called milestones. */
static json_object *
make_badges (FootprintsReview *self)
{
  json_object *badges = json_object_new_array ();
  g_autoptr (FootprintsChartEntry) first = get_first_artist (self);
  gint64 hours = footprints_overview_get_n_plays (self->overview) * TYPICAL_PLAY_S / 3600;
  gint64 longest_s = footprints_sessions_get_longest_duration (self->sessions);
  double night = get_hours_share (self, 20, 6);
  double morning = get_hours_share (self, 6, 12);

  if (first == NULL)
    return badges;
  add_badge (badges, "Hours of music", "How long the plays took, about", "clock",
             g_strdup_printf ("%" G_GINT64_FORMAT, hours));
  add_badge (badges, "Artist number one", "Heard more than any other", "star",
             g_strdup (footprints_chart_entry_get_name (first)));
  add_badge (badges, "Explorer", "Different artists", "compass",
             g_strdup_printf ("%u", footprints_overview_get_n_artists (self->overview)));
  if (night > MOST)
    add_badge (badges, "Night owl", "Plays from 20 to 6 o’clock, percent", "moon",
               g_strdup_printf ("%.0f", 100 * night));
  else if (morning > MOST)
    add_badge (badges, "Early bird", "Plays from 6 to 12 o’clock, percent", "sun",
               g_strdup_printf ("%.0f", 100 * morning));
  if (longest_s > MARATHON_S)
    add_badge (badges, "Marathon", "Minutes of the longest session", "flag",
               g_strdup_printf ("%" G_GINT64_FORMAT, longest_s / 60));
  return badges;
}

static json_object *
footprints_review_to_json (FootprintsReport *report)
{
  FootprintsReview *self = FOOTPRINTS_REVIEW (report);
  g_autofree char *text = footprints_period_to_string (footprints_report_get_period (report));
  json_object *object = json_object_new_object ();

  _footprints_json_add_string (object, "period", text);
  json_object_object_add (object, "overview", make_overview (self));
  json_object_object_add (object, "top_content", make_top_content (self));
  json_object_object_add (object, "listening_patterns", make_patterns (self));
  json_object_object_add (object, "discoveries", make_discoveries (self));
  json_object_object_add (object, "diversity", make_diversity (self));
  json_object_object_add (object, "milestones", make_badges (self));
  json_object_object_add (object, "months",
                          _footprints_report_to_object (FOOTPRINTS_REPORT (self->months)));
  json_object_object_add (
      object, "longest_streak",
      _footprints_streak_to_object (footprints_streaks_get_longest (self->streaks)));
  json_object_object_add (object, "reached",
                          _footprints_report_to_object (FOOTPRINTS_REPORT (self->milestones)));
  return object;
}

static void
footprints_review_class_init (FootprintsReviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_review_finalize;
  object_class->get_property = footprints_review_get_property;
  ((FootprintsReportClass *) klass)->to_json = footprints_review_to_json;

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
    if (artists->plays[id] > 0 && ever.plays[id] > 0)
      {
        artists->plays[id] = 0;
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

        if (artist != 0 ? heard != artist : tally->plays[heard] == 0)
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
  self->first_discovery = json_object_new_object ();
  _footprints_json_add_string (self->first_discovery, "artist", get_artist (history, play.track));
  _footprints_json_add_string (
      self->first_discovery, "track",
      _footprints_name_table_get (
          _footprints_history_get_name_table (history, FOOTPRINTS_ENTITY_KIND_TRACK), play.track));
  _footprints_json_add_time (self->first_discovery, "timestamp", play.listened_at);
  ranked = _footprints_rank (history, FOOTPRINTS_ENTITY_KIND_ARTIST, tally, NULL, 0, 1, &n_total);
  top = &g_array_index (ranked, FootprintsRanked, 0);
  find_first (history, range, tally, top->id, &play);
  self->top_discovery = json_object_new_object ();
  _footprints_json_add_string (self->top_discovery, "artist", get_artist (history, play.track));
  _footprints_json_add_time (self->top_discovery, "first_heard", play.listened_at);
  _footprints_json_add_int64 (self->top_discovery, "plays_this_year", top->plays);
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
