/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Opens the histories of accounts when they are needed, closes the least recently used ones when
 * memory runs short, and deletes those of removed accounts. A tenant is OPENING, OPEN or CLOSING;
 * requests that arrive while it is not OPEN wait in its list of waiters. What works on a history
 * (jobs, syncs, verifications, notices, events) begins when it is open, and has to end before it is
 * closed. */

#include "footprintsd/tenant/fpd-tenants.h"

#include "footprintsd/backup/fpd-backup-set.h"
#include "footprintsd/backup/fpd-deletion-note.h"
#include "footprintsd/backup/fpd-leftovers.h"
#include "footprintsd/http/fpd-problem.h"
#include "footprintsd/notify/fpd-notifier.h"

#include "libfootprints/sqlite/footprints-ledger-files-private.h"

#include <glib/gstdio.h>

/* Memory that an open history takes in addition to its columns: connections and their caches. */
#define OPEN_BYTES (1024 * 1024)
#define LOOK_INTERVAL_S 60
#define CLOSE_INTERVAL_MS 20
#define MINUTE_S 60

typedef enum
{
  OPENING,
  OPEN,
  CLOSING,
} State;

typedef struct
{
  FpdTenantFunc done;
  gpointer data;
} Waiter;

struct _FpdTenant
{
  FpdTenants *owner;
  gint64 account_id;
  State state;
  char *path;
  FpdContext context;
  FpdNotifier *notifier;
  gulong store_handler;
  guint n_held;
  gint64 used_us;
  guint close_timer;
  GArray *waiters; /* of Waiter */
  gboolean is_deleted;
  gboolean is_lost; /* its file is no longer where it was opened, and the log says so */
};

struct _FpdTenants
{
  FpdSite *site;
  FpdEventsCheck check_events;
  GHashTable *tenants; /* gint64 → FpdTenant */
  GHashTable *failed;  /* gint64, accounts whose histories could not be opened */
  GHashTable *due;     /* gint64 → gint64, when a closed history is due to sync */
  GQueue to_start;     /* of gint64, histories that have not been opened since the start */
  guint look_timer;
  gboolean is_stopping;
};

static void start_opening (FpdTenant *tenant);

/* Roles may change at any time, and another program may change them. */
static void
apply_reach (FpdTenant *tenant)
{
  FpdSite *site = tenant->owner->site;

  if (tenant->context.store != NULL)
    footprints_store_set_reach (tenant->context.store,
                                fpd_site_get_reach (site, tenant->account_id));
}

const FpdContext *
fpd_tenant_get_context (FpdTenant *self)
{
  apply_reach (self);
  return &self->context;
}

void
fpd_tenant_hold (FpdTenant *self)
{
  self->n_held++;
}

void
fpd_tenant_release (FpdTenant *self)
{
  self->n_held--;
  self->used_us = g_get_monotonic_time ();
}

static gboolean
works_idle (FpdTenant *tenant)
{
  return tenant->n_held == 0 && fpd_jobs_is_idle (tenant->context.jobs) &&
         fpd_verifications_is_idle (tenant->context.verifications) &&
         fpd_notifier_is_idle (tenant->notifier);
}

static gboolean
has_ended (FpdTenant *tenant)
{
  return works_idle (tenant) && fpd_syncs_has_stopped (tenant->context.syncs);
}

/* When the next of its syncs is due; 0: never. */
static gint64
find_due_time (FpdTenant *tenant)
{
  FootprintsSyncScheduler *scheduler = fpd_syncs_get_scheduler (tenant->context.syncs);
  g_autoptr (GListModel) configs = footprints_sync_scheduler_list_configs (scheduler, NULL);
  guint n_configs = configs != NULL ? g_list_model_get_n_items (configs) : 0;
  gint64 earliest = 0;

  for (guint i = 0; i < n_configs; i++)
    {
      g_autoptr (FootprintsSyncConfig) config = g_list_model_get_item (configs, i);
      gint64 due_at = footprints_sync_config_get_retry_at (config);

      if (due_at == 0)
        due_at = footprints_sync_config_get_last_sync_at (config) +
                 footprints_sync_config_get_interval_minutes (config) * MINUTE_S;
      if (footprints_sync_config_is_enabled (config) && (earliest == 0 || due_at < earliest))
        earliest = due_at;
    }
  return earliest;
}

