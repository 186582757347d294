/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-sessions.h"

#include "libfootprints/core/footprints-calendar-private.h"
#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/report/footprints-list-report-private.h"
#include "libfootprints/report/footprints-ranking-private.h"
#include "libfootprints/report/footprints-session-private.h"
#include "libfootprints/report/footprints-session-ranges-private.h"
#include "libfootprints/report/footprints-timeline-private.h"

/* Fewer plays of one artist are no rabbit hole. */
#define MIN_RABBIT_HOLE_PLAYS 5

/**
 * FootprintsSessions:
 *
 * Stretches of listening: a list model of [class@Session], newest first.
 *
 * Plays whose beginnings lie no further apart than the gap are of one session. A session belongs to
 * the period in which it begins, whole: also with the plays behind the end of the period.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Sessions".
 *
 * Since: 0.1
 */
struct _FootprintsSessions
{
  FootprintsListReport parent_instance;

  FootprintsHistory *history;
  guint gap_minutes;
  GArray *sessions; /* of FootprintsSessionRange; all, in the order of the list */
  guint offset;     /* how many of them stand before the page */
  gint64 n_plays;
  gint64 total_duration_s;
  gint64 longest_duration_s;
};

struct _FootprintsSessionsClass
{
  FootprintsListReportClass parent_class;
};

enum
{
  PROP_0,
  PROP_GAP_MINUTES,
  PROP_TOTAL,
  PROP_N_PLAYS,
  PROP_TOTAL_DURATION,
  PROP_LONGEST_DURATION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsSessions, footprints_sessions, FOOTPRINTS_TYPE_LIST_REPORT)

static void
footprints_sessions_finalize (GObject *object)
{
  FootprintsSessions *self = FOOTPRINTS_SESSIONS (object);

  g_array_unref (self->sessions);
  g_object_unref (self->history);

  G_OBJECT_CLASS (footprints_sessions_parent_class)->finalize (object);
}

