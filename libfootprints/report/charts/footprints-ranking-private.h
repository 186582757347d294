/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 id;
  guint32 count;
  guint32 rank; /* from 1; equal counts share one */
} FootprintsRanked;

/* Ranks all entities that have a count, or those of @ids when that is not NULL: highest count
 * first; then by name and by artist, by code point; then by id. Sets @n_total to how many there
 * are. Returns those at [offset, offset + limit), an array of FootprintsRanked (transfer full). */
GArray *_footprints_rank (FootprintsHistory *history,
                          FootprintsEntityKind kind,
                          const FootprintsTally *tally,
                          const GArray *ids,
                          gint64 offset,
                          guint limit,
                          guint *n_total);

/* The rank of each of @ids, from 1, without ranking all; 0 without a count (transfer full). */
guint32 *_footprints_find_ranks (const FootprintsTally *tally, const guint32 *ids, guint n_ids);

/* The artist of an album or track; NULL for artists. */
const char *
_footprints_entity_get_artist (FootprintsHistory *history, FootprintsEntityKind kind, guint32 id);

G_END_DECLS
