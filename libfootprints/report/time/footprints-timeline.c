/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/core/footprints-paging-private.h"

#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/report/charts/footprints-ranking-private.h"
#include "libfootprints/report/footprints-list-report-private.h"
#include "libfootprints/report/time/footprints-timeline-entry-private.h"
#include "libfootprints/report/time/footprints-timeline-private.h"

/**
 * FootprintsTimeline:
 *
 * Plays, newest first: a list model of [class@TimelineEntry].
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Timeline".
 *
 * Since: 0.1
 */
struct _FootprintsTimeline
{
  FootprintsListReport parent_instance;

  FootprintsHistory *history;
  guint32 end; /* the index after that of the first entry; indices descend from there */
  gint64 total;
  char *next_cursor; /* NULL on the last page */
};

FOOTPRINTS_DEFINE_REPORT (Timeline, timeline, ListReport, LIST_REPORT)

static void
footprints_timeline_finalize (GObject *object)
{
  FootprintsTimeline *self = FOOTPRINTS_TIMELINE (object);

  g_clear_object (&self->history);
  g_free (self->next_cursor);

  G_OBJECT_CLASS (footprints_timeline_parent_class)->finalize (object);
}

static FootprintsPlay
get_play (FootprintsTimeline *self, guint position)
{
  return _footprints_history_get_play (self->history, self->end - 1 - position);
}

static const char *
timeline_get_name (FootprintsTimeline *self, guint table, guint32 id)
{
  return _footprints_name_table_get (&_footprints_history_get_names (self->history)->tables[table],
                                     id);
}

static const char *
timeline_get_artist (FootprintsTimeline *self, const FootprintsPlay *play)
{
  return _footprints_entity_get_artist (self->history, FOOTPRINTS_ENTITY_KIND_TRACK, play->track);
}

static const char *
get_album (FootprintsTimeline *self, const FootprintsPlay *play)
{
  return play->album != 0 ? timeline_get_name (self, FOOTPRINTS_ENTITY_KIND_ALBUM, play->album)
                          : NULL;
}

static const char *
get_album_artist (FootprintsTimeline *self, const FootprintsPlay *play)
{
  return play->album != 0 ? _footprints_entity_get_artist (
                                self->history, FOOTPRINTS_ENTITY_KIND_ALBUM, play->album)
                          : NULL;
}

static void
timeline_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsTimeline *self = FOOTPRINTS_TIMELINE (report);
  FootprintsPlay play = get_play (self, position);

  *(FootprintsTimelineEntryRow *) row = (FootprintsTimelineEntryRow){
    .id = play.id,
    .listened_at = play.listened_at,
    .artist = timeline_get_artist (self, &play),
    .track = timeline_get_name (self, FOOTPRINTS_ENTITY_KIND_TRACK, play.track),
    .album = get_album (self, &play),
    .album_artist = get_album_artist (self, &play),
    .source = timeline_get_name (self, FOOTPRINTS_NAMES_SOURCE, play.source),
  };
}

/* {total, next_cursor, entries: [{id, artist, album, track, timestamp, source,
 * album_artist}]} */
static void
footprints_timeline_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsTimeline *self = FOOTPRINTS_TIMELINE (report);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "total", self->total);
  _footprints_json_writer_add_string (writer, "next_cursor", self->next_cursor);
  _footprints_json_writer_name (writer, "entries");
  _footprints_list_report_write_rows (FOOTPRINTS_LIST_REPORT (report), writer);
  _footprints_json_writer_end_object (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsTimeline:next-cursor: (getter get_next_cursor)
   *
   * The cursor of the next page, or %NULL on the last page.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "next-cursor", footprints_timeline_get_next_cursor),
  /**
   * FootprintsTimeline:total: (getter get_total)
   *
   * How many plays the whole period has.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "total", footprints_timeline_get_total),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_timeline_class_init (FootprintsTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_timeline_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_timeline_entry_row_type,
                                       timeline_fill_row);
  ((FootprintsReportClass *) klass)->write_json = footprints_timeline_write_json;
  _footprints_properties_install (object_class, properties);
}

/* The plays of @range that are before @end, newest first. */
static FootprintsTimeline *
timeline_new (FootprintsHistory *history,
              FootprintsPeriod *period,
              FootprintsPlayRange range,
              guint32 end,
              guint limit)
{
  FootprintsTimeline *self = g_object_new (FOOTPRINTS_TYPE_TIMELINE, NULL);
  guint n_left = end > range.from ? end - range.from : 0;
  guint n_items = MIN (limit, n_left);

  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), n_items);
  self->history = g_object_ref (history);
  self->end = end;
  self->total = range.to > range.from ? range.to - range.from : 0;
  if (n_left > n_items)
    {
      FootprintsPlay last = get_play (self, n_items - 1);

      self->next_cursor = _footprints_list_cursor_format (last.listened_at, last.id);
    }
  return self;
}

