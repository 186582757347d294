/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reads the plays of a ledger, computes every report about them in the most obvious way, and
 * compares the results with those of the library. */

#include "test-model.h"

#include "slow-listens.h"

#include "libfootprints/identity/footprints-fold-private.h"

#include <string.h>

typedef struct
{
  gint64 id;
  char *artist;
  char *track;
  char *album; /* NULL: none */
  char *album_artist;
  gint64 time;
  char *source;
  gint64 length_s; /* 0: unknown */
  guint precision; /* 0: seconds, 1: minutes, 2: days */
} Play;

struct _TestModel
{
  GArray *plays;   /* of Play, by time and id */
  guint n_repeats; /* reports that are no plays of their own */
  guint n_doubtful;
};

static void
play_clear (gpointer data)
{
  Play *play = data;

  g_free (play->artist);
  g_free (play->track);
  g_free (play->album);
  g_free (play->album_artist);
  g_free (play->source);
}

/* Completes @lead with what @other knows. */
static void
complete (Play *lead, const Play *other)
{
  if (lead->album == NULL)
    {
      lead->album = g_strdup (other->album);
      g_free (lead->album_artist);
      lead->album_artist = g_strdup (other->album_artist);
    }
  if (lead->length_s == 0)
    lead->length_s = other->length_s;
}

typedef struct
{
  const SlowReport *reports;
  const Play *plays;
} Order;

/* The better feed first, then the earlier report. */
static int
compare_reports (gconstpointer a, gconstpointer b, gpointer data)
{
  const Order *order = data;
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;
  const Play *left_play = &order->plays[left];
  const Play *right_play = &order->plays[right];
  int names;

  if (order->reports[left].rank != order->reports[right].rank)
    return order->reports[left].rank < order->reports[right].rank ? -1 : 1;
  if (left_play->time != right_play->time)
    return left_play->time < right_play->time ? -1 : 1;
  names = strcmp (left_play->artist, right_play->artist);
  return names != 0 ? names : strcmp (left_play->track, right_play->track);
}

/* Leaves one play for each listen, completed with what its other reports know. */
static void
join_reports (TestModel *self)
{
  Play *plays = (Play *) (gpointer) self->plays->data;
  g_autofree SlowReport *reports = g_new0 (SlowReport, self->plays->len + 1);
  g_autofree guint *sorted = g_new (guint, self->plays->len + 1);
  Order order = { reports, plays };

  for (guint i = 0; i < self->plays->len; i++)
    {
      reports[i] = (SlowReport){
        .time = plays[i].time,
        .artist = plays[i].artist,
        .track = plays[i].track,
        .source = plays[i].source,
        .precision = plays[i].precision,
        .length_s = plays[i].length_s,
      };
      sorted[i] = i;
    }
  self->n_doubtful = slow_join (reports, self->plays->len);
  g_qsort_with_data (sorted, (int) self->plays->len, sizeof *sorted, compare_reports, &order);
  for (guint i = 0; i < self->plays->len; i++)
    if (reports[sorted[i]].lead != sorted[i])
      complete (&plays[reports[sorted[i]].lead], &plays[sorted[i]]);
  for (guint i = self->plays->len; i-- > 0;)
    if (reports[i].lead != i)
      {
        g_array_remove_index (self->plays, i);
        self->n_repeats++;
      }
}

static char *
column (sqlite3_stmt *statement, int index)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, index));
}

