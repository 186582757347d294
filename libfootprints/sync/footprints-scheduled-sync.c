/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One sync and its current run: counting at the service, walking through its plays, searching
 * further back while plays are missing, and noting how the run ended. */

#include "libfootprints/sync/footprints-scheduled-sync-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/import/footprints-import-records-private.h"
#include "libfootprints/import/job/footprints-running-imports-private.h"
#include "libfootprints/import/services/footprints-importer-private.h"
#include "libfootprints/import/services/footprints-service-run-private.h"
#include "libfootprints/store/footprints-store-private.h"
#include "libfootprints/sync/footprints-sync-config-private.h"
#include "libfootprints/sync/footprints-sync-importer-private.h"
#include "libfootprints/sync/footprints-sync-records-private.h"
#include "libfootprints/sync/footprints-sync-run-private.h"
#include "libfootprints/sync/footprints-sync-timing-private.h"

#define N_KEPT_RUNS 1000
/* Runs that found nothing are written together, at the latest once there are this many. */
#define MAX_QUIET_RUNS 24
#define DAY_S (24 * 60 * 60)
/* For how many failed runs in a row an empty page where plays should be counts as a disturbance. */
#define N_DOUBTS 3

struct _FootprintsScheduledSync
{
  FootprintsStore *store;
  FootprintsSyncRecord record;
  const FootprintsSyncListener *listener;
  gpointer data;
  const FootprintsSyncPolicy *policy; /* of the current run */
  GArray *quiet_runs;                 /* of FootprintsImportRecord: not written yet, oldest first */
  GHashTable *replaced_secrets; /* sealed: the ledger may still have one of them for a moment */

  /* Of the current run. */
  FootprintsImporter *importer; /* NULL: not running */
  FootprintsServiceRun *walk;
  GCancellable *cancellable;
  FootprintsSyncResult result;
  gint64 since;     /* of the current walk */
  gint64 newest_at; /* of all walks of the run */
  gint64 total;     /* what the service had when the run began; -1: not known */
  gint64 n_fresh;   /* plays that this account had not brought before */
  gint64 n_listed;  /* by the service when the run looked through everything, without plays that
                     * seem to lie in the future; -1: it did not */
  gint64 look_from; /* from where the run looks again, as requested when it began; 0: nowhere */
  guint n_widened;
  gboolean is_put_off; /* more is missing than was searched for */
  gboolean is_written;
};

FootprintsScheduledSync *
_footprints_scheduled_sync_new (FootprintsStore *store,
                                const FootprintsSyncRecord *record,
                                const FootprintsSyncListener *listener,
                                gpointer data)
{
  FootprintsScheduledSync *self = g_new0 (FootprintsScheduledSync, 1);

  self->store = g_object_ref (store);
  self->listener = listener;
  self->data = data;
  self->quiet_runs = g_array_new (FALSE, TRUE, sizeof (FootprintsImportRecord));
  g_array_set_clear_func (self->quiet_runs, (GDestroyNotify) _footprints_import_record_clear);
  self->replaced_secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  _footprints_sync_record_copy (&self->record, record);
  return self;
}

void
_footprints_scheduled_sync_free (FootprintsScheduledSync *self)
{
  g_assert (self->importer == NULL);
  _footprints_sync_record_clear (&self->record);
  g_array_unref (self->quiet_runs);
  g_hash_table_unref (self->replaced_secrets);
  g_object_unref (self->store);
  g_free (self);
}

/* Whether the ledger is the one that the sync knows, not an older one restored from a backup. */
static gboolean
is_same_ledger (const FootprintsSyncRecord *a, const FootprintsSyncRecord *b)
{
  return FOOTPRINTS_LEDGER_EPOCH (a->look_generation) ==
         FOOTPRINTS_LEDGER_EPOCH (b->look_generation);
}

/* Whether the ledger does not have the last secret yet. */
static gboolean
is_behind (FootprintsScheduledSync *self, FootprintsSyncRecord *record)
{
  const char *secret = *_footprints_sync_record_get_secret (record);

  if (secret != NULL && g_hash_table_contains (self->replaced_secrets, secret))
    return TRUE;
  g_hash_table_remove_all (self->replaced_secrets);
  return FALSE;
}

