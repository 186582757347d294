/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/handlers/fpd-handlers.h"

#define TOP_OF_STATS 10
#define TOP_OF_PAGE 15
#define TOP_OF_CHART 50
#define MAX_LIMIT 1000

/* Reports of which an answer has several have as much of it each. */
#define MAX_PART_BYTES (FPD_MAX_REPLY_BYTES / 4)

/* A report as a part of a larger answer; NULL with @error set where it is too large. */
static json_object *
report_to_json (FootprintsReport *report, GError **error)
{
  g_autoptr (GBytes) bytes = fpd_response_write_report (report, MAX_PART_BYTES, error);
  g_autofree char *text = NULL;

  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return json_tokener_parse (text);
}

/* [[name, count], …] or [[artist, name, count], …] */
static json_object *
chart_to_tuples (FootprintsChart *chart)
{
  json_object *tuples = json_object_new_array ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (chart)); i++)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (G_LIST_MODEL (chart), i);
      const char *artist = footprints_chart_entry_get_artist (entry);
      json_object *tuple = json_object_new_array ();

      if (artist != NULL)
        json_object_array_add (tuple, json_object_new_string (artist));
      json_object_array_add (tuple,
                             json_object_new_string (footprints_chart_entry_get_name (entry)));
      json_object_array_add (tuple,
                             json_object_new_int64 (footprints_chart_entry_get_n_plays (entry)));
      json_object_array_add (tuples, tuple);
    }
  return tuples;
}

/* [{rank, name, count, share, image_url}, …]; nothing serves images yet, so each is null. NULL with
 * @error set where it is too large. */
static json_object *
chart_to_entries (FootprintsChart *chart, GError **error)
{
  json_object *report = report_to_json (FOOTPRINTS_REPORT (chart), error);
  json_object *entries;

  if (report == NULL)
    return NULL;
  entries = json_object_get (json_object_object_get (report, "entries"));
  for (gsize i = 0; i < json_object_array_length (entries); i++)
    json_object_object_add (json_object_array_get_idx (entries, i), "image_url", NULL);
  json_object_put (report);
  return entries;
}

FpdResponse *
fpd_handle_stats (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history =
      period != NULL ? fpd_request_get_history (request, error) : NULL;
  g_autoptr (FootprintsTopReport) report = NULL;
  json_object *object;

  if (history == NULL)
    return NULL;
  report = footprints_history_get_top_report (history, period, TOP_OF_STATS, error);
  if (report == NULL)
    return NULL;
  object = json_object_new_object ();
  json_object_object_add (
      object, "top_artists",
      chart_to_tuples (footprints_top_report_get_chart (report, FOOTPRINTS_ENTITY_KIND_ARTIST)));
  json_object_object_add (
      object, "top_tracks",
      chart_to_tuples (footprints_top_report_get_chart (report, FOOTPRINTS_ENTITY_KIND_TRACK)));
  json_object_object_add (object, "total_scrobbles",
                          json_object_new_int64 (footprints_top_report_get_n_plays (report)));
  return fpd_response_new_json (object);
}

/* {period, overview} of the other period; null when nothing is compared. */
static json_object *
make_compared (FootprintsHistory *history, FootprintsPeriod *before)
{
  g_autoptr (FootprintsOverview) overview = NULL;
  g_autofree char *text = NULL;
  json_object *object;

  if (before == NULL)
    return NULL;
  text = footprints_period_to_string (before);
  overview = footprints_history_get_overview (history, before);
  object = json_object_new_object ();
  json_object_object_add (object, "period", json_object_new_string (text));
  json_object_object_add (object, "overview", report_to_json (FOOTPRINTS_REPORT (overview), NULL));
  return object;
}

/* By what charts rank: `by`. */
static gboolean
get_measure (FpdRequest *request, FootprintsMeasure *measure, GError **error)
{
  static const char *const names[] = { "plays", "minutes", NULL };
  guint chosen;

  if (!fpd_request_get_choice (request, "by", names, 0, &chosen, error))
    return FALSE;
  *measure = (FootprintsMeasure) chosen;
  return TRUE;
}

