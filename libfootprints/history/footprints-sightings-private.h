/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-columns-private.h"

G_BEGIN_DECLS

/* The reports of listens that have several, each as it was reported, with the one that leads: that
 * one is in the columns, the others are only here. Nothing for listens with one report. A set of
 * sightings is the value of one snapshot: a list of chunks, which are shared with other snapshots;
 * a change copies the chunks that it touches, 12 days each. */

typedef struct
{
  FootprintsPlay play; /* as reported */
  guint32 lead;        /* the id of the report that leads */
} FootprintsSighting;

typedef struct
{
  struct FootprintsSightingChunk **chunks; /* by time */
  guint n_chunks;
  guint32 n_sightings;
  guint32 n_leads;
} FootprintsSightings;

void _footprints_sightings_init (FootprintsSightings *self);
void _footprints_sightings_init_copy (FootprintsSightings *self, const FootprintsSightings *other);
void _footprints_sightings_clear (FootprintsSightings *self);
gsize _footprints_sightings_get_memory_use_bytes (const FootprintsSightings *self);

/* Removes @removed, which must be there, and adds @added; both sorted by time, then by id. */
void _footprints_sightings_change (FootprintsSightings *self,
                                   const FootprintsSighting *removed,
                                   gsize n_removed,
                                   const FootprintsSighting *added,
                                   gsize n_added);

/* The report with this time and id (borrowed); NULL when it is not one of several. */
const FootprintsSighting *
_footprints_sightings_find (const FootprintsSightings *self, gint64 listened_at, guint32 id);

/* Calls @func with the reports of [@from, @to), oldest first. */
typedef void (*FootprintsSightingFunc) (gpointer data, const FootprintsSighting *sighting);
void _footprints_sightings_visit (const FootprintsSightings *self,
                                  gint64 from,
                                  gint64 to,
                                  FootprintsSightingFunc func,
                                  gpointer data);

/* The order of sightings: by time, then by id. */
int _footprints_sightings_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