static gboolean
has_running_sync (FpdTenant *tenant)
{
  FootprintsSyncScheduler *scheduler = fpd_syncs_get_scheduler (tenant->context.syncs);
  g_autoptr (GListModel) configs = footprints_sync_scheduler_list_configs (scheduler, NULL);
  guint n_configs = configs != NULL ? g_list_model_get_n_items (configs) : 0;

  for (guint i = 0; i < n_configs; i++)
    {
      g_autoptr (FootprintsSyncConfig) config = g_list_model_get_item (configs, i);

      if (footprints_sync_scheduler_is_running (scheduler, footprints_sync_config_get_id (config)))
        return TRUE;
    }
  return FALSE;
}

static gsize
get_memory_bytes (FpdTenant *tenant)
{
  return OPEN_BYTES + footprints_store_get_memory_use (tenant->context.store);
}

/* Clients find out for themselves what is new. */
static void
on_store_changed (FootprintsStore *store, FpdTenant *tenant)
{
  if (fpd_events_has_clients (tenant->context.events))
    fpd_events_send (tenant->context.events, "history", "{}");
}

/* Takes @store. */
static void
begin_work (FpdTenant *tenant, FootprintsStore *store)
{
  FpdContext *context = &tenant->context;
  const FpdSite *site = tenant->owner->site;
  FootprintsSyncScheduler *scheduler;

  context->site = tenant->owner->site;
  context->contact = site->config->contact;
  context->store = store;
  context->n_exports = g_rc_box_new0 (guint);
  context->events = fpd_events_new (tenant->owner->check_events);
  context->jobs = fpd_jobs_new (store, context->events);
  context->syncs = fpd_syncs_new (store, context->contact, context->events);
  scheduler = fpd_syncs_get_scheduler (context->syncs);
  footprints_sync_scheduler_set_failures_to_tell (scheduler, site->notify->n_failures);
  footprints_sync_scheduler_set_silence_to_tell_s (scheduler, site->notify->silence_s);
  context->verifications = fpd_verifications_new (store, context->events);
  tenant->notifier = fpd_notifier_new (scheduler, site->notify);
  tenant->store_handler =
      g_signal_connect (store, "changed", G_CALLBACK (on_store_changed), tenant);
  apply_reach (tenant);
  /* Nothing records whether the token that began an import was an owner's. */
  fpd_jobs_go_on (context->jobs, site->accounts != NULL ? site->config->reach : NULL);
  fpd_syncs_start (context->syncs);
  fpd_notifier_start (tenant->notifier);
}

static void
stop_work (FpdTenant *tenant)
{
  fpd_jobs_cancel_all (tenant->context.jobs);
  fpd_syncs_stop (tenant->context.syncs);
  fpd_verifications_cancel_all (tenant->context.verifications);
  fpd_notifier_stop (tenant->notifier);
  fpd_events_close (tenant->context.events);
}

static void
end_work (FpdTenant *tenant)
{
  FpdContext *context = &tenant->context;

  g_clear_signal_handler (&tenant->store_handler, context->store);
  /* What did not end in time still uses its owner, and is not freed. */
  if (has_ended (tenant))
    {
      fpd_notifier_free (tenant->notifier);
      fpd_jobs_free (context->jobs);
      fpd_syncs_free (context->syncs);
      fpd_verifications_free (context->verifications);
      fpd_events_free (context->events);
    }
  g_rc_box_release (context->n_exports);
  footprints_store_close (context->store);
  g_clear_object (&context->store);
  *context = (FpdContext){ 0 };
}

static void
tenant_free (FpdTenant *tenant)
{
  g_clear_handle_id (&tenant->close_timer, g_source_remove);
  if (tenant->context.store != NULL)
    end_work (tenant);
  g_array_unref (tenant->waiters);
  g_free (tenant->path);
  g_free (tenant);
}

/* @error: NULL when it is open. */
static void
answer_waiters (FpdTenant *tenant, const GError *error)
{
  g_autoptr (GArray) waiters = g_steal_pointer (&tenant->waiters);

  tenant->waiters = g_array_new (FALSE, FALSE, sizeof (Waiter));
  for (guint i = 0; i < waiters->len; i++)
    {
      Waiter *waiter = &g_array_index (waiters, Waiter, i);

      waiter->done (error == NULL ? tenant : NULL, error, waiter->data);
    }
}

