/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-export-stream.h"
#include "footprintsd/fpd-reply.h"
#include "footprintsd/handlers/fpd-main-handlers.h"

void
fpd_handle_export (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  const char *name = fpd_request_get_text (request, "format");
  g_autoptr (FootprintsExporter) exporter = NULL;
  g_autoptr (FootprintsPeriod) period = NULL;
  g_autoptr (GError) error = NULL;
  FootprintsExportFormat format;

  period = fpd_request_get_period (request, &error);
  if (period != NULL &&
      !footprints_export_format_parse (name != NULL ? name : "json", &format, &error))
    fpd_request_blame ("format", &error);
  if (error != NULL)
    {
      fpd_reply_send_error (message, error);
      return;
    }
  exporter = footprints_exporter_new (context->store, format);
  if (!footprints_period_is_all_time (period))
    footprints_exporter_set_period (exporter, period);
  fpd_export_stream_start (message, exporter, context->n_exports);
}
