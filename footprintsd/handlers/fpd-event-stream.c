/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/handlers/fpd-main-handlers.h"

void
fpd_handle_events (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  fpd_events_add_client (context->events, message);
}
