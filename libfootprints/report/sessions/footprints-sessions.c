/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/core/footprints-paging-private.h"

#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/report/footprints-defaults.h"
#include "libfootprints/report/sessions/footprints-session-private.h"
#include "libfootprints/report/sessions/footprints-sessions-private.h"
#include "libfootprints/report/time/footprints-timeline-private.h"

/* With fewer plays, a session of one artist is not a rabbit hole. */
#define MIN_RABBIT_HOLE_PLAYS 5

/**
 * FootprintsSessions:
 *
 * Stretches of listening: a list model of [class@Session], newest first.
 *
 * Plays that begin no further apart than the gap belong to one session. A session belongs as a
 * whole to the period in which it begins, including any plays after the end of the period.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Sessions".
 *
 * Since: 0.1
 */
G_DEFINE_FINAL_TYPE (FootprintsSessions, footprints_sessions, FOOTPRINTS_TYPE_LIST_REPORT)

static void
footprints_sessions_finalize (GObject *object)
{
  FootprintsSessions *self = FOOTPRINTS_SESSIONS (object);

  g_array_unref (self->ranges);
  g_array_unref (self->order);
  g_object_unref (self->history);

  G_OBJECT_CLASS (footprints_sessions_parent_class)->finalize (object);
}

int
_footprints_sessions_compare_ids (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

/* Takes a place in the whole list. */
const FootprintsSessionRange *
_footprints_sessions_get_listed (FootprintsSessions *self, guint place)
{
  return &g_array_index (self->ranges, FootprintsSessionRange,
                         g_array_index (self->order, guint32, place));
}

/* Takes a position on the page. */
const FootprintsSessionRange *
_footprints_sessions_get_session (FootprintsSessions *self, guint position)
{
  return _footprints_sessions_get_listed (self, self->offset + position);
}

FootprintsPlay
_footprints_sessions_get_play (FootprintsSessions *self, guint32 index)
{
  return _footprints_history_get_play (self->history, index);
}

guint32
_footprints_sessions_get_artist (FootprintsSessions *self, guint32 track)
{
  FootprintsEntities entities = _footprints_history_get_entities (self->history);

  return _footprints_entities_get_first_artist (&entities, track);
}

/* Sorts @ids. */
static guint
count_different (GArray *ids)
{
  guint n_different = 0;

  g_array_sort (ids, _footprints_sessions_compare_ids);
  for (guint i = 0; i < ids->len; i++)
    n_different += i == 0 || g_array_index (ids, guint32, i) != g_array_index (ids, guint32, i - 1);
  return n_different;
}

void
_footprints_sessions_count_entities (FootprintsSessions *self,
                                     const FootprintsSessionRange *session,
                                     guint *n_artists,
                                     guint *n_tracks)
{
  g_autoptr (GArray) ids =
      g_array_sized_new (FALSE, FALSE, sizeof (guint32), session->plays.to - session->plays.from);

  for (guint32 i = session->plays.from; i < session->plays.to; i++)
    {
      guint32 track = _footprints_sessions_get_play (self, i).track;

      g_array_append_val (ids, track);
    }
  *n_tracks = count_different (ids);
  for (guint i = 0; i < ids->len; i++)
    g_array_index (ids, guint32, i) =
        _footprints_sessions_get_artist (self, g_array_index (ids, guint32, i));
  *n_artists = count_different (ids);
}

FootprintsPlayRange
_footprints_sessions_get_shown_plays (FootprintsSessions *self,
                                      const FootprintsSessionRange *session)
{
  FootprintsPlayRange plays = session->plays;

  plays.from += MIN (self->plays_offset, plays.to - plays.from);
  plays.to = plays.from + MIN (self->plays_limit, plays.to - plays.from);
  return plays;
}

static void
sessions_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsSessions *self = FOOTPRINTS_SESSIONS (report);
  const FootprintsSessionRange *session = _footprints_sessions_get_session (self, position);
  guint n_artists, n_tracks;

  _footprints_sessions_count_entities (self, session, &n_artists, &n_tracks);
  *(FootprintsSessionRow *) row = (FootprintsSessionRow){
    .started_at = session->started_at,
    .ended_at = _footprints_session_range_get_end (session),
    .duration = session->duration_s,
    .n_plays = _footprints_session_range_get_n_plays (session),
    .n_artists = n_artists,
    .n_tracks = n_tracks,
  };
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsSessions:gap-minutes: (getter get_gap_minutes)
   *
   * The longest time between the beginnings of two consecutive plays of a session, in minutes.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "gap-minutes", footprints_sessions_get_gap_minutes),
  /**
   * FootprintsSessions:total: (getter get_total)
   *
   * How many sessions there are, including those that are not on this page.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "total", footprints_sessions_get_total),
  /**
   * FootprintsSessions:n-plays: (getter get_n_plays)
   *
   * How many plays all sessions have together.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "n-plays", footprints_sessions_get_n_plays),
  /**
   * FootprintsSessions:total-duration: (getter get_total_duration)
   *
   * How long all sessions lasted together, in seconds.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "total-duration", footprints_sessions_get_total_duration),
  /**
   * FootprintsSessions:longest-duration: (getter get_longest_duration)
   *
   * How long the longest session lasted, in seconds; 0 without sessions.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "longest-duration", footprints_sessions_get_longest_duration),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_sessions_class_init (FootprintsSessionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_sessions_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_session_row_type, sessions_fill_row);
  ((FootprintsReportClass *) klass)->write_json = _footprints_sessions_write_json;
  _footprints_properties_install (object_class, properties);
}

static void
footprints_sessions_init (FootprintsSessions *self)
{
  self->plays_limit = G_MAXUINT;
}

/* Takes @order. */
static FootprintsSessions *
sessions_new (FootprintsHistory *history,
              FootprintsPeriod *period,
              guint gap_minutes,
              GArray *ranges,
              GArray *order)
{
  FootprintsSessions *self = g_object_new (FOOTPRINTS_TYPE_SESSIONS, NULL);

  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->history = g_object_ref (history);
  self->gap_minutes = gap_minutes;
  self->ranges = g_array_ref (ranges);
  self->order = order;
  for (guint i = 0; i < order->len; i++)
    {
      const FootprintsSessionRange *session = _footprints_sessions_get_listed (self, i);

      self->n_plays += _footprints_session_range_get_n_plays (session);
      self->total_duration_s += session->duration_s;
      self->longest_duration_s = MAX (self->longest_duration_s, session->duration_s);
    }
  return self;
}

