/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The command import: imports files and pipes, and prints progress and results. */

#include "footprintsd/commands/fpd-commands.h"
#include "footprintsd/commands/fpd-import-preview.h"
#include "footprintsd/commands/fpd-pipe.h"
#include "footprintsd/files/fpd-reading.h"

#include "libfootprints/sqlite/footprints-ledger-files-private.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#define BAR_CELLS 30
#define MAX_SHOWN_ROWS 3

/* Stands in for a ledger that does not exist. */
#define EMPTY_LEDGER "empty.db"

static gboolean dry_run;
static gboolean preview;
static char *source;
static char *date_order;
static char *length_unit;
static char *encoding;
static char **columns;
static char *rejections_path;
static char *listener;
static char *time_shift;
static char *last_at;
static char *min_played;
static gboolean skips_private;
static char **paths;

static const GOptionEntry entries[] = {
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, "Show what would happen, but write nothing",
    NULL },
  { "source", 's', 0, G_OPTION_ARG_STRING, &source,
    "Source of plays that do not name one, such as lastfm", "NAME" },
  { "preview", 'p', 0, G_OPTION_ARG_NONE, &preview,
    "Show how files would be read, and their first plays", NULL },
  { "date-order", 0, 0, G_OPTION_ARG_STRING, &date_order,
    "Order in dates as 3/4/2023: day-first, month-first", "ORDER" },
  { "column", 0, 0, G_OPTION_ARG_STRING_ARRAY, &columns,
    "Which column is the artist, track, time, …", "WHAT=NAME" },
  { "length-unit", 0, 0, G_OPTION_ARG_STRING, &length_unit,
    "Unit of lengths: seconds or milliseconds", "UNIT" },
  { "encoding", 0, 0, G_OPTION_ARG_STRING, &encoding, "Encoding of the text, such as WINDOWS-1251",
    "NAME" },
  { "listener", 0, 0, G_OPTION_ARG_STRING, &listener, "Whose plays to import, of several listeners",
    "NAME" },
  { "shift", 0, 0, G_OPTION_ARG_STRING, &time_shift, "Move all times, by seconds, or -3h, 1d",
    "TIME" },
  { "last-at", 0, 0, G_OPTION_ARG_STRING, &last_at, "Move all times so that the last play was then",
    "TIME" },
  { "min-played", 0, 0, G_OPTION_ARG_STRING, &min_played,
    "Least seconds of a stream that is a play (30)", "N" },
  { "skip-private", 0, 0, G_OPTION_ARG_NONE, &skips_private,
    "Pass over what was played in private sessions", NULL },
  { "rejections", 0, 0, G_OPTION_ARG_FILENAME, &rejections_path,
    "Write all rejected rows to this file, as CSV", "FILE" },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, NULL, "FILE…" },
  { NULL }
};

/* The import of one file, whose progress is shown. */
typedef struct
{
  GMainLoop *loop;
  GCancellable *cancellable;
  FootprintsImportJob *job;
  GError *error;
  gboolean has_terminal;
} Import;

static gboolean
import_on_interrupt (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_CONTINUE;
}

static void
print_bar (Import *import, double progress)
{
  int n_full = (int) (progress * BAR_CELLS);

  fputs ("\r[", stderr);
  for (int i = 0; i < BAR_CELLS; i++)
    fputs (i < n_full ? "█" : "·", stderr);
  fprintf (stderr, "] %3d %%  %" G_GINT64_FORMAT " rows, %.0f/s\033[K", (int) (progress * 100),
           footprints_import_job_get_n_rows (import->job),
           footprints_import_job_get_rows_per_second (import->job));
}

/* A bar only on a terminal; in a log it would be in the way. */
static void
import_on_progress (GObject *object, GParamSpec *pspec, gpointer data)
{
  Import *import = data;

  if (import->has_terminal)
    print_bar (import, footprints_import_job_get_progress (import->job));
}

static void
import_on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  Import *import = data;

  footprints_import_job_run_finish (import->job, result, &import->error);
  g_main_loop_quit (import->loop);
}

