/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Learns how the clocks of two feeds differ.
 *
 * Anchors are plays that both feeds surely reported: the same track, once in each and not again for
 * an hour. For each pair of feeds, the differences of their times are counted by second, four times
 * over: as they are, and with the length of the track taken off one side, the other, or both, since
 * some feeds report when a play began and others when it ended. Whichever way the differences lie
 * closest together tells which.
 *
 * With 20 anchors or more, their median is the offset and the median distance from it, the
 * deviation, gives the window. An offset of more than 5 minutes or a deviation of more than 20 s is
 * no clock that can be corrected: then nothing is joined. With fewer, both clocks are taken to be
 * right, unless most of the anchors say otherwise. */

#include "libfootprints/identity/footprints-offsets-private.h"

#include <stdlib.h>
#include <string.h>

#define MIN_ANCHORS 20
/* So many can contradict. */
#define MIN_WITNESSES 4
#define MAX_OFFSET_S 300
#define MAX_DEVIATION_S 20
#define OFFSET_STEP_S 5
#define MIN_WINDOW_S 30
#define MAX_WINDOW_S 60
/* Half a minute is a quarter of a minute from its middle on average; 2.5 times that. */
#define MINUTE_WINDOW_S 38

typedef struct
{
  gint32 difference_s;
  guint32 n_anchors;
} Bin;

/* Which lengths are taken off. */
enum
{
  AS_THEY_ARE,
  OFF_SECOND,
  OFF_FIRST,
  OFF_BOTH,
  N_WAYS
};

typedef struct
{
  guint first;
  guint second;
  GArray *bins[N_WAYS]; /* of Bin, by difference */
  guint32 n_anchors[N_WAYS];
  FootprintsOffset offset;
  gboolean has_changed; /* since the last settling */
  gboolean is_first_end;
  gboolean is_second_end;
} Pair;

struct _FootprintsOffsets
{
  GArray *feeds;       /* of FootprintsFeed */
  GHashTable *numbers; /* source << 2 | precision → feed + 1 */
  GHashTable *pairs;   /* first << 16 | second, with first < second → Pair */
  guint n_used;        /* feeds that have reports */
};

static void
pair_free (gpointer data)
{
  Pair *pair = data;

  for (guint way = 0; way < N_WAYS; way++)
    g_array_unref (pair->bins[way]);
  g_free (pair);
}

static void
feed_clear (gpointer data)
{
  g_free (((FootprintsFeed *) data)->name);
}

FootprintsOffsets *
_footprints_offsets_new (void)
{
  FootprintsOffsets *self = g_new0 (FootprintsOffsets, 1);

  self->feeds = g_array_new (FALSE, FALSE, sizeof (FootprintsFeed));
  g_array_set_clear_func (self->feeds, feed_clear);
  self->numbers = g_hash_table_new (NULL, NULL);
  self->pairs = g_hash_table_new_full (NULL, NULL, NULL, pair_free);
  return self;
}

void
_footprints_offsets_free (FootprintsOffsets *self)
{
  g_array_unref (self->feeds);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->pairs);
  g_free (self);
}

static FootprintsFeed *
get_feed (const FootprintsOffsets *self, guint feed)
{
  return &g_array_index (self->feeds, FootprintsFeed, feed);
}

guint
_footprints_offsets_get_feed (FootprintsOffsets *self,
                              guint16 source,
                              FootprintsPrecision precision,
                              const char *name)
{
  gpointer key = GUINT_TO_POINTER ((guint) source << 2 | precision);
  FootprintsFeed feed = { .source = source, .precision = precision };
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, key));

  if (number == 0)
    {
      feed.name = g_strdup (name);
      g_array_append_val (self->feeds, feed);
      number = self->feeds->len;
      g_hash_table_insert (self->numbers, key, GUINT_TO_POINTER (number));
    }
  return number - 1;
}

guint
_footprints_offsets_count_used (const FootprintsOffsets *self)
{
  return self->n_used;
}

const FootprintsFeed *
_footprints_offsets_peek_feed (const FootprintsOffsets *self, guint feed)
{
  return get_feed (self, feed);
}

