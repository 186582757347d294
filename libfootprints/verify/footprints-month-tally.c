/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The tallies of a verification, month by month, and which plays the service has listed. */

#include "libfootprints/verify/footprints-month-tally-private.h"

static void
clear_seen (gpointer data)
{
  FootprintsMonthTally *tally = data;

  g_clear_pointer (&tally->seen, g_hash_table_unref);
}

void
_footprints_months_init (FootprintsMonths *self)
{
  self->n_unusable = 0;
  self->tallies = g_array_new (FALSE, TRUE, sizeof (FootprintsMonthTally));
  g_array_set_clear_func (self->tallies, clear_seen);
}

void
_footprints_months_clear (FootprintsMonths *self)
{
  g_clear_pointer (&self->tallies, g_array_unref);
}

static FootprintsMonthTally
make_tally (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_s);
  FootprintsMonthTally tally = { .n_there = -1 };
  g_autoptr (GDateTime) start = NULL;
  g_autoptr (GDateTime) end = NULL;

  g_date_time_get_ymd (time, &tally.year, &tally.month, NULL);
  start = g_date_time_new_utc (tally.year, tally.month, 1, 0, 0, 0);
  end = g_date_time_add_months (start, 1);
  tally.start = g_date_time_to_unix (start);
  tally.end = g_date_time_to_unix (end);
  return tally;
}

FootprintsMonthTally *
_footprints_months_at (FootprintsMonths *self, gint64 time_s)
{
  guint low = 0;
  guint high = self->tallies->len;
  FootprintsMonthTally tally;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      FootprintsMonthTally *at = &g_array_index (self->tallies, FootprintsMonthTally, middle);

      if (time_s >= at->start && time_s < at->end)
        return at;
      if (time_s < at->start)
        high = middle;
      else
        low = middle + 1;
    }
  tally = make_tally (time_s);
  g_array_insert_val (self->tallies, low, tally);
  return &g_array_index (self->tallies, FootprintsMonthTally, low);
}

static guint64
hash_text (guint64 hash, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    hash = (hash ^ (guchar) *p) * G_GUINT64_CONSTANT (1099511628211);
  return (hash ^ 0xff) * G_GUINT64_CONSTANT (1099511628211);
}

/* FNV-1a, 64 bits, of what distinguishes plays of one source. */
static gint64
hash_play (const FootprintsScrobbleRow *play)
{
  guint64 hash = hash_text (G_GUINT64_CONSTANT (14695981039346656037), play->artist);

  return (gint64) ((hash_text (hash, play->track) ^ (guint64) play->listened_at) *
                   G_GUINT64_CONSTANT (1099511628211));
}

gboolean
_footprints_months_take (FootprintsMonths *self, const FootprintsScrobbleRow *play)
{
  FootprintsMonthTally *tally = _footprints_months_at (self, play->listened_at);
  gint64 hash = hash_play (play);

  if (tally->seen == NULL)
    tally->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return g_hash_table_add (tally->seen, g_memdup2 (&hash, sizeof hash));
}

void
_footprints_months_seal_after (FootprintsMonths *self, gint64 time_s)
{
  for (guint i = self->tallies->len; i-- > 0;)
    {
      FootprintsMonthTally *tally = &g_array_index (self->tallies, FootprintsMonthTally, i);

      if (tally->start <= time_s)
        return;
      clear_seen (tally);
    }
}

void
_footprints_months_end_walk (FootprintsMonths *self, gint64 since, gint64 until)
{
  for (guint i = 0; i < self->tallies->len; i++)
    {
      FootprintsMonthTally *tally = &g_array_index (self->tallies, FootprintsMonthTally, i);

      if (tally->end <= since || tally->start >= until)
        continue;
      tally->is_walked = TRUE;
      tally->n_there = tally->n_matched + tally->n_missing + tally->n_unusable;
      clear_seen (tally);
    }
}
