/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Answers about import jobs. */

#include "footprintsd/handlers/fpd-import-common.h"

#include <libsoup/soup.h>

void
fpd_import_begin_outcome (FootprintsJsonWriter *writer,
                          gboolean success,
                          gint64 count,
                          const char *text)
{
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_boolean (writer, "success", success);
  _footprints_json_writer_add_int64 (writer, "count", count);
  _footprints_json_writer_add_string (writer, "message", text);
}

/* Of files of which nothing can be used, the client learns by the status; an import that has stored
 * something has an outcome. */
static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT) ||
         g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_AMBIGUOUS) ||
         g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NO_PLAYS);
}

static void
on_waited_job_done (FpdJob *job, gpointer data)
{
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();
  g_autofree char *error_text = fpd_job_dup_error_text (job);
  gint64 n_new = fpd_job_get_n_new (job);
  g_autofree char *text = error_text != NULL
                              ? g_strdup_printf ("Import failed: %s", error_text)
                              : g_strdup_printf ("Imported %" G_GINT64_FORMAT " %s", n_new,
                                                 n_new == 1 ? "play" : "plays");
  g_autoptr (GError) error = NULL;
  FpdResponse *response;

  if (is_refusal (fpd_job_get_error (job)))
    {
      error = g_error_new_literal (FOOTPRINTS_ERROR, fpd_job_get_error (job)->code, error_text);
      fpd_deferred_answer (data, NULL, error);
      return;
    }
  fpd_import_begin_outcome (&writer, error_text == NULL, n_new, text);
  _footprints_json_writer_name (&writer, "job");
  fpd_job_write (job, &writer);
  _footprints_json_writer_end_object (&writer);
  response = fpd_response_take_json (&writer, &error);
  fpd_deferred_answer (data, response, error);
}

FpdResponse *
fpd_import_describe_job (FpdJob *job, GError **error)
{
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();

  fpd_job_write (job, &writer);
  return fpd_response_take_json (&writer, error);
}

static FpdResponse *
tell_accepted (FpdJob *job, GError **error)
{
  FpdResponse *response = fpd_import_describe_job (job, error);
  g_autofree char *location =
      g_strdup_printf ("/api/import/jobs/%" G_GINT64_FORMAT, fpd_job_get_id (job));

  if (response == NULL)
    return NULL;
  response->status = SOUP_STATUS_ACCEPTED;
  fpd_response_add_header (response, "Location", location);
  return response;
}

FpdResponse *
fpd_import_answer_started (FpdJob *job, gboolean wait, GError **error)
{
  FpdDeferred *deferred;
  FpdResponse *response;

  if (job == NULL)
    return NULL;
  if (!wait)
    return tell_accepted (job, error);
  response = fpd_response_new_deferred (&deferred);
  fpd_job_set_done (job, on_waited_job_done, deferred);
  return response;
}

void
fpd_import_answer_later (FpdJob *job, gboolean wait, FpdDeferred *deferred)
{
  g_autoptr (GError) error = NULL;
  FpdResponse *response;

  if (wait)
    {
      fpd_job_set_done (job, on_waited_job_done, deferred);
      return;
    }
  response = tell_accepted (job, &error);
  fpd_deferred_answer (deferred, response, error);
}
