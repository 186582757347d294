/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The entry point: sets up the locale and the log, and runs the command. */

#include "footprintsd/commands/fpd-application.h"
#include "footprintsd/config/fpd-log.h"

#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  fpd_log_start ();
  return fpd_application_run (argc, argv);
}
