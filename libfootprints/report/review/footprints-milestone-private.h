/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/review/footprints-milestone.h"

G_BEGIN_DECLS

typedef struct
{
  FootprintsMilestoneKind kind;
  guint number;
  gint64 reached_at;
  const char *artist;
  const char *track;
  const char *album;
} FootprintsMilestoneRow;

extern const FootprintsRowType _footprints_milestone_row_type;

G_END_DECLS
