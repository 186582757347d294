/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* How evenly counts are spread: their Shannon entropy, and the diversity score made from it. */

#include "libfootprints/report/footprints-entropy-private.h"

#include <math.h>

/* This many artists, all played equally often, give the full score. */
#define FULL_SCORE_ARTISTS 100.0

double
_footprints_entropy_bits (const FootprintsTally *tally)
{
  double total = 0, information = 0;

  for (guint32 id = 1; id < tally->n_ids; id++)
    if (tally->counts[id] > 0)
      {
        total += tally->counts[id];
        information += tally->counts[id] * log2 (tally->counts[id]);
      }
  return total > 0 ? MAX (0, log2 (total) - information / total) : 0;
}

double
_footprints_diversity_score (double entropy_bits)
{
  return 100 * MIN (1, entropy_bits / log2 (FULL_SCORE_ARTISTS));
}
