/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Which reports are one listen, as plainly as it can be said. Shares with the library only the keys
 * of names. */

#include "slow-listens.h"

#include "libfootprints/identity/footprints-fold-private.h"
#include "libfootprints/identity/footprints-name-key-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *source;
  guint precision;
  guint n_reports;
  guint n_with_length;
  gboolean stamps_end;
} Feed;

typedef struct
{
  SlowReport *report;
  guint index;
  guint64 key;
  guint64 spelling;
  guint feed;
  guint chain; /* the place of the first of its chain */
  guint from;  /* [from, to): the items with its key */
  guint to;
  gboolean is_alone;
} Item;

typedef struct
{
  gboolean is_stable;
  gint64 offset_s;
  gint64 window_s;
} Offset;

typedef struct
{
  GArray *feeds; /* of Feed */
  Item *items;   /* by key, time, and what was reported */
  guint n_items;
  Offset *offsets;      /* n_feeds × n_feeds */
  gboolean is_compared; /* between feeds, too */
} Slow;

static Feed *
get_feed (const Slow *self, guint feed)
{
  return &g_array_index (self->feeds, Feed, feed);
}

static guint
find_feed (Slow *self, const SlowReport *report)
{
  Feed feed = { report->source, report->precision, 0, 0, FALSE };

  for (guint i = 0; i < self->feeds->len; i++)
    if (strcmp (get_feed (self, i)->source, report->source) == 0 &&
        get_feed (self, i)->precision == report->precision)
      return i;
  g_array_append_val (self->feeds, feed);
  return self->feeds->len - 1;
}

static char *
fold (const char *text)
{
  GString *folded = g_string_new (NULL);

  _footprints_fold_append (folded, text);
  return g_string_free (folded, FALSE);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const Item *left = a;
  const Item *right = b;
  int order;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  if (left->report->time != right->report->time)
    return left->report->time < right->report->time ? -1 : 1;
  order = strcmp (left->report->source, right->report->source);
  if (order == 0)
    order = (int) left->report->precision - (int) right->report->precision;
  if (order == 0)
    order = strcmp (left->report->artist, right->report->artist);
  return order != 0 ? order : strcmp (left->report->track, right->report->track);
}

static void
begin (Slow *self, SlowReport *reports, guint n_reports)
{
  g_autoptr (GString) scratch = g_string_new (NULL);

  self->feeds = g_array_new (FALSE, FALSE, sizeof (Feed));
  self->items = g_new0 (Item, n_reports + 1);
  self->n_items = n_reports;
  for (guint i = 0; i < n_reports; i++)
    {
      g_autofree char *artist = fold (reports[i].artist);
      g_autofree char *track = fold (reports[i].track);

      self->items[i] = (Item){
        .report = &reports[i],
        .index = i,
        .key = _footprints_listen_key (_footprints_artist_key (reports[i].artist, artist, scratch),
                                       reports[i].track, track, scratch),
        .spelling = _footprints_spelling_key (reports[i].artist, reports[i].track, scratch),
        .feed = find_feed (self, &reports[i]),
      };
      get_feed (self, self->items[i].feed)->n_reports++;
      get_feed (self, self->items[i].feed)->n_with_length += reports[i].length_s != 0;
    }
  self->is_compared = self->feeds->len <= 256;
  qsort (self->items, n_reports, sizeof *self->items, compare_items);
  for (guint from = 0, to; from < n_reports; from = to)
    {
      for (to = from; to < n_reports && self->items[to].key == self->items[from].key; to++)
        self->items[to].from = from;
      for (guint i = from; i < to; i++)
        self->items[i].to = to;
    }
}

/* ---- Within a feed ---- */

static void
chain (Slow *self)
{
  for (guint i = 0; i < self->n_items; i++)
    {
      Item *item = &self->items[i];

      item->chain = i;
      for (guint k = i; k-- > 0;)
        {
          const Item *before = &self->items[k];
          gint64 gap_s = item->report->time - before->report->time;

          if (before->key != item->key || gap_s > 10)
            break;
          if (before->feed != item->feed || before->spelling != item->spelling)
            continue;
          if (gap_s == 0 || (item->report->precision == 0 &&
                             (before->report->length_s == 0 || before->report->length_s > gap_s)))
            item->chain = before->chain;
          break;
        }
    }
}