/* Makes a list of the same sessions, or some of them. Takes @order. */
static FootprintsSessions *
sessions_new_from (FootprintsSessions *self, GArray *order)
{
  FootprintsSessions *other =
      sessions_new (self->history, footprints_report_get_period (FOOTPRINTS_REPORT (self)),
                    self->gap_minutes, self->ranges, order);

  other->plays_offset = self->plays_offset;
  other->plays_limit = self->plays_limit;
  return other;
}

static FootprintsSessions *
set_whole (FootprintsSessions *self)
{
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->order->len);
  return self;
}

/**
 * footprints_history_get_sessions:
 * @history: a history
 * @period: where sessions begin, and by which calendar
 * @gap_minutes: the longest time between the beginnings of two consecutive plays of a session, in
 *   minutes, 1 to 1440; %FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES is usual
 * @min_plays: the lowest number of plays in a session, 1 or more; 2 is usual
 * @error: return location for an error
 *
 * Finds stretches of listening.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when a number is out of range.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of @period.
 *
 * Source: doc/reports.md, "Sessions".
 *
 * Returns: (transfer full): the sessions, newest first, possibly none; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsSessions *
footprints_history_get_sessions (FootprintsHistory *history,
                                 FootprintsPeriod *period,
                                 guint gap_minutes,
                                 guint min_plays,
                                 GError **error)
{
  g_autoptr (GArray) ranges = NULL;
  GArray *order;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  if (!_footprints_check_session_gap (gap_minutes, error) ||
      !_footprints_check_number ("the number of plays", min_plays, G_MAXINT32, error))
    return NULL;
  ranges = _footprints_find_sessions (history, _footprints_history_get_range (history, period),
                                      (gint64) gap_minutes * 60);
  order = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = ranges->len; i > 0; i--)
    {
      guint32 index = i - 1;

      if (_footprints_session_range_get_n_plays (
              &g_array_index (ranges, FootprintsSessionRange, index)) >= min_plays)
        g_array_append_val (order, index);
    }
  return set_whole (sessions_new (history, period, gap_minutes, ranges, order));
}

/* All of these compare places in @ranges, which are in chronological order. */
static int
compare_newest (gconstpointer a, gconstpointer b, gpointer ranges)
{
  return _footprints_sessions_compare_ids (b, a);
}