void
_footprints_scheduled_sync_update (FootprintsScheduledSync *self,
                                   const FootprintsSyncRecord *record)
{
  FootprintsSyncRecord old = self->record;

  if (!_footprints_sync_record_is_same_sync (record, &old))
    g_array_set_size (self->quiet_runs, 0);
  /* A sync whose settings changed starts afresh; the ledger has seen to that. The ledger also knows
   * what is to be looked at again. */
  _footprints_sync_record_copy (&self->record, record);
  if (_footprints_sync_record_has_settings_of (record, &old) && is_same_ledger (record, &old))
    _footprints_sync_record_take_state (&self->record, &old);
  if (is_behind (self, &self->record))
    {
      char **place = _footprints_sync_record_get_secret (&self->record);

      g_free (*place);
      *place = g_steal_pointer (_footprints_sync_record_get_secret (&old));
    }
  _footprints_sync_record_clear (&old);
}

const FootprintsSyncRecord *
_footprints_scheduled_sync_get_record (FootprintsScheduledSync *self)
{
  return &self->record;
}

gboolean
_footprints_scheduled_sync_is_running (FootprintsScheduledSync *self)
{
  return self->importer != NULL;
}

/* What is written to the ledger about a sync, in one transaction. */
typedef struct
{
  FootprintsSyncRecord record;
  GArray *runs; /* of FootprintsImportRecord */
} Note;

static void
note_free (Note *note)
{
  _footprints_sync_record_clear (&note->record);
  g_array_unref (note->runs);
  g_free (note);
}

static gboolean
note_func (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  FootprintsRecords *records = _footprints_ledger_get_records (ledger, TRUE);
  Note *note = data;
  gboolean is_there;

  if (!_footprints_sync_records_save_state (records, &note->record, &is_there, error))
    return FALSE;
  if (!is_there)
    return TRUE;
  for (guint i = 0; i < note->runs->len; i++)
    {
      FootprintsImportRecord *run = &g_array_index (note->runs, FootprintsImportRecord, i);

      run->id = 0;
      if (!_footprints_import_records_save (records, run, error))
        return FALSE;
    }
  return _footprints_import_records_prune_runs (records, note->record.id, N_KEPT_RUNS, error);
}

/* A note is for people to read, and for a smaller window next time: failing to write it must not
 * end a sync that works. For a sync that was deleted meanwhile, there is nothing to note. */
static void
note_done (gpointer data, const GError *error)
{
  if (error != NULL)
    g_debug ("sync: cannot record how a run ended: %s", error->message);
  note_free (data);
}

void
_footprints_scheduled_sync_flush (FootprintsScheduledSync *self)
{
  Note *note = g_new0 (Note, 1);

  _footprints_sync_record_copy (&note->record, &self->record);
  note->runs = g_steal_pointer (&self->quiet_runs);
  self->quiet_runs = g_array_new (FALSE, TRUE, sizeof (FootprintsImportRecord));
  g_array_set_clear_func (self->quiet_runs, (GDestroyNotify) _footprints_import_record_clear);
  _footprints_store_queue_write (self->store, FOOTPRINTS_WRITE_NOW, note_func, note_done, note,
                                 NULL);
}

void
_footprints_scheduled_sync_append_runs (FootprintsScheduledSync *self,
                                        GListStore *list,
                                        guint limit)
{
  for (guint i = self->quiet_runs->len; i > 0 && limit > 0; i--, limit--)
    {
      g_autoptr (FootprintsSyncRun) run = _footprints_sync_run_new (
          &g_array_index (self->quiet_runs, FootprintsImportRecord, i - 1));

      g_list_store_append (list, run);
    }
}

