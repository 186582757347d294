/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* When a sync runs, how far back it looks, and when its failures are reported. */

#include "libfootprints/sync/footprints-sync-timing-private.h"

#define FIRST_RETRY_S 60
#define LAST_RETRY_S (6 * 60 * 60)
#define SEARCH_INTERVAL_S (7 * 24 * 60 * 60)

gboolean
_footprints_sync_is_due (const FootprintsSyncRecord *record, gint64 now_s)
{
  if (!record->enabled)
    return FALSE;
  /* A time further away than any pause was set by a clock that was wrong. */
  if (record->retry_at != 0)
    return now_s >= record->retry_at || record->retry_at - now_s > LAST_RETRY_S;
  return record->last_sync_at == 0 || record->look_from != 0 || record->last_sync_at > now_s ||
         now_s - record->last_sync_at >= record->interval_minutes * 60;
}

gint64
_footprints_sync_retry_at (gint64 n_failures, gint64 now_s, double random)
{
  guint n_doublings = (guint) CLAMP (n_failures - 1, 0, 20);
  gint64 delay_s = MIN ((gint64) FIRST_RETRY_S << n_doublings, LAST_RETRY_S);

  return now_s + delay_s - (gint64) ((double) delay_s / 4 * CLAMP (random, 0, 1));
}

/* Plays that a service counts but never lists are looked for everywhere, but not every day. */
static gboolean
is_search_due (const FootprintsSyncRecord *record, gint64 now_s)
{
  return record->n_missing > 0 &&
         (now_s < record->searched_at || now_s - record->searched_at >= SEARCH_INTERVAL_S);
}

gint64
_footprints_sync_window_start (const FootprintsSyncRecord *record, gint64 now_s)
{
  gint64 start;

  if (record->newest_at <= 0 || is_search_due (record, now_s))
    return 0;
  start = MAX (1, record->newest_at - record->overlap_s);
  if (record->look_from == 0 || record->look_from >= start)
    return start;
  /* From the first second on means everything. */
  return record->look_from > 1 ? record->look_from : 0;
}

gboolean
_footprints_sync_is_to_tell (const FootprintsSyncRecord *record,
                             gint64 n_runs,
                             gint64 silence_s,
                             gint64 now_s)
{
  return record->told_at == 0 && record->n_failures > 0 &&
         (record->n_failures >= n_runs || now_s - record->failing_since >= silence_s);
}
