/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Calls to the library whose answers a story needs as plain numbers. */

#include "model-calls.h"

gint64
model_call_undo (FootprintsStore *store, gint64 id, gint64 *n_kept, GError **error)
{
  g_autoptr (FootprintsUndoSummary) summary = footprints_store_undo_import (store, id, NULL, error);

  if (summary == NULL)
    return -1;
  *n_kept = footprints_undo_summary_get_n_kept (summary);
  return footprints_undo_summary_get_n_removed (summary);
}

gint64
model_call_remove (FootprintsStore *store, const gint64 *ids, gsize n_ids, GError **error)
{
  return footprints_store_remove_scrobbles (store, ids, n_ids, NULL, error);
}

gint64
model_call_bring_back (FootprintsStore *store, gint64 id, GError **error)
{
  return footprints_store_restore_scrobbles (store, &id, 1, NULL, error);
}

GArray *
model_call_list_removed (FootprintsStore *store, GError **error)
{
  g_autoptr (GListModel) page =
      G_LIST_MODEL (footprints_store_list_removed_scrobbles (store, 0, 1000, NULL, error));
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; page != NULL && i < g_list_model_get_n_items (page); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = g_list_model_get_item (page, i);
      gint64 id = footprints_scrobble_get_id (scrobble);

      g_array_append_val (ids, id);
    }
  return ids;
}

gint64
model_call_n_missing (FootprintsSyncRun *run)
{
  return footprints_sync_run_get_n_missing (run);
}

gint64
model_call_n_removed_before (FootprintsImportSummary *summary)
{
  return footprints_import_summary_get_n_removed_before (summary);
}

gint64
model_call_run_n_removed_before (FootprintsSyncRun *run)
{
  return footprints_sync_run_get_n_removed_before (run);
}

gboolean
model_call_keeps_removals (void)
{
  return TRUE;
}
