/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-writer-private.h"
#include "libfootprints/protocol/footprints-input-row-private.h"

G_BEGIN_DECLS

/* Reads and writes listens of ListenBrainz. Pure: no I/O. */

/* Reads @element into @row, which has begun. Texts live as long as @element and the row. */
void _footprints_listenbrainz_read_listen (FootprintsInputRow *row, json_object *element);
/* Writes a play as a listen that reads back as the same play, whoever recorded it. Information that
 * only other services have about it is left out. */
void _footprints_listenbrainz_write_listen (FootprintsJsonWriter *writer,
                                            const FootprintsScrobbleRow *play);

G_END_DECLS
