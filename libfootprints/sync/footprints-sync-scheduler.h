/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/store/footprints-store.h>
#include <libfootprints/sync/footprints-sync-run.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_SYNC_SCHEDULER (footprints_sync_scheduler_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsSyncScheduler, footprints_sync_scheduler, FOOTPRINTS, SYNC_SCHEDULER, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSyncScheduler *footprints_sync_scheduler_new (FootprintsStore *store);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsStore *footprints_sync_scheduler_get_store (FootprintsSyncScheduler *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_sync_scheduler_get_contact (FootprintsSyncScheduler *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_scheduler_set_contact (FootprintsSyncScheduler *self, const char *contact);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_scheduler_get_failures_to_tell (FootprintsSyncScheduler *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_scheduler_set_failures_to_tell (FootprintsSyncScheduler *self,
                                                     gint64 failures_to_tell);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_scheduler_get_silence_to_tell_s (FootprintsSyncScheduler *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_scheduler_set_silence_to_tell_s (FootprintsSyncScheduler *self,
                                                      gint64 silence_to_tell_s);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_scheduler_start (FootprintsSyncScheduler *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_scheduler_look (FootprintsSyncScheduler *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_scheduler_stop_async (FootprintsSyncScheduler *self,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_sync_scheduler_stop_finish (FootprintsSyncScheduler *self,
                                                GAsyncResult *result,
                                                GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_scheduler_trigger_async (FootprintsSyncScheduler *self,
                                              gint64 config_id,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSyncRun *footprints_sync_scheduler_trigger_finish (FootprintsSyncScheduler *self,
                                                             GAsyncResult *result,
                                                             GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_sync_scheduler_is_running (FootprintsSyncScheduler *self, gint64 config_id);
FOOTPRINTS_AVAILABLE_IN_0_1
GListModel *footprints_sync_scheduler_list_configs (FootprintsSyncScheduler *self, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
GListModel *footprints_sync_scheduler_list_runs (FootprintsSyncScheduler *self,
                                                 gint64 config_id,
                                                 guint limit,
                                                 GError **error);

G_END_DECLS
