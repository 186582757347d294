/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Exports of a history, or of a period of it, streamed in one of the export formats. */

#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/request/fpd-export-stream.h"

static gboolean
begin (const FpdContext *context, SoupServerMessage *message, gpointer data, GError **error)
{
  return fpd_export_stream_start (message, data, context->n_exports, error);
}

FpdResponse *
fpd_handle_export (FpdRequest *request, GError **error)
{
  const char *name = fpd_request_get_text (request, "format");
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  FootprintsExporter *exporter;
  FootprintsExportFormat format;
  gboolean separates_reports;

  if (period == NULL ||
      !fpd_request_get_boolean (request, "reports", FALSE, &separates_reports, error))
    return NULL;
  if (!footprints_export_format_parse (name != NULL ? name : "json", &format, error))
    return fpd_request_blame ("format", error);
  exporter = footprints_exporter_new (request->store, format);
  if (!footprints_period_is_all_time (period))
    footprints_exporter_set_period (exporter, period);
  footprints_exporter_set_separates_reports (exporter, separates_reports);
  return fpd_response_new_stream (begin, exporter, g_object_unref);
}