/* The run that ended, as the ledger would keep it. */
static void
make_run_record (FootprintsScheduledSync *self, const GError *error, FootprintsImportRecord *record)
{
  const FootprintsSyncResult *result = &self->result;

  *record = (FootprintsImportRecord){
    .kind = FOOTPRINTS_ORIGIN_RUN,
    .fingerprint = _footprints_service_run_make_sync_fingerprint (
        self->record.id, self->record.username, self->record.base_url),
    .label = g_strdup_printf ("%s: %s", self->record.source, self->record.username),
    .source = g_strdup (self->record.source),
    .account = g_strdup (self->record.username),
    .base_url = g_strdup (self->record.base_url),
    .state = error == NULL ? FOOTPRINTS_IMPORT_STATE_FINISHED : FOOTPRINTS_IMPORT_STATE_FAILED,
    .started_at = result->started_at,
    .updated_at = _footprints_clock_now_s (),
    .since = result->window_start,
    .sync_config_id = self->record.id,
    .error = error != NULL ? g_strdup (error->message) : NULL,
    .summary =
        g_strdup_printf ("{\"rows\":%" G_GINT64_FORMAT ",\"new\":%" G_GINT64_FORMAT
                         ",\"duplicate\":%" G_GINT64_FORMAT ",\"removed_before\":%" G_GINT64_FORMAT
                         ",\"missing\":%" G_GINT64_FORMAT ",\"rejected\":%" G_GINT64_FORMAT "}",
                         result->n_rows, result->n_new, result->n_duplicate,
                         result->n_removed_before, result->n_missing, result->n_rejected),
  };
}

/* What is known about counts: service_total plays are accounted for, and the service counted
 * n_missing beyond them when it had listed everything. After a run that looked at only a part, both
 * are brought up to what the service counts now. */
static void
note_counts (FootprintsScheduledSync *self)
{
  FootprintsSyncRecord *record = &self->record;
  gint64 accounted = record->service_total + self->n_fresh;

  if (self->total < 0)
    return;
  if (self->n_listed >= 0)
    {
      /* The list of the service is the truth, whatever its count says. */
      record->service_total = self->n_listed;
      record->n_missing = self->result.n_missing;
    }
  else if (record->service_total >= 0 && self->is_put_off)
    record->service_total = accounted;
  else if (record->service_total >= 0 && self->total >= accounted + record->n_missing)
    record->service_total = self->total - record->n_missing;
  else
    {
      record->service_total = self->total;
      record->n_missing = 0;
    }
}

static void
note_success (FootprintsScheduledSync *self, gint64 now_s)
{
  FootprintsSyncRecord *record = &self->record;

  self->result.was_failing = record->told_at != 0;
  record->last_sync_at = now_s;
  record->last_success_at = now_s;
  record->newest_at = MAX (record->newest_at, self->newest_at);
  note_counts (self);
  /* Unless the walk was an earlier one that was resumed and began further up. */
  if (self->look_from != 0 && self->since <= MAX (self->look_from, 1))
    record->look_from = 0;
  record->n_failures = 0;
  record->failing_since = 0;
  record->retry_at = 0;
  record->told_at = 0;
  g_clear_pointer (&record->last_error, g_free);
}

static void
note_failure (FootprintsScheduledSync *self, gint64 now_s, const GError *error)
{
  FootprintsSyncRecord *record = &self->record;

  record->n_failures++;
  /* A clock that was set back must not hide how long nothing has come. */
  if (record->failing_since == 0 || record->failing_since > now_s)
    record->failing_since = now_s;
  record->retry_at = _footprints_sync_retry_at (record->n_failures, now_s, g_random_double ());
  g_free (record->last_error);
  record->last_error = g_strdup (error->message);
  self->result.is_to_tell = _footprints_sync_is_to_tell (record, self->policy->n_failures,
                                                         self->policy->silence_s, now_s);
  if (self->result.is_to_tell)
    record->told_at = now_s;
}

/* A request that was cancelled may hold it for a while. */
static void
forget_importer (FootprintsScheduledSync *self)
{
  if (self->importer != NULL)
    g_signal_handlers_disconnect_by_data (self->importer, self);
  g_clear_object (&self->importer);
}