/* "2 (Artist — Track)" */
static void
append_rejected (GString *rows, FootprintsRejection *rejection)
{
  const char *artist = footprints_rejection_get_artist (rejection);
  const char *track = footprints_rejection_get_track (rejection);

  g_string_append_printf (rows, "%s%" G_GINT64_FORMAT, rows->len > 0 ? ", " : "",
                          footprints_rejection_get_row (rejection));
  if (artist != NULL || track != NULL)
    g_string_append_printf (rows, " (%s%s%s)", artist != NULL ? artist : "",
                            artist != NULL && track != NULL ? " — " : "",
                            track != NULL ? track : "");
}

/* Prints, in one line, how many rows were rejected for reasons of one kind, and which the first
 * ones are. The reason of all rows says more than its kind. */
static void
print_kind (GListModel *rejections, guint first, FootprintsRejection *example)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  const char *reason = footprints_rejection_get_reason (example);
  const char *kind = footprints_rejection_get_kind (example);
  gint64 n_alike = footprints_rejection_get_n_alike (example);
  gint64 n_same = 0;
  guint n_shown = 0;

  for (guint i = first; i < g_list_model_get_n_items (rejections); i++)
    {
      g_autoptr (FootprintsRejection) rejection = g_list_model_get_item (rejections, i);

      if (!g_str_equal (footprints_rejection_get_kind (rejection), kind))
        continue;
      n_same += g_str_equal (footprints_rejection_get_reason (rejection), reason);
      if (n_shown < MAX_SHOWN_ROWS)
        {
          append_rejected (rows, rejection);
          n_shown++;
        }
    }
  if (n_alike > n_shown)
    g_string_append_printf (rows, " and %" G_GINT64_FORMAT " more", n_alike - n_shown);
  fputs (n_alike > 1 ? "    rows " : "    row ", stdout);
  fpd_print_plain (rows->str);
  fputs (": ", stdout);
  fpd_print_plain (n_same == n_alike ? reason : kind);
  putchar ('\n');
}

static void
print_rejections (FootprintsImportSummary *summary)
{
  GListModel *rejections = footprints_import_summary_get_rejections (summary);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rejections); i++)
    {
      g_autoptr (FootprintsRejection) rejection = g_list_model_get_item (rejections, i);

      if (g_hash_table_add (seen, g_strdup (footprints_rejection_get_kind (rejection))))
        print_kind (rejections, i, rejection);
    }
}

static void
print_summary (const char *name, FootprintsImportSummary *summary, gboolean is_whole)
{
  const char *format = footprints_import_summary_get_format (summary);
  const char *zone = footprints_import_summary_get_zone (summary);
  gint64 n_rows = footprints_import_summary_get_n_rows (summary);
  gint64 n_removed = footprints_import_summary_get_n_removed_before (summary);
  gint64 n_missing = footprints_import_summary_get_n_missing (summary);
  gint64 n_resumed = footprints_import_summary_get_n_resumed (summary);
  gint64 n_repaired = footprints_import_summary_get_n_repaired (summary);

  fpd_print_plain (name);
  printf (": %s\n", format != NULL ? format : "not recognised");
  printf ("  %" G_GINT64_FORMAT " %s: %" G_GINT64_FORMAT " new, %" G_GINT64_FORMAT
          " duplicate, %" G_GINT64_FORMAT " rejected%s%s\n",
          n_rows, n_rows == 1 ? "row" : "rows", footprints_import_summary_get_n_new (summary),
          footprints_import_summary_get_n_duplicate (summary),
          footprints_import_summary_get_n_rejected (summary),
          dry_run ? " (dry run: nothing was written)" : "",
          is_whole ? "" : "; this covers only part of the file");
  print_rejections (summary);
  if (n_removed > 0)
    printf ("  %" G_GINT64_FORMAT " %s removed before; %s removed\n", n_removed,
            n_removed == 1 ? "row is a play that was" : "rows are plays that were",
            n_removed == 1 ? "it stays" : "they stay");
  if (n_missing > 0)
    printf ("  %" G_GINT64_FORMAT " %s missing: the service counts more than it listed\n",
            n_missing, n_missing == 1 ? "play is" : "plays are");
  if (n_resumed > 0)
    printf ("  resumed an interrupted import after %" G_GINT64_FORMAT " %s\n", n_resumed,
            n_resumed == 1 ? "row" : "rows");
  if (n_repaired > 0)
    printf ("  %" G_GINT64_FORMAT " %s had text that was not valid UTF-8 and was repaired\n",
            n_repaired, n_repaired == 1 ? "row" : "rows");
  if (zone != NULL)
    printf ("  times without a zone were taken to be in %s (--timezone)\n", zone);
}

