/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/store/footprints-store.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_SYNC_CONFIG (footprints_sync_config_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsSyncConfig, footprints_sync_config, FOOTPRINTS, SYNC_CONFIG, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSyncConfig *footprints_sync_config_new (const char *source, const char *account);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_sync_config_get_source (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_config_set_source (FootprintsSyncConfig *self, const char *source);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_config_set_secret (FootprintsSyncConfig *self, const char *secret);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_sync_config_has_secret (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_sync_config_get_account (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_config_set_account (FootprintsSyncConfig *self, const char *account);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_sync_config_get_base_url (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_config_set_base_url (FootprintsSyncConfig *self, const char *base_url);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_config_get_interval_minutes (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_config_set_interval_minutes (FootprintsSyncConfig *self,
                                                  gint64 interval_minutes);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_config_get_overlap_s (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_config_set_overlap_s (FootprintsSyncConfig *self, gint64 overlap_s);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_sync_config_is_enabled (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_sync_config_set_enabled (FootprintsSyncConfig *self, gboolean enabled);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_config_get_id (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_config_get_created_at (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_config_get_updated_at (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_config_get_last_sync_at (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_config_get_newest_listened_at (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_config_get_n_failures (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_config_get_failing_since (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_config_get_retry_at (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_config_get_told_at (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_sync_config_get_last_error (FootprintsSyncConfig *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_sync_config_to_json (FootprintsSyncConfig *self);

G_END_DECLS
