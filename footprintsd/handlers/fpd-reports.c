/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The reports that are served over HTTP. Each is a row of the table at the end. */

#include "footprintsd/request/fpd-question.h"

#include <string.h>

#define TOP_OF_REPORT 50
#define MAX_ENTRIES 1000
#define MAX_DISCOVERIES 10000
#define MAX_TRACKS_OF_SESSION 1000
#define MAX_TRACKS 10000
#define MAX_TRANSITIONS 10000
#define MAX_GAP_MINUTES (24 * 60)

#define GET(name) fpd_question_get (question, name)
#define GET_UINT(name) ((guint) GET (name))
#define GET_GRANULARITY ((FootprintsGranularity) GET ("granularity"))
#define REPORT(made) ((FootprintsReport *) (made))

static FootprintsReport *
make_heatmap (FpdQuestion *question, GError **error)
{
  return REPORT (
      footprints_history_get_heatmap (question->history, question->period, GET ("normalize") != 0));
}

static FootprintsReport *
make_years (FpdQuestion *question, GError **error)
{
  return REPORT (footprints_history_get_years (question->history,
                                               footprints_period_get_calendar (question->period)));
}

static FootprintsReport *
make_pulse (FpdQuestion *question, GError **error)
{
  return REPORT (footprints_history_get_pulse (question->history, question->period, GET_GRANULARITY,
                                               GET ("include_empty") != 0));
}

static FootprintsReport *
make_novelty (FpdQuestion *question, GError **error)
{
  return REPORT (footprints_history_get_novelty (question->history, question->period,
                                                 GET_GRANULARITY, GET_UINT ("limit")));
}

static FootprintsReport *
make_diversity (FpdQuestion *question, GError **error)
{
  return REPORT (
      footprints_history_get_diversity (question->history, question->period, GET_GRANULARITY));
}

static FootprintsReport *
make_growth (FpdQuestion *question, GError **error)
{
  return REPORT (
      footprints_history_get_growth (question->history, question->period, GET_GRANULARITY));
}

static FootprintsReport *
make_review (FpdQuestion *question, GError **error)
{
  return REPORT (footprints_history_get_review (question->history, question->period));
}

static FootprintsReport *
make_milestones (FpdQuestion *question, GError **error)
{
  return REPORT (footprints_history_get_milestones (question->history, question->period));
}

static FootprintsReport *
make_concentration (FpdQuestion *question, GError **error)
{
  return REPORT (footprints_history_get_concentration (question->history, question->period));
}

static FootprintsReport *
make_comebacks (FpdQuestion *question, GError **error)
{
  return REPORT (footprints_history_get_comebacks (
      question->history, question->period, GET_UINT ("min_days"), GET_UINT ("limit"), error));
}

static FootprintsReport *
make_obsessions (FpdQuestion *question, GError **error)
{
  return REPORT (footprints_history_get_obsessions (
      question->history, question->period, GET_UINT ("min_scrobbles"), GET_UINT ("limit"), error));
}

static FootprintsReport *
make_forgotten (FpdQuestion *question, GError **error)
{
  return REPORT (footprints_history_get_forgotten_favourites (
      question->history, question->period, GET_UINT ("min_scrobbles"), GET_UINT ("min_days"),
      GET_UINT ("limit"), error));
}

static FootprintsReport *
make_silences (FpdQuestion *question, GError **error)
{
  return REPORT (footprints_history_list_silences (question->history, question->period,
                                                   GET_UINT ("limit"), error));
}

/* The clock decides which streak is still running. */
static FootprintsReport *
make_streaks (FpdQuestion *question, GError **error)
{
  return REPORT (footprints_history_get_streaks (question->history, question->period,
                                                 GET_UINT ("min_scrobbles"),
                                                 g_get_real_time () / G_USEC_PER_SEC, error));
}

static FootprintsReport *
make_transitions (FpdQuestion *question, GError **error)
{
  return REPORT (footprints_history_get_transitions (
      question->history, question->period, GET_UINT ("gap_minutes"), GET_UINT ("min_count"),
      GET ("include_self_transitions") != 0, GET_UINT ("limit"), error));
}

/* The requested sessions, in the requested order. */
static FootprintsSessions *
find_sessions (FpdQuestion *question, GError **error)
{
  g_autoptr (FootprintsSessions) all =
      footprints_history_get_sessions (question->history, question->period,
                                       GET_UINT ("gap_minutes"), GET_UINT ("min_tracks"), error);
  g_autoptr (FootprintsSessions) chosen = NULL;

  if (all == NULL)
    return NULL;
  chosen =
      GET ("rabbit_holes") != 0 ? footprints_sessions_get_rabbit_holes (all) : g_object_ref (all);
  return footprints_sessions_sort (chosen, (FootprintsSessionOrder) GET ("order"));
}

