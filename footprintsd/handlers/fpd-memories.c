/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reports of what came, went and came back. */

#include "footprintsd/handlers/fpd-handlers.h"

#define DEFAULT_ENTRIES 50
#define MAX_ENTRIES 1000
#define YEAR_DAYS 365
#define OBSESSION_PLAYS 10
#define FAVOURITE_PLAYS 20

static gboolean
get_limit (FpdRequest *request, gint64 *limit, GError **error)
{
  return fpd_request_get_int64 (request, "limit", DEFAULT_ENTRIES, 1, MAX_ENTRIES, limit, error);
}

static gboolean
get_min_days (FpdRequest *request, gint64 *min_days, GError **error)
{
  return fpd_request_get_int64 (request, "min_days", YEAR_DAYS, 1, G_MAXINT32, min_days, error);
}

static gboolean
get_min_plays (FpdRequest *request, gint64 fallback, gint64 *min_plays, GError **error)
{
  return fpd_request_get_int64 (request, "min_scrobbles", fallback, 1, G_MAXINT32, min_plays,
                                error);
}

FpdResponse *
fpd_handle_growth (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  FootprintsGranularity granularity;

  if (period == NULL ||
      !fpd_request_get_granularity (request, FOOTPRINTS_GRANULARITY_MONTH, &granularity, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_steps (footprints_history_get_growth (history, period, granularity),
                                  error);
}

FpdResponse *
fpd_handle_comebacks (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  gint64 min_days, limit;

  if (period == NULL || !get_min_days (request, &min_days, error) ||
      !get_limit (request, &limit, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_report (
      footprints_history_get_comebacks (history, period, (guint) min_days, (guint) limit, error),
      error);
}

FpdResponse *
fpd_handle_obsessions (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  gint64 min_plays, limit;

  if (period == NULL || !get_min_plays (request, OBSESSION_PLAYS, &min_plays, error) ||
      !get_limit (request, &limit, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_report (
      footprints_history_get_obsessions (history, period, (guint) min_plays, (guint) limit, error),
      error);
}

FpdResponse *
fpd_handle_forgotten (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  gint64 min_plays, min_days, limit;

  if (period == NULL || !get_min_plays (request, FAVOURITE_PLAYS, &min_plays, error) ||
      !get_min_days (request, &min_days, error) || !get_limit (request, &limit, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_report (
      footprints_history_get_forgotten_favourites (history, period, (guint) min_plays,
                                                   (guint) min_days, (guint) limit, error),
      error);
}

FpdResponse *
fpd_handle_concentration (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history =
      period != NULL ? fpd_request_get_history (request, error) : NULL;

  return history != NULL ? fpd_response_take_report (
                               footprints_history_get_concentration (history, period), error)
                         : NULL;
}

/* Today by the calendar of the period. */
static void
get_today (FootprintsPeriod *period, gint64 *month, gint64 *day)
{
  g_autoptr (FootprintsPeriod) today = footprints_period_new_named (
      FOOTPRINTS_PERIOD_NAME_TODAY, footprints_period_get_calendar (period));
  GTimeZone *zone = footprints_calendar_get_zone (footprints_period_get_calendar (period));
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (footprints_period_get_start (today));
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  *month = g_date_time_get_month (local);
  *day = g_date_time_get_day_of_month (local);
}

FpdResponse *
fpd_handle_on_this_day (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  FootprintsAnniversaries *anniversaries;
  gint64 month, day, this_month, this_day;

  if (period == NULL)
    return NULL;
  get_today (period, &this_month, &this_day);
  if (!fpd_request_get_int64 (request, "month", this_month, 1, 12, &month, error) ||
      !fpd_request_get_int64 (request, "day", this_day, 1, 31, &day, error))
    return NULL;
  request->is_relative = TRUE;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  anniversaries =
      footprints_history_get_anniversaries (history, period, (guint) month, (guint) day, error);
  return fpd_response_take_report (
      anniversaries != NULL ? anniversaries : fpd_request_blame ("day", error), error);
}
