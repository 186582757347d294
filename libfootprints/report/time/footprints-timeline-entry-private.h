/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/time/footprints-timeline-entry.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  gint64 listened_at;
  const char *artist;
  const char *track;
  const char *album;
  const char *album_artist;
  const char *source;
} FootprintsTimelineEntryRow;

extern const FootprintsRowType _footprints_timeline_entry_row_type;

G_END_DECLS