static const FootprintsSessionRange *
get_range (gconstpointer place, GArray *ranges)
{
  return &g_array_index (ranges, FootprintsSessionRange, *(const guint32 *) place);
}

static int
compare_longest (gconstpointer a, gconstpointer b, gpointer ranges)
{
  gint64 left = get_range (a, ranges)->duration_s;
  gint64 right = get_range (b, ranges)->duration_s;

  return left != right ? (left > right ? -1 : 1) : compare_newest (a, b, ranges);
}

static int
compare_most_plays (gconstpointer a, gconstpointer b, gpointer ranges)
{
  guint32 left = _footprints_session_range_get_n_plays (get_range (a, ranges));
  guint32 right = _footprints_session_range_get_n_plays (get_range (b, ranges));

  return left != right ? (left > right ? -1 : 1) : compare_newest (a, b, ranges);
}

/**
 * footprints_sessions_sort:
 * @self: sessions
 * @order: the order
 *
 * Sorts all sessions.
 *
 * Threading: any thread.
 *
 * Returns: (transfer full): the same sessions, in this order
 *
 * Since: 0.1
 */
FootprintsSessions *
footprints_sessions_sort (FootprintsSessions *self, FootprintsSessionOrder order)
{
  static const GCompareDataFunc compares[] = { compare_newest, compare_longest,
                                               compare_most_plays };
  GArray *sorted;

  g_return_val_if_fail (FOOTPRINTS_IS_SESSIONS (self), NULL);
  g_return_val_if_fail (order <= FOOTPRINTS_SESSION_ORDER_MOST_PLAYS, NULL);

  sorted = g_array_copy (self->order);
  g_array_sort_with_data (sorted, compares[order], self->ranges);
  return set_whole (sessions_new_from (self, sorted));
}

static gboolean
is_rabbit_hole (FootprintsSessions *self, const FootprintsSessionRange *session)
{
  guint32 artist = _footprints_sessions_get_artist (
      self, _footprints_sessions_get_play (self, session->plays.from).track);

  if (_footprints_session_range_get_n_plays (session) < MIN_RABBIT_HOLE_PLAYS)
    return FALSE;
  for (guint32 i = session->plays.from + 1; i < session->plays.to; i++)
    if (_footprints_sessions_get_artist (self, _footprints_sessions_get_play (self, i).track) !=
        artist)
      return FALSE;
  return TRUE;
}

/**
 * footprints_sessions_get_rabbit_holes:
 * @self: sessions
 *
 * Picks the sessions of five or more plays, all of one artist.
 *
 * Threading: any thread.
 *
 * Returns: (transfer full): those sessions, in the order of @self
 *
 * Since: 0.1
 */
FootprintsSessions *
footprints_sessions_get_rabbit_holes (FootprintsSessions *self)
{
  GArray *holes;

  g_return_val_if_fail (FOOTPRINTS_IS_SESSIONS (self), NULL);

  holes = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < self->order->len; i++)
    if (is_rabbit_hole (self, _footprints_sessions_get_listed (self, i)))
      g_array_append_vals (holes, &g_array_index (self->order, guint32, i), 1);
  return set_whole (sessions_new_from (self, holes));
}

/**
 * footprints_sessions_slice:
 * @self: sessions
 * @offset: how many sessions to skip, 0 or more
 * @limit: how many at most, 1 to 1000
 * @error: return location for an error
 *
 * Takes a page of the list; the figures of all sessions stay the same.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @limit or @offset is out of range.
 *
 * Threading: any thread.
 *
 * Returns: (transfer full): sessions, possibly none; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsSessions *
footprints_sessions_slice (FootprintsSessions *self, gint64 offset, guint limit, GError **error)
{
  FootprintsSessions *page;

  g_return_val_if_fail (FOOTPRINTS_IS_SESSIONS (self), NULL);

  if (!_footprints_check_limit (limit, error) || !_footprints_check_offset (offset, error))
    return NULL;
  page = sessions_new_from (self, g_array_ref (self->order));
  page->offset = (guint) MIN (offset, (gint64) self->order->len);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (page),
                                       MIN (limit, self->order->len - page->offset));
  return page;
}

/* How many sessions, from the first of the page on, show at most @max_plays plays; at least one. */
static guint
count_fitting (FootprintsSessions *self, guint n_items, guint max_plays)
{
  guint n_plays = 0;

  for (guint i = 0; i < n_items; i++)
    {
      FootprintsPlayRange plays =
          _footprints_sessions_get_shown_plays (self, _footprints_sessions_get_session (self, i));

      if (i > 0 && plays.to - plays.from > max_plays - n_plays)
        return i;
      n_plays += MIN (plays.to - plays.from, max_plays);
    }
  return n_items;
}