static void
show_end (Import *import, const char *name)
{
  g_autoptr (FootprintsImportSummary) summary = footprints_import_job_get_summary (import->job);

  if (import->has_terminal)
    fputs ("\r\033[K", stderr);
  if (import->error == NULL || footprints_import_summary_get_n_rows (summary) > 0)
    print_summary (name, summary, import->error == NULL);
  /* Errors and summaries go to different streams, but belong together. */
  fflush (stdout);
}

/* The option that answers what is open, after an error that asks. */
static void
add_hint (FootprintsFileImporter *importer, GError *error)
{
  g_autoptr (FootprintsImportPlan) plan = footprints_file_importer_plan (importer, NULL, NULL);
  g_autofree char *hint = plan != NULL ? fpd_reading_dup_hint (plan, TRUE) : NULL;
  char *message;

  if (hint == NULL)
    return;
  message = g_strdup_printf ("%s (%s)", error->message, hint);
  g_free (error->message);
  error->message = message;
}

static gboolean
run_job (FootprintsStore *store,
         FootprintsFileImporter *importer,
         const char *name,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Import import = { loop, cancellable, job, NULL, isatty (STDERR_FILENO) != 0 };

  footprints_import_job_set_dry_run (job, dry_run);
  footprints_import_job_set_rejections_path (job, rejections_path);
  g_signal_connect (job, "notify::progress", G_CALLBACK (import_on_progress), &import);
  footprints_import_job_run_async (job, cancellable, import_on_done, &import);
  g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (job, &import);
  show_end (&import, name);
  if (import.error == NULL)
    return TRUE;
  if (g_error_matches (import.error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_DISK_FULL))
    g_prefix_error (&import.error,
                    "make room and import the file again to resume where it stopped: ");
  if (g_error_matches (import.error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_AMBIGUOUS))
    add_hint (importer, import.error);
  g_propagate_error (error, import.error);
  return FALSE;
}

static gboolean
show_plan (FootprintsFileImporter *importer,
           const FpdConfig *config,
           const char *name,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (FootprintsImportPlan) plan =
      footprints_file_importer_plan (importer, cancellable, error);

  if (plan == NULL)
    return FALSE;
  fpd_print_preview (name, plan, config->zone);
  return TRUE;
}

/* Applies the options that say how files are to be read. */
static gboolean
set_reading (FootprintsFileImporter *importer, GError **error)
{
  const struct
  {
    const char *option;
    const char *value;
  } values[] = {
    { "date-order", date_order }, { "length-unit", length_unit }, { "encoding", encoding },
    { "listener", listener },     { "shift", time_shift },        { "last-at", last_at },
    { "min-played", min_played },
  };

  footprints_file_importer_set_skips_private (importer, skips_private);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (values[i].value != NULL &&
        !fpd_reading_set (importer, values[i].option, values[i].value, error))
      return FALSE;
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    if (!fpd_reading_set (importer, "column", columns[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
import_file (FootprintsStore *store,
             const FpdConfig *config,
             const char *path,
             const char *name,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (FootprintsFileImporter) importer = footprints_file_importer_new (path);

  if (config->zone_is_given)
    footprints_file_importer_set_zone (importer, config->zone);
  else
    footprints_file_importer_assume_zone (importer, config->zone);
  footprints_file_importer_set_label (importer, g_str_equal (path, name) ? NULL : name);
  footprints_file_importer_set_source (importer, source);
  if (!set_reading (importer, error))
    return FALSE;
  return preview ? show_plan (importer, config, name, cancellable, error)
                 : run_job (store, importer, name, cancellable, error);
}

/* An interrupted import has to read the file again, which a pipe does not allow. */
static gboolean
import_pipe (FootprintsStore *store,
             const FpdConfig *config,
             const char *path,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *copy = fpd_pipe_copy (path, cancellable, error);
  g_autofree char *name = g_filename_display_name (path);
  gboolean done;

  if (copy == NULL)
    return FALSE;
  done = import_file (store, config, copy, g_str_equal (name, "-") ? "standard input" : name,
                      cancellable, error);
  g_unlink (copy);
  return done;
}

static gboolean
import_any (FootprintsStore *store,
            const FpdConfig *config,
            const char *path,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  return fpd_pipe_is_one (path) ? import_pipe (store, config, path, cancellable, error)
                                : import_file (store, config, path, name, cancellable, error);
}

/* Every file is tried; the first error decides the exit status. */
static int
import_all (FootprintsStore *store, const FpdConfig *config)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint interrupt = g_unix_signal_add (SIGINT, import_on_interrupt, cancellable);
  guint terminate = g_unix_signal_add (SIGTERM, import_on_interrupt, cancellable);
  int status = FPD_EXIT_OK;

  for (guint i = 0; paths[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!import_any (store, config, paths[i], cancellable, &error))
        {
          int failure = fpd_command_fail (error);

          status = status == FPD_EXIT_OK ? failure : status;
        }
    }
  g_source_remove (interrupt);
  g_source_remove (terminate);
  return status;
}

/* A dry run must not leave a new history behind: if there is none, it compares with an empty one
 * elsewhere. */
static FootprintsStore *
open_store (const FpdConfig *config, char **scratch_folder, GError **error)
{
  g_autofree char *path = g_strdup (config->database_path);

  if (!dry_run)
    {
      fpd_config_make_folder (config);
      return footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, error);
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, error);
  *scratch_folder = g_dir_make_tmp ("footprints-XXXXXX", error);
  if (*scratch_folder == NULL)
    return NULL;
  g_free (path);
  path = g_build_filename (*scratch_folder, EMPTY_LEDGER, NULL);
  return footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, error);
}

static void
remove_scratch (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, EMPTY_LEDGER, NULL);

  _footprints_ledger_files_remove (path, FOOTPRINTS_LEDGER_FILES_ALL);
  g_rmdir (folder);
}

