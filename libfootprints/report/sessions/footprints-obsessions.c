/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/sessions/footprints-obsessions.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/charts/footprints-ranking-private.h"
#include "libfootprints/report/charts/footprints-top-private.h"
#include "libfootprints/report/footprints-list-report-private.h"
#include "libfootprints/report/sessions/footprints-obsession-private.h"

#include <string.h>

/**
 * FootprintsObsessions:
 *
 * Tracks that were played mostly in one week: a list model of [class@Obsession], most played first.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Obsessions".
 *
 * Since: 0.1
 */
struct _FootprintsObsessions
{
  FootprintsListReport parent_instance;

  FootprintsHistory *history; /* provides the names */
  GArray *entries;            /* of Entry */
};

typedef struct
{
  guint32 track;
  int day; /* Monday */
  guint32 n_in_week;
  guint32 n_plays;
} Entry;

FOOTPRINTS_DEFINE_REPORT (Obsessions, obsessions, ListReport, LIST_REPORT)

static void
footprints_obsessions_finalize (GObject *object)
{
  FootprintsObsessions *self = FOOTPRINTS_OBSESSIONS (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (footprints_obsessions_parent_class)->finalize (object);
}

static const char *
obsessions_get_name (FootprintsObsessions *self, FootprintsEntityKind kind, guint32 id)
{
  return _footprints_name_table_get (_footprints_history_get_name_table (self->history, kind), id);
}

static void
obsessions_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsObsessions *self = FOOTPRINTS_OBSESSIONS (report);
  const Entry *entry = &g_array_index (self->entries, Entry, position);

  *(FootprintsObsessionRow *) row = (FootprintsObsessionRow){
    .artist =
        _footprints_entity_get_artist (self->history, FOOTPRINTS_ENTITY_KIND_TRACK, entry->track),
    .track = obsessions_get_name (self, FOOTPRINTS_ENTITY_KIND_TRACK, entry->track),
    .week = _footprints_step_label (FOOTPRINTS_GRANULARITY_WEEK, entry->day),
    .day = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, entry->day),
    .n_plays_in_week = entry->n_in_week,
    .n_plays = entry->n_plays,
  };
}

static void
footprints_obsessions_class_init (FootprintsObsessionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_obsessions_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_obsession_row_type, obsessions_fill_row);
}

static int
compare_obsessions (gconstpointer a, gconstpointer b, gpointer data)
{
  FootprintsObsessions *self = data;
  const Entry *left = a;
  const Entry *right = b;
  int order;

  if (left->n_in_week != right->n_in_week)
    return left->n_in_week > right->n_in_week ? -1 : 1;
  order = strcmp (obsessions_get_name (self, FOOTPRINTS_ENTITY_KIND_TRACK, left->track),
                  obsessions_get_name (self, FOOTPRINTS_ENTITY_KIND_TRACK, right->track));
  if (order == 0)
    order = strcmp (
        _footprints_entity_get_artist (self->history, FOOTPRINTS_ENTITY_KIND_TRACK, left->track),
        _footprints_entity_get_artist (self->history, FOOTPRINTS_ENTITY_KIND_TRACK, right->track));
  return order != 0 ? order : right->day - left->day;
}

typedef struct
{
  FootprintsEntities entities;
  FootprintsCalendar *calendar;
  const guint32 *totals; /* by track */
  guint32 *plays_of;     /* by track, in this week */
  guint32 *heard;        /* the tracks of this week */
  guint32 n_heard;
  guint min_plays;
  gint64 until_s;
  int day;
  FootprintsTop top;
} Walk;

static void
end_week (Walk *walk)
{
  for (guint32 i = 0; i < walk->n_heard; i++)
    {
      guint32 track = walk->heard[i];
      guint32 n_in_week = walk->plays_of[track];

      walk->plays_of[track] = 0;
      if (n_in_week >= walk->min_plays && 2 * (guint64) n_in_week >= walk->totals[track])
        {
          Entry entry = { track, walk->day, n_in_week, walk->totals[track] };

          _footprints_top_offer (&walk->top, &entry);
        }
    }
  walk->n_heard = 0;
}

static void
begin_week (Walk *walk, gint64 time_s)
{
  end_week (walk);
  walk->day = _footprints_calendar_find_step (walk->calendar, FOOTPRINTS_GRANULARITY_WEEK, time_s,
                                              &walk->until_s);
}

static void
obsessions_walk_part (Walk *walk, const FootprintsChunkPart *part)
{
  const FootprintsEntities entities = walk->entities;

  for (guint32 i = part->from; i < part->to; i++)
    {
      guint32 track = _footprints_entities_get_track (&entities, part->chunk->tracks[i]);
      gint64 time_s = _footprints_chunk_get_time (part->chunk, i);

      if (time_s >= walk->until_s)
        begin_week (walk, time_s);
      /* No branch: whether a track is new is unpredictable. */
      walk->heard[walk->n_heard] = track;
      walk->n_heard += walk->plays_of[track]++ == 0;
    }
}

static void
obsessions_fill (FootprintsObsessions *self, FootprintsPeriod *period, guint min_plays, guint limit)
{
  const FootprintsTally *totals =
      _footprints_history_get_total_tally (self->history, FOOTPRINTS_ENTITY_KIND_TRACK);
  FootprintsPlayRange range = _footprints_history_get_range (self->history, period);
  g_autofree guint32 *plays_of = g_new0 (guint32, totals->n_ids);
  /* One extra element, as a track that is not new is also written behind the last one. */
  g_autofree guint32 *heard = g_new (guint32, totals->n_ids + 1);
  Walk walk = {
    .entities = _footprints_history_get_entities (self->history),
    .calendar = footprints_period_get_calendar (period),
    .totals = totals->counts,
    .plays_of = plays_of,
    .heard = heard,
    .min_plays = min_plays,
    .until_s = G_MININT64,
  };
  FootprintsChunkPart part;

  _footprints_top_init (&walk.top, sizeof (Entry), limit, compare_obsessions, self);
  while (_footprints_columns_next_part (_footprints_history_get_columns (self->history),
                                        &range.from, range.to, &part))
    obsessions_walk_part (&walk, &part);
  end_week (&walk);
  self->entries = _footprints_top_end (&walk.top);
}

/**
 * footprints_history_get_obsessions:
 * @history: a history
 * @period: which weeks, and by which calendar
 * @min_plays: the lowest number of plays in such a week, 1 or more; 10 is usual
 * @limit: how many entries at most, 1 to 1000
 * @error: return location for an error
 *
 * Finds tracks that were played in one ISO week at least as often as in all other weeks together.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when a number is out of range.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays up to the end of @period.
 *
 * Source: doc/reports.md, "Obsessions".
 *
 * Returns: (transfer full): obsessions, possibly none; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsObsessions *
footprints_history_get_obsessions (FootprintsHistory *history,
                                   FootprintsPeriod *period,
                                   guint min_plays,
                                   guint limit,
                                   GError **error)
{
  FootprintsObsessions *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  if (!_footprints_check_number ("the number of plays", min_plays, G_MAXINT32, error) ||
      !_footprints_check_limit (limit, error))
    return NULL;

  self = g_object_new (FOOTPRINTS_TYPE_OBSESSIONS, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->history = g_object_ref (history);
  obsessions_fill (self, period, min_plays, limit);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->entries->len);
  return self;
}
