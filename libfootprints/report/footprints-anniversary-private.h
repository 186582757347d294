/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-anniversary.h"

G_BEGIN_DECLS

FootprintsAnniversary *_footprints_anniversary_new (const char *day,
                                                    gint64 n_plays,
                                                    const char *artist,
                                                    const char *track,
                                                    const char *track_artist);

G_END_DECLS
