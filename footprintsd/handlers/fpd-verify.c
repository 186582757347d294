/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-problem.h"
#include "footprintsd/fpd-reply.h"
#include "footprintsd/handlers/fpd-main-handlers.h"

static void
send_state (const FpdContext *context, SoupServerMessage *message, guint status, gint64 id)
{
  json_object *object = fpd_verifications_describe (context->verifications, id);

  if (object != NULL)
    fpd_reply_send_json (message, status, object);
  else
    fpd_reply_send_problem (message, SOUP_STATUS_NOT_FOUND,
                            "this sync was not verified since the server began");
}

void
fpd_handle_verify (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  gint64 id = fpd_request_get_path_id (request, &error);
  gboolean repair = FALSE;
  gboolean thorough = FALSE;

  if (id < 0 || !fpd_request_get_boolean (request, "repair", FALSE, &repair, &error) ||
      !fpd_request_get_boolean (request, "thorough", FALSE, &thorough, &error) ||
      !fpd_verifications_start (context->verifications, id, repair, thorough, context->contact,
                                &error))
    fpd_reply_send_error (message, error);
  else
    send_state (context, message, SOUP_STATUS_ACCEPTED, id);
}

void
fpd_handle_verification (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  gint64 id = fpd_request_get_path_id (request, &error);

  if (id < 0)
    fpd_reply_send_error (message, error);
  else
    send_state (context, message, SOUP_STATUS_OK, id);
}

void
fpd_handle_verify_cancel (const FpdContext *context,
                          SoupServerMessage *message,
                          FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  gint64 id = fpd_request_get_path_id (request, &error);

  if (id < 0)
    {
      fpd_reply_send_error (message, error);
      return;
    }
  fpd_verifications_cancel (context->verifications, id);
  send_state (context, message, SOUP_STATUS_OK, id);
}
