/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The commands undo, remove and bring-back: remove things from a history, and bring plays back.
 * Without an id, each lists the ids that it accepts. */

#include "footprintsd/commands/fpd-commands.h"

#include <stdio.h>

#define MAX_LISTED 1000
#define DEFAULT_LIMIT 20

static int limit = DEFAULT_LIMIT;
static char *period_text;

static const GOptionEntry no_entries[] = { { NULL } };
static const GOptionEntry remove_entries[] = { { "limit", 'l', 0, G_OPTION_ARG_INT, &limit,
                                                 "How many plays to list, 1 to 1000 (20)", "N" },
                                               { "period", 0, 0, G_OPTION_ARG_STRING, &period_text,
                                                 "List only the plays of a period", "PERIOD" },
                                               { NULL } };

/* Parses @count ids into an array of gint64, each only once; NULL after printing a message. */
static GArray *
parse_ids (char **texts, int count)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (int i = 0; i < count; i++)
    {
      gboolean is_known = FALSE;
      gint64 id;

      if (!g_ascii_string_to_signed (texts[i], 10, 1, G_MAXINT64, &id, NULL))
        {
          fprintf (stderr, "footprintsd: “%s” is not a valid id\n", texts[i]);
          return NULL;
        }
      for (guint j = 0; j < ids->len; j++)
        is_known = is_known || g_array_index (ids, gint64, j) == id;
      if (!is_known)
        g_array_append_val (ids, id);
    }
  return g_steal_pointer (&ids);
}

static FootprintsStore *
open_for_changing (const FpdConfig *config, GError **error)
{
  return footprints_store_open (config->database_path, FOOTPRINTS_STORE_OPEN_NO_CREATE, NULL,
                                error);
}

static void
print_import (const FpdConfig *config, FootprintsImportEntry *entry)
{
  g_autofree char *moment =
      fpd_dup_moment (footprints_import_entry_get_started_at (entry), config->zone);

  printf ("%6" G_GINT64_FORMAT "  %-16s  %9" G_GINT64_FORMAT "  ",
          footprints_import_entry_get_id (entry), moment,
          footprints_import_entry_get_n_new (entry));
  fpd_print_plain (footprints_import_entry_get_label (entry));
  puts (footprints_import_entry_get_undone_at (entry) > 0 ? " (undone)" : "");
}

static gboolean
list_imports (const FpdConfig *config, GError **error)
{
  g_autoptr (FootprintsStore) store = fpd_command_open_for_reading (config, error);
  g_autoptr (GListModel) imports =
      store != NULL ? footprints_store_list_imports (store, MAX_LISTED, NULL, error) : NULL;

  if (imports == NULL)
    return FALSE;
  if (g_list_model_get_n_items (imports) == 0)
    puts ("Nothing has been imported yet.");
  else
    printf ("%6s  %-16s  %9s  %s\n", "id", "imported", "new plays", "from");
  for (guint i = 0; i < g_list_model_get_n_items (imports); i++)
    {
      g_autoptr (FootprintsImportEntry) entry = g_list_model_get_item (imports, i);

      print_import (config, entry);
    }
  return TRUE;
}

static gboolean
undo (const FpdConfig *config, gint64 id, GError **error)
{
  g_autoptr (FootprintsStore) store = open_for_changing (config, error);
  g_autoptr (FootprintsUndoSummary) summary =
      store != NULL ? footprints_store_undo_import (store, id, NULL, error) : NULL;
  g_autofree char *text = NULL;

  if (summary == NULL)
    return FALSE;
  text = footprints_undo_summary_describe (summary);
  fpd_print_plain (text);
  putchar ('\n');
  return TRUE;
}

static int
run_undo (const FpdConfig *config, int argc, char **argv)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (argc > 2)
    return fpd_command_fail_usage ("undo takes one id; see footprintsd undo --help");
  ids = parse_ids (argv + 1, argc - 1);
  if (ids == NULL)
    return FPD_EXIT_USAGE;
  done = ids->len == 0 ? list_imports (config, &error)
                       : undo (config, g_array_index (ids, gint64, 0), &error);
  return done ? FPD_EXIT_OK : fpd_command_fail (error);
}

int
fpd_command_undo (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, "[ID]",
      "Undoes an import: removes the plays that nothing else brought. Without ID it lists the\n"
      "imports and their ids.",
      no_entries, &config);

  if (status < 0)
    status = run_undo (&config, argc, argv);
  fpd_config_clear (&config);
  return status;
}

