/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Makes and frees the answers of handlers, including those that come later. */

#include "footprintsd/request/fpd-response.h"

#include "footprintsd/http/fpd-problem.h"

#include <libsoup/soup.h>
#include <string.h>

static FpdResponse *
response_new (guint status, const char *content_type, GBytes *body)
{
  FpdResponse *self = g_new0 (FpdResponse, 1);

  self->status = status;
  self->content_type = g_strdup (content_type);
  self->body = body;
  self->headers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

FpdResponse *
fpd_response_new_text (guint status, const char *content_type, char *text)
{
  return response_new (status, content_type, g_bytes_new_take (text, strlen (text)));
}

gboolean
fpd_response_check_size (gsize n_bytes, GError **error)
{
  if (n_bytes <= FPD_MAX_REPLY_BYTES)
    return TRUE;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "the reply would be larger than %d MiB: ask for fewer rows (the parameter “limit”) "
               "or a shorter period (“period”)",
               FPD_MAX_REPLY_BYTES / 1024 / 1024);
  return FALSE;
}

/* Passes on @failure, which it takes and which may be NULL; when a reply is too large, in words for
 * the client. */
static void
pass_failure (GError *failure, GError **error)
{
  if (g_error_matches (failure, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE))
    {
      fpd_response_check_size (G_MAXSIZE, error);
      g_error_free (failure);
    }
  else if (failure != NULL)
    g_propagate_error (error, failure);
}

GBytes *
fpd_response_write_report (FootprintsReport *report, GError **error)
{
  GError *failure = NULL;
  GBytes *bytes = footprints_report_to_json_bytes (report, FPD_MAX_REPLY_BYTES, &failure);

  pass_failure (failure, error);
  return bytes;
}

FootprintsJsonWriter
fpd_response_begin_json (void)
{
  FootprintsJsonWriter writer;

  _footprints_json_writer_init (&writer);
  writer.max_bytes = FPD_MAX_REPLY_BYTES;
  return writer;
}

FpdResponse *
fpd_response_take_json (FootprintsJsonWriter *writer, GError **error)
{
  GError *failure = NULL;
  GBytes *bytes = _footprints_json_writer_take_bytes (writer, &failure);

  pass_failure (failure, error);
  return bytes != NULL ? fpd_response_new_bytes ("application/json", bytes) : NULL;
}

FpdResponse *
fpd_response_take_report (gpointer report, GError **error)
{
  g_autoptr (FootprintsReport) owned = report;
  GBytes *bytes;

  if (owned == NULL)
    return NULL;
  bytes = fpd_response_write_report (owned, error);
  return bytes != NULL ? fpd_response_new_bytes ("application/json", bytes) : NULL;
}

FpdResponse *
fpd_response_take_steps (gpointer report, GError **error)
{
  g_autoptr (GListModel) steps = report;

  if (steps == NULL)
    return NULL;
  if (g_list_model_get_n_items (steps) > FPD_MAX_STEPS)
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "the parameter “granularity”: there would be more than %d steps; ask for longer "
                   "ones, or a shorter period (“period”)",
                   FPD_MAX_STEPS);
      return NULL;
    }
  return fpd_response_take_report (g_steal_pointer (&steps), error);
}

FpdResponse *
fpd_response_new_json (json_object *object)
{
  char *text = g_strdup (json_object_to_json_string_ext (
      object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));

  json_object_put (object);
  return fpd_response_new_text (SOUP_STATUS_OK, "application/json", text);
}

FpdResponse *
fpd_response_new_bytes (const char *content_type, GBytes *bytes)
{
  return response_new (SOUP_STATUS_OK, content_type, bytes);
}

FpdResponse *
fpd_response_new_error (const GError *error)
{
  guint status = fpd_problem_get_status (error);
  FpdResponse *self = fpd_response_new_text (status, FPD_PROBLEM_TYPE,
                                             fpd_problem_to_json (status, error->message));

  self->is_dynamic = TRUE;
  return self;
}

void
fpd_response_add_header (FpdResponse *self, const char *name, const char *value)
{
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

FpdResponse *
fpd_response_new_success (json_object *more)
{
  json_object *object = more != NULL ? more : json_object_new_object ();

  json_object_object_add (object, "success", json_object_new_boolean (TRUE));
  return fpd_response_new_json (object);
}

void
fpd_response_set_step (FpdResponse *self, FpdStep step, gpointer data, GDestroyNotify destroy)
{
  self->step = step;
  self->data = data;
  self->destroy = destroy;
}

static FpdResponse *
response_new_empty (void)
{
  return response_new (SOUP_STATUS_OK, NULL, NULL);
}

FpdResponse *
fpd_response_new_step (FpdStep step, gpointer data, GDestroyNotify destroy)
{
  FpdResponse *self = response_new_empty ();

  fpd_response_set_step (self, step, data, destroy);
  return self;
}

FpdResponse *
fpd_response_new_stream (FpdStreamFunc stream, gpointer data, GDestroyNotify destroy)
{
  FpdResponse *self = response_new_empty ();

  self->stream = stream;
  self->data = data;
  self->destroy = destroy;
  return self;
}

struct _FpdDeferred
{
  FpdDeferredFunc done; /* NULL: nobody waits yet */
  gpointer data;
  gboolean is_answered;
  FpdResponse *response;
  GError *error;
};

FpdResponse *
fpd_response_new_deferred (FpdDeferred **deferred)
{
  FpdResponse *self = response_new_empty ();

  self->deferred = *deferred = g_new0 (FpdDeferred, 1);
  return self;
}

static void
deferred_give (FpdDeferred *self)
{
  if (self->done == NULL || !self->is_answered)
    return;
  self->done (self->response, self->error, self->data);
  g_clear_error (&self->error);
  g_free (self);
}

void
fpd_deferred_answer (FpdDeferred *self, FpdResponse *response, const GError *error)
{
  self->is_answered = TRUE;
  self->response = response;
  self->error = error != NULL ? g_error_copy (error) : NULL;
  deferred_give (self);
}

void
fpd_deferred_take (FpdDeferred *self, FpdDeferredFunc done, gpointer data)
{
  self->done = done;
  self->data = data;
  deferred_give (self);
}

void
fpd_response_free (FpdResponse *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_ptr_array_unref (self->headers);
  g_free (self);
}
