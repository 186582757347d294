/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/charts/footprints-rank-history.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/charts/footprints-rank-step-private.h"
#include "libfootprints/report/footprints-list-report-private.h"

/**
 * FootprintsRankHistory:
 *
 * The rank of one artist, album or track in the chart of each day, week, month or year: a list
 * model of [class@RankStep], oldest first, of the steps that have any plays at all.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Rank history".
 *
 * Since: 0.1
 */
struct _FootprintsRankHistory
{
  FootprintsListReport parent_instance;

  FootprintsGranularity granularity;
  GArray *steps; /* of Step */
  guint peak;
  guint n_at_peak;
};

struct _FootprintsRankHistoryClass
{
  FootprintsListReportClass parent_class;
};

typedef struct
{
  int day; /* the first */
  guint32 n_plays;
  guint32 rank;
} Step;

G_DEFINE_FINAL_TYPE (FootprintsRankHistory, footprints_rank_history, FOOTPRINTS_TYPE_LIST_REPORT)

static void
footprints_rank_history_finalize (GObject *object)
{
  g_array_unref (FOOTPRINTS_RANK_HISTORY (object)->steps);

  G_OBJECT_CLASS (footprints_rank_history_parent_class)->finalize (object);
}

static void
rank_history_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsRankHistory *self = FOOTPRINTS_RANK_HISTORY (report);
  const Step *step = &g_array_index (self->steps, Step, position);

  *(FootprintsRankStepRow *) row = (FootprintsRankStepRow){
    .label = _footprints_step_label (self->granularity, step->day),
    .day = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, step->day),
    .n_plays = step->n_plays,
    .rank = step->rank,
  };
}

