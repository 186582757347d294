/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/history/footprints-history-private.h"

#include <string.h>

/**
 * FootprintsHistory:
 *
 * All plays of a store at one moment, in memory, ready for reports.
 *
 * [method@Store.get_history] makes a history, which never changes. When plays have been added or
 * removed, the next call makes a new one; it shares with the old one what they have in common, so
 * keeping several costs little.
 *
 * It takes about 18 bytes per play, two more where lengths are known, and two and a half times the
 * size of the different names; see [method@History.get_memory_use].
 *
 * Threading: any thread, any number at a time, no lock.
 *
 * Source: doc/architecture.md, "The history".
 *
 * Since: 0.1
 */
struct _FootprintsHistory
{
  GObject parent_instance;

  FootprintsHistoryParts parts;
  char *version_tag;
  FootprintsHistory *whole; /* the history that this is a part of, or NULL */

  /* Counts of all plays, made when first needed; atomic, as readers hold no lock. */
  struct TotalTallies *totals;
  /* Counts of the first n_plays plays, inherited from the history this one continues. */
  struct TotalTallies *base;
  /* Estimated lengths, made when first needed; atomic. */
  FootprintsEstimates *estimates;
};

/* With more new plays than this, it is faster to count afresh. */
#define MAX_CONTINUATION 65536

typedef struct TotalTallies
{
  gatomicrefcount ref_count;
  guint32 n_plays;
  FootprintsTally tallies[FOOTPRINTS_N_ENTITY_KINDS];
} TotalTallies;

G_DEFINE_FINAL_TYPE (FootprintsHistory, footprints_history, G_TYPE_OBJECT)

void
_footprints_tally_clear (FootprintsTally *self)
{
  g_clear_pointer (&self->counts, g_free);
}

static void
total_tallies_unref (TotalTallies *totals)
{
  if (!g_atomic_ref_count_dec (&totals->ref_count))
    return;
  for (guint i = 0; i < FOOTPRINTS_N_ENTITY_KINDS; i++)
    _footprints_tally_clear (&totals->tallies[i]);
  g_free (totals);
}

void
_footprints_history_parts_clear (FootprintsHistoryParts *self)
{
  _footprints_names_clear (&self->names);
  _footprints_columns_clear (&self->columns);
  _footprints_columns_clear (&self->hidden);
  _footprints_sightings_clear (&self->sightings);
  g_clear_pointer (&self->identity, _footprints_identity_unref);
}

static void
footprints_history_finalize (GObject *object)
{
  FootprintsHistory *self = FOOTPRINTS_HISTORY (object);

  _footprints_history_parts_clear (&self->parts);
  g_clear_pointer (&self->totals, total_tallies_unref);
  g_clear_pointer (&self->base, total_tallies_unref);
  g_clear_pointer (&self->estimates, g_free);
  g_clear_object (&self->whole);
  g_free (self->version_tag);

  G_OBJECT_CLASS (footprints_history_parent_class)->finalize (object);
}

static void
footprints_history_class_init (FootprintsHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_history_finalize;
}

static void
footprints_history_init (FootprintsHistory *self)
{
}

FootprintsHistory *
_footprints_history_new (FootprintsHistoryParts *parts,
                         const char *version_tag,
                         FootprintsHistory *parent)
{
  FootprintsHistory *self = g_object_new (FOOTPRINTS_TYPE_HISTORY, NULL);
  TotalTallies *base = NULL;

  self->parts = *parts;
  *parts = (FootprintsHistoryParts){ 0 };
  self->version_tag = g_strdup (version_tag);
  if (parent != NULL && parent->parts.identity == self->parts.identity)
    {
      base = g_atomic_pointer_get (&parent->totals);
      base = base != NULL ? base : parent->base;
    }
  if (base != NULL && self->parts.columns.n_plays - base->n_plays <= MAX_CONTINUATION)
    {
      g_atomic_ref_count_inc (&base->ref_count);
      self->base = base;
    }
  return self;
}

FootprintsHistory *
_footprints_history_new_part (FootprintsHistoryParts *parts, FootprintsHistory *whole)
{
  FootprintsHistory *self = _footprints_history_new (parts, whole->version_tag, NULL);

  self->whole = g_object_ref (whole->whole != NULL ? whole->whole : whole);
  return self;
}

gboolean
_footprints_history_is_part (FootprintsHistory *self)
{
  return self->whole != NULL;
}