/**
 * footprints_sessions_slice_plays:
 * @self: sessions
 * @offset: how many plays of each session to skip, oldest first
 * @limit: how many plays of each session to list at most; 0: none
 * @max_plays: how many plays of all sessions together to list at most, 1 or more
 * @error: return location for an error
 *
 * Takes a page of the plays of each session: JSON then lists only these plays. All other figures
 * are still those of whole sessions. Without such a page, JSON lists all plays, however many there
 * are.
 *
 * The list ends before the session that would exceed @max_plays; it has at least one session,
 * unless @self has none.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @max_plays is out of range.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Sessions".
 *
 * Returns: (transfer full): the first sessions of @self; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsSessions *
footprints_sessions_slice_plays (
    FootprintsSessions *self, guint offset, guint limit, guint max_plays, GError **error)
{
  FootprintsSessions *page;

  g_return_val_if_fail (FOOTPRINTS_IS_SESSIONS (self), NULL);

  if (!_footprints_check_number ("the total number of plays", max_plays, G_MAXINT32, error))
    return NULL;
  page = sessions_new_from (self, g_array_ref (self->order));
  page->offset = self->offset;
  page->plays_offset = offset;
  page->plays_limit = limit;
  _footprints_list_report_set_n_items (
      FOOTPRINTS_LIST_REPORT (page),
      count_fitting (page, FOOTPRINTS_LIST_REPORT (self)->n_items, max_plays));
  return page;
}

/**
 * footprints_sessions_get_timeline:
 * @self: sessions
 * @position: which session of the list
 *
 * Gets the plays of a session.
 *
 * Threading: any thread, no lock, no I/O.
 *
 * Returns: (transfer full) (nullable): all of its plays, newest first; %NULL when @position is past
 *   the end of the list
 *
 * Since: 0.1
 */
FootprintsTimeline *
footprints_sessions_get_timeline (FootprintsSessions *self, guint position)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SESSIONS (self), NULL);

  if (position >= FOOTPRINTS_LIST_REPORT (self)->n_items)
    return NULL;
  return _footprints_timeline_new (self->history,
                                   footprints_report_get_period (FOOTPRINTS_REPORT (self)),
                                   _footprints_sessions_get_session (self, position)->plays);
}

/**
 * footprints_sessions_get_gap_minutes: (get-property gap-minutes)
 * @self: sessions
 *
 * Gets the longest time between the beginnings of two consecutive plays of a session, in minutes.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, Sessions, sessions, SESSIONS, gap_minutes)

/**
 * footprints_sessions_get_total: (get-property total)
 * @self: sessions
 *
 * Gets how many sessions there are, including those that are not on this page.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_sessions_get_total (FootprintsSessions *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SESSIONS (self), 0);

  return self->order->len;
}

/**
 * footprints_sessions_get_n_plays: (get-property n-plays)
 * @self: sessions
 *
 * Gets how many plays all sessions have together.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, Sessions, sessions, SESSIONS, n_plays)

/**
 * footprints_sessions_get_total_duration: (get-property total-duration)
 * @self: sessions
 *
 * Gets how long all sessions lasted together, in seconds.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_sessions_get_total_duration (FootprintsSessions *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SESSIONS (self), 0);

  return self->total_duration_s;
}

/**
 * footprints_sessions_get_longest_duration: (get-property longest-duration)
 * @self: sessions
 *
 * Gets how long the longest session lasted, in seconds; 0 without sessions.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_sessions_get_longest_duration (FootprintsSessions *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SESSIONS (self), 0);

  return self->longest_duration_s;
}
