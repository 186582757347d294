/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long to wait before trying again, and how closely requests may follow each other. Pure
 * arithmetic: no clock, no main context. */

/* The wait before try number @n_failed + 1: doubles from @base_ms to @max_ms, less a random part of
 * up to half (@random: 0 to 1), so that many clients do not return at the same moment. */
gint64 _footprints_retry_delay_ms (guint n_failed, gint64 base_ms, gint64 max_ms, double random);

/* The wait that a Retry-After header asks for: seconds, or a date of RFC 9110. -1: neither. */
gint64 _footprints_retry_after_s (const char *value, gint64 now_s);

/* The wait that the X-RateLimit headers ask for before the next request, in seconds; 0: none. NULL:
 * the header is missing. Source: ListenBrainz, "Rate limiting". */
gint64 _footprints_rate_limit_wait_s (const char *remaining, const char *reset_in_s);

G_END_DECLS
