/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/handlers/fpd-handlers.h"

static FpdResponse *
answer (FpdRequest *request, FootprintsEntityKind kind, const char *title, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history =
      period != NULL ? fpd_request_get_history (request, error) : NULL;
  g_autoptr (FootprintsEntity) entity = NULL;

  if (history == NULL)
    return NULL;
  entity = footprints_history_get_entity (history, kind, fpd_request_get_path (request, ":artist"),
                                          title, period);
  return fpd_response_new_report (FOOTPRINTS_REPORT (entity));
}

FpdResponse *
fpd_handle_artist (FpdRequest *request, GError **error)
{
  return answer (request, FOOTPRINTS_ENTITY_KIND_ARTIST, NULL, error);
}

FpdResponse *
fpd_handle_album (FpdRequest *request, GError **error)
{
  return answer (request, FOOTPRINTS_ENTITY_KIND_ALBUM, fpd_request_get_path (request, ":album"),
                 error);
}

FpdResponse *
fpd_handle_track (FpdRequest *request, GError **error)
{
  return answer (request, FOOTPRINTS_ENTITY_KIND_TRACK, fpd_request_get_path (request, ":track"),
                 error);
}
