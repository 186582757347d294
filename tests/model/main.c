/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Random stories about a ledger, checked against an obvious model of it. See doc/testing.md. */

#include "model-directed.h"
#include "model-shrink.h"
#include "model-world.h"
#include "test-support.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "tests/faults/fault-vfs.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

/* Four parts in parallel take less time than one. */
#define PART_SEEDS 125

typedef struct
{
  int seed; /* -1: many */
  int first;
  int n_seeds;
  int minutes; /* 0: n_seeds */
  gboolean directed;
  gboolean keep_going;
  gboolean no_shrink;
  gboolean plays;
  int part; /* -1: none */
  char *story;
  char *without;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->story);
  g_free (options->without);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* For the files of a story, memory is as good as a disk, and faster. */
static void
choose_folder (void)
{
  if (g_access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
}

static void
on_alarm (int number)
{
  raise (SIGKILL);
}

/* --child LEDGER FILE NOW KILL-AFTER-US: imports the file, acting as another process. */
static int
run_child (char **arguments)
{
  guint kill_after_us = (guint) atoi (arguments[3]);
  struct itimerval timer = { .it_value = { kill_after_us / 1000000, kill_after_us % 1000000 } };
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (FootprintsFileImporter) importer = NULL;
  g_autoptr (FootprintsImportJob) job = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;

  signal (SIGALRM, on_alarm);
  setitimer (ITIMER_REAL, &timer, NULL);
  _footprints_clock_freeze_s (g_ascii_strtoll (arguments[2], NULL, 10));
  store = test_open (arguments[0]);
  importer = footprints_file_importer_new (arguments[1]);
  footprints_file_importer_set_zone (importer, utc);
  job = footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  footprints_import_job_run (job, NULL, &error);
  g_assert_no_error (error);
  footprints_store_close (store);
  return 0;
}

/* --worker FIRST N [WITHOUT]: tells the stories of N seeds. */
static int
run_worker (int n_arguments, char **arguments)
{
  guint first = (guint) atoi (arguments[0]);
  guint n_seeds = (guint) atoi (arguments[1]);

  for (guint seed = first; seed < first + n_seeds; seed++)
    {
      g_autoptr (ModelStory) story =
          model_story_generate (seed, n_arguments > 2 ? arguments[2] : NULL);

      printf ("seed %u\n", seed);
      fflush (stdout);
      model_run_story (story, FALSE);
      printf ("told %u\n", seed);
    }
  return 0;
}

static ModelStory *
read_story (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  ModelStory *story = NULL;

  if (g_file_get_contents (path, &text, NULL, &error))
    story = model_story_from_text (text, &error);
  if (story == NULL)
    {
      fprintf (stderr, "%s: %s\n", path, error->message);
      exit (2);
    }
  return story;
}

/* --teller PATH [aloud]: tells one story. */
static int
run_teller (int n_arguments, char **arguments)
{
  g_autoptr (ModelStory) story = read_story (arguments[0]);

  model_run_story (story, n_arguments > 1);
  return 0;
}

/* Prints the last @max lines as TAP comments. */
static void
print_lines (const char *text, guint max)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_lines = g_strv_length (lines);

  for (guint i = n_lines > max ? n_lines - max : 0; i < n_lines; i++)
    if (*lines[i] != '\0')
      printf ("#   %s\n", lines[i]);
}

/* Prints a fault as a short story, and how to reproduce it. @outcome: that of the first run. */
static void
print_fault (const Options *options,
             const ModelStory *story,
             const char *name,
             const ModelOutcome *outcome)
{
  g_autoptr (ModelStory) shortest =
      options->no_shrink ? model_story_copy (story) : model_shrink (story, outcome->fault);
  g_autofree char *text = model_story_to_text (shortest);
  g_auto (ModelOutcome) again = { 0 };

  model_tell_story (shortest, TRUE, &again);
  printf ("# %s: %s\n#\n", name, outcome->fault);
  print_lines (again.output, G_MAXUINT);
  if (g_strcmp0 (again.fault, outcome->fault) != 0)
    {
      printf ("#\n# This time it went otherwise. The first time it ended with:\n");
      print_lines (outcome->output, 20);
    }
  printf ("#\n# To hear it again, put these lines into a file for --story:\n");
  print_lines (text, G_MAXUINT);
  fflush (stdout);
}

/* Returns whether no story failed. */
static gboolean
tell_directed (const Options *options, guint *number)
{
  gboolean all_well = TRUE;

  for (guint i = 0; i < model_n_directed_stories && (all_well || options->keep_going); i++)
    {
      const ModelDirectedStory *directed = &model_directed_stories[i];
      g_autoptr (ModelStory) story = model_story_from_text (directed->text, NULL);
      g_auto (ModelOutcome) outcome = { 0 };

      g_assert_nonnull (story);
      if (!model_story_is_without (story, options->without))
        continue;
      model_tell_story (story, FALSE, &outcome);
      if (outcome.fault != NULL)
        print_fault (options, story, directed->name, &outcome);
      printf ("%s %u - %s\n", outcome.fault == NULL ? "ok" : "not ok", ++*number, directed->name);
      all_well = all_well && outcome.fault == NULL;
    }
  return all_well;
}

