/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* User names and labels: which are allowed, and how names are compared. */

#include "footprintsd/accounts/fpd-account-name.h"

#include "footprintsd/http/fpd-problem.h"

#include <string.h>

#define MAX_NAME_BYTES 256

char *
fpd_account_fold_name (const char *name)
{
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

static gboolean
is_plain (const char *name)
{
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!g_unichar_isprint (character) || character == '/')
        return FALSE;
    }
  return TRUE;
}

gboolean
fpd_account_is_label (const char *name)
{
  return strlen (name) <= MAX_NAME_BYTES && g_utf8_validate (name, -1, NULL) && *name != '\0' &&
         g_utf8_strlen (name, -1) <= FPD_ACCOUNT_NAME_MAX_CHARACTERS && is_plain (name) &&
         !g_unichar_isspace (g_utf8_get_char (name)) &&
         !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (name + strlen (name))));
}

/* A browser resolves "/u/../" to another address, however the dots are written, and a command takes
 * a name that begins with a hyphen for an option. */
static gboolean
is_name_of_account (const char *name)
{
  g_autofree char *key = fpd_account_fold_name (name);

  return strspn (key, ".") < strlen (key) && key[0] != '-' && strpbrk (key, "/\\") == NULL;
}

gboolean
fpd_account_check_name (const char *name, GError **error)
{
  if (fpd_account_is_label (name) && is_name_of_account (name))
    return TRUE;
  g_set_error (
      error, FPD_HTTP_ERROR, 422,
      "a user name must have 1 to %d characters; it must not contain a slash or backslash, start "
      "with a hyphen, start or end with a blank, or consist only of dots",
      FPD_ACCOUNT_NAME_MAX_CHARACTERS);
  return FALSE;
}