/* The only way out of a run that has begun. */
static void
end_run (FootprintsScheduledSync *self, const GError *error)
{
  gboolean was_quiet = self->record.n_failures == 0 && error == NULL && !self->is_written &&
                       self->look_from == 0 && self->record.n_missing == self->result.n_missing;
  gboolean is_cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  gint64 now_s = _footprints_clock_now_s ();
  FootprintsImportRecord run_record;
  g_autoptr (FootprintsSyncRun) run = NULL;

  _footprints_running_imports_remove (self->store, self->importer);
  forget_importer (self);
  g_clear_object (&self->cancellable);
  if (is_cancelled)
    {
      self->listener->on_ended (self->data, self, NULL, &self->result, error);
      return;
    }
  if (error == NULL)
    note_success (self, now_s);
  else
    note_failure (self, now_s, error);
  make_run_record (self, error, &run_record);
  run = _footprints_sync_run_new (&run_record);
  if (self->is_written)
    _footprints_import_record_clear (&run_record);
  else
    g_array_append_val (self->quiet_runs, run_record);
  if (!was_quiet || self->quiet_runs->len >= MAX_QUIET_RUNS)
    _footprints_scheduled_sync_flush (self);
  self->listener->on_ended (self->data, self, run, &self->result, error);
}

static void start_walk (FootprintsScheduledSync *self, gint64 since);

/* How many plays the service has that are not accounted for. A surplus that it counted before may
 * still be there; if it no longer is, that count was wrong. */
static gint64
count_missing (FootprintsScheduledSync *self)
{
  gint64 accounted = self->record.service_total + self->n_fresh;

  if (self->total < 0 || self->record.service_total < 0)
    return 0;
  if (self->total >= accounted + self->record.n_missing)
    return self->total - accounted - self->record.n_missing;
  return MAX (0, self->total - accounted);
}

/* Some plays were uploaded late, further back than the window. FALSE: there is nothing more to look
 * for. */
static gboolean
search_further (FootprintsScheduledSync *self)
{
  static const gint64 reaches_s[] = { 30 * DAY_S, 366 * DAY_S };
  gint64 now_s = _footprints_clock_now_s ();

  if (self->is_put_off || self->since == 0 || count_missing (self) == 0)
    return FALSE;
  while (self->n_widened < G_N_ELEMENTS (reaches_s))
    {
      gint64 since = self->record.newest_at - reaches_s[self->n_widened++];

      if (since < self->since)
        {
          start_walk (self, MAX (1, since));
          return TRUE;
        }
    }
  /* The counts of a service may be wrong for good, so everything is searched once a day at most. */
  self->is_put_off = self->record.searched_at != 0 && now_s >= self->record.searched_at &&
                     now_s - self->record.searched_at < DAY_S;
  if (self->is_put_off)
    return FALSE;
  start_walk (self, 0);
  return TRUE;
}

/* After everything was looked through, what the count still says is reported to people; after only
 * a part, what is known to be missing still is. */
static void
note_missing (FootprintsScheduledSync *self, const FootprintsServiceOutcome *outcome)
{
  if (outcome->since == 0)
    {
      self->record.searched_at = _footprints_clock_now_s ();
      self->n_listed = outcome->n_listed - outcome->n_future;
      self->result.n_missing = self->total >= 0 ? MAX (0, self->total - outcome->n_listed) : 0;
    }
  else
    self->result.n_missing =
        self->record.n_missing + (outcome->n_future == 0 ? count_missing (self) : 0);
}

static void
on_walk_done (gpointer data, const FootprintsServiceOutcome *outcome, const GError *error)
{
  FootprintsScheduledSync *self = data;

  g_clear_pointer (&self->walk, _footprints_service_run_unref);
  if (outcome->progress != NULL)
    {
      self->result.n_rows += outcome->progress->n_rows;
      self->result.n_new += outcome->progress->n_new;
      self->result.n_duplicate += outcome->progress->n_duplicate;
      self->result.n_removed_before += outcome->progress->n_removed_before;
      self->result.n_rejected += outcome->progress->n_rejected;
      self->n_fresh += outcome->progress->n_fresh;
    }
  self->since = outcome->since;
  self->newest_at = MAX (self->newest_at, outcome->newest_at);
  self->is_written |= outcome->import_id != 0;
  /* Plays in the future will come in once the clock is right; until then counts say nothing. */
  self->is_put_off |= outcome->n_future > 0;
  if (error == NULL)
    note_missing (self, outcome);
  /* Plays that were uploaded while the walk was interrupted lie above the point where it was
   * resumed. */
  if (error == NULL && outcome->since == 0 && outcome->is_resumed && self->result.n_missing > 0)
    start_walk (self, 0);
  else if (error != NULL || !search_further (self))
    end_run (self, error);
}