/* ---- Offsets ---- */

static gint64
get_instant (const Item *item)
{
  return item->report->time + (item->report->precision == 1 ? 30 : 0);
}

static gboolean
is_comparable (const Slow *self, const Item *item)
{
  return self->is_compared && item->report->precision != 2 && item->report->time >= 1033430400;
}

/* The first of its chain, and no other of its feed within an hour. */
static gboolean
is_alone (const Slow *self, guint at)
{
  const Item *item = &self->items[at];

  if (item->chain != at || !is_comparable (self, item))
    return FALSE;
  for (guint i = item->from; i < item->to; i++)
    {
      const Item *other = &self->items[i];

      if (i != at && other->feed == item->feed && other->chain == i &&
          ABS (other->report->time - item->report->time) <= 3600)
        return FALSE;
    }
  return TRUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
median (GArray *numbers)
{
  g_array_sort (numbers, compare_doubles);
  return (g_array_index (numbers, double, (numbers->len - 1) / 2) +
          g_array_index (numbers, double, numbers->len / 2)) /
         2;
}

static double
deviation (GArray *numbers)
{
  g_autoptr (GArray) distances = g_array_new (FALSE, FALSE, sizeof (double));
  double middle = median (numbers);

  for (guint i = 0; i < numbers->len; i++)
    {
      double distance = fabs (g_array_index (numbers, double, i) - middle);

      g_array_append_val (distances, distance);
    }
  return median (distances);
}

/* How much later @second reports what both do, with lengths taken off those that stamp the end. */
static GArray *
list_differences (
    const Slow *self, guint first, guint second, gboolean is_first_end, gboolean is_second_end)
{
  GArray *differences = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < self->n_items; i++)
    for (guint k = self->items[i].from; k < self->items[i].to; k++)
      {
        const Item *one = &self->items[i];
        const Item *other = &self->items[k];
        gint64 one_s, other_s;
        double difference_s;

        if (one->feed != first || other->feed != second || !one->is_alone || !other->is_alone ||
            ABS (one->report->time - other->report->time) > 1800)
          continue;
        one_s = one->report->length_s != 0 ? one->report->length_s : other->report->length_s;
        other_s = other->report->length_s != 0 ? other->report->length_s : one->report->length_s;
        if ((is_first_end || is_second_end) && one_s == 0)
          continue;
        difference_s = (double) (get_instant (other) - get_instant (one));
        difference_s += is_first_end ? (double) one_s : 0;
        difference_s -= is_second_end ? (double) other_s : 0;
        g_array_append_val (differences, difference_s);
      }
  return differences;
}

static gboolean
is_closer (GArray *plain, GArray *other)
{
  return other->len >= 20 && deviation (plain) > 5 && deviation (other) + 2 < deviation (plain);
}

static void
find_ends (Slow *self)
{
  for (guint first = 0; first < self->feeds->len; first++)
    for (guint second = first + 1; second < self->feeds->len; second++)
      {
        g_autoptr (GArray) plain = list_differences (self, first, second, FALSE, FALSE);
        g_autoptr (GArray) by_first = list_differences (self, first, second, TRUE, FALSE);
        g_autoptr (GArray) by_second = list_differences (self, first, second, FALSE, TRUE);
        gboolean is_first = is_closer (plain, by_first);
        gboolean is_second = is_closer (plain, by_second);

        if (is_first && (!is_second || deviation (by_first) < deviation (by_second)))
          get_feed (self, first)->stamps_end = TRUE;
        if (is_second && (!is_first || deviation (by_second) < deviation (by_first)))
          get_feed (self, second)->stamps_end = TRUE;
      }
}

