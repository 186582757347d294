/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/discovery/footprints-novelty.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/discovery/footprints-discoveries-private.h"
#include "libfootprints/report/discovery/footprints-novelty-step-private.h"
#include "libfootprints/report/footprints-list-report-private.h"

/**
 * FootprintsNovelty:
 *
 * How much of the listening was new: a list model of [class@NoveltyStep], oldest first. Steps
 * without plays are left out.
 *
 * A track or artist is new if it had never been played before in the whole history, not only in the
 * period.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Novelty".
 *
 * Since: 0.1
 */
struct _FootprintsNovelty
{
  FootprintsListReport parent_instance;

  FootprintsGranularity granularity;
  GArray *steps; /* of Step */
  guint32 n_distinct[FOOTPRINTS_N_ENTITY_KINDS];
  FootprintsDiscoveries *discoveries;
};

struct _FootprintsNoveltyClass
{
  FootprintsListReportClass parent_class;
};

typedef struct
{
  int day; /* the first day */
  guint32 n_plays;
  guint32 n_new_tracks;
  guint32 n_artists;
  guint32 n_new_artists;
} Step;

G_DEFINE_FINAL_TYPE (FootprintsNovelty, footprints_novelty, FOOTPRINTS_TYPE_LIST_REPORT)

static void
footprints_novelty_finalize (GObject *object)
{
  FootprintsNovelty *self = FOOTPRINTS_NOVELTY (object);

  g_array_unref (self->steps);
  g_clear_object (&self->discoveries);

  G_OBJECT_CLASS (footprints_novelty_parent_class)->finalize (object);
}

static double
get_ratio (const Step *step)
{
  return (double) step->n_new_tracks / step->n_plays;
}

static void
novelty_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsNovelty *self = FOOTPRINTS_NOVELTY (report);
  const Step *step = &g_array_index (self->steps, Step, position);

  *(FootprintsNoveltyStepRow *) row = (FootprintsNoveltyStepRow){
    .label = _footprints_step_label (self->granularity, step->day),
    .day = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, step->day),
    .n_plays = step->n_plays,
    .n_new_tracks = step->n_new_tracks,
    .n_repeated_tracks = step->n_plays - step->n_new_tracks,
    .n_artists = step->n_artists,
    .n_new_artists = step->n_new_artists,
    .n_repeated_artists = step->n_artists - step->n_new_artists,
    .ratio = get_ratio (step),
  };
}

/* The step with the highest or lowest ratio, the first of several; null without steps. */
static void
write_extreme (FootprintsNovelty *self,
               const char *member,
               gboolean most,
               FootprintsJsonWriter *writer)
{
  const Step *extreme = NULL;
  g_autofree char *label = NULL;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const Step *step = &g_array_index (self->steps, Step, i);

      if (extreme == NULL ||
          (most ? get_ratio (step) > get_ratio (extreme) : get_ratio (step) < get_ratio (extreme)))
        extreme = step;
    }
  if (extreme != NULL)
    label = _footprints_step_label (self->granularity, extreme->day);
  _footprints_json_writer_add_string (writer, member, label);
}

static void
novelty_write_summary (FootprintsNovelty *self, FootprintsJsonWriter *writer)
{
  gint64 n_plays = 0;

  _footprints_json_writer_begin_object (writer);
  for (guint i = 0; i < self->steps->len; i++)
    n_plays += g_array_index (self->steps, Step, i).n_plays;
  _footprints_json_writer_add_int64 (writer, "total_scrobbles", n_plays);
  _footprints_json_writer_add_int64 (writer, "total_unique_tracks",
                                     self->n_distinct[FOOTPRINTS_ENTITY_KIND_TRACK]);
  _footprints_json_writer_add_int64 (writer, "total_unique_artists",
                                     self->n_distinct[FOOTPRINTS_ENTITY_KIND_ARTIST]);
  _footprints_json_writer_add_int64 (writer, "total_new_artists",
                                     footprints_discoveries_get_total (self->discoveries));
  _footprints_json_writer_add_double (writer, "avg_novelty_ratio",
                                      footprints_novelty_get_average_ratio (self));
  write_extreme (self, "most_exploratory_period", TRUE, writer);
  write_extreme (self, "least_exploratory_period", FALSE, writer);
  _footprints_json_writer_end_object (writer);
}

