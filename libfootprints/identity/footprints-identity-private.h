/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-enums.h"

G_BEGIN_DECLS

#define FOOTPRINTS_N_ENTITY_KINDS 3

/* What has been decided about names: which of the artists, albums and tracks that sources reported
 * are one, and which artists made a track.
 *
 * Columns and names stay as reported; an identity is a set of maps above them, indexed by the
 * reported id. Where nothing is decided there is no identity at all, and nothing is looked up.
 *
 * It is built by one thread, settled, and immutable from then on. Snapshots share it. */
typedef struct
{
  gatomicrefcount ref_count;
  guint32 n_ids[FOOTPRINTS_N_ENTITY_KINDS];
  guint32 *entity_of[FOOTPRINTS_N_ENTITY_KINDS]; /* the id that stands for all that are one */
  guint32 *artists_of_track;                     /* an artist, or a credit */
  guint32 *artist_of_album;
  guint32 *credits; /* of each credit the number of its artists, then these in order */
  guint32 n_credit_words;
} FootprintsIdentity;

/* In artists_of_track: the rest is where the credit begins in credits. Ids never have this bit, see
 * FOOTPRINTS_NAMES_MAX_ID. */
#define FOOTPRINTS_CREDIT (1u << 31)

/* One in which each id stands for itself. @artists_of_track, @artist_of_album: by id, as reported.
 */
FootprintsIdentity *_footprints_identity_new (const guint32 *n_ids,
                                              const guint32 *artists_of_track,
                                              const guint32 *artist_of_album);
FootprintsIdentity *_footprints_identity_ref (FootprintsIdentity *self);
void _footprints_identity_unref (FootprintsIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsIdentity, _footprints_identity_unref)

/* From now on @id is @into, with all that @id stood for. Nothing else follows by itself: tracks of
 * two artists that become one stay different tracks until they are merged, too. */
void _footprints_identity_merge (FootprintsIdentity *self,
                                 FootprintsEntityKind kind,
                                 guint32 id,
                                 guint32 into);
/* A track is by these artists, in this order; one or more of them. */
void _footprints_identity_set_artists (FootprintsIdentity *self,
                                       guint32 track,
                                       const guint32 *artists,
                                       guint n_artists);
/* Brings all maps into agreement; nothing may be decided afterwards. */
void _footprints_identity_settle (FootprintsIdentity *self);

gsize _footprints_identity_get_memory_use_bytes (const FootprintsIdentity *self);

G_END_DECLS
