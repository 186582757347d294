/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-transition.h"

G_BEGIN_DECLS

FootprintsTransition *_footprints_transition_new (const char *from_artist,
                                                  const char *to_artist,
                                                  guint n_times,
                                                  double share);

G_END_DECLS
