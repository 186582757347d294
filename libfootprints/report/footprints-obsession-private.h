/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-obsession.h"

G_BEGIN_DECLS

FootprintsObsession *_footprints_obsession_new (const char *artist,
                                                const char *track,
                                                const char *week,
                                                const char *day,
                                                gint64 n_plays_in_week,
                                                gint64 n_plays);

G_END_DECLS
