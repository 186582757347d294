/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/request/fpd-response.h"

G_BEGIN_DECLS

/* {success, message, config}, as this API has always answered. */
FpdResponse *fpd_sync_tell_done (const FpdContext *context,
                                 FootprintsSyncConfig *config,
                                 const char *text,
                                 GError **error);
/* The sync of a source and account (transfer full); NULL without an error when there is none. Asks
 * the store, since the scheduler knows a deleted sync until its run has ended. */
FootprintsSyncConfig *
fpd_sync_find (FootprintsStore *store, const char *source, const char *username, GError **error);
/* An address that every run would reject is rejected at once. @base_url: NULL is the service's. */
gboolean fpd_sync_check_reach (FootprintsStore *store, const char *base_url, GError **error);

G_END_DECLS