static void
footprints_novelty_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsNovelty *self = FOOTPRINTS_NOVELTY (report);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_name (writer, "timeline");
  _footprints_list_report_write_rows_backwards (FOOTPRINTS_LIST_REPORT (self), writer);
  _footprints_json_writer_name (writer, "summary");
  novelty_write_summary (self, writer);
  _footprints_json_writer_name (writer, "new_artists_discovered");
  _footprints_report_write (FOOTPRINTS_REPORT (self->discoveries), writer);
  _footprints_json_writer_end_object (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsNovelty:granularity: (getter get_granularity)
   *
   * How long a step is.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_PROPERTY ("granularity",
                            footprints_novelty_get_granularity,
                            footprints_granularity_get_type,
                            FOOTPRINTS_GRANULARITY_DAY),
  /**
   * FootprintsNovelty:average-ratio: (getter get_average_ratio)
   *
   * The mean of the steps' ratios, with equal weight for each step; 0 without steps.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (SHARE, "average-ratio", footprints_novelty_get_average_ratio),
  /**
   * FootprintsNovelty:discoveries: (getter get_discoveries)
   *
   * The artists who were played for the first time.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "discoveries", footprints_novelty_get_discoveries, footprints_discoveries_get_type),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_novelty_class_init (FootprintsNoveltyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_novelty_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_novelty_step_row_type, novelty_fill_row);
  ((FootprintsReportClass *) klass)->write_json = footprints_novelty_write_json;
  _footprints_properties_install (object_class, properties);
}

static void
footprints_novelty_init (FootprintsNovelty *self)
{
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
}

/* The mark of an artist who was played before the first step. */
#define BEFORE_ALL_STEPS G_MAXUINT32

typedef struct
{
  FootprintsNovelty *novelty;
  FootprintsCalendar *calendar;
  FootprintsEntities entities;
  guint8 *tracks;   /* whether each has been played */
  guint32 *artists; /* the number of the last step with each, from 1; 0: never played */
  gint64 step_until_s;
  Step *step;
  GArray *first_plays; /* of FootprintsFirstPlay */
} Walk;

static void
novelty_begin_step (Walk *walk, gint64 time_s)
{
  GArray *steps = walk->novelty->steps;
  Step step = { .day = _footprints_calendar_find_step (walk->calendar, walk->novelty->granularity,
                                                       time_s, &walk->step_until_s) };

  g_array_append_val (steps, step);
  walk->step = &g_array_index (steps, Step, steps->len - 1);
}

static void
count_artist (Walk *walk, gint64 time_s, guint32 track, guint32 artist)
{
  FootprintsFirstPlay first = { time_s, artist, track };

  walk->step->n_artists++;
  if (walk->artists[artist] == 0)
    {
      g_array_append_val (walk->first_plays, first);
      walk->step->n_new_artists++;
    }
  walk->artists[artist] = walk->novelty->steps->len;
}

static inline void
count_artist_once (Walk *walk, gint64 time_s, guint32 track, guint32 artist)
{
  if (walk->artists[artist] != walk->novelty->steps->len)
    count_artist (walk, time_s, track, artist);
}

static void
count_artists (Walk *walk, const FootprintsEntities *entities, gint64 time_s, guint32 track)
{
  guint n_artists;
  const guint32 *artists = _footprints_entities_get_artists (entities, track, &n_artists);

  for (guint i = 0; i < n_artists; i++)
    count_artist_once (walk, time_s, track, artists[i]);
}

static void
count_run (Walk *walk, const FootprintsChunkPart *part)
{
  const FootprintsEntities entities = walk->entities;

  for (guint32 i = part->from; i < part->to; i++)
    {
      gint64 time_s = _footprints_chunk_get_time (part->chunk, i);
      guint32 track = _footprints_entities_get_track (&entities, part->chunk->tracks[i]);
      guint32 artist;

      if (time_s >= walk->step_until_s)
        novelty_begin_step (walk, time_s);
      walk->step->n_plays++;
      walk->step->n_new_tracks += !walk->tracks[track];
      walk->tracks[track] = TRUE;
      if (_footprints_entities_get_only_artist (&entities, track, &artist))
        count_artist_once (walk, time_s, track, artist);
      else
        count_artists (walk, &entities, time_s, track);
    }
}

static void
mark_run (Walk *walk, const FootprintsChunkPart *part)
{
  const FootprintsEntities entities = walk->entities;

  for (guint32 i = part->from; i < part->to; i++)
    {
      guint32 track = _footprints_entities_get_track (&entities, part->chunk->tracks[i]);
      guint n_artists;
      const guint32 *artists = _footprints_entities_get_artists (&entities, track, &n_artists);

      for (guint k = 0; k < n_artists; k++)
        walk->artists[artists[k]] = BEFORE_ALL_STEPS;
      walk->tracks[track] = TRUE;
    }
}

/* Counts the plays in @range; anything played before it is not new. */
static void
walk_all (Walk *walk, FootprintsHistory *history, FootprintsPlayRange range)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (history);
  guint32 index = 0;
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (columns, &index, range.from, &part))
    mark_run (walk, &part);
  index = range.from;
  while (_footprints_columns_next_part (columns, &index, range.to, &part))
    count_run (walk, &part);
}

