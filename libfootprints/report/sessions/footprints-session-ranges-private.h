/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"

G_BEGIN_DECLS

/* Checks that the gap is from 1 minute to 1 day. */
gboolean _footprints_check_session_gap (guint gap_minutes, GError **error);

typedef struct
{
  FootprintsPlayRange plays;
  gint64 started_at;
  gint64 duration_s; /* to the beginning of the last play */
} FootprintsSessionRange;

/* The sessions that begin in @range, as a whole, oldest first: runs of plays at most @gap_s apart.
 * An array of FootprintsSessionRange (transfer full). */
GArray *
_footprints_find_sessions (FootprintsHistory *history, FootprintsPlayRange range, gint64 gap_s);

G_END_DECLS
