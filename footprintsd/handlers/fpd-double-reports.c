/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Plays that were reported more than once: how many there are, and whether they count once. */

#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/request/fpd-json-body.h"

static FpdResponse *
describe (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsHistory) history =
      footprints_store_get_history (request->store, NULL, error);
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();
  gboolean joins_reports;

  if (history == NULL ||
      !footprints_store_read_joins_reports (request->store, &joins_reports, error))
    return NULL;
  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_add_boolean (&writer, "joins_reports", joins_reports);
  _footprints_json_writer_add_int64 (&writer, "repeated_reports",
                                     footprints_history_get_n_repeated_reports (history));
  _footprints_json_writer_add_int64 (&writer, "doubtful_plays",
                                     footprints_history_get_n_doubtful_plays (history));
  _footprints_json_writer_end_object (&writer);
  return fpd_response_take_json (&writer, error);
}

FpdResponse *
fpd_handle_double_reports (FpdRequest *request, GError **error)
{
  return describe (request, error);
}

FpdResponse *
fpd_handle_double_reports_update (FpdRequest *request, GError **error)
{
  g_autoptr (json_object) body = fpd_json_body_parse (request, error);
  gboolean joins_reports;

  if (body == NULL ||
      !footprints_store_read_joins_reports (request->store, &joins_reports, error) ||
      !fpd_json_body_get_boolean (body, "joins_reports", &joins_reports, error) ||
      !footprints_store_set_joins_reports (request->store, joins_reports, NULL, error))
    return NULL;
  return describe (request, error);
}
