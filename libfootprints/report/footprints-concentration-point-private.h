/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-concentration-point.h"

G_BEGIN_DECLS

FootprintsConcentrationPoint *
_footprints_concentration_point_new (guint n_artists, double artist_share, double play_share);

G_END_DECLS
