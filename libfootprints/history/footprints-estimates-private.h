/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-columns-private.h"
#include "libfootprints/history/footprints-entities-private.h"
#include "libfootprints/history/footprints-names-private.h"

G_BEGIN_DECLS

/* The plays of a period, [from, to). */
typedef struct
{
  guint32 from;
  guint32 to;
} FootprintsPlayRange;

/* How long plays lasted. */
typedef struct
{
  guint64 seconds;
  guint64 estimated_s; /* of these, from plays reported without a length */
} FootprintsListening;

/* The estimated lengths of plays that were reported without one. */
typedef struct
{
  FootprintsListening total; /* of all plays */
  guint32 n_tracks;
  guint16 tracks_s[]; /* by id, 1 or more */
} FootprintsEstimates;

FootprintsEstimates *_footprints_estimates_new (const FootprintsNames *names,
                                                const FootprintsEntities *entities,
                                                const FootprintsColumns *columns);
FootprintsListening _footprints_estimates_sum (const FootprintsEstimates *self,
                                               const FootprintsColumns *columns,
                                               FootprintsPlayRange range);

/* How long a play lasted, in seconds; sets @is_estimated to 1 when it was reported without a
 * length, else to 0. */
static inline guint32
_footprints_estimates_get_length (const FootprintsEstimates *self,
                                  const FootprintsChunkPart *part,
                                  guint32 index,
                                  gboolean *is_estimated)
{
  guint32 length_s = _footprints_chunk_get_length (part->chunk, index);

  *is_estimated = length_s == 0;
  return *is_estimated ? self->tracks_s[part->chunk->tracks[index]] : length_s;
}

G_END_DECLS
