/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "model-calls.h"

gint64
model_call_undo (FootprintsStore *store, gint64 id, gint64 *n_kept, GError **error)
{
  *n_kept = -1;
  return footprints_store_undo_import (store, id, NULL, error);
}

gint64
model_call_remove (FootprintsStore *store, const gint64 *ids, gsize n_ids, GError **error)
{
  return footprints_store_delete_scrobbles (store, ids, n_ids, NULL, error);
}

gint64
model_call_bring_back (FootprintsStore *store, gint64 id, GError **error)
{
  return 0;
}

GArray *
model_call_list_removed (FootprintsStore *store, GError **error)
{
  return g_array_new (FALSE, FALSE, sizeof (gint64));
}

gint64
model_call_n_missing (FootprintsSyncRun *run)
{
  return -1;
}

gint64
model_call_n_removed_before (FootprintsImportSummary *summary)
{
  return 0;
}

gint64
model_call_run_n_removed_before (FootprintsSyncRun *run)
{
  return 0;
}

gboolean
model_call_keeps_removals (void)
{
  return FALSE;
}
