/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-columns-private.h"
#include "libfootprints/identity/footprints-identity-private.h"

G_BEGIN_DECLS

/* What the ids in the columns stand for: the one way from a play to its track, album and artists.
 * A kernel gets it once and looks up with each play what it needs. Without decisions that costs
 * what the look-up of the reported artist costs. Borrows from the history that it was made of. */
typedef struct
{
  const guint32 *track_of;        /* by reported track; NULL: each is itself */
  const guint32 *album_of;        /* by reported album; NULL: each is itself */
  const guint32 *artist_of;       /* by reported artist; NULL: each is itself */
  const guint32 *artists_of;      /* by track, reported or not: an artist, or a credit */
  const guint32 *artist_of_album; /* by album, reported or not */
  const guint32 *credits;         /* see FootprintsIdentity; NULL: there are none */
} FootprintsEntities;

static inline guint32
_footprints_entities_get_track (const FootprintsEntities *self, guint32 reported)
{
  return self->track_of != NULL ? self->track_of[reported] : reported;
}

/* 0 of 0. */
static inline guint32
_footprints_entities_get_album (const FootprintsEntities *self, guint32 reported)
{
  return self->album_of != NULL ? self->album_of[reported] : reported;
}

/* One artist or more, in the order of the credit; @n_artists of them (borrowed). */
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

/* The first of them, where one has to stand for the track. */
static inline guint32
_footprints_entities_get_first_artist (const FootprintsEntities *self, guint32 track)
{
  guint n_artists;

  return _footprints_entities_get_artists (self, track, &n_artists)[0];
}

static inline gboolean
_footprints_entities_is_by (const FootprintsEntities *self, guint32 track, guint32 artist)
{
  guint n_artists;
  const guint32 *artists = _footprints_entities_get_artists (self, track, &n_artists);

  for (guint i = 0; i < n_artists; i++)
    if (artists[i] == artist)
      return TRUE;
  return FALSE;
}

/* A play with its track and album in place of those that were reported. */
static inline FootprintsPlay
_footprints_entities_resolve (const FootprintsEntities *self, FootprintsPlay play)
{
  play.track = _footprints_entities_get_track (self, play.track);
  play.album = _footprints_entities_get_album (self, play.album);
  return play;
}

/* The map of a column: from what was reported to what it stands for; NULL where each is itself. */
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