FootprintsTimeline *
_footprints_timeline_new (FootprintsHistory *history,
                          FootprintsPeriod *period,
                          FootprintsPlayRange range)
{
  return timeline_new (history, period, range, range.to, G_MAXUINT);
}

/**
 * footprints_history_get_timeline:
 * @history: a history
 * @period: which plays
 * @offset: how many plays to skip, 0 or more
 * @limit: maximum number of entries, 1 to 1000
 * @error: return location for an error
 *
 * Lists plays, newest first; those of one second by descending id.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @limit or @offset is out of range.
 *
 * Threading: any thread, no lock, no I/O; the time does not depend on @offset.
 *
 * Source: doc/reports.md, "Timeline".
 *
 * Returns: (transfer full): a timeline, possibly empty; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsTimeline *
footprints_history_get_timeline (FootprintsHistory *history,
                                 FootprintsPeriod *period,
                                 gint64 offset,
                                 guint limit,
                                 GError **error)
{
  FootprintsPlayRange range;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  if (!_footprints_check_limit (limit, error) || !_footprints_check_offset (offset, error))
    return NULL;
  range = _footprints_history_get_range (history, period);
  return timeline_new (history, period, range, offset < range.to ? range.to - (guint32) offset : 0,
                       limit);
}

/**
 * footprints_history_get_timeline_after:
 * @history: a history
 * @period: which plays
 * @cursor: the cursor that [method@Timeline.get_next_cursor] returned
 * @limit: maximum number of entries, 1 to 1000
 * @error: return location for an error
 *
 * Lists the plays that follow a page of the timeline. @history may be newer than that of the page:
 * plays that were added meanwhile do not shift the pages.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @limit is out of range or @cursor is not valid.
 *
 * Threading: any thread, no lock, no I/O.
 *
 * Source: doc/reports.md, "Timeline".
 *
 * Returns: (transfer full): a timeline, possibly empty; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsTimeline *
footprints_history_get_timeline_after (FootprintsHistory *history,
                                       FootprintsPeriod *period,
                                       const char *cursor,
                                       guint limit,
                                       GError **error)
{
  FootprintsPlayRange range;
  gint64 listened_at, id;
  guint32 end;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);
  g_return_val_if_fail (cursor != NULL, NULL);

  if (!_footprints_check_limit (limit, error) ||
      !_footprints_list_cursor_parse (cursor, &listened_at, &id, error))
    return NULL;
  range = _footprints_history_get_range (history, period);
  end = _footprints_columns_find_play (_footprints_history_get_columns (history), listened_at, id);
  return timeline_new (history, period, range, MIN (end, range.to), limit);
}

/**
 * footprints_timeline_get_total: (get-property total)
 * @self: a timeline
 *
 * Gets how many plays the whole period has, including those that are not on this page.
 *
 * Returns: the number of plays
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, Timeline, timeline, TIMELINE, total)

/**
 * footprints_timeline_get_next_cursor: (get-property next-cursor)
 * @self: a timeline
 *
 * Gets the cursor of the next page, for [method@History.get_timeline_after].
 *
 * Returns: (nullable) (transfer none): a cursor, %NULL on the last page
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, Timeline, timeline, TIMELINE, next_cursor)
