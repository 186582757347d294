/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/review/footprints-anniversaries.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/charts/footprints-ranking-private.h"
#include "libfootprints/report/footprints-list-report-private.h"
#include "libfootprints/report/review/footprints-anniversary-private.h"

/**
 * FootprintsAnniversaries:
 *
 * What was played on one date in each year: a list model of [class@Anniversary], latest first.
 * Years without plays on that date are left out.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "On this day".
 *
 * Since: 0.1
 */
struct _FootprintsAnniversaries
{
  FootprintsListReport parent_instance;

  FootprintsHistory *history; /* provides the names */
  GArray *entries;            /* of Entry */
};

#define LEAP_YEAR 2000

typedef struct
{
  int day;
  guint32 n_plays;
  guint32 artist;
  guint32 track;
} Entry;

FOOTPRINTS_DEFINE_REPORT (Anniversaries, anniversaries, ListReport, LIST_REPORT)

static void
footprints_anniversaries_finalize (GObject *object)
{
  FootprintsAnniversaries *self = FOOTPRINTS_ANNIVERSARIES (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (footprints_anniversaries_parent_class)->finalize (object);
}

static const char *
anniversaries_get_name (FootprintsAnniversaries *self, FootprintsEntityKind kind, guint32 id)
{
  return _footprints_name_table_get (_footprints_history_get_name_table (self->history, kind), id);
}

static void
anniversaries_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsAnniversaries *self = FOOTPRINTS_ANNIVERSARIES (report);
  const Entry *entry = &g_array_index (self->entries, Entry, position);

  *(FootprintsAnniversaryRow *) row = (FootprintsAnniversaryRow){
    .day = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, entry->day),
    .n_plays = entry->n_plays,
    .artist = anniversaries_get_name (self, FOOTPRINTS_ENTITY_KIND_ARTIST, entry->artist),
    .track = anniversaries_get_name (self, FOOTPRINTS_ENTITY_KIND_TRACK, entry->track),
    .track_artist =
        _footprints_entity_get_artist (self->history, FOOTPRINTS_ENTITY_KIND_TRACK, entry->track),
  };
}

static void
anniversaries_write_entry (gpointer owner, guint position, FootprintsJsonWriter *writer)
{
  FootprintsAnniversaries *self = owner;
  const Entry *entry = &g_array_index (self->entries, Entry, position);
  g_autofree char *day = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, entry->day);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "day", day);
  _footprints_json_writer_add_int64 (writer, "scrobbles", entry->n_plays);
  _footprints_json_writer_add_string (
      writer, "artist",
      anniversaries_get_name (self, FOOTPRINTS_ENTITY_KIND_ARTIST, entry->artist));
  _footprints_json_writer_name (writer, "track");
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (
      writer, "artist",
      _footprints_entity_get_artist (self->history, FOOTPRINTS_ENTITY_KIND_TRACK, entry->track));
  _footprints_json_writer_add_string (
      writer, "track", anniversaries_get_name (self, FOOTPRINTS_ENTITY_KIND_TRACK, entry->track));
  _footprints_json_writer_end_object (writer);
  _footprints_json_writer_end_object (writer);
}

static void
write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  _footprints_json_write_rows (report, FOOTPRINTS_LIST_REPORT (report)->n_items,
                               anniversaries_write_entry, writer);
}

static void
footprints_anniversaries_class_init (FootprintsAnniversariesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_anniversaries_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_anniversary_row_type,
                                       anniversaries_fill_row);
  ((FootprintsReportClass *) klass)->write_json = write_json;
}

/* Counts the few plays of each day without going through all names each time. */
typedef struct
{
  FootprintsEntityKind kind;
  FootprintsTally tally; /* empty between days */
  GArray *ids;           /* of guint32: the ids that have plays */
} Counter;

static void
counter_init (Counter *self, FootprintsHistory *history, FootprintsEntityKind kind)
{
  self->kind = kind;
  self->tally.n_ids = _footprints_history_get_name_table (history, kind)->n_ids;
  self->tally.counts = g_new0 (guint32, self->tally.n_ids);
  self->ids = g_array_new (FALSE, FALSE, sizeof (guint32));
}

