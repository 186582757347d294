/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/sync/footprints-sync-scheduler-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/store/footprints-store-private.h"
#include "libfootprints/sync/footprints-scheduled-sync-private.h"
#include "libfootprints/sync/footprints-store-syncs.h"
#include "libfootprints/sync/footprints-sync-config-private.h"
#include "libfootprints/sync/footprints-sync-records-private.h"
#include "libfootprints/sync/footprints-sync-timing-private.h"

#define LOOK_INTERVAL_S 60
#define MAX_RUNNING 4
#define DEFAULT_FAILURES_TO_TELL 3
#define DEFAULT_SILENCE_TO_TELL_S (24 * 60 * 60)

/**
 * FootprintsSyncScheduler:
 *
 * Keeps a history in sync with services, for years.
 *
 * Every minute it checks which syncs of the store are due, and runs them on the main context that
 * was the thread default when it was created; it has no thread of its own. The first run of a sync
 * fetches everything. Each later one looks again at the days before the newest play it knows, since
 * players upload late, and further back when the service counts more plays than were found.
 *
 * Runs of one sync never overlap; one that fails is retried after a pause that grows to six hours.
 * Whatever ends a run, the next one resumes where it stopped. Suspending the machine, or a clock
 * that jumps, does no harm.
 *
 * A run that finds nothing new writes nothing at once: its record is written together with later
 * ones, or when the scheduler stops.
 *
 * Threading: the main context it was made on. Signals are emitted there.
 *
 * Source: doc/syncing.md.
 *
 * Since: 0.1
 */

enum
{
  PROP_0,
  PROP_STORE,
  PROP_CONTACT,
  PROP_FAILURES_TO_TELL,
  PROP_SILENCE_TO_TELL_S,
  N_PROPS
};

enum
{
  SIGNAL_RUN_STARTED,
  SIGNAL_RUN_PROGRESS,
  SIGNAL_RUN_FINISHED,
  SIGNAL_RUN_FAILED,
  SIGNAL_FAILING,
  SIGNAL_RECOVERED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FootprintsSyncScheduler, footprints_sync_scheduler, G_TYPE_OBJECT)

static void
clear_timer (FootprintsSyncScheduler *self)
{
  if (self->timer == NULL)
    return;
  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

/* A run holds a reference, so none is running. */
static void
footprints_sync_scheduler_finalize (GObject *object)
{
  FootprintsSyncScheduler *self = FOOTPRINTS_SYNC_SCHEDULER (object);

  clear_timer (self);
  g_queue_clear_full (&self->due, g_free);
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->triggers);
  g_clear_object (&self->store);
  g_main_context_unref (self->context);
  g_free (self->contact);

  G_OBJECT_CLASS (footprints_sync_scheduler_parent_class)->finalize (object);
}

