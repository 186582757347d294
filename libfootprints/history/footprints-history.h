/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-enums.h>
#include <libfootprints/store/footprints-store.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_HISTORY (footprints_history_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsHistory, footprints_history, FOOTPRINTS, HISTORY, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsHistory *
footprints_store_get_history (FootprintsStore *store, GCancellable *cancellable, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_store_get_history_async (FootprintsStore *store,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsHistory *
footprints_store_get_history_finish (FootprintsStore *store, GAsyncResult *result, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gsize footprints_store_get_memory_use (FootprintsStore *store);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_store_remove_plays (FootprintsStore *store,
                                      const gint64 *ids,
                                      gsize n_ids,
                                      GCancellable *cancellable,
                                      GError **error);

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsHistory *footprints_history_filter (FootprintsHistory *self,
                                              const char *artist,
                                              const char *album,
                                              const char *track,
                                              const char *source);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_history_get_n_plays (FootprintsHistory *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_history_get_n_repeated_reports (FootprintsHistory *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_history_get_n_doubtful_plays (FootprintsHistory *self);
FOOTPRINTS_AVAILABLE_IN_0_1
GStrv footprints_history_dup_other_sources (FootprintsHistory *self, gint64 listened_at, gint64 id);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_history_get_version_tag (FootprintsHistory *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gsize footprints_history_get_memory_use (FootprintsHistory *self);

G_END_DECLS
