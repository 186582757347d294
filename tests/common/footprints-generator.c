/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Makes the plays of an invented listener day by day, each from the seed and the number of its
 * day. */

#include "footprints-generator.h"

#include "footprints-invented-names.h"

#include <stdlib.h>

#define DAY_S 86400
#define MAX_DAYS 7305 /* 20 years */
#define MIN_PLAYS_PER_DAY 12
#define MAX_SESSION 60
#define MAX_TRACKS 16 /* on an album */

/* A play without its names, which are made later. */
typedef struct
{
  guint32 second; /* of the day */
  guint32 artist;
  guint16 album; /* of the artist */
  guint8 track;  /* of the album */
  guint8 has_album;
  guint16 duration_s;
  guint16 order;
} Entry;

/* All arithmetic uses integers: floating point does not give the same bits on every machine. */
struct _FootprintsGenerator
{
  guint64 seed;
  gint64 start_at; /* of the first day */
  guint32 n_days;
  guint32 n_artists;
  gboolean newest_first;

  guint64 *artist_weights; /* by artist, cumulative */
  guint32 *day_plays;      /* by day, plays of all days before it; one extra element at the end */

  /* The day being read. */
  gint64 day; /* -1 and n_days: none */
  GArray *entries;
  guint n_read;

  GString *artist;
  GString *album;
  GString *track;
};

/* Relative weights of the hours, from midnight; weekdays, then weekends. */
static const guint hour_weights[2][24] = {
  { 6, 3, 1, 1, 1, 2, 8, 20, 26, 22, 20, 20, 18, 18, 20, 22, 26, 34, 38, 40, 40, 36, 26, 14 },
  { 20, 14, 9, 5, 2, 1, 2, 5, 12, 22, 30, 32, 30, 30, 30, 30, 30, 32, 34, 36, 38, 38, 34, 28 },
};

static guint64
day_state (FootprintsGenerator *self, guint32 day, guint use)
{
  return footprints_mix2 (self->seed + use, day);
}

/* How much is played on a day: seasons of more and less, weekends, and holidays without any
 * plays. */
static guint32
day_weight (FootprintsGenerator *self, guint32 day)
{
  guint64 state = day_state (self, day, 1);
  guint64 season = day_state (self, day / 300, 2);
  guint64 fortnight = day_state (self, day / 14, 3);
  guint32 weight = 60 + footprints_random_below (&state, 120);

  /* The end of the history is "today", which always has plays. */
  if (day + 4 >= self->n_days)
    return 150;
  if (fortnight % 40 == 0 || footprints_random_below (&state, 30) == 0)
    return 0;
  if (day % 7 >= 5)
    weight += weight / 3;
  return weight * (guint32) (50 + season % 100) / 100;
}

static void
lay_out_days (FootprintsGenerator *self, guint32 n_plays)
{
  g_autofree guint64 *weights = g_new (guint64, self->n_days + 1);

  weights[0] = 0;
  for (guint32 day = 0; day < self->n_days; day++)
    weights[day + 1] = weights[day] + day_weight (self, day);
  self->day_plays = g_new (guint32, self->n_days + 1);
  for (guint32 day = 0; day <= self->n_days; day++)
    self->day_plays[day] = (guint32) (weights[day] * n_plays / weights[self->n_days]);
}

/* Zipf's law with a flatter head: no one plays one artist half of the time. */
static void
weigh_artists (FootprintsGenerator *self)
{
  guint64 total = 0;

  self->artist_weights = g_new (guint64, self->n_artists);
  for (guint32 artist = 0; artist < self->n_artists; artist++)
    {
      total += (G_GUINT64_CONSTANT (1) << 36) / (artist + 20);
      self->artist_weights[artist] = total;
    }
}

static guint32
square_root (guint64 value)
{
  guint64 root = 0;

  for (guint64 bit = G_GUINT64_CONSTANT (1) << 31; bit > 0; bit >>= 1)
    if ((root + bit) * (root + bit) <= value)
      root += bit;
  return (guint32) root;
}

static guint32
count_artists (guint32 n_plays)
{
  guint64 million = 1000 * 1000;

  if (n_plays <= million)
    return MAX ((guint32) ((guint64) n_plays * 34000 / million), 8);
  return 34 * square_root (n_plays);
}

