/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* How long plays lasted: the reported length, or an estimate from similar plays. */

#include "libfootprints/history/footprints-history-private.h"

FootprintsListening
_footprints_history_sum_lengths (FootprintsHistory *self, FootprintsPlayRange range)
{
  const FootprintsEstimates *estimates = _footprints_history_get_estimates (self);

  if (_footprints_history_is_whole (self, range) && !_footprints_history_is_part (self))
    return estimates->total;
  return _footprints_estimates_sum (estimates, _footprints_history_get_columns (self), range);
}

/* By what the ids stand for. */
static void
sum_part (const FootprintsEstimates *estimates,
          const FootprintsChunkPart *part,
          const guint32 *ids,
          const guint32 *map,
          guint64 *seconds)
{
  for (guint32 i = part->from; i < part->to; i++)
    {
      gboolean is_estimated;

      seconds[map[ids[i]]] += _footprints_estimates_get_length (estimates, part, i, &is_estimated);
    }
}

/* Seconds by track, or by album. */
static guint64 *
sum_by_id (FootprintsHistory *self,
           FootprintsEntityKind kind,
           guint32 n_ids,
           FootprintsPlayRange range)
{
  const FootprintsEstimates *estimates = _footprints_history_get_estimates (self);
  FootprintsEntities entities = _footprints_history_get_entities (self);
  const guint32 *map = _footprints_entities_get_map (&entities, kind);
  guint64 *seconds = g_new0 (guint64, n_ids);
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (_footprints_history_get_columns (self), &range.from,
                                        range.to, &part))
    {
      const guint32 *ids =
          kind == FOOTPRINTS_ENTITY_KIND_ALBUM ? part.chunk->albums : part.chunk->tracks;

      if (map != NULL)
        sum_part (estimates, &part, ids, map, seconds);
      else
        for (guint32 i = part.from; i < part.to; i++)
          {
            gboolean is_estimated;

            seconds[ids[i]] +=
                _footprints_estimates_get_length (estimates, &part, i, &is_estimated);
          }
    }
  return seconds;
}

/* Seconds by artist, from those by track. */
static guint64 *
roll_up (FootprintsHistory *self, const guint64 *by_track, guint32 n_artists)
{
  FootprintsEntities entities = _footprints_history_get_entities (self);
  guint32 n_tracks = _footprints_history_get_name_table (self, FOOTPRINTS_ENTITY_KIND_TRACK)->n_ids;
  guint64 *seconds = g_new0 (guint64, n_artists);

  for (guint32 id = 1; id < n_tracks; id++)
    {
      guint n;
      const guint32 *artists = _footprints_entities_get_artists (&entities, id, &n);

      for (guint k = 0; k < n; k++)
        seconds[artists[k]] += by_track[id];
    }
  return seconds;
}

FootprintsTally
_footprints_history_tally_lengths (FootprintsHistory *self,
                                   FootprintsEntityKind kind,
                                   FootprintsPlayRange range)
{
  guint32 n_ids = _footprints_history_get_name_table (self, kind)->n_ids;
  FootprintsTally tally = { .counts = g_new0 (guint32, n_ids), .n_ids = n_ids };
  g_autofree guint64 *seconds = NULL;

  if (kind == FOOTPRINTS_ENTITY_KIND_ARTIST)
    {
      guint32 n_tracks =
          _footprints_history_get_name_table (self, FOOTPRINTS_ENTITY_KIND_TRACK)->n_ids;
      g_autofree guint64 *by_track =
          sum_by_id (self, FOOTPRINTS_ENTITY_KIND_TRACK, n_tracks, range);

      seconds = roll_up (self, by_track, n_ids);
    }
  else
    seconds = sum_by_id (self, kind, n_ids, range);
  for (guint32 id = 0; id < n_ids; id++)
    {
      /* 136 years of one artist: more than anyone can play, but not more than a file can claim. */
      tally.counts[id] = (guint32) MIN (seconds[id], G_MAXUINT32);
      tally.n_distinct += id != 0 && seconds[id] != 0;
      tally.total += seconds[id];
    }
  return tally;
}

FootprintsTally
_footprints_history_tally_by (FootprintsHistory *self,
                              FootprintsEntityKind kind,
                              FootprintsMeasure measure,
                              FootprintsPlayRange range)
{
  return measure == FOOTPRINTS_MEASURE_MINUTES
             ? _footprints_history_tally_lengths (self, kind, range)
             : _footprints_history_tally (self, kind, range);
}
