/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/sessions/footprints-obsession.h"

G_BEGIN_DECLS

typedef struct
{
  const char *artist;
  const char *track;
  char *week;
  char *day;
  gint64 n_plays_in_week;
  gint64 n_plays;
} FootprintsObsessionRow;

extern const FootprintsRowType _footprints_obsession_row_type;

G_END_DECLS
