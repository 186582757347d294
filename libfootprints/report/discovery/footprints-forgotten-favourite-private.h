/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/discovery/footprints-forgotten-favourite.h"

G_BEGIN_DECLS

typedef struct
{
  const char *artist;
  gint64 n_plays;
  gint64 last_at;
  guint n_days_silent;
} FootprintsForgottenFavouriteRow;

extern const FootprintsRowType _footprints_forgotten_favourite_row_type;

G_END_DECLS