/* What several sources reported counts once; people who add up the imports should know. */
static void
print_double_reports (FootprintsStore *store)
{
  g_autoptr (FootprintsHistory) history = footprints_store_get_history (store, NULL, NULL);
  gint64 n_repeated = history != NULL ? footprints_history_get_n_repeated_reports (history) : 0;
  gint64 n_doubtful = history != NULL ? footprints_history_get_n_doubtful_plays (history) : 0;

  if (n_repeated > 0 || n_doubtful > 0)
    printf ("history: %" G_GINT64_FORMAT " plays; %" G_GINT64_FORMAT
            " more reports repeat one of them, and %" G_GINT64_FORMAT " plays may be the same\n",
            footprints_history_get_n_plays (history), n_repeated, n_doubtful);
}

static int
run (const FpdConfig *config)
{
  g_autoptr (FootprintsStore) store = NULL;
  g_autofree char *scratch_folder = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (paths == NULL)
    return fpd_command_fail_usage ("import needs a file; see footprintsd import --help");
  if (source != NULL && !fpd_is_source_name (source))
    return fpd_command_fail_usage ("--source must be a name of at most 256 bytes");
  if (preview)
    return import_all (NULL, config);
  /* The jobs of all files write to its end. */
  if (rejections_path != NULL)
    g_unlink (rejections_path);
  store = open_store (config, &scratch_folder, &error);
  if (store == NULL)
    return fpd_command_fail (error);
  status = import_all (store, config);
  if (!dry_run)
    print_double_reports (store);
  footprints_store_close (store);
  if (scratch_folder != NULL)
    remove_scratch (scratch_folder);
  return status;
}

int
fpd_command_import (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, NULL,
      "Imports files of any known format: Last.fm and other CSV, ListenBrainz exports, JSON,\n"
      ".scrobbler.log, the earlier program's database, Footprints' own exports; plain, compressed\n"
      "or in a zip file. “-” is standard input. Importing a file again adds nothing; it resumes\n"
      "an interrupted import.",
      entries, &config);

  if (status < 0)
    status = run (&config);
  fpd_config_clear (&config);
  g_clear_pointer (&source, g_free);
  g_clear_pointer (&date_order, g_free);
  g_clear_pointer (&length_unit, g_free);
  g_clear_pointer (&encoding, g_free);
  g_clear_pointer (&listener, g_free);
  g_clear_pointer (&rejections_path, g_free);
  g_clear_pointer (&time_shift, g_free);
  g_clear_pointer (&last_at, g_free);
  g_clear_pointer (&min_played, g_free);
  g_clear_pointer (&columns, g_strfreev);
  g_clear_pointer (&paths, g_strfreev);
  return status;
}
