/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Recovery codes: 100 random bits each, so that plain SHA-256 hashes are safe to keep. */

#include "footprintsd/accounts/fpd-recovery-codes.h"

#include "footprintsd/accounts/fpd-secret.h"

GStrv
fpd_recovery_codes_new (char **stored)
{
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  GString *hashes = g_string_new (NULL);

  for (guint i = 0; i < FPD_RECOVERY_N_CODES; i++)
    {
      g_autofree char *code = fpd_secret_new_code ();
      g_autofree char *hash = fpd_secret_hash_code (code);

      g_strv_builder_add (codes, code);
      g_string_append_printf (hashes, "%s%s", i > 0 ? " " : "", hash);
    }
  *stored = g_string_free (hashes, FALSE);
  return g_strv_builder_end (codes);
}

guint
fpd_recovery_codes_count (const char *stored)
{
  g_auto (GStrv) hashes = g_strsplit (stored != NULL ? stored : "", " ", -1);

  return g_strv_length (hashes);
}

gboolean
fpd_recovery_codes_use (const char *stored, const char *typed, char **left)
{
  g_auto (GStrv) hashes = g_strsplit (stored != NULL ? stored : "", " ", -1);
  g_autofree char *hash = fpd_secret_hash_code (typed);
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();
  g_auto (GStrv) kept = NULL;
  gboolean is_among = FALSE;

  for (guint i = 0; hashes[i] != NULL; i++)
    if (g_str_equal (hashes[i], hash))
      is_among = TRUE;
    else
      g_strv_builder_add (others, hashes[i]);
  kept = g_strv_builder_end (others);
  *left = kept[0] != NULL ? g_strjoinv (" ", kept) : NULL;
  return is_among;
}
