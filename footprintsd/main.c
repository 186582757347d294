/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-application.h"
#include "footprintsd/fpd-log.h"

#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  fpd_log_start ();
  return fpd_application_run (argc, argv);
}
