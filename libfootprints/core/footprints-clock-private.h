/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The time as the library sees it. Tests freeze it, so that nothing has to wait. */
gint64 _footprints_clock_now_s (void);
void _footprints_clock_freeze_s (gint64 now_s);
void _footprints_clock_thaw (void);

G_END_DECLS
