/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Imports of files: how an upload is going to be read, and reading it. */

#include "footprintsd/config/fpd-config.h"
#include "footprintsd/files/fpd-reading.h"
#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/handlers/fpd-import-common.h"
#include "footprintsd/http/fpd-problem.h"
#include "footprintsd/request/fpd-upload.h"

#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>

/* What to do with a file, from the request to the answer. */
typedef struct
{
  FootprintsFileImporter *importer;
  char *path;     /* NULL: a job owns the file now */
  char *filename; /* what the sender calls it; NULL: not said */
  char *kept_id;  /* of the upload that the file is; NULL: it came with this request */
  gboolean is_preview;
  gboolean dry_run;
  gboolean wait;
  FpdJobs *jobs; /* while it is planned */
  FpdDeferred *deferred;
} FileOrder;

static void
file_order_clear (gpointer data)
{
  FileOrder *order = data;

  if (order->path != NULL)
    remove (order->path);
  g_clear_object (&order->importer);
  g_free (order->path);
  g_free (order->filename);
  g_free (order->kept_id);
}

static void
file_order_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, file_order_clear);
}

typedef FileOrder FileOrderRef;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FileOrderRef, file_order_unref)

/* The file that came with the request, or an upload that was kept. */
static gboolean
take_file (FpdRequest *request, FileOrder *order, GError **error)
{
  const char *form_type =
      fpd_request_has_type (request, "multipart/form-data") ? request->content_type : NULL;
  const char *id = fpd_request_get_text (request, "upload");

  if (fpd_request_get_text (request, "filename") != NULL)
    order->filename = g_utf8_make_valid (fpd_request_get_text (request, "filename"), -1);
  if (id == NULL || request->upload == NULL)
    order->path = fpd_upload_finish (request->upload, form_type, &order->filename, error);
  else
    order->path = fpd_upload_open_kept (request->upload, id, error);
  if (order->path != NULL && id != NULL)
    order->kept_id = g_strdup (id);
  return order->path != NULL;
}

/* The listener's, if they have chosen one. */
static gboolean
set_zone (FpdRequest *request, FootprintsFileImporter *importer, GError **error)
{
  gboolean is_given = fpd_request_get_text (request, "timezone") != NULL;
  g_autoptr (GTimeZone) zone = is_given || request->zone != NULL
                                   ? fpd_request_get_zone (request, error)
                                   : g_time_zone_new_local ();

  if (zone == NULL)
    return FALSE;
  if (is_given)
    footprints_file_importer_set_zone (importer, zone);
  else
    footprints_file_importer_assume_zone (importer, zone);
  return TRUE;
}

/* Applies a parameter that says how the file is to be read. @column: what the column is, for one of
 * these. */
static gboolean
set_option (FpdRequest *request,
            FootprintsFileImporter *importer,
            const char *name,
            const char *option,
            const char *column,
            const char *value,
            GError **error)
{
  g_autofree char *text =
      column != NULL ? g_strdup_printf ("%s=%s", column, value) : g_strdup (value);

  return fpd_reading_set (importer, option, text, error) || fpd_request_blame (name, error) != NULL;
}

#define OPTION(name, option, column)                                                               \
  {                                                                                                \
    name, option, column, fpd_request_get_text (request, name)                                     \
  }

static gboolean
set_reading (FpdRequest *request, FootprintsFileImporter *importer, GError **error)
{
  const char *source = fpd_request_get_text (request, "source");
  gboolean skips_private;
  const struct
  {
    const char *name;
    const char *option;
    const char *column;
    const char *value;
  } options[] = {
    OPTION ("date_order", "date-order", NULL),
    OPTION ("length_unit", "length-unit", NULL),
    OPTION ("encoding", "encoding", NULL),
    OPTION ("listener", "listener", NULL),
    OPTION ("time_shift_s", "shift", NULL),
    OPTION ("last_at", "last-at", NULL),
    OPTION ("min_played_s", "min-played", NULL),
    OPTION ("column_artist", "column", "artist"),
    OPTION ("column_track", "column", "track"),
    OPTION ("column_time", "column", "time"),
    OPTION ("column_date", "column", "date"),
    OPTION ("column_album", "column", "album"),
    OPTION ("column_album_artist", "column", "album-artist"),
    OPTION ("column_length", "column", "length"),
    OPTION ("column_source", "column", "source"),
  };

  if (source != NULL && !fpd_is_source_name (source))
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                           "the parameter “source” must be a name of at most 256 bytes");
      return FALSE;
    }
  if (!fpd_request_get_boolean (request, "skips_private", FALSE, &skips_private, error))
    return FALSE;
  footprints_file_importer_set_skips_private (importer, skips_private);
  footprints_file_importer_set_source (importer, source);
  if (!set_zone (request, importer, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (options[i].value != NULL &&
        !set_option (request, importer, options[i].name, options[i].option, options[i].column,
                     options[i].value, error))
      return FALSE;
  return TRUE;
}

/* An error about the file as its sender calls it. That a file is damaged is no failure of the
 * server. */
static GError *
describe_error (const FileOrder *order, const GError *error)
{
  g_autofree char *text = fpd_job_dup_message (
      error->message, footprints_file_importer_get_path (order->importer), order->filename);

  if (g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT))
    return g_error_new_literal (FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY, text);
  return g_error_new_literal (error->domain, error->code, text);
}

