/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/discovery/footprints-discovery.h"

G_BEGIN_DECLS

typedef struct
{
  const char *artist;
  gint64 first_at;
  const char *track;
  gint64 n_plays;
  char *period; /* JSON only */
} FootprintsDiscoveryRow;

extern const FootprintsRowType _footprints_discovery_row_type;

G_END_DECLS
