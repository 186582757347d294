/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 256 random bits as text that is safe in a cookie, a header and a URL (transfer full). */
char *fpd_secret_new (void);
/* The stored form of a secret: SHA-256 in hexadecimal digits (transfer full). Nobody can guess that
 * many random bits, so no slow hash is needed. */
char *fpd_secret_hash (const char *secret);
/* A secret for a person to type: five groups of four letters and digits, 100 bits (transfer
 * full). */
char *fpd_secret_new_code (void);
/* The stored form of such a code, however it was typed (transfer full). */
char *fpd_secret_hash_code (const char *code);
/* Whether @typed is @code, ignoring case, blanks and hyphens; takes the same time either way. */
gboolean fpd_secret_is_code (const char *typed, const char *code);

G_END_DECLS
