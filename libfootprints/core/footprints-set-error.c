/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Errors whose messages contain file names or other outside text. */

#include "libfootprints/core/footprints-error-private.h"

void
_footprints_set_error (GError **error, FootprintsError code, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *valid = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  valid = g_utf8_make_valid (text, -1);
  g_set_error_literal (error, FOOTPRINTS_ERROR, code, valid);
}
