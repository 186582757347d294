/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-forgotten-favourite.h"

G_BEGIN_DECLS

FootprintsForgottenFavourite *_footprints_forgotten_favourite_new (const char *artist,
                                                                   gint64 n_plays,
                                                                   gint64 last_at,
                                                                   guint n_days_silent);

G_END_DECLS
