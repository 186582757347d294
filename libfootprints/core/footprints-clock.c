/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The library's clock, which tests can freeze. */

#include "libfootprints/core/footprints-clock-private.h"

/* 0: not frozen. A 64-bit store is not atomic everywhere, but only tests freeze the clock, and
 * they do so before they start threads. */
static gint64 frozen_now_s;

gint64
_footprints_clock_now_s (void)
{
  if (frozen_now_s != 0)
    return frozen_now_s;
  return g_get_real_time () / G_USEC_PER_SEC;
}

void
_footprints_clock_freeze_s (gint64 now_s)
{
  frozen_now_s = now_s;
}

void
_footprints_clock_thaw (void)
{
  frozen_now_s = 0;
}
