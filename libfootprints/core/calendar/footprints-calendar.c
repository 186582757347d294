/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Calendars: the offsets of a zone, local days, and the arithmetic of ISO weeks, months and years.
 *
 * Offsets. A new calendar probes its zone from 1970 to the end of 2100, finds each change to the
 * second, and keeps a list of stretches with one offset each. From then on, an offset is a binary
 * search in that list. Outside those years, the first and the last offset apply.
 *
 * Local time to instant, _footprints_calendar_from_local_s(). Stretches are tried in order; the
 * first one that the local time lies in, or before, decides. So a local time that occurs twice,
 * because clocks are set back, means its first occurrence. A local time that is missing, because
 * clocks are set forward, means the instant of the change.
 *
 * Days are numbers, counted from 1970-01-01. A day starts at the instant, found as above, at which
 * a clock shows its date and the day start hour, and ends where the next one starts. So days leave
 * no gaps and do not overlap. A day with a change of the clock lasts more or less than 24 hours; a
 * date that a zone skips altogether has no length.
 *
 * Instant to day, _footprints_calendar_day_of(). Local time less the day start hour, rounded down.
 * If clocks are set back across the start of a day, they show the time before it again, but the day
 * has begun: these instants belong to the new day. */

#include "libfootprints/core/calendar/footprints-calendar-private.h"

#define HOUR_S G_GINT64_CONSTANT (3600)
#define DAY_S (24 * HOUR_S)
/* Clock changes are weeks apart in every zone, so probing every few days finds them all. */
#define PROBE_S (4 * DAY_S)
#define MAX_CACHED_CALENDARS 64

typedef struct
{
  gint64 from_s; /* the first instant with this offset */
  gint64 offset_s;
} Stretch;

/**
 * FootprintsCalendar:
 *
 * How time is divided into days: by a time zone, and by the hour at which a day begins.
 *
 * A day begins at the first instant at which a wall clock shows its date and that hour. With days
 * that begin at four, music heard at two in the morning counts towards the evening before. Weeks,
 * months and years begin where their first day does.
 *
 * A calendar is immutable.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Periods".
 *
 * Since: 0.1
 */
struct _FootprintsCalendar
{
  gatomicrefcount ref_count;
  GTimeZone *zone;
  guint day_start_hour;
  GArray *stretches; /* of Stretch, ascending; never empty */
};

G_DEFINE_BOXED_TYPE (FootprintsCalendar,
                     footprints_calendar,
                     footprints_calendar_ref,
                     footprints_calendar_unref)

static GMutex cache_mutex;
static GHashTable *cache; /* hour and zone → FootprintsCalendar; under cache_mutex */

static gint64
zone_offset_s (GTimeZone *zone, gint64 time_s)
{
  return g_time_zone_get_offset (zone,
                                 g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time_s));
}

/* The first instant in (@low, @high] whose offset differs from the one at @low. */
static gint64
find_change (GTimeZone *zone, gint64 low, gint64 high)
{
  gint64 offset_s = zone_offset_s (zone, low);

  while (high - low > 1)
    {
      gint64 middle = low + (high - low) / 2;

      if (zone_offset_s (zone, middle) == offset_s)
        low = middle;
      else
        high = middle;
    }
  return high;
}

static FootprintsCalendar *
calendar_new (GTimeZone *zone, guint day_start_hour)
{
  FootprintsCalendar *self = g_new0 (FootprintsCalendar, 1);
  gint64 end_s =
      DAY_S * _footprints_date_to_day ((FootprintsDate){ FOOTPRINTS_CALENDAR_LAST_YEAR + 1, 1, 2 });
  Stretch stretch = { 0, zone_offset_s (zone, 0) };

  g_atomic_ref_count_init (&self->ref_count);
  self->zone = g_time_zone_ref (zone);
  self->day_start_hour = day_start_hour;
  self->stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  g_array_append_val (self->stretches, stretch);
  for (gint64 time_s = 0; time_s < end_s; time_s += PROBE_S)
    {
      if (zone_offset_s (zone, time_s + PROBE_S) == stretch.offset_s)
        continue;
      stretch.from_s = find_change (zone, time_s, time_s + PROBE_S);
      stretch.offset_s = zone_offset_s (zone, stretch.from_s);
      g_array_append_val (self->stretches, stretch);
    }
  return self;
}

/**
 * footprints_calendar_new:
 * @zone: (nullable): the time zone, %NULL for the system's
 * @day_start_hour: the hour at which a day begins, 0 to %FOOTPRINTS_MAX_DAY_START_HOUR
 *
 * Makes a calendar. Calendars are cached: the same arguments usually return the same one.
 *
 * Returns: (transfer full): a calendar
 *
 * Since: 0.1
 */
