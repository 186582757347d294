/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Verifying a sync: starting it, asking how far it is, and cancelling it. */

#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/http/fpd-problem.h"

#include <libsoup/soup.h>

static FpdResponse *
verify_describe (const FpdContext *context, gint64 id, guint status, GError **error)
{
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();
  FpdResponse *response;

  if (!fpd_verifications_write (context->verifications, id, &writer))
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_NOT_FOUND,
                           "this sync has not been verified since the server started");
      return NULL;
    }
  response = fpd_response_take_json (&writer, error);
  if (response != NULL)
    response->status = status;
  return response;
}

typedef struct
{
  gint64 config_id;
  gboolean repair;
  gboolean thorough;
} Order;

static FpdResponse *
begin (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  const Order *order = data;

  return fpd_verifications_start (context->verifications, order->config_id, order->repair,
                                  order->thorough, context->contact, error)
             ? verify_describe (context, order->config_id, SOUP_STATUS_ACCEPTED, error)
             : NULL;
}

static FpdResponse *
tell (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  return verify_describe (context, ((Order *) data)->config_id, SOUP_STATUS_OK, error);
}

static FpdResponse *
cancel (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  fpd_verifications_cancel (context->verifications, ((Order *) data)->config_id);
  return tell (context, request, data, error);
}

static FpdResponse *
answer (FpdRequest *request, FpdStep step, GError **error)
{
  g_autofree Order *order = g_new0 (Order, 1);

  order->config_id = fpd_request_get_path_id (request, error);
  if (order->config_id < 0 ||
      !fpd_request_get_boolean (request, "repair", FALSE, &order->repair, error) ||
      !fpd_request_get_boolean (request, "thorough", FALSE, &order->thorough, error))
    return NULL;
  return fpd_response_new_step (step, g_steal_pointer (&order), g_free);
}

FpdResponse *
fpd_handle_verify (FpdRequest *request, GError **error)
{
  return answer (request, begin, error);
}

FpdResponse *
fpd_handle_verification (FpdRequest *request, GError **error)
{
  return answer (request, tell, error);
}

FpdResponse *
fpd_handle_verify_cancel (FpdRequest *request, GError **error)
{
  return answer (request, cancel, error);
}
