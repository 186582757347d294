/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/handlers/fpd-handlers.h"

#include <string.h>

#define TOP_OF_REPORT 50
#define TOP_OF_COMPARISON 10
#define MAX_CHANGES 1000
#define DEFAULT_DISCOVERIES 1000
#define MAX_DISCOVERIES 10000
#define DEFAULT_SESSIONS 50
#define MAX_SESSIONS 1000
#define MAX_TRACKS_OF_SESSION 1000
#define MAX_TRACKS 10000
#define DEFAULT_TRANSITIONS 1000
#define MAX_TRANSITIONS 10000
#define MAX_GAP_MINUTES (24 * 60)

static FpdResponse *
answer (FpdRequest *request, FootprintsPeriod *period, GError **error)
{
  g_autoptr (FootprintsHistory) history = fpd_request_get_history (request, error);

  if (history == NULL)
    return NULL;
  return fpd_response_take_report (
      footprints_history_get_top_report (history, period, TOP_OF_REPORT, error), error);
}

FpdResponse *
fpd_handle_report (FpdRequest *request, GError **error)
{
  const char *type = fpd_request_get_path (request, ":type");
  g_autoptr (FootprintsCalendar) calendar = fpd_request_get_calendar (request, error);
  g_autoptr (FootprintsPeriod) period = NULL;
  gboolean is_year = strlen (type) == 4 && strspn (type, "0123456789") == 4;

  if (calendar == NULL)
    return NULL;
  if (!is_year && !g_str_equal (type, "alltime") && !g_str_equal (type, "lastmonth"))
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "there is no report “%s”: use alltime, lastmonth, monthly or a year", type);
      return fpd_request_blame ("type", error);
    }
  request->is_relative = g_str_equal (type, "lastmonth");
  period = footprints_period_parse (type, calendar, error);
  return period != NULL ? answer (request, period, error) : fpd_request_blame ("type", error);
}

FpdResponse *
fpd_handle_monthly_report (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsCalendar) calendar = fpd_request_get_calendar (request, error);
  g_autoptr (FootprintsPeriod) period = NULL;
  gint64 year, month;

  if (calendar == NULL || !fpd_request_get_int64 (request, "year", 0, 1970, 2100, &year, error) ||
      !fpd_request_get_int64 (request, "month", 0, 1, 12, &month, error))
    return NULL;
  if (year == 0 || month == 0)
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "the parameter “%s” is needed", year == 0 ? "year" : "month");
      return NULL;
    }
  period = footprints_period_new_month ((int) year, (int) month, calendar, error);
  return period != NULL ? answer (request, period, error) : NULL;
}

