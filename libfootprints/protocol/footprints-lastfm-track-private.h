/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-writer-private.h"
#include "libfootprints/protocol/footprints-input-row-private.h"

G_BEGIN_DECLS

/* Reads and writes played tracks of Last.fm. Pure: no I/O. */

/* Reads @element into @row, which has begun. Texts live as long as @element and the row. */
void _footprints_lastfm_read_track (FootprintsInputRow *row, json_object *element);
/* Writes a play as a track that reads back as the same play, except for its length, which Last.fm
 * does not know. Information that only other services have about it is left out. */
void _footprints_lastfm_write_track (FootprintsJsonWriter *writer,
                                     const FootprintsScrobbleRow *play);

G_END_DECLS
