/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/time/footprints-growth.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/footprints-list-report-private.h"
#include "libfootprints/report/time/footprints-growth-step-private.h"

/**
 * FootprintsGrowth:
 *
 * How a history grew: a list model of [class@GrowthStep], oldest first, of the steps that have
 * plays.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Growth".
 *
 * Since: 0.1
 */
struct _FootprintsGrowth
{
  FootprintsListReport parent_instance;

  GArray *entries; /* of Entry */
};

typedef struct
{
  int day; /* the first */
  FootprintsGranularity granularity;
  guint32 n_plays;
  guint32 n_different[FOOTPRINTS_N_ENTITY_KINDS];
} Entry;

FOOTPRINTS_DEFINE_REPORT (Growth, growth, ListReport, LIST_REPORT)

static void
footprints_growth_finalize (GObject *object)
{
  FootprintsGrowth *self = FOOTPRINTS_GROWTH (object);

  g_clear_pointer (&self->entries, g_array_unref);

  G_OBJECT_CLASS (footprints_growth_parent_class)->finalize (object);
}

static void
growth_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  const Entry *step = &g_array_index (FOOTPRINTS_GROWTH (report)->entries, Entry, position);

  *(FootprintsGrowthStepRow *) row = (FootprintsGrowthStepRow){
    .label = _footprints_step_label (step->granularity, step->day),
    .day = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, step->day),
    .n_plays = step->n_plays,
    .n_artists = step->n_different[FOOTPRINTS_ENTITY_KIND_ARTIST],
    .n_albums = step->n_different[FOOTPRINTS_ENTITY_KIND_ALBUM],
    .n_tracks = step->n_different[FOOTPRINTS_ENTITY_KIND_TRACK],
  };
}

static void
footprints_growth_class_init (FootprintsGrowthClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_growth_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_growth_step_row_type, growth_fill_row);
}

typedef struct
{
  FootprintsGrowth *growth;
  FootprintsCalendar *calendar;
  FootprintsEntities entities;
  guint8 *met[FOOTPRINTS_N_ENTITY_KINDS];
  guint32 from; /* steps that end before this play are not listed */
  gint64 until_s;
  Entry now;
} Walk;

static inline gboolean
meet (Walk *walk, FootprintsEntityKind kind, guint32 id)
{
  if (walk->met[kind][id])
    return FALSE;
  walk->met[kind][id] = TRUE;
  walk->now.n_different[kind]++;
  return TRUE;
}

static inline void
meet_artists (Walk *walk, const FootprintsEntities *entities, guint32 track)
{
  guint n_artists;
  const guint32 *artists = _footprints_entities_get_artists (entities, track, &n_artists);

  for (guint i = 0; i < n_artists; i++)
    meet (walk, FOOTPRINTS_ENTITY_KIND_ARTIST, artists[i]);
}

static void
end_step (Walk *walk)
{
  if (walk->now.n_plays > walk->from)
    g_array_append_val (walk->growth->entries, walk->now);
}

static void
growth_begin_step (Walk *walk, gint64 time_s)
{
  end_step (walk);
  walk->now.day = _footprints_calendar_find_step (walk->calendar, walk->now.granularity, time_s,
                                                  &walk->until_s);
}

static void
growth_walk_part (Walk *walk, const FootprintsChunkPart *part)
{
  const FootprintsEntities entities = walk->entities;

  for (guint32 i = part->from; i < part->to; i++)
    {
      guint32 track = _footprints_entities_get_track (&entities, part->chunk->tracks[i]);
      guint32 album = _footprints_entities_get_album (&entities, part->chunk->albums[i]);
      gint64 time_s = _footprints_chunk_get_time (part->chunk, i);

      if (time_s >= walk->until_s)
        growth_begin_step (walk, time_s);
      walk->now.n_plays++;
      if (album != 0)
        meet (walk, FOOTPRINTS_ENTITY_KIND_ALBUM, album);
      /* Only a new track can have a new artist. */
      if (meet (walk, FOOTPRINTS_ENTITY_KIND_TRACK, track))
        meet_artists (walk, &entities, track);
    }
}

static void
growth_fill (FootprintsGrowth *self,
             FootprintsHistory *history,
             FootprintsPeriod *period,
             FootprintsGranularity granularity)
{
  const FootprintsNameTable *tables = _footprints_history_get_names (history)->tables;
  FootprintsPlayRange range = _footprints_history_get_range (history, period);
  Walk walk = {
    .growth = self,
    .calendar = footprints_period_get_calendar (period),
    .entities = _footprints_history_get_entities (history),
    .from = range.from,
    .until_s = G_MININT64,
    .now.granularity = granularity,
  };
  guint32 index = 0;
  FootprintsChunkPart part;

  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    walk.met[kind] = g_malloc0 (tables[kind].n_ids);
  while (_footprints_columns_next_part (_footprints_history_get_columns (history), &index, range.to,
                                        &part))
    growth_walk_part (&walk, &part);
  end_step (&walk);
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    g_free (walk.met[kind]);
}

/**
 * footprints_history_get_growth:
 * @history: a history
 * @period: which steps, and by which calendar
 * @granularity: how long a step is
 *
 * Counts the plays and the different artists, albums and tracks up to the end of each step.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays up to the end of @period.
 *
 * Source: doc/reports.md, "Growth".
 *
 * Returns: (transfer full): the growth
 *
 * Since: 0.1
 */
FootprintsGrowth *
footprints_history_get_growth (FootprintsHistory *history,
                               FootprintsPeriod *period,
                               FootprintsGranularity granularity)
{
  FootprintsGrowth *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  self = g_object_new (FOOTPRINTS_TYPE_GROWTH, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  growth_fill (self, history, period, granularity);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->entries->len);
  return self;
}