/* Returns whether no seed of [first, end) failed. */
static gboolean
tell_seeds (const Options *options, guint first, guint end, guint *number)
{
  gboolean all_well = TRUE;

  while (first < end && (all_well || options->keep_going))
    {
      g_autoptr (ModelStory) story = NULL;
      g_autofree char *name = NULL;
      g_auto (ModelOutcome) outcome = { 0 };

      model_tell_seeds (first, end - first, options->without, &outcome);
      if (outcome.n_told > 0)
        printf ("ok %u - %u seeds from %u on\n", ++*number, outcome.n_told, first);
      if (outcome.fault == NULL)
        return all_well;
      all_well = FALSE;
      story = model_story_generate (outcome.last, options->without);
      name = g_strdup_printf ("seed %u", outcome.last);
      print_fault (options, story, name, &outcome);
      printf ("not ok %u - %s: %s\n", ++*number, name, outcome.fault);
      fflush (stdout);
      first = outcome.last + 1;
    }
  return all_well;
}

/* Tells a hundred seeds at a time, until the time is up. */
static gboolean
tell_for_minutes (const Options *options, guint *number)
{
  gint64 end_us = g_get_monotonic_time () + (gint64) options->minutes * 60 * G_USEC_PER_SEC;
  guint seed = (guint) options->first;
  gboolean all_well = TRUE;

  for (; g_get_monotonic_time () < end_us && (all_well || options->keep_going); seed += 100)
    all_well = tell_seeds (options, seed, seed + 100, number) && all_well;
  printf ("# %u seeds\n", seed - (guint) options->first);
  return all_well;
}

static int
tell_one (ModelStory *story)
{
  model_run_story (story, TRUE);
  model_story_free (story);
  return 0;
}

static int
list_plays (guint seed)
{
  g_autoptr (ModelStory) story = model_story_new (seed);
  g_autoptr (GArray) plays = model_story_make_plays (story);

  for (guint i = 0; i < plays->len; i++)
    {
      const ModelPlay *play = &g_array_index (plays, ModelPlay, i);
      g_autofree char *time = model_format_time (play->listened_at);

      printf ("%4u  %s  %" G_GINT64_FORMAT "  %s – %s\n", i, time, play->listened_at, play->artist,
              play->track);
    }
  return 0;
}

static void
parse_options (int *argc, char ***argv, Options *options)
{
  const GOptionEntry entries[] = {
    { "seed", 's', 0, G_OPTION_ARG_INT, &options->seed, "Tell the story of one seed", "N" },
    { "first", 'f', 0, G_OPTION_ARG_INT, &options->first, "The first of many seeds (0)", "N" },
    { "seeds", 'n', 0, G_OPTION_ARG_INT, &options->n_seeds, "How many seeds (10)", "N" },
    { "part", 0, 0, G_OPTION_ARG_INT, &options->part, "A part of what the suite tells, 0 to 3",
      "N" },
    { "minutes", 'm', 0, G_OPTION_ARG_INT, &options->minutes,
      "As many seeds as these minutes allow", "N" },
    { "directed", 'd', 0, G_OPTION_ARG_NONE, &options->directed,
      "First the stories that somebody wrote", NULL },
    { "story", 0, 0, G_OPTION_ARG_FILENAME, &options->story, "Tell the story in a file", "FILE" },
    { "without", 'w', 0, G_OPTION_ARG_STRING, &options->without,
      "Operations that stories do without", "NAME,…" },
    { "keep-going", 'k', 0, G_OPTION_ARG_NONE, &options->keep_going,
      "Do not stop at the first fault", NULL },
    { "plays", 0, 0, G_OPTION_ARG_NONE, &options->plays, "List the plays of the listener of --seed",
      NULL },
    { "no-shrink", 0, 0, G_OPTION_ARG_NONE, &options->no_shrink, "Print faults as they are", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, argc, argv, &error))
    return;
  fprintf (stderr, "%s\n", error->message);
  exit (2);
}

static int
run_driver (int argc, char **argv)
{
  g_auto (Options) options = { .seed = -1, .n_seeds = 10, .part = -1 };
  gboolean all_well = TRUE;
  guint number = 0;

  parse_options (&argc, &argv, &options);
  if (options.story != NULL)
    return tell_one (read_story (options.story));
  if (options.seed >= 0 && options.plays)
    return list_plays ((guint) options.seed);
  if (options.seed >= 0)
    return tell_one (model_story_generate ((guint) options.seed, options.without));
  if (options.part >= 0)
    {
      options.first = options.part * PART_SEEDS;
      options.n_seeds = (int) test_rounds (PART_SEEDS, PART_SEEDS / 20);
      options.directed = options.part == 0;
    }
  if (options.directed)
    all_well = tell_directed (&options, &number);
  if (all_well || options.keep_going)
    all_well = (options.minutes > 0
                    ? tell_for_minutes (&options, &number)
                    : tell_seeds (&options, (guint) options.first,
                                  (guint) options.first + (guint) options.n_seeds, &number)) &&
               all_well;
  printf ("1..%u\n", number);
  return all_well ? 0 : 1;
}

int
main (int argc, char **argv)
{
  char *none[] = { argv[0], NULL };
  char **test_argv = none;
  int test_argc = 1;

  setlocale (LC_ALL, "");
  choose_folder ();
  fault_vfs_register ();
  g_test_init (&test_argc, &test_argv, NULL);
  if (argc == 6 && g_str_equal (argv[1], "--child"))
    return run_child (argv + 2);
  if (argc >= 4 && g_str_equal (argv[1], "--worker"))
    return run_worker (argc - 2, argv + 2);
  if (argc >= 3 && g_str_equal (argv[1], "--teller"))
    return run_teller (argc - 2, argv + 2);
  return run_driver (argc, argv);
}
