/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Slows down anyone who guesses: after a few failures, each attempt has to wait twice as long as
 * the one before. Any thread. */
typedef struct _FpdThrottle FpdThrottle;

FpdThrottle *fpd_throttle_new (void);
void fpd_throttle_free (FpdThrottle *self);

/* How many seconds @key, an account or an address, has to wait before an attempt; 0: none. @now_s:
 * from any clock that does not jump. */
gint64 fpd_throttle_get_wait_s (FpdThrottle *self, const char *key, gint64 now_s);
/* Records an attempt at @target when it begins. It counts as failed until it is forgiven, so that
 * concurrent attempts count, too. */
void
fpd_throttle_add_failure (FpdThrottle *self, const char *key, const char *target, gint64 now_s);
/* The attempt at @target succeeded: earlier failures at it no longer count. Failures at other
 * targets still do; otherwise someone who has an account could guess at all others forever. */
void fpd_throttle_forgive (FpdThrottle *self, const char *key, const char *target);

G_END_DECLS
