/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The services that plays come from, one row each. A new built-in service needs a row here, its
 * wire format next to this file, and an importer. */

#include "libfootprints/protocol/footprints-service-private.h"

const FootprintsService _footprints_lastfm = {
  "lastfm", "Last.fm", "https://ws.audioscrobbler.com/2.0/", FOOTPRINTS_SECRET_API_KEY, TRUE,
};
const FootprintsService _footprints_listenbrainz = {
  "listenbrainz", "ListenBrainz", "https://api.listenbrainz.org", FOOTPRINTS_SECRET_TOKEN, FALSE,
};
const FootprintsService _footprints_spotify = {
  "spotify-recent", "Spotify", "https://api.spotify.com", FOOTPRINTS_SECRET_TOKEN, TRUE,
};

const FootprintsService *
_footprints_service_find (const char *source)
{
  static const FootprintsService *const known[] = {
    &_footprints_lastfm,
    &_footprints_listenbrainz,
    &_footprints_spotify,
  };
  static const FootprintsService other = { NULL, NULL, NULL, FOOTPRINTS_SECRET_TOKEN, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (source, known[i]->source) == 0)
      return known[i];
  return &other;
}

const char *
_footprints_service_choose_secret (const FootprintsService *self,
                                   const char *api_key,
                                   const char *token)
{
  return self->secret_kind == FOOTPRINTS_SECRET_API_KEY ? api_key : token;
}

gboolean
_footprints_service_is_same_server (const char *old_url, const char *new_url)
{
  return g_strcmp0 (old_url, new_url) == 0;
}