static void
link_next_sessions (FpdQuestion *question, FootprintsSessions *sessions)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (sessions));
  gint64 n_after = footprints_sessions_get_total (sessions) - GET ("offset") - n_items;
  g_autofree char *offset = NULL;

  if (GET ("offset") >= footprints_sessions_get_total (sessions) || n_after <= 0)
    return;
  offset = g_strdup_printf ("%" G_GINT64_FORMAT, GET ("offset") + n_items);
  question->next_link = fpd_request_dup_next_link (question->request, "offset", offset);
}

/* A page of sessions, each with a page of its plays. */
static FootprintsReport *
make_sessions (FpdQuestion *question, GError **error)
{
  g_autoptr (FootprintsSessions) sorted = find_sessions (question, error);
  g_autoptr (FootprintsSessions) page =
      sorted != NULL ? footprints_sessions_slice (sorted, GET ("offset"), GET_UINT ("limit"), error)
                     : NULL;
  FootprintsSessions *sessions;

  if (page == NULL)
    return NULL;
  sessions = footprints_sessions_slice_plays (page, GET_UINT ("tracks_offset"),
                                              GET_UINT ("tracks_limit"), MAX_TRACKS, error);
  if (sessions != NULL)
    link_next_sessions (question, sessions);
  return REPORT (sessions);
}

static FootprintsPeriod *
get_other_period (FpdRequest *request, FootprintsPeriod *period, GError **error)
{
  const char *compared = fpd_request_get_text (request, "compare");
  g_autofree char *text = NULL;
  FootprintsPeriod *other;

  if (compared == NULL || *compared == '\0')
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                           "the parameter “compare” is required: the period to compare with");
      return NULL;
    }
  if (!fpd_request_get_compared (request, period, &other, error))
    return NULL;
  if (other != NULL)
    return other;
  text = footprints_period_to_string (period);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "the parameter “compare”: no period comes before %s", text);
  return NULL;
}

static FootprintsReport *
make_comparison (FpdQuestion *question, GError **error)
{
  g_autoptr (FootprintsPeriod) other =
      get_other_period (question->request, question->period, error);

  return other != NULL ? REPORT (footprints_history_get_comparison (
                             question->history, question->period, other, GET_UINT ("limit"), error))
                       : NULL;
}

/* Today, by the calendar of the period. */
static void
get_today (FootprintsPeriod *period, guint *month, guint *day)
{
  g_autoptr (FootprintsPeriod) today = footprints_period_new_named (
      FOOTPRINTS_PERIOD_NAME_TODAY, footprints_period_get_calendar (period));
  GTimeZone *zone = footprints_calendar_get_zone (footprints_period_get_calendar (period));
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (footprints_period_get_start (today));
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  *month = (guint) g_date_time_get_month (local);
  *day = (guint) g_date_time_get_day_of_month (local);
}

/* A month or day of 0 stands for today's. */
static FootprintsReport *
make_on_this_day (FpdQuestion *question, GError **error)
{
  FootprintsAnniversaries *anniversaries;
  guint month, day;

  get_today (question->period, &month, &day);
  if (GET ("month") != 0)
    month = GET_UINT ("month");
  if (GET ("day") != 0)
    day = GET_UINT ("day");
  anniversaries =
      footprints_history_get_anniversaries (question->history, question->period, month, day, error);
  return anniversaries != NULL ? REPORT (anniversaries) : fpd_request_blame ("day", error);
}

static FootprintsReport *
make_top (FpdQuestion *question, GError **error)
{
  return REPORT (footprints_history_get_top_report (question->history, question->period,
                                                    TOP_OF_REPORT, error));
}

/* "alltime", "lastmonth" or a year. */
static FootprintsPeriod *
get_type_period (FpdRequest *request, GError **error)
{
  const char *type = fpd_request_get_path (request, ":type");
  g_autoptr (FootprintsCalendar) calendar = fpd_request_get_calendar (request, error);
  gboolean is_year = strlen (type) == 4 && strspn (type, "0123456789") == 4;
  FootprintsPeriod *period;

  if (calendar == NULL)
    return NULL;
  if (!is_year && !g_str_equal (type, "alltime") && !g_str_equal (type, "lastmonth"))
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "unknown report “%s”: use alltime, lastmonth, monthly or a year", type);
      return fpd_request_blame ("type", error);
    }
  period = footprints_period_parse (type, calendar, error);
  if (period == NULL)
    return fpd_request_blame ("type", error);
  request->is_relative = footprints_period_is_relative (period);
  return period;
}

