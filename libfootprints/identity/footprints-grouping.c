/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Which reports are one listen.
 *
 * Services and files report the same listen each in their own way: some seconds early or late, in
 * whole minutes, when it ended instead of when it began, with other spellings, or twice. Three
 * steps find what belongs together:
 *
 *   chain   Within a feed, the same track within 10 s of the report before is that report again:
 *           nobody starts a track twice in 10 s. Feeds of whole minutes repeat only equal times.
 *   learn   Which offset there is between two feeds; see footprints-offsets.c.
 *   join    The best feed of the group leads: its reports are the first listens. The reports of
 *           each further feed are matched with the listens, one to one and in order, each within
 *           the window of where its lead is expected; what finds no partner is a listen of its own.
 *           Of all such matchings, the one with the most pairs counts, of those the one with the
 *           least sum of distances, and of equal ones the one that leaves out what comes last.
 *
 * A distance is always one to the report that leads, never along a chain of pairs, and a listen has
 * one report of each feed. So a track that was played twice in a row stays two listens, however
 * many feeds report it. The order in which reports arrived plays no part. */

#include "libfootprints/identity/footprints-grouping-private.h"

#include <stdlib.h>
#include <string.h>

#define REPEAT_S 10
/* So many reports of one key within 10 s cannot be listening: what is further back is not
 * compared. */
#define MAX_LOOK_BACK 64
#define FIRST_DOUBTFUL_S 11 /* within a feed */
#define DOUBTFUL_S 900      /* between feeds */
#define ANCHOR_S 1800
/* No service existed before 2002-10: clocks that were not set. */
#define FIRST_KNOWN_TIME G_GINT64_CONSTANT (1033430400)
/* As far as an offset and a window reach together. */
#define MAX_DISTANCE_S 360
/* More feeds than anyone has: what they report is not compared. */
#define MAX_FEEDS 16
/* A group that needs more steps than this was made to be slow. */
#define MAX_CELLS (16 * 1024 * 1024)
#define PAIR_SCORE ((gint64) 1 << 32)

typedef struct
{
  guint32 lead; /* index of the report */
  gint64 start; /* when it began by that report's clock */
  guint64 feeds;
} Listen;

/* A report of the feed that is being matched. */
typedef struct
{
  guint32 index;
  gint64 start;
  guint32 low; /* the listens [low, high) are close enough to look at */
  guint32 high;
} Row;

struct _FootprintsGrouping
{
  FootprintsOffsets *offsets;
  FootprintsSameSpellingFunc is_same_spelling;
  FootprintsTrackOrderFunc compare_tracks;
  gpointer data;

  /* Work space, kept between groups. */
  GArray *feeds;   /* of guint16 */
  GArray *listens; /* of Listen */
  GArray *rows;    /* of Row */
  GArray *scores;  /* of gint64 */
  GByteArray *choices;
  GArray *last; /* of gint64, by place in feeds */
  GByteArray *alone;
};

FootprintsGrouping *
_footprints_grouping_new (FootprintsOffsets *offsets,
                          FootprintsSameSpellingFunc is_same_spelling,
                          FootprintsTrackOrderFunc compare_tracks,
                          gpointer data)
{
  FootprintsGrouping *self = g_new0 (FootprintsGrouping, 1);

  self->offsets = offsets;
  self->is_same_spelling = is_same_spelling;
  self->compare_tracks = compare_tracks;
  self->data = data;
  self->feeds = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->listens = g_array_new (FALSE, FALSE, sizeof (Listen));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->scores = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->choices = g_byte_array_new ();
  self->last = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->alone = g_byte_array_new ();
  return self;
}

void
_footprints_grouping_free (FootprintsGrouping *self)
{
  g_array_unref (self->feeds);
  g_array_unref (self->listens);
  g_array_unref (self->rows);
  g_array_unref (self->scores);
  g_byte_array_unref (self->choices);
  g_array_unref (self->last);
  g_byte_array_unref (self->alone);
  g_free (self);
}

