/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/handlers/fpd-handlers.h"

#include <string.h>

#define TOP_OF_REPORT 50
#define DEFAULT_DISCOVERIES 1000
#define MAX_DISCOVERIES 100000

static FpdResponse *
answer (FpdRequest *request, FootprintsPeriod *period, GError **error)
{
  g_autoptr (FootprintsHistory) history = fpd_request_get_history (request, error);
  g_autoptr (FootprintsTopReport) report =
      history != NULL ? footprints_history_get_top_report (history, period, TOP_OF_REPORT, error)
                      : NULL;

  if (report == NULL)
    return NULL;
  return fpd_response_new_report (FOOTPRINTS_REPORT (report));
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
      return NULL;
    }
  request->is_relative = g_str_equal (type, "lastmonth");
  period = footprints_period_parse (type, calendar, error);
  return period != NULL ? answer (request, period, error) : NULL;
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
  g_autoptr (FootprintsHeatmap) heatmap = NULL;
  gboolean normalize;

  if (period == NULL || !fpd_request_get_boolean (request, "normalize", FALSE, &normalize, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  heatmap = footprints_history_get_heatmap (history, period, normalize);
  return fpd_response_new_report (FOOTPRINTS_REPORT (heatmap));
}

FpdResponse *
fpd_handle_novelty (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsNovelty) novelty = NULL;
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
  novelty = footprints_history_get_novelty (history, period, granularity, (guint) limit);
  return fpd_response_new_report (FOOTPRINTS_REPORT (novelty));
}

FpdResponse *
fpd_handle_diversity (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsDiversity) diversity = NULL;
  FootprintsGranularity granularity;

  if (period == NULL ||
      !fpd_request_get_granularity (request, FOOTPRINTS_GRANULARITY_WEEK, &granularity, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  diversity = footprints_history_get_diversity (history, period, granularity);
  return fpd_response_new_report (FOOTPRINTS_REPORT (diversity));
}