FootprintsGenerator *
footprints_generator_new (guint32 n_plays, guint64 seed, gint64 end_at, gboolean newest_first)
{
  FootprintsGenerator *self = g_new0 (FootprintsGenerator, 1);

  g_assert (n_plays <= FOOTPRINTS_GENERATOR_MAX_PLAYS);

  self->seed = footprints_mix (seed);
  self->n_days = CLAMP (n_plays / MIN_PLAYS_PER_DAY, 1, MAX_DAYS);
  self->start_at = end_at - (gint64) self->n_days * DAY_S;
  self->n_artists = count_artists (n_plays);
  self->newest_first = newest_first;
  lay_out_days (self, n_plays);
  weigh_artists (self);
  self->day = newest_first ? (gint64) self->n_days : -1;
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->artist = g_string_new (NULL);
  self->album = g_string_new (NULL);
  self->track = g_string_new (NULL);
  return self;
}

void
footprints_generator_free (FootprintsGenerator *self)
{
  g_free (self->artist_weights);
  g_free (self->day_plays);
  g_array_unref (self->entries);
  g_string_free (self->artist, TRUE);
  g_string_free (self->album, TRUE);
  g_string_free (self->track, TRUE);
  g_free (self);
}

static guint64
artist_key (FootprintsGenerator *self, guint32 artist)
{
  return footprints_mix2 (self->seed + 4, artist);
}

