/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The lengths of plays that were reported without one, estimated from plays that have one. */

#include "libfootprints/history/footprints-estimates-private.h"

/* When no length is known at all: 3.5 minutes. */
#define TYPICAL_S 210

typedef struct
{
  guint64 seconds;
  guint64 n_plays;
} Known;

static void
add_known (Known *to, const Known *from)
{
  to->seconds += from->seconds;
  to->n_plays += from->n_plays;
}

/* The mean, with halves rounded up; @otherwise when nothing is known. */
static guint16
get_mean (const Known *known, guint16 otherwise)
{
  if (known->n_plays == 0)
    return otherwise;
  return (guint16) ((known->seconds + known->n_plays / 2) / known->n_plays);
}

static Known *
sum_by_track (const FootprintsColumns *columns,
              const FootprintsEntities *entities,
              guint32 n_tracks)
{
  Known *known = g_new0 (Known, n_tracks);
  guint32 index = 0;
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (columns, &index, columns->n_plays, &part))
    for (guint32 i = part.from; i < part.to; i++)
      {
        guint16 length_s = _footprints_chunk_get_length (part.chunk, i);
        Known *track = &known[_footprints_entities_get_track (entities, part.chunk->tracks[i])];

        track->seconds += length_s;
        track->n_plays += length_s != 0;
      }
  return known;
}

/* The mean of the track's plays, else of its first artist's plays, else of all plays. */
static void
estimate_tracks (const FootprintsNames *names,
                 const FootprintsEntities *entities,
                 const Known *of_tracks,
                 FootprintsEstimates *self)
{
  g_autofree Known *of_artists = g_new0 (Known, names->tables[FOOTPRINTS_ENTITY_KIND_ARTIST].n_ids);
  Known of_all = { 0 };
  guint16 typical_s;

  for (guint32 id = 1; id < self->n_tracks; id++)
    {
      add_known (&of_artists[_footprints_entities_get_first_artist (entities, id)], &of_tracks[id]);
      add_known (&of_all, &of_tracks[id]);
    }
  typical_s = get_mean (&of_all, TYPICAL_S);
  for (guint32 id = 1; id < self->n_tracks; id++)
    {
      const Known *of_artist = &of_artists[_footprints_entities_get_first_artist (entities, id)];
      const Known *of_track = &of_tracks[_footprints_entities_get_track (entities, id)];

      self->tracks_s[id] = get_mean (of_track, get_mean (of_artist, typical_s));
    }
}

FootprintsListening
_footprints_estimates_sum (const FootprintsEstimates *self,
                           const FootprintsColumns *columns,
                           FootprintsPlayRange range)
{
  FootprintsListening listening = { 0 };
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (columns, &range.from, range.to, &part))
    for (guint32 i = part.from; i < part.to; i++)
      {
        gboolean is_estimated;
        guint32 length_s = _footprints_estimates_get_length (self, &part, i, &is_estimated);

        listening.seconds += length_s;
        listening.estimated_s += is_estimated ? length_s : 0;
      }
  return listening;
}

FootprintsEstimates *
_footprints_estimates_new (const FootprintsNames *names,
                           const FootprintsEntities *entities,
                           const FootprintsColumns *columns)
{
  guint32 n_tracks = names->tables[FOOTPRINTS_ENTITY_KIND_TRACK].n_ids;
  FootprintsEstimates *self =
      g_malloc0 (sizeof (FootprintsEstimates) + n_tracks * sizeof *self->tracks_s);
  g_autofree Known *of_tracks = sum_by_track (columns, entities, n_tracks);

  self->n_tracks = n_tracks;
  estimate_tracks (names, entities, of_tracks, self);
  self->total =
      _footprints_estimates_sum (self, columns, (FootprintsPlayRange){ 0, columns->n_plays });
  return self;
}
