/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Runs the benchmarks: prints one line of JSON for each result on stdout and, at the end, a table
 * of budgets and measurements on stderr. */

#include "bench.h"

#include <gio/gio.h>
#include <stdlib.h>

#include <glib/gstdio.h>

/* A smaller history spans less than 20 years, and some reports would have nothing to do. */
#define MIN_PLAYS 100000
#define MAX_PLAYS 50000000

typedef struct
{
  const char *name;
  void (*run) (Bench *bench);
} Part;

/* The first makes the databases that the others read. */
static const Part parts[] = {
  { "import", bench_import },           { "reports", bench_reports },
  { "own-reports", bench_own_reports }, { "open", bench_open },
  { "file-import", bench_file_import }, { "submit", bench_submissions },
  { "processes", bench_processes },     { "double-reports", bench_double_reports },
#ifdef BENCH_WITH_SERVICES
  { "services", bench_services },
#endif
};

static char *scratch_folder;

/* This also runs after a failure: a million plays leave half a gigabyte. */
static void
remove_scratch_folder (void)
{
  GDir *folder = g_dir_open (scratch_folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (scratch_folder, name, NULL);

      g_unlink (path);
    }
  g_clear_pointer (&folder, g_dir_close);
  g_rmdir (scratch_folder);
  g_free (scratch_folder);
}

/* Results in memory say nothing about waiting for a disk. */
static gboolean
is_in_memory (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileInfo) info =
      g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_TYPE, NULL, NULL);
  const char *type = info != NULL
                         ? g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_FILESYSTEM_TYPE)
                         : NULL;

  return g_strcmp0 (type, "tmpfs") == 0 || g_strcmp0 (type, "ramfs") == 0;
}

static void
make_scratch_folder (const char *folder)
{
  if (is_in_memory (folder))
    bench_fail ("%s is in memory; choose one on a disk with --folder", folder);
  scratch_folder = g_build_filename (folder, "benchmark-XXXXXX", NULL);
  if (g_mkdtemp (scratch_folder) == NULL)
    bench_fail ("cannot make a folder like %s", scratch_folder);
  atexit (remove_scratch_folder);
}

static void
bench_clear (Bench *bench)
{
  if (bench->n_plays == 0)
    return;
  bench_remove (bench->ours_path);
  bench_remove (bench->earlier_path);
  g_free (bench->ours_path);
  g_free (bench->earlier_path);
}

static gboolean
is_wanted (const char *only, const char *part)
{
  return only == NULL || g_str_equal (only, part);
}

static void
run_size (Bench *bench, const char *only)
{
  bench->folder = scratch_folder;
  bench->ours_path = bench_path (bench, "ours");
  bench->earlier_path = bench_path (bench, "earlier");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (i == 0 || is_wanted (only, parts[i].name))
      parts[i].run (bench);
}

static gboolean
run_sizes (char **sizes, const char *only)
{
  static char *default_sizes[] = { (char *) "100000", (char *) "1000000", NULL };
  Bench smaller = { 0 };

  for (char **size = sizes != NULL ? sizes : default_sizes; *size != NULL; size++)
    {
      Bench bench = { 0 };
      guint64 n_plays;

      if (!g_ascii_string_to_unsigned (*size, 10, MIN_PLAYS, MAX_PLAYS, &n_plays, NULL))
        bench_fail ("--plays must be between %d and %d", MIN_PLAYS, MAX_PLAYS);
      bench.n_plays = (guint32) n_plays;
      run_size (&bench, only);
      if (smaller.n_plays != 0 && is_wanted (only, "growth"))
        {
          bench_report_growth (&smaller, &bench);
          bench_import_growth (&smaller, &bench);
        }
      bench_clear (&smaller);
      smaller = bench;
    }
  bench_clear (&smaller);
  return bench_print_table ();
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *only = NULL;
  g_auto (GStrv) sizes = NULL;
  gboolean strict = FALSE;
  const GOptionEntry options[] = {
    { "folder", 0, 0, G_OPTION_ARG_FILENAME, &folder,
      "Where databases are made, on a real disk (the current folder)", "FOLDER" },
    { "plays", 0, 0, G_OPTION_ARG_STRING_ARRAY, &sizes,
      "A size; can be given several times, smaller ones first (100000, 1000000)", "N" },
    { "only", 0, 0, G_OPTION_ARG_STRING, &only,
      "Only this part, after the import: reports, open, file-import, submit, processes, "
      "double-reports, services, growth",
      "PART" },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &strict, "Fail when a budget is not met", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- measure Footprints");
  g_autoptr (GError) error = NULL;
  gboolean all_met;

  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return bench_child_main (argv[2], argv[3]);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    bench_fail ("%s", error->message);
  /* For the SQL, whose only time zone is that of the machine. */
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  make_scratch_folder (folder != NULL ? folder : ".");
  all_met = run_sizes (sizes, only);
  return strict && !all_met ? 1 : 0;
}