static void
footprints_sessions_get_property (GObject *object,
                                  guint property_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  FootprintsSessions *self = FOOTPRINTS_SESSIONS (object);

  switch (property_id)
    {
    case PROP_GAP_MINUTES:
      g_value_set_uint (value, self->gap_minutes);
      break;
    case PROP_TOTAL:
      g_value_set_uint (value, self->sessions->len);
      break;
    case PROP_N_PLAYS:
      g_value_set_int64 (value, self->n_plays);
      break;
    case PROP_TOTAL_DURATION:
      g_value_set_int64 (value, self->total_duration_s);
      break;
    case PROP_LONGEST_DURATION:
      g_value_set_int64 (value, self->longest_duration_s);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static const FootprintsSessionRange *
get_session (FootprintsSessions *self, guint position)
{
  return &g_array_index (self->sessions, FootprintsSessionRange, self->offset + position);
}

static FootprintsPlay
get_play (FootprintsSessions *self, guint32 index)
{
  return _footprints_columns_get (_footprints_history_get_columns (self->history), index);
}

static guint32
get_artist (FootprintsSessions *self, guint32 track)
{
  return _footprints_name_table_get_artists (
      _footprints_history_get_name_table (self->history, FOOTPRINTS_ENTITY_KIND_TRACK))[track];
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

/* Sorts @ids. */
static guint
count_different (GArray *ids)
{
  guint n_different = 0;

  g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    n_different += i == 0 || g_array_index (ids, guint32, i) != g_array_index (ids, guint32, i - 1);
  return n_different;
}

static void
count_entities (FootprintsSessions *self,
                const FootprintsSessionRange *session,
                guint *n_artists,
                guint *n_tracks)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = session->plays.from; i < session->plays.to; i++)
    {
      guint32 track = get_play (self, i).track;

      g_array_append_val (ids, track);
    }
  *n_tracks = count_different (ids);
  for (guint i = 0; i < ids->len; i++)
    g_array_index (ids, guint32, i) = get_artist (self, g_array_index (ids, guint32, i));
  *n_artists = count_different (ids);
}

static gint64
get_ended_at (const FootprintsSessionRange *session)
{
  return session->started_at + session->duration_s;
}

static guint32
get_n_plays (const FootprintsSessionRange *session)
{
  return session->plays.to - session->plays.from;
}

static gpointer
footprints_sessions_make_item (FootprintsListReport *report, guint position)
{
  FootprintsSessions *self = FOOTPRINTS_SESSIONS (report);
  const FootprintsSessionRange *session = get_session (self, position);
  guint n_artists, n_tracks;

  count_entities (self, session, &n_artists, &n_tracks);
  return _footprints_session_new (session->started_at, get_ended_at (session), session->duration_s,
                                  get_n_plays (session), n_artists, n_tracks);
}

static const char *
get_name (FootprintsSessions *self, FootprintsEntityKind kind, guint32 id)
{
  return _footprints_name_table_get (_footprints_history_get_name_table (self->history, kind), id);
}

static json_object *
make_track (FootprintsSessions *self, guint32 index, gboolean is_last)
{
  FootprintsPlay play = get_play (self, index);
  json_object *object = json_object_new_object ();

  _footprints_json_add_string (
      object, "artist",
      get_name (self, FOOTPRINTS_ENTITY_KIND_ARTIST, get_artist (self, play.track)));
  _footprints_json_add_string (
      object, "album",
      play.album != 0 ? get_name (self, FOOTPRINTS_ENTITY_KIND_ALBUM, play.album) : NULL);
  _footprints_json_add_string (object, "track",
                               get_name (self, FOOTPRINTS_ENTITY_KIND_TRACK, play.track));
  _footprints_json_add_string (
      object, "album_artist",
      play.album != 0
          ? _footprints_entity_get_artist (self->history, FOOTPRINTS_ENTITY_KIND_ALBUM, play.album)
          : NULL);
  _footprints_json_add_time (object, "timestamp", play.listened_at);
  json_object_object_add (
      object, "gap_after_minutes",
      is_last ? NULL
              : json_object_new_int64 ((get_play (self, index + 1).listened_at - play.listened_at) /
                                       60));
  return object;
}

static json_object *
make_session (FootprintsSessions *self, const FootprintsSessionRange *session)
{
  g_autofree char *id = g_strdup_printf ("session_%" G_GINT64_FORMAT, session->started_at);
  json_object *object = json_object_new_object ();
  json_object *tracks = json_object_new_array_ext ((int) get_n_plays (session));
  guint n_artists, n_tracks;

  count_entities (self, session, &n_artists, &n_tracks);
  for (guint32 i = session->plays.from; i < session->plays.to; i++)
    json_object_array_add (tracks, make_track (self, i, i + 1 == session->plays.to));
  _footprints_json_add_string (object, "id", id);
  _footprints_json_add_time (object, "start_time", session->started_at);
  _footprints_json_add_time (object, "end_time", get_ended_at (session));
  _footprints_json_add_int64 (object, "duration_minutes", session->duration_s / 60);
  _footprints_json_add_int64 (object, "track_count", get_n_plays (session));
  _footprints_json_add_int64 (object, "unique_artists", n_artists);
  _footprints_json_add_int64 (object, "unique_tracks", n_tracks);
  json_object_object_add (object, "tracks", tracks);
  return object;
}

static json_object *
make_summary (FootprintsSessions *self)
{
  json_object *summary = json_object_new_object ();
  double n_sessions = MAX (1, self->sessions->len);

  _footprints_json_add_int64 (summary, "total_sessions", self->sessions->len);
  _footprints_json_add_int64 (summary, "total_tracks", self->n_plays);
  json_object_object_add (
      summary, "avg_duration_minutes",
      json_object_new_double ((double) self->total_duration_s / 60 / n_sessions));
  json_object_object_add (summary, "avg_tracks_per_session",
                          json_object_new_double ((double) self->n_plays / n_sessions));
  _footprints_json_add_int64 (summary, "longest_session_minutes", self->longest_duration_s / 60);
  json_object_object_add (summary, "total_listening_hours",
                          json_object_new_double ((double) self->total_duration_s / 3600));
  return summary;
}

/* Up to the next bucket's start; the last has no end. */
typedef struct
{
  const char *label;
  gint64 from;
} Bucket;

static json_object *
make_buckets (const Bucket *buckets, const gint64 *counts, guint n_buckets)
{
  json_object *object = json_object_new_object ();

  for (guint i = 0; i < n_buckets; i++)
    _footprints_json_add_int64 (object, buckets[i].label, counts[i]);
  return object;
}

static guint
find_bucket (const Bucket *buckets, guint n_buckets, gint64 value)
{
  guint i = n_buckets - 1;

  while (i > 0 && value < buckets[i].from)
    i--;
  return i;
}

static json_object *
make_distribution (FootprintsSessions *self)
{
  static const Bucket durations[] = {
    { "0-30", 0 }, { "30-60", 30 }, { "60-120", 60 }, { "120-180", 120 }, { "180+", 180 },
  };
  static const Bucket sizes[] = {
    { "1", 1 }, { "2-10", 2 }, { "10-20", 10 }, { "20-30", 20 }, { "30-50", 30 }, { "50+", 50 },
  };
  gint64 by_duration[G_N_ELEMENTS (durations)] = { 0 };
  gint64 by_size[G_N_ELEMENTS (sizes)] = { 0 };
  json_object *object = json_object_new_object ();

  for (guint i = 0; i < self->sessions->len; i++)
    {
      const FootprintsSessionRange *session =
          &g_array_index (self->sessions, FootprintsSessionRange, i);

      by_duration[find_bucket (durations, G_N_ELEMENTS (durations), session->duration_s / 60)]++;
      by_size[find_bucket (sizes, G_N_ELEMENTS (sizes), get_n_plays (session))]++;
    }
  json_object_object_add (object, "by_duration",
                          make_buckets (durations, by_duration, G_N_ELEMENTS (durations)));
  json_object_object_add (object, "by_track_count",
                          make_buckets (sizes, by_size, G_N_ELEMENTS (sizes)));
  return object;
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  return compare_ids (&((const FootprintsSessionRange *) a)->plays.from,
                      &((const FootprintsSessionRange *) b)->plays.from);
}

static json_object *
make_day (int day, gint64 n_sessions)
{
  g_autofree char *label = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, day);
  json_object *object = json_object_new_object ();

  _footprints_json_add_string (object, "date", label);
  _footprints_json_add_int64 (object, "count", n_sessions);
  return object;
}