void
_footprints_offsets_count (FootprintsOffsets *self, guint feed, gboolean has_length, int n)
{
  FootprintsFeed *counted = get_feed (self, feed);

  g_assert (n > 0 || counted->n_reports > 0);

  self->n_used -= counted->n_reports > 0;
  counted->n_reports += (guint32) n;
  self->n_used += counted->n_reports > 0;
  if (has_length)
    counted->n_with_length += (guint32) n;
}

static FootprintsOffset
get_default (const FootprintsOffsets *self, guint first, guint second)
{
  gboolean is_coarse = get_feed (self, first)->precision != FOOTPRINTS_PRECISION_SECOND ||
                       get_feed (self, second)->precision != FOOTPRINTS_PRECISION_SECOND;

  return (FootprintsOffset){
    .is_stable = TRUE,
    .window_s = is_coarse ? MINUTE_WINDOW_S : MIN_WINDOW_S,
  };
}

static gpointer
pair_key (guint first, guint second)
{
  return GUINT_TO_POINTER (first << 16 | second);
}

static Pair *
take_pair (FootprintsOffsets *self, guint first, guint second)
{
  Pair *pair = g_hash_table_lookup (self->pairs, pair_key (first, second));

  if (pair != NULL)
    return pair;
  pair = g_new0 (Pair, 1);
  pair->first = first;
  pair->second = second;
  for (guint way = 0; way < N_WAYS; way++)
    pair->bins[way] = g_array_new (FALSE, FALSE, sizeof (Bin));
  pair->offset = get_default (self, first, second);
  g_hash_table_insert (self->pairs, pair_key (first, second), pair);
  return pair;
}

static void
count_difference (Pair *pair, guint way, gint32 difference_s, int n)
{
  GArray *bins = pair->bins[way];
  guint low = 0;
  guint high = bins->len;
  Bin *bin;

  pair->n_anchors[way] += (guint32) n;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (bins, Bin, middle).difference_s < difference_s)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == bins->len || g_array_index (bins, Bin, low).difference_s != difference_s)
    {
      Bin empty = { difference_s, 0 };

      g_array_insert_val (bins, low, empty);
    }
  bin = &g_array_index (bins, Bin, low);
  g_assert (n > 0 || bin->n_anchors > 0);
  bin->n_anchors += (guint32) n;
  if (bin->n_anchors == 0)
    g_array_remove_index (bins, low);
}

void
_footprints_offsets_learn (FootprintsOffsets *self,
                           guint first,
                           guint second,
                           gint32 difference_s,
                           guint16 length_first_s,
                           guint16 length_second_s,
                           int n)
{
  gint32 off_first = length_first_s != 0 ? length_first_s : length_second_s;
  gint32 off_second = length_second_s != 0 ? length_second_s : length_first_s;
  Pair *pair;

  g_assert (first != second);

  if (first > second)
    {
      _footprints_offsets_learn (self, second, first, -difference_s, length_second_s,
                                 length_first_s, n);
      return;
    }
  pair = take_pair (self, first, second);
  pair->has_changed = TRUE;
  count_difference (pair, AS_THEY_ARE, difference_s, n);
  if (off_first == 0)
    return;
  count_difference (pair, OFF_SECOND, difference_s - off_second, n);
  count_difference (pair, OFF_FIRST, difference_s + off_first, n);
  count_difference (pair, OFF_BOTH, difference_s - off_second + off_first, n);
}

/* The middle of the differences, or the mean of the two in the middle. */
static double
get_median (const GArray *bins, guint32 n_anchors)
{
  guint32 lower = (n_anchors - 1) / 2;
  guint32 upper = n_anchors / 2;
  guint32 seen = 0;
  double sum = 0;

  for (guint i = 0; i < bins->len && seen <= upper; i++)
    {
      const Bin *bin = &g_array_index (bins, Bin, i);

      if (lower >= seen && lower < seen + bin->n_anchors)
        sum += bin->difference_s;
      if (upper >= seen && upper < seen + bin->n_anchors)
        sum += bin->difference_s;
      seen += bin->n_anchors;
    }
  return sum / 2;
}

