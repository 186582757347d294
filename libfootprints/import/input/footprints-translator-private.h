/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Turns text of one kind, block by block, into text that a reader knows: a sheet into CSV, a web
 * page into lines of JSON. */
typedef struct _FootprintsTranslator FootprintsTranslator;
struct _FootprintsTranslator
{
  /* Appends what @text comes to. @is_last: no more follows. */
  gboolean (*add) (FootprintsTranslator *self,
                   const char *text,
                   gsize length,
                   gboolean is_last,
                   GByteArray *out,
                   GError **error);
  void (*free) (FootprintsTranslator *self);
};

G_END_DECLS
