/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Answers that combine several reports. */

#include "footprintsd/handlers/fpd-handlers.h"

#include "libfootprints/core/footprints-json-writer-private.h"

#define TOP_OF_STATS 10
#define TOP_OF_PAGE 15
#define MAX_LIMIT 1000

/* FALSE with @error set when the report is too large. */
static gboolean
write_report (FootprintsJsonWriter *writer, const char *name, gpointer report, GError **error)
{
  g_autoptr (GBytes) bytes = fpd_response_write_report (report, error);

  if (bytes == NULL)
    return FALSE;
  _footprints_json_writer_name (writer, name);
  _footprints_json_writer_json (writer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return TRUE;
}

/* [[name, count], …] or [[artist, name, count], …] */
static void
write_tuples (FootprintsJsonWriter *writer, const char *name, FootprintsChart *chart)
{
  _footprints_json_writer_add_array (writer, name);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (chart)); i++)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (G_LIST_MODEL (chart), i);
      const char *artist = footprints_chart_entry_get_artist (entry);

      _footprints_json_writer_begin_array (writer);
      if (artist != NULL)
        _footprints_json_writer_string (writer, artist);
      _footprints_json_writer_string (writer, footprints_chart_entry_get_name (entry));
      _footprints_json_writer_int64 (writer, footprints_chart_entry_get_n_plays (entry));
      _footprints_json_writer_end_array (writer);
    }
  _footprints_json_writer_end_array (writer);
}

FpdResponse *
fpd_handle_stats (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history =
      period != NULL ? fpd_request_get_history (request, error) : NULL;
  g_autoptr (FootprintsTopReport) report =
      history != NULL ? footprints_history_get_top_report (history, period, TOP_OF_STATS, error)
                      : NULL;
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();

  if (report == NULL)
    return NULL;
  _footprints_json_writer_begin_object (&writer);
  write_tuples (&writer, "top_artists",
                footprints_top_report_get_chart (report, FOOTPRINTS_ENTITY_KIND_ARTIST));
  write_tuples (&writer, "top_tracks",
                footprints_top_report_get_chart (report, FOOTPRINTS_ENTITY_KIND_TRACK));
  _footprints_json_writer_add_int64 (&writer, "total_scrobbles",
                                     footprints_top_report_get_n_plays (report));
  _footprints_json_writer_end_object (&writer);
  return fpd_response_take_json (&writer, error);
}

static const char *
title_member (FootprintsEntityKind kind)
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
write_movement (FootprintsJsonWriter *writer, FootprintsChartEntry *entry)
{
  static const char *const names[] = { NULL, "new", "back", "up", "down", "same" };
  FootprintsMovement movement = footprints_chart_entry_get_movement (entry);

  if (movement == FOOTPRINTS_MOVEMENT_NONE)
    return;
  _footprints_json_writer_add_rank (writer, "previous_rank",
                                    footprints_chart_entry_get_previous_rank (entry));
  _footprints_json_writer_add_string (writer, "movement", names[movement]);
}

/* Nothing serves images yet. */
static void
stats_write_entry (FootprintsJsonWriter *writer,
                   FootprintsChart *chart,
                   FootprintsChartEntry *entry)
{
  const char *artist = footprints_chart_entry_get_artist (entry);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "rank", footprints_chart_entry_get_rank (entry));
  if (artist != NULL)
    _footprints_json_writer_add_string (writer, "artist", artist);
  _footprints_json_writer_add_string (writer, title_member (footprints_chart_get_kind (chart)),
                                      footprints_chart_entry_get_name (entry));
  _footprints_json_writer_add_int64 (writer, "count", footprints_chart_entry_get_n_plays (entry));
  if (footprints_chart_get_measure (chart) == FOOTPRINTS_MEASURE_MINUTES)
    _footprints_json_writer_add_int64 (writer, "minutes",
                                       footprints_chart_entry_get_listened_s (entry) / 60);
  _footprints_json_writer_add_double (writer, "share", footprints_chart_entry_get_share (entry));
  write_movement (writer, entry);
  _footprints_json_writer_add_null (writer, "image_url");
  _footprints_json_writer_end_object (writer);
}

