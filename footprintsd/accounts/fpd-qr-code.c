/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* QR codes, made by libqrencode. They are drawn here, since the secret in them is nobody else's
 * business. */

#include "footprintsd/accounts/fpd-qr-code.h"

#include <qrencode.h>

/* The lowest bit of each byte is the colour; the others say what the module is for. */
#define IS_DARK 1

/* A run of dark modules is one rectangle. */
static void
append_row (GString *path, const guint8 *row, guint n_modules, guint y)
{
  guint x = 0;

  while (x < n_modules)
    {
      guint start = x;

      while (x < n_modules && (row[x] & IS_DARK) != 0)
        x++;
      if (x > start)
        g_string_append_printf (path, "M%u %uh%uv1h-%uz", start, y, x - start, x - start);
      else
        x++;
    }
}

char *
fpd_qr_code_dup_path (const char *text, guint *n_modules)
{
  QRcode *code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  GString *path;

  if (code == NULL)
    return NULL;
  path = g_string_new (NULL);
  *n_modules = (guint) code->width;
  for (guint y = 0; y < *n_modules; y++)
    append_row (path, code->data + y * *n_modules, *n_modules, y);
  QRcode_free (code);
  return g_string_free (path, FALSE);
}