const FootprintsNames *
_footprints_history_get_names (FootprintsHistory *self)
{
  return &self->parts.names;
}

const FootprintsColumns *
_footprints_history_get_columns (FootprintsHistory *self)
{
  return &self->parts.columns;
}

const FootprintsColumns *
_footprints_history_get_hidden (FootprintsHistory *self)
{
  return &self->parts.hidden;
}

const FootprintsSightings *
_footprints_history_get_sightings (FootprintsHistory *self)
{
  return self->whole != NULL ? &self->whole->parts.sightings : &self->parts.sightings;
}

guint32
_footprints_history_get_n_doubtful (FootprintsHistory *self)
{
  return self->whole != NULL ? self->whole->parts.n_doubtful : self->parts.n_doubtful;
}

gboolean
_footprints_history_is_whole (FootprintsHistory *self, FootprintsPlayRange range)
{
  return range.from == 0 && range.to == self->parts.columns.n_plays;
}

const FootprintsNameTable *
_footprints_history_get_name_table (FootprintsHistory *self, FootprintsEntityKind kind)
{
  return &self->parts.names.tables[kind];
}

FootprintsPlayRange
_footprints_history_get_range (FootprintsHistory *self, FootprintsPeriod *period)
{
  gint64 end = footprints_period_get_end (period);
  FootprintsPlayRange range = {
    .from = _footprints_columns_find (&self->parts.columns, footprints_period_get_start (period)),
    .to = end == G_MAXINT64 ? self->parts.columns.n_plays
                            : _footprints_columns_find (&self->parts.columns, end),
  };

  return range;
}

FootprintsEntities
_footprints_history_get_entities (FootprintsHistory *self)
{
  const FootprintsNameTable *tables = self->parts.names.tables;
  const FootprintsIdentity *identity = self->parts.identity;

  if (identity == NULL)
    return (FootprintsEntities){
      .artists_of = _footprints_name_table_get_artists (&tables[FOOTPRINTS_ENTITY_KIND_TRACK]),
      .artist_of_album = _footprints_name_table_get_artists (&tables[FOOTPRINTS_ENTITY_KIND_ALBUM]),
    };
  return (FootprintsEntities){
    .track_of = identity->entity_of[FOOTPRINTS_ENTITY_KIND_TRACK],
    .album_of = identity->entity_of[FOOTPRINTS_ENTITY_KIND_ALBUM],
    .artist_of = identity->entity_of[FOOTPRINTS_ENTITY_KIND_ARTIST],
    .artists_of = identity->artists_of_track,
    .artist_of_album = identity->artist_of_album,
    .credits = identity->credits,
  };
}

FootprintsPlay
_footprints_history_get_play (FootprintsHistory *self, guint32 index)
{
  FootprintsEntities entities = _footprints_history_get_entities (self);

  return _footprints_entities_resolve (&entities,
                                       _footprints_columns_get (&self->parts.columns, index));
}

guint32
_footprints_history_find_entity (FootprintsHistory *self,
                                 FootprintsEntityKind kind,
                                 const char *artist,
                                 const char *title)
{
  FootprintsEntities entities = _footprints_history_get_entities (self);
  const guint32 *map = _footprints_entities_get_map (&entities, kind);
  guint32 id = _footprints_names_find (&self->parts.names, kind, artist, title);

  return map != NULL ? map[id] : id;
}

FootprintsIdentity *
_footprints_history_dup_identity (FootprintsHistory *self)
{
  return self->parts.identity != NULL ? _footprints_identity_ref (self->parts.identity) : NULL;
}

FootprintsHistory *
_footprints_history_new_decided (FootprintsHistory *self, FootprintsIdentity *identity)
{
  FootprintsHistoryParts parts = { 0 };

  _footprints_names_init_copy (&parts.names, &self->parts.names);
  _footprints_columns_init_copy (&parts.columns, &self->parts.columns);
  _footprints_columns_init_copy (&parts.hidden, &self->parts.hidden);
  _footprints_sightings_init_copy (&parts.sightings, &self->parts.sightings);
  parts.n_doubtful = self->parts.n_doubtful;
  parts.identity = identity != NULL ? _footprints_identity_ref (identity) : NULL;
  return _footprints_history_new (&parts, self->version_tag, NULL);
}

