/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Prints the ten most played artists of a period: top-artists DATABASE [PERIOD] */

#include <libfootprints/footprints.h>
#include <stdio.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsPeriod) period = NULL;
  g_autoptr (FootprintsChart) chart = NULL;

  if (argc < 2)
    {
      fprintf (stderr, "Usage: top-artists DATABASE [PERIOD]\n");
      return 2;
    }
  store = footprints_store_open (argv[1], FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, &error);
  if (store != NULL)
    history = footprints_store_get_history (store, NULL, &error);
  if (history != NULL)
    period = footprints_period_parse (argc > 2 ? argv[2] : "alltime", NULL, &error);
  if (period != NULL)
    chart = footprints_history_get_chart (history, FOOTPRINTS_ENTITY_KIND_ARTIST, period, 0, 10,
                                          &error);
  if (chart == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (chart)); i++)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (G_LIST_MODEL (chart), i);

      printf ("%u. %s (%" G_GINT64_FORMAT ")\n", footprints_chart_entry_get_rank (entry),
              footprints_chart_entry_get_name (entry), footprints_chart_entry_get_n_plays (entry));
    }
  return 0;
}