/* {upload, kept_for_s, filename, plan} */
static FpdResponse *
answer_preview (FileOrder *order, FootprintsImportPlan *plan, GError **error)
{
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();
  g_autofree char *text = footprints_import_plan_to_json (plan);

  if (order->kept_id == NULL)
    {
      order->kept_id = fpd_upload_keep (order->path, error);
      if (order->kept_id == NULL)
        return NULL;
      g_clear_pointer (&order->path, g_free);
    }
  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_add_string (&writer, "upload", order->kept_id);
  _footprints_json_writer_add_int64 (&writer, "kept_for_s", FPD_UPLOAD_KEPT_S);
  _footprints_json_writer_add_string (&writer, "filename", order->filename);
  _footprints_json_writer_name (&writer, "plan");
  _footprints_json_writer_json (&writer, text, strlen (text));
  _footprints_json_writer_end_object (&writer);
  return fpd_response_take_json (&writer, error);
}

/* FALSE with @error set, which names the parameters, when something is open. */
static gboolean
check_plan (const FileOrder *order, FootprintsImportPlan *plan, GError **error)
{
  g_autoptr (GError) question = NULL;
  g_autofree char *hint = NULL;

  if (footprints_import_plan_check (plan, &question))
    return TRUE;
  hint = fpd_reading_dup_hint (plan, FALSE);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_AMBIGUOUS, "%s: %s (%s)",
               order->filename != NULL ? order->filename : "the file", question->message, hint);
  return FALSE;
}

static FpdJob *
start_job (FileOrder *order, FootprintsImportPlan *plan, GError **error)
{
  g_autofree char *text = footprints_import_plan_to_json (plan);
  FpdJobOptions options = { order->importer, order->filename, text, order->dry_run };
  FpdJob *job = fpd_jobs_start_file (order->jobs, &options, error);

  if (job == NULL)
    return NULL;
  if (order->kept_id != NULL && !order->dry_run)
    fpd_upload_forget_kept (order->path, order->kept_id);
  g_clear_pointer (&order->path, g_free);
  return job;
}

static void
import_file_on_planned (FootprintsImportPlan *plan, const GError *problem, gpointer data)
{
  g_autoptr (FileOrderRef) order = data;
  g_autoptr (GError) error = plan == NULL ? describe_error (order, problem) : NULL;
  FpdResponse *response = NULL;
  FpdJob *job = NULL;

  if (plan != NULL && order->is_preview)
    response = answer_preview (order, plan, &error);
  else if (plan != NULL && check_plan (order, plan, &error))
    job = start_job (order, plan, &error);
  if (job != NULL)
    fpd_import_answer_later (job, order->wait, order->deferred);
  else
    fpd_deferred_answer (order->deferred, response, error);
}

static FpdResponse *
start_planning (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  FileOrder *order = g_atomic_rc_box_acquire (data);

  order->jobs = context->jobs;
  if (!fpd_jobs_plan (context->jobs, order->importer, import_file_on_planned, order, error))
    {
      file_order_unref (order);
      return NULL;
    }
  return fpd_response_new_deferred (&order->deferred);
}

static FpdResponse *
plan_file (FpdRequest *request, gboolean is_preview, GError **error)
{
  g_autoptr (FileOrderRef) order = g_atomic_rc_box_new0 (FileOrder);

  order->is_preview = is_preview;
  if (!fpd_request_get_boolean (request, "dry_run", FALSE, &order->dry_run, error) ||
      !fpd_request_get_boolean (request, "wait", TRUE, &order->wait, error) ||
      !take_file (request, order, error))
    return NULL;
  order->importer = footprints_file_importer_new (order->path);
  if (!set_reading (request, order->importer, error))
    return NULL;
  return fpd_response_new_step (start_planning, g_steal_pointer (&order), file_order_unref);
}

FpdResponse *
fpd_handle_import_file (FpdRequest *request, GError **error)
{
  return plan_file (request, FALSE, error);
}

FpdResponse *
fpd_handle_import_preview (FpdRequest *request, GError **error)
{
  return plan_file (request, TRUE, error);
}
