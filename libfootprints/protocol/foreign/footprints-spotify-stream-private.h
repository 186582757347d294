/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/protocol/footprints-input-row-private.h"

G_BEGIN_DECLS

/* Reads a stream of Spotify's extended streaming history: {ts, ms_played, master_metadata_…}. Sets
 * a problem for what is not music and for what was heard for less than 30 s. */
void _footprints_spotify_read_stream (FootprintsInputRow *row, json_object *element);
/* The same for the shorter history of the account data: {endTime, artistName, trackName,
 * msPlayed}. */
void _footprints_spotify_read_account_stream (FootprintsInputRow *row, json_object *element);
/* A play that the Web API lists as recent: {played_at, track: {name, artists, album, …}}. */
void _footprints_spotify_read_recent (FootprintsInputRow *row, json_object *element);

G_END_DECLS