static Offset
find_offset (const Slow *self, guint first, guint second)
{
  g_autoptr (GArray) differences = list_differences (
      self, first, second, get_feed (self, first)->stamps_end, get_feed (self, second)->stamps_end);
  gboolean is_coarse = get_feed (self, first)->precision + get_feed (self, second)->precision > 0;
  double middle, spread;

  if (differences->len < 20)
    {
      gint64 window_s = is_coarse ? 38 : 30;
      guint n_near = 0;

      for (guint i = 0; i < differences->len; i++)
        n_near += fabs (g_array_index (differences, double, i)) <= (double) window_s;
      return (Offset){ differences->len < 4 || n_near * 2 >= differences->len, 0, window_s };
    }
  middle = median (differences);
  spread = deviation (differences);
  return (Offset){
    fabs (middle) <= 300 && spread <= 20,
    5 * (gint64) round (middle / 5),
    (gint64) CLAMP (ceil (2.5 * spread), 30, 60),
  };
}

/* ---- Between feeds ---- */

static gboolean
is_better (const Feed *feed, const Feed *other)
{
  gboolean is_rich = feed->n_with_length > feed->n_reports / 2;
  gboolean is_other_rich = other->n_with_length > other->n_reports / 2;

  if (feed->precision != other->precision)
    return feed->precision < other->precision;
  if (feed->stamps_end != other->stamps_end)
    return !feed->stamps_end;
  if (is_rich != is_other_rich)
    return is_rich;
  return strcmp (feed->source, other->source) < 0;
}

static guint
get_rank (const Slow *self, guint feed)
{
  guint rank = 0;

  for (guint i = 0; i < self->feeds->len; i++)
    rank += is_better (get_feed (self, i), get_feed (self, feed));
  return rank;
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  return (int) (*(const gint64 *) a - *(const gint64 *) b);
}

/* The usual length of the track with this key. */
static gint64
estimate (const Slow *self, guint64 key)
{
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->n_items; i++)
    if (self->items[i].key == key && self->items[i].report->length_s != 0)
      g_array_append_val (lengths, self->items[i].report->length_s);
  g_array_sort (lengths, compare_lengths);
  if (lengths->len < 3 ||
      g_array_index (lengths, gint64, lengths->len - 1) - g_array_index (lengths, gint64, 0) > 5)
    return 0;
  return g_array_index (lengths, gint64, lengths->len / 2);
}

static gint64
get_start (const Slow *self, const Item *item, gint64 other_length_s, gboolean *is_known)
{
  gint64 length_s = item->report->length_s;

  *is_known = TRUE;
  if (!get_feed (self, item->feed)->stamps_end)
    return get_instant (item);
  if (length_s == 0)
    length_s = other_length_s != 0 ? other_length_s : estimate (self, item->key);
  *is_known = length_s != 0;
  return get_instant (item) - length_s;
}

/* How far @other is from where it is expected; -1: it cannot be the same listen. */
static gint64
get_distance (const Slow *self, const Item *lead, const Item *other)
{
  Offset offset = self->offsets[lead->feed * self->feeds->len + other->feed];
  gboolean is_lead_known, is_other_known;
  gint64 distance_s =
      llabs (get_start (self, other, lead->report->length_s, &is_other_known) -
             get_start (self, lead, other->report->length_s, &is_lead_known) - offset.offset_s);

  if (!is_comparable (self, lead) || !is_comparable (self, other) || !is_lead_known ||
      !is_other_known || !offset.is_stable || distance_s > offset.window_s)
    return -1;
  return distance_s;
}

static int
compare_starts (gconstpointer a, gconstpointer b, gpointer data)
{
  const Slow *self = data;
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;
  gboolean is_known;
  gint64 left_start = get_start (self, &self->items[left], 0, &is_known);
  gint64 right_start = get_start (self, &self->items[right], 0, &is_known);

  if (left_start != right_start)
    return left_start < right_start ? -1 : 1;
  return (left > right) - (left < right);
}

