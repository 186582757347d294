/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/tenant/fpd-context.h"

G_BEGIN_DECLS

/* A listener's open history, with everything that works on it. */
typedef struct _FpdTenant FpdTenant;

const FpdContext *fpd_tenant_get_context (FpdTenant *self);
/* While a request works on the history, it stays open. */
void fpd_tenant_hold (FpdTenant *self);
void fpd_tenant_release (FpdTenant *self);

/* The histories of all accounts: opened when they are needed, and closed when together they take
 * too much memory; a sync that is due opens its history. Main thread only. */

/* @tenant: NULL with @error set when it cannot be opened. */
typedef void (*FpdTenantFunc) (FpdTenant *tenant, const GError *error, gpointer data);

/* @check_events: whether a client that listens to events still may. */
FpdTenants *fpd_tenants_new (FpdSite *site, FpdEventsCheck check_events);
/* Opens each history once: imports that a crash interrupted resume, and syncs start. */
void fpd_tenants_start (FpdTenants *self);
/* Calls @done now or later. @account_id: 0 on a server without accounts. */
void fpd_tenants_find (FpdTenants *self, gint64 account_id, FpdTenantFunc done, gpointer data);
/* The folder of an account's files, created if it is missing. NULL with @error set (transfer
 * full). */
char *fpd_tenants_dup_folder (FpdTenants *self, gint64 account_id, GError **error);
/* Call when an account was removed: ends what works on its history, and deletes its files and their
 * backups. */
void fpd_tenants_delete (FpdTenants *self, gint64 account_id, const char *ledger_path);
typedef struct
{
  guint n_open;
  guint n_lost;   /* open, but their files are gone */
  guint n_failed; /* could not be opened at the last attempt */
  gsize n_memory_bytes;
  /* Of open histories. */
  gint64 n_plays;
  gint64 n_file_bytes;
  guint n_syncs;
  guint n_failing_syncs;
  gint64 oldest_sync_age_s; /* 0: there is no enabled sync */
} FpdTenantsState;

FpdTenantsState fpd_tenants_get_state (FpdTenants *self);
/* Call after an account was disabled, which stops its syncs, or enabled, which starts them
 * again. */
void fpd_tenants_check (FpdTenants *self, gint64 account_id);
/* Ends everything; fpd_tenants_is_idle() says when it has ended. */
void fpd_tenants_stop (FpdTenants *self);
gboolean fpd_tenants_is_idle (FpdTenants *self);
void fpd_tenants_free (FpdTenants *self);

G_END_DECLS
