/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/discovery/footprints-diversity.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/discovery/footprints-diversity-step-private.h"
#include "libfootprints/report/footprints-entropy-private.h"
#include "libfootprints/report/footprints-list-report-private.h"

#include <math.h>

/**
 * FootprintsDiversity:
 *
 * How plays are spread over artists: a list model of [class@DiversityStep], oldest first. Steps
 * without plays are left out.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Diversity".
 *
 * Since: 0.1
 */
struct _FootprintsDiversity
{
  FootprintsListReport parent_instance;

  FootprintsGranularity granularity;
  GArray *steps; /* of Step */
  guint32 n_distinct[FOOTPRINTS_N_ENTITY_KINDS];
};

struct _FootprintsDiversityClass
{
  FootprintsListReportClass parent_class;
};

typedef struct
{
  int day; /* the first day */
  guint32 n_plays;
  guint32 n_artists;
  guint32 n_tracks;
  double entropy_bits;
  double gini;
} Step;

G_DEFINE_FINAL_TYPE (FootprintsDiversity, footprints_diversity, FOOTPRINTS_TYPE_LIST_REPORT)

static void
footprints_diversity_finalize (GObject *object)
{
  g_array_unref (FOOTPRINTS_DIVERSITY (object)->steps);

  G_OBJECT_CLASS (footprints_diversity_parent_class)->finalize (object);
}

/* From 0 to 100. */
static double
get_score (const Step *step)
{
  return _footprints_diversity_score (step->entropy_bits);
}

static void
diversity_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsDiversity *self = FOOTPRINTS_DIVERSITY (report);
  const Step *step = &g_array_index (self->steps, Step, position);

  *(FootprintsDiversityStepRow *) row = (FootprintsDiversityStepRow){
    .label = _footprints_step_label (self->granularity, step->day),
    .day = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, step->day),
    .n_plays = step->n_plays,
    .n_artists = step->n_artists,
    .n_tracks = step->n_tracks,
    .entropy = step->entropy_bits,
    .gini = step->gini,
    .effective_artists = exp2 (step->entropy_bits),
    .score = get_score (step),
  };
}

/* The step with the highest or lowest entropy, the first of several; null without steps. */
static void
write_extreme (FootprintsDiversity *self,
               const char *member,
               int sign,
               FootprintsJsonWriter *writer)
{
  const Step *extreme = NULL;
  g_autofree char *label = NULL;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const Step *step = &g_array_index (self->steps, Step, i);

      if (extreme == NULL || sign * step->entropy_bits > sign * extreme->entropy_bits)
        extreme = step;
    }
  if (extreme != NULL)
    label = _footprints_step_label (self->granularity, extreme->day);
  _footprints_json_writer_add_string (writer, member, label);
}

static void
diversity_write_summary (FootprintsDiversity *self, FootprintsJsonWriter *writer)
{
  double n_steps = MAX (1, self->steps->len);
  double score = 0, entropy_bits = 0, gini = 0;
  gint64 n_plays = 0;

  _footprints_json_writer_begin_object (writer);
  for (guint i = 0; i < self->steps->len; i++)
    {
      const Step *step = &g_array_index (self->steps, Step, i);

      n_plays += step->n_plays;
      score += get_score (step);
      entropy_bits += step->entropy_bits;
      gini += step->gini;
    }
  _footprints_json_writer_add_int64 (writer, "total_scrobbles", n_plays);
  _footprints_json_writer_add_int64 (writer, "total_unique_artists",
                                     self->n_distinct[FOOTPRINTS_ENTITY_KIND_ARTIST]);
  _footprints_json_writer_add_int64 (writer, "total_unique_tracks",
                                     self->n_distinct[FOOTPRINTS_ENTITY_KIND_TRACK]);
  _footprints_json_writer_add_double (writer, "avg_diversity_score", score / n_steps);
  _footprints_json_writer_add_double (writer, "avg_shannon_entropy", entropy_bits / n_steps);
  _footprints_json_writer_add_double (writer, "avg_gini_coefficient", gini / n_steps);
  write_extreme (self, "most_diverse_period", 1, writer);
  write_extreme (self, "least_diverse_period", -1, writer);
  _footprints_json_writer_end_object (writer);
}

