/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* Prints how the file @name is going to be read, and its first plays, with times in @zone. */
void fpd_print_preview (const char *name, FootprintsImportPlan *plan, GTimeZone *zone);

G_END_DECLS
