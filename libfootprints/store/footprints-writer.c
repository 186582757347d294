/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The writer thread of a ledger.
 *
 *   jobs    NOW, each has a caller who waits ──┐
 *                                              ├──► group ──► transaction ──► answers ──► settle
 *   slices  BULK, parts of long work ──────────┘
 *
 * All waiting jobs, up to MAX_GROUP, form a group: one transaction, in which each is a step that
 * can fail alone. A single job gets a plain transaction. A slice is a group of its own, in turn
 * with the groups of jobs (owes_slice). A step that fails is undone, and only its caller gets the
 * error; if the transaction is lost, as on a full disk, all callers of the group get it.
 *
 * After a commit the callers are answered first; only then does the ledger settle, that is, move
 * its log into its file, which may take longer. Without work for RELAX_AFTER_US the ledger may
 * release what it holds. The thread ends when the writer is freed and nothing is queued, so what
 * was queued is written. */

#include "libfootprints/store/footprints-writer-private.h"

/* Bounds how long the first job of a group waits for the last. */
#define MAX_GROUP 256
#define RELAX_AFTER_US (10 * G_USEC_PER_SEC)

typedef struct
{
  FootprintsWriteFunc func;
  FootprintsWriteDoneFunc done;
  gpointer data;
  GCancellable *cancellable;
  GError *error;
} Job;

struct _FootprintsWriter
{
  FootprintsLedger *ledger;
  GThread *thread;

  GMutex mutex;
  GCond changed;
  GQueue jobs;         /* of Job; under mutex */
  GQueue slices;       /* of Job; under mutex */
  gboolean owes_slice; /* a slice waited while jobs ran; under mutex */
  gboolean stopping;   /* under mutex */
  gboolean orphaned;   /* used by the writer's thread alone, which then frees the writer */
};

static void
job_free (Job *job)
{
  g_clear_object (&job->cancellable);
  g_clear_error (&job->error);
  g_free (job);
}

/* Runs one job as a step that can fail alone. FALSE: the transaction is lost. */
static gboolean
run_step (FootprintsLedger *ledger, Job *job, GError **error)
{
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (ledger);
  gboolean done;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, &job->error))
    return TRUE;
  if (!interface->begin_step (ledger, error))
    return FALSE;
  done = job->func (ledger, job->data, job->cancellable, &job->error);
  if (interface->end_step (ledger, done, done ? error : NULL))
    return TRUE;
  /* A full disk, for example, rolls back the whole transaction. */
  if (!done)
    g_propagate_error (error, g_error_copy (job->error));
  return FALSE;
}

/* A job that has a transaction to itself is not run as a step: to be able to undo a step, SQLite
 * copies each page that it touches, which for a batch of an import costs more than writing the
 * pages. */
static gboolean
run_alone (FootprintsLedger *ledger, Job *job, GError **error)
{
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (ledger);

  if (g_cancellable_set_error_if_cancelled (job->cancellable, &job->error))
    return TRUE;
  if (!interface->begin (ledger, error))
    return FALSE;
  if (job->func (ledger, job->data, job->cancellable, &job->error) &&
      interface->commit (ledger, error))
    return TRUE;
  interface->roll_back (ledger);
  return FALSE;
}

static gboolean
run_group (FootprintsLedger *ledger, GQueue *group, GError **error)
{
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (ledger);

  if (group->length == 1)
    return run_alone (ledger, group->head->data, error);
  if (!interface->begin (ledger, error))
    return FALSE;
  for (GList *link = group->head; link != NULL; link = link->next)
    if (!run_step (ledger, link->data, error))
      {
        interface->roll_back (ledger);
        return FALSE;
      }
  if (interface->commit (ledger, error))
    return TRUE;
  interface->roll_back (ledger);
  return FALSE;
}

static void
finish_group (GQueue *group, const GError *error)
{
  Job *job;

  while ((job = g_queue_pop_head (group)) != NULL)
    {
      job->done (job->data, job->error != NULL ? job->error : error);
      job_free (job);
    }
}

/* Under the mutex. @is_slice: whether it took a slice. */
static void
take_next (FootprintsWriter *self, GQueue *group, gboolean *is_slice)
{
  *is_slice = self->slices.length > 0 && (self->jobs.length == 0 || self->owes_slice);
  self->owes_slice = !*is_slice && self->slices.length > 0;
  if (*is_slice)
    g_queue_push_tail (group, g_queue_pop_head (&self->slices));
  else
    while (self->jobs.length > 0 && group->length < MAX_GROUP)
      g_queue_push_tail (group, g_queue_pop_head (&self->jobs));
}

/* Waits for work and takes it; FALSE when there is none left and the writer is stopping. */
static gboolean
take_group (FootprintsWriter *self, GQueue *group, gboolean *is_slice)
{
  gint64 relax_at_us = g_get_monotonic_time () + RELAX_AFTER_US;
  gboolean relaxed = FALSE;

  g_mutex_lock (&self->mutex);
  while (self->jobs.length == 0 && self->slices.length == 0 && !self->stopping)
    {
      if (relaxed)
        g_cond_wait (&self->changed, &self->mutex);
      else if (!g_cond_wait_until (&self->changed, &self->mutex, relax_at_us))
        {
          g_mutex_unlock (&self->mutex);
          _footprints_ledger_relax (self->ledger);
          relaxed = TRUE;
          g_mutex_lock (&self->mutex);
        }
    }
  take_next (self, group, is_slice);
  g_mutex_unlock (&self->mutex);
  return group->length > 0;
}

static void
writer_destroy (FootprintsWriter *self)
{
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_object_unref (self->ledger);
  g_free (self);
}

static gpointer
writer_main (gpointer data)
{
  FootprintsWriter *self = data;
  GQueue group = G_QUEUE_INIT;
  gboolean is_slice;

  while (take_group (self, &group, &is_slice))
    {
      g_autoptr (GError) error = NULL;

      if (is_slice)
        _footprints_ledger_give_way (self->ledger);
      run_group (self->ledger, &group, &error);
      finish_group (&group, error);
      _footprints_ledger_settle (self->ledger);
    }
  if (self->orphaned)
    writer_destroy (self);
  return NULL;
}

FootprintsWriter *
_footprints_writer_new (FootprintsLedger *ledger)
{
  FootprintsWriter *self = g_new0 (FootprintsWriter, 1);

  self->ledger = g_object_ref (ledger);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("footprints-writer", writer_main, self);
  return self;
}

void
_footprints_writer_free (FootprintsWriter *self)
{
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  /* The callback of a job may have dropped the last reference to the store. */
  if (self->thread == g_thread_self ())
    {
      self->orphaned = TRUE;
      g_thread_unref (self->thread);
      return;
    }
  g_thread_join (self->thread);
  writer_destroy (self);
}

gboolean
_footprints_writer_is_awaited (FootprintsWriter *self)
{
  gboolean has_jobs;

  g_mutex_lock (&self->mutex);
  has_jobs = self->jobs.length > 0;
  g_mutex_unlock (&self->mutex);
  return has_jobs || _footprints_ledger_is_awaited (self->ledger);
}

void
_footprints_writer_queue (FootprintsWriter *self,
                          FootprintsWriteKind kind,
                          FootprintsWriteFunc func,
                          FootprintsWriteDoneFunc done,
                          gpointer data,
                          GCancellable *cancellable)
{
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->done = done;
  job->data = data;
  if (cancellable != NULL)
    job->cancellable = g_object_ref (cancellable);
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (kind == FOOTPRINTS_WRITE_BULK ? &self->slices : &self->jobs, job);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
}
