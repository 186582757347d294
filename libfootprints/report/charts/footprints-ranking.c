/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Ranks entities by count. Only the top of the list is kept and sorted, down to the last entry
 * requested. */

#include "libfootprints/report/charts/footprints-ranking-private.h"

#include "libfootprints/report/charts/footprints-top-private.h"

#include <stdlib.h>
#include <string.h>

const char *
_footprints_entity_get_artist (FootprintsHistory *history, FootprintsEntityKind kind, guint32 id)
{
  const FootprintsNameTable *artists =
      _footprints_history_get_name_table (history, FOOTPRINTS_ENTITY_KIND_ARTIST);
  FootprintsEntities entities = _footprints_history_get_entities (history);

  switch (kind)
    {
    case FOOTPRINTS_ENTITY_KIND_ALBUM:
      return _footprints_name_table_get (artists, entities.artist_of_album[id]);
    case FOOTPRINTS_ENTITY_KIND_TRACK:
      return _footprints_name_table_get (artists,
                                         _footprints_entities_get_first_artist (&entities, id));
    case FOOTPRINTS_ENTITY_KIND_ARTIST:
    default:
      return NULL;
    }
}

/* What is ranked. */
typedef struct
{
  FootprintsHistory *history;
  FootprintsEntityKind kind;
} Subject;

/* Negative when @a comes before @b. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const FootprintsRanked *left = a;
  const FootprintsRanked *right = b;
  const Subject *subject = data;
  const FootprintsNameTable *table =
      _footprints_history_get_name_table (subject->history, subject->kind);
  int order;

  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  order = strcmp (_footprints_name_table_get (table, left->id),
                  _footprints_name_table_get (table, right->id));
  if (order == 0)
    order = g_strcmp0 (_footprints_entity_get_artist (subject->history, subject->kind, left->id),
                       _footprints_entity_get_artist (subject->history, subject->kind, right->id));
  if (order == 0)
    order = left->id < right->id ? -1 : left->id > right->id;
  return order;
}

static void
offer (FootprintsTop *top, guint32 id, guint32 plays)
{
  FootprintsRanked ranked = { id, plays, 0 };

  _footprints_top_offer (top, &ranked);
}

/* The count it takes to enter the list. */
static guint32
get_threshold (const FootprintsTop *top)
{
  const FootprintsRanked *last = _footprints_top_get_last (top);

  return last != NULL ? last->count : 1;
}

/* Most entities have too few plays to enter a full list: the threshold keeps them out with a single
 * comparison. */
static guint
offer_all (FootprintsTop *top, const FootprintsTally *tally)
{
  guint32 threshold = 1;

  for (guint32 id = 1; id < tally->n_ids; id++)
    {
      if (tally->counts[id] < threshold)
        continue;
      offer (top, id, tally->counts[id]);
      threshold = get_threshold (top);
    }
  return tally->n_distinct;
}

static guint
offer_some (FootprintsTop *top, const FootprintsTally *tally, const GArray *ids)
{
  guint n_total = 0;

  for (guint i = 0; i < ids->len; i++)
    {
      guint32 id = g_array_index (ids, guint32, i);

      n_total += tally->counts[id] > 0;
      if (tally->counts[id] >= get_threshold (top))
        offer (top, id, tally->counts[id]);
    }
  return n_total;
}

static void
set_ranks (GArray *ranked)
{
  FootprintsRanked *entries = (FootprintsRanked *) (gpointer) ranked->data;

  for (guint i = 0; i < ranked->len; i++)
    entries[i].rank =
        i > 0 && entries[i].count == entries[i - 1].count ? entries[i - 1].rank : i + 1;
}

GArray *
_footprints_rank (FootprintsHistory *history,
                  FootprintsEntityKind kind,
                  const FootprintsTally *tally,
                  const GArray *ids,
                  gint64 offset,
                  guint limit,
                  guint *n_total)
{
  Subject subject = { history, kind };
  guint n_places = ids != NULL ? ids->len : tally->n_distinct;
  /* Ranks depend on all entries above, so the list is made from the top to the last entry
   * requested. */
  guint n_top = offset < n_places ? (guint) MIN (offset + limit, n_places) : n_places;
  FootprintsTop top;
  GArray *ranked;

  *n_total = 0;
  if (n_top == 0)
    return g_array_new (FALSE, FALSE, sizeof (FootprintsRanked));
  _footprints_top_init (&top, sizeof (FootprintsRanked), n_top, compare, &subject);
  *n_total = ids != NULL ? offer_some (&top, tally, ids) : offer_all (&top, tally);
  ranked = _footprints_top_end (&top);
  set_ranks (ranked);
  g_array_remove_range (ranked, 0, (guint) MIN (offset, (gint64) ranked->len));
  return ranked;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

/* How many of @values, which ascend, are less than @count. */
static guint
count_less (const guint32 *values, guint n_values, guint32 count)
{
  guint low = 0;
  guint high = n_values;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (values[middle] < count)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint32 *
_footprints_find_ranks (const FootprintsTally *tally, const guint32 *ids, guint n_ids)
{
  guint32 *ranks = g_new0 (guint32, n_ids);
  g_autofree guint32 *values = g_new (guint32, n_ids);       /* the counts of @ids, ascending */
  g_autofree guint32 *n_above = g_new0 (guint32, n_ids + 1); /* how many exceed each of them */

  if (n_ids == 0)
    return ranks;
  for (guint i = 0; i < n_ids; i++)
    values[i] = tally->counts[ids[i]];
  qsort (values, n_ids, sizeof *values, compare_counts);
  for (guint32 id = 1; id < tally->n_ids; id++)
    {
      guint n_less = count_less (values, n_ids, tally->counts[id]);

      /* The id is above the last of these, and so above all of them. */
      if (n_less > 0)
        n_above[n_less - 1]++;
    }
  for (guint i = n_ids; i-- > 1;)
    n_above[i - 1] += n_above[i];
  for (guint i = 0; i < n_ids; i++)
    {
      guint32 count = tally->counts[ids[i]];

      ranks[i] = count > 0 ? 1 + n_above[count_less (values, n_ids, count)] : 0;
    }
  return ranks;
}
