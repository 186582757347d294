/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Time-based one-time passwords: SHA-1, six digits, 30 seconds. Source: RFC 6238, RFC 4226. */

/* 160 random bits in base 32, as authenticator programs expect (transfer full). */
char *fpd_totp_new_secret (void);
/* The URI that an authenticator program reads (transfer full). */
char *fpd_totp_dup_uri (const char *secret, const char *account);
/* The code of a step of 30 seconds; -1 if @secret is not base 32. */
int fpd_totp_get_code (const char *secret, gint64 step);
/* The step that @code belongs to: the one at @now_s or one next to it, and later than @last_step,
 * so that a code is valid only once. -1: none. */
gint64 fpd_totp_check (const char *secret, const char *code, gint64 last_step, gint64 now_s);

G_END_DECLS
