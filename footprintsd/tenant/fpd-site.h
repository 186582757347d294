/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-accounts.h"
#include "footprintsd/accounts/fpd-throttle.h"
#include "footprintsd/config/fpd-config.h"
#include "footprintsd/http/fpd-metrics.h"
#include "footprintsd/notify/fpd-notify-config.h"

G_BEGIN_DECLS

typedef struct _FpdTenants FpdTenants;
typedef struct _FpdBackupSchedule FpdBackupSchedule;

/* What all requests share. */
typedef struct
{
  /* Any thread. */
  const FpdConfig *config;       /* borrowed */
  const FpdNotifyConfig *notify; /* borrowed */
  FpdAccounts *accounts; /* NULL: the server has none, and anyone who connects may do anything */
  FpdThrottle *throttle;
  char *setup_code; /* makes the first account; NULL: there was one at the start */
  GThread *preparation;
  /* Main thread only. */
  FpdMetrics *metrics;
  FpdTenants *tenants; /* these two are the server's; NULL without one */
  FpdBackupSchedule *backups;
} FpdSite;

/* NULL with @error set when the accounts cannot be opened. */
FpdSite *fpd_site_new (const FpdConfig *config, const FpdNotifyConfig *notify, GError **error);
/* Where requests to services may go for an account's history; NULL: anywhere, as for owners, and on
 * a server without accounts (borrowed). */
FootprintsReach *fpd_site_get_reach (FpdSite *self, gint64 account_id);
/* The same by the scopes of a request, whose token may be allowed less than its account. */
FootprintsReach *fpd_site_get_reach_of_scopes (FpdSite *self, guint scopes);
/* Whether the server waits for its first account. Any thread, as with the two above. */
gboolean fpd_site_is_new (FpdSite *self);
void fpd_site_free (FpdSite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdSite, fpd_site_free)

G_END_DECLS