static guint32
draw_artist (FootprintsGenerator *self, guint64 *state)
{
  guint64 total = self->artist_weights[self->n_artists - 1];
  guint64 place = footprints_next_random (state) % total;
  guint32 low = 0;
  guint32 high = self->n_artists - 1;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (self->artist_weights[middle] <= place)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* One artist in four is known from the first day; the others are discovered over time. */
static gboolean
is_known (FootprintsGenerator *self, guint32 artist, guint32 day)
{
  guint64 state = footprints_mix2 (self->seed + 5, artist);

  return footprints_random_below (&state, 4) == 0 ||
         footprints_random_below (&state, self->n_days) <= day;
}

static guint32
choose_artist (FootprintsGenerator *self, guint32 day, guint64 *state)
{
  guint32 artist = draw_artist (self, state);

  for (guint i = 0; i < 8 && !is_known (self, artist, day); i++)
    artist = draw_artist (self, state);
  return artist;
}

/* Most artists have one to three albums, the most popular up to thirteen. */
static guint
count_albums (FootprintsGenerator *self, guint32 artist)
{
  guint64 state = footprints_mix2 (self->seed + 6, artist);

  if (artist < self->n_artists / 20)
    return 4 + footprints_random_below (&state, 10);
  return 1 + footprints_random_below (&state, 3);
}

static guint64
album_key (FootprintsGenerator *self, guint32 artist, guint album)
{
  return footprints_mix2 (artist_key (self, artist), 1000 + album);
}

static guint
count_tracks (FootprintsGenerator *self, guint32 artist, guint album)
{
  guint64 state = footprints_mix2 (album_key (self, artist, album), 7);

  if (footprints_random_below (&state, 5) == 0)
    return 1 + footprints_random_below (&state, 4);
  return 8 + footprints_random_below (&state, MAX_TRACKS - 7);
}

static guint64
track_key (FootprintsGenerator *self, const Entry *entry)
{
  return footprints_mix2 (album_key (self, entry->artist, entry->album), 2000 + entry->track);
}

/* The smaller of two draws: the first items are the most popular. */
static guint32
draw_liked (guint64 *state, guint32 n)
{
  guint32 first = footprints_random_below (state, n);
  guint32 second = footprints_random_below (state, n);

  return MIN (first, second);
}

static void
choose_track (FootprintsGenerator *self, guint32 day, Entry *entry, guint64 *state)
{
  entry->artist = choose_artist (self, day, state);
  entry->album = (guint16) draw_liked (state, count_albums (self, entry->artist));
  entry->track =
      (guint8) footprints_random_below (state, count_tracks (self, entry->artist, entry->album));
}

/* Moves to the next track: albums are played in order, mixes are not. */
static void
advance (FootprintsGenerator *self, guint32 day, gboolean by_album, Entry *entry, guint64 *state)
{
  if (by_album && entry->track + 1u < count_tracks (self, entry->artist, entry->album))
    {
      entry->track++;
      return;
    }
  choose_track (self, day, entry, state);
  if (by_album)
    entry->track = 0;
}

static guint32
draw_second (guint32 day, guint64 *state)
{
  const guint *weights = hour_weights[day % 7 >= 5];
  guint total = 0;
  guint place;
  guint hour = 0;

  for (guint i = 0; i < 24; i++)
    total += weights[i];
  place = footprints_random_below (state, total);
  while (place >= weights[hour])
    place -= weights[hour++];
  return hour * 3600 + footprints_random_below (state, 3600);
}

static void
set_duration (FootprintsGenerator *self, Entry *entry)
{
  guint64 state = footprints_mix2 (track_key (self, entry), 8);

  entry->duration_s = (guint16) (120 + footprints_random_below (&state, 140) +
                                 footprints_random_below (&state, 140));
  /* One track in sixteen has no album that its source knows. */
  entry->has_album = footprints_random_below (&state, 16) != 0;
}

/* @n_plays tracks in a row, all on this day. */
static void
add_session (FootprintsGenerator *self, guint32 day, guint n_plays, guint64 *state)
{
  gboolean by_album = footprints_random_below (state, 100) < 40;
  guint first = self->entries->len;
  Entry entry = { 0 };
  guint32 length_s = 0;
  guint32 start;

  choose_track (self, day, &entry, state);
  for (guint i = 0; i < n_plays; i++)
    {
      if (i > 0)
        advance (self, day, by_album, &entry, state);
      set_duration (self, &entry);
      entry.second = length_s;
      entry.order = (guint16) self->entries->len;
      g_array_append_val (self->entries, entry);
      length_s += entry.duration_s + footprints_random_below (state, 4);
    }
  /* Plays after midnight move to the early hours of the same day, so that a day can be made without
   * its neighbours. */
  start = draw_second (day, state);
  for (guint i = first; i < self->entries->len; i++)
    {
      Entry *added = &g_array_index (self->entries, Entry, i);

      added->second = (added->second + start) % DAY_S;
    }
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *left = a;
  const Entry *right = b;

  if (left->second != right->second)
    return left->second < right->second ? -1 : 1;
  return (left->order > right->order) - (left->order < right->order);
}

/* Moves plays of the same second apart, but not beyond the day. */
static void
make_seconds_unique (GArray *entries)
{
  Entry *all = (Entry *) (gpointer) entries->data;
  guint n_entries = entries->len;

  for (guint i = 1; i < n_entries; i++)
    all[i].second = MAX (all[i].second, all[i - 1].second + 1);
  for (guint i = 0; i < n_entries; i++)
    all[n_entries - 1 - i].second = MIN (all[n_entries - 1 - i].second, DAY_S - 1 - i);
}

static void
make_day (FootprintsGenerator *self, guint32 day)
{
  guint32 n_left = self->day_plays[day + 1] - self->day_plays[day];
  guint64 state = day_state (self, day, 9);

  g_array_set_size (self->entries, 0);
  self->n_read = 0;
  while (n_left > 0)
    {
      guint wish = 1 + footprints_random_below (&state, MAX_SESSION / 2) *
                           (1 + footprints_random_below (&state, 2));
      guint n_plays = MIN (wish, n_left);

      add_session (self, day, n_plays, &state);
      n_left -= n_plays;
    }
  if (self->entries->len == 0)
    return;
  qsort (self->entries->data, self->entries->len, sizeof (Entry), compare_entries);
  make_seconds_unique (self->entries);
}

/* The source of the first half of the history, then those of the second. */
static const char *
source_of (FootprintsGenerator *self, guint32 day, const Entry *entry)
{
  if (day < self->n_days / 2)
    return "lastfm";
  return entry->second / 3600 < 9 ? "navidrome" : "listenbrainz";
}

static void
fill_play (FootprintsGenerator *self, const Entry *entry, FootprintsGeneratedPlay *play)
{
  guint64 key = artist_key (self, entry->artist);

  footprints_invent_artist (self->artist, key);
  footprints_invent_track (self->track, key, track_key (self, entry));
  if (entry->has_album)
    footprints_invent_album (self->album, key, album_key (self, entry->artist, entry->album));
  play->listened_at = self->start_at + self->day * DAY_S + entry->second;
  play->artist = self->artist->str;
  play->track = self->track->str;
  play->album = entry->has_album ? self->album->str : NULL;
  play->duration_ms = entry->duration_s * 1000;
  play->source = source_of (self, (guint32) self->day, entry);
}

gboolean
footprints_generator_next (FootprintsGenerator *self, FootprintsGeneratedPlay *play)
{
  guint position;

  while (self->n_read == self->entries->len)
    {
      self->day += self->newest_first ? -1 : 1;
      if (self->day < 0 || self->day >= self->n_days)
        {
          self->day -= self->newest_first ? -1 : 1;
          return FALSE;
        }
      make_day (self, (guint32) self->day);
    }
  position = self->newest_first ? self->entries->len - 1 - self->n_read : self->n_read;
  self->n_read++;
  fill_play (self, &g_array_index (self->entries, Entry, position), play);
  return TRUE;
}
