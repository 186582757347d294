/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Runs an import, whatever it reads from: a file on a thread of its own, or that of the caller; a
 * service on the main context. */

#include "libfootprints/import/job/footprints-import-run-private.h"

#include "libfootprints/import/job/footprints-file-run-private.h"
#include "libfootprints/import/job/footprints-running-imports-private.h"

/* A run that has started, until it is done. */
typedef struct
{
  FootprintsImportOrder order;
  FootprintsImportDoneFunc done;
  gpointer data;
} Started;

static Started *
started_new (const FootprintsImportOrder *order, FootprintsImportDoneFunc done, gpointer data)
{
  Started *started = g_new0 (Started, 1);

  *started = (Started){ *order, done, data };
  g_object_ref (started->order.store);
  g_object_ref (started->order.source);
  return started;
}

static void
started_free (gpointer data)
{
  Started *started = data;

  g_clear_object (&started->order.store);
  g_clear_object (&started->order.source);
  g_free (started);
}

void
_footprints_import_outcome_clear (FootprintsImportOutcome *outcome)
{
  g_clear_pointer (&outcome->source, g_free);
}

gboolean
_footprints_import_run_claim (FootprintsStore *store,
                              FootprintsImportSource *source,
                              GError **error)
{
  return !FOOTPRINTS_IS_IMPORTER (source) ||
         _footprints_running_imports_add (store, FOOTPRINTS_IMPORTER (source), error);
}

gboolean
_footprints_import_run_can_wait (FootprintsImportSource *source)
{
  return FOOTPRINTS_IS_FILE_IMPORTER (source);
}

gboolean
_footprints_import_run_and_wait (const FootprintsImportOrder *order,
                                 FootprintsImportOutcome *outcome,
                                 GCancellable *cancellable,
                                 GError **error)
{
  return _footprints_file_run (order, outcome, cancellable, error);
}

static void
file_thread (GTask *task, gpointer source_object, gpointer data, GCancellable *cancellable)
{
  Started *started = data;
  g_auto (FootprintsImportOutcome) outcome = { 0 };
  g_autoptr (GError) error = NULL;

  _footprints_file_run (&started->order, &outcome, cancellable, &error);
  /* A caller that waits for the end may be about to remove the files of the store. */
  g_clear_object (&started->order.store);
  started->done (started->data, &outcome, error);
}

static void
start_file (const FootprintsImportOrder *order,
            GCancellable *cancellable,
            FootprintsImportDoneFunc done,
            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, NULL, NULL);

  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, start_file);
  g_task_set_task_data (task, started_new (order, done, data), started_free);
  g_task_run_in_thread (task, file_thread);
}

static void
on_service_stored (gpointer data, const FootprintsImportProgress *progress, gint64 expected_total)
{
  Started *started = data;
  double fraction =
      expected_total > 0 ? MIN (1, (double) progress->n_rows / (double) expected_total) : 0;

  started->order.on_stored (started->order.data, progress, fraction, expected_total);
}

static void
on_service_done (gpointer data, const FootprintsServiceOutcome *service, const GError *error)
{
  Started *started = data;
  FootprintsImporter *importer = FOOTPRINTS_IMPORTER (started->order.source);
  g_auto (FootprintsImportOutcome) outcome = {
    .format_name = "service",
    .source = g_strdup (footprints_importer_get_source (importer)),
    .import_id = service->import_id,
  };

  _footprints_running_imports_remove (started->order.store, importer);
  if (service->progress != NULL)
    on_service_stored (started, service->progress, service->expected_total);
  g_clear_object (&started->order.store);
  started->done (started->data, &outcome, error);
  started_free (started);
}

FootprintsServiceRun *
_footprints_import_run_start (const FootprintsImportOrder *order,
                              GCancellable *cancellable,
                              FootprintsImportDoneFunc done,
                              gpointer data)
{
  FootprintsServicePlan service = {
    .store = order->store,
    .since = order->since,
    .until = G_MAXINT64,
    .expected_total = -1,
    .dry_run = order->dry_run,
    .on_stored = on_service_stored,
  };

  if (FOOTPRINTS_IS_FILE_IMPORTER (order->source))
    {
      start_file (order, cancellable, done, data);
      return NULL;
    }
  service.importer = FOOTPRINTS_IMPORTER (order->source);
  service.data = started_new (order, done, data);
  return _footprints_service_run_start (&service, cancellable, on_service_done, service.data);
}

GTimeZone *
_footprints_import_run_get_zone (FootprintsImportSource *source)
{
  return FOOTPRINTS_IS_FILE_IMPORTER (source)
             ? footprints_file_importer_get_zone (FOOTPRINTS_FILE_IMPORTER (source))
             : NULL;
}