static gsize
total_tallies_get_size_bytes (const TotalTallies *totals)
{
  gsize size_bytes = 0;

  for (guint kind = 0; totals != NULL && kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    size_bytes += totals->tallies[kind].n_ids * sizeof (guint32);
  return size_bytes;
}

/* Adds @sign to the count of each play in the range, by track or by album. */
static void
count_column (FootprintsHistory *self,
              FootprintsEntityKind kind,
              FootprintsPlayRange range,
              guint32 sign,
              guint32 *plays)
{
  FootprintsEntities entities = _footprints_history_get_entities (self);
  const guint32 *map = _footprints_entities_get_map (&entities, kind);
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (&self->parts.columns, &range.from, range.to, &part))
    {
      const guint32 *ids =
          kind == FOOTPRINTS_ENTITY_KIND_ALBUM ? part.chunk->albums : part.chunk->tracks;

      if (map != NULL)
        for (guint32 i = part.from; i < part.to; i++)
          plays[map[ids[i]]] += sign;
      else
        for (guint32 i = part.from; i < part.to; i++)
          plays[ids[i]] += sign;
    }
}

/* Counts each play in the range, by the artists of its track. */
static void
count_artists (FootprintsHistory *self, FootprintsPlayRange range, guint32 *plays)
{
  FootprintsEntities entities = _footprints_history_get_entities (self);
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (&self->parts.columns, &range.from, range.to, &part))
    for (guint32 i = part.from; i < part.to; i++)
      {
        guint n_artists;
        const guint32 *artists =
            _footprints_entities_get_artists (&entities, part.chunk->tracks[i], &n_artists);

        for (guint k = 0; k < n_artists; k++)
          plays[artists[k]]++;
      }
}

static guint32
count_distinct (const guint32 *plays, guint32 n_ids)
{
  guint32 n_distinct = 0;

  for (guint32 id = 1; id < n_ids; id++)
    n_distinct += plays[id] != 0;
  return n_distinct;
}

/* Turns plays by track into plays by artist: one look-up per track instead of one per play. */
static void
roll_up_artists (FootprintsHistory *self, const FootprintsTally *tracks, guint32 *plays)
{
  FootprintsEntities entities = _footprints_history_get_entities (self);

  for (guint32 id = 1; id < tracks->n_ids; id++)
    {
      guint n_artists;
      const guint32 *artists = _footprints_entities_get_artists (&entities, id, &n_artists);

      for (guint k = 0; k < n_artists; k++)
        plays[artists[k]] += tracks->counts[id];
    }
}

/* Counts all plays less those outside the range: faster for a range that leaves little out. */
static void
count_by_complement (FootprintsHistory *self,
                     FootprintsEntityKind kind,
                     FootprintsPlayRange range,
                     guint32 *plays)
{
  const FootprintsTally *total = _footprints_history_get_total_tally (self, kind);

  memcpy (plays, total->counts, total->n_ids * sizeof *plays);
  count_column (self, kind, (FootprintsPlayRange){ 0, range.from }, G_MAXUINT32, plays);
  count_column (self, kind, (FootprintsPlayRange){ range.to, self->parts.columns.n_plays },
                G_MAXUINT32, plays);
}

static FootprintsTally
tally_column (FootprintsHistory *self, FootprintsEntityKind kind, FootprintsPlayRange range)
{
  FootprintsTally tally = { .n_ids = self->parts.names.tables[kind].n_ids };
  guint32 n_plays = range.to - range.from;

  tally.counts = g_new0 (guint32, tally.n_ids);
  if (n_plays > self->parts.columns.n_plays / 2 && g_atomic_pointer_get (&self->totals) != NULL)
    count_by_complement (self, kind, range, tally.counts);
  else
    count_column (self, kind, range, 1, tally.counts);
  return tally;
}

static FootprintsTally
tally_artists (FootprintsHistory *self, FootprintsPlayRange range)
{
  FootprintsTally tally = {
    .n_ids = self->parts.names.tables[FOOTPRINTS_ENTITY_KIND_ARTIST].n_ids,
  };
  guint32 n_tracks = self->parts.names.tables[FOOTPRINTS_ENTITY_KIND_TRACK].n_ids;

  tally.counts = g_new0 (guint32, tally.n_ids);
  if (range.to - range.from < n_tracks)
    count_artists (self, range, tally.counts);
  else
    {
      g_auto (FootprintsTally) tracks = tally_column (self, FOOTPRINTS_ENTITY_KIND_TRACK, range);

      roll_up_artists (self, &tracks, tally.counts);
    }
  return tally;
}