static const FootprintsFeed *
get_feed (const FootprintsGrouping *self, const FootprintsCandidate *candidate)
{
  return _footprints_offsets_peek_feed (self->offsets, candidate->feed);
}

static int
compare_candidates (gconstpointer a, gconstpointer b, gpointer data)
{
  const FootprintsGrouping *self = data;
  const FootprintsCandidate *left = a;
  const FootprintsCandidate *right = b;
  int order;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  if (left->listened_at != right->listened_at)
    return left->listened_at < right->listened_at ? -1 : 1;
  if (left->feed != right->feed)
    {
      order = strcmp (get_feed (self, left)->name, get_feed (self, right)->name);
      if (order != 0)
        return order;
      return (int) get_feed (self, left)->precision - (int) get_feed (self, right)->precision;
    }
  return self->compare_tracks (self->data, left->track, right->track);
}

void
_footprints_grouping_sort (FootprintsGrouping *self,
                           FootprintsCandidate *candidates,
                           guint32 n_candidates)
{
  if (n_candidates > 1)
    g_qsort_with_data (candidates, (gint) n_candidates, sizeof *candidates, compare_candidates,
                       self);
}

/* ---- Within a feed ---- */

static gboolean
is_spelled_alike (FootprintsGrouping *self,
                  const FootprintsCandidate *candidate,
                  const FootprintsCandidate *other)
{
  return candidate->track == other->track ||
         self->is_same_spelling (self->data, candidate->track, other->track);
}

/* Whether @later is @earlier once more. */
static gboolean
is_repeat (FootprintsGrouping *self,
           const FootprintsCandidate *earlier,
           const FootprintsCandidate *later)
{
  gint64 gap_s = later->listened_at - earlier->listened_at;

  if (get_feed (self, later)->precision != FOOTPRINTS_PRECISION_SECOND)
    return gap_s == 0;
  /* A track of a few seconds may well be played again. */
  return gap_s == 0 || earlier->length_s == 0 || earlier->length_s > gap_s;
}

void
_footprints_grouping_chain (FootprintsGrouping *self,
                            FootprintsCandidate *group,
                            guint32 n_candidates)
{
  for (guint32 i = 0; i < n_candidates; i++)
    {
      group[i].lead = i;
      for (guint32 k = i; k-- > 0 && i - k <= MAX_LOOK_BACK &&
                          group[i].listened_at - group[k].listened_at <= REPEAT_S;)
        if (group[k].feed == group[i].feed && is_spelled_alike (self, &group[k], &group[i]))
          {
            if (is_repeat (self, &group[k], &group[i]))
              group[i].lead = group[k].lead;
            break;
          }
    }
}

/* ---- Between feeds ---- */

static gboolean
is_comparable (const FootprintsGrouping *self, const FootprintsCandidate *candidate)
{
  return get_feed (self, candidate)->precision != FOOTPRINTS_PRECISION_DAY &&
         candidate->listened_at >= FIRST_KNOWN_TIME;
}

/* A minute stands for its middle. */
static gint64
get_instant (const FootprintsGrouping *self, const FootprintsCandidate *candidate)
{
  return candidate->listened_at +
         (get_feed (self, candidate)->precision == FOOTPRINTS_PRECISION_MINUTE ? 30 : 0);
}

/* When the play began, as far as its feed can tell; FALSE: it cannot. */
static gboolean
get_start (const FootprintsGrouping *self,
           const FootprintsCandidate *candidate,
           guint16 other_length_s,
           guint16 estimate_s,
           gint64 *start)
{
  *start = get_instant (self, candidate);
  if (!get_feed (self, candidate)->stamps_end)
    return TRUE;
  *start -= candidate->length_s != 0 ? candidate->length_s
            : other_length_s != 0    ? other_length_s
                                     : estimate_s;
  return candidate->length_s != 0 || other_length_s != 0 || estimate_s != 0;
}

/* Whether @other can be a report of the same listen as @lead, and how far it is from where it is
 * expected. */
