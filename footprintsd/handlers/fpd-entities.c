/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/handlers/fpd-handlers.h"

/* What the address names; @title is NULL of an artist. */
static gboolean
get_names (FpdRequest *request,
           FootprintsEntityKind kind,
           const char **artist,
           const char **title,
           GError **error)
{
  static const char *const titles[] = { NULL, ":album", ":track" };

  *artist = fpd_request_get_path_name (request, ":artist", error);
  *title = NULL;
  if (*artist == NULL || titles[kind] == NULL)
    return *artist != NULL;
  *title = fpd_request_get_path_name (request, titles[kind], error);
  return *title != NULL;
}

static FpdResponse *
answer (FpdRequest *request, FootprintsEntityKind kind, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  const char *artist, *title;

  if (period == NULL || !get_names (request, kind, &artist, &title, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_report (
      footprints_history_get_entity (history, kind, artist, title, period), error);
}

FpdResponse *
fpd_handle_artist (FpdRequest *request, GError **error)
{
  return answer (request, FOOTPRINTS_ENTITY_KIND_ARTIST, error);
}

FpdResponse *
fpd_handle_album (FpdRequest *request, GError **error)
{
  return answer (request, FOOTPRINTS_ENTITY_KIND_ALBUM, error);
}

FpdResponse *
fpd_handle_track (FpdRequest *request, GError **error)
{
  return answer (request, FOOTPRINTS_ENTITY_KIND_TRACK, error);
}

static FpdResponse *
answer_ranks (FpdRequest *request, FootprintsEntityKind kind, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  FootprintsGranularity granularity;
  const char *artist, *title;

  if (period == NULL || !get_names (request, kind, &artist, &title, error) ||
      !fpd_request_get_granularity (request, FOOTPRINTS_GRANULARITY_WEEK, &granularity, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  return fpd_response_take_steps (
      footprints_history_get_rank_history (history, kind, artist, title, period, granularity),
      error);
}

FpdResponse *
fpd_handle_artist_ranks (FpdRequest *request, GError **error)
{
  return answer_ranks (request, FOOTPRINTS_ENTITY_KIND_ARTIST, error);
}

FpdResponse *
fpd_handle_album_ranks (FpdRequest *request, GError **error)
{
  return answer_ranks (request, FOOTPRINTS_ENTITY_KIND_ALBUM, error);
}

FpdResponse *
fpd_handle_track_ranks (FpdRequest *request, GError **error)
{
  return answer_ranks (request, FOOTPRINTS_ENTITY_KIND_TRACK, error);
}