/* The median of the distances from @median: walks outwards from it, nearest first. */
static double
get_deviation (const GArray *bins, guint32 n_anchors, double median)
{
  guint32 lower = (n_anchors - 1) / 2;
  guint32 upper = n_anchors / 2;
  guint32 seen = 0;
  guint right = 0;
  gint left;
  double sum = 0;

  while (right < bins->len && g_array_index (bins, Bin, right).difference_s < median)
    right++;
  left = (gint) right - 1;
  while (seen <= upper)
    {
      double to_left =
          left >= 0 ? median - g_array_index (bins, Bin, left).difference_s : G_MAXDOUBLE;
      double to_right =
          right < bins->len ? g_array_index (bins, Bin, right).difference_s - median : G_MAXDOUBLE;
      double distance = MIN (to_left, to_right);
      guint32 n = g_array_index (bins, Bin, to_left < to_right ? left-- : (gint) right++).n_anchors;

      if (lower >= seen && lower < seen + n)
        sum += distance;
      if (upper >= seen && upper < seen + n)
        sum += distance;
      seen += n;
    }
  return sum / 2;
}

static double
get_deviation_of (const Pair *pair, guint way)
{
  return get_deviation (pair->bins[way], pair->n_anchors[way],
                        get_median (pair->bins[way], pair->n_anchors[way]));
}

/* Whether the differences lie clearly closer together when lengths are taken off this way. */
static gboolean
is_closer (const Pair *pair, guint way, double *deviation)
{
  double plain;

  if (pair->n_anchors[way] < MIN_ANCHORS)
    return FALSE;
  plain = get_deviation_of (pair, AS_THEY_ARE);
  *deviation = get_deviation_of (pair, way);
  return plain > 5 && *deviation + 2 < plain;
}

/* Finds out which of the two stamps the end, if the pair shows it. */
static void
judge_ends (Pair *pair)
{
  double first = G_MAXDOUBLE;
  double second = G_MAXDOUBLE;
  gboolean is_first = is_closer (pair, OFF_FIRST, &first);
  gboolean is_second = is_closer (pair, OFF_SECOND, &second);

  pair->is_first_end = is_first && (!is_second || first < second);
  pair->is_second_end = is_second && (!is_first || second < first);
}

/* To the nearest step, halves away from zero, so that it is the same from both sides. */
static gint32
round_offset (double offset_s)
{
  double steps = offset_s / OFFSET_STEP_S;

  return OFFSET_STEP_S * (gint32) (steps + (steps < 0 ? -0.5 : 0.5));
}

static gint32
round_window (double deviation_s)
{
  double window_s = 2.5 * deviation_s;
  gint32 rounded = (gint32) window_s;

  rounded += rounded < window_s;
  return CLAMP (rounded, MIN_WINDOW_S, MAX_WINDOW_S);
}

/* Without enough anchors to learn from. */
static FootprintsOffset
assume (const FootprintsOffsets *self, const Pair *pair, guint way)
{
  FootprintsOffset offset = get_default (self, pair->first, pair->second);
  guint32 n_near = 0;

  for (guint i = 0; i < pair->bins[way]->len; i++)
    {
      const Bin *bin = &g_array_index (pair->bins[way], Bin, i);

      if (ABS (bin->difference_s) <= offset.window_s)
        n_near += bin->n_anchors;
    }
  offset.is_stable =
      pair->n_anchors[way] < MIN_WITNESSES || n_near >= pair->n_anchors[way] - n_near;
  return offset;
}

