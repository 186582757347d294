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

static FpdResponse *
answer_ranks (FpdRequest *request, FootprintsEntityKind kind, const char *title, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsRankHistory) ranks = NULL;
  FootprintsGranularity granularity;

  if (period == NULL ||
      !fpd_request_get_granularity (request, FOOTPRINTS_GRANULARITY_WEEK, &granularity, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  ranks = footprints_history_get_rank_history (
      history, kind, fpd_request_get_path (request, ":artist"), title, period, granularity);
  return fpd_response_new_report (FOOTPRINTS_REPORT (ranks));
}

FpdResponse *
fpd_handle_artist_ranks (FpdRequest *request, GError **error)
{
  return answer_ranks (request, FOOTPRINTS_ENTITY_KIND_ARTIST, NULL, error);
}

FpdResponse *
fpd_handle_album_ranks (FpdRequest *request, GError **error)
{
  return answer_ranks (request, FOOTPRINTS_ENTITY_KIND_ALBUM,
                       fpd_request_get_path (request, ":album"), error);
}

FpdResponse *
fpd_handle_track_ranks (FpdRequest *request, GError **error)
{
  return answer_ranks (request, FOOTPRINTS_ENTITY_KIND_TRACK,
                       fpd_request_get_path (request, ":track"), error);
}