/* Of the days with sessions, oldest first. */
static json_object *
make_days (FootprintsSessions *self)
{
  FootprintsPeriod *period = footprints_report_get_period (FOOTPRINTS_REPORT (self));
  FootprintsCalendar *calendar = footprints_period_get_calendar (period);
  g_autoptr (GArray) by_start = g_array_copy (self->sessions);
  json_object *days = json_object_new_array ();
  gint64 n_sessions = 0;
  int day = 0;

  g_array_sort (by_start, compare_starts);
  for (guint i = 0; i < by_start->len; i++)
    {
      int day_of_it = _footprints_calendar_day_of (
          calendar, g_array_index (by_start, FootprintsSessionRange, i).started_at);

      if (n_sessions > 0 && day_of_it != day)
        {
          json_object_array_add (days, make_day (day, n_sessions));
          n_sessions = 0;
        }
      day = day_of_it;
      n_sessions++;
    }
  if (n_sessions > 0)
    json_object_array_add (days, make_day (day, n_sessions));
  return days;
}

static json_object *
footprints_sessions_to_json (FootprintsReport *report)
{
  FootprintsSessions *self = FOOTPRINTS_SESSIONS (report);
  guint n_items = FOOTPRINTS_LIST_REPORT (report)->n_items;
  json_object *object = json_object_new_object ();
  json_object *sessions = json_object_new_array_ext ((int) n_items);

  for (guint i = 0; i < n_items; i++)
    json_object_array_add (sessions, make_session (self, get_session (self, i)));
  _footprints_json_add_int64 (object, "offset", self->offset);
  json_object_object_add (object, "sessions", sessions);
  json_object_object_add (object, "summary", make_summary (self));
  json_object_object_add (object, "distribution", make_distribution (self));
  json_object_object_add (object, "sessions_per_day", make_days (self));
  return object;
}

