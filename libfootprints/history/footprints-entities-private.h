/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-columns-private.h"
#include "libfootprints/identity/footprints-identity-private.h"

G_BEGIN_DECLS

/* What the ids in the columns stand for: the only way from a play to its track, album and artists.
 * A kernel gets it once and looks up what it needs for each play. Without decisions, that costs no
 * more than looking up the reported artist. Borrows from the history it was made from. */
typedef struct
{
  const guint32 *track_of;        /* by reported track; NULL: each stands for itself */
  const guint32 *album_of;        /* by reported album; NULL: each stands for itself */
  const guint32 *artist_of;       /* by reported artist; NULL: each stands for itself */
  const guint32 *artists_of;      /* by track, reported or not: an artist, or a credit */
  const guint32 *artist_of_album; /* by album, reported or not */
  const guint32 *credits;         /* see FootprintsIdentity; NULL: none */
} FootprintsEntities;

static inline guint32
_footprints_entities_get_track (const FootprintsEntities *self, guint32 reported)
{
  return self->track_of != NULL ? self->track_of[reported] : reported;
}

/* 0 for 0. */
static inline guint32
_footprints_entities_get_album (const FootprintsEntities *self, guint32 reported)
{
  return self->album_of != NULL ? self->album_of[reported] : reported;
}

/* The artists of a track, one or more, in the order of the credit; sets @n_artists (borrowed). */
static inline const guint32 *
_footprints_entities_get_artists (const FootprintsEntities *self, guint32 track, guint *n_artists)
{
  const guint32 *artists = &self->artists_of[track];

  *n_artists = 1;
  if (G_LIKELY ((*artists & FOOTPRINTS_CREDIT) == 0))
    return artists;
  artists = &self->credits[*artists & ~FOOTPRINTS_CREDIT];
  *n_artists = artists[0];
  return artists + 1;
}

/* The first of them, where one has to represent the track. */
static inline guint32
_footprints_entities_get_first_artist (const FootprintsEntities *self, guint32 track)
{
  guint n_artists;

  return _footprints_entities_get_artists (self, track, &n_artists)[0];
}

/* Sets @artist and returns TRUE for a track by one artist, which nearly all are: a kernel handles
 * those without a loop, and others with the function above. */
static inline gboolean
_footprints_entities_get_only_artist (const FootprintsEntities *self,
                                      guint32 track,
                                      guint32 *artist)
{
  *artist = self->artists_of[track];
  return G_LIKELY ((*artist & FOOTPRINTS_CREDIT) == 0);
}

/* A play with its track and album in place of the reported ones. */
static inline FootprintsPlay
_footprints_entities_resolve (const FootprintsEntities *self, FootprintsPlay play)
{
  play.track = _footprints_entities_get_track (self, play.track);
  play.album = _footprints_entities_get_album (self, play.album);
  return play;
}

/* The map of a column, from reported ids to what they stand for; NULL: each stands for itself. */
static inline const guint32 *
_footprints_entities_get_map (const FootprintsEntities *self, FootprintsEntityKind kind)
{
  switch (kind)
    {
    case FOOTPRINTS_ENTITY_KIND_ALBUM:
      return self->album_of;
    case FOOTPRINTS_ENTITY_KIND_TRACK:
      return self->track_of;
    case FOOTPRINTS_ENTITY_KIND_ARTIST:
    default:
      return self->artist_of;
    }
}

G_END_DECLS
