/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which reports are one listen, computed in the most obvious way: every report is compared with
 * every other one. */
typedef struct
{
  gint64 time;
  const char *artist;
  const char *track;
  const char *source;
  guint precision; /* 0: seconds, 1: minutes, 2: days */
  gint64 length_s; /* 0: not known */

  /* What is computed. */
  guint lead; /* the index of the report that leads */
  guint rank; /* of its feed: the lower, the better */
} SlowReport;

/* Sets the leads, and returns how many listens may be the same as the one before. */
guint slow_join (SlowReport *reports, guint n_reports);

G_END_DECLS
