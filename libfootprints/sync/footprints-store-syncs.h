/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/import/services/footprints-importer.h>
#include <libfootprints/sync/footprints-sync-config.h>
#include <libfootprints/sync/footprints-sync-run.h>

G_BEGIN_DECLS

FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_store_save_sync_config (FootprintsStore *self,
                                            FootprintsSyncConfig *config,
                                            GCancellable *cancellable,
                                            GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSyncConfig *footprints_store_get_sync_config (FootprintsStore *self,
                                                        gint64 id,
                                                        GCancellable *cancellable,
                                                        GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
GListModel *footprints_store_list_sync_configs (FootprintsStore *self,
                                                GCancellable *cancellable,
                                                GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_store_delete_sync_config (FootprintsStore *self,
                                              gint64 id,
                                              GCancellable *cancellable,
                                              GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsImporter *footprints_store_create_sync_importer (FootprintsStore *self,
                                                           gint64 id,
                                                           GCancellable *cancellable,
                                                           GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
GListModel *footprints_store_list_sync_runs (FootprintsStore *self,
                                             gint64 config_id,
                                             guint limit,
                                             GCancellable *cancellable,
                                             GError **error);

G_END_DECLS