static void
footprints_sync_scheduler_get_property (GObject *object,
                                        guint property_id,
                                        GValue *value,
                                        GParamSpec *pspec)
{
  FootprintsSyncScheduler *self = FOOTPRINTS_SYNC_SCHEDULER (object);

  switch (property_id)
    {
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_CONTACT:
      g_value_set_string (value, self->contact);
      break;
    case PROP_FAILURES_TO_TELL:
      g_value_set_int64 (value, self->policy.n_failures);
      break;
    case PROP_SILENCE_TO_TELL_S:
      g_value_set_int64 (value, self->policy.silence_s);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_sync_scheduler_set_property (GObject *object,
                                        guint property_id,
                                        const GValue *value,
                                        GParamSpec *pspec)
{
  FootprintsSyncScheduler *self = FOOTPRINTS_SYNC_SCHEDULER (object);

  switch (property_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    case PROP_CONTACT:
      footprints_sync_scheduler_set_contact (self, g_value_get_string (value));
      break;
    case PROP_FAILURES_TO_TELL:
      footprints_sync_scheduler_set_failures_to_tell (self, g_value_get_int64 (value));
      break;
    case PROP_SILENCE_TO_TELL_S:
      footprints_sync_scheduler_set_silence_to_tell_s (self, g_value_get_int64 (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
install_signals (void)
{
  const GType type = FOOTPRINTS_TYPE_SYNC_SCHEDULER;

  /**
   * FootprintsSyncScheduler::run-started:
   * @self: the scheduler
   * @config_id: the id of a sync
   *
   * Emitted when a run begins.
   *
   * Since: 0.1
   */
  signals[SIGNAL_RUN_STARTED] = g_signal_new ("run-started", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                              NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  /**
   * FootprintsSyncScheduler::run-progress:
   * @self: the scheduler
   * @config_id: the id of a sync
   * @n_fetched: how many plays the run has read so far
   * @n_new: how many of them are new
   * @expected_total: how many there are to read; -1 when it is not known
   *
   * Emitted when a run has stored more.
   *
   * Since: 0.1
   */
  signals[SIGNAL_RUN_PROGRESS] =
      g_signal_new ("run-progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                    G_TYPE_INT64, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_INT64);

  /**
   * FootprintsSyncScheduler::run-finished:
   * @self: the scheduler
   * @config_id: the id of a sync
   * @run: the run
   *
   * Emitted when a run has completed.
   *
   * Since: 0.1
   */
  signals[SIGNAL_RUN_FINISHED] =
      g_signal_new ("run-finished", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                    G_TYPE_INT64, FOOTPRINTS_TYPE_SYNC_RUN);

  /**
   * FootprintsSyncScheduler::run-failed:
   * @self: the scheduler
   * @config_id: the id of a sync
   * @run: the run, which says why
   *
   * Emitted when a run has failed. It is retried automatically.
   *
   * Since: 0.1
   */
  signals[SIGNAL_RUN_FAILED] =
      g_signal_new ("run-failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                    G_TYPE_INT64, FOOTPRINTS_TYPE_SYNC_RUN);

  /**
   * FootprintsSyncScheduler::failing:
   * @self: the scheduler
   * @config_id: the id of a sync
   * @run: the last run, which says why
   *
   * Emitted once when a sync keeps failing: for three runs in a row, or for a day, unless
   * [property@SyncScheduler:failures-to-tell] and [property@SyncScheduler:silence-to-tell-s] say
   * otherwise. The ledger remembers that it was emitted.
   *
   * Since: 0.1
   */
  signals[SIGNAL_FAILING] = g_signal_new ("failing", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, G_TYPE_INT64, FOOTPRINTS_TYPE_SYNC_RUN);

  /**
   * FootprintsSyncScheduler::recovered:
   * @self: the scheduler
   * @config_id: the id of a sync
   *
   * Emitted once when a sync works again after [signal@SyncScheduler::failing] was emitted for it.
   *
   * Since: 0.1
   */
  signals[SIGNAL_RECOVERED] = g_signal_new ("recovered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
footprints_sync_scheduler_class_init (FootprintsSyncSchedulerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_sync_scheduler_finalize;
  object_class->get_property = footprints_sync_scheduler_get_property;
  object_class->set_property = footprints_sync_scheduler_set_property;

  /**
   * FootprintsSyncScheduler:store: (getter get_store)
   *
   * The store that is kept in sync.
   *
   * Since: 0.1
   */
  properties[PROP_STORE] =
      g_param_spec_object ("store", NULL, NULL, FOOTPRINTS_TYPE_STORE,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsSyncScheduler:contact: (getter get_contact) (setter set_contact)
   *
   * An address at which those who run the services can reach those who run this program; sent with
   * each request when set.
   *
   * Since: 0.1
   */
  properties[PROP_CONTACT] =
      g_param_spec_string ("contact", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsSyncScheduler:failures-to-tell: (getter get_failures_to_tell)
   *
   * After how many failures in a row a sync is reported as failing.
   *
   * Since: 0.1
   */
  properties[PROP_FAILURES_TO_TELL] =
      g_param_spec_int64 ("failures-to-tell", NULL, NULL, 1, G_MAXINT64, DEFAULT_FAILURES_TO_TELL,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsSyncScheduler:silence-to-tell-s: (getter get_silence_to_tell_s)
   *
   * After how many seconds of failing a sync is reported, however few its failures are.
   *
   * Since: 0.1
   */
  properties[PROP_SILENCE_TO_TELL_S] =
      g_param_spec_int64 ("silence-to-tell-s", NULL, NULL, 1, G_MAXINT64, DEFAULT_SILENCE_TO_TELL_S,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals ();
}

static void
free_tasks (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
footprints_sync_scheduler_init (FootprintsSyncScheduler *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->policy.n_failures = DEFAULT_FAILURES_TO_TELL;
  self->policy.silence_s = DEFAULT_SILENCE_TO_TELL_S;
  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                         (GDestroyNotify) _footprints_scheduled_sync_free);
  self->triggers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_tasks);
}

/**
 * footprints_sync_scheduler_new:
 * @store: the store to keep in sync
 *
 * Creates a scheduler. It does nothing until [method@SyncScheduler.start].
 *
 * Returns: (transfer full): a scheduler
 *
 * Since: 0.1
 */
FootprintsSyncScheduler *
footprints_sync_scheduler_new (FootprintsStore *store)
{
  g_return_val_if_fail (FOOTPRINTS_IS_STORE (store), NULL);

  return g_object_new (FOOTPRINTS_TYPE_SYNC_SCHEDULER, "store", store, NULL);
}

/**
 * footprints_sync_scheduler_get_store: (get-property store)
 * @self: a scheduler
 *
 * Gets the store that is kept in sync.
 *
 * Returns: (transfer none): a store
 *
 * Since: 0.1
 */
FootprintsStore *
footprints_sync_scheduler_get_store (FootprintsSyncScheduler *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self), NULL);

  return self->store;
}

/**
 * footprints_sync_scheduler_get_contact: (get-property contact)
 * @self: a scheduler
 *
 * Gets the address that is sent with each request.
 *
 * Returns: (nullable) (transfer none): an address
 *
 * Since: 0.1
 */
const char *
footprints_sync_scheduler_get_contact (FootprintsSyncScheduler *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self), NULL);

  return self->contact;
}

/**
 * footprints_sync_scheduler_set_contact: (set-property contact)
 * @self: a scheduler
 * @contact: (nullable): a mail or web address, ASCII without control characters
 *
 * Sets the address that is sent with each request.
 *
 * Since: 0.1
 */
void
footprints_sync_scheduler_set_contact (FootprintsSyncScheduler *self, const char *contact)
{
  g_return_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self));

  if (g_strcmp0 (contact, self->contact) == 0)
    return;
  g_free (self->contact);
  self->contact = g_strdup (contact);
  self->policy.contact = self->contact;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTACT]);
}

/**
 * footprints_sync_scheduler_get_failures_to_tell: (get-property failures-to-tell)
 * @self: a scheduler
 *
 * Gets after how many failures in a row a sync is reported as failing.
 *
 * Returns: a number of runs
 *
 * Since: 0.1
 */
gint64
footprints_sync_scheduler_get_failures_to_tell (FootprintsSyncScheduler *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self), 0);

  return self->policy.n_failures;
}

/**
 * footprints_sync_scheduler_set_failures_to_tell: (set-property failures-to-tell)
 * @self: a scheduler
 * @failures_to_tell: a number of runs, 1 or more
 *
 * Sets after how many failures in a row a sync is reported as failing.
 *
 * Since: 0.1
 */
void
footprints_sync_scheduler_set_failures_to_tell (FootprintsSyncScheduler *self,
                                                gint64 failures_to_tell)
{
  g_return_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self));
  g_return_if_fail (failures_to_tell >= 1);

  if (failures_to_tell == self->policy.n_failures)
    return;
  self->policy.n_failures = failures_to_tell;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILURES_TO_TELL]);
}

