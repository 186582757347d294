/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Every n of an operation: it is done on a folder of prepared files while the n-th operation of the
 * disk fails, in each way that the disk can fail, and then once more without a fault. Ends the test
 * unless, each time,
 *
 * - what reports success has happened;
 * - what fails says so with a code of ours that fits, and left the files as they were, as they are
 *   afterwards, or, where the operation goes in steps, in between;
 * - everything can be opened and is whole;
 * - no file, descriptor or memory map stays behind (after a crash, no file that is not known to be
 *   unfinished);
 * - doing it again ends where one ends that never failed.
 */
typedef struct
{
  const char *name;
  /* Makes the files in an empty folder. */
  void (*prepare) (const char *folder);
  /* Does it. FALSE with @error set, and perhaps how much was acknowledged in *@n_steps. */
  gboolean (*run) (const char *folder, guint *n_steps, GError **error);
  /* What is in the files, in words; opens all of them (transfer full). */
  char *(*describe) (const char *folder);
  /* How many steps of it are in the files; NULL: it happens as a whole. */
  guint (*count_steps) (const char *folder);
} FaultOperation;

/* Adds a test for each way of failing. */
void fault_check_add (const FaultOperation *operation);

G_END_DECLS
