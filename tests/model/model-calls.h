/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "model-world.h"

G_BEGIN_DECLS

/* The few calls whose answers a story needs as plain numbers. They return -1 with @error set on
 * failure. */
gint64 model_call_undo (FootprintsStore *store, gint64 id, gint64 *n_kept, GError **error);
gint64 model_call_remove (FootprintsStore *store, const gint64 *ids, gsize n_ids, GError **error);
gint64 model_call_bring_back (FootprintsStore *store, gint64 id, GError **error);
/* (element-type gint64): ids of removed plays. */
GArray *model_call_list_removed (FootprintsStore *store, GError **error);
gint64 model_call_n_missing (FootprintsSyncRun *run);
gint64 model_call_n_removed_before (FootprintsImportSummary *summary);
gint64 model_call_run_n_removed_before (FootprintsSyncRun *run);
/* Whether the library keeps removed plays, as this program expects. */
gboolean model_call_keeps_removals (void);

G_END_DECLS