static char *
dup_key_file (FpdTenants *self, gint64 account_id)
{
  const char *key_file = self->site->config->key_file;

  if (key_file == NULL || account_id <= 1)
    return g_strdup (key_file);
  return g_strdup_printf ("%s.%" G_GINT64_FORMAT, key_file, account_id);
}

/* Deletes what the library kept from before a migration. */
static void
delete_kept (const char *folder, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *beginning = g_strconcat (name, FOOTPRINTS_LEDGER_EARLIER_ENDING, NULL);

  fpd_leftovers_remove_beginning (folder, beginning);
}

static void
delete_ledger_files (FpdTenants *self, gint64 account_id, const char *path)
{
  const FpdConfig *config = self->site->config;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *key_file = dup_key_file (self, account_id);
  g_autofree char *notices = g_strconcat (path, ".notices", NULL);

  if (key_file != NULL && account_id > 1)
    g_unlink (key_file);
  if (!g_str_equal (path, config->database_path))
    {
      fpd_leftovers_remove_folder (folder, TRUE);
      return;
    }
  /* The folder of the first account holds other files, too. */
  _footprints_ledger_files_remove (path, FOOTPRINTS_LEDGER_FILES_ALL);
  g_unlink (notices);
  g_free (key_file);
  key_file = g_build_filename (folder, "footprints.key", NULL);
  g_unlink (key_file);
  delete_kept (folder, path);
  fpd_leftovers_remove_beginning (folder, FPD_BEFORE_RESTORE "-");
  fpd_leftovers_remove_all (path);
}

static void
delete_files (FpdTenants *self, gint64 account_id, const char *path)
{
  fpd_backup_set_forget (self->site->config, account_id, path);
  delete_ledger_files (self, account_id, path);
  fpd_deletion_note_remove (self->site->config, account_id);
}

/* Finishes a deletion when the server was killed after it removed the account and before it deleted
 * the files. An account that still exists, or exists again, keeps them. */
static void
on_deletion_note (gint64 account_id, const char *path, gpointer data)
{
  FpdTenants *self = data;
  g_autoptr (FpdAccount) account = fpd_accounts_get (self->site->accounts, account_id);

  if (account == NULL)
    delete_files (self, account_id, path);
}

static gboolean
on_close_timer (gpointer data)
{
  FpdTenant *tenant = data;
  FpdTenants *self = tenant->owner;

  if (!has_ended (tenant))
    return G_SOURCE_CONTINUE;
  tenant->close_timer = 0;
  end_work (tenant);
  if (tenant->is_deleted)
    delete_files (self, tenant->account_id, tenant->path);
  /* It was requested again in the meantime. */
  if (tenant->waiters->len > 0 && !self->is_stopping && !tenant->is_deleted)
    start_opening (tenant);
  else
    {
      g_autoptr (GError) error =
          g_error_new_literal (FPD_HTTP_ERROR, 503, "the server is stopping");

      answer_waiters (tenant, error);
      g_hash_table_remove (self->tenants, &tenant->account_id);
    }
  return G_SOURCE_REMOVE;
}

static void
start_closing (FpdTenant *tenant)
{
  tenant->state = CLOSING;
  stop_work (tenant);
  tenant->close_timer = g_timeout_add (CLOSE_INTERVAL_MS, on_close_timer, tenant);
}

static gboolean
may_be_put_away (FpdTenant *tenant)
{
  return tenant->state == OPEN && works_idle (tenant) && *tenant->context.n_exports == 0 &&
         !fpd_events_has_clients (tenant->context.events) && !has_running_sync (tenant);
}

/* The least recently used history that can be closed; NULL: all are in use. */
static FpdTenant *
find_unused (FpdTenants *self, gsize *used_bytes)
{
  FpdTenant *unused = NULL;
  GHashTableIter iter;
  FpdTenant *tenant;

  *used_bytes = 0;
  g_hash_table_iter_init (&iter, self->tenants);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &tenant))
    {
      if (tenant->state != OPEN)
        continue;
      *used_bytes += get_memory_bytes (tenant);
      if ((unused == NULL || tenant->used_us < unused->used_us) && may_be_put_away (tenant))
        unused = tenant;
    }
  return unused;
}

