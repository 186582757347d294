/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Linked into a separate program, the server whose disk can fail: before main(), the environment
 * says how. The installed program contains none of this. */

#include "fault-vfs.h"

static void __attribute__ ((constructor)) start_faults (void)
{
  fault_vfs_start_from_environment ();
}