FootprintsCalendar *
footprints_calendar_new (GTimeZone *zone, guint day_start_hour)
{
  g_autoptr (GTimeZone) owned = NULL;
  g_autofree char *key = NULL;
  FootprintsCalendar *self;

  g_return_val_if_fail (day_start_hour <= FOOTPRINTS_MAX_DAY_START_HOUR, NULL);

  owned = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
  key = g_strdup_printf ("%u %s", day_start_hour, g_time_zone_get_identifier (owned));
  g_mutex_lock (&cache_mutex);
  if (cache == NULL)
    cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                   (GDestroyNotify) footprints_calendar_unref);
  self = g_hash_table_lookup (cache, key);
  if (self == NULL)
    {
      /* Any UTC offset is a valid identifier, so a client could request thousands. */
      if (g_hash_table_size (cache) >= MAX_CACHED_CALENDARS)
        g_hash_table_remove_all (cache);
      self = calendar_new (owned, day_start_hour);
      g_hash_table_insert (cache, g_steal_pointer (&key), self);
    }
  footprints_calendar_ref (self);
  g_mutex_unlock (&cache_mutex);
  return self;
}

/**
 * footprints_calendar_ref:
 * @self: a calendar
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 *
 * Since: 0.1
 */
FootprintsCalendar *
footprints_calendar_ref (FootprintsCalendar *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * footprints_calendar_unref:
 * @self: (transfer full): a calendar
 *
 * Releases a reference.
 *
 * Since: 0.1
 */
void
footprints_calendar_unref (FootprintsCalendar *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->stretches);
  g_time_zone_unref (self->zone);
  g_free (self);
}

/**
 * footprints_calendar_get_zone:
 * @self: a calendar
 *
 * Gets the time zone.
 *
 * Returns: (transfer none): a time zone
 *
 * Since: 0.1
 */
GTimeZone *
footprints_calendar_get_zone (FootprintsCalendar *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->zone;
}

/**
 * footprints_calendar_get_day_start_hour:
 * @self: a calendar
 *
 * Gets the hour at which a day begins.
 *
 * Returns: 0 to %FOOTPRINTS_MAX_DAY_START_HOUR
 *
 * Since: 0.1
 */
guint
footprints_calendar_get_day_start_hour (FootprintsCalendar *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->day_start_hour;
}

/**
 * footprints_calendar_equal:
 * @self: a calendar
 * @other: another one
 *
 * Checks whether two calendars have the same zone name and the same hour.
 *
 * Returns: %TRUE when they do
 *
 * Since: 0.1
 */
gboolean
footprints_calendar_equal (FootprintsCalendar *self, FootprintsCalendar *other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  return self->day_start_hour == other->day_start_hour &&
         g_str_equal (g_time_zone_get_identifier (self->zone),
                      g_time_zone_get_identifier (other->zone));
}

/* The last stretch that begins at or before @time_s, or the first one. */
static guint
find_stretch (FootprintsCalendar *self, gint64 time_s)
{
  const Stretch *stretches = (const Stretch *) (gconstpointer) self->stretches->data;
  guint low = 0;
  guint high = self->stretches->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (stretches[middle].from_s <= time_s)
        low = middle;
      else
        high = middle;
    }
  return low;
}

gint64
_footprints_calendar_from_local_s (FootprintsCalendar *self, gint64 local_s)
{
  const Stretch *stretches = (const Stretch *) (gconstpointer) self->stretches->data;
  /* No offset is more than a day, so the stretch is this one or one of the next. */
  guint i = find_stretch (self, local_s - 2 * DAY_S);

  while (TRUE)
    {
      gint64 time_s = local_s - stretches[i].offset_s;

      if (i + 1 == self->stretches->len || time_s < stretches[i + 1].from_s)
        return i == 0 ? time_s : MAX (time_s, stretches[i].from_s);
      i++;
    }
}

gint64
_footprints_calendar_day_start_s (FootprintsCalendar *self, int day)
{
  return _footprints_calendar_from_local_s (self, day * DAY_S + self->day_start_hour * HOUR_S);
}

gint64
_footprints_calendar_get_offset_s (FootprintsCalendar *self, gint64 time_s, gint64 *until_s)
{
  const Stretch *stretches = (const Stretch *) (gconstpointer) self->stretches->data;
  guint i = find_stretch (self, time_s);

  *until_s = i + 1 < self->stretches->len ? stretches[i + 1].from_s : G_MAXINT64;
  return stretches[i].offset_s;
}

gint64
_footprints_calendar_first_s (FootprintsCalendar *self)
{
  return _footprints_calendar_day_start_s (
      self, _footprints_date_to_day ((FootprintsDate){ FOOTPRINTS_CALENDAR_FIRST_YEAR, 1, 1 }));
}