static void
put_unused_away (FpdTenants *self)
{
  gsize used_bytes;
  FpdTenant *unused;

  while ((unused = find_unused (self, &used_bytes)) != NULL &&
         used_bytes > self->site->config->max_memory_bytes)
    {
      gint64 due_at = find_due_time (unused);

      if (due_at > 0)
        g_hash_table_replace (self->due, g_memdup2 (&unused->account_id, sizeof unused->account_id),
                              g_memdup2 (&due_at, sizeof due_at));
      start_closing (unused);
    }
}

static void
ignore (FpdTenant *tenant, const GError *error, gpointer data)
{
}

static gboolean
is_disabled (FpdTenants *self, gint64 account_id)
{
  g_autoptr (FpdAccount) account =
      self->site->accounts != NULL ? fpd_accounts_get (self->site->accounts, account_id) : NULL;

  return account != NULL && account->disabled_at != 0;
}

/* Disabled accounts are not synced. Another program may have disabled them. */
static void
put_disabled_away (FpdTenants *self)
{
  GHashTableIter iter;
  FpdTenant *tenant;

  g_hash_table_iter_init (&iter, self->tenants);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &tenant))
    {
      apply_reach (tenant);
      if (tenant->state == OPEN && is_disabled (self, tenant->account_id))
        start_closing (tenant);
    }
}

static void
open_due (FpdTenants *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gint64 *id, *due_at;

  g_hash_table_iter_init (&iter, self->due);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, (gpointer *) &due_at))
    if (*due_at <= now && !is_disabled (self, *id))
      g_array_append_val (ids, *id);
  for (guint i = 0; i < ids->len; i++)
    fpd_tenants_find (self, g_array_index (ids, gint64, i), ignore, NULL);
}

static gboolean
on_look (gpointer data)
{
  FpdTenants *self = data;

  put_disabled_away (self);
  put_unused_away (self);
  open_due (self);
  if (g_hash_table_size (self->tenants) > 1 || g_hash_table_size (self->due) > 0)
    return G_SOURCE_CONTINUE;
  self->look_timer = 0;
  return G_SOURCE_REMOVE;
}

/* Opens one after the other, so that a request in the meantime need not wait for all of them. */
static void
open_next (FpdTenants *self)
{
  g_autofree gint64 *id = NULL;

  do
    {
      g_free (id);
      id = g_queue_pop_head (&self->to_start);
    }
  while (id != NULL && g_hash_table_contains (self->tenants, id));
  if (id != NULL && !self->is_stopping)
    fpd_tenants_find (self, *id, ignore, NULL);
}

static void
fail_opening (FpdTenant *tenant, const GError *error)
{
  FpdTenants *self = tenant->owner;

  g_warning ("Cannot open the history %s: %s", tenant->path, error->message);
  g_hash_table_add (tenant->owner->failed,
                    g_memdup2 (&tenant->account_id, sizeof tenant->account_id));
  answer_waiters (tenant, error);
  g_hash_table_remove (self->tenants, &tenant->account_id);
  open_next (self);
}

/* The first request should not pay for reading the whole ledger. */
static void
on_history_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  FpdTenants *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsHistory) history =
      footprints_store_get_history_finish (FOOTPRINTS_STORE (source), result, &error);

  if (history == NULL && !g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CLOSED))
    g_warning ("Cannot read the history: %s", error->message);
  put_unused_away (self);
  open_next (self);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  FpdTenant *tenant = data;
  FpdTenants *self = tenant->owner;
  g_autoptr (GError) error = NULL;
  FootprintsStore *store = footprints_store_open_finish (result, &error);
  g_autofree char *key_file = dup_key_file (self, tenant->account_id);

  if (store == NULL)
    {
      fail_opening (tenant, error);
      return;
    }
  footprints_store_set_key_file (store, key_file);
  tenant->state = OPEN;
  tenant->used_us = g_get_monotonic_time ();
  g_hash_table_remove (self->due, &tenant->account_id);
  g_hash_table_remove (self->failed, &tenant->account_id);
  begin_work (tenant, store);
  if (self->is_stopping || tenant->is_deleted)
    {
      start_closing (tenant);
      return;
    }
  footprints_store_get_history_async (store, NULL, on_history_loaded, self);
  answer_waiters (tenant, NULL);
  if (self->look_timer == 0 && g_hash_table_size (self->tenants) > 1)
    self->look_timer = g_timeout_add_seconds (LOOK_INTERVAL_S, on_look, self);
}

