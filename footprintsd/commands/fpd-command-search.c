/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The command search: finds artists, albums and tracks by name. */

#include "footprintsd/commands/fpd-commands.h"

#include <stdio.h>

#define DEFAULT_LIMIT 10

static int limit = DEFAULT_LIMIT;
static gboolean as_json;

static const FootprintsEntityKind all_kinds[] = {
  FOOTPRINTS_ENTITY_KIND_ARTIST,
  FOOTPRINTS_ENTITY_KIND_ALBUM,
  FOOTPRINTS_ENTITY_KIND_TRACK,
};

static const GOptionEntry entries[] = { { "limit", 'l', 0, G_OPTION_ARG_INT, &limit,
                                          "How many matches of each kind, 1 to 1000 (10)", "N" },
                                        { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json,
                                          "Print the matches as JSON", NULL },
                                        { NULL } };

static guint
count_matches (FootprintsSearch *search)
{
  guint n_matches = 0;

  for (guint i = 0; i < G_N_ELEMENTS (all_kinds); i++)
    n_matches += footprints_chart_get_total (footprints_search_get_matches (search, all_kinds[i]));
  return n_matches;
}

static void
print_matches (FootprintsSearch *search)
{
  static const char *const titles[G_N_ELEMENTS (all_kinds)] = { "Artists", "Albums", "Tracks" };

  for (guint i = 0; i < G_N_ELEMENTS (all_kinds); i++)
    fpd_print_chart (titles[i], footprints_search_get_matches (search, all_kinds[i]));
  if (count_matches (search) == 0)
    puts ("Nothing was found.");
}

static gboolean
run (const FpdConfig *config, const char *text, gboolean *is_found, GError **error)
{
  g_autoptr (FootprintsStore) store = fpd_command_open_for_reading (config, error);
  g_autoptr (FootprintsHistory) history =
      store != NULL ? footprints_store_get_history (store, NULL, error) : NULL;
  g_autoptr (FootprintsSearch) search =
      history != NULL ? footprints_history_search (history, text, (guint) MAX (limit, 0), error)
                      : NULL;

  if (search == NULL)
    return FALSE;
  *is_found = count_matches (search) > 0;
  if (as_json)
    {
      g_autofree char *json = footprints_report_to_json (FOOTPRINTS_REPORT (search));

      puts (json);
    }
  else
    print_matches (search);
  return TRUE;
}

int
fpd_command_search (int argc, char **argv)
{
  FpdConfig config = { 0 };
  gboolean is_found = FALSE;
  g_autoptr (GError) error = NULL;
  int status = fpd_command_parse (
      &argc, &argv, "TEXT",
      "Finds artists, albums and tracks by a part of their name; case and accents do\n"
      "not matter. The exit status is 1 if nothing matches.",
      entries, &config);

  if (status < 0 && argc != 2)
    status = fpd_command_fail_usage ("search needs one text; see footprintsd search --help");
  if (status < 0 && !run (&config, argv[1], &is_found, &error))
    status = fpd_command_fail (error);
  /* As grep does, for scripts. */
  if (status < 0)
    status = is_found ? FPD_EXIT_OK : FPD_EXIT_FAILED;
  fpd_config_clear (&config);
  return status;
}
