/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Slows down anyone who guesses: after a few failures each next try has to wait twice as long. Any
 * thread. */
typedef struct _FpdThrottle FpdThrottle;

FpdThrottle *fpd_throttle_new (void);
void fpd_throttle_free (FpdThrottle *self);

/* How many seconds @key, an account or an address, has to wait before a try; 0: none. @now_s: of
 * any clock that does not jump. */
gint64 fpd_throttle_get_wait_s (FpdThrottle *self, const char *key, gint64 now_s);
/* A try at @target begins. It counts as failed until it is forgiven, so that many at once count
 * too.
 */
void
fpd_throttle_add_failure (FpdThrottle *self, const char *key, const char *target, gint64 now_s);
/* The try at @target was right: what failed at it before counts no more. What failed at others
 * still does, or else someone who has an account could guess at all others for ever. */
void fpd_throttle_forgive (FpdThrottle *self, const char *key, const char *target);

G_END_DECLS
