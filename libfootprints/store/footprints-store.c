/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/store/footprints-store-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-emission-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/store/footprints-ledger-backend-private.h"

/**
 * FootprintsStore:
 *
 * One listener's history on disk.
 *
 * A store is one file. Whatever is added to it is on the disk when the call returns, or when the
 * callback of the asynchronous form runs. Plays are unique by artist, track, time and source: a
 * play that is there already is not stored again, which is not an error.
 *
 * Several stores, in one process or in many, may be open on the same file. Each sees what the
 * others commit.
 *
 * Reports do not come from the store but from its [class@History]; see [method@Store.get_history].
 *
 * Threading: any thread, several at a time. A thread of the store's own does all the writing. The
 * signal [signal@Store::changed] is emitted in the main context that was the thread default when
 * the store was opened.
 *
 * Source: doc/ledger-format.md, doc/threading.md.
 *
 * Since: 0.1
 */
struct _FootprintsStore
{
  GObject parent_instance;

  char *path;
  gboolean read_only;
  GMainContext *context; /* where signals are emitted */
  FootprintsEmission emission;

  GRWLock lock;             /* held for reading while work is handed to the writer */
  FootprintsLedger *ledger; /* NULL: closed; under lock */
  FootprintsWriter *writer; /* NULL: closed; under lock */
  char *key_file;           /* NULL: next to the ledger; under lock */
  FootprintsReach *reach;   /* NULL: anywhere; under lock */

  FootprintsDerivedSlot derived;
};

enum
{
  PROP_0,
  PROP_PATH,
  PROP_READ_ONLY,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FootprintsStore, footprints_store, G_TYPE_OBJECT)

static void
footprints_store_finalize (GObject *object)
{
  FootprintsStore *self = FOOTPRINTS_STORE (object);

  footprints_store_close (self);
  _footprints_emission_clear (&self->emission);
  g_rw_lock_clear (&self->lock);
  g_mutex_clear (&self->derived.mutex);
  g_main_context_unref (self->context);
  g_free (self->path);
  g_free (self->key_file);
  g_clear_object (&self->reach);

  G_OBJECT_CLASS (footprints_store_parent_class)->finalize (object);
}

