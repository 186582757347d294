/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Syncs, imports from a service, and comparisons with one. */

#include "model-calls.h"
#include "model-operations.h"
#include "model-walk.h"

#define SECRET "5ec2e7-5ec2e7-5ec2e7"
#define MAX_REQUESTS 300

static ModelAccount *
choose_account (ModelWorld *self, guint number)
{
  return &self->accounts[number % MODEL_N_ACCOUNTS];
}

/* Runs the main context once, and fails if a run takes too many requests: for so few plays, even a
 * misbehaving service must not get more. Returns whether it has had @n_requests; 0: never. */
static gboolean
wait_for_requests (ModelWorld *world, ModelAccount *account, guint n_requests)
{
  guint n_had = fake_service_get_n_requests (model_get_service (world, account)->fake);

  if (n_had > MAX_REQUESTS)
    model_fail (world, "endless", "%s of %s is asked again and again", account->source,
                account->user);
  g_main_context_iteration (NULL, TRUE);
  return n_requests > 0 && n_had >= n_requests;
}

/* A successful run with an honest service knows how many plays there are. It may leave some for
 * later, since searching everything takes long, but then it says so. At the end, there is none. */
static void
check_count (ModelWorld *world, ModelAccount *account, FootprintsSyncRun *run, guint n_missing)
{
  g_autoptr (GHashTable) listed = model_account_list_keys (world, account);
  guint n_gone = model_walk_count_gone (world, account, listed);

  if (n_missing > n_gone && (world->is_end || model_call_n_missing (run) == 0))
    model_fail (world, "count-ignored",
                "%u plays of the service are missing, %u are there that it has no more, and %s",
                n_missing, n_gone,
                world->is_end ? "all lies are over" : "the run says that all is well");
}