static void
write_entries (FootprintsJsonWriter *writer, const char *name, FootprintsChart *chart)
{
  _footprints_json_writer_add_array (writer, name);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (chart)); i++)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (G_LIST_MODEL (chart), i);

      stats_write_entry (writer, chart, entry);
    }
  _footprints_json_writer_end_array (writer);
}

/* What the overview of the page shows. */
typedef struct
{
  FootprintsHistory *history;
  FootprintsPeriod *period;
  FootprintsPeriod *before; /* NULL: nothing is compared */
  FootprintsMeasure measure;
  guint limit;
} Page;

/* {period, overview} of the other period; null when nothing is compared. */
static gboolean
write_compared (FootprintsJsonWriter *writer, const Page *page, GError **error)
{
  g_autoptr (FootprintsOverview) overview = NULL;
  g_autofree char *text = NULL;
  gboolean done;

  if (page->before == NULL)
    {
      _footprints_json_writer_add_null (writer, "compared_with");
      return TRUE;
    }
  text = footprints_period_to_string (page->before);
  overview = footprints_history_get_overview (page->history, page->before);
  _footprints_json_writer_add_object (writer, "compared_with");
  _footprints_json_writer_add_string (writer, "period", text);
  done = write_report (writer, "overview", overview, error);
  _footprints_json_writer_end_object (writer);
  return done;
}

static gboolean
write_charts (FootprintsJsonWriter *writer, const Page *page, GError **error)
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
      g_autoptr (FootprintsChart) chart =
          footprints_history_get_chart_full (page->history, charts[i].kind, page->measure,
                                             page->period, page->before, 0, page->limit, error);

      if (chart == NULL)
        return FALSE;
      write_entries (writer, charts[i].member, chart);
    }
  return TRUE;
}

static FpdResponse *
write_page (const Page *page, const char *name, GError **error)
{
  g_autoptr (FootprintsOverview) overview =
      footprints_history_get_overview (page->history, page->period);
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();

  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_add_string (&writer, "period", name != NULL ? name : "alltime");
  _footprints_json_writer_add_int64 (&writer, "period_scrobbles",
                                     footprints_overview_get_n_plays (overview));
  if (!write_report (&writer, "overview", overview, error) ||
      !write_compared (&writer, page, error) || !write_charts (&writer, page, error))
    return NULL;
  _footprints_json_writer_end_object (&writer);
  return fpd_response_take_json (&writer, error);
}

FpdResponse *
fpd_handle_stats_ui (FpdRequest *request, GError **error)
{
  static const char *const measures[] = { "plays", "minutes", NULL };
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsPeriod) before = NULL;
  g_autoptr (FootprintsHistory) history = NULL;
  guint measure;
  gint64 limit;

  if (period == NULL ||
      !fpd_request_get_int64 (request, "limit", TOP_OF_PAGE, 1, MAX_LIMIT, &limit, error) ||
      !fpd_request_get_compared (request, period, &before, error) ||
      !fpd_request_get_choice (request, "by", measures, 0, &measure, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return write_page (&(Page){ history, period, before, (FootprintsMeasure) measure, (guint) limit },
                     fpd_request_get_text (request, "period"), error);
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
               "“%s” is not a year from 1970 to 2100", text);
  return fpd_request_blame ("year", error);
}

/* The review of a year, together with the year. */
FpdResponse *
fpd_handle_yearly (FpdRequest *request, GError **error)
{
  gint64 year;
  g_autoptr (FootprintsPeriod) period = get_year (request, &year, error);
  g_autoptr (FootprintsHistory) history =
      period != NULL ? fpd_request_get_history (request, error) : NULL;
  g_autoptr (FootprintsReview) review =
      history != NULL ? footprints_history_get_review (history, period) : NULL;
  g_autoptr (GBytes) json =
      review != NULL ? fpd_response_write_report (FOOTPRINTS_REPORT (review), error) : NULL;
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();

  if (json == NULL)
    return NULL;
  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_members (&writer, g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  _footprints_json_writer_add_int64 (&writer, "year", year);
  _footprints_json_writer_end_object (&writer);
  return fpd_response_take_json (&writer, error);
}
