/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The maps from reported names to what they stand for. Pure arrays: this code does not know who
 * decides, or in which order. */

#include "libfootprints/identity/footprints-identity-private.h"

#include <string.h>

FootprintsIdentity *
_footprints_identity_new (const guint32 *n_ids,
                          const guint32 *artists_of_track,
                          const guint32 *artist_of_album)
{
  FootprintsIdentity *self = g_new0 (FootprintsIdentity, 1);

  g_atomic_ref_count_init (&self->ref_count);
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    {
      self->n_ids[kind] = n_ids[kind];
      self->entity_of[kind] = g_new (guint32, MAX (1, n_ids[kind]));
      for (guint32 id = 0; id < n_ids[kind]; id++)
        self->entity_of[kind][id] = id;
    }
  self->artists_of_track =
      g_memdup2 (artists_of_track, n_ids[FOOTPRINTS_ENTITY_KIND_TRACK] * sizeof *artists_of_track);
  self->artist_of_album =
      g_memdup2 (artist_of_album, n_ids[FOOTPRINTS_ENTITY_KIND_ALBUM] * sizeof *artist_of_album);
  return self;
}

FootprintsIdentity *
_footprints_identity_ref (FootprintsIdentity *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
_footprints_identity_unref (FootprintsIdentity *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    g_free (self->entity_of[kind]);
  g_free (self->artists_of_track);
  g_free (self->artist_of_album);
  g_free (self->credits);
  g_free (self);
}

void
_footprints_identity_merge (FootprintsIdentity *self,
                            FootprintsEntityKind kind,
                            guint32 id,
                            guint32 into)
{
  g_assert (id > 0 && id < self->n_ids[kind]);
  g_assert (into > 0 && into < self->n_ids[kind]);

  self->entity_of[kind][id] = into;
}

static guint32
add_credit (FootprintsIdentity *self, const guint32 *artists, guint n_artists)
{
  guint32 start = self->n_credit_words;

  self->credits = g_renew (guint32, self->credits, start + 1 + n_artists);
  self->credits[start] = n_artists;
  memcpy (self->credits + start + 1, artists, n_artists * sizeof *artists);
  self->n_credit_words += 1 + n_artists;
  g_assert (self->n_credit_words < FOOTPRINTS_CREDIT);
  return FOOTPRINTS_CREDIT | start;
}

void
_footprints_identity_set_artists (FootprintsIdentity *self,
                                  guint32 track,
                                  const guint32 *artists,
                                  guint n_artists)
{
  g_assert (track > 0 && track < self->n_ids[FOOTPRINTS_ENTITY_KIND_TRACK]);
  g_assert (n_artists > 0);

  self->artists_of_track[track] =
      n_artists == 1 ? artists[0] : add_credit (self, artists, n_artists);
}

/* Follows merges into ids that were themselves merged, to one that is settled or to the end. A
 * cycle of merges decides nothing: the lowest of its ids stands for all. */
static guint32
find_entity (const guint32 *entity_of, const guint32 *settled, guint32 *seen_from, guint32 id)
{
  guint32 at = id;
  guint32 lowest;

  while (settled[at] == 0 && seen_from[at] != id)
    {
      seen_from[at] = id;
      at = entity_of[at];
    }
  if (settled[at] != 0)
    return settled[at];
  lowest = at;
  for (guint32 next = entity_of[at]; next != at; next = entity_of[next])
    lowest = MIN (lowest, next);
  return lowest;
}

static void
settle_entities (FootprintsIdentity *self, FootprintsEntityKind kind)
{
  const guint32 *entity_of = self->entity_of[kind];
  guint32 n_ids = self->n_ids[kind];
  g_autofree guint32 *settled = g_new0 (guint32, MAX (1, n_ids));
  g_autofree guint32 *seen_from = g_new0 (guint32, MAX (1, n_ids));

  for (guint32 id = 1; id < n_ids; id++)
    {
      guint32 entity = find_entity (entity_of, settled, seen_from, id);

      for (guint32 at = id; settled[at] == 0; at = entity_of[at])
        settled[at] = entity;
    }
  g_free (self->entity_of[kind]);
  self->entity_of[kind] = g_steal_pointer (&settled);
}

/* Lists merged artists only once in a credit, in the place of the first of them. */
static void
settle_credit (guint32 *credit, const guint32 *artist_of)
{
  guint n_kept = 0;

  for (guint i = 1; i <= credit[0]; i++)
    {
      guint32 artist = artist_of[credit[i]];
      gboolean is_there = FALSE;

      for (guint k = 1; k <= n_kept; k++)
        is_there |= credit[k] == artist;
      if (!is_there)
        credit[++n_kept] = artist;
    }
  credit[0] = n_kept;
}

static void
settle_credits (FootprintsIdentity *self, const guint32 *artist_of)
{
  for (guint32 at = 0; at < self->n_credit_words;)
    {
      guint32 n_words = 1 + self->credits[at];

      settle_credit (self->credits + at, artist_of);
      at += n_words;
    }
}

void
_footprints_identity_settle (FootprintsIdentity *self)
{
  const guint32 *artist_of;
  const guint32 *track_of;
  const guint32 *album_of;

  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    settle_entities (self, kind);
  artist_of = self->entity_of[FOOTPRINTS_ENTITY_KIND_ARTIST];
  album_of = self->entity_of[FOOTPRINTS_ENTITY_KIND_ALBUM];
  track_of = self->entity_of[FOOTPRINTS_ENTITY_KIND_TRACK];
  settle_credits (self, artist_of);
  for (guint32 id = 0; id < self->n_ids[FOOTPRINTS_ENTITY_KIND_TRACK]; id++)
    if ((self->artists_of_track[id] & FOOTPRINTS_CREDIT) == 0)
      self->artists_of_track[id] = artist_of[self->artists_of_track[id]];
  for (guint32 id = 0; id < self->n_ids[FOOTPRINTS_ENTITY_KIND_TRACK]; id++)
    self->artists_of_track[id] = self->artists_of_track[track_of[id]];
  for (guint32 id = 0; id < self->n_ids[FOOTPRINTS_ENTITY_KIND_ALBUM]; id++)
    self->artist_of_album[id] = artist_of[self->artist_of_album[album_of[id]]];
}

gsize
_footprints_identity_get_memory_use_bytes (const FootprintsIdentity *self)
{
  gsize n_words = self->n_credit_words + self->n_ids[FOOTPRINTS_ENTITY_KIND_TRACK] +
                  self->n_ids[FOOTPRINTS_ENTITY_KIND_ALBUM];

  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    n_words += self->n_ids[kind];
  return sizeof *self + n_words * sizeof (guint32);
}