FootprintsTally
_footprints_history_tally (FootprintsHistory *self,
                           FootprintsEntityKind kind,
                           FootprintsPlayRange range)
{
  FootprintsTally tally = kind == FOOTPRINTS_ENTITY_KIND_ARTIST ? tally_artists (self, range)
                                                                : tally_column (self, kind, range);

  tally.n_distinct = count_distinct (tally.counts, tally.n_ids);
  tally.total = range.to > range.from ? range.to - range.from : 0;
  return tally;
}

static void
mark_column (FootprintsHistory *self,
             FootprintsEntityKind kind,
             FootprintsPlayRange range,
             guint8 *marks)
{
  FootprintsEntities entities = _footprints_history_get_entities (self);
  const guint32 *map = _footprints_entities_get_map (&entities, kind);
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (&self->parts.columns, &range.from, range.to, &part))
    {
      const guint32 *ids =
          kind == FOOTPRINTS_ENTITY_KIND_ALBUM ? part.chunk->albums : part.chunk->tracks;

      if (map != NULL)
        for (guint32 i = part.from; i < part.to; i++)
          marks[map[ids[i]]] = 1;
      else
        for (guint32 i = part.from; i < part.to; i++)
          marks[ids[i]] = 1;
    }
}

/* Turns marks of tracks into marks of artists. */
static void
roll_up_marks (FootprintsHistory *self, const guint8 *tracks, guint8 *marks)
{
  FootprintsEntities entities = _footprints_history_get_entities (self);
  guint32 n_tracks = self->parts.names.tables[FOOTPRINTS_ENTITY_KIND_TRACK].n_ids;

  for (guint32 id = 1; id < n_tracks; id++)
    {
      guint n_artists;
      const guint32 *artists = _footprints_entities_get_artists (&entities, id, &n_artists);

      for (guint k = 0; k < n_artists; k++)
        marks[artists[k]] |= tracks[id];
    }
}

/* Leaves out id 0, the mark of plays without such an entity. */
static guint32
count_marks (const guint8 *marks, guint32 n_ids)
{
  guint32 n_marks = 0;
  guint32 id = 1;

  for (; id + sizeof (guint64) <= n_ids; id += sizeof (guint64))
    {
      guint64 eight;

      memcpy (&eight, marks + id, sizeof eight);
      /* Adds up its bytes. */
      n_marks += (guint32) ((eight * G_GUINT64_CONSTANT (0x0101010101010101)) >> 56);
    }
  for (; id < n_ids; id++)
    n_marks += marks[id];
  return n_marks;
}

void
_footprints_history_count_distinct (FootprintsHistory *self,
                                    FootprintsPlayRange range,
                                    guint32 *n_distinct)
{
  guint8 *marks[FOOTPRINTS_N_ENTITY_KINDS];

  if (_footprints_history_is_whole (self, range))
    {
      for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
        n_distinct[kind] = _footprints_history_get_total_tally (self, kind)->n_distinct;
      return;
    }
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    marks[kind] = g_malloc0 (self->parts.names.tables[kind].n_ids);
  mark_column (self, FOOTPRINTS_ENTITY_KIND_ALBUM, range, marks[FOOTPRINTS_ENTITY_KIND_ALBUM]);
  mark_column (self, FOOTPRINTS_ENTITY_KIND_TRACK, range, marks[FOOTPRINTS_ENTITY_KIND_TRACK]);
  roll_up_marks (self, marks[FOOTPRINTS_ENTITY_KIND_TRACK], marks[FOOTPRINTS_ENTITY_KIND_ARTIST]);
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    {
      n_distinct[kind] = count_marks (marks[kind], self->parts.names.tables[kind].n_ids);
      g_free (marks[kind]);
    }
}

