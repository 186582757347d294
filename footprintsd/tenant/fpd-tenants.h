/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/tenant/fpd-context.h"

G_BEGIN_DECLS

/* One listener's history, open, with all that works on it. */
typedef struct _FpdTenant FpdTenant;

const FpdContext *fpd_tenant_get_context (FpdTenant *self);
/* A request works on the history; it stays open until all have ended. */
void fpd_tenant_hold (FpdTenant *self);
void fpd_tenant_release (FpdTenant *self);

/* The histories of all accounts: opened when they are needed, and put away again when all together
 * take too much memory; a sync that is due opens its history. Main thread only. */

/* @tenant: NULL with @error set when it cannot be opened. */
typedef void (*FpdTenantFunc) (FpdTenant *tenant, const GError *error, gpointer data);

/* @check_events: whether somebody who listens to events still may. */
FpdTenants *fpd_tenants_new (FpdSite *site, FpdEventsCheck check_events);
/* Opens each history once: imports that a crash has broken off go on, syncs begin. */
void fpd_tenants_start (FpdTenants *self);
/* Calls @done now or later. @account_id: 0 on a server without accounts. */
void fpd_tenants_find (FpdTenants *self, gint64 account_id, FpdTenantFunc done, gpointer data);
/* Where its files lie; made when it is not there. NULL with @error set (transfer full). */
char *fpd_tenants_dup_folder (FpdTenants *self, gint64 account_id, GError **error);
/* The account is gone: ends what works on it, and deletes its files, with their backups. */
void fpd_tenants_delete (FpdTenants *self, gint64 account_id, const char *ledger_path);
typedef struct
{
  guint n_open;
  guint n_lost;   /* open, and their files have gone */
  guint n_failed; /* could not be opened when they were last asked for */
  gsize n_memory_bytes;
  /* Of open ones. */
  gint64 n_plays;
  gint64 n_file_bytes;
  guint n_syncs;
  guint n_failing_syncs;
  gint64 oldest_sync_age_s; /* 0: there is no enabled sync */
} FpdTenantsState;

FpdTenantsState fpd_tenants_get_state (FpdTenants *self);
/* After an account was disabled, which ends its syncs, or enabled, which begins them again. */
void fpd_tenants_check (FpdTenants *self, gint64 account_id);
/* Ends what runs; fpd_tenants_is_idle() tells when all has. */
void fpd_tenants_stop (FpdTenants *self);
gboolean fpd_tenants_is_idle (FpdTenants *self);
void fpd_tenants_free (FpdTenants *self);

G_END_DECLS
