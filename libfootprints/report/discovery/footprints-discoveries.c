/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/discovery/footprints-discoveries-private.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/report/discovery/footprints-discovery-private.h"
#include "libfootprints/report/footprints-list-report-private.h"

/**
 * FootprintsDiscoveries:
 *
 * Artists who were played for the first time ever: a list model of [class@Discovery], newest first.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Novelty".
 *
 * Since: 0.1
 */
struct _FootprintsDiscoveries
{
  FootprintsListReport parent_instance;

  FootprintsHistory *history;
  FootprintsGranularity granularity;
  GArray *first_plays; /* of FootprintsFirstPlay, oldest first */
};

FOOTPRINTS_DEFINE_REPORT (Discoveries, discoveries, ListReport, LIST_REPORT)

static void
footprints_discoveries_finalize (GObject *object)
{
  FootprintsDiscoveries *self = FOOTPRINTS_DISCOVERIES (object);

  g_clear_object (&self->history);
  g_clear_pointer (&self->first_plays, g_array_unref);

  G_OBJECT_CLASS (footprints_discoveries_parent_class)->finalize (object);
}

static const FootprintsFirstPlay *
get_newest (FootprintsDiscoveries *self, guint position)
{
  return &g_array_index (self->first_plays, FootprintsFirstPlay,
                         self->first_plays->len - 1 - position);
}

static const char *
discoveries_get_name (FootprintsDiscoveries *self, FootprintsEntityKind kind, guint32 id)
{
  return _footprints_name_table_get (_footprints_history_get_name_table (self->history, kind), id);
}

static gint64
count_plays (FootprintsDiscoveries *self, guint32 artist)
{
  return _footprints_history_get_total_tally (self->history, FOOTPRINTS_ENTITY_KIND_ARTIST)
      ->counts[artist];
}

static char *
dup_step_label (FootprintsDiscoveries *self, gint64 time_s)
{
  FootprintsPeriod *period = footprints_report_get_period (FOOTPRINTS_REPORT (self));
  int day = _footprints_calendar_day_of (footprints_period_get_calendar (period), time_s);

  return _footprints_step_label (self->granularity,
                                 _footprints_step_first_day (self->granularity, day));
}

static void
discoveries_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsDiscoveries *self = FOOTPRINTS_DISCOVERIES (report);
  const FootprintsFirstPlay *play = get_newest (self, position);

  *(FootprintsDiscoveryRow *) row = (FootprintsDiscoveryRow){
    .artist = discoveries_get_name (self, FOOTPRINTS_ENTITY_KIND_ARTIST, play->artist),
    .first_at = play->time_s,
    .period = dup_step_label (self, play->time_s),
    .track = discoveries_get_name (self, FOOTPRINTS_ENTITY_KIND_TRACK, play->track),
    .n_plays = count_plays (self, play->artist),
  };
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsDiscoveries:total: (getter get_total)
   *
   * How many artists were discovered, even if fewer are listed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "total", footprints_discoveries_get_total),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_discoveries_class_init (FootprintsDiscoveriesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_discoveries_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_discovery_row_type,
                                       discoveries_fill_row);
  _footprints_properties_install (object_class, properties);
}

FootprintsDiscoveries *
_footprints_discoveries_new (FootprintsHistory *history,
                             FootprintsPeriod *period,
                             FootprintsGranularity granularity,
                             GArray *first_plays,
                             guint limit)
{
  FootprintsDiscoveries *self = g_object_new (FOOTPRINTS_TYPE_DISCOVERIES, NULL);

  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->history = g_object_ref (history);
  self->granularity = granularity;
  self->first_plays = g_array_ref (first_plays);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self),
                                       MIN (first_plays->len, limit));
  return self;
}

/**
 * footprints_discoveries_get_total: (get-property total)
 * @self: discoveries
 *
 * Gets how many artists were discovered, even if fewer are listed.
 *
 * Returns: a number of artists
 *
 * Since: 0.1
 */
guint
footprints_discoveries_get_total (FootprintsDiscoveries *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_DISCOVERIES (self), 0);

  return self->first_plays->len;
}