/* {peak_rank, steps_at_peak, steps_at_first, steps: [{day, label, count, rank}]} */
static void
footprints_rank_history_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsRankHistory *self = FOOTPRINTS_RANK_HISTORY (report);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_rank (writer, "peak_rank", self->peak);
  _footprints_json_writer_add_int64 (writer, "steps_at_peak", self->n_at_peak);
  _footprints_json_writer_add_int64 (writer, "steps_at_first",
                                     footprints_rank_history_get_n_at_first (self));
  _footprints_json_writer_name (writer, "steps");
  _footprints_list_report_write_rows (FOOTPRINTS_LIST_REPORT (self), writer);
  _footprints_json_writer_end_object (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsRankHistory:granularity: (getter get_granularity)
   *
   * How long a step is.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_PROPERTY ("granularity",
                            footprints_rank_history_get_granularity,
                            footprints_granularity_get_type,
                            FOOTPRINTS_GRANULARITY_DAY),
  /**
   * FootprintsRankHistory:peak: (getter get_peak)
   *
   * The highest rank it ever had, from 1; 0 without plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "peak", footprints_rank_history_get_peak),
  /**
   * FootprintsRankHistory:n-at-peak: (getter get_n_at_peak)
   *
   * The number of steps in which it had that rank.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "n-at-peak", footprints_rank_history_get_n_at_peak),
  /**
   * FootprintsRankHistory:n-at-first: (getter get_n_at_first)
   *
   * The number of steps in which it ranked first.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "n-at-first", footprints_rank_history_get_n_at_first),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_rank_history_class_init (FootprintsRankHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_rank_history_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_rank_step_row_type,
                                       rank_history_fill_row);
  ((FootprintsReportClass *) klass)->write_json = footprints_rank_history_write_json;
  _footprints_properties_install (object_class, properties);
}

static void
footprints_rank_history_init (FootprintsRankHistory *self)
{
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
}

/* The step that is being counted. */
typedef struct
{
  FootprintsRankHistory *report;
  FootprintsCalendar *calendar;
  FootprintsEntityKind kind;
  guint32 id;
  FootprintsEntities entities;
  guint32 *plays_of; /* by id, in this step */
  guint32 *heard;    /* the ids of this step */
  guint32 n_heard;
  gint64 until_s;
  int day;
  gboolean has_plays;
} Walk;

static void
end_step (Walk *walk)
{
  FootprintsRankHistory *report = walk->report;
  Step step = { .day = walk->day, .n_plays = walk->plays_of[walk->id] };

  if (!walk->has_plays)
    return;
  step.rank = step.n_plays > 0;
  for (guint32 i = 0; i < walk->n_heard; i++)
    {
      guint32 *plays = &walk->plays_of[walk->heard[i]];

      step.rank += step.n_plays > 0 && *plays > step.n_plays;
      *plays = 0;
    }
  walk->n_heard = 0;
  g_array_append_val (report->steps, step);
  if (step.rank == 0 || (report->peak != 0 && step.rank > report->peak))
    return;
  report->n_at_peak = step.rank == report->peak ? report->n_at_peak + 1 : 1;
  report->peak = step.rank;
}

static void
rank_history_begin_step (Walk *walk, gint64 time_s)
{
  end_step (walk);
  walk->day = _footprints_calendar_find_step (walk->calendar, walk->report->granularity, time_s,
                                              &walk->until_s);
  walk->has_plays = TRUE;
}

/* Without a branch, as new ids cannot be predicted; 0 means no album and is not ranked. */
static inline void
hear (Walk *walk, guint32 id)
{
  walk->heard[walk->n_heard] = id;
  walk->n_heard += id != 0 && walk->plays_of[id]++ == 0;
}

static void
hear_all (Walk *walk, const FootprintsEntities *entities, guint32 track)
{
  guint n_artists;
  const guint32 *artists = _footprints_entities_get_artists (entities, track, &n_artists);

  for (guint i = 0; i < n_artists; i++)
    hear (walk, artists[i]);
}

static inline void
hear_play (Walk *walk, const FootprintsEntities *entities, const FootprintsChunk *chunk, guint32 i)
{
  guint32 artist;

  switch (walk->kind)
    {
    case FOOTPRINTS_ENTITY_KIND_ALBUM:
      hear (walk, _footprints_entities_get_album (entities, chunk->albums[i]));
      break;
    case FOOTPRINTS_ENTITY_KIND_TRACK:
      hear (walk, _footprints_entities_get_track (entities, chunk->tracks[i]));
      break;
    case FOOTPRINTS_ENTITY_KIND_ARTIST:
    default:
      if (_footprints_entities_get_only_artist (entities, chunk->tracks[i], &artist))
        hear (walk, artist);
      else
        hear_all (walk, entities, chunk->tracks[i]);
      break;
    }
}

static void
rank_history_walk_part (Walk *walk, const FootprintsChunkPart *part)
{
  const FootprintsEntities entities = walk->entities;

  for (guint32 i = part->from; i < part->to; i++)
    {
      gint64 time_s = _footprints_chunk_get_time (part->chunk, i);

      if (time_s >= walk->until_s)
        rank_history_begin_step (walk, time_s);
      hear_play (walk, &entities, part->chunk, i);
    }
}

/**
 * footprints_history_get_rank_history:
 * @history: a history
 * @kind: what to rank
 * @artist: the name of the artist, or of the artist of the album or track, as in a chart
 * @title: (nullable): the title of the album or track; %NULL for an artist
 * @period: which plays count, and by which calendar
 * @granularity: how long a step is
 *
 * Finds the rank of an artist, album or track in the chart of each step.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of @period.
 *
 * Source: doc/reports.md, "Rank history".
 *
 * Returns: (transfer full): its ranks
 *
 * Since: 0.1
 */
FootprintsRankHistory *
footprints_history_get_rank_history (FootprintsHistory *history,
                                     FootprintsEntityKind kind,
                                     const char *artist,
                                     const char *title,
                                     FootprintsPeriod *period,
                                     FootprintsGranularity granularity)
{
  g_autofree guint32 *plays_of = NULL;
  g_autofree guint32 *heard = NULL;
  const FootprintsNameTable *tables;
  FootprintsRankHistory *self;
  FootprintsPlayRange range;
  FootprintsChunkPart part;
  Walk walk;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (kind <= FOOTPRINTS_ENTITY_KIND_TRACK, NULL);
  g_return_val_if_fail (artist != NULL, NULL);
  g_return_val_if_fail ((title != NULL) == (kind != FOOTPRINTS_ENTITY_KIND_ARTIST), NULL);
  g_return_val_if_fail (period != NULL, NULL);
  g_return_val_if_fail (granularity <= FOOTPRINTS_GRANULARITY_YEAR, NULL);

  self = g_object_new (FOOTPRINTS_TYPE_RANK_HISTORY, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->granularity = granularity;
  tables = _footprints_history_get_names (history)->tables;
  plays_of = g_new0 (guint32, MAX (1, tables[kind].n_ids));
  /* One more than there are ids, as hear() also writes an id that is not new. */
  heard = g_new (guint32, tables[kind].n_ids + 1);
  walk = (Walk){
    .report = self,
    .calendar = footprints_period_get_calendar (period),
    .kind = kind,
    .id = _footprints_history_find_entity (history, kind, artist, title),
    .entities = _footprints_history_get_entities (history),
    .plays_of = plays_of,
    .heard = heard,
    .until_s = G_MININT64,
  };
  range = _footprints_history_get_range (history, period);
  while (_footprints_columns_next_part (_footprints_history_get_columns (history), &range.from,
                                        range.to, &part))
    rank_history_walk_part (&walk, &part);
  end_step (&walk);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->steps->len);
  return self;
}

/**
 * footprints_rank_history_get_granularity: (get-property granularity)
 * @self: a rank history
 *
 * Gets how long a step is.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsGranularity, RankHistory, rank_history, RANK_HISTORY, granularity)

/**
 * footprints_rank_history_get_peak: (get-property peak)
 * @self: a rank history
 *
 * Gets the highest rank it ever had, from 1; 0 without plays.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, RankHistory, rank_history, RANK_HISTORY, peak)

/**
 * footprints_rank_history_get_n_at_peak: (get-property n-at-peak)
 * @self: a rank history
 *
 * Gets the number of steps in which it had that rank.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, RankHistory, rank_history, RANK_HISTORY, n_at_peak)

/**
 * footprints_rank_history_get_n_at_first: (get-property n-at-first)
 * @self: a rank history
 *
 * Gets the number of steps in which it ranked first.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_rank_history_get_n_at_first (FootprintsRankHistory *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_RANK_HISTORY (self), 0);

  return self->peak == 1 ? self->n_at_peak : 0;
}