/* Adds what further origins of a play know: its album, an artist of the album, its length. */
static void
complete_plays (TestModel *self, sqlite3 *database)
{
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (
      sqlite3_prepare_v2 (database,
                          "select m.title, a.name, (o.duration_ms + 500) / 1000 from also_from as o"
                          " left join album as m on m.id = o.album_id"
                          " left join artist as a on a.id = m.artist_id"
                          " where o.listen_id = ?1 order by o.import_id",
                          -1, &statement, NULL),
      ==, SQLITE_OK);
  for (guint i = 0; i < self->plays->len; i++)
    {
      Play *play = &g_array_index (self->plays, Play, i);
      gboolean is_own = play->album != NULL && g_strcmp0 (play->album_artist, play->artist) != 0;

      sqlite3_bind_int64 (statement, 1, play->id);
      while (sqlite3_step (statement) == SQLITE_ROW)
        {
          Play other = { .album = column (statement, 0), .album_artist = column (statement, 1) };

          other.length_s = sqlite3_column_int64 (statement, 2);
          if (!is_own && g_strcmp0 (other.album, play->album) == 0)
            g_clear_pointer (&play->album, g_free);
          complete (play, &other);
          is_own = play->album != NULL && g_strcmp0 (play->album_artist, play->artist) != 0;
          play_clear (&other);
        }
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
}

TestModel *
test_model_new (sqlite3 *database)
{
  TestModel *self = g_new0 (TestModel, 1);
  sqlite3_stmt *statement = NULL;

  self->plays = g_array_new (FALSE, FALSE, sizeof (Play));
  g_array_set_clear_func (self->plays, play_clear);
  test_sql_refresh (database);
  g_assert_cmpint (
      sqlite3_prepare_v2 (database,
                          "select s.id, s.artist, s.track, s.album, a.name, s.timestamp, s.source,"
                          " (l.duration_ms + 500) / 1000,"
                          " (select min (coalesce (precision_s, 1)) from"
                          "  (select l.import_id union all"
                          "   select import_id from also_from where listen_id = s.id) as holder"
                          "  left join coarse_import on coarse_import.import_id = holder.import_id)"
                          " from scrobbles as s join listen as l on l.id = s.id"
                          " left join album as m on m.id = l.album_id"
                          " left join artist as a on a.id = m.artist_id"
                          " order by s.timestamp, s.id",
                          -1, &statement, NULL),
      ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      Play play = {
        .id = sqlite3_column_int64 (statement, 0),
        .artist = column (statement, 1),
        .track = column (statement, 2),
        .album = column (statement, 3),
        .album_artist = column (statement, 4),
        .time = sqlite3_column_int64 (statement, 5),
        .source = column (statement, 6),
        .length_s = sqlite3_column_int64 (statement, 7),
        .precision = sqlite3_column_int (statement, 8) < 60      ? 0
                     : sqlite3_column_int (statement, 8) < 86400 ? 1
                                                                 : 2,
      };

      g_array_append_val (self->plays, play);
    }
  sqlite3_finalize (statement);
  complete_plays (self, database);
  if (test_sql_int64 (database, "select joins_reports from ledger"))
    join_reports (self);
  return self;
}

guint
test_model_get_n_repeats (const TestModel *self)
{
  return self->n_repeats;
}

guint
test_model_get_n_doubtful (const TestModel *self)
{
  return self->n_doubtful;
}

void
test_model_free (TestModel *self)
{
  g_array_unref (self->plays);
  g_free (self);
}

guint
test_model_get_n_plays (const TestModel *self)
{
  return self->plays->len;
}

static const Play *
get_play (const TestModel *self, guint index)
{
  return &g_array_index (self->plays, Play, index);
}

gint64
test_model_get_time (const TestModel *self, guint index)
{
  return get_play (self, index)->time;
}

/* Selects the plays of a period, oldest first (transfer container). */
static GPtrArray *
select_plays (const TestModel *self, FootprintsPeriod *period)
{
  GPtrArray *plays = g_ptr_array_new ();

  for (guint i = 0; i < self->plays->len; i++)
    {
      const Play *play = get_play (self, i);

      if (play->time >= footprints_period_get_start (period) &&
          play->time < footprints_period_get_end (period))
        g_ptr_array_add (plays, (gpointer) play);
    }
  return plays;
}

/* The local date as a Julian day, with days that begin at the hour of @calendar. When the clock
 * goes back, the later date that it had already shown counts. */
static guint
local_day (FootprintsCalendar *calendar, gint64 time)
{
  GTimeZone *zone = footprints_calendar_get_zone (calendar);
  guint before_s = 3600 * footprints_calendar_get_day_start_hour (calendar);
  guint day = 0;

  for (int minute = 0; minute <= 180; minute++)
    {
      gint64 then = time - 60 * minute;
      gint64 local = then + g_time_zone_get_offset (zone, g_time_zone_find_interval (
                                                              zone, G_TIME_TYPE_UNIVERSAL, then));

      /* 1970-01-01 is Julian day 719163. */
      day = MAX (day, (guint) (719163 + (local - before_s) / TEST_DAY_S));
    }
  return day;
}

typedef struct
{
  char *name;
  char *artist; /* NULL for artists */
  guint n_plays;
  guint rank;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_free (entry->artist);
  g_free (entry);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *left = *(const Entry *const *) a;
  const Entry *right = *(const Entry *const *) b;

  if (left->n_plays != right->n_plays)
    return left->n_plays > right->n_plays ? -1 : 1;
  if (strcmp (left->name, right->name) != 0)
    return strcmp (left->name, right->name);
  return g_strcmp0 (left->artist, right->artist);
}

static Entry *
entry_new (const Play *play, FootprintsEntityKind kind)
{
  Entry *entry = g_new0 (Entry, 1);

  switch (kind)
    {
    case FOOTPRINTS_ENTITY_KIND_ARTIST:
      entry->name = g_strdup (play->artist);
      break;
    case FOOTPRINTS_ENTITY_KIND_ALBUM:
      entry->name = g_strdup (play->album);
      entry->artist = g_strdup (play->album_artist);
      break;
    case FOOTPRINTS_ENTITY_KIND_TRACK:
      entry->name = g_strdup (play->track);
      entry->artist = g_strdup (play->artist);
      break;
    }
  return entry;
}

/* Makes the whole chart (transfer full). */
static GPtrArray *
rank (GPtrArray *plays, FootprintsEntityKind kind)
{
  g_autoptr (GHashTable) entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *ranked = g_ptr_array_new_with_free_func (entry_free);

  for (guint i = 0; i < plays->len; i++)
    {
      Entry *entry = entry_new (g_ptr_array_index (plays, i), kind);
      char *key = g_strdup_printf ("%s\n%s", entry->name, entry->artist);
      Entry *known = g_hash_table_lookup (entries, key);

      if (entry->name == NULL || known != NULL)
        {
          if (known != NULL)
            known->n_plays++;
          entry_free (entry);
          g_free (key);
          continue;
        }
      entry->n_plays = 1;
      g_hash_table_insert (entries, key, entry);
      g_ptr_array_add (ranked, entry);
    }
  g_ptr_array_sort (ranked, compare_entries);
  for (guint i = 0; i < ranked->len; i++)
    {
      Entry *entry = g_ptr_array_index (ranked, i);
      Entry *before = i > 0 ? g_ptr_array_index (ranked, i - 1) : NULL;

      entry->rank = before != NULL && before->n_plays == entry->n_plays ? before->rank : i + 1;
    }
  return ranked;
}

/* Checks the part of the listening time that is not estimated. */
static void
check_known_lengths (FootprintsOverview *overview, GPtrArray *plays)
{
  gint64 listened_s = footprints_overview_get_listened_s (overview);
  double estimated_s = (double) listened_s * footprints_overview_get_estimated_share (overview);
  gint64 known_s = 0;

  for (guint i = 0; i < plays->len; i++)
    known_s += ((const Play *) g_ptr_array_index (plays, i))->length_s;
  g_assert_cmpfloat_with_epsilon ((double) listened_s - estimated_s, (double) known_s, 1e-3);
}

void
test_model_check_overview (const TestModel *self,
                           FootprintsHistory *history,
                           FootprintsPeriod *period)
{
  g_autoptr (GPtrArray) plays = select_plays (self, period);
  g_autoptr (GPtrArray) artists = rank (plays, FOOTPRINTS_ENTITY_KIND_ARTIST);
  g_autoptr (GPtrArray) albums = rank (plays, FOOTPRINTS_ENTITY_KIND_ALBUM);
  g_autoptr (GPtrArray) tracks = rank (plays, FOOTPRINTS_ENTITY_KIND_TRACK);
  g_autoptr (FootprintsOverview) overview = footprints_history_get_overview (history, period);
  FootprintsCalendar *calendar = footprints_period_get_calendar (period);
  guint n_days = 0;

  if (self->plays->len > 0)
    {
      gint64 first = MAX (get_play (self, 0)->time, footprints_period_get_start (period));
      gint64 last =
          MIN (get_play (self, self->plays->len - 1)->time, footprints_period_get_end (period) - 1);

      n_days = last >= first ? local_day (calendar, last) - local_day (calendar, first) + 1 : 0;
    }
  g_assert_cmpint (footprints_overview_get_n_plays (overview), ==, plays->len);
  g_assert_cmpuint (footprints_overview_get_n_artists (overview), ==, artists->len);
  g_assert_cmpuint (footprints_overview_get_n_albums (overview), ==, albums->len);
  g_assert_cmpuint (footprints_overview_get_n_tracks (overview), ==, tracks->len);
  g_assert_cmpuint (footprints_overview_get_n_days (overview), ==, n_days);
  check_known_lengths (overview, plays);
  if (plays->len > 0)
    {
      g_assert_cmpint (footprints_overview_get_first_at (overview), ==,
                       ((const Play *) g_ptr_array_index (plays, 0))->time);
      g_assert_cmpint (footprints_overview_get_last_at (overview), ==,
                       ((const Play *) g_ptr_array_index (plays, plays->len - 1))->time);
      g_assert_cmpfloat_with_epsilon (footprints_overview_get_plays_per_day (overview),
                                      (double) plays->len / n_days, 1e-9);
    }
  else
    {
      g_assert_cmpint (footprints_overview_get_first_at (overview), ==, 0);
      g_assert_cmpint (footprints_overview_get_last_at (overview), ==, 0);
      g_assert_cmpfloat (footprints_overview_get_plays_per_day (overview), ==, 0);
    }
}

/* Asserts that @chart holds @entries from @offset on. */
static void
assert_chart (FootprintsChart *chart, GPtrArray *entries, gint64 offset, guint limit)
{
  guint n_expected = offset < entries->len ? MIN (limit, entries->len - (guint) offset) : 0;

  g_assert_cmpuint (footprints_chart_get_total (chart), ==, entries->len);
  g_assert_cmpint (footprints_chart_get_offset (chart), ==, offset);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (chart)), ==, n_expected);
  for (guint i = 0; i < n_expected; i++)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (G_LIST_MODEL (chart), i);
      const Entry *expected = g_ptr_array_index (entries, (guint) offset + i);

      g_assert_cmpstr (footprints_chart_entry_get_name (entry), ==, expected->name);
      g_assert_cmpstr (footprints_chart_entry_get_artist (entry), ==, expected->artist);
      g_assert_cmpint (footprints_chart_entry_get_n_plays (entry), ==, expected->n_plays);
      g_assert_cmpuint (footprints_chart_entry_get_rank (entry), ==, expected->rank);
    }
}

