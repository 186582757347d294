/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The request for a stream of server-sent events. */

#include "footprintsd/handlers/fpd-handlers.h"

static gboolean
begin (const FpdContext *context, SoupServerMessage *message, gpointer data, GError **error)
{
  return fpd_events_add_client (context->events, message, error);
}

FpdResponse *
fpd_handle_events (FpdRequest *request, GError **error)
{
  return fpd_response_new_stream (begin, NULL, NULL);
}
