/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-rejection.h"

G_BEGIN_DECLS

FootprintsRejection *_footprints_rejection_new (gint64 row, const char *reason);

G_END_DECLS
