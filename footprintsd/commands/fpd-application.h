/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Finds the command in the arguments and runs it; returns the exit status of the program. */
int fpd_application_run (int argc, char **argv);

G_END_DECLS
