/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"

G_BEGIN_DECLS

/* The Shannon entropy of the counts, in bits; 0 if there are none. */
double _footprints_entropy_bits (const FootprintsTally *tally);
/* The diversity score of that entropy, 0 to 100. */
double _footprints_diversity_score (double entropy_bits);

G_END_DECLS
