/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-application.h"

#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  /* The standard output is for what was asked for. */
  g_log_writer_default_set_use_stderr (TRUE);
  return fpd_application_run (argc, argv);
}
