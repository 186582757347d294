/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/http/footprints-http-body-private.h"
#include "libfootprints/http/footprints-reach-private.h"

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint status;
  FootprintsHttpBody *body; /* after decompression; NULL once a check has taken it */
} FootprintsHttpResponse;

void _footprints_http_response_free (FootprintsHttpResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsHttpResponse, _footprints_http_response_free)

/* Judges a complete reply of any status. FALSE with @error set when it cannot be used; the request
 * is then retried if _footprints_error_is_temporary() holds for the error. Called on another thread
 * than the caller's, never twice at once for one request; an accepted reply is passed on. */
typedef gboolean (*FootprintsHttpCheckFunc) (FootprintsHttpResponse *response,
                                             gpointer data,
                                             GError **error);

/* A GET request, or a POST of a form. Never show its query, form or authorization: they hold
 * secrets. */
typedef struct
{
  char *service; /* the service, as errors name it: "Last.fm" */
  char *url;
  char *authorization; /* value of that header, or NULL */
  char *form;          /* of a POST, as application/x-www-form-urlencoded; NULL: it is a GET */
  char *contact;       /* address for the User-Agent, or NULL */
  gsize max_body_bytes;
  FootprintsReach *reach; /* NULL: anywhere */
  guint interval_ms;      /* the least time between two requests to one host */
  FootprintsHttpCheckFunc check;
  gpointer check_data;
  GDestroyNotify check_data_free;
} FootprintsHttpRequest;

FootprintsHttpRequest *_footprints_http_request_new (const char *service, const char *url);
void _footprints_http_request_free (FootprintsHttpRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsHttpRequest, _footprints_http_request_free)

/* Scheme, host and port of an http or https URL (transfer full); NULL with
 * FOOTPRINTS_ERROR_INVALID_ARGUMENT for anything else. */
char *_footprints_http_parse_origin (const char *url, GError **error);

/* Whether a retry may succeed: the network failed, a service is down or limits requests, or a
 * database is busy. */
gboolean _footprints_error_is_temporary (const GError *error);

G_END_DECLS