static void
footprints_store_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FootprintsStore *self = FOOTPRINTS_STORE (object);

  switch (property_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_store_class_init (FootprintsStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_store_finalize;
  object_class->get_property = footprints_store_get_property;

  /**
   * FootprintsStore:path: (getter get_path) (type filename)
   *
   * The file.
   *
   * Since: 0.1
   */
  properties[PROP_PATH] =
      g_param_spec_string ("path", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsStore:read-only: (getter is_read_only)
   *
   * Whether the store was opened for reading only.
   *
   * Since: 0.1
   */
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * FootprintsStore::changed:
   * @self: the store
   *
   * Emitted after this store object has added or deleted plays. Several changes before the context
   * runs become one emission. Changes by other processes are not signalled; the next
   * [method@Store.get_history] sees them.
   *
   * Context: the main context that was the thread default when the store was opened.
   *
   * Since: 0.1
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FOOTPRINTS_TYPE_STORE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
footprints_store_init (FootprintsStore *self)
{
  g_rw_lock_init (&self->lock);
  g_mutex_init (&self->derived.mutex);
  _footprints_emission_init (&self->emission);
  self->context = g_main_context_ref_thread_default ();
}

/**
 * footprints_store_open:
 * @path: (type filename): the file
 * @flags: how to open it
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Opens the history at @path, and creates it if it does not exist.
 *
 * Nothing is written to a file that is refused.
 *
 * Errors: %FOOTPRINTS_ERROR_NOT_FOUND when the file is missing and may not be created;
 * %FOOTPRINTS_ERROR_FOREIGN_DATABASE when it is not a ledger; %FOOTPRINTS_ERROR_NEWER_DATABASE when
 * a newer version wrote it; %FOOTPRINTS_ERROR_CORRUPT when it is damaged;
 * %FOOTPRINTS_ERROR_READ_ONLY when the file or its folder cannot be written (or, with
 * %FOOTPRINTS_STORE_OPEN_READ_ONLY, cannot be read); %FOOTPRINTS_ERROR_DISK_FULL;
 * %FOOTPRINTS_ERROR_BUSY when another process holds the file for more than five seconds;
 * %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full): a store; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsStore *
footprints_store_open (const char *path,
                       FootprintsStoreOpenFlags flags,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (FootprintsLedger) ledger = NULL;
  FootprintsStore *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  ledger = _footprints_ledger_open (path, (flags & FOOTPRINTS_STORE_OPEN_NO_CREATE) == 0,
                                    (flags & FOOTPRINTS_STORE_OPEN_READ_ONLY) != 0, error);
  if (ledger == NULL)
    return NULL;
  self = g_object_new (FOOTPRINTS_TYPE_STORE, NULL);
  self->path = g_strdup (path);
  self->read_only = (flags & FOOTPRINTS_STORE_OPEN_READ_ONLY) != 0;
  self->writer = _footprints_writer_new (ledger);
  self->ledger = g_steal_pointer (&ledger);
  return self;
}

typedef struct
{
  char *path;
  FootprintsStoreOpenFlags flags;
  GMainContext *context;
} OpenData;

static void
open_data_free (OpenData *data)
{
  g_main_context_unref (data->context);
  g_free (data->path);
  g_free (data);
}

static void
open_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  OpenData *data = task_data;
  FootprintsStore *self;
  GError *error = NULL;

  self = footprints_store_open (data->path, data->flags, cancellable, &error);
  if (self == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* The store remembers the caller's context, not that of this thread. */
  g_main_context_unref (self->context);
  self->context = g_main_context_ref (data->context);
  g_task_return_pointer (task, self, g_object_unref);
}

/**
 * footprints_store_open_async:
 * @path: (type filename): the file
 * @flags: how to open it
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done, in the main context that is the thread default now
 * @user_data: data for @callback
 *
 * Opens a history without waiting for the disk. See [func@Store.open].
 *
 * Since: 0.1
 */
void
footprints_store_open_async (const char *path,
                             FootprintsStoreOpenFlags flags,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenData *data = g_new0 (OpenData, 1);

  data->path = g_strdup (path);
  data->flags = flags;
  data->context = g_main_context_ref_thread_default ();
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_store_open_async);
  g_task_set_task_data (task, data, (GDestroyNotify) open_data_free);
  g_task_run_in_thread (task, open_thread);
}

/**
 * footprints_store_open_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@Store.open_async].
 *
 * Errors: as [func@Store.open].
 *
 * Returns: (transfer full): a store; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsStore *
footprints_store_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_store_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * footprints_store_close:
 * @self: a store
 *
 * Finishes pending writes and closes the file.
 *
 * Existing histories and reports stay usable. Closing twice does no harm; releasing the last
 * reference closes the store, too.
 *
 * Threading: any thread; waits for the disk.
 *
 * Since: 0.1
 */
void
footprints_store_close (FootprintsStore *self)
{
  FootprintsWriter *writer;
  FootprintsLedger *ledger;
  gpointer derived;

  g_return_if_fail (FOOTPRINTS_IS_STORE (self));

  g_rw_lock_writer_lock (&self->lock);
  writer = g_steal_pointer (&self->writer);
  ledger = g_steal_pointer (&self->ledger);
  g_rw_lock_writer_unlock (&self->lock);
  g_mutex_lock (&self->derived.mutex);
  derived = g_steal_pointer (&self->derived.value);
  g_mutex_unlock (&self->derived.mutex);

  if (derived != NULL)
    self->derived.free_value (derived);
  g_clear_pointer (&writer, _footprints_writer_free);
  g_clear_object (&ledger);
}

static GError *
closed_error (void)
{
  return g_error_new_literal (FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CLOSED, "the store is closed");
}

FootprintsLedger *
_footprints_store_dup_ledger (FootprintsStore *self, GError **error)
{
  FootprintsLedger *ledger = NULL;

  g_rw_lock_reader_lock (&self->lock);
  if (self->ledger != NULL)
    ledger = g_object_ref (self->ledger);
  g_rw_lock_reader_unlock (&self->lock);
  if (ledger == NULL)
    g_propagate_error (error, closed_error ());
  return ledger;
}

FootprintsDerivedSlot *
_footprints_store_get_derived_slot (FootprintsStore *self)
{
  return &self->derived;
}

void
_footprints_store_queue_write (FootprintsStore *self,
                               FootprintsWriteKind kind,
                               FootprintsWriteFunc func,
                               FootprintsWriteDoneFunc done,
                               gpointer data,
                               GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  g_rw_lock_reader_lock (&self->lock);
  if (self->writer != NULL)
    _footprints_writer_queue (self->writer, kind, func, done, data, cancellable);
  else
    error = closed_error ();
  g_rw_lock_reader_unlock (&self->lock);
  if (error != NULL)
    done (data, error);
}

/* A store that is closing waits for what is being written. */
gboolean
_footprints_store_is_awaited (FootprintsStore *self)
{
  gboolean is_awaited;

  g_rw_lock_reader_lock (&self->lock);
  is_awaited = self->writer == NULL || _footprints_writer_is_awaited (self->writer);
  g_rw_lock_reader_unlock (&self->lock);
  return is_awaited;
}

typedef struct
{
  FootprintsWriteFunc func;
  gpointer data;
  GMutex mutex;
  GCond finished;
  gboolean is_finished; /* under mutex */
  GError *error;        /* under mutex */
} Wait;

static gboolean
wait_func (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  Wait *wait = data;

  return wait->func (ledger, wait->data, cancellable, error);
}

static void
wait_done (gpointer data, const GError *error)
{
  Wait *wait = data;

  g_mutex_lock (&wait->mutex);
  wait->is_finished = TRUE;
  wait->error = error != NULL ? g_error_copy (error) : NULL;
  g_cond_signal (&wait->finished);
  g_mutex_unlock (&wait->mutex);
}

gboolean
_footprints_store_write (FootprintsStore *self,
                         FootprintsWriteFunc func,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  Wait wait = { .func = func, .data = data };

  g_mutex_init (&wait.mutex);
  g_cond_init (&wait.finished);
  /* The lock is held only for queueing: callers that wait under it would keep close() out. */
  _footprints_store_queue_write (self, FOOTPRINTS_WRITE_NOW, wait_func, wait_done, &wait,
                                 cancellable);
  g_mutex_lock (&wait.mutex);
  while (!wait.is_finished)
    g_cond_wait (&wait.finished, &wait.mutex);
  g_mutex_unlock (&wait.mutex);
  g_cond_clear (&wait.finished);
  g_mutex_clear (&wait.mutex);
  if (wait.error == NULL)
    return TRUE;
  g_propagate_error (error, wait.error);
  return FALSE;
}

static void
emit_changed (gpointer object)
{
  g_signal_emit (object, signals[SIGNAL_CHANGED], 0);
}

void
_footprints_store_emit_changed (FootprintsStore *self)
{
  /* Without a handler there is nothing to wake up. */
  if (g_signal_has_handler_pending (self, signals[SIGNAL_CHANGED], 0, FALSE))
    _footprints_emission_queue (&self->emission, self, self->context, emit_changed,
                                "footprints-store-changed");
}

/**
 * footprints_store_get_path: (get-property path)
 * @self: a store
 *
 * Gets the path of the file.
 *
 * Returns: (type filename) (transfer none): a path
 *
 * Since: 0.1
 */
const char *
footprints_store_get_path (FootprintsStore *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);

  return self->path;
}

