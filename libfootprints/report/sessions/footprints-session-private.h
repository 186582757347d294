/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/sessions/footprints-session.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 started_at;
  gint64 ended_at;
  gint64 duration;
  guint n_plays;
  guint n_artists;
  guint n_tracks;
} FootprintsSessionRow;

extern const FootprintsRowType _footprints_session_row_type;

G_END_DECLS