static gboolean
can_join (const FootprintsGrouping *self,
          const FootprintsCandidate *lead,
          const FootprintsCandidate *other,
          guint16 estimate_s,
          gint64 *distance_s)
{
  FootprintsOffset offset;
  gint64 lead_start;
  gint64 other_start;

  if (!is_comparable (self, lead) || !is_comparable (self, other) ||
      !get_start (self, lead, other->length_s, estimate_s, &lead_start) ||
      !get_start (self, other, lead->length_s, estimate_s, &other_start))
    return FALSE;
  offset = _footprints_offsets_get (self->offsets, lead->feed, other->feed);
  *distance_s = ABS (other_start - lead_start - offset.offset_s);
  return offset.is_stable && *distance_s <= offset.window_s;
}

static guint
find_feed (const FootprintsGrouping *self, guint16 feed)
{
  guint at = 0;

  while (at < self->feeds->len && g_array_index (self->feeds, guint16, at) != feed)
    at++;
  return at;
}

/* Lists the feeds of the group; FALSE: there are too many. */
static gboolean
list_feeds (FootprintsGrouping *self, const FootprintsCandidate *group, guint32 n_candidates)
{
  g_array_set_size (self->feeds, 0);
  for (guint32 i = 0; i < n_candidates && self->feeds->len <= MAX_FEEDS; i++)
    if (find_feed (self, group[i].feed) == self->feeds->len)
      g_array_append_val (self->feeds, group[i].feed);
  if (self->feeds->len <= MAX_FEEDS &&
      _footprints_offsets_count_used (self->offsets) <= FOOTPRINTS_MAX_FEEDS)
    return TRUE;
  g_array_set_size (self->feeds, 0);
  return FALSE;
}

/* Marks the reports whose feed has no other one of the track for an hour before and after. */
static void
mark_alone (FootprintsGrouping *self, const FootprintsCandidate *group, guint32 n_candidates)
{
  g_byte_array_set_size (self->alone, n_candidates);
  g_array_set_size (self->last, self->feeds->len);
  for (guint feed = 0; feed < self->feeds->len; feed++)
    g_array_index (self->last, gint64, feed) = -1;
  for (guint32 i = 0; i < n_candidates; i++)
    {
      gint64 *last = &g_array_index (self->last, gint64, find_feed (self, group[i].feed));

      self->alone->data[i] = group[i].lead == i && is_comparable (self, &group[i]);
      if (group[i].lead != i)
        continue;
      if (*last >= 0 && group[i].listened_at - group[*last].listened_at <= FOOTPRINTS_REACH_S)
        self->alone->data[i] = self->alone->data[*last] = FALSE;
      *last = i;
    }
}

void
_footprints_grouping_learn (FootprintsGrouping *self,
                            const FootprintsCandidate *group,
                            guint32 n_candidates,
                            int n)
{
  if (n_candidates < 2 || !list_feeds (self, group, n_candidates) || self->feeds->len < 2)
    return;
  mark_alone (self, group, n_candidates);
  for (guint32 i = 0; i < n_candidates; i++)
    for (guint32 k = i + 1; self->alone->data[i] && k < n_candidates &&
                            group[k].listened_at - group[i].listened_at <= ANCHOR_S;
         k++)
      if (self->alone->data[k] && group[k].feed != group[i].feed)
        _footprints_offsets_learn (
            self->offsets, group[i].feed, group[k].feed,
            (gint32) (get_instant (self, &group[k]) - get_instant (self, &group[i])),
            group[i].length_s, group[k].length_s, n);
}

/* Puts the best feed first; there are few. */
static void
sort_feeds (FootprintsGrouping *self)
{
  guint16 *feeds = (guint16 *) (gpointer) self->feeds->data;

  for (guint i = 1; i < self->feeds->len; i++)
    for (guint k = i;
         k > 0 && _footprints_offsets_peek_feed (self->offsets, feeds[k])->rank <
                      _footprints_offsets_peek_feed (self->offsets, feeds[k - 1])->rank;
         k--)
      {
        guint16 better = feeds[k];

        feeds[k] = feeds[k - 1];
        feeds[k - 1] = better;
      }
}

