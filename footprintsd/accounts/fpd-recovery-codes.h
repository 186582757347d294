/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Codes that stand in for a lost authenticator, each of them once. The account keeps only what is
 * made of them here: hashes with blanks between, NULL for none left. Pure. */

#define FPD_RECOVERY_N_CODES 10

/* Makes codes to be written down (transfer full); @stored: what the account keeps of them (transfer
 * full). */
GStrv fpd_recovery_codes_new (char **stored);
guint fpd_recovery_codes_count (const char *stored);
/* What is left in @stored without the code that was @typed, in *@left (transfer full); FALSE when
 * it is not among them. Case, blanks and hyphens do not matter. */
gboolean fpd_recovery_codes_use (const char *stored, const char *typed, char **left);

G_END_DECLS