/* Starts from the counts of the history that this one continues, if there are any. */
static TotalTallies *
count_totals (FootprintsHistory *self)
{
  TotalTallies *totals = g_new0 (TotalTallies, 1);
  FootprintsPlayRange range = { 0, self->parts.columns.n_plays };

  g_atomic_ref_count_init (&totals->ref_count);
  totals->n_plays = range.to;
  if (self->base != NULL)
    range.from = self->base->n_plays;
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    {
      FootprintsTally *tally = &totals->tallies[kind];

      tally->n_ids = self->parts.names.tables[kind].n_ids;
      tally->counts = g_new0 (guint32, tally->n_ids);
      if (self->base != NULL)
        memcpy (tally->counts, self->base->tallies[kind].counts,
                self->base->tallies[kind].n_ids * sizeof *tally->counts);
      if (kind != FOOTPRINTS_ENTITY_KIND_ARTIST)
        count_column (self, kind, range, 1, tally->counts);
    }
  if (self->base != NULL)
    count_artists (self, range, totals->tallies[FOOTPRINTS_ENTITY_KIND_ARTIST].counts);
  else
    roll_up_artists (self, &totals->tallies[FOOTPRINTS_ENTITY_KIND_TRACK],
                     totals->tallies[FOOTPRINTS_ENTITY_KIND_ARTIST].counts);
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    {
      FootprintsTally *tally = &totals->tallies[kind];

      tally->n_distinct = count_distinct (tally->counts, tally->n_ids);
      tally->total = totals->n_plays;
    }
  return totals;
}

const FootprintsTally *
_footprints_history_get_total_tally (FootprintsHistory *self, FootprintsEntityKind kind)
{
  TotalTallies *totals = g_atomic_pointer_get (&self->totals);

  if (totals == NULL)
    {
      totals = count_totals (self);
      /* Two readers may count at once; the first one's counts are kept. */
      if (!g_atomic_pointer_compare_and_exchange (&self->totals, NULL, totals))
        {
          total_tallies_unref (totals);
          totals = g_atomic_pointer_get (&self->totals);
        }
    }
  return &totals->tallies[kind];
}

const FootprintsTally *
_footprints_history_get_tally (FootprintsHistory *self,
                               FootprintsEntityKind kind,
                               FootprintsPlayRange range,
                               FootprintsTally *own)
{
  if (_footprints_history_is_whole (self, range))
    return _footprints_history_get_total_tally (self, kind);
  *own = _footprints_history_tally (self, kind, range);
  return own;
}

const FootprintsEstimates *
_footprints_history_get_estimates (FootprintsHistory *self)
{
  FootprintsHistory *whole = self->whole != NULL ? self->whole : self;
  FootprintsEstimates *estimates = g_atomic_pointer_get (&whole->estimates);

  if (estimates == NULL)
    {
      FootprintsEntities entities = _footprints_history_get_entities (whole);

      estimates = _footprints_estimates_new (&whole->parts.names, &entities, &whole->parts.columns);
      /* Two readers may estimate at once; the first one's estimates are kept. */
      if (!g_atomic_pointer_compare_and_exchange (&whole->estimates, NULL, estimates))
        {
          g_free (estimates);
          estimates = g_atomic_pointer_get (&whole->estimates);
        }
    }
  return estimates;
}

static gsize
estimates_get_size_bytes (const FootprintsEstimates *estimates)
{
  return estimates != NULL ? sizeof *estimates + estimates->n_tracks * sizeof *estimates->tracks_s
                           : 0;
}

/**
 * footprints_history_get_n_plays:
 * @self: a history
 *
 * Counts all plays.
 *
 * Returns: the number of plays
 *
 * Since: 0.1
 */
gint64
footprints_history_get_n_plays (FootprintsHistory *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (self), 0);

  return self->parts.columns.n_plays;
}

/**
 * footprints_history_get_version_tag:
 * @self: a history
 *
 * Gets the tag that [method@Store.dup_version_tag] returned when the history was made.
 *
 * Returns: (transfer none): a tag
 *
 * Since: 0.1
 */
const char *
footprints_history_get_version_tag (FootprintsHistory *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (self), NULL);

  return self->version_tag;
}

/**
 * footprints_history_get_memory_use:
 * @self: a history
 *
 * Adds up the memory of the history, including what it shares with others.
 *
 * Returns: bytes
 *
 * Since: 0.1
 */
gsize
footprints_history_get_memory_use (FootprintsHistory *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (self), 0);

  return sizeof *self + _footprints_names_get_memory_use_bytes (&self->parts.names) +
         _footprints_columns_get_memory_use_bytes (&self->parts.columns) +
         _footprints_columns_get_memory_use_bytes (&self->parts.hidden) +
         _footprints_sightings_get_memory_use_bytes (&self->parts.sightings) +
         (self->parts.identity != NULL
              ? _footprints_identity_get_memory_use_bytes (self->parts.identity)
              : 0) +
         total_tallies_get_size_bytes (g_atomic_pointer_get (&self->totals)) +
         total_tallies_get_size_bytes (self->base) +
         estimates_get_size_bytes (g_atomic_pointer_get (&self->estimates));
}