static int
compare_listens (gconstpointer a, gconstpointer b)
{
  const Listen *left = a;
  const Listen *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  return (left->lead > right->lead) - (left->lead < right->lead);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *left = a;
  const Row *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  return (left->index > right->index) - (left->index < right->index);
}

/* The reports of a feed, in the order in which they began. FALSE: some are comparable only with
 * listens that know the length. */
static gboolean
list_rows (FootprintsGrouping *self,
           const FootprintsCandidate *group,
           guint32 n_candidates,
           guint16 feed,
           guint16 estimate_s)
{
  gboolean are_starts_known = TRUE;

  g_array_set_size (self->rows, 0);
  for (guint32 i = 0; i < n_candidates; i++)
    if (group[i].feed == feed && group[i].lead == i)
      {
        Row row = { .index = i };

        are_starts_known &= get_start (self, &group[i], 0, estimate_s, &row.start);
        g_array_append_val (self->rows, row);
      }
  if (self->rows->len > 1)
    g_array_sort (self->rows, compare_rows);
  return are_starts_known;
}

/* Sets which listens each row is to be compared with; both ends only ever ascend. Returns how many
 * comparisons that makes. */
static gsize
set_bounds (FootprintsGrouping *self, gboolean are_starts_known)
{
  guint32 n_listens = self->listens->len;
  guint32 low = 0;
  guint32 high = 0;
  gsize n_cells = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      while (low < n_listens && are_starts_known &&
             g_array_index (self->listens, Listen, low).start < row->start - MAX_DISTANCE_S)
        low++;
      high = MAX (high, low);
      while (high < n_listens &&
             (!are_starts_known ||
              g_array_index (self->listens, Listen, high).start <= row->start + MAX_DISTANCE_S))
        high++;
      row->low = low;
      row->high = high;
      n_cells += high - low;
    }
  return n_cells;
}

enum
{
  SKIP_LISTEN,
  SKIP_ROW,
  TAKE_BOTH
};

/* Scores, by dynamic programming, the matchings of rows with listens. After a row, scores[k] is the
 * best one of all rows so far with the first k listens; choices says how it came about. */
static void
score_rows (FootprintsGrouping *self, const FootprintsCandidate *group, guint16 estimate_s)
{
  gint64 *scores;
  guint8 *choices = self->choices->data;
  guint32 filled = 0;

  g_array_set_size (self->scores, self->listens->len + 1);
  scores = (gint64 *) (gpointer) self->scores->data;
  scores[0] = 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      gint64 before;

      for (; filled < row->high; filled++)
        scores[filled + 1] = scores[filled];
      before = scores[row->low];
      for (guint32 k = row->low; k < row->high; k++)
        {
          const Listen *listen = &g_array_index (self->listens, Listen, k);
          gint64 best = scores[k + 1];
          guint8 choice = SKIP_ROW;
          gint64 distance_s;

          if (scores[k] > best)
            {
              best = scores[k];
              choice = SKIP_LISTEN;
            }
          if (can_join (self, &group[listen->lead], &group[row->index], estimate_s, &distance_s) &&
              before + PAIR_SCORE - distance_s > best)
            {
              best = before + PAIR_SCORE - distance_s;
              choice = TAKE_BOTH;
            }
          before = scores[k + 1];
          scores[k + 1] = best;
          *choices++ = choice;
        }
    }
}

/* Follows the choices back and joins what was matched. */
static void
take_pairs (FootprintsGrouping *self, FootprintsCandidate *group)
{
  const guint8 *choices = self->choices->data + self->choices->len;
  guint32 k = self->listens->len;

  for (guint i = self->rows->len; i-- > 0;)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      choices -= row->high - row->low;
      k = MIN (k, row->high);
      while (k > row->low && choices[k - 1 - row->low] == SKIP_LISTEN)
        k--;
      if (k > row->low && choices[k - 1 - row->low] == TAKE_BOTH)
        {
          Listen *listen = &g_array_index (self->listens, Listen, --k);

          group[row->index].lead = listen->lead;
          listen->feeds |= (guint64) 1 << find_feed (self, group[row->index].feed);
        }
    }
}

