/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/http/footprints-http-request-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Asks web services, patiently: requests that can be repeated are, with growing waits, and no host
 * is asked faster than it wants. Everything happens on one main context; nothing blocks. */
#define FOOTPRINTS_TYPE_HTTP_CLIENT (_footprints_http_client_get_type ())
G_DECLARE_FINAL_TYPE (
    FootprintsHttpClient, _footprints_http_client, FOOTPRINTS, HTTP_CLIENT, GObject)

/* The client of the thread-default main context (transfer full): one for all who ask there, so that
 * they share connections and the pace of each host. */
FootprintsHttpClient *_footprints_http_client_get (void);

/* What is waited for, and how long. */
typedef struct
{
  guint connect_ms;
  guint stall_s; /* without a byte */
  guint whole_ms;
  guint n_tries;
  guint retry_base_ms;
  guint retry_max_ms;
  guint pause_ms;       /* when a server wants one and does not say how long */
  guint longest_wait_s; /* that a server may ask for; beyond, the request fails */
  guint second_ms;      /* how long a second lasts that a server asks for; 1000, but for tests */
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
 * for a URL that is none, what the check said, or G_IO_ERROR_CANCELLED. */
FootprintsHttpResponse *_footprints_http_client_send_finish (FootprintsHttpClient *self,
                                                             GAsyncResult *result,
                                                             GError **error);

G_END_DECLS
