/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Asks a history for every report, and prints the answers, one JSON text per line:
 * numbers DATABASE */

#include <libfootprints/footprints.h>
#include <stdio.h>

static void
print_and_free (char *json)
{
  puts (json);
  g_free (json);
}

static void
print_report (gpointer report)
{
  print_and_free (footprints_report_to_json (report));
  g_object_unref (report);
}

static void
print_sessions (FootprintsHistory *history, FootprintsPeriod *period)
{
  g_autoptr (FootprintsSessions) sessions =
      footprints_history_get_sessions (history, period, 30, 2, NULL);
  g_autoptr (FootprintsSessions) sorted =
      footprints_sessions_sort (sessions, FOOTPRINTS_SESSION_ORDER_LONGEST);

  print_report (footprints_sessions_slice (sorted, 1, 5, NULL));
}

/* The most played album. */
static void
print_favourite (FootprintsHistory *history, FootprintsPeriod *period)
{
  g_autoptr (FootprintsChart) chart =
      footprints_history_get_chart (history, FOOTPRINTS_ENTITY_KIND_ALBUM, period, 0, 1, NULL);
  g_autoptr (FootprintsChartEntry) album = g_list_model_get_item (G_LIST_MODEL (chart), 0);

  print_report (footprints_history_get_entity (history, FOOTPRINTS_ENTITY_KIND_ALBUM,
                                               footprints_chart_entry_get_artist (album),
                                               footprints_chart_entry_get_name (album), period));
  print_report (footprints_history_get_rank_history (
      history, FOOTPRINTS_ENTITY_KIND_ALBUM, footprints_chart_entry_get_artist (album),
      footprints_chart_entry_get_name (album), period, FOOTPRINTS_GRANULARITY_MONTH));
}

static void
print_minutes (FootprintsHistory *history, FootprintsPeriod *period)
{
  g_autoptr (FootprintsPeriod) before = footprints_period_get_previous (period);

  print_report (footprints_history_get_chart_full (history, FOOTPRINTS_ENTITY_KIND_TRACK,
                                                   FOOTPRINTS_MEASURE_MINUTES, period, before, 1,
                                                   15, NULL));
}

int
main (int argc, char **argv)
{
  g_autoptr (FootprintsStore) store =
      footprints_store_open (argv[1], FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, NULL);
  g_autoptr (FootprintsHistory) history = footprints_store_get_history (store, NULL, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, 0);
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (calendar);
  g_autoptr (FootprintsPeriod) year = footprints_period_parse ("2024", calendar, NULL);
  g_autoptr (FootprintsHistory) filtered = NULL;

  print_report (footprints_history_get_overview (history, all));
  print_report (footprints_history_get_overview (history, year));
  for (int kind = FOOTPRINTS_ENTITY_KIND_ARTIST; kind <= FOOTPRINTS_ENTITY_KIND_TRACK; kind++)
    print_report (footprints_history_get_chart (history, kind, year, 0, 15, NULL));
  print_minutes (history, year);
  print_report (footprints_history_get_timeline (history, all, 5, 20, NULL));
  print_report (footprints_history_get_pulse (history, year, FOOTPRINTS_GRANULARITY_MONTH, TRUE));
  print_report (footprints_history_get_comparison (history, year, all, 5, NULL));
  print_report (footprints_history_get_heatmap (history, all, TRUE));
  print_report (footprints_history_get_novelty (history, year, FOOTPRINTS_GRANULARITY_MONTH, 5));
  print_report (footprints_history_get_diversity (history, year, FOOTPRINTS_GRANULARITY_MONTH));
  print_sessions (history, year);
  print_report (footprints_history_get_transitions (history, all, 45, 2, FALSE, 30, NULL));
  print_report (footprints_history_get_years (history, calendar));
  print_report (footprints_history_get_top_report (history, year, 50, NULL));
  print_favourite (history, all);
  print_report (footprints_history_get_growth (history, year, FOOTPRINTS_GRANULARITY_MONTH));
  print_report (footprints_history_get_comebacks (history, all, 100, 5, NULL));
  print_report (footprints_history_get_obsessions (history, all, 2, 5, NULL));
  print_report (footprints_history_get_forgotten_favourites (history, all, 3, 50, 5, NULL));
  print_report (footprints_history_get_concentration (history, year));
  print_report (footprints_history_get_anniversaries (history, all, 12, 19, NULL));
  print_report (footprints_history_get_review (history, year));
  print_report (footprints_history_get_milestones (history, all));
  print_report (footprints_history_get_streaks (history, all, 2, G_MAXINT32, NULL));
  filtered = footprints_history_filter (history, NULL, NULL, NULL, "lastfm");
  print_report (footprints_history_get_overview (filtered, all));
  print_report (footprints_history_search (history, "a", 20, NULL));
  return 0;
}
