/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-enums.h"

G_BEGIN_DECLS

#define FOOTPRINTS_N_ENTITY_KINDS 3

/* The decisions about names: which of the artists, albums and tracks that sources reported are the
 * same, and which artists made a track.
 *
 * Columns and names stay as reported; an identity is a set of maps above them, indexed by the
 * reported id. As long as nothing is decided, there is no identity at all, and nothing is looked
 * up.
 *
 * One thread builds and settles it; from then on it is immutable. Snapshots share it. */
typedef struct
{
  gatomicrefcount ref_count;
  guint32 n_ids[FOOTPRINTS_N_ENTITY_KINDS];
  guint32 *entity_of[FOOTPRINTS_N_ENTITY_KINDS]; /* the id that stands for all that are the same */
  guint32 *artists_of_track;                     /* an artist, or a credit */
  guint32 *artist_of_album;
  guint32 *credits; /* for each credit, the number of its artists, then these in order */
  guint32 n_credit_words;
} FootprintsIdentity;

/* Marks a credit in artists_of_track; the other bits are where it begins in credits. Ids never have
 * this bit, see FOOTPRINTS_NAMES_MAX_ID. */
#define FOOTPRINTS_CREDIT (1u << 31)

/* Makes one in which each id stands for itself. @artists_of_track, @artist_of_album: by id, as
 * reported. */
FootprintsIdentity *_footprints_identity_new (const guint32 *n_ids,
                                              const guint32 *artists_of_track,
                                              const guint32 *artist_of_album);
FootprintsIdentity *_footprints_identity_ref (FootprintsIdentity *self);
void _footprints_identity_unref (FootprintsIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsIdentity, _footprints_identity_unref)

/* Makes @into stand for @id and for all that @id stood for. Nothing else follows from that: the
 * tracks of two merged artists stay different until they are merged, too. */
void _footprints_identity_merge (FootprintsIdentity *self,
                                 FootprintsEntityKind kind,
                                 guint32 id,
                                 guint32 into);
/* Makes @track a track by these artists, one or more, in this order. */
void _footprints_identity_set_artists (FootprintsIdentity *self,
                                       guint32 track,
                                       const guint32 *artists,
                                       guint n_artists);
/* Brings all maps into agreement; no decision may follow. */
void _footprints_identity_settle (FootprintsIdentity *self);

gsize _footprints_identity_get_memory_use_bytes (const FootprintsIdentity *self);

G_END_DECLS