gint64
_footprints_calendar_last_s (FootprintsCalendar *self)
{
  return _footprints_calendar_day_start_s (self, _footprints_date_to_day ((FootprintsDate){
                                                     FOOTPRINTS_CALENDAR_LAST_YEAR + 1, 1, 1 })) -
         1;
}

static int
floor_day (gint64 local_s)
{
  return (int) (local_s >= 0 ? local_s / DAY_S : -((-local_s + DAY_S - 1) / DAY_S));
}

int
_footprints_calendar_day_of (FootprintsCalendar *self, gint64 time_s)
{
  const Stretch *stretches = (const Stretch *) (gconstpointer) self->stretches->data;
  gint64 local_s = time_s + stretches[find_stretch (self, time_s)].offset_s;
  int day = floor_day (local_s - self->day_start_hour * HOUR_S);

  /* After a clock is set back across the start of a day, it shows the old date again, but the new
   * day has begun. */
  if (_footprints_calendar_day_start_s (self, day + 1) <= time_s)
    return day + 1;
  return day;
}

/* 1970-01-01 was a Thursday. */
int
_footprints_weekday_of_day (int day)
{
  return ((day + 3) % 7 + 7) % 7;
}

/* The Monday of the week that holds the fourth of January. */
static int
first_monday (int iso_year)
{
  int fourth = _footprints_date_to_day ((FootprintsDate){ iso_year, 1, 4 });

  return fourth - _footprints_weekday_of_day (fourth);
}

FootprintsIsoWeek
_footprints_iso_week_from_day (int day)
{
  int thursday = day - _footprints_weekday_of_day (day) + 3;
  int year = _footprints_date_from_day (thursday).year;

  return (FootprintsIsoWeek){ year, (thursday - first_monday (year)) / 7 + 1 };
}

gboolean
_footprints_iso_week_is_valid (FootprintsIsoWeek week)
{
  return week.year >= FOOTPRINTS_CALENDAR_FIRST_YEAR &&
         week.year <= FOOTPRINTS_CALENDAR_LAST_YEAR && week.week >= 1 &&
         first_monday (week.year) + 7 * (week.week - 1) < first_monday (week.year + 1);
}

int
_footprints_iso_week_to_day (FootprintsIsoWeek week)
{
  return first_monday (week.year) + 7 * (week.week - 1);
}

int
_footprints_step_first_day (FootprintsGranularity granularity, int day)
{
  FootprintsDate date;

  switch (granularity)
    {
    case FOOTPRINTS_GRANULARITY_WEEK:
      return day - _footprints_weekday_of_day (day);
    case FOOTPRINTS_GRANULARITY_MONTH:
      date = _footprints_date_from_day (day);
      return day - date.day + 1;
    case FOOTPRINTS_GRANULARITY_YEAR:
      date = _footprints_date_from_day (day);
      return _footprints_date_to_day ((FootprintsDate){ date.year, 1, 1 });
    case FOOTPRINTS_GRANULARITY_DAY:
      break;
    }
  return day;
}

int
_footprints_step_next_day (FootprintsGranularity granularity, int first_day)
{
  FootprintsDate date;

  switch (granularity)
    {
    case FOOTPRINTS_GRANULARITY_WEEK:
      return first_day + 7;
    case FOOTPRINTS_GRANULARITY_MONTH:
      date = _footprints_date_from_day (first_day);
      return first_day + _footprints_date_days_in_month (date.year, date.month);
    case FOOTPRINTS_GRANULARITY_YEAR:
      date = _footprints_date_from_day (first_day);
      return _footprints_date_to_day ((FootprintsDate){ date.year + 1, 1, 1 });
    case FOOTPRINTS_GRANULARITY_DAY:
      break;
    }
  return first_day + 1;
}

int
_footprints_calendar_find_step (FootprintsCalendar *self,
                                FootprintsGranularity granularity,
                                gint64 time_s,
                                gint64 *until_s)
{
  int first = _footprints_step_first_day (granularity, _footprints_calendar_day_of (self, time_s));

  *until_s =
      _footprints_calendar_day_start_s (self, _footprints_step_next_day (granularity, first));
  return first;
}

char *
_footprints_step_label (FootprintsGranularity granularity, int first_day)
{
  FootprintsDate date = _footprints_date_from_day (first_day);
  FootprintsIsoWeek week;

  switch (granularity)
    {
    case FOOTPRINTS_GRANULARITY_WEEK:
      week = _footprints_iso_week_from_day (first_day);
      return g_strdup_printf ("%04d-W%02d", week.year, week.week);
    case FOOTPRINTS_GRANULARITY_MONTH:
      return g_strdup_printf ("%04d-%02d", date.year, date.month);
    case FOOTPRINTS_GRANULARITY_YEAR:
      return g_strdup_printf ("%04d", date.year);
    case FOOTPRINTS_GRANULARITY_DAY:
      break;
    }
  return _footprints_date_to_string (date);
}
