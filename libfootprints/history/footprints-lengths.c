/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* How long plays lasted: what they say themselves, or what others say of the like. */

#include "libfootprints/history/footprints-history-private.h"

/* Where nothing is known at all: 3.5 minutes. */
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

/* The mean, halves up; @otherwise where nothing is known. */
static guint16
get_mean (const Known *known, guint16 otherwise)
{
  if (known->n_plays == 0)
    return otherwise;
  return (guint16) ((known->seconds + known->n_plays / 2) / known->n_plays);
}

static Known *
sum_by_track (const FootprintsColumns *columns, guint32 n_tracks)
{
  Known *known = g_new0 (Known, n_tracks);
  guint32 index = 0;
  FootprintsRun run;

  while (_footprints_columns_next_run (columns, &index, columns->n_plays, &run))
    for (guint32 i = run.from; i < run.to; i++)
      {
        guint16 length_s = _footprints_chunk_get_length (run.chunk, i);

        known[run.chunk->tracks[i]].seconds += length_s;
        known[run.chunk->tracks[i]].n_plays += length_s != 0;
      }
  return known;
}

/* A track's plays speak for it, else its artist's, else all. */
static void
estimate_tracks (const FootprintsNames *names, const Known *of_tracks, FootprintsEstimates *self)
{
  const FootprintsNameTable *tracks = &names->tables[FOOTPRINTS_ENTITY_KIND_TRACK];
  const guint32 *artists = _footprints_name_table_get_artists (tracks);
  g_autofree Known *of_artists = g_new0 (Known, names->tables[FOOTPRINTS_ENTITY_KIND_ARTIST].n_ids);
  Known of_all = { 0 };
  guint16 typical_s;

  for (guint32 id = 1; id < self->n_tracks; id++)
    {
      add_known (&of_artists[artists[id]], &of_tracks[id]);
      add_known (&of_all, &of_tracks[id]);
    }
  typical_s = get_mean (&of_all, TYPICAL_S);
  for (guint32 id = 1; id < self->n_tracks; id++)
    self->tracks_s[id] = get_mean (&of_tracks[id], get_mean (&of_artists[artists[id]], typical_s));
}

/* What a play lasted, in seconds; @is_estimated is 1 where it does not say that itself. */
static inline guint32
get_length (const FootprintsRun *run,
            guint32 index,
            const FootprintsEstimates *estimates,
            gboolean *is_estimated)
{
  guint32 length_s = _footprints_chunk_get_length (run->chunk, index);

  *is_estimated = length_s == 0;
  return *is_estimated ? estimates->tracks_s[run->chunk->tracks[index]] : length_s;
}

static FootprintsListening
sum_lengths (const FootprintsColumns *columns,
             FootprintsPlayRange range,
             const FootprintsEstimates *estimates)
{
  FootprintsListening listening = { 0 };
  FootprintsRun run;

  while (_footprints_columns_next_run (columns, &range.from, range.to, &run))
    for (guint32 i = run.from; i < run.to; i++)
      {
        gboolean is_estimated;
        guint32 length_s = get_length (&run, i, estimates, &is_estimated);

        listening.seconds += length_s;
        listening.estimated_s += is_estimated ? length_s : 0;
      }
  return listening;
}

FootprintsEstimates *
_footprints_estimates_new (const FootprintsNames *names, const FootprintsColumns *columns)
{
  guint32 n_tracks = names->tables[FOOTPRINTS_ENTITY_KIND_TRACK].n_ids;
  FootprintsEstimates *self =
      g_malloc0 (sizeof (FootprintsEstimates) + n_tracks * sizeof *self->tracks_s);
  g_autofree Known *of_tracks = sum_by_track (columns, n_tracks);

  self->n_tracks = n_tracks;
  estimate_tracks (names, of_tracks, self);
  self->total = sum_lengths (columns, (FootprintsPlayRange){ 0, columns->n_plays }, self);
  return self;
}

FootprintsListening
_footprints_history_sum_lengths (FootprintsHistory *self, FootprintsPlayRange range)
{
  const FootprintsEstimates *estimates = _footprints_history_get_estimates (self);

  if (_footprints_history_is_whole (self, range) && !_footprints_history_is_part (self))
    return estimates->total;
  return sum_lengths (_footprints_history_get_columns (self), range, estimates);
}

/* Seconds by track, or by album. */
static guint64 *
sum_by_id (FootprintsHistory *self,
           FootprintsEntityKind kind,
           guint32 n_ids,
           FootprintsPlayRange range)
{
  const FootprintsEstimates *estimates = _footprints_history_get_estimates (self);
  guint64 *seconds = g_new0 (guint64, n_ids);
  FootprintsRun run;

  while (_footprints_columns_next_run (_footprints_history_get_columns (self), &range.from,
                                       range.to, &run))
    {
      const guint32 *ids =
          kind == FOOTPRINTS_ENTITY_KIND_ALBUM ? run.chunk->albums : run.chunk->tracks;

      for (guint32 i = run.from; i < run.to; i++)
        {
          gboolean is_estimated;

          seconds[ids[i]] += get_length (&run, i, estimates, &is_estimated);
        }
    }
  return seconds;
}

/* Seconds by artist, from those by track. */
static guint64 *
roll_up (FootprintsHistory *self, const guint64 *by_track, guint32 n_artists)
{
  const FootprintsNameTable *tracks =
      _footprints_history_get_name_table (self, FOOTPRINTS_ENTITY_KIND_TRACK);
  const guint32 *artists = _footprints_name_table_get_artists (tracks);
  guint64 *seconds = g_new0 (guint64, n_artists);

  for (guint32 id = 1; id < tracks->n_ids; id++)
    seconds[artists[id]] += by_track[id];
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
      /* 136 years of one artist: more than can be heard, not more than a file can claim. */
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