void
test_model_check_chart (const TestModel *self,
                        FootprintsHistory *history,
                        FootprintsEntityKind kind,
                        FootprintsPeriod *period,
                        gint64 offset,
                        guint limit)
{
  g_autoptr (GPtrArray) plays = select_plays (self, period);
  g_autoptr (GPtrArray) entries = rank (plays, kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsChart) chart =
      footprints_history_get_chart (history, kind, period, offset, limit, &error);

  g_assert_no_error (error);
  g_assert_cmpint (footprints_chart_get_kind (chart), ==, kind);
  assert_chart (chart, entries, offset, limit);
}

/* Asserts that @timeline holds @plays, newest first, from @offset on. */
static void
assert_timeline (FootprintsTimeline *timeline, GPtrArray *plays, gint64 offset, guint limit)
{
  guint n_expected = offset < plays->len ? MIN (limit, plays->len - (guint) offset) : 0;

  g_assert_cmpint (footprints_timeline_get_total (timeline), ==, plays->len);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (timeline)), ==, n_expected);
  g_assert_cmpint (footprints_timeline_get_next_cursor (timeline) != NULL, ==,
                   offset < plays->len && offset + n_expected < plays->len);
  for (guint i = 0; i < n_expected; i++)
    {
      g_autoptr (FootprintsTimelineEntry) entry =
          g_list_model_get_item (G_LIST_MODEL (timeline), i);
      const Play *play = g_ptr_array_index (plays, plays->len - 1 - ((guint) offset + i));

      g_assert_cmpint (footprints_timeline_entry_get_id (entry), ==, play->id);
      g_assert_cmpint (footprints_timeline_entry_get_listened_at (entry), ==, play->time);
      g_assert_cmpstr (footprints_timeline_entry_get_artist (entry), ==, play->artist);
      g_assert_cmpstr (footprints_timeline_entry_get_track (entry), ==, play->track);
      g_assert_cmpstr (footprints_timeline_entry_get_album (entry), ==, play->album);
      g_assert_cmpstr (footprints_timeline_entry_get_source (entry), ==, play->source);
    }
}