static gboolean
add_charts (json_object *object,
            FootprintsHistory *history,
            FootprintsMeasure measure,
            FootprintsPeriod *period,
            FootprintsPeriod *before,
            guint limit,
            GError **error)
{
  static const struct
  {
    const char *member;
    FootprintsEntityKind kind;
  } charts[] = {
    { "top_albums", FOOTPRINTS_ENTITY_KIND_ALBUM },
    { "top_artists", FOOTPRINTS_ENTITY_KIND_ARTIST },
    { "top_tracks", FOOTPRINTS_ENTITY_KIND_TRACK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      g_autoptr (FootprintsChart) chart = footprints_history_get_chart_full (
          history, charts[i].kind, measure, period, before, 0, limit, error);
      json_object *entries = chart != NULL ? chart_to_entries (chart, error) : NULL;

      if (entries == NULL)
        return FALSE;
      json_object_object_add (object, charts[i].member, entries);
    }
  return TRUE;
}

FpdResponse *
fpd_handle_stats_ui (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsPeriod) before = NULL;
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsOverview) overview = NULL;
  const char *name = fpd_request_get_text (request, "period");
  FootprintsMeasure measure;
  json_object *object;
  gint64 limit;

  if (period == NULL ||
      !fpd_request_get_int64 (request, "limit", TOP_OF_PAGE, 1, MAX_LIMIT, &limit, error) ||
      !fpd_request_get_compared (request, period, &before, error) ||
      !get_measure (request, &measure, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  overview = footprints_history_get_overview (history, period);
  object = json_object_new_object ();
  json_object_object_add (object, "period",
                          json_object_new_string (name != NULL ? name : "alltime"));
  json_object_object_add (object, "period_scrobbles",
                          json_object_new_int64 (footprints_overview_get_n_plays (overview)));
  json_object_object_add (object, "overview", report_to_json (FOOTPRINTS_REPORT (overview), NULL));
  json_object_object_add (object, "compared_with", make_compared (history, before));
  if (add_charts (object, history, measure, period, before, (guint) limit, error))
    return fpd_response_new_json (object);
  json_object_put (object);
  return NULL;
}

FpdResponse *
fpd_handle_chart (FpdRequest *request, GError **error)
{
  static const char *const kinds[] = { "artists", "albums", "tracks", NULL };
  const char *wanted = fpd_request_get_path (request, ":kind");
  g_autoptr (FootprintsPeriod) period = NULL;
  g_autoptr (FootprintsPeriod) before = NULL;
  g_autoptr (FootprintsHistory) history = NULL;
  FootprintsMeasure measure;
  gint64 offset, limit;
  guint kind = 0;

  while (kinds[kind] != NULL && !g_str_equal (wanted, kinds[kind]))
    kind++;
  if (kinds[kind] == NULL)
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
                   "there is no chart of “%s”: use artists, albums or tracks", wanted);
      return NULL;
    }
  period = fpd_request_get_period (request, error);
  if (period == NULL ||
      !fpd_request_get_int64 (request, "offset", 0, 0, G_MAXINT64, &offset, error) ||
      !fpd_request_get_int64 (request, "limit", TOP_OF_CHART, 1, MAX_LIMIT, &limit, error) ||
      !fpd_request_get_compared (request, period, &before, error) ||
      !get_measure (request, &measure, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_report (
      footprints_history_get_chart_full (history, (FootprintsEntityKind) kind, measure, period,
                                         before, offset, (guint) limit, error),
      error);
}

FpdResponse *
fpd_handle_years (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsCalendar) calendar = fpd_request_get_calendar (request, error);
  g_autoptr (FootprintsHistory) history =
      calendar != NULL ? fpd_request_get_history (request, error) : NULL;

  if (history == NULL)
    return NULL;
  return fpd_response_take_report (footprints_history_get_years (history, calendar), error);
}

FpdResponse *
fpd_handle_pulse (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  FootprintsGranularity granularity;
  gboolean include_empty;

  if (period == NULL ||
      !fpd_request_get_granularity (request, FOOTPRINTS_GRANULARITY_DAY, &granularity, error) ||
      !fpd_request_get_boolean (request, "include_empty", FALSE, &include_empty, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_steps (
      footprints_history_get_pulse (history, period, granularity, include_empty), error);
}
