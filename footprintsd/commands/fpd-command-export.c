/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The command export: writes plays to a file or to standard output. */

#include "footprintsd/commands/fpd-commands.h"
#include "footprintsd/commands/fpd-output-file.h"

#include "libfootprints/sqlite/footprints-ledger-files-private.h"

#include <glib-unix.h>
#include <glib/gstdio.h>

static char *format_name;
static char *output_path;
static char *period_text;
static gboolean separates_reports;

static const GOptionEntry entries[] = {
  { "format", 'f', 0, G_OPTION_ARG_STRING, &format_name,
    "jsonl (lossless, the default), json or csv", "FORMAT" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output_path,
    "The file to write, instead of the standard output", "FILE" },
  { "period", 0, 0, G_OPTION_ARG_STRING, &period_text,
    "Only the plays of a period, such as 2024 or 2024-03", "PERIOD" },
  { "reports", 0, 0, G_OPTION_ARG_NONE, &separates_reports,
    "In jsonl, a line for each report of a play", NULL },
  { NULL }
};

/* An export in progress. */
typedef struct
{
  GMainLoop *loop;
  GError **error;
  gint64 n_rows;
} Export;

static gboolean
export_on_interrupt (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_CONTINUE;
}

static void
export_on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  Export *export = data;

  export->n_rows =
      footprints_exporter_write_finish (FOOTPRINTS_EXPORTER (object), result, export->error);
  g_main_loop_quit (export->loop);
}

/* An interrupt cancels the export, so that no partial file stays behind. */
static gboolean
write_all (FootprintsExporter *exporter, GOutputStream *stream, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint interrupt = g_unix_signal_add (SIGINT, export_on_interrupt, cancellable);
  guint terminate = g_unix_signal_add (SIGTERM, export_on_interrupt, cancellable);
  Export export = { loop, error, -1 };

  footprints_exporter_write_async (exporter, stream, cancellable, export_on_written, &export);
  g_main_loop_run (loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  return export.n_rows >= 0;
}

/* The history must not be overwritten by its export. */
static gboolean
is_history (const char *path, const FpdConfig *config)
{
  g_auto (GStrv) parts =
      _footprints_ledger_files_list (config->database_path, FOOTPRINTS_LEDGER_FILES_ALL);
  GStatBuf output;
  GStatBuf part;

  if (path == NULL || g_stat (path, &output) != 0)
    return FALSE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_stat (parts[i], &part) == 0 && part.st_dev == output.st_dev &&
        part.st_ino == output.st_ino)
      return TRUE;
  return FALSE;
}

static gboolean
write_export (const FpdConfig *config, FootprintsExportFormat format, GError **error)
{
  g_autoptr (FootprintsStore) store = fpd_command_open_for_reading (config, error);
  g_autoptr (FootprintsPeriod) period = NULL;
  g_autoptr (FootprintsExporter) exporter = NULL;
  g_autoptr (FpdOutputFile) output = NULL;

  if (store == NULL)
    return FALSE;
  if (period_text != NULL)
    {
      period = footprints_period_parse (period_text, config->calendar, error);
      if (period == NULL)
        return FALSE;
    }
  if (is_history (output_path, config))
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "%s is the history itself: choose another file", output_path);
      return FALSE;
    }
  output = fpd_output_file_new (output_path, error);
  if (output == NULL)
    return FALSE;
  exporter = footprints_exporter_new (store, format);
  footprints_exporter_set_period (exporter, period);
  footprints_exporter_set_separates_reports (exporter, separates_reports);
  return write_all (exporter, fpd_output_file_get_stream (output), error) &&
         fpd_output_file_commit (output, error);
}

static int
run (const FpdConfig *config)
{
  g_autoptr (GError) error = NULL;
  FootprintsExportFormat format = FOOTPRINTS_EXPORT_FORMAT_JSONL;

  if ((format_name != NULL && !footprints_export_format_parse (format_name, &format, &error)) ||
      !write_export (config, format, &error))
    return fpd_command_fail (error);
  return FPD_EXIT_OK;
}

int
fpd_command_export (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status =
      fpd_command_parse (&argc, &argv, NULL, "Writes all plays, newest first.", entries, &config);

  if (status < 0 && argc > 1)
    status = fpd_command_fail_usage ("export takes no arguments; see footprintsd export --help");
  if (status < 0)
    status = run (&config);
  fpd_config_clear (&config);
  g_clear_pointer (&format_name, g_free);
  g_clear_pointer (&output_path, g_free);
  g_clear_pointer (&period_text, g_free);
  return status;
}