static void
start_opening (FpdTenant *tenant)
{
  tenant->state = OPENING;
  footprints_store_open_async (tenant->path, FOOTPRINTS_STORE_OPEN_NONE, NULL, on_opened, tenant);
}

/* The path of an account's history; NULL with @error set. */
static char *
dup_path (FpdTenants *self, gint64 account_id, GError **error)
{
  FpdAccounts *accounts = self->site->accounts;
  g_autoptr (FpdAccount) account = NULL;

  if (accounts == NULL)
    return g_strdup (self->site->config->database_path);
  account = fpd_accounts_get (accounts, account_id);
  if (account != NULL)
    return fpd_accounts_dup_ledger_path (accounts, account);
  g_set_error (error, FPD_HTTP_ERROR, 404, "user not found");
  return NULL;
}

FpdTenants *
fpd_tenants_new (FpdSite *site, FpdEventsCheck check_events)
{
  FpdTenants *self = g_new0 (FpdTenants, 1);

  self->site = site;
  self->check_events = check_events;
  g_queue_init (&self->to_start);
  self->tenants =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) tenant_free);
  self->failed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->due = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

void
fpd_tenants_start (FpdTenants *self)
{
  g_autoptr (GPtrArray) accounts =
      self->site->accounts != NULL ? fpd_accounts_list (self->site->accounts) : NULL;

  /* Even when nobody has an account yet. */
  fpd_leftovers_remove_all (self->site->config->database_path);
  if (self->site->config->key_file != NULL)
    fpd_leftovers_remove_of_key (self->site->config->key_file);
  if (accounts == NULL)
    g_queue_push_tail (&self->to_start, g_new0 (gint64, 1));
  else
    fpd_deletion_note_take_all (self->site->config, on_deletion_note, self);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const FpdAccount *account = accounts->pdata[i];
      g_autofree char *path = fpd_accounts_dup_ledger_path (self->site->accounts, account);

      fpd_leftovers_remove_all (path);
      if (account->disabled_at == 0)
        g_queue_push_tail (&self->to_start, g_memdup2 (&account->id, sizeof account->id));
    }
  open_next (self);
}

char *
fpd_tenants_dup_folder (FpdTenants *self, gint64 account_id, GError **error)
{
  g_autofree char *path = dup_path (self, account_id, error);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  if (folder != NULL)
    g_mkdir_with_parents (folder, 0700);
  return g_steal_pointer (&folder);
}

/* NULL with @error set. */
static FpdTenant *
add (FpdTenants *self, gint64 account_id, GError **error)
{
  g_autofree char *path = dup_path (self, account_id, error);
  g_autofree char *folder = NULL;
  FpdTenant *tenant;

  if (path == NULL)
    return NULL;
  folder = fpd_tenants_dup_folder (self, account_id, NULL);
  tenant = g_new0 (FpdTenant, 1);
  tenant->owner = self;
  tenant->account_id = account_id;
  tenant->path = g_steal_pointer (&path);
  tenant->waiters = g_array_new (FALSE, FALSE, sizeof (Waiter));
  g_hash_table_insert (self->tenants, &tenant->account_id, tenant);
  start_opening (tenant);
  return tenant;
}

/* NULL: it is not open, or is being closed. */
static FpdTenant *
get_open (FpdTenants *self, gint64 account_id)
{
  FpdTenant *tenant = g_hash_table_lookup (self->tenants, &account_id);

  if (tenant == NULL || tenant->state != OPEN || tenant->is_deleted)
    return NULL;
  tenant->used_us = g_get_monotonic_time ();
  return tenant;
}

void
fpd_tenants_find (FpdTenants *self, gint64 account_id, FpdTenantFunc done, gpointer data)
{
  FpdTenant *tenant = g_hash_table_lookup (self->tenants, &account_id);
  Waiter waiter = { done, data };
  g_autoptr (GError) error = NULL;

  if (tenant == NULL)
    tenant = add (self, account_id, &error);
  if (tenant != NULL && tenant->is_deleted)
    g_set_error (&error, FPD_HTTP_ERROR, 404, "user not found");
  if (error != NULL)
    done (NULL, error, data);
  else if (get_open (self, account_id) != NULL)
    done (tenant, NULL, data);
  else
    g_array_append_val (tenant->waiters, waiter);
}

