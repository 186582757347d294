/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* How the entries of a chart moved since an earlier one: new, back, up, down or the same. */

#include "libfootprints/report/charts/footprints-movements-private.h"

static FootprintsMovement
compare_ranks (guint32 rank, guint32 previous_rank)
{
  if (rank == previous_rank)
    return FOOTPRINTS_MOVEMENT_SAME;
  return rank < previous_rank ? FOOTPRINTS_MOVEMENT_UP : FOOTPRINTS_MOVEMENT_DOWN;
}

/* Decides for entries that were not in the earlier chart whether they were ever played before. */
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
        entry->movement = ever.counts[id] > 0 ? FOOTPRINTS_MOVEMENT_BACK : FOOTPRINTS_MOVEMENT_NEW;
    }
}

GArray *
_footprints_find_movements (FootprintsHistory *history,
                            FootprintsEntityKind kind,
                            FootprintsMeasure measure,
                            const GArray *ranked,
                            guint32 from,
                            FootprintsPlayRange before)
{
  GArray *moved = g_array_sized_new (FALSE, FALSE, sizeof (FootprintsMoved), ranked->len);
  g_auto (FootprintsTally) tally = _footprints_history_tally_by (history, kind, measure, before);
  g_autofree guint32 *ids = g_new (guint32, ranked->len);
  g_autofree guint32 *ranks = NULL;
  gboolean all_known = TRUE;

  for (guint i = 0; i < ranked->len; i++)
    ids[i] = g_array_index (ranked, FootprintsRanked, i).id;
  ranks = _footprints_find_ranks (&tally, ids, ranked->len);
  for (guint i = 0; i < ranked->len; i++)
    {
      const FootprintsRanked *entry = &g_array_index (ranked, FootprintsRanked, i);
      FootprintsMoved move = { compare_ranks (entry->rank, ranks[i]), ranks[i] };

      all_known = all_known && ranks[i] != 0;
      g_array_append_val (moved, move);
    }
  if (!all_known)
    tell_new_from_back (history, kind, ranked, from, moved);
  return moved;
}