static FootprintsOffset
conclude (const FootprintsOffsets *self, const Pair *pair)
{
  gboolean is_first_end = get_feed (self, pair->first)->stamps_end;
  gboolean is_second_end = get_feed (self, pair->second)->stamps_end;
  guint way = is_first_end && is_second_end ? OFF_BOTH
              : is_first_end                ? OFF_FIRST
              : is_second_end               ? OFF_SECOND
                                            : AS_THEY_ARE;
  double median;
  double deviation;

  if (pair->n_anchors[way] < MIN_ANCHORS)
    return assume (self, pair, way);
  median = get_median (pair->bins[way], pair->n_anchors[way]);
  deviation = get_deviation (pair->bins[way], pair->n_anchors[way], median);
  return (FootprintsOffset){
    .is_stable = ABS (median) <= MAX_OFFSET_S && deviation <= MAX_DEVIATION_S,
    .offset_s = round_offset (CLAMP (median, -2 * MAX_OFFSET_S, 2 * MAX_OFFSET_S)),
    .window_s = round_window (MIN (deviation, MAX_WINDOW_S)),
  };
}

/* Exact times before whole minutes, beginnings before ends, known lengths before unknown ones. */
static int
compare_feeds (gconstpointer a, gconstpointer b)
{
  const FootprintsFeed *left = *(const FootprintsFeed *const *) a;
  const FootprintsFeed *right = *(const FootprintsFeed *const *) b;
  gboolean is_left_rich = left->n_with_length > left->n_reports / 2;
  gboolean is_right_rich = right->n_with_length > right->n_reports / 2;

  if (left->precision != right->precision)
    return left->precision < right->precision ? -1 : 1;
  if (left->stamps_end != right->stamps_end)
    return left->stamps_end ? 1 : -1;
  if (is_left_rich != is_right_rich)
    return is_left_rich ? -1 : 1;
  return strcmp (left->name, right->name);
}

/* TRUE when the order has changed. */
static gboolean
rank_feeds (FootprintsOffsets *self)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  gboolean has_changed = FALSE;

  for (guint i = 0; i < self->feeds->len; i++)
    g_ptr_array_add (order, get_feed (self, i));
  g_ptr_array_sort (order, compare_feeds);
  for (guint rank = 0; rank < order->len; rank++)
    {
      FootprintsFeed *feed = g_ptr_array_index (order, rank);

      has_changed |= feed->rank != rank;
      feed->rank = rank;
    }
  return has_changed;
}

static gboolean
settle_ends (FootprintsOffsets *self)
{
  g_autofree gboolean *stamps_end = g_new0 (gboolean, self->feeds->len + 1);
  gboolean has_changed = FALSE;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->pairs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Pair *pair = value;

      if (pair->has_changed)
        judge_ends (pair);
      stamps_end[pair->first] |= pair->is_first_end;
      stamps_end[pair->second] |= pair->is_second_end;
    }
  for (guint i = 0; i < self->feeds->len; i++)
    {
      has_changed |= get_feed (self, i)->stamps_end != stamps_end[i];
      get_feed (self, i)->stamps_end = stamps_end[i];
    }
  return has_changed;
}

gboolean
_footprints_offsets_settle (FootprintsOffsets *self)
{
  gboolean have_ends_changed = settle_ends (self);
  gboolean has_changed = rank_feeds (self) || have_ends_changed;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->pairs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Pair *pair = value;
      FootprintsOffset before = pair->offset;

      if (!pair->has_changed && !have_ends_changed)
        continue;
      pair->offset = conclude (self, pair);
      pair->has_changed = FALSE;
      has_changed |= before.is_stable != pair->offset.is_stable ||
                     before.offset_s != pair->offset.offset_s ||
                     before.window_s != pair->offset.window_s;
    }
  return has_changed;
}

gboolean
_footprints_offsets_has_ends (const FootprintsOffsets *self)
{
  for (guint i = 0; i < self->feeds->len; i++)
    if (get_feed (self, i)->stamps_end)
      return TRUE;
  return FALSE;
}

FootprintsOffset
_footprints_offsets_get (const FootprintsOffsets *self, guint first, guint second)
{
  const Pair *pair;
  FootprintsOffset offset;

  if (first > second)
    {
      offset = _footprints_offsets_get (self, second, first);
      offset.offset_s = -offset.offset_s;
      return offset;
    }
  pair = g_hash_table_lookup (self->pairs, pair_key (first, second));
  return pair != NULL ? pair->offset : get_default (self, first, second);
}