static void
end_sync (ModelWorld *world, ModelWalk *walk, FootprintsSyncRun *run, const GError *error)
{
  ModelAccount *account = walk->account;
  guint n_missing;

  walk->has_worked = error == NULL;
  walk->since = run != NULL ? footprints_sync_run_get_window_start (run) : 0;
  walk->n_new = run != NULL ? footprints_sync_run_get_n_new (run) : -1;
  model_disk_settle (world);
  n_missing = model_walk_end (world, walk);
  if (error != NULL)
    model_tell (world, "%s of %s is synced, and fails: %s", account->source, account->user,
                error->message);
  else
    model_tell (world,
                "%s of %s is synced from %" G_GINT64_FORMAT " on: %" G_GINT64_FORMAT
                " new of %" G_GINT64_FORMAT ", %u missing",
                account->source, account->user, walk->since, walk->n_new,
                footprints_sync_run_get_n_rows (run), n_missing);
  if (error != NULL && walk->is_honest &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    model_fail (world, "sync-failed", "%s of %s does all as it should, and the sync fails: %s",
                account->source, account->user, error->message);
  if (walk->has_worked && walk->is_honest)
    check_count (world, account, run, n_missing);
  account->is_interrupted = error != NULL;
  /* Even a run that got false answers has looked where it had to. */
  if (walk->has_worked)
    account->look_from = G_MAXINT64;
}

/* The only way to cancel a run of a scheduler is to stop the scheduler. */
static void
restart_scheduler (ModelWorld *world)
{
  model_world_close (world);
  model_world_open (world);
}

gboolean
model_run_sync (ModelWorld *self, ModelAccount *account, guint cancel_after)
{
  g_auto (ModelCall) call = { 0 };
  g_autoptr (FootprintsSyncScheduler) scheduler = g_object_ref (self->scheduler);
  g_autoptr (FootprintsSyncRun) run = NULL;
  g_autoptr (GError) error = NULL;
  ModelWalk walk;

  model_walk_begin (self, &walk, account);
  footprints_sync_scheduler_trigger_async (scheduler, account->config_id, model_call_cb, &call);
  while (call.result == NULL)
    if (wait_for_requests (self, account, cancel_after))
      {
        cancel_after = 0;
        restart_scheduler (self);
      }
  run = footprints_sync_scheduler_trigger_finish (scheduler, call.result, &error);
  end_sync (self, &walk, run, error);
  return error == NULL;
}

void
model_sync (ModelWorld *world, const guint *arguments)
{
  model_run_sync (world, choose_account (world, arguments[0]), 0);
}

void
model_sync_cancelled (ModelWorld *world, const guint *arguments)
{
  model_run_sync (world, choose_account (world, arguments[0]), 1 + arguments[1] % 8);
}

static FootprintsImporter *
make_importer (ModelWorld *world, ModelAccount *account)
{
  g_autoptr (GError) error = NULL;
  FootprintsImporter *importer = footprints_importer_create (
      account->source, account->user, SECRET,
      fake_service_get_url (model_get_service (world, account)->fake), &error);

  model_check_no_error (world, "importer", error);
  return importer;
}

/* Runs an import of the account until it ends in any way. */
static FootprintsImportSummary *
run_import (ModelWorld *world,
            ModelAccount *account,
            gint64 since,
            guint cancel_after,
            gboolean dry_run,
            GError **error)
{
  g_autoptr (FootprintsImporter) importer = make_importer (world, account);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (world->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (ModelCall) call = { 0 };

  footprints_import_job_set_since (job, since);
  footprints_import_job_set_dry_run (job, dry_run);
  footprints_import_job_run_async (job, cancellable, model_call_cb, &call);
  while (call.result == NULL)
    if (wait_for_requests (world, account, cancel_after))
      g_cancellable_cancel (cancellable);
  footprints_import_job_run_finish (job, call.result, error);
  return footprints_import_job_get_summary (job);
}

static void
import (ModelWorld *world, ModelAccount *account, gint64 since, guint cancel_after)
{
  g_autofree char *label = g_strdup_printf ("%s: %s", account->source, account->user);
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (GError) error = NULL;
  ModelImport *import;
  ModelWalk walk;
  gboolean is_honest;

  model_walk_begin (world, &walk, account);
  summary = run_import (world, account, since, cancel_after, FALSE, &error);
  model_disk_settle (world);
  import = model_find_import (world, label, (int) (account - world->accounts));
  walk.origin = import != NULL ? import->origin : 0;
  walk.promised_from = G_MAXINT64;
  walk.since = since;
  walk.has_worked = error == NULL;
  /* A resumed import also counts the plays stored before the interruption. */
  if (footprints_import_summary_get_n_resumed (summary) == 0)
    walk.n_new = footprints_import_summary_get_n_new (summary);
  else
    walk.since = G_MAXINT64;
  model_walk_end (world, &walk);
  is_honest = walk.is_honest;
  model_tell (world,
              "%s of %s is imported from %" G_GINT64_FORMAT " on: %" G_GINT64_FORMAT
              " new of %" G_GINT64_FORMAT ", %s",
              account->source, account->user, since, footprints_import_summary_get_n_new (summary),
              footprints_import_summary_get_n_rows (summary),
              error != NULL ? error->message : "all of it");
  if (error != NULL && is_honest && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    model_fail (world, "import-failed", "%s of %s does all as it should, and the import fails: %s",
                account->source, account->user, error->message);
}

void
model_import_service (ModelWorld *world, const guint *arguments)
{
  const ModelPlay *play =
      &g_array_index (world->plays, ModelPlay, arguments[1] % world->plays->len);

  import (world, choose_account (world, arguments[0]),
          arguments[2] % 2 == 0 ? 0 : play->listened_at, 0);
}

void
model_import_service_cancelled (ModelWorld *world, const guint *arguments)
{
  import (world, choose_account (world, arguments[0]), 0, 1 + arguments[1] % 8);
}

/* A dry run says how many plays would be new. The checks after each step verify that it changes
 * nothing. */
void
model_dry_run_service (ModelWorld *world, const guint *arguments)
{
  ModelAccount *account = choose_account (world, arguments[0]);
  ModelService *service = model_get_service (world, account);
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (GHashTable) listed = model_account_list_keys (world, account);
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer key;
  gint64 n_new = 0;

  fake_service_clear_log (service->fake);
  summary = run_import (world, account, 0, 0, TRUE, &error);
  g_hash_table_iter_init (&iter, listed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n_new += model_ledger_find (world->ledger, key) == NULL;
  model_tell (world, "a dry run for %s of %s: %" G_GINT64_FORMAT " new, %s", account->source,
              account->user, footprints_import_summary_get_n_new (summary),
              error != NULL ? error->message : "all of it");
  if (error == NULL && model_service_is_honest (service) &&
      fake_service_get_n_faults (service->fake) == 0 &&
      n_new > footprints_import_summary_get_n_new (summary))
    model_fail (world, "dry-run",
                "the dry run says that %" G_GINT64_FORMAT
                " plays are new, and there are %" G_GINT64_FORMAT,
                footprints_import_summary_get_n_new (summary), n_new);
}

gint64
model_run_verification (ModelWorld *self, ModelAccount *account, gboolean repair)
{
  g_autoptr (FootprintsImporter) importer = make_importer (self, account);
  g_autoptr (FootprintsVerification) verification =
      footprints_verification_new (self->store, importer);
  g_auto (ModelCall) call = { 0 };
  g_autoptr (GError) error = NULL;

  footprints_verification_set_repair (verification, repair);
  footprints_verification_set_thorough (verification, TRUE);
  fake_service_clear_log (model_get_service (self, account)->fake);
  footprints_verification_run_async (verification, NULL, model_call_cb, &call);
  while (call.result == NULL)
    wait_for_requests (self, account, 0);
  footprints_verification_run_finish (verification, call.result, &error);
  model_check_no_error (self, "verify-failed", error);
  return footprints_verification_get_n_missing (verification);
}

/* Lists the plays of the service that the ledger does not have in any state. @n_doubtful: how many
 * of these may be new names of plays that the listener removed. */
static GPtrArray *
list_missing (ModelWorld *world, ModelAccount *account, GHashTable *listed, guint *n_doubtful)
{
  GPtrArray *missing = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  *n_doubtful = 0;
  g_hash_table_iter_init (&iter, listed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (model_ledger_find (world->ledger, key) == NULL)
      {
        g_ptr_array_add (missing, key);
        *n_doubtful += model_walk_may_follow_removed (world, account, listed, key);
      }
  return missing;
}

/* Takes over the missing plays that are there now, which the repair must have brought. */
static void
take_repair (ModelWorld *world, ModelAccount *account, GPtrArray *missing)
{
  g_autofree char *label = g_strdup_printf ("Repair of %s: %s", account->source, account->user);
  g_autoptr (GHashTable) observed = model_observe (world);
  ModelImport *import = model_find_import (world, label, (int) (account - world->accounts));

  for (guint i = 0; i < missing->len; i++)
    {
      const char *key = missing->pdata[i];

      if (!g_hash_table_contains (observed, key))
        continue;
      if (import == NULL)
        model_fail (world, "verify", "the repair is not among the imports");
      model_ledger_report (world->ledger, key, g_ascii_strtoll (key, NULL, 10), account->source,
                           import->origin);
    }
}

/* Compares with an honest service, and repairs; a repair is an import. */
void
model_verify (ModelWorld *world, const guint *arguments)
{
  ModelAccount *account = choose_account (world, arguments[0]);
  ModelService *service = model_get_service (world, account);
  g_autoptr (GHashTable) listed = model_account_list_keys (world, account);
  guint n_doubtful = 0;
  g_autoptr (GPtrArray) missing = list_missing (world, account, listed, &n_doubtful);
  gboolean repair = arguments[1] % 2 == 0;
  guint n_unknown;
  gint64 n_missing;

  fake_service_fail_next (service->fake, FAKE_FAULT_NONE, 0);
  if (!model_service_is_honest (service))
    {
      model_tell (world, "%s is not compared, since it lies", account->source);
      return;
    }
  n_missing = model_run_verification (world, account, repair);
  model_tell (world, "%s of %s is compared%s: %" G_GINT64_FORMAT " missing", account->source,
              account->user, repair ? " and repaired" : "", n_missing);
  if (n_missing > missing->len || n_missing < missing->len - n_doubtful)
    model_fail (world, "verify",
                "the comparison says that %" G_GINT64_FORMAT " plays are missing, and %u are%s%s",
                n_missing, missing->len, missing->len > 0 ? ", among them " : "",
                missing->len > 0 ? (const char *) missing->pdata[0] : "");
  if (!repair)
    return;
  take_repair (world, account, missing);
  g_clear_pointer (&missing, g_ptr_array_unref);
  missing = list_missing (world, account, listed, &n_unknown);
  if (missing->len > n_doubtful)
    model_fail (world, "verify", "%s is missing after the repair",
                (const char *) missing->pdata[0]);
}
