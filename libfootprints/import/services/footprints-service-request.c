/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Sends the request for a page, has its reply checked and read on another thread, and ends the
 * page. */

#include "libfootprints/import/services/footprints-service-request-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/import/services/footprints-import-page-private.h"
#include "libfootprints/import/services/footprints-importer-private.h"

static void
service_request_free (FootprintsServiceRequest *self)
{
  g_object_unref (self->importer);
  g_object_unref (self->page);
  g_clear_object (&self->cancellable);
  g_free (self->who);
  g_free (self);
}

gboolean
_footprints_service_request_parse_row (FootprintsServiceRequest *request,
                                       const FootprintsServiceReply *reply,
                                       FootprintsInputRow *row,
                                       json_object **element,
                                       GError **error)
{
  g_autoptr (GError) parse_error = NULL;

  if (g_cancellable_set_error_if_cancelled (request->cancellable, error))
    return FALSE;
  *element = _footprints_service_reply_parse_row (reply, (gsize) row->number - 1, &row->is_repaired,
                                                  &parse_error);
  if (parse_error == NULL)
    return TRUE;
  if (!g_error_matches (parse_error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE))
    {
      g_propagate_error (error, g_steal_pointer (&parse_error));
      return FALSE;
    }
  row->problem = _footprints_input_row_keep (row, g_strdup (parse_error->message));
  return TRUE;
}

/* Takes @cause, which a reader or the parser of replies has set. */
static gboolean
fail_reply (FootprintsServiceRequest *self, guint status, GError *cause, GError **error)
{
  g_autoptr (GError) owned = cause;

  if (g_error_matches (cause, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT))
    return self->check (self, status, NULL, error) && FALSE;
  if (cause->domain == FOOTPRINTS_ERROR)
    g_prefix_error (&owned, "%s: ", self->who);
  g_propagate_error (error, g_steal_pointer (&owned));
  return FALSE;
}

/* Runs on a thread for such checks; see footprints-http-request-private.h. */
static gboolean
check_response (FootprintsHttpResponse *response, gpointer data, GError **error)
{
  FootprintsServiceRequest *self = data;
  g_auto (FootprintsServiceReply) reply = { 0 };
  /* Nothing else needs it. */
  g_autoptr (GBytes) body = _footprints_http_body_free_to_bytes (g_steal_pointer (&response->body));
  g_autoptr (GError) cause = NULL;
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  /* Discards what an earlier try has left. */
  _footprints_import_page_forget_rows (self->page);
  if (!_footprints_service_reply_parse (&reply, text, length, self->shape, &cause))
    return fail_reply (self, response->status, g_steal_pointer (&cause), error);
  if (!self->check (self, response->status, &reply, error))
    return FALSE;
  if (response->status < 400 && !self->read (self, &reply, &cause))
    return fail_reply (self, response->status, g_steal_pointer (&cause), error);
  return TRUE;
}

static void
send_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  FootprintsServiceRequest *self = user_data;
  GError *error = NULL;
  g_autoptr (FootprintsHttpResponse) G_GNUC_UNUSED response =
      _footprints_http_client_send_finish (FOOTPRINTS_HTTP_CLIENT (object), result, &error);

  /* A page that stays empty is the last one. */
  if (g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAVAILABLE) &&
      self->is_doubtful && _footprints_importer_get_accepts_doubt (self->importer))
    g_clear_error (&error);
  if (error != NULL && self->retry != NULL && self->retry (self, error))
    g_clear_error (&error);
  else if (error != NULL)
    _footprints_import_page_take_error (self->page, error);
  else
    footprints_import_page_complete (self->page);
  service_request_free (self);
}

void
_footprints_service_request_send (FootprintsImporter *importer,
                                  FootprintsImportPage *page,
                                  FootprintsHttpRequest *http,
                                  const FootprintsReplyShape *shape,
                                  FootprintsServiceCheck check,
                                  FootprintsServiceRead read)
{
  _footprints_service_request_send_again (importer, page, http, shape, check, read, NULL);
}

void
_footprints_service_request_send_again (FootprintsImporter *importer,
                                        FootprintsImportPage *page,
                                        FootprintsHttpRequest *http,
                                        const FootprintsReplyShape *shape,
                                        FootprintsServiceCheck check,
                                        FootprintsServiceRead read,
                                        FootprintsServiceRetry retry)
{
  g_autoptr (FootprintsHttpClient) client = _footprints_http_client_get ();
  FootprintsServiceRequest *self = g_new0 (FootprintsServiceRequest, 1);
  GCancellable *cancellable = footprints_import_page_get_cancellable (page);

  self->importer = g_object_ref (importer);
  self->page = g_object_ref (page);
  self->shape = shape;
  self->check = check;
  self->read = read;
  self->retry = retry;
  self->who = g_strdup (http->service);
  g_set_object (&self->cancellable, cancellable);
  http->contact = g_strdup (footprints_importer_get_contact (importer));
  g_set_object (&http->reach, footprints_importer_get_reach (importer));
  http->check = check_response;
  http->check_data = self;
  _footprints_http_client_send_async (client, http, cancellable, send_cb, self);
}
