/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 id;
  guint32 plays;
  guint32 rank; /* from 1; equal counts share the first one's */
} FootprintsRanked;

/* The places [offset, offset + limit) of all entities with plays, or of those in @ids when that is
 * not NULL: most plays first; then by name and by artist, by code point; then by id. Sets @n_total
 * to how many places there are. Returns an array of FootprintsRanked (transfer full). */
GArray *_footprints_rank (FootprintsHistory *history,
                          FootprintsEntityKind kind,
                          const FootprintsTally *tally,
                          const GArray *ids,
                          gint64 offset,
                          guint limit,
                          guint *n_total);

/* The artist of an album or track; NULL for artists. */
const char *
_footprints_entity_get_artist (FootprintsHistory *history, FootprintsEntityKind kind, guint32 id);

G_END_DECLS