void
test_model_check_timeline (const TestModel *self,
                           FootprintsHistory *history,
                           FootprintsPeriod *period,
                           gint64 offset,
                           guint limit)
{
  g_autoptr (GPtrArray) plays = select_plays (self, period);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsTimeline) timeline =
      footprints_history_get_timeline (history, period, offset, limit, &error);

  g_assert_no_error (error);
  assert_timeline (timeline, plays, offset, limit);
}

void
test_model_check_timeline_walk (const TestModel *self,
                                FootprintsHistory *history,
                                FootprintsPeriod *period,
                                guint limit)
{
  g_autoptr (GPtrArray) plays = select_plays (self, period);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsTimeline) timeline =
      footprints_history_get_timeline (history, period, 0, limit, &error);
  guint n_read = 0;

  while (TRUE)
    {
      g_autofree char *cursor = NULL;

      g_assert_no_error (error);
      assert_timeline (timeline, plays, n_read, limit);
      n_read += g_list_model_get_n_items (G_LIST_MODEL (timeline));
      cursor = g_strdup (footprints_timeline_get_next_cursor (timeline));
      if (cursor == NULL)
        break;
      g_clear_object (&timeline);
      timeline = footprints_history_get_timeline_after (history, period, cursor, limit, &error);
    }
  g_assert_cmpuint (n_read, ==, plays->len);
}

