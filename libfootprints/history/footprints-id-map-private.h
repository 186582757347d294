/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Maps the ids of a ledger to those of a history. They are the same, and the map is empty, until
 * the history has a name that no source ever reported, such as a corrected title: that name takes
 * the next id, and names that the ledger adds later get ids after it. The store keeps the map for
 * the next derivation; snapshots do not have it. */
typedef struct
{
  guint32 *own; /* by the ledger's id, 0: none; NULL: the same */
  guint32 n_ids;
} FootprintsIdMap;

void _footprints_id_map_clear (FootprintsIdMap *self);
void _footprints_id_map_copy (FootprintsIdMap *self, const FootprintsIdMap *other);
/* Ids below @n_ids are the same on both sides; later ones may differ from now on. */
void _footprints_id_map_diverge (FootprintsIdMap *self, guint32 n_ids);
/* @id: greater than all before it. */
void _footprints_id_map_add (FootprintsIdMap *self, guint32 id, guint32 own);

static inline gboolean
_footprints_id_map_has_diverged (const FootprintsIdMap *self)
{
  return self->own != NULL;
}

/* 0 for an id that was never added. */
static inline gint64
_footprints_id_map_get (const FootprintsIdMap *self, gint64 id)
{
  if (G_LIKELY (self->own == NULL))
    return id;
  return id > 0 && id < self->n_ids ? self->own[id] : 0;
}

G_END_DECLS