static gboolean
list_removed (const FpdConfig *config, GError **error)
{
  g_autoptr (FootprintsStore) store = fpd_command_open_for_reading (config, error);
  gint64 n_listed = 0;
  guint n_items = 0;

  if (store == NULL)
    return FALSE;
  do
    {
      g_autoptr (FootprintsScrobblePage) page =
          footprints_store_list_removed_scrobbles (store, n_listed, MAX_LISTED, NULL, error);

      if (page == NULL)
        return FALSE;
      n_items = g_list_model_get_n_items (G_LIST_MODEL (page));
      n_listed += n_items;
      for (guint i = 0; i < n_items; i++)
        {
          g_autoptr (FootprintsScrobble) scrobble = g_list_model_get_item (G_LIST_MODEL (page), i);

          fpd_print_play (config, footprints_scrobble_get_id (scrobble),
                          footprints_scrobble_get_listened_at (scrobble),
                          footprints_scrobble_get_track (scrobble),
                          footprints_scrobble_get_artist (scrobble));
        }
    }
  while (n_items == MAX_LISTED);
  if (n_listed == 0)
    puts ("No plays have been removed.");
  return TRUE;
}

typedef gint64 (*Move) (FootprintsStore *store,
                        const gint64 *ids,
                        gsize n_ids,
                        GCancellable *cancellable,
                        GError **error);

/* Prints how many plays were @moved; ids without a play, which are @lacking, make the command
 * fail. */
static int
move_plays (const FpdConfig *config, GArray *ids, Move move, const char *moved, const char *lacking)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store = open_for_changing (config, &error);
  gint64 n_moved = store == NULL ? -1
                                 : move (store, (const gint64 *) (gconstpointer) ids->data,
                                         ids->len, NULL, &error);

  if (n_moved < 0)
    return fpd_command_fail (error);
  printf ("%" G_GINT64_FORMAT " %s %s\n", n_moved, n_moved == 1 ? "play" : "plays", moved);
  if (n_moved == (gint64) ids->len)
    return FPD_EXIT_OK;
  fflush (stdout);
  fprintf (stderr, "footprintsd: %" G_GINT64_FORMAT " of %u ids %s\n", (gint64) ids->len - n_moved,
           ids->len, lacking);
  return FPD_EXIT_FAILED;
}

/* The newest plays of the period, and their ids. */
static gboolean
list_plays (const FpdConfig *config, GError **error)
{
  g_autoptr (FootprintsTimeline) timeline =
      fpd_command_get_newest_plays (config, period_text, limit, error);

  if (timeline == NULL)
    return FALSE;
  fpd_print_timeline (config, timeline);
  return TRUE;
}

static int
run_remove (const FpdConfig *config, int argc, char **argv)
{
  g_autoptr (GArray) ids = parse_ids (argv + 1, argc - 1);
  g_autoptr (GError) error = NULL;

  if (ids == NULL)
    return FPD_EXIT_USAGE;
  if (ids->len > 0)
    return move_plays (config, ids, footprints_store_remove_plays, "removed",
                       "not found in the history");
  return list_plays (config, &error) ? FPD_EXIT_OK : fpd_command_fail (error);
}

int
fpd_command_remove (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, "[ID…]",
      "Removes plays from the history. Imports and syncs do not bring them back;\n"
      "“footprintsd bring-back” does. Without ID it lists plays and their ids,\n"
      "newest first.",
      remove_entries, &config);

  if (status < 0)
    status = run_remove (&config, argc, argv);
  fpd_config_clear (&config);
  g_clear_pointer (&period_text, g_free);
  return status;
}

static int
run_bring_back (const FpdConfig *config, int argc, char **argv)
{
  g_autoptr (GArray) ids = parse_ids (argv + 1, argc - 1);
  g_autoptr (GError) error = NULL;

  if (ids == NULL)
    return FPD_EXIT_USAGE;
  if (ids->len > 0)
    return move_plays (config, ids, footprints_store_restore_scrobbles, "brought back",
                       "not found among the removed plays");
  return list_removed (config, &error) ? FPD_EXIT_OK : fpd_command_fail (error);
}

int
fpd_command_bring_back (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status =
      fpd_command_parse (&argc, &argv, "[ID…]",
                         "Brings removed plays back into the history. Without ID it lists\n"
                         "the removed plays and their ids, most recently removed first.",
                         no_entries, &config);

  if (status < 0)
    status = run_bring_back (&config, argc, argv);
  fpd_config_clear (&config);
  return status;
}