static void
footprints_sessions_class_init (FootprintsSessionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_sessions_finalize;
  object_class->get_property = footprints_sessions_get_property;
  ((FootprintsReportClass *) klass)->to_json = footprints_sessions_to_json;
  ((FootprintsListReportClass *) klass)->get_item_type = footprints_session_get_type;
  ((FootprintsListReportClass *) klass)->make_item = footprints_sessions_make_item;

  /**
   * FootprintsSessions:gap-minutes: (getter get_gap_minutes)
   *
   * How far the beginnings of two plays of a session lie apart at most.
   *
   * Since: 0.1
   */
  properties[PROP_GAP_MINUTES] =
      g_param_spec_uint ("gap-minutes", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsSessions:total: (getter get_total)
   *
   * How many sessions there are, also those that are not on this page.
   *
   * Since: 0.1
   */
  properties[PROP_TOTAL] = g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsSessions:n-plays: (getter get_n_plays)
   *
   * How many plays all of them have.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSessions:total-duration: (getter get_total_duration)
   *
   * How long all of them were together, in seconds.
   *
   * Since: 0.1
   */
  properties[PROP_TOTAL_DURATION] =
      g_param_spec_int64 ("total-duration", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSessions:longest-duration: (getter get_longest_duration)
   *
   * How long the longest was, in seconds; 0 when there is none.
   *
   * Since: 0.1
   */
  properties[PROP_LONGEST_DURATION] =
      g_param_spec_int64 ("longest-duration", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_sessions_init (FootprintsSessions *self)
{
}

/* Takes @sessions. */
static FootprintsSessions *
sessions_new (FootprintsHistory *history,
              FootprintsPeriod *period,
              guint gap_minutes,
              GArray *sessions)
{
  FootprintsSessions *self = g_object_new (FOOTPRINTS_TYPE_SESSIONS, NULL);

  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->history = g_object_ref (history);
  self->gap_minutes = gap_minutes;
  self->sessions = sessions;
  for (guint i = 0; i < sessions->len; i++)
    {
      const FootprintsSessionRange *session = &g_array_index (sessions, FootprintsSessionRange, i);

      self->n_plays += get_n_plays (session);
      self->total_duration_s += session->duration_s;
      self->longest_duration_s = MAX (self->longest_duration_s, session->duration_s);
    }
  return self;
}

static FootprintsSessions *
sessions_new_whole (FootprintsHistory *history,
                    FootprintsPeriod *period,
                    guint gap_minutes,
                    GArray *sessions)
{
  FootprintsSessions *self = sessions_new (history, period, gap_minutes, sessions);

  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), sessions->len);
  return self;
}

/**
 * footprints_history_get_sessions:
 * @history: a history
 * @period: where sessions begin, and by which calendar
 * @gap_minutes: how far the beginnings of two plays of a session lie apart at most, 1 to 1440;
 *   %FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES is usual
 * @min_plays: how many plays a session has at least, 1 or more; 2 is usual
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
  g_autoptr (GArray) found = NULL;
  GArray *sessions;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  if (!_footprints_check_session_gap (gap_minutes, error) ||
      !_footprints_check_number ("the number of plays", min_plays, G_MAXINT32, error))
    return NULL;
  found = _footprints_find_sessions (history, _footprints_history_get_range (history, period),
                                     (gint64) gap_minutes * 60);
  sessions = g_array_new (FALSE, FALSE, sizeof (FootprintsSessionRange));
  for (guint i = found->len; i > 0; i--)
    {
      const FootprintsSessionRange *session = &g_array_index (found, FootprintsSessionRange, i - 1);

      if (get_n_plays (session) >= min_plays)
        g_array_append_vals (sessions, session, 1);
    }
  return sessions_new_whole (history, period, gap_minutes, sessions);
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  return compare_starts (b, a);
}

static int
compare_longest (gconstpointer a, gconstpointer b)
{
  gint64 left = ((const FootprintsSessionRange *) a)->duration_s;
  gint64 right = ((const FootprintsSessionRange *) b)->duration_s;

  return left != right ? (left > right ? -1 : 1) : compare_newest (a, b);
}

static int
compare_most_plays (gconstpointer a, gconstpointer b)
{
  guint32 left = get_n_plays (a);
  guint32 right = get_n_plays (b);

  return left != right ? (left > right ? -1 : 1) : compare_newest (a, b);
}

/**
 * footprints_sessions_sort:
 * @self: sessions
 * @order: the order
 *
 * Puts all sessions into an order.
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
  static const GCompareFunc compares[] = { compare_newest, compare_longest, compare_most_plays };
  GArray *sorted;

  g_return_val_if_fail (FOOTPRINTS_IS_SESSIONS (self), NULL);
  g_return_val_if_fail (order <= FOOTPRINTS_SESSION_ORDER_MOST_PLAYS, NULL);

  sorted = g_array_copy (self->sessions);
  g_array_sort (sorted, compares[order]);
  return sessions_new_whole (self->history, footprints_report_get_period (FOOTPRINTS_REPORT (self)),
                             self->gap_minutes, sorted);
}

static gboolean
is_rabbit_hole (FootprintsSessions *self, const FootprintsSessionRange *session)
{
  guint32 artist = get_artist (self, get_play (self, session->plays.from).track);

  if (get_n_plays (session) < MIN_RABBIT_HOLE_PLAYS)
    return FALSE;
  for (guint32 i = session->plays.from + 1; i < session->plays.to; i++)
    if (get_artist (self, get_play (self, i).track) != artist)
      return FALSE;
  return TRUE;
}

/**
 * footprints_sessions_get_rabbit_holes:
 * @self: sessions
 *
 * Picks the sessions of five plays or more that are all of one artist.
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

  holes = g_array_new (FALSE, FALSE, sizeof (FootprintsSessionRange));
  for (guint i = 0; i < self->sessions->len; i++)
    {
      const FootprintsSessionRange *session =
          &g_array_index (self->sessions, FootprintsSessionRange, i);

      if (is_rabbit_hole (self, session))
        g_array_append_vals (holes, session, 1);
    }
  return sessions_new_whole (self->history, footprints_report_get_period (FOOTPRINTS_REPORT (self)),
                             self->gap_minutes, holes);
}

/**
 * footprints_sessions_slice:
 * @self: sessions
 * @offset: how many sessions to pass over, 0 or more
 * @limit: how many at most, 1 to 1000
 * @error: return location for an error
 *
 * Takes a page of the list; what is told of all sessions stays.
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
  page = sessions_new (self->history, footprints_report_get_period (FOOTPRINTS_REPORT (self)),
                       self->gap_minutes, g_array_ref (self->sessions));
  page->offset = (guint) MIN (offset, (gint64) self->sessions->len);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (page),
                                       MIN (limit, self->sessions->len - page->offset));
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
 * Returns: (transfer full) (nullable): all of its plays, newest first; %NULL when there are not so
 *   many sessions
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
                                   get_session (self, position)->plays);
}

/**
 * footprints_sessions_get_gap_minutes: (get-property gap-minutes)
 * @self: sessions
 *
 * Gets how far the beginnings of two plays of a session lie apart at most.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_sessions_get_gap_minutes (FootprintsSessions *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SESSIONS (self), 0);

  return self->gap_minutes;
}

/**
 * footprints_sessions_get_total: (get-property total)
 * @self: sessions
 *
 * Gets how many sessions there are, also those that are not on this page.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_sessions_get_total (FootprintsSessions *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SESSIONS (self), 0);

  return self->sessions->len;
}

/**
 * footprints_sessions_get_n_plays: (get-property n-plays)
 * @self: sessions
 *
 * Gets how many plays all of them have.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_sessions_get_n_plays (FootprintsSessions *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SESSIONS (self), 0);

  return self->n_plays;
}

/**
 * footprints_sessions_get_total_duration: (get-property total-duration)
 * @self: sessions
 *
 * Gets how long all of them were together, in seconds.
 *
 * Threading: any thread.
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
 * Gets how long the longest was, in seconds; 0 when there is none.
 *
 * Threading: any thread.
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
