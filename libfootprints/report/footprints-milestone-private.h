/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-milestone.h"

G_BEGIN_DECLS

FootprintsMilestone *_footprints_milestone_new (FootprintsMilestoneKind kind,
                                                guint number,
                                                gint64 reached_at,
                                                const char *artist,
                                                const char *track,
                                                const char *album);

G_END_DECLS