static void
on_stored (gpointer data, const FootprintsImportProgress *progress, gint64 expected_total)
{
  FootprintsScheduledSync *self = data;

  self->listener->on_progress (self->data, self, self->result.n_rows + progress->n_rows,
                               self->result.n_new + progress->n_new,
                               self->since == 0 ? MAX (expected_total, self->total) : -1);
}

static void
start_walk (FootprintsScheduledSync *self, gint64 since)
{
  const FootprintsServicePlan plan = {
    .store = self->store,
    .importer = self->importer,
    .since = since,
    .until = G_MAXINT64,
    .sync_config_id = self->record.id,
    .asked_generation = self->look_from != 0 ? self->record.look_generation : 0,
    .expected_total = since == 0 ? self->total : -1,
    .on_stored = on_stored,
    .data = self,
  };

  self->since = since;
  self->walk = _footprints_service_run_start (&plan, self->cancellable, on_walk_done, self);
}

static void
count_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  FootprintsScheduledSync *self = user_data;
  g_autoptr (GError) error = NULL;

  self->total =
      footprints_importer_count_plays_finish (FOOTPRINTS_IMPORTER (object), result, &error);
  /* A service that does not answer this request will not answer the next one either. */
  if (error != NULL)
    end_run (self, error);
  else
    start_walk (self, self->result.window_start);
}

/* The next run takes the new one from here, even if the ledger does not have it yet. */
static void
on_secret_renewed (FootprintsScheduledSync *self, FootprintsImporter *importer)
{
  char *sealed = _footprints_sync_record_keep_secret (&self->record, self->store, importer);
  char **place = _footprints_sync_record_get_secret (&self->record);

  if (sealed == NULL)
    return;
  if (*place != NULL)
    g_hash_table_add (self->replaced_secrets, *place);
  *place = sealed;
}

static gboolean
make_importer (FootprintsScheduledSync *self, const char *contact, GError **error)
{
  self->importer = _footprints_sync_record_create_importer (&self->record, self->store, error);
  if (self->importer == NULL)
    return FALSE;
  g_signal_connect_swapped (self->importer, "secret-renewed", G_CALLBACK (on_secret_renewed), self);
  footprints_importer_set_contact (self->importer, contact);
  _footprints_importer_set_accepts_doubt (self->importer, self->record.n_failures >= N_DOUBTS);
  return _footprints_running_imports_add (self->store, self->importer, error);
}

/* A run that cannot even begin. */
static void
fail_to_begin (FootprintsScheduledSync *self, const GError *error)
{
  FootprintsImportRecord record;
  g_autoptr (FootprintsSyncRun) run = NULL;

  forget_importer (self);
  g_clear_object (&self->cancellable);
  /* That account is being imported: the next run will find everything. */
  if (!g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_EXISTS))
    note_failure (self, _footprints_clock_now_s (), error);
  make_run_record (self, error, &record);
  run = _footprints_sync_run_new (&record);
  g_array_append_val (self->quiet_runs, record);
  _footprints_scheduled_sync_flush (self);
  self->listener->on_ended (self->data, self, run, &self->result, error);
}

void
_footprints_scheduled_sync_run (FootprintsScheduledSync *self, const FootprintsSyncPolicy *policy)
{
  g_autoptr (GError) error = NULL;

  self->policy = policy;
  self->result = (FootprintsSyncResult){
    .started_at = _footprints_clock_now_s (),
    .window_start = _footprints_sync_window_start (&self->record, _footprints_clock_now_s ()),
  };
  self->look_from = self->record.look_from;
  self->n_fresh = 0;
  self->n_listed = -1;
  self->newest_at = 0;
  self->total = -1;
  self->n_widened = 0;
  self->is_put_off = FALSE;
  self->is_written = FALSE;
  self->cancellable = g_cancellable_new ();
  if (!make_importer (self, policy->contact, &error))
    fail_to_begin (self, error);
  else if (footprints_importer_can_count_plays (self->importer))
    footprints_importer_count_plays_async (self->importer, 0, G_MAXINT64, self->cancellable,
                                           count_cb, self);
  else
    start_walk (self, self->result.window_start);
}

void
_footprints_scheduled_sync_cancel (FootprintsScheduledSync *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}
