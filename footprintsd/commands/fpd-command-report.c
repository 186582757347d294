/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The command report: prints totals and charts of a period. */

#include "footprintsd/commands/fpd-commands.h"

#include <stdio.h>

#define DEFAULT_LIMIT 10

static int limit = DEFAULT_LIMIT;
static gboolean as_json;
static char *artist;
static char *album;
static char *track;

static const GOptionEntry entries[] = {
  { "artist", 'a', 0, G_OPTION_ARG_STRING, &artist, "Only plays of an artist", "NAME" },
  { "album", 0, 0, G_OPTION_ARG_STRING, &album, "Only plays of an album", "TITLE" },
  { "track", 't', 0, G_OPTION_ARG_STRING, &track, "Only plays of a track", "TITLE" },
  { "limit", 'l', 0, G_OPTION_ARG_INT, &limit, "How many entries of each chart, 1 to 1000 (10)",
    "N" },
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, "Print the report as JSON", NULL },
  { NULL }
};

static void
print_time (const char *label, gint64 time_s, GTimeZone *zone)
{
  g_autofree char *moment = fpd_dup_moment (time_s, zone);

  printf ("%-12s %s\n", label, moment);
}

static void
print_overview (FootprintsOverview *overview, GTimeZone *zone)
{
  printf ("%-12s %" G_GINT64_FORMAT "\n", "Plays", footprints_overview_get_n_plays (overview));
  printf ("%-12s %u\n", "Artists", footprints_overview_get_n_artists (overview));
  printf ("%-12s %u\n", "Albums", footprints_overview_get_n_albums (overview));
  printf ("%-12s %u\n", "Tracks", footprints_overview_get_n_tracks (overview));
  if (footprints_overview_get_n_plays (overview) == 0)
    return;
  printf ("%-12s %.1f\n", "Per day", footprints_overview_get_plays_per_day (overview));
  print_time ("First", footprints_overview_get_first_at (overview), zone);
  print_time ("Last", footprints_overview_get_last_at (overview), zone);
}

static void
print_report (FootprintsHistory *history,
              FootprintsPeriod *period,
              FootprintsTopReport *report,
              GTimeZone *zone)
{
  g_autoptr (FootprintsOverview) overview = footprints_history_get_overview (history, period);

  printf ("%s\n\n", footprints_top_report_get_title (report));
  print_overview (overview, zone);
  fpd_print_chart ("Top artists",
                   footprints_top_report_get_chart (report, FOOTPRINTS_ENTITY_KIND_ARTIST));
  fpd_print_chart ("Top albums",
                   footprints_top_report_get_chart (report, FOOTPRINTS_ENTITY_KIND_ALBUM));
  fpd_print_chart ("Top tracks",
                   footprints_top_report_get_chart (report, FOOTPRINTS_ENTITY_KIND_TRACK));
}

/* The whole history, or the part that the options select. */
static FootprintsHistory *
get_history (FootprintsStore *store, GError **error)
{
  g_autoptr (FootprintsHistory) history = footprints_store_get_history (store, NULL, error);
  g_autoptr (FootprintsHistory) part = NULL;

  if (history == NULL || (artist == NULL && album == NULL && track == NULL))
    return g_steal_pointer (&history);
  part = footprints_history_filter (history, artist, album, track, NULL);
  if (footprints_history_get_n_plays (part) > 0)
    return g_steal_pointer (&part);
  g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
                       "the history has no plays with that name; “footprintsd search” finds names");
  return NULL;
}

static gboolean
run (const FpdConfig *config, const char *period_text, GError **error)
{
  g_autoptr (FootprintsPeriod) period =
      footprints_period_parse (period_text, config->calendar, error);
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsTopReport) report = NULL;

  if (period == NULL)
    return FALSE;
  store = fpd_command_open_for_reading (config, error);
  if (store == NULL)
    return FALSE;
  history = get_history (store, error);
  if (history == NULL)
    return FALSE;
  report = footprints_history_get_top_report (history, period, (guint) MAX (limit, 0), error);
  if (report == NULL)
    return FALSE;
  if (as_json)
    {
      g_autofree char *json = footprints_report_to_json (FOOTPRINTS_REPORT (report));

      puts (json);
    }
  else
    print_report (history, period, report, config->zone);
  return TRUE;
}

int
fpd_command_report (int argc, char **argv)
{
  FpdConfig config = { 0 };
  g_autoptr (GError) error = NULL;
  int status = fpd_command_parse (
      &argc, &argv, "[PERIOD]",
      "Shows totals and charts of a period: today, week, month, year, lastmonth, alltime (the\n"
      "default), 2024, 2024-03, 2024-03-15, 2024-W07, or 2024-03-01..2024-04-01.",
      entries, &config);

  if (status < 0 && argc > 2)
    status = fpd_command_fail_usage ("report takes one period; see footprintsd report --help");
  if (status < 0)
    status = run (&config, argc > 1 ? argv[1] : "alltime", &error) ? FPD_EXIT_OK
                                                                   : fpd_command_fail (error);
  fpd_config_clear (&config);
  return status;
}
