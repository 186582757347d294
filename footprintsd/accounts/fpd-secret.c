/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Random secrets and codes to type, their hashes, and comparing them. */

#include "footprintsd/accounts/fpd-secret.h"

#include <sodium.h>
#include <string.h>

#define SECRET_BYTES 32
#define CODE_CHARACTERS 20
#define CODE_GROUP 4

/* Without characters that are easily confused. */
static const char code_alphabet[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

char *
fpd_secret_new (void)
{
  unsigned char bytes[SECRET_BYTES];
  char text[sodium_base64_ENCODED_LEN (SECRET_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, sizeof text, bytes, sizeof bytes,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero (bytes, sizeof bytes);
  return g_strdup (text);
}

char *
fpd_secret_hash (const char *secret)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, secret, -1);
}

char *
fpd_secret_new_code (void)
{
  GString *code = g_string_new (NULL);

  for (guint i = 0; i < CODE_CHARACTERS; i++)
    {
      if (i > 0 && i % CODE_GROUP == 0)
        g_string_append_c (code, '-');
      g_string_append_c (code, code_alphabet[randombytes_uniform (sizeof code_alphabet - 1)]);
    }
  return g_string_free (code, FALSE);
}

static char *
normalize (const char *code)
{
  GString *text = g_string_new (NULL);

  for (const char *p = code; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (text, g_ascii_toupper (*p));
  return g_string_free (text, FALSE);
}

char *
fpd_secret_hash_code (const char *code)
{
  g_autofree char *normal = normalize (code);

  return fpd_secret_hash (normal);
}

gboolean
fpd_secret_is_code (const char *typed, const char *code)
{
  g_autofree char *typed_hash = fpd_secret_hash_code (typed);
  g_autofree char *code_hash = fpd_secret_hash_code (code);

  return sodium_memcmp (typed_hash, code_hash, strlen (code_hash)) == 0;
}
