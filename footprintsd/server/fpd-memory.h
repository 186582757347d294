/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Memory of the process as a whole. Main thread only. */

/* Makes the C library keep little freed memory. Call before there are threads. */
void fpd_memory_init (void);
/* Returns freed memory to the system, on a thread, once things have been quiet for a moment. Cheap
 * to call often. */
void fpd_memory_give_back_soon (void);

G_END_DECLS
