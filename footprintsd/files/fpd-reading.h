/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* How a file is to be read, as people say it: options of the shell, parameters of requests. */

/* Sets @option of @importer: "date-order", "length-unit", "encoding", "shift", "last-at" (after the
 * zone), "min-played", "listener", or "column" with a @value such as "artist=Band". FALSE with
 * @error set if that is not a value. */
gboolean fpd_reading_set (FootprintsFileImporter *importer,
                          const char *option,
                          const char *value,
                          GError **error);

/* What to say, in the shell or in a request, about what is open in @plan: "--date-order day-first
 * or month-first", "date_order=day-first or month-first" (transfer full). Empty if nothing is. */
char *fpd_reading_dup_hint (FootprintsImportPlan *plan, gboolean for_shell);

G_END_DECLS
