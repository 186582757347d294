/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Runs a fuzz target on the files of a corpus, as an ordinary test: TARGET CORPUS */

#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <string.h>

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* Truncated to every length, a short file stands for many. */
static void
run_prefixes (const guint8 *data, gsize size)
{
  for (gsize length = 0; length <= size; length++)
    {
      /* A separate block, so that sanitizers detect reads past the end. */
      g_autofree guint8 *copy = g_malloc (MAX (length, 1));

      memcpy (copy, data, length);
      LLVMFuzzerTestOneInput (copy, length);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) names = list_files (argv[1]);

  printf ("1..%u\n", names->len);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autofree char *data = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (path, &data, &size, NULL));
      run_prefixes ((const guint8 *) data, size);
      printf ("ok %u /fuzz/%s\n", i + 1, name);
      fflush (stdout);
    }
  return 0;
}
