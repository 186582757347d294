/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-movements-private.h"

/* Ranks by plays: ranks[n] is that of an entity with n plays. */
static guint32 *
make_ranks (const FootprintsTally *tally, guint32 *highest)
{
  guint32 *ranks;
  guint32 n_above = 0;

  *highest = 0;
  for (guint32 id = 1; id < tally->n_ids; id++)
    *highest = MAX (*highest, tally->plays[id]);
  ranks = g_new0 (guint32, *highest + 1);
  for (guint32 id = 1; id < tally->n_ids; id++)
    ranks[tally->plays[id]]++;
  for (guint32 plays = *highest; plays > 0; plays--)
    {
      guint32 n_with = ranks[plays];

      ranks[plays] = n_above + 1;
      n_above += n_with;
    }
  ranks[0] = 0;
  return ranks;
}

static FootprintsMovement
compare_ranks (guint32 rank, guint32 previous_rank)
{
  if (rank == previous_rank)
    return FOOTPRINTS_MOVEMENT_SAME;
  return rank < previous_rank ? FOOTPRINTS_MOVEMENT_UP : FOOTPRINTS_MOVEMENT_DOWN;
}

/* Those that were not in the earlier chart: whether they were ever heard. */
static void
tell_new_from_back (FootprintsHistory *history,
                    FootprintsEntityKind kind,
                    const GArray *ranked,
                    guint32 from,
                    GArray *moved)
{
  g_auto (FootprintsTally) ever =
      _footprints_history_tally (history, kind, (FootprintsPlayRange){ 0, from });

  for (guint i = 0; i < moved->len; i++)
    {
      FootprintsMoved *entry = &g_array_index (moved, FootprintsMoved, i);
      guint32 id = g_array_index (ranked, FootprintsRanked, i).id;

      if (entry->previous_rank == 0)
        entry->movement = ever.plays[id] > 0 ? FOOTPRINTS_MOVEMENT_BACK : FOOTPRINTS_MOVEMENT_NEW;
    }
}

GArray *
_footprints_find_movements (FootprintsHistory *history,
                            FootprintsEntityKind kind,
                            const GArray *ranked,
                            guint32 from,
                            FootprintsPlayRange before)
{
  GArray *moved = g_array_sized_new (FALSE, FALSE, sizeof (FootprintsMoved), ranked->len);
  g_auto (FootprintsTally) tally = _footprints_history_tally (history, kind, before);
  guint32 highest;
  g_autofree guint32 *ranks = make_ranks (&tally, &highest);
  gboolean all_known = TRUE;

  for (guint i = 0; i < ranked->len; i++)
    {
      const FootprintsRanked *entry = &g_array_index (ranked, FootprintsRanked, i);
      guint32 previous_rank = ranks[tally.plays[entry->id]];
      FootprintsMoved move = { compare_ranks (entry->rank, previous_rank), previous_rank };

      all_known = all_known && previous_rank != 0;
      g_array_append_val (moved, move);
    }
  if (!all_known)
    tell_new_from_back (history, kind, ranked, from, moved);
  return moved;
}
