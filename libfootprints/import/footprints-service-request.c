/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-service-request-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/import/footprints-import-page-private.h"

/* ListenBrainz hands out additional_info as players wrote it. */
#define MAX_DEPTH 64
#define MAX_MESSAGE_LETTERS 200

static void
service_request_free (FootprintsServiceRequest *self)
{
  g_clear_pointer (&self->root, json_object_put);
  g_object_unref (self->importer);
  g_object_unref (self->page);
  g_free (self);
}

char *
_footprints_service_clean_message (const char *message)
{
  g_autofree char *valid = g_utf8_make_valid (message != NULL ? message : "", -1);
  char *end;

  for (char *p = valid; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  g_strstrip (valid);
  if (g_utf8_strlen (valid, -1) <= MAX_MESSAGE_LETTERS)
    return g_steal_pointer (&valid);
  end = g_utf8_offset_to_pointer (valid, MAX_MESSAGE_LETTERS);
  *end = '\0';
  return g_strconcat (valid, "…", NULL);
}

static gboolean
check_response (const FootprintsHttpResponse *response, gpointer data, GError **error)
{
  FootprintsServiceRequest *self = data;
  gsize length;
  const char *text = g_bytes_get_data (response->body, &length);

  g_clear_pointer (&self->root, json_object_put);
  if (length > 0)
    self->root = _footprints_json_parse (text, length, MAX_DEPTH, NULL);
  return self->check (self, response->status, self->root, error);
}

static void
send_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  FootprintsServiceRequest *self = user_data;
  GError *error = NULL;
  g_autoptr (FootprintsHttpResponse) response =
      _footprints_http_client_send_finish (FOOTPRINTS_HTTP_CLIENT (object), result, &error);

  if (response == NULL)
    _footprints_import_page_take_error (self->page, error);
  else
    self->read (self, self->root);
  service_request_free (self);
}

void
_footprints_service_request_send (FootprintsImporter *importer,
                                  FootprintsImportPage *page,
                                  FootprintsHttpRequest *http,
                                  FootprintsServiceCheck check,
                                  FootprintsServiceRead read)
{
  g_autoptr (FootprintsHttpClient) client = _footprints_http_client_get ();
  FootprintsServiceRequest *self = g_new0 (FootprintsServiceRequest, 1);

  self->importer = g_object_ref (importer);
  self->page = g_object_ref (page);
  self->check = check;
  self->read = read;
  http->contact = g_strdup (footprints_importer_get_contact (importer));
  http->check = check_response;
  http->check_data = self;
  _footprints_http_client_send_async (client, http, footprints_import_page_get_cancellable (page),
                                      send_cb, self);
}