/**
 * footprints_sync_scheduler_get_silence_to_tell_s: (get-property silence-to-tell-s)
 * @self: a scheduler
 *
 * Gets how long a sync must fail to be reported, however few its failures are.
 *
 * Returns: seconds
 *
 * Since: 0.1
 */
gint64
footprints_sync_scheduler_get_silence_to_tell_s (FootprintsSyncScheduler *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self), 0);

  return self->policy.silence_s;
}

/**
 * footprints_sync_scheduler_set_silence_to_tell_s: (set-property silence-to-tell-s)
 * @self: a scheduler
 * @silence_to_tell_s: seconds, 1 or more
 *
 * Sets how long a sync must fail to be reported, however few its failures are.
 *
 * Since: 0.1
 */
void
footprints_sync_scheduler_set_silence_to_tell_s (FootprintsSyncScheduler *self,
                                                 gint64 silence_to_tell_s)
{
  g_return_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self));
  g_return_if_fail (silence_to_tell_s >= 1);

  if (silence_to_tell_s == self->policy.silence_s)
    return;
  self->policy.silence_s = silence_to_tell_s;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SILENCE_TO_TELL_S]);
}

static gboolean
write_nothing (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

/* On the writer's thread. */
static void
on_all_written (gpointer data, const GError *error)
{
  g_autoptr (GTask) task = data;

  g_task_return_boolean (task, TRUE);
}

/* The notes are in the writer's queue: once a write that is queued after them is done, they are
 * written. Takes @task. */
static void
tell_stopped (FootprintsSyncScheduler *self, GTask *task)
{
  _footprints_store_queue_write (self->store, FOOTPRINTS_WRITE_NOW, write_nothing, on_all_written,
                                 task, NULL);
}

static void
finish_stop (FootprintsSyncScheduler *self)
{
  g_autoptr (GPtrArray) tasks = NULL;

  if (self->stopping == NULL || self->n_running > 0 || self->is_stopped)
    return;
  self->is_stopped = TRUE;
  tasks = g_steal_pointer (&self->stopping);
  for (guint i = 0; i < tasks->len; i++)
    tell_stopped (self, g_object_ref (tasks->pdata[i]));
}

static void
sync_scheduler_on_progress (gpointer data,
                            FootprintsScheduledSync *entry,
                            gint64 n_rows,
                            gint64 n_new,
                            gint64 expected_total)
{
  g_signal_emit (data, signals[SIGNAL_RUN_PROGRESS], 0,
                 _footprints_scheduled_sync_get_record (entry)->id, n_rows, n_new, expected_total);
}

/* Answers all who waited for this run. */
static void
answer_triggers (FootprintsSyncScheduler *self,
                 gint64 id,
                 FootprintsSyncRun *run,
                 const GError *error)
{
  GPtrArray *tasks = NULL;
  gpointer key = NULL;

  if (!g_hash_table_steal_extended (self->triggers, &id, &key, (gpointer *) &tasks))
    return;
  for (guint i = 0; i < tasks->len; i++)
    if (error != NULL)
      g_task_return_error (tasks->pdata[i], g_error_copy (error));
    else
      g_task_return_pointer (tasks->pdata[i], g_object_ref (run), g_object_unref);
  g_free (key);
  g_ptr_array_unref (tasks);
}

static void
on_ended (gpointer data,
          FootprintsScheduledSync *entry,
          FootprintsSyncRun *run,
          const FootprintsSyncResult *result,
          const GError *error)
{
  FootprintsSyncScheduler *self = data;
  gint64 id = _footprints_scheduled_sync_get_record (entry)->id;
  /* A handler of a signal may look at the syncs, which frees a deleted one, and @result with it. */
  gboolean is_to_tell = result->is_to_tell;
  gboolean was_failing = result->was_failing;
  gboolean is_cancelled = run == NULL;

  self->n_running--;
  if (run != NULL)
    g_signal_emit (self, signals[error == NULL ? SIGNAL_RUN_FINISHED : SIGNAL_RUN_FAILED], 0, id,
                   run);
  if (is_to_tell && run != NULL)
    g_signal_emit (self, signals[SIGNAL_FAILING], 0, id, run);
  if (was_failing && error == NULL)
    g_signal_emit (self, signals[SIGNAL_RECOVERED], 0, id);
  answer_triggers (self, id, run, error);
  /* If the sync has other settings now, it may be due with them. */
  if (is_cancelled)
    footprints_sync_scheduler_look (self);
  _footprints_sync_scheduler_pump (self);
  finish_stop (self);
  g_object_unref (self);
}

static const FootprintsSyncListener listener = { sync_scheduler_on_progress, on_ended };

/* Runs the syncs that are due, a few at a time. */
void
_footprints_sync_scheduler_pump (FootprintsSyncScheduler *self)
{
  while (self->stopping == NULL && !self->is_stopped && self->n_running < MAX_RUNNING &&
         self->due.length > 0)
    {
      g_autofree gint64 *id = g_queue_pop_head (&self->due);
      FootprintsScheduledSync *entry = g_hash_table_lookup (self->entries, id);

      if (entry == NULL || _footprints_scheduled_sync_is_running (entry))
        continue;
      self->n_running++;
      g_object_ref (self);
      g_signal_emit (self, signals[SIGNAL_RUN_STARTED], 0, *id);
      _footprints_scheduled_sync_run (entry, &self->policy);
    }
}

int
_footprints_sync_scheduler_order_ids (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

void
_footprints_sync_scheduler_queue_run (FootprintsSyncScheduler *self, gint64 id)
{
  if (g_queue_find_custom (&self->due, &id, _footprints_sync_scheduler_order_ids) == NULL)
    g_queue_push_tail (&self->due, g_memdup2 (&id, sizeof id));
}

typedef struct
{
  FootprintsSyncScheduler *scheduler;
  GHashTable *seen; /* of gint64 */
} Reading;

static gboolean
take_record (gpointer data, gconstpointer item)
{
  const FootprintsSyncRecord *record = item;
  Reading *reading = data;
  FootprintsSyncScheduler *self = reading->scheduler;
  FootprintsScheduledSync *entry = g_hash_table_lookup (self->entries, &record->id);

  g_hash_table_add (reading->seen, g_memdup2 (&record->id, sizeof record->id));
  if (entry == NULL)
    g_hash_table_insert (self->entries, g_memdup2 (&record->id, sizeof record->id),
                         _footprints_scheduled_sync_new (self->store, record, &listener, self));
  else if (!_footprints_scheduled_sync_is_running (entry))
    _footprints_scheduled_sync_update (entry, record);
  else if (!_footprints_sync_record_has_settings_of (record,
                                                     _footprints_scheduled_sync_get_record (entry)))
    _footprints_scheduled_sync_cancel (entry);
  return TRUE;
}

/* Reads the syncs from the ledger. */
gboolean
_footprints_sync_scheduler_read_entries (FootprintsSyncScheduler *self, GError **error)
{
  static const FootprintsRecordQuery all;
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (self->store, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Reading reading = { self, seen };
  GHashTableIter iter;
  gpointer key, value;

  if (ledger == NULL ||
      !_footprints_records_list (_footprints_ledger_get_records (ledger, FALSE),
                                 &_footprints_sync_record_type, &all, take_record, &reading, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (seen, key))
      {
        if (_footprints_scheduled_sync_is_running (value))
          _footprints_scheduled_sync_cancel (value);
        else
          g_hash_table_iter_remove (&iter);
      }
  return TRUE;
}

/**
 * footprints_sync_scheduler_look:
 * @self: a scheduler
 *
 * Checks now which syncs are due, and runs them, instead of at the next minute: for when one was
 * added, changed or deleted.
 *
 * Since: 0.1
 */
void
footprints_sync_scheduler_look (FootprintsSyncScheduler *self)
{
  gint64 now_s = _footprints_clock_now_s ();
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self));

  if (self->stopping != NULL || self->is_stopped)
    return;
  /* The ledger may be unavailable for a while; the next check is in a minute. */
  if (!_footprints_sync_scheduler_read_entries (self, &error))
    {
      g_debug ("sync: %s", error->message);
      return;
    }
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const FootprintsSyncRecord *record = _footprints_scheduled_sync_get_record (value);

      if (!_footprints_scheduled_sync_is_running (value) && _footprints_sync_is_due (record, now_s))
        _footprints_sync_scheduler_queue_run (self, record->id);
    }
  _footprints_sync_scheduler_pump (self);
}

static gboolean
look_cb (gpointer data)
{
  footprints_sync_scheduler_look (data);
  return G_SOURCE_CONTINUE;
}

/**
 * footprints_sync_scheduler_start:
 * @self: a scheduler
 *
 * Checks now, and then every minute, which syncs are due. Starting twice does no harm.
 *
 * Since: 0.1
 */
void
footprints_sync_scheduler_start (FootprintsSyncScheduler *self)
{
  g_return_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self));

  if (self->timer != NULL)
    return;
  self->timer = g_timeout_source_new_seconds (LOOK_INTERVAL_S);
  g_source_set_callback (self->timer, look_cb, self, NULL);
  g_source_set_static_name (self->timer, "footprints-sync-scheduler");
  g_source_attach (self->timer, self->context);
  footprints_sync_scheduler_look (self);
}