/* The first day of the step that contains @julian. */
static guint
first_day (FootprintsGranularity granularity, guint julian)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  switch (granularity)
    {
    case FOOTPRINTS_GRANULARITY_WEEK:
      return julian - (g_date_get_weekday (&date) - G_DATE_MONDAY);
    case FOOTPRINTS_GRANULARITY_MONTH:
      g_date_set_day (&date, 1);
      break;
    case FOOTPRINTS_GRANULARITY_YEAR:
      g_date_set_dmy (&date, 1, G_DATE_JANUARY, g_date_get_year (&date));
      break;
    case FOOTPRINTS_GRANULARITY_DAY:
      break;
    }
  return g_date_get_julian (&date);
}

static guint
next_first_day (FootprintsGranularity granularity, guint julian)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  switch (granularity)
    {
    case FOOTPRINTS_GRANULARITY_DAY:
      g_date_add_days (&date, 1);
      break;
    case FOOTPRINTS_GRANULARITY_WEEK:
      g_date_add_days (&date, 7);
      break;
    case FOOTPRINTS_GRANULARITY_MONTH:
      g_date_add_months (&date, 1);
      break;
    case FOOTPRINTS_GRANULARITY_YEAR:
      g_date_add_years (&date, 1);
      break;
    }
  return g_date_get_julian (&date);
}