void
fpd_tenants_delete (FpdTenants *self, gint64 account_id, const char *ledger_path)
{
  FpdTenant *tenant = g_hash_table_lookup (self->tenants, &account_id);

  g_hash_table_remove (self->due, &account_id);
  g_hash_table_remove (self->failed, &account_id);
  fpd_backup_set_forget (self->site->config, account_id, ledger_path);
  if (tenant == NULL)
    {
      delete_files (self, account_id, ledger_path);
      return;
    }
  tenant->is_deleted = TRUE;
  if (tenant->state == OPEN)
    start_closing (tenant);
}

void
fpd_tenants_check (FpdTenants *self, gint64 account_id)
{
  FpdTenant *tenant = get_open (self, account_id);

  if (tenant != NULL)
    apply_reach (tenant);
  if (is_disabled (self, account_id))
    put_disabled_away (self);
  else
    fpd_tenants_find (self, account_id, ignore, NULL);
}

static void
add_syncs (FpdTenant *tenant, FpdTenantsState *state)
{
  FootprintsSyncScheduler *scheduler = fpd_syncs_get_scheduler (tenant->context.syncs);
  g_autoptr (GListModel) configs = footprints_sync_scheduler_list_configs (scheduler, NULL);
  guint n_configs = configs != NULL ? g_list_model_get_n_items (configs) : 0;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < n_configs; i++)
    {
      g_autoptr (FootprintsSyncConfig) config = g_list_model_get_item (configs, i);
      gint64 last_at = MAX (footprints_sync_config_get_last_sync_at (config),
                            footprints_sync_config_get_created_at (config));

      state->n_syncs++;
      state->n_failing_syncs += footprints_sync_config_get_n_failures (config) > 0;
      if (footprints_sync_config_is_enabled (config))
        state->oldest_sync_age_s = MAX (state->oldest_sync_age_s, now - last_at);
    }
}

/* Whether the file of an open history is gone; logged once. */
static gboolean
look_for_file (FpdTenant *tenant)
{
  g_autoptr (GError) error = NULL;
  gboolean was_lost = tenant->is_lost;

  tenant->is_lost = !footprints_store_check_file (tenant->context.store, &error);
  if (tenant->is_lost && !was_lost)
    g_warning ("%s: %s", tenant->path, error->message);
  return tenant->is_lost;
}

FpdTenantsState
fpd_tenants_get_state (FpdTenants *self)
{
  FpdTenantsState state = { .n_failed = g_hash_table_size (self->failed) };
  GHashTableIter iter;
  FpdTenant *tenant;
  GStatBuf status;

  g_hash_table_iter_init (&iter, self->tenants);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &tenant))
    {
      if (tenant->state != OPEN)
        continue;
      state.n_open++;
      state.n_lost += look_for_file (tenant);
      state.n_memory_bytes += get_memory_bytes (tenant);
      state.n_plays +=
          MAX (0, footprints_store_count_scrobbles (tenant->context.store, NULL, NULL));
      if (g_stat (tenant->path, &status) == 0)
        state.n_file_bytes += status.st_size;
      add_syncs (tenant, &state);
    }
  return state;
}

void
fpd_tenants_stop (FpdTenants *self)
{
  GHashTableIter iter;
  FpdTenant *tenant;

  self->is_stopping = TRUE;
  g_clear_handle_id (&self->look_timer, g_source_remove);
  g_hash_table_iter_init (&iter, self->tenants);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &tenant))
    if (tenant->state == OPEN)
      start_closing (tenant);
}

gboolean
fpd_tenants_is_idle (FpdTenants *self)
{
  return g_hash_table_size (self->tenants) == 0;
}

void
fpd_tenants_free (FpdTenants *self)
{
  g_clear_handle_id (&self->look_timer, g_source_remove);
  g_queue_clear_full (&self->to_start, g_free);
  g_hash_table_unref (self->tenants);
  g_hash_table_unref (self->due);
  g_hash_table_unref (self->failed);
  g_free (self);
}
