/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Requests, replies, and which errors are worth a retry. */

#include "libfootprints/http/footprints-http-request-private.h"

#include "libfootprints/core/footprints-error.h"

/* A page of 1,000 plays with long names is 3 MB. */
#define DEFAULT_MAX_BODY_BYTES (32 * 1024 * 1024)

void
_footprints_http_response_free (FootprintsHttpResponse *self)
{
  g_clear_pointer (&self->body, _footprints_http_body_free);
  g_free (self);
}

FootprintsHttpRequest *
_footprints_http_request_new (const char *service, const char *url)
{
  FootprintsHttpRequest *self = g_new0 (FootprintsHttpRequest, 1);

  self->service = g_strdup (service);
  self->url = g_strdup (url);
  self->max_body_bytes = DEFAULT_MAX_BODY_BYTES;
  return self;
}

void
_footprints_http_request_free (FootprintsHttpRequest *self)
{
  if (self->check_data_free != NULL)
    self->check_data_free (self->check_data);
  g_free (self->service);
  g_free (self->url);
  g_free (self->authorization);
  g_free (self->form);
  g_free (self->contact);
  g_clear_object (&self->reach);
  g_free (self);
}

char *
_footprints_http_parse_origin (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  int port;

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL ||
      (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0))
    {
      g_set_error_literal (
          error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
          "the address of a service must look like http://host/… or https://host/…, "
          "without a user name or password");
      return NULL;
    }
  port = g_uri_get_port (uri);
  if (port < 0)
    port = g_str_equal (scheme, "https") ? 443 : 80;
  return g_strdup_printf ("%s://%s:%d", scheme, host, port);
}

gboolean
_footprints_error_is_temporary (const GError *error)
{
  return g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NETWORK) ||
         g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAVAILABLE) ||
         g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_RATE_LIMITED) ||
         g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BUSY);
}
