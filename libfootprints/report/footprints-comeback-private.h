/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-comeback.h"

G_BEGIN_DECLS

FootprintsComeback *_footprints_comeback_new (const char *artist,
                                              gint64 left_at,
                                              gint64 returned_at,
                                              guint n_days_away,
                                              gint64 n_plays_before,
                                              gint64 n_plays_since);

G_END_DECLS