static FootprintsPeriod *
get_month_period (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsCalendar) calendar = fpd_request_get_calendar (request, error);
  gint64 year, month;

  if (calendar == NULL || !fpd_request_get_int64 (request, "year", 0, 1970, 2100, &year, error) ||
      !fpd_request_get_int64 (request, "month", 0, 1, 12, &month, error))
    return NULL;
  if (year != 0 && month != 0)
    return footprints_period_new_month ((int) year, (int) month, calendar, error);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "the parameter “%s” is required", year == 0 ? "year" : "month");
  return NULL;
}

/* The report on years needs only a calendar. */
static FootprintsPeriod *
get_calendar_period (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsCalendar) calendar = fpd_request_get_calendar (request, error);

  return calendar != NULL ? footprints_period_new_all_time (calendar) : NULL;
}

static const char *const chart_kinds[] = { "artists", "albums", "tracks", NULL };

static FootprintsPeriod *
get_chart_period (FpdRequest *request, GError **error)
{
  const char *kind = fpd_request_get_path (request, ":kind");

  if (g_strv_contains (chart_kinds, kind))
    return fpd_request_get_period (request, error);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
               "no chart of “%s”: use artists, albums or tracks", kind);
  return NULL;
}

static FootprintsReport *
make_chart (FpdQuestion *question, GError **error)
{
  const char *wanted = fpd_request_get_path (question->request, ":kind");
  g_autoptr (FootprintsPeriod) before = NULL;
  guint kind = 0;

  if (!fpd_request_get_compared (question->request, question->period, &before, error))
    return NULL;
  while (!g_str_equal (wanted, chart_kinds[kind]))
    kind++;
  return REPORT (footprints_history_get_chart_full (
      question->history, (FootprintsEntityKind) kind, (FootprintsMeasure) GET ("by"),
      question->period, before, GET ("offset"), GET_UINT ("limit"), error));
}

static FootprintsReport *
make_search (FpdQuestion *question, GError **error)
{
  const char *text = fpd_request_get_text (question->request, "q");
  FootprintsSearch *found;

  if (text == NULL)
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                           "the parameter “q” is required: the text to search for");
      return NULL;
    }
  found = footprints_history_search (question->history, text, GET_UINT ("limit"), error);
  return found != NULL ? REPORT (found) : fpd_request_blame ("q", error);
}

/* The names in the path; @title is NULL for an artist. */
static gboolean
get_names (FpdRequest *request,
           FootprintsEntityKind *kind,
           const char **artist,
           const char **title,
           GError **error)
{
  const char *name = NULL;

  *kind = FOOTPRINTS_ENTITY_KIND_ARTIST;
  if (fpd_request_get_path (request, ":album") != NULL)
    {
      *kind = FOOTPRINTS_ENTITY_KIND_ALBUM;
      name = ":album";
    }
  else if (fpd_request_get_path (request, ":track") != NULL)
    {
      *kind = FOOTPRINTS_ENTITY_KIND_TRACK;
      name = ":track";
    }
  *artist = fpd_request_get_path_name (request, ":artist", error);
  *title =
      *artist != NULL && name != NULL ? fpd_request_get_path_name (request, name, error) : NULL;
  return *artist != NULL && (name == NULL || *title != NULL);
}

static FootprintsReport *
make_entity (FpdQuestion *question, GError **error)
{
  FootprintsEntityKind kind;
  const char *artist, *title;

  if (!get_names (question->request, &kind, &artist, &title, error))
    return NULL;
  return REPORT (
      footprints_history_get_entity (question->history, kind, artist, title, question->period));
}

static FootprintsReport *
make_ranks (FpdQuestion *question, GError **error)
{
  FootprintsEntityKind kind;
  const char *artist, *title;

  if (!get_names (question->request, &kind, &artist, &title, error))
    return NULL;
  return REPORT (footprints_history_get_rank_history (question->history, kind, artist, title,
                                                      question->period, GET_GRANULARITY));
}

static const char *const granularities[] = { "day", "week", "month", "year", NULL };
static const char *const measures[] = { "plays", "minutes", NULL };
static const char *const session_orders[] = { "newest", "longest", "most_tracks", NULL };

/* Options: name, default, minimum, maximum. */
#define NUMBER(name, fallback, minimum, maximum)                                                   \
  {                                                                                                \
    FPD_OPTION_NUMBER, name, fallback, minimum, maximum, NULL                                      \
  }
#define SWITCH(name)                                                                               \
  {                                                                                                \
    FPD_OPTION_BOOLEAN, name, FALSE, 0, 1, NULL                                                    \
  }
#define CHOICE(name, fallback, choices)                                                            \
  {                                                                                                \
    FPD_OPTION_CHOICE, name, fallback, 0, 0, choices                                               \
  }