static char *
step_label (FootprintsGranularity granularity, guint julian)
{
  static const char *const formats[] = { "%Y-%m-%d", "%G-W%V", "%Y-%m", "%Y" };
  g_autoptr (GDateTime) time = NULL;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  time = g_date_time_new_utc (g_date_get_year (&date), (int) g_date_get_month (&date),
                              g_date_get_day (&date), 12, 0, 0);
  return g_date_time_format (time, formats[granularity]);
}

typedef struct
{
  guint day;
  guint n_plays;
} ModelStep;

static void
append_steps (GArray *steps, FootprintsGranularity granularity, guint from, guint to)
{
  for (guint day = from; day <= to; day = next_first_day (granularity, day))
    {
      ModelStep step = { day, 0 };

      g_array_append_val (steps, step);
    }
}

/* Finds the first and last steps: of the period or, where it has no bound, of its plays. */
static gboolean
find_span (GPtrArray *plays,
           FootprintsPeriod *period,
           FootprintsGranularity granularity,
           guint *from,
           guint *to)
{
  FootprintsCalendar *calendar = footprints_period_get_calendar (period);
  gint64 start = footprints_period_get_start (period);
  gint64 end = footprints_period_get_end (period);

  if ((start == G_MININT64 || end == G_MAXINT64) && plays->len == 0)
    return FALSE;
  if (start == G_MININT64)
    start = ((const Play *) g_ptr_array_index (plays, 0))->time;
  if (end == G_MAXINT64)
    end = ((const Play *) g_ptr_array_index (plays, plays->len - 1))->time + 1;
  *from = first_day (granularity, local_day (calendar, start));
  *to = first_day (granularity, local_day (calendar, end - 1));
  return start < end;
}

static GArray *
count_steps (GPtrArray *plays,
             FootprintsPeriod *period,
             FootprintsGranularity granularity,
             gboolean include_empty)
{
  FootprintsCalendar *calendar = footprints_period_get_calendar (period);
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (ModelStep));
  guint from, to, at = 0;

  if (include_empty && find_span (plays, period, granularity, &from, &to))
    append_steps (steps, granularity, from, to);
  for (guint i = 0; i < plays->len; i++)
    {
      const Play *play = g_ptr_array_index (plays, i);
      guint day = first_day (granularity, local_day (calendar, play->time));

      while (at < steps->len && g_array_index (steps, ModelStep, at).day < day)
        at++;
      if (at == steps->len)
        append_steps (steps, granularity, day, day);
      g_array_index (steps, ModelStep, at).n_plays++;
    }
  return steps;
}

void
test_model_check_pulse (const TestModel *self,
                        FootprintsHistory *history,
                        FootprintsPeriod *period,
                        FootprintsGranularity granularity,
                        gboolean include_empty)
{
  g_autoptr (GPtrArray) plays = select_plays (self, period);
  g_autoptr (GArray) steps = count_steps (plays, period, granularity, include_empty);
  g_autoptr (FootprintsPulse) pulse =
      footprints_history_get_pulse (history, period, granularity, include_empty);
  gint64 last_end = G_MININT64;

  g_assert_cmpint (footprints_pulse_get_granularity (pulse), ==, granularity);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (pulse)), ==, steps->len);
  for (guint i = 0; i < steps->len; i++)
    {
      g_autoptr (FootprintsPulseStep) step = g_list_model_get_item (G_LIST_MODEL (pulse), i);
      const ModelStep *expected = &g_array_index (steps, ModelStep, i);
      g_autofree char *label = step_label (granularity, expected->day);
      g_autofree char *day = step_label (FOOTPRINTS_GRANULARITY_DAY, expected->day);

      g_assert_cmpstr (footprints_pulse_step_get_label (step), ==, label);
      g_assert_cmpstr (footprints_pulse_step_get_day (step), ==, day);
      g_assert_cmpint (footprints_pulse_step_get_n_plays (step), ==, expected->n_plays);
      g_assert_cmpint (footprints_pulse_step_get_end (step), >=,
                       footprints_pulse_step_get_start (step));
      if (include_empty && i > 0)
        g_assert_cmpint (footprints_pulse_step_get_start (step), ==, last_end);
      else
        g_assert_cmpint (footprints_pulse_step_get_start (step), >=, last_end);
      last_end = footprints_pulse_step_get_end (step);
    }
}

