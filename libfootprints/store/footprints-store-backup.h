/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/store/footprints-store.h>

G_BEGIN_DECLS

FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_store_back_up (FootprintsStore *self,
                                 const char *path,
                                 GCancellable *cancellable,
                                 GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_store_back_up_async (FootprintsStore *self,
                                     const char *path,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64
footprints_store_back_up_finish (FootprintsStore *self, GAsyncResult *result, GError **error);

FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_store_restore (const char *path,
                                 const char *backup_path,
                                 const char *kept_path,
                                 GCancellable *cancellable,
                                 GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_store_check (FootprintsStore *self, GCancellable *cancellable, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_store_check_file (FootprintsStore *self, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_store_compact (const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
