/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Time-based one-time passwords: makes secrets, computes codes and checks them. */

#include "footprintsd/accounts/fpd-totp.h"

#include <sodium.h>
#include <string.h>

#define SECRET_BYTES 20
#define STEP_S 30
#define N_DIGITS 6
#define MODULUS 1000000

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

char *
fpd_totp_new_secret (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < SECRET_BYTES * 8 / 5; i++)
    g_string_append_c (text, alphabet[randombytes_uniform (32)]);
  return g_string_free (text, FALSE);
}

char *
fpd_totp_dup_uri (const char *secret, const char *account)
{
  g_autofree char *name = g_uri_escape_string (account, NULL, FALSE);

  return g_strdup_printf ("otpauth://totp/Footprints:%s?secret=%s&issuer=Footprints", name, secret);
}

/* NULL if it is not base 32. */
static GByteArray *
decode (const char *secret)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint32 bits = 0;
  guint n_bits = 0;

  for (const char *p = secret; *p != '\0'; p++)
    {
      const char *place = strchr (alphabet, *p);
      guint8 byte;

      if (place == NULL)
        return NULL;
      bits = bits << 5 | (guint32) (place - alphabet);
      n_bits += 5;
      if (n_bits < 8)
        continue;
      n_bits -= 8;
      byte = (guint8) (bits >> n_bits);
      g_byte_array_append (bytes, &byte, 1);
    }
  return g_steal_pointer (&bytes);
}

int
fpd_totp_get_code (const char *secret, gint64 step)
{
  g_autoptr (GByteArray) key = decode (secret);
  g_autoptr (GHmac) hmac = NULL;
  guint64 counter = GUINT64_TO_BE ((guint64) step);
  guint8 digest[20];
  gsize length = sizeof digest;
  guint32 number;

  if (key == NULL || key->len == 0)
    return -1;
  hmac = g_hmac_new (G_CHECKSUM_SHA1, key->data, key->len);
  g_hmac_update (hmac, (const guchar *) &counter, sizeof counter);
  g_hmac_get_digest (hmac, digest, &length);
  memcpy (&number, digest + (digest[19] & 0xf), sizeof number);
  return (int) ((GUINT32_FROM_BE (number) & 0x7fffffff) % MODULUS);
}

static gboolean
is_code_of (const char *secret, const char *code, gint64 step)
{
  g_autofree char *expected = g_strdup_printf ("%0*d", N_DIGITS, fpd_totp_get_code (secret, step));

  return strlen (code) == N_DIGITS && sodium_memcmp (code, expected, N_DIGITS) == 0;
}

gint64
fpd_totp_check (const char *secret, const char *code, gint64 last_step, gint64 now_s)
{
  gint64 step = now_s / STEP_S;

  for (gint64 i = step - 1; i <= step + 1; i++)
    if (i > last_step && is_code_of (secret, code, i))
      return i;
  return -1;
}
