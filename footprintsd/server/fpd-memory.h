/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Memory of the process as a whole. Main thread only. */

/* Before there are threads: makes the C library keep little of what is freed. */
void fpd_memory_init (void);
/* Gives what was freed back to the system, on a thread, once things are quiet for a moment. Cheap
 * to call often. */
void fpd_memory_give_back_soon (void);

G_END_DECLS
