/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/http/footprints-http-request-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sends requests to web services, retries failures that may be temporary with growing waits, and
 * asks no host faster than it allows. Everything happens on one main context; nothing blocks. */
#define FOOTPRINTS_TYPE_HTTP_CLIENT (_footprints_http_client_get_type ())
G_DECLARE_FINAL_TYPE (
    FootprintsHttpClient, _footprints_http_client, FOOTPRINTS, HTTP_CLIENT, GObject)

/* The client of the thread-default main context (transfer full): one for all callers there, so that
 * they share connections and the pace of each host. */
FootprintsHttpClient *_footprints_http_client_get (void);

/* Timeouts and retries. */
typedef struct
{
  guint connect_ms;
  guint stall_s; /* without receiving a byte */
  guint whole_ms;
  guint n_tries;
  guint retry_base_ms;
  guint retry_max_ms;
  guint pause_ms;       /* when a server asks for a pause and does not say how long */
  guint longest_wait_s; /* the longest that a server may ask for; beyond it the request fails */
  guint second_ms;      /* length of a second that a server asks for; 1000 except in tests */
} FootprintsHttpLimits;

FootprintsHttpLimits *_footprints_http_client_get_limits (FootprintsHttpClient *self);

/* Takes @request. */
void _footprints_http_client_send_async (FootprintsHttpClient *self,
                                         FootprintsHttpRequest *request,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* The reply, which the request's check has accepted (transfer full); NULL with @error set:
 * FOOTPRINTS_ERROR_FORBIDDEN, _NETWORK, _UNAVAILABLE, _RATE_LIMITED, _TOO_LARGE, _INVALID_ARGUMENT
 * for an invalid URL, the error of the check, or G_IO_ERROR_CANCELLED. */
FootprintsHttpResponse *_footprints_http_client_send_finish (FootprintsHttpClient *self,
                                                             GAsyncResult *result,
                                                             GError **error);

G_END_DECLS
