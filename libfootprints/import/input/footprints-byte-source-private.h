/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Bytes that are in no file, but made of something as they are read: a table of a database. */
typedef struct _FootprintsByteSource FootprintsByteSource;
struct _FootprintsByteSource
{
  /* Appends some bytes. FALSE with @error set on failure, and without one at the end. */
  gboolean (*read) (FootprintsByteSource *self, GByteArray *bytes, GError **error);
  /* 0 to 1. */
  double (*get_progress) (FootprintsByteSource *self);
  void (*free) (FootprintsByteSource *self);
};

G_END_DECLS
