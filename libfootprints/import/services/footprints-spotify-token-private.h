/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/http/footprints-reach.h"
#include "libfootprints/protocol/footprints-spotify-account-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where requests go. Borrowed. */
typedef struct
{
  const char *base_url;   /* of everything; NULL: Spotify's own addresses */
  const char *contact;    /* NULL: none */
  FootprintsReach *reach; /* NULL: anywhere */
} FootprintsSpotifyPlace;

/* Where listeners consent, and tokens are given. */
const char *_footprints_spotify_get_accounts_url (const char *base_url);

/* Sends @form (transfer full), a request for tokens that belong to @key. */
void _footprints_spotify_token_request_async (const FootprintsSpotifyPlace *place,
                                              const FootprintsSpotifyKey *key,
                                              char *form,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
/* Sets @key to the one that was given with its new tokens. FALSE with @error set on failure:
 * FOOTPRINTS_ERROR_UNAUTHORIZED if the listener has to consent again. */
gboolean _footprints_spotify_token_request_finish (GAsyncResult *result,
                                                   FootprintsSpotifyKey *key,
                                                   GError **error);

G_END_DECLS
