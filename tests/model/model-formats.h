/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "model-world.h"

G_BEGIN_DECLS

/* How files of one format are written, and what becomes of a play in them. */
typedef struct
{
  const char *extension;
  const char *source; /* who recorded the plays; NULL: each row says it */
  const char *begin;
  const char *between; /* NULL: nothing */
  const char *end;
  gboolean has_junk; /* a row of any time can be written */
  /* Appends a play; returns the time that it gets. */
  gint64 (*append) (GString *text, const ModelPlay *play, const char *source);
} ModelFormat;

/* The format with that number, whatever it is. */
const ModelFormat *model_format_get (guint number);

/* What a file of the format is with these rows (transfer full). */
GBytes *model_format_finish (const ModelFormat *self, const GString *rows);

G_END_DECLS
