/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Waits between tries, from the number of failures and from response headers. */

#include "libfootprints/http/footprints-retry-private.h"

#include <curl/curl.h>

gint64
_footprints_retry_delay_ms (guint n_failed, gint64 base_ms, gint64 max_ms, double random)
{
  guint n_doublings = n_failed > 0 ? MIN (n_failed - 1, 30) : 0;
  gint64 delay_ms = MIN (base_ms << n_doublings, max_ms);

  return delay_ms - (gint64) ((double) delay_ms / 2 * CLAMP (random, 0, 1));
}

gint64
_footprints_retry_after_s (const char *value, gint64 now_s)
{
  guint64 seconds;
  time_t date;

  if (value == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &seconds, NULL))
    return (gint64) seconds;
  date = curl_getdate (value, NULL);
  return date == (time_t) -1 ? -1 : MAX (0, (gint64) date - now_s);
}

gint64
_footprints_rate_limit_wait_s (const char *remaining, const char *reset_in_s)
{
  guint64 n_left;
  guint64 wait_s;

  if (remaining == NULL || reset_in_s == NULL ||
      !g_ascii_string_to_unsigned (remaining, 10, 0, G_MAXINT32, &n_left, NULL) ||
      !g_ascii_string_to_unsigned (reset_in_s, 10, 0, G_MAXINT32, &wait_s, NULL))
    return 0;
  /* The last one is left for other clients at this address. */
  return n_left <= 1 ? (gint64) wait_s : 0;
}
