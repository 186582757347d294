/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Hashes and verifies passwords with libsodium's Argon2id. */

#include "footprintsd/accounts/fpd-passwords.h"

#include "footprintsd/http/fpd-problem.h"

#include <sodium.h>
#include <string.h>

#define OPERATIONS crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE
#define MEMORY_BYTES crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE

char *
fpd_password_hash (const char *password, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];

  if (crypto_pwhash_str_alg (hash, password, strlen (password), OPERATIONS, MEMORY_BYTES,
                             crypto_pwhash_ALG_ARGON2ID13) == 0)
    return g_strdup (hash);
  g_set_error (error, FPD_HTTP_ERROR, 503,
               "not enough memory to check a password; try again later");
  return NULL;
}

/* The hash of a password that nobody has. */
static const char *
get_decoy (void)
{
  static char *decoy;

  if (g_once_init_enter (&decoy))
    {
      char *hash = fpd_password_hash ("", NULL);

      g_once_init_leave (&decoy, hash != NULL ? hash : g_strdup (""));
    }
  return decoy;
}

void
fpd_password_prepare (void)
{
  get_decoy ();
}

gboolean
fpd_password_verify (const char *hash, const char *password, char **better_hash)
{
  const char *compared = hash != NULL ? hash : get_decoy ();
  int verdict = crypto_pwhash_str_verify (compared, password, strlen (password));

  *better_hash = NULL;
  if (verdict != 0 || hash == NULL)
    return FALSE;
  if (crypto_pwhash_str_needs_rehash (hash, OPERATIONS, MEMORY_BYTES) != 0)
    *better_hash = fpd_password_hash (password, NULL);
  return TRUE;
}

gboolean
fpd_password_check (const char *password, GError **error)
{
  if (strlen (password) > FPD_PASSWORD_MAX_BYTES)
    g_set_error (error, FPD_HTTP_ERROR, 422, "a password can have at most %d bytes",
                 FPD_PASSWORD_MAX_BYTES);
  else if (g_utf8_strlen (password, -1) < FPD_PASSWORD_MIN_CHARACTERS)
    g_set_error (error, FPD_HTTP_ERROR, 422, "a password needs at least %d characters",
                 FPD_PASSWORD_MIN_CHARACTERS);
  else
    return TRUE;
  return FALSE;
}