void
test_model_check_years (const TestModel *self,
                        FootprintsHistory *history,
                        FootprintsCalendar *calendar)
{
  g_autoptr (FootprintsPeriod) period = footprints_period_new_all_time (calendar);
  g_autoptr (GPtrArray) plays = select_plays (self, period);
  g_autoptr (GArray) steps = count_steps (plays, period, FOOTPRINTS_GRANULARITY_YEAR, FALSE);
  g_autoptr (FootprintsYears) years = footprints_history_get_years (history, calendar);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (years)), ==, steps->len);
  for (guint i = 0; i < steps->len; i++)
    {
      g_autoptr (FootprintsYear) year = g_list_model_get_item (G_LIST_MODEL (years), i);
      const ModelStep *expected = &g_array_index (steps, ModelStep, steps->len - 1 - i);
      GDate date;

      g_date_clear (&date, 1);
      g_date_set_julian (&date, expected->day);
      g_assert_cmpint (footprints_year_get_year (year), ==, g_date_get_year (&date));
      g_assert_cmpint (footprints_year_get_n_plays (year), ==, expected->n_plays);
    }
}

static char *
fold (const char *text)
{
  GString *folded = g_string_new (NULL);

  _footprints_fold_append (folded, text);
  return g_strstrip (g_string_free (folded, FALSE));
}

void
test_model_check_search (const TestModel *self,
                         FootprintsHistory *history,
                         const char *text,
                         guint limit)
{
  g_autoptr (FootprintsPeriod) period = footprints_period_new_all_time (NULL);
  g_autoptr (GPtrArray) plays = select_plays (self, period);
  g_autofree char *needle = fold (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsSearch) search = footprints_history_search (history, text, limit, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (footprints_search_get_text (search), ==, text);
  for (guint kind = 0; kind <= FOOTPRINTS_ENTITY_KIND_TRACK; kind++)
    {
      g_autoptr (GPtrArray) entries = rank (plays, kind);
      guint n_above = 0;

      for (guint i = 0; i < entries->len;)
        {
          Entry *entry = g_ptr_array_index (entries, i);
          g_autofree char *name = fold (entry->name);

          if (*needle != '\0' && strstr (name, needle) != NULL)
            i++;
          else
            g_ptr_array_remove_index (entries, i);
        }
      /* Ranks count only the matches. */
      for (guint i = 0; i < entries->len; i++)
        {
          Entry *entry = g_ptr_array_index (entries, i);
          Entry *before = i > 0 ? g_ptr_array_index (entries, i - 1) : NULL;

          if (before == NULL || before->n_plays != entry->n_plays)
            n_above = i + 1;
          entry->rank = n_above;
        }
      assert_chart (footprints_search_get_matches (search, kind), entries, 0, limit);
    }
}

void
test_model_check_top_report (const TestModel *self,
                             FootprintsHistory *history,
                             FootprintsPeriod *period,
                             guint limit)
{
  g_autoptr (GPtrArray) plays = select_plays (self, period);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsTopReport) report =
      footprints_history_get_top_report (history, period, limit, &error);

  g_assert_no_error (error);
  g_assert_cmpint (footprints_top_report_get_n_plays (report), ==, plays->len);
  for (guint kind = 0; kind <= FOOTPRINTS_ENTITY_KIND_TRACK; kind++)
    {
      g_autoptr (GPtrArray) entries = rank (plays, kind);

      assert_chart (footprints_top_report_get_chart (report, kind), entries, 0, limit);
    }
}
