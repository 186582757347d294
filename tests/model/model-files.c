/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Imports of files: complete, cancelled, by another process, and by one that is killed. */

#include "model-calls.h"
#include "model-formats.h"
#include "model-operations.h"
#include "test-support.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

/* A file, and what importing it must do to the ledger. */
typedef struct
{
  const ModelFormat *format;
  char *path;
  char *label;
  GPtrArray *keys; /* of char *, in the order of the file; a key may occur twice */
  guint n_rejected;
} File;

static void
file_clear (File *file)
{
  g_free (file->path);
  g_free (file->label);
  g_clear_pointer (&file->keys, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (File, file_clear)

static const char *
choose_source (guint number)
{
  static const char *const sources[] = { "lastfm", "listenbrainz", "local" };

  return sources[number % G_N_ELEMENTS (sources)];
}

static void
append_row (
    const File *self, GString *text, const ModelPlay *play, const char *source, gint64 *time)
{
  if (text->len > 0 && self->format->between != NULL)
    g_string_append (text, self->format->between);
  *time = self->format->append (text, play, source);
}

static void
append_play (File *self, GString *text, const ModelPlay *play, const char *source)
{
  gint64 time;

  append_row (self, text, play, source, &time);
  g_ptr_array_add (self->keys, model_make_key (time, play->artist, play->track, source));
}

/* Appends a row that is not a play. */
static void
append_junk (File *self, GString *text, guint kind)
{
  static const gint64 times[] = { 0, -1, 4102444800 };
  const ModelPlay play = { .listened_at = times[kind % G_N_ELEMENTS (times)],
                           .artist = (char *) "Nobody",
                           .track = (char *) "Never" };
  gint64 time;

  append_row (self, text, &play, "lastfm", &time);
  self->n_rejected++;
}

/* Who recorded the play with that number; a file in our own format may hold plays of several
 * sources. */
static const char *
choose_row_source (const File *self, const guint *arguments, guint index)
{
  if (self->format->source != NULL)
    return self->format->source;
  return choose_source (arguments[3] % 4 == 3 ? index : arguments[3] % 4);
}

static void
write_file (ModelWorld *world, File *self, const GString *rows)
{
  g_autoptr (GBytes) bytes = model_format_finish (self->format, rows);
  g_autofree char *checksum =
      g_compute_checksum_for_string (G_CHECKSUM_MD5, rows->str, (gssize) rows->len);

  self->label = g_strdup_printf ("%.8s.%s", checksum, self->format->extension);
  self->path = g_build_filename (world->folder, self->label, NULL);
  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    test_write_file (self->path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Writes a file in some format, most often as from Last.fm or in our own JSON lines, with
 * consecutive plays of the listener in either direction. The same arguments give the same file as
 * long as the clock does not move. */
static void
make_file (ModelWorld *world, File *self, const guint *arguments)
{
  gboolean is_newest_first = arguments[0] / 2 % 2 == 0;
  guint first = arguments[1] % world->plays->len;
  guint n_plays = MIN (1 + arguments[2] % 30, world->plays->len - first);
  g_autoptr (GString) text = g_string_new (NULL);

  self->format = model_format_get (arguments[0] % 3 == 0 ? arguments[0] / 12 : arguments[0] % 2);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_plays; i++)
    {
      guint index = is_newest_first ? first + n_plays - 1 - i : first + i;
      const ModelPlay *play = &g_array_index (world->plays, ModelPlay, index);

      if (play->listened_at <= world->now_s)
        append_play (self, text, play, choose_row_source (self, arguments, index));
      if (self->format->has_junk && arguments[3] % 5 == 0 && i == n_plays / 2)
        append_junk (self, text, arguments[3] / 5);
    }
  /* A duplicate row. */
  if (arguments[3] % 7 == 0 && self->keys->len > 0 && !is_newest_first)
    append_play (self, text, &g_array_index (world->plays, ModelPlay, first),
                 choose_row_source (self, arguments, first));
  if (self->keys->len == 0)
    append_play (self, text, &g_array_index (world->plays, ModelPlay, 0),
                 choose_row_source (self, arguments, 0));
  write_file (world, self, text);
}

static FootprintsImportJob *
make_job (ModelWorld *world, const char *path)
{
  g_autoptr (FootprintsFileImporter) importer = footprints_file_importer_new (path);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  footprints_file_importer_set_zone (importer, utc);
  return footprints_import_job_new (world->store, FOOTPRINTS_IMPORT_SOURCE (importer));
}

/* Counts the different plays of the file that the history does not have, even withdrawn. */
static guint
count_new (ModelWorld *world, const File *file)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_new = 0;

  for (guint i = 0; i < file->keys->len; i++)
    n_new += g_hash_table_add (keys, file->keys->pdata[i]) &&
             model_ledger_find (world->ledger, file->keys->pdata[i]) == NULL;
  return n_new;
}

static guint
count_in_state (ModelWorld *world, const File *file, ModelState state)
{
  guint n_withdrawn = 0;

  for (guint i = 0; i < file->keys->len; i++)
    {
      const ModelReport *report = model_ledger_find (world->ledger, file->keys->pdata[i]);

      n_withdrawn += report != NULL && report->state == state;
    }
  return n_withdrawn;
}

static void
check_summary (ModelWorld *world, const File *file, FootprintsImportSummary *summary)
{
  gint64 n_new = footprints_import_summary_get_n_new (summary);
  gint64 n_duplicate = footprints_import_summary_get_n_duplicate (summary);
  gint64 n_rejected = footprints_import_summary_get_n_rejected (summary);
  gint64 n_removed = model_call_n_removed_before (summary);
  gint64 n_rows = footprints_import_summary_get_n_rows (summary);
  guint n_least = count_in_state (world, file, MODEL_REMOVED);

  if (n_new != count_new (world, file) || n_rejected != file->n_rejected ||
      n_rows != file->keys->len + file->n_rejected ||
      n_rows != n_new + n_duplicate + n_rejected + n_removed ||
      (model_call_keeps_removals () &&
       (n_removed < n_least || n_removed > n_least + count_in_state (world, file, MODEL_RENAMED))))
    model_fail (world, "miscounted",
                "the import of %s says rows %" G_GINT64_FORMAT ", new %" G_GINT64_FORMAT
                ", duplicate %" G_GINT64_FORMAT ", rejected %" G_GINT64_FORMAT
                ", removed before %" G_GINT64_FORMAT "; right are rows %u, new %u, rejected %u, "
                "removed before %u",
                file->label, n_rows, n_new, n_duplicate, n_rejected, n_removed,
                file->keys->len + file->n_rejected, count_new (world, file), file->n_rejected,
                n_least);
}

static void
report_all (ModelWorld *world, const File *file, ModelOrigins sure, ModelOrigins maybe)
{
  for (guint i = 0; i < file->keys->len; i++)
    {
      const char *key = file->keys->pdata[i];

      model_ledger_report (world->ledger, key, g_ascii_strtoll (key, NULL, 10),
                           g_intern_string (strrchr (key, '|') + 1), sure);
      model_ledger_find (world->ledger, key)->maybe |= maybe;
    }
}

static ModelOrigins
find_origin (ModelWorld *world, const File *file)
{
  const ModelImport *import = model_find_import (world, file->label, -1);

  if (import == NULL)
    model_fail (world, "no-import", "the import of %s is not among the imports", file->label);
  return import->origin;
}

/* Takes over the effect of an interrupted import: such a small file is one batch, which is there as
 * a whole or not at all. */
static void
adopt (ModelWorld *world, const File *file)
{
  g_autoptr (GHashTable) observed = model_observe (world);
  const ModelImport *import = model_find_import (world, file->label, -1);
  guint n_new = count_new (world, file);
  gboolean has_come = FALSE;

  for (guint i = 0; i < file->keys->len; i++)
    has_come = has_come || (model_ledger_find (world->ledger, file->keys->pdata[i]) == NULL &&
                            g_hash_table_contains (observed, file->keys->pdata[i]));
  if (has_come && import == NULL)
    model_fail (world, "no-import", "plays of %s are there, and no import is", file->label);
  if (has_come)
    report_all (world, file, import->origin, 0);
  else if (n_new == 0 && import != NULL)
    report_all (world, file, 0, import->origin);
  model_tell (world, "%s is interrupted: %s", file->label,
              has_come    ? "all of it is there"
              : n_new > 0 ? "none of it is there"
                          : "nothing of it would be new");
}

static void
import_whole (ModelWorld *world, const File *file)
{
  g_autoptr (FootprintsImportJob) job = make_job (world, file->path);
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (GError) error = NULL;

  footprints_import_job_run (job, NULL, &error);
  model_disk_settle (world);
  if (error != NULL && world->has_disk_struck)
    {
      adopt (world, file);
      return;
    }
  model_check_no_error (world, "import-failed", error);
  summary = footprints_import_job_get_summary (job);
  model_tell (world, "%s is imported: %" G_GINT64_FORMAT " new of %" G_GINT64_FORMAT, file->label,
              footprints_import_summary_get_n_new (summary),
              footprints_import_summary_get_n_rows (summary));
  /* A resumed import also counts the plays from before the interruption. */
  if (footprints_import_summary_get_n_resumed (summary) == 0)
    check_summary (world, file, summary);
  report_all (world, file, find_origin (world, file), 0);
}

void
model_import_file (ModelWorld *world, const guint *arguments)
{
  g_auto (File) file = { 0 };

  make_file (world, &file, arguments);
  import_whole (world, &file);
  g_ptr_array_add (world->files, g_memdup2 (arguments, sizeof (guint) * MODEL_N_ARGUMENTS));
}

/* Imports a file again; if the clock has moved, it may hold a few more plays. */
void
model_import_again (ModelWorld *world, const guint *arguments)
{
  g_auto (File) file = { 0 };

  if (world->files->len == 0)
    {
      model_tell (world, "nothing was imported that could be again");
      return;
    }
  make_file (world, &file, world->files->pdata[arguments[0] % world->files->len]);
  import_whole (world, &file);
}

void
model_import_cancelled (ModelWorld *world, const guint *arguments)
{
  g_auto (File) file = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FootprintsImportJob) job = NULL;
  g_auto (ModelCall) call = { 0 };
  g_autoptr (GError) error = NULL;

  make_file (world, &file, arguments);
  job = make_job (world, file.path);
  if (arguments[3] % 2 == 0)
    g_cancellable_cancel (cancellable);
  footprints_import_job_run_async (job, cancellable, model_call_cb, &call);
  g_cancellable_cancel (cancellable);
  model_call_wait (&call);
  if (footprints_import_job_run_finish (job, call.result, &error))
    {
      model_tell (world, "%s is imported before it can be cancelled", file.label);
      report_all (world, &file, find_origin (world, &file), 0);
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    model_check_no_error (world, "cancelled-import", error);
  adopt (world, &file);
}

void
model_dry_run_file (ModelWorld *world, const guint *arguments)
{
  g_auto (File) file = { 0 };
  g_autoptr (FootprintsImportJob) job = NULL;
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (GError) error = NULL;

  make_file (world, &file, arguments);
  job = make_job (world, file.path);
  footprints_import_job_set_dry_run (job, TRUE);
  footprints_import_job_run (job, NULL, &error);
  model_check_no_error (world, "dry-run", error);
  summary = footprints_import_job_get_summary (job);
  model_tell (world, "a dry run for %s: %" G_GINT64_FORMAT " new", file.label,
              footprints_import_summary_get_n_new (summary));
  check_summary (world, &file, summary);
}

/* Returns whether the child finished. */
static gboolean
import_in_child (ModelWorld *world, const File *file, guint kill_after_us)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, world->now_s);
  g_autofree char *kill_after = g_strdup_printf ("%u", kill_after_us);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "/proc/self/exe", "--child", world->path,
                        file->path, now, kill_after, NULL);

  model_check_no_error (world, "child", error);
  g_subprocess_wait (child, NULL, &error);
  model_check_no_error (world, "child", error);
  if (g_subprocess_get_if_signaled (child) && g_subprocess_get_term_sig (child) == SIGKILL)
    return FALSE;
  if (!g_subprocess_get_if_exited (child) || g_subprocess_get_exit_status (child) != 0)
    model_fail (world, "child", "another process failed to import %s", file->label);
  return TRUE;
}

void
model_import_elsewhere (ModelWorld *world, const guint *arguments)
{
  g_auto (File) file = { 0 };

  make_file (world, &file, arguments);
  import_in_child (world, &file, 0);
  model_tell (world, "another process imports %s", file.label);
  report_all (world, &file, find_origin (world, &file), 0);
}

void
model_import_killed (ModelWorld *world, const guint *arguments)
{
  g_auto (File) file = { 0 };

  make_file (world, &file, arguments);
  /* A child takes about 10 ms, most of it before it opens the ledger. */
  if (import_in_child (world, &file, 2000 + arguments[3] * 13))
    {
      model_tell (world, "another process imports %s before it can be killed", file.label);
      report_all (world, &file, find_origin (world, &file), 0);
    }
  else
    adopt (world, &file);
}
