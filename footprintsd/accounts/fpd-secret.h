/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 256 random bits as text that may stand in a cookie, a header and an address (transfer full). */
char *fpd_secret_new (void);
/* What is kept of a secret: SHA-256 in hexadecimal digits. Guessing is hopeless with so many random
 * bits, so that no slow hash is needed (transfer full). */
char *fpd_secret_hash (const char *secret);
/* One that a person types: five groups of four letters and digits, 100 bits (transfer full). */
char *fpd_secret_new_code (void);
/* Whether @typed is @code, whatever its case, blanks and hyphens; takes the same time for any. */
gboolean fpd_secret_is_code (const char *typed, const char *code);

G_END_DECLS
