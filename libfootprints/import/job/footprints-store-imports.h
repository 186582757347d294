/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/import/footprints-import-entry.h>
#include <libfootprints/import/footprints-undo-summary.h>
#include <libfootprints/import/job/footprints-import-job.h>

G_BEGIN_DECLS

FOOTPRINTS_AVAILABLE_IN_0_1
GListModel *footprints_store_list_imports (FootprintsStore *self,
                                           guint limit,
                                           GCancellable *cancellable,
                                           GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsUndoSummary *footprints_store_undo_import (FootprintsStore *self,
                                                     gint64 id,
                                                     GCancellable *cancellable,
                                                     GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
GListModel *footprints_store_list_unfinished_imports (FootprintsStore *self,
                                                      GCancellable *cancellable,
                                                      GError **error);

G_END_DECLS