static void
novelty_fill (FootprintsNovelty *self,
              FootprintsHistory *history,
              FootprintsPeriod *period,
              guint max_discoveries)
{
  const FootprintsNameTable *tracks =
      _footprints_history_get_name_table (history, FOOTPRINTS_ENTITY_KIND_TRACK);
  const FootprintsNameTable *artists =
      _footprints_history_get_name_table (history, FOOTPRINTS_ENTITY_KIND_ARTIST);
  FootprintsPlayRange range = _footprints_history_get_range (history, period);
  g_autofree guint8 *track_marks = g_malloc0 (MAX (1, tracks->n_ids));
  g_autofree guint32 *artist_marks = g_new0 (guint32, artists->n_ids);
  g_autoptr (GArray) first_plays = g_array_new (FALSE, FALSE, sizeof (FootprintsFirstPlay));
  Walk walk = {
    .novelty = self,
    .calendar = footprints_period_get_calendar (period),
    .entities = _footprints_history_get_entities (history),
    .tracks = track_marks,
    .artists = artist_marks,
    .step_until_s = G_MININT64,
    .first_plays = first_plays,
  };

  walk_all (&walk, history, range);
  _footprints_history_count_distinct (history, range, self->n_distinct);
  self->discoveries = _footprints_discoveries_new (history, period, self->granularity, first_plays,
                                                   max_discoveries);
}

/**
 * footprints_history_get_novelty:
 * @history: a history
 * @period: which plays count, and by which calendar
 * @granularity: how long a step is
 * @max_discoveries: how many discovered artists to list at most, the newest ones
 *
 * Measures how much of the listening was new.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays up to the end of @period.
 *
 * Source: doc/reports.md, "Novelty".
 *
 * Returns: (transfer full): a novelty report
 *
 * Since: 0.1
 */
FootprintsNovelty *
footprints_history_get_novelty (FootprintsHistory *history,
                                FootprintsPeriod *period,
                                FootprintsGranularity granularity,
                                guint max_discoveries)
{
  FootprintsNovelty *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);
  g_return_val_if_fail (granularity <= FOOTPRINTS_GRANULARITY_YEAR, NULL);

  self = g_object_new (FOOTPRINTS_TYPE_NOVELTY, NULL);
  self->granularity = granularity;
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  novelty_fill (self, history, period, max_discoveries);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->steps->len);
  return self;
}

/**
 * footprints_novelty_get_granularity: (get-property granularity)
 * @self: a novelty report
 *
 * Gets how long a step is.
 *
 * Returns: the granularity
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsGranularity, Novelty, novelty, NOVELTY, granularity)

/**
 * footprints_novelty_get_average_ratio: (get-property average-ratio)
 * @self: a novelty report
 *
 * Gets the mean of the steps' ratios, with equal weight for each step.
 *
 * Returns: 0 to 1; 0 without steps
 *
 * Since: 0.1
 */
double
footprints_novelty_get_average_ratio (FootprintsNovelty *self)
{
  double sum = 0;

  g_return_val_if_fail (FOOTPRINTS_IS_NOVELTY (self), 0);

  for (guint i = 0; i < self->steps->len; i++)
    sum += get_ratio (&g_array_index (self->steps, Step, i));
  return self->steps->len > 0 ? sum / self->steps->len : 0;
}

/**
 * footprints_novelty_get_discoveries: (get-property discoveries)
 * @self: a novelty report
 *
 * Gets the artists who were played for the first time, newest first.
 *
 * Returns: (transfer none): discoveries
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsDiscoveries *, Novelty, novelty, NOVELTY, discoveries)
