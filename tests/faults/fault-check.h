/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tests an operation for every n: it runs on a folder of prepared files while the n-th operation of
 * the disk fails, in each way that the disk can fail, and then once more without a fault. The test
 * fails unless, each time:
 *
 * - an operation that reports success has happened;
 * - one that fails reports a matching error code of the library, and leaves the files as they were,
 *   as they would be afterwards or, if it works in steps, in between;
 * - everything can be opened and is intact;
 * - no file, descriptor or memory map is left behind (except, after a crash, files known to be
 *   unfinished);
 * - repeating the operation ends as if it had never failed. */
typedef struct
{
  const char *name;
  /* Makes the files, in an empty folder. */
  void (*prepare) (const char *folder);
  /* Runs the operation. FALSE with @error set, and perhaps with the number of acknowledged steps in
   * *@n_steps. */
  gboolean (*run) (const char *folder, guint *n_steps, GError **error);
  /* Describes the content of the files as text; opens all of them (transfer full). */
  char *(*describe) (const char *folder);
  /* Counts the steps that are in the files; NULL: the operation is atomic. */
  guint (*count_steps) (const char *folder);
} FaultOperation;

/* Adds a test for each way of failing. */
void fault_check_add (const FaultOperation *operation);

G_END_DECLS