static void
footprints_diversity_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsDiversity *self = FOOTPRINTS_DIVERSITY (report);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_name (writer, "timeline");
  _footprints_list_report_write_rows (FOOTPRINTS_LIST_REPORT (self), writer);
  _footprints_json_writer_name (writer, "summary");
  diversity_write_summary (self, writer);
  _footprints_json_writer_end_object (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsDiversity:granularity: (getter get_granularity)
   *
   * How long a step is.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_PROPERTY ("granularity",
                            footprints_diversity_get_granularity,
                            footprints_granularity_get_type,
                            FOOTPRINTS_GRANULARITY_DAY),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_diversity_class_init (FootprintsDiversityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_diversity_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_diversity_step_row_type,
                                       diversity_fill_row);
  ((FootprintsReportClass *) klass)->write_json = footprints_diversity_write_json;
  _footprints_properties_install (object_class, properties);
}

static void
footprints_diversity_init (FootprintsDiversity *self)
{
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
}

/* The step being counted. */
typedef struct
{
  FootprintsDiversity *diversity;
  FootprintsCalendar *calendar;
  FootprintsEntities entities;
  guint32 *last_step_of;      /* by track: the number of the step, from 1 */
  guint32 *plays_of;          /* by artist, in this step */
  GArray *artists;            /* of guint32: the artists of this step */
  GArray *n_artists_by_plays; /* of guint32 */
  gint64 until_s;
  Step step;
} Walk;

/* Counts how many artists have one play, two, three and so on. Returns the highest number of
 * plays. */
static guint32
count_artists_by_plays (Walk *walk)
{
  guint32 highest = 0;

  for (guint i = 0; i < walk->artists->len; i++)
    highest = MAX (highest, walk->plays_of[g_array_index (walk->artists, guint32, i)]);
  if (walk->n_artists_by_plays->len <= highest)
    g_array_set_size (walk->n_artists_by_plays, highest + 1);
  for (guint i = 0; i < walk->artists->len; i++)
    {
      guint32 *plays = &walk->plays_of[g_array_index (walk->artists, guint32, i)];

      g_array_index (walk->n_artists_by_plays, guint32, *plays)++;
      *plays = 0;
    }
  return highest;
}

/* Entropy and the Gini coefficient need the artists in ascending order of plays. Counting how many
 * artists have each number of plays gives that order without sorting. */
static void
end_step (Walk *walk)
{
  guint32 highest = count_artists_by_plays (walk);
  double n_plays = walk->step.n_plays;
  double n_artists = walk->artists->len;
  double information = 0, ranked = 0, n_before = 0;

  for (guint32 plays = 1; plays <= highest; plays++)
    {
      guint32 *n = &g_array_index (walk->n_artists_by_plays, guint32, plays);

      if (*n == 0)
        continue;
      information += *n * (plays * log2 (plays));
      ranked += plays * (*n * n_before + *n * (*n + 1.0) / 2);
      n_before += *n;
      *n = 0;
    }
  walk->step.n_artists = walk->artists->len;
  walk->step.entropy_bits = MAX (0, log2 (n_plays) - information / n_plays);
  walk->step.gini = MAX (0, 2 * ranked / (n_artists * n_plays) - (n_artists + 1) / n_artists);
  g_array_append_val (walk->diversity->steps, walk->step);
  g_array_set_size (walk->artists, 0);
}

static void
diversity_begin_step (Walk *walk, gint64 time_s)
{
  if (walk->step.n_plays > 0)
    end_step (walk);
  walk->step = (Step){ .day = _footprints_calendar_find_step (
                           walk->calendar, walk->diversity->granularity, time_s, &walk->until_s) };
}

