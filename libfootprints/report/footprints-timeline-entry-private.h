/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-timeline-entry.h"

G_BEGIN_DECLS

FootprintsTimelineEntry *_footprints_timeline_entry_new (gint64 id,
                                                         gint64 listened_at,
                                                         const char *artist,
                                                         const char *track,
                                                         const char *album,
                                                         const char *album_artist,
                                                         const char *source);

G_END_DECLS
