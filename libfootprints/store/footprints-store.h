/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-enums.h>
#include <libfootprints/core/plays/footprints-scrobble.h>
#include <libfootprints/http/footprints-reach.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_STORE (footprints_store_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsStore, footprints_store, FOOTPRINTS, STORE, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_store_set_min_free_bytes (gint64 n_bytes);

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsStore *footprints_store_open (const char *path,
                                        FootprintsStoreOpenFlags flags,
                                        GCancellable *cancellable,
                                        GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_store_open_async (const char *path,
                                  FootprintsStoreOpenFlags flags,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsStore *footprints_store_open_finish (GAsyncResult *result, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_store_close (FootprintsStore *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_store_get_path (FootprintsStore *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_store_is_read_only (FootprintsStore *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_store_dup_version_tag (FootprintsStore *self, GError **error);

FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_store_add_scrobble (FootprintsStore *self,
                                      FootprintsScrobble *scrobble,
                                      gboolean *added,
                                      GCancellable *cancellable,
                                      GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_store_add_scrobble_async (FootprintsStore *self,
                                          FootprintsScrobble *scrobble,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_store_add_scrobble_finish (FootprintsStore *self,
                                             GAsyncResult *result,
                                             gboolean *added,
                                             GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_store_add_scrobbles (FootprintsStore *self,
                                       FootprintsScrobble **scrobbles,
                                       gsize n_scrobbles,
                                       GCancellable *cancellable,
                                       GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_store_add_scrobbles_async (FootprintsStore *self,
                                           FootprintsScrobble **scrobbles,
                                           gsize n_scrobbles,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64
footprints_store_add_scrobbles_finish (FootprintsStore *self, GAsyncResult *result, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_store_remove_scrobbles (FootprintsStore *self,
                                          const gint64 *ids,
                                          gsize n_ids,
                                          GCancellable *cancellable,
                                          GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_store_remove_scrobbles_async (FootprintsStore *self,
                                              const gint64 *ids,
                                              gsize n_ids,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_store_remove_scrobbles_finish (FootprintsStore *self,
                                                 GAsyncResult *result,
                                                 GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_store_restore_scrobbles (FootprintsStore *self,
                                           const gint64 *ids,
                                           gsize n_ids,
                                           GCancellable *cancellable,
                                           GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_store_restore_scrobbles_async (FootprintsStore *self,
                                               const gint64 *ids,
                                               gsize n_ids,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_store_restore_scrobbles_finish (FootprintsStore *self,
                                                  GAsyncResult *result,
                                                  GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsScrobblePage *footprints_store_list_removed_scrobbles (
    FootprintsStore *self, gint64 offset, guint limit, GCancellable *cancellable, GError **error);

FOOTPRINTS_AVAILABLE_IN_0_1
gint64
footprints_store_count_scrobbles (FootprintsStore *self, GCancellable *cancellable, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsScrobble *footprints_store_get_scrobble (FootprintsStore *self,
                                                   gint64 id,
                                                   GCancellable *cancellable,
                                                   GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsScrobblePage *footprints_store_get_scrobbles (FootprintsStore *self,
                                                        const gint64 *ids,
                                                        gsize n_ids,
                                                        GCancellable *cancellable,
                                                        GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
char **footprints_store_list_source_ids (FootprintsStore *self,
                                         const gint64 *ids,
                                         gsize n_ids,
                                         GCancellable *cancellable,
                                         GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_store_list_source_ids_async (FootprintsStore *self,
                                             const gint64 *ids,
                                             gsize n_ids,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
char **footprints_store_list_source_ids_finish (FootprintsStore *self,
                                                GAsyncResult *result,
                                                GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsScrobblePage *footprints_store_list_scrobbles (
    FootprintsStore *self, gint64 offset, guint limit, GCancellable *cancellable, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsScrobblePage *footprints_store_list_scrobbles_after (FootprintsStore *self,
                                                               const char *cursor,
                                                               guint limit,
                                                               GCancellable *cancellable,
                                                               GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_store_list_scrobbles_async (FootprintsStore *self,
                                            gint64 offset,
                                            guint limit,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsScrobblePage *footprints_store_list_scrobbles_finish (FootprintsStore *self,
                                                                GAsyncResult *result,
                                                                GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsCursor *footprints_store_read_scrobbles (FootprintsStore *self,
                                                   FootprintsPeriod *period,
                                                   gboolean oldest_first,
                                                   GCancellable *cancellable,
                                                   GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_store_set_key_file (FootprintsStore *self, const char *path);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_store_set_reach (FootprintsStore *self, FootprintsReach *reach);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsReach *footprints_store_dup_reach (FootprintsStore *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_store_dup_key_file (FootprintsStore *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_store_rekey (FootprintsStore *self, GCancellable *cancellable, GError **error);

FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_store_set_joins_reports (FootprintsStore *self,
                                             gboolean joins_reports,
                                             GCancellable *cancellable,
                                             GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_store_read_joins_reports (FootprintsStore *self,
                                              gboolean *joins_reports,
                                              GError **error);

G_END_DECLS
