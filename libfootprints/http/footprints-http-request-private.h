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

/* Judges a reply that came whole, of any status. FALSE with @error set: it is none to go on with;
 * an error that _footprints_error_is_temporary() calls so is tried again. Called on another thread
 * than the one that asks, never twice at once for a request; the reply is passed on after it. */
typedef gboolean (*FootprintsHttpCheckFunc) (FootprintsHttpResponse *response,
                                             gpointer data,
                                             GError **error);

/* A GET. Never shown: the query and the authorization, since both hold secrets. */
typedef struct
{
  char *service; /* who is asked, as errors name it: "Last.fm" */
  char *url;
  char *authorization; /* value of that header, or NULL */
  char *contact;       /* address for the User-Agent, or NULL */
  gsize max_body_bytes;
  FootprintsReach *reach; /* NULL: anywhere */
  guint interval_ms;      /* the least distance between two requests to one host */
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

/* Whether an error may be gone when tried again: the network, a service that is down or wants a
 * pause. */
gboolean _footprints_error_is_temporary (const GError *error);

G_END_DECLS
