/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-change.h"

G_BEGIN_DECLS

FootprintsChange *_footprints_change_new (const char *artist,
                                          gint64 n_plays,
                                          gint64 n_plays_other,
                                          double share,
                                          double share_other,
                                          guint rank,
                                          guint rank_other);

G_END_DECLS
