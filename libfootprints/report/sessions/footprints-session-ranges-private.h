/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"

G_BEGIN_DECLS

/* 1 minute to a day. */
gboolean _footprints_check_session_gap (guint gap_minutes, GError **error);

typedef struct
{
  FootprintsPlayRange plays;
  gint64 started_at;
  gint64 duration_s; /* to the beginning of the last play */
} FootprintsSessionRange;

/* The sessions that begin in @range, whole, oldest first: runs of plays that follow each other by
 * @gap_s at most. An array of FootprintsSessionRange (transfer
 * full). */
GArray *
_footprints_find_sessions (FootprintsHistory *history, FootprintsPlayRange range, gint64 gap_s);

G_END_DECLS