/**
 * footprints_sync_scheduler_stop_async:
 * @self: a scheduler
 * @callback: (scope async): called when nothing is running any more
 * @user_data: data for @callback
 *
 * Stops checking, and cancels running syncs; another scheduler resumes them. Stopping twice does no
 * harm.
 *
 * Since: 0.1
 */
void
footprints_sync_scheduler_stop_async (FootprintsSyncScheduler *self,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GHashTableIter iter;
  gboolean is_first;
  gpointer value;
  GTask *task;

  g_return_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_sync_scheduler_stop_async);
  if (self->is_stopped)
    {
      tell_stopped (self, task);
      return;
    }
  is_first = self->stopping == NULL;
  if (is_first)
    self->stopping = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->stopping, task);
  if (!is_first)
    return;
  clear_timer (self);
  g_queue_clear_full (&self->due, g_free);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      _footprints_scheduled_sync_flush (value);
      _footprints_scheduled_sync_cancel (value);
    }
  finish_stop (self);
}

/**
 * footprints_sync_scheduler_stop_finish:
 * @self: a scheduler
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@SyncScheduler.stop_async].
 *
 * Returns: %TRUE
 *
 * Since: 0.1
 */
gboolean
footprints_sync_scheduler_stop_finish (FootprintsSyncScheduler *self,
                                       GAsyncResult *result,
                                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_sync_scheduler_stop_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
