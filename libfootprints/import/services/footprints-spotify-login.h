/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-error.h>
#include <libfootprints/http/footprints-reach.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_SPOTIFY_LOGIN (footprints_spotify_login_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsSpotifyLogin, footprints_spotify_login, FOOTPRINTS, SPOTIFY_LOGIN, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSpotifyLogin *
footprints_spotify_login_new (const char *client_id, const char *redirect_uri, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_spotify_login_get_base_url (FootprintsSpotifyLogin *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_spotify_login_set_base_url (FootprintsSpotifyLogin *self, const char *base_url);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_spotify_login_set_reach (FootprintsSpotifyLogin *self, FootprintsReach *reach);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_spotify_login_dup_url (FootprintsSpotifyLogin *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_spotify_login_get_state (FootprintsSpotifyLogin *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_spotify_login_complete_async (FootprintsSpotifyLogin *self,
                                              const char *state,
                                              const char *code,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_spotify_login_complete_finish (FootprintsSpotifyLogin *self,
                                                   GAsyncResult *result,
                                                   GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_spotify_login_get_account (FootprintsSpotifyLogin *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_spotify_login_get_key (FootprintsSpotifyLogin *self);

G_END_DECLS
