/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Settings of the C library's allocator, and a timer after which freed memory goes back to the
 * system. */

#include "footprintsd/server/fpd-memory.h"

#include <gio/gio.h>
#include <malloc.h>

/* Threads come and go; if each had its own arena, what they leave behind would add up. With too few
 * arenas, the main loop waits for threads that parse. */
#define MAX_ARENAS 4
/* Larger blocks are mapped separately: they are gone when they are freed, and do not hold up an
 * arena. Unless it is set, the threshold grows as such blocks are freed. */
#define MAP_BYTES (128 * 1024)
/* How much memory may lie free at the end of an arena. */
#define FREE_BYTES (1024 * 1024)
/* After a burst of reports, memory is returned once. */
#define QUIET_MS 500

static guint timeout; /* 0: none is scheduled */

void
fpd_memory_init (void)
{
  mallopt (M_ARENA_MAX, MAX_ARENAS);
  mallopt (M_MMAP_THRESHOLD, MAP_BYTES);
  mallopt (M_TRIM_THRESHOLD, FREE_BYTES);
}

static void
trim_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  malloc_trim (0);
  g_task_return_boolean (task, TRUE);
}

static gboolean
on_quiet (gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_name (task, G_STRFUNC);
  g_task_run_in_thread (task, trim_thread);
  timeout = 0;
  return G_SOURCE_REMOVE;
}

void
fpd_memory_give_back_soon (void)
{
  if (timeout == 0)
    timeout = g_timeout_add (QUIET_MS, on_quiet, NULL);
}