static inline void
count_artist (Walk *walk, guint32 artist)
{
  if (walk->plays_of[artist]++ == 0)
    g_array_append_val (walk->artists, artist);
}

static void
count_all_artists (Walk *walk, const FootprintsEntities *entities, guint32 track)
{
  guint n_artists;
  const guint32 *artists = _footprints_entities_get_artists (entities, track, &n_artists);

  for (guint i = 0; i < n_artists; i++)
    count_artist (walk, artists[i]);
}

static void
diversity_walk_part (Walk *walk, const FootprintsChunkPart *part)
{
  const FootprintsEntities entities = walk->entities;

  for (guint32 i = part->from; i < part->to; i++)
    {
      gint64 time_s = _footprints_chunk_get_time (part->chunk, i);
      guint32 track = _footprints_entities_get_track (&entities, part->chunk->tracks[i]);
      guint32 artist;

      if (time_s >= walk->until_s)
        diversity_begin_step (walk, time_s);
      walk->step.n_plays++;
      walk->step.n_tracks += walk->last_step_of[track] != walk->diversity->steps->len + 1;
      walk->last_step_of[track] = walk->diversity->steps->len + 1;
      if (_footprints_entities_get_only_artist (&entities, track, &artist))
        count_artist (walk, artist);
      else
        count_all_artists (walk, &entities, track);
    }
}

static void
diversity_fill (FootprintsDiversity *self, FootprintsHistory *history, FootprintsPeriod *period)
{
  const FootprintsNameTable *tracks =
      _footprints_history_get_name_table (history, FOOTPRINTS_ENTITY_KIND_TRACK);
  const FootprintsNameTable *artists =
      _footprints_history_get_name_table (history, FOOTPRINTS_ENTITY_KIND_ARTIST);
  FootprintsPlayRange range = _footprints_history_get_range (history, period);
  g_autofree guint32 *last_step_of = g_new0 (guint32, tracks->n_ids);
  g_autofree guint32 *plays_of = g_new0 (guint32, artists->n_ids);
  g_autoptr (GArray) step_artists = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) n_artists_by_plays = g_array_new (FALSE, TRUE, sizeof (guint32));
  Walk walk = {
    .diversity = self,
    .calendar = footprints_period_get_calendar (period),
    .entities = _footprints_history_get_entities (history),
    .last_step_of = last_step_of,
    .plays_of = plays_of,
    .artists = step_artists,
    .n_artists_by_plays = n_artists_by_plays,
    .until_s = G_MININT64,
  };
  guint32 index = range.from;
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (_footprints_history_get_columns (history), &index, range.to,
                                        &part))
    diversity_walk_part (&walk, &part);
  if (walk.step.n_plays > 0)
    end_step (&walk);
  _footprints_history_count_distinct (history, range, self->n_distinct);
}

/**
 * footprints_history_get_diversity:
 * @history: a history
 * @period: which plays count, and by which calendar
 * @granularity: how long a step is
 *
 * Measures how plays are spread over artists.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of @period.
 *
 * Source: doc/reports.md, "Diversity".
 *
 * Returns: (transfer full): a diversity report
 *
 * Since: 0.1
 */
FootprintsDiversity *
footprints_history_get_diversity (FootprintsHistory *history,
                                  FootprintsPeriod *period,
                                  FootprintsGranularity granularity)
{
  FootprintsDiversity *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);
  g_return_val_if_fail (granularity <= FOOTPRINTS_GRANULARITY_YEAR, NULL);

  self = g_object_new (FOOTPRINTS_TYPE_DIVERSITY, NULL);
  self->granularity = granularity;
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  diversity_fill (self, history, period);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->steps->len);
  return self;
}

/**
 * footprints_diversity_get_granularity: (get-property granularity)
 * @self: a diversity report
 *
 * Gets how long a step is.
 *
 * Returns: the granularity
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsGranularity, Diversity, diversity, DIVERSITY, granularity)
