/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A plain array by the ledger's id, made when the ids of the two sides diverge. */

#include "libfootprints/history/footprints-id-map-private.h"

void
_footprints_id_map_clear (FootprintsIdMap *self)
{
  g_clear_pointer (&self->own, g_free);
  self->n_ids = 0;
}

void
_footprints_id_map_copy (FootprintsIdMap *self, const FootprintsIdMap *other)
{
  self->n_ids = other->n_ids;
  self->own = g_memdup2 (other->own, other->n_ids * sizeof *other->own);
}

void
_footprints_id_map_diverge (FootprintsIdMap *self, guint32 n_ids)
{
  if (self->own != NULL)
    return;
  self->n_ids = MAX (1, n_ids);
  self->own = g_new (guint32, self->n_ids);
  for (guint32 id = 0; id < self->n_ids; id++)
    self->own[id] = id;
}

void
_footprints_id_map_add (FootprintsIdMap *self, guint32 id, guint32 own)
{
  if (self->own == NULL)
    {
      g_assert (id == own);
      return;
    }
  g_assert (id >= self->n_ids);
  self->own = g_renew (guint32, self->own, id + 1);
  while (self->n_ids < id)
    self->own[self->n_ids++] = 0;
  self->own[self->n_ids++] = own;
}