static void
counter_clear (Counter *self)
{
  _footprints_tally_clear (&self->tally);
  g_clear_pointer (&self->ids, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Counter, counter_clear)

static void
counter_add (Counter *self, FootprintsHistory *history, FootprintsPlayRange range)
{
  FootprintsEntities entities = _footprints_history_get_entities (history);
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (_footprints_history_get_columns (history), &range.from,
                                        range.to, &part))
    for (guint32 i = part.from; i < part.to; i++)
      {
        guint32 track = _footprints_entities_get_track (&entities, part.chunk->tracks[i]);
        guint n_ids = 1;
        const guint32 *ids = self->kind == FOOTPRINTS_ENTITY_KIND_TRACK
                                 ? &track
                                 : _footprints_entities_get_artists (&entities, track, &n_ids);

        for (guint k = 0; k < n_ids; k++)
          if (self->tally.counts[ids[k]]++ == 0)
            g_array_append_val (self->ids, ids[k]);
      }
}

static void
counter_empty (Counter *self)
{
  for (guint i = 0; i < self->ids->len; i++)
    self->tally.counts[g_array_index (self->ids, guint32, i)] = 0;
  g_array_set_size (self->ids, 0);
}

static guint32
find_favourite (FootprintsHistory *history, Counter *counter, FootprintsPlayRange range)
{
  g_autoptr (GArray) ranked = NULL;
  guint n_total;

  counter_add (counter, history, range);
  ranked = _footprints_rank (history, counter->kind, &counter->tally, counter->ids, 0, 1, &n_total);
  counter_empty (counter);
  return g_array_index (ranked, FootprintsRanked, 0).id;
}

static void
add_day (FootprintsAnniversaries *self,
         FootprintsCalendar *calendar,
         int day,
         Counter *artists,
         Counter *tracks)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (self->history);
  FootprintsPlayRange range = {
    .from = _footprints_columns_find (columns, _footprints_calendar_day_start_s (calendar, day)),
    .to = _footprints_columns_find (columns, _footprints_calendar_day_start_s (calendar, day + 1)),
  };
  Entry entry = { .day = day, .n_plays = range.to - range.from };

  if (entry.n_plays == 0)
    return;
  entry.artist = find_favourite (self->history, artists, range);
  entry.track = find_favourite (self->history, tracks, range);
  g_array_append_val (self->entries, entry);
}

/* Adds the years whose date lies in the period, as a whole or in part. */
static void
anniversaries_fill (FootprintsAnniversaries *self,
                    FootprintsPeriod *period,
                    guint month,
                    guint day_of_month)
{
  FootprintsCalendar *calendar = footprints_period_get_calendar (period);
  const FootprintsColumns *columns = _footprints_history_get_columns (self->history);
  FootprintsPlayRange range = _footprints_history_get_range (self->history, period);
  FootprintsDate date = { .month = (int) month, .day = (int) day_of_month };
  g_auto (Counter) artists = { 0 };
  g_auto (Counter) tracks = { 0 };
  int first, last;

  if (range.from >= range.to)
    return;
  counter_init (&artists, self->history, FOOTPRINTS_ENTITY_KIND_ARTIST);
  counter_init (&tracks, self->history, FOOTPRINTS_ENTITY_KIND_TRACK);
  first =
      _footprints_calendar_day_of (calendar, _footprints_columns_get_time (columns, range.from));
  last =
      _footprints_calendar_day_of (calendar, _footprints_columns_get_time (columns, range.to - 1));
  for (date.year = _footprints_date_from_day (last).year;
       date.year >= _footprints_date_from_day (first).year; date.year--)
    if (_footprints_date_is_valid (date) && _footprints_date_to_day (date) >= first &&
        _footprints_date_to_day (date) <= last)
      add_day (self, calendar, _footprints_date_to_day (date), &artists, &tracks);
}

/**
 * footprints_history_get_anniversaries:
 * @history: a history
 * @period: which years, and by which calendar; usually all time
 * @month: 1 to 12
 * @day: 1 to 31
 * @error: return location for an error
 *
 * Finds what was played on one date in each year. 29 February exists only in leap years.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when no year has such a date.
 *
 * Threading: any thread, no lock, no I/O.
 *
 * Source: doc/reports.md, "On this day".
 *
 * Returns: (transfer full): the days that have plays, latest first; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsAnniversaries *
footprints_history_get_anniversaries (
    FootprintsHistory *history, FootprintsPeriod *period, guint month, guint day, GError **error)
{
  FootprintsAnniversaries *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  if (!_footprints_date_is_valid ((FootprintsDate){ LEAP_YEAR, (int) month, (int) day }))
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "day %u does not exist in month %u", day, month);
      return NULL;
    }

  self = g_object_new (FOOTPRINTS_TYPE_ANNIVERSARIES, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->history = g_object_ref (history);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  anniversaries_fill (self, period, month, day);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->entries->len);
  return self;
}
