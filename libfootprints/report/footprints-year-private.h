/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-year.h"

G_BEGIN_DECLS

FootprintsYear *_footprints_year_new (int year, gint64 n_plays);

G_END_DECLS