/* Matches the rows with the listens, both in order, by the whole table of best scores. */
static void
match (Slow *self, GArray *listens, GArray *rows)
{
  guint width = listens->len + 1;
  g_autofree double *best = g_new0 (double, (gsize) (rows->len + 1) * width);
  guint i = rows->len;
  guint k = listens->len;

#define BEST(row, listen) best[(row) *width + (listen)]
#define LISTEN(at) g_array_index (listens, guint, at)
#define ROW(at) g_array_index (rows, guint, at)
  for (guint row = 1; row <= rows->len; row++)
    for (guint listen = 1; listen <= listens->len; listen++)
      {
        gint64 distance_s =
            get_distance (self, &self->items[LISTEN (listen - 1)], &self->items[ROW (row - 1)]);

        BEST (row, listen) = MAX (BEST (row - 1, listen), BEST (row, listen - 1));
        if (distance_s >= 0)
          BEST (row, listen) =
              MAX (BEST (row, listen), BEST (row - 1, listen - 1) + 1e6 - (double) distance_s);
      }
  /* Back from the end; of equal ways, the one that leaves out what comes last. */
  while (i > 0 && k > 0)
    if (BEST (i, k) <= BEST (i - 1, k))
      i--;
    else if (BEST (i, k) <= BEST (i, k - 1))
      k--;
    else
      {
        i--;
        k--;
        self->items[ROW (i)].chain = LISTEN (k);
      }
#undef BEST
#undef LISTEN
#undef ROW
}

static gboolean
have_common_feed (const Slow *self, guint listen, guint other)
{
  for (guint i = self->items[listen].from; i < self->items[listen].to; i++)
    for (guint k = self->items[listen].from; k < self->items[listen].to; k++)
      if (self->items[i].chain == listen && self->items[k].chain == other &&
          self->items[i].feed == self->items[k].feed)
        return TRUE;
  return FALSE;
}

/* Joins the reports [@from, @to), which have one key. */
static guint
join_key (Slow *self, guint from, guint to)
{
  g_autoptr (GArray) listens = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_doubtful = 0;
  gboolean is_known;

  for (guint rank = 0; rank < self->feeds->len; rank++)
    {
      g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint i = from; i < to; i++)
        if (self->items[i].chain == i && get_rank (self, self->items[i].feed) == rank)
          g_array_append_val (rows, i);
      g_array_sort_with_data (rows, compare_starts, self);
      match (self, listens, rows);
      for (guint i = 0; i < rows->len; i++)
        if (self->items[g_array_index (rows, guint, i)].chain == g_array_index (rows, guint, i))
          g_array_append_val (listens, g_array_index (rows, guint, i));
      g_array_sort_with_data (listens, compare_starts, self);
    }
  /* What repeats a report follows it. */
  for (guint i = from; i < to; i++)
    self->items[i].chain = self->items[self->items[i].chain].chain;
  for (guint i = 1; i < listens->len; i++)
    {
      guint before = g_array_index (listens, guint, i - 1);
      guint at = g_array_index (listens, guint, i);
      gint64 gap_s = get_start (self, &self->items[at], 0, &is_known) -
                     get_start (self, &self->items[before], 0, &is_known);

      n_doubtful += have_common_feed (self, before, at) ? gap_s >= 11 && gap_s <= 29 : gap_s <= 900;
    }
  return n_doubtful;
}

guint
slow_join (SlowReport *reports, guint n_reports)
{
  Slow self;
  guint n_doubtful = 0;
  guint from = 0;

  begin (&self, reports, n_reports);
  chain (&self);
  for (guint i = 0; i < n_reports; i++)
    self.items[i].is_alone = is_alone (&self, i);
  find_ends (&self);
  self.offsets = g_new0 (Offset, self.feeds->len * self.feeds->len + 1);
  for (guint i = 0; i < self.feeds->len * self.feeds->len; i++)
    self.offsets[i] = find_offset (&self, i / self.feeds->len, i % self.feeds->len);
  for (guint i = 1; i <= n_reports; i++)
    if (i == n_reports || self.items[i].key != self.items[from].key)
      {
        n_doubtful += join_key (&self, from, i);
        from = i;
      }
  for (guint i = 0; i < n_reports; i++)
    {
      self.items[i].report->lead = self.items[self.items[i].chain].index;
      self.items[i].report->rank = get_rank (&self, self.items[i].feed);
    }
  g_array_unref (self.feeds);
  g_free (self.items);
  g_free (self.offsets);
  return n_doubtful;
}