FpdResponse *
fpd_handle_heatmap (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  gboolean normalize;

  if (period == NULL || !fpd_request_get_boolean (request, "normalize", FALSE, &normalize, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_report (footprints_history_get_heatmap (history, period, normalize),
                                   error);
}

FpdResponse *
fpd_handle_novelty (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  FootprintsGranularity granularity;
  gint64 limit;

  if (period == NULL ||
      !fpd_request_get_granularity (request, FOOTPRINTS_GRANULARITY_WEEK, &granularity, error) ||
      !fpd_request_get_int64 (request, "limit", DEFAULT_DISCOVERIES, 0, MAX_DISCOVERIES, &limit,
                              error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_steps (
      footprints_history_get_novelty (history, period, granularity, (guint) limit), error);
}

FpdResponse *
fpd_handle_diversity (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  FootprintsGranularity granularity;

  if (period == NULL ||
      !fpd_request_get_granularity (request, FOOTPRINTS_GRANULARITY_WEEK, &granularity, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_steps (footprints_history_get_diversity (history, period, granularity),
                                  error);
}

typedef struct
{
  FootprintsSessionOrder order;
  gint64 gap_minutes;
  gint64 min_plays;
  gint64 offset;
  gint64 limit;
  gint64 tracks_offset;
  gint64 tracks_limit;
  gboolean rabbit_holes;
} SessionsQuery;

static gboolean
get_gap_minutes (FpdRequest *request, gint64 *gap_minutes, GError **error)
{
  return fpd_request_get_int64 (request, "gap_minutes", FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES, 1,
                                MAX_GAP_MINUTES, gap_minutes, error);
}

static gboolean
get_sessions_query (FpdRequest *request, SessionsQuery *query, GError **error)
{
  static const char *const orders[] = { "newest", "longest", "most_tracks", NULL };

  return get_gap_minutes (request, &query->gap_minutes, error) &&
         fpd_request_get_int64 (request, "min_tracks", 2, 1, G_MAXINT32, &query->min_plays,
                                error) &&
         fpd_request_get_int64 (request, "offset", 0, 0, G_MAXINT64, &query->offset, error) &&
         fpd_request_get_int64 (request, "limit", DEFAULT_SESSIONS, 1, MAX_SESSIONS, &query->limit,
                                error) &&
         fpd_request_get_int64 (request, "tracks_offset", 0, 0, G_MAXINT32, &query->tracks_offset,
                                error) &&
         fpd_request_get_int64 (request, "tracks_limit", MAX_TRACKS_OF_SESSION, 0,
                                MAX_TRACKS_OF_SESSION, &query->tracks_limit, error) &&
         fpd_request_get_choice (request, "order", orders, FOOTPRINTS_SESSION_ORDER_NEWEST,
                                 &query->order, error) &&
         fpd_request_get_boolean (request, "rabbit_holes", FALSE, &query->rabbit_holes, error);
}

/* A page of sessions, each with a page of its plays. */
static FootprintsSessions *
get_sessions_page (FootprintsHistory *history,
                   FootprintsPeriod *period,
                   const SessionsQuery *query,
                   GError **error)
{
  g_autoptr (FootprintsSessions) all = footprints_history_get_sessions (
      history, period, (guint) query->gap_minutes, (guint) query->min_plays, error);
  g_autoptr (FootprintsSessions) chosen = NULL;
  g_autoptr (FootprintsSessions) sorted = NULL;
  g_autoptr (FootprintsSessions) page = NULL;

  if (all == NULL)
    return NULL;
  chosen = query->rabbit_holes ? footprints_sessions_get_rabbit_holes (all) : g_object_ref (all);
  sorted = footprints_sessions_sort (chosen, query->order);
  page = footprints_sessions_slice (sorted, query->offset, (guint) query->limit, error);
  if (page == NULL)
    return NULL;
  return footprints_sessions_slice_plays (page, (guint) query->tracks_offset,
                                          (guint) query->tracks_limit, MAX_TRACKS, error);
}

/* Where the next sessions are; NULL: there are none. */
static char *
make_next_sessions_link (FpdRequest *request,
                         const SessionsQuery *query,
                         FootprintsSessions *sessions)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (sessions));
  g_autofree char *offset = NULL;

  if (query->offset >= footprints_sessions_get_total (sessions) ||
      n_items >= footprints_sessions_get_total (sessions) - query->offset)
    return NULL;
  offset = g_strdup_printf ("%" G_GINT64_FORMAT, query->offset + n_items);
  return fpd_request_dup_next_link (request, "offset", offset);
}

FpdResponse *
fpd_handle_sessions_report (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsSessions) sessions = NULL;
  g_autofree char *link = NULL;
  FpdResponse *response;
  SessionsQuery query;

  if (period == NULL || !get_sessions_query (request, &query, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  sessions = get_sessions_page (history, period, &query, error);
  if (sessions == NULL)
    return NULL;
  response = fpd_response_take_report (g_object_ref (sessions), error);
  link = response != NULL ? make_next_sessions_link (request, &query, sessions) : NULL;
  if (link != NULL)
    fpd_response_add_header (response, "Link", link);
  return response;
}

FpdResponse *
fpd_handle_transitions (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  gint64 gap_minutes, min_count, limit;
  gboolean include_self;

  if (period == NULL || !get_gap_minutes (request, &gap_minutes, error) ||
      !fpd_request_get_int64 (request, "min_count", 2, 1, G_MAXINT32, &min_count, error) ||
      !fpd_request_get_int64 (request, "limit", DEFAULT_TRANSITIONS, 1, MAX_TRANSITIONS, &limit,
                              error) ||
      !fpd_request_get_boolean (request, "include_self_transitions", FALSE, &include_self, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_report (
      footprints_history_get_transitions (history, period, (guint) gap_minutes, (guint) min_count,
                                          include_self, (guint) limit, error),
      error);
}

static FootprintsPeriod *
get_year (FpdRequest *request, gint64 *year, GError **error)
{
  const char *text = fpd_request_get_path (request, ":year");
  g_autoptr (FootprintsCalendar) calendar = fpd_request_get_calendar (request, error);

  if (calendar == NULL)
    return NULL;
  if (g_ascii_string_to_signed (text, 10, 1970, 2100, year, NULL))
    return footprints_period_new_year ((int) *year, calendar, error);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "“%s” is no year from 1970 to 2100", text);
  return fpd_request_blame ("year", error);
}

FpdResponse *
fpd_handle_yearly (FpdRequest *request, GError **error)
{
  gint64 year;
  g_autoptr (FootprintsPeriod) period = get_year (request, &year, error);
  g_autoptr (FootprintsHistory) history =
      period != NULL ? fpd_request_get_history (request, error) : NULL;
  g_autoptr (FootprintsReview) review = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  json_object *object;

  if (history == NULL)
    return NULL;
  review = footprints_history_get_review (history, period);
  bytes = fpd_response_write_report (FOOTPRINTS_REPORT (review), FPD_MAX_REPLY_BYTES, error);
  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  object = json_tokener_parse (text);
  json_object_object_add (object, "year", json_object_new_int64 (year));
  return fpd_response_new_json (object);
}

FpdResponse *
fpd_handle_review (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history =
      period != NULL ? fpd_request_get_history (request, error) : NULL;

  if (history == NULL)
    return NULL;
  return fpd_response_take_report (footprints_history_get_review (history, period), error);
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
                           "the parameter “compare” is needed: what to compare with");
      return NULL;
    }
  if (!fpd_request_get_compared (request, period, &other, error))
    return NULL;
  if (other != NULL)
    return other;
  text = footprints_period_to_string (period);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "the parameter “compare”: there is no period before %s", text);
  return NULL;
}

FpdResponse *
fpd_handle_comparison (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsPeriod) other =
      period != NULL ? get_other_period (request, period, error) : NULL;
  g_autoptr (FootprintsHistory) history = NULL;
  gint64 limit;

  if (other == NULL ||
      !fpd_request_get_int64 (request, "limit", TOP_OF_COMPARISON, 1, MAX_CHANGES, &limit, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_report (
      footprints_history_get_comparison (history, period, other, (guint) limit, error), error);
}

FpdResponse *
fpd_handle_milestones (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history =
      period != NULL ? fpd_request_get_history (request, error) : NULL;

  if (history == NULL)
    return NULL;
  return fpd_response_take_report (footprints_history_get_milestones (history, period), error);
}

FpdResponse *
fpd_handle_streaks (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  gint64 min_plays;

  if (period == NULL ||
      !fpd_request_get_int64 (request, "min_scrobbles", 1, 1, G_MAXINT32, &min_plays, error))
    return NULL;
  /* Which streak goes on is told by the clock. */
  request->is_relative = TRUE;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_report (
      footprints_history_get_streaks (history, period, (guint) min_plays,
                                      g_get_real_time () / G_USEC_PER_SEC, error),
      error);
}