#define LIMIT(fallback, maximum) NUMBER ("limit", fallback, 1, maximum)
#define OFFSET NUMBER ("offset", 0, 0, G_MAXINT64)
#define STEPS(of) CHOICE ("granularity", FOOTPRINTS_DEFAULT_##of##_GRANULARITY, granularities)
#define GAP NUMBER ("gap_minutes", FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES, 1, MAX_GAP_MINUTES)
#define MIN_PLAYS(of) NUMBER ("min_scrobbles", FOOTPRINTS_DEFAULT_##of##_MIN_PLAYS, 1, G_MAXINT32)
#define MIN_DAYS(of) NUMBER ("min_days", FOOTPRINTS_DEFAULT_##of##_MIN_DAYS, 1, G_MAXINT32)

/* clang-format off */
const FpdReport fpd_reports[] = {
  { "/api/charts/:kind", make_chart,
    { OFFSET, LIMIT (50, MAX_ENTRIES), CHOICE ("by", FOOTPRINTS_MEASURE_PLAYS, measures) },
    .get_period = get_chart_period },
  { "/api/years", make_years, { { 0 } }, .get_period = get_calendar_period },
  { "/api/pulse", make_pulse, { STEPS (PULSE), SWITCH ("include_empty") }, .has_steps = TRUE },
  { "/api/search", make_search, { LIMIT (20, MAX_ENTRIES) } },
  { "/api/artist/:artist", make_entity, { { 0 } } },
  { "/api/album/:artist/:album", make_entity, { { 0 } } },
  { "/api/track/:artist/:track", make_entity, { { 0 } } },
  { "/api/artist/:artist/ranks", make_ranks, { STEPS (RANK) }, .has_steps = TRUE },
  { "/api/album/:artist/:album/ranks", make_ranks, { STEPS (RANK) }, .has_steps = TRUE },
  { "/api/track/:artist/:track/ranks", make_ranks, { STEPS (RANK) }, .has_steps = TRUE },
  { "/api/reports/comebacks", make_comebacks, { MIN_DAYS (COMEBACK), LIMIT (50, MAX_ENTRIES) } },
  { "/api/reports/comparison", make_comparison, { LIMIT (10, MAX_ENTRIES) } },
  { "/api/reports/concentration", make_concentration, { { 0 } } },
  { "/api/reports/diversity", make_diversity, { STEPS (DIVERSITY) }, .has_steps = TRUE },
  { "/api/reports/forgotten", make_forgotten,
    { MIN_PLAYS (FAVOURITE), MIN_DAYS (FORGOTTEN), LIMIT (50, MAX_ENTRIES) } },
  { "/api/reports/growth", make_growth, { STEPS (GROWTH) }, .has_steps = TRUE },
  { "/api/reports/heatmap", make_heatmap, { SWITCH ("normalize") } },
  { "/api/reports/milestones", make_milestones, { { 0 } } },
  { "/api/reports/monthly", make_top, { { 0 } }, .get_period = get_month_period },
  { "/api/reports/novelty", make_novelty,
    { STEPS (NOVELTY), NUMBER ("limit", 1000, 0, MAX_DISCOVERIES) }, .has_steps = TRUE },
  { "/api/reports/obsessions", make_obsessions, { MIN_PLAYS (OBSESSION), LIMIT (50, MAX_ENTRIES) } },
  { "/api/reports/on-this-day", make_on_this_day,
    { NUMBER ("month", 0, 1, 12), NUMBER ("day", 0, 1, 31) }, .is_relative = TRUE },
  { "/api/reports/review", make_review, { { 0 } } },
  { "/api/reports/sessions", make_sessions,
    { GAP, NUMBER ("min_tracks", FOOTPRINTS_DEFAULT_SESSION_MIN_PLAYS, 1, G_MAXINT32), OFFSET,
      LIMIT (50, MAX_ENTRIES), NUMBER ("tracks_offset", 0, 0, G_MAXINT32),
      NUMBER ("tracks_limit", MAX_TRACKS_OF_SESSION, 0, MAX_TRACKS_OF_SESSION),
      CHOICE ("order", FOOTPRINTS_SESSION_ORDER_NEWEST, session_orders), SWITCH ("rabbit_holes") } },
  { "/api/reports/silences", make_silences, { LIMIT (50, MAX_ENTRIES) } },
  { "/api/reports/streaks", make_streaks, { MIN_PLAYS (STREAK) }, .is_relative = TRUE },
  { "/api/reports/transitions", make_transitions,
    { GAP, NUMBER ("min_count", FOOTPRINTS_DEFAULT_TRANSITION_MIN_TIMES, 1, G_MAXINT32),
      LIMIT (1000, MAX_TRANSITIONS), SWITCH ("include_self_transitions") } },
  { "/api/reports/:type", make_top, { { 0 } }, .get_period = get_type_period },
};
/* clang-format on */

const guint fpd_n_reports = G_N_ELEMENTS (fpd_reports);