/**
 * footprints_store_is_read_only: (get-property read-only)
 * @self: a store
 *
 * Tells whether the store was opened for reading only.
 *
 * Returns: %TRUE when it was
 *
 * Since: 0.1
 */
gboolean
footprints_store_is_read_only (FootprintsStore *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), FALSE);

  return self->read_only;
}

/**
 * footprints_store_dup_version_tag:
 * @self: a store
 * @error: return location for an error
 *
 * Gets a short text that differs whenever the plays in the ledger differ, even if another process
 * changed them: what a cache or an HTTP entity tag needs.
 *
 * Errors: %FOOTPRINTS_ERROR_CLOSED; those of reading the file.
 *
 * Threading: any thread; reads one row.
 *
 * Returns: (transfer full): a tag of letters, digits and `-`; %NULL with @error set
 *
 * Since: 0.1
 */
char *
footprints_store_dup_version_tag (FootprintsStore *self, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = NULL;
  FootprintsLedgerState state;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);

  ledger = _footprints_store_dup_ledger (self, error);
  if (ledger == NULL || !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->read_state (ledger, &state, error))
    return NULL;
  return _footprints_ledger_state_dup_tag (&state);
}

/**
 * footprints_store_set_key_file:
 * @self: a store
 * @path: (type filename) (nullable): a path, %NULL for the file next to the ledger
 *
 * Sets the file with the key that opens stored keys and tokens of services. The file is created,
 * readable only by its owner, when the first key or token is stored.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
void
footprints_store_set_key_file (FootprintsStore *self, const char *path)
{
  g_return_if_fail (FOOTPRINTS_IS_STORE (self));

  g_rw_lock_writer_lock (&self->lock);
  g_free (self->key_file);
  self->key_file = g_strdup (path);
  g_rw_lock_writer_unlock (&self->lock);
}

char *
_footprints_store_dup_set_key_file (FootprintsStore *self)
{
  char *path;

  g_rw_lock_reader_lock (&self->lock);
  path = g_strdup (self->key_file);
  g_rw_lock_reader_unlock (&self->lock);
  return path;
}

/**
 * footprints_store_set_reach:
 * @self: a store
 * @reach: (nullable) (transfer none): a rule, %NULL for anywhere
 *
 * Sets where requests of the store's syncs, of their verifications, and of resumed imports
 * ([method@Store.list_unfinished_imports]) may go, from the next run on. Other importers have
 * [property@Importer:reach].
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
void
footprints_store_set_reach (FootprintsStore *self, FootprintsReach *reach)
{
  g_return_if_fail (FOOTPRINTS_IS_STORE (self));
  g_return_if_fail (reach == NULL || FOOTPRINTS_IS_REACH (reach));

  g_rw_lock_writer_lock (&self->lock);
  g_set_object (&self->reach, reach);
  g_rw_lock_writer_unlock (&self->lock);
}

/**
 * footprints_store_dup_reach:
 * @self: a store
 *
 * Gets where requests of syncs may go.
 *
 * Threading: any thread.
 *
 * Returns: (nullable) (transfer full): a rule, %NULL for anywhere
 *
 * Since: 0.1
 */
FootprintsReach *
footprints_store_dup_reach (FootprintsStore *self)
{
  FootprintsReach *reach = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);

  g_rw_lock_reader_lock (&self->lock);
  g_set_object (&reach, self->reach);
  g_rw_lock_reader_unlock (&self->lock);
  return reach;
}