static void
add_listens (FootprintsGrouping *self, const FootprintsCandidate *group)
{
  guint n_before = self->listens->len;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      Listen listen = {
        .lead = row->index,
        .start = row->start,
        .feeds = (guint64) 1 << find_feed (self, group[row->index].feed),
      };

      if (group[row->index].lead == row->index)
        g_array_append_val (self->listens, listen);
    }
  if (n_before > 0 && self->listens->len > n_before)
    g_array_sort (self->listens, compare_listens);
}

static void
join_feed (FootprintsGrouping *self,
           FootprintsCandidate *group,
           guint32 n_candidates,
           guint16 feed,
           guint16 estimate_s)
{
  gboolean are_starts_known = list_rows (self, group, n_candidates, feed, estimate_s);
  gsize n_cells = self->listens->len > 0 ? set_bounds (self, are_starts_known) : 0;

  if (n_cells > 0 && n_cells <= MAX_CELLS)
    {
      g_byte_array_set_size (self->choices, (guint) n_cells);
      score_rows (self, group, estimate_s);
      take_pairs (self, group);
    }
  add_listens (self, group);
}

/* Whether the second listen may be the first, although it was not joined: close together, by other
 * feeds, or a few seconds too late to be a repeat. */
static gboolean
is_doubtful (const Listen *first, const Listen *second)
{
  gint64 gap_s = second->start - first->start;

  if ((first->feeds & second->feeds) != 0)
    return gap_s >= FIRST_DOUBTFUL_S && gap_s <= FOOTPRINTS_REACH_OF_ONE_FEED_S;
  return gap_s <= DOUBTFUL_S;
}

static guint32
count_doubtful (const FootprintsGrouping *self)
{
  guint32 n_doubtful = 0;

  for (guint i = 1; i < self->listens->len; i++)
    n_doubtful += is_doubtful (&g_array_index (self->listens, Listen, i - 1),
                               &g_array_index (self->listens, Listen, i));
  return n_doubtful;
}

/* Most groups: a report of each of two feeds. Does what the general way would do. */
static guint32
join_two (FootprintsGrouping *self, FootprintsCandidate *group, guint16 estimate_s)
{
  guint32 lead = group[0].feed == g_array_index (self->feeds, guint16, 0) ? 0 : 1;
  gint64 starts[2];
  gint64 distance_s;

  if (can_join (self, &group[lead], &group[1 - lead], estimate_s, &distance_s))
    {
      group[1 - lead].lead = lead;
      return 0;
    }
  for (guint i = 0; i < 2; i++)
    get_start (self, &group[i], 0, estimate_s, &starts[i]);
  return ABS (starts[1] - starts[0]) <= DOUBTFUL_S;
}

guint32
_footprints_grouping_join (FootprintsGrouping *self,
                           FootprintsCandidate *group,
                           guint32 n_candidates,
                           guint16 estimate_s)
{
  if (n_candidates < 2 || !list_feeds (self, group, n_candidates))
    return 0;
  sort_feeds (self);
  if (n_candidates == 2 && self->feeds->len == 2)
    return join_two (self, group, estimate_s);
  g_array_set_size (self->listens, 0);
  for (guint i = 0; i < self->feeds->len; i++)
    join_feed (self, group, n_candidates, g_array_index (self->feeds, guint16, i), estimate_s);
  /* Repeats follow the report that they repeat. */
  for (guint32 i = 0; i < n_candidates; i++)
    group[i].lead = group[group[i].lead].lead;
  return count_doubtful (self);
}

const guint16 *
_footprints_grouping_get_feeds (const FootprintsGrouping *self, guint *n_feeds)
{
  *n_feeds = self->feeds->len;
  return (const guint16 *) (gconstpointer) self->feeds->data;
}
