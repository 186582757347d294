/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/export/footprints-exporter.h"

#include "libfootprints/core/calendar/footprints-period.h"
#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/export/footprints-listen-lines-private.h"
#include "libfootprints/export/footprints-row-writer-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/store/footprints-cursor-private.h"

#include <limits.h>

#define CHUNK_BYTES (256 * 1024)

/**
 * FootprintsExporter:
 *
 * Writes the plays of a store to a stream, in a format that other programs read.
 *
 * However many plays there are, it keeps no more than a few hundred kilobytes in memory, apart from
 * the history, which knows which reports are one play. The export shows the ledger as it was when
 * writing began.
 *
 * Threading: one thread at a time.
 *
 * Source: doc/ledger-format.md, "Exports".
 *
 * Since: 0.1
 */
struct _FootprintsExporter
{
  GObject parent_instance;

  FootprintsStore *store;
  FootprintsExportFormat format;
  FootprintsPeriod *period; /* NULL: all */
  gboolean separates_reports;
};

enum
{
  PROP_0,
  PROP_FORMAT,
  PROP_PERIOD,
  PROP_SEPARATES_REPORTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsExporter, footprints_exporter, G_TYPE_OBJECT)

static void
footprints_exporter_finalize (GObject *object)
{
  FootprintsExporter *self = FOOTPRINTS_EXPORTER (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->period, footprints_period_unref);

  G_OBJECT_CLASS (footprints_exporter_parent_class)->finalize (object);
}

static void
footprints_exporter_get_property (GObject *object,
                                  guint property_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  FootprintsExporter *self = FOOTPRINTS_EXPORTER (object);

  switch (property_id)
    {
    case PROP_FORMAT:
      g_value_set_enum (value, (int) self->format);
      break;
    case PROP_PERIOD:
      g_value_set_boxed (value, self->period);
      break;
    case PROP_SEPARATES_REPORTS:
      g_value_set_boolean (value, self->separates_reports);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_exporter_set_property (GObject *object,
                                  guint property_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_PERIOD:
      footprints_exporter_set_period (FOOTPRINTS_EXPORTER (object), g_value_get_boxed (value));
      break;
    case PROP_SEPARATES_REPORTS:
      footprints_exporter_set_separates_reports (FOOTPRINTS_EXPORTER (object),
                                                 g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_exporter_class_init (FootprintsExporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_exporter_finalize;
  object_class->get_property = footprints_exporter_get_property;
  object_class->set_property = footprints_exporter_set_property;

  /**
   * FootprintsExporter:format: (getter get_format)
   *
   * The format of the file.
   *
   * Since: 0.1
   */
  properties[PROP_FORMAT] =
      g_param_spec_enum ("format", NULL, NULL, FOOTPRINTS_TYPE_EXPORT_FORMAT,
                         FOOTPRINTS_EXPORT_FORMAT_JSONL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsExporter:period: (getter get_period) (setter set_period)
   *
   * Which plays are written, %NULL for all.
   *
   * Since: 0.1
   */
  properties[PROP_PERIOD] =
      g_param_spec_boxed ("period", NULL, NULL, FOOTPRINTS_TYPE_PERIOD,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsExporter:separates-reports: (getter get_separates_reports)
   *   (setter set_separates_reports)
   *
   * Whether the lossless format has a line for each report, instead of one for each play with all
   * its reports. The other formats have plays alone.
   *
   * Since: 0.1
   */
  properties[PROP_SEPARATES_REPORTS] =
      g_param_spec_boolean ("separates-reports", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_exporter_init (FootprintsExporter *self)
{
}

/**
 * footprints_exporter_new:
 * @store: where the plays are
 * @format: the format of the file
 *
 * Makes an exporter.
 *
 * Returns: (transfer full): an exporter
 *
 * Since: 0.1
 */
FootprintsExporter *
footprints_exporter_new (FootprintsStore *store, FootprintsExportFormat format)
{
  FootprintsExporter *self;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (store), NULL);
  g_return_val_if_fail (format <= FOOTPRINTS_EXPORT_FORMAT_CSV, NULL);

  self = g_object_new (FOOTPRINTS_TYPE_EXPORTER, NULL);
  self->store = g_object_ref (store);
  self->format = format;
  return self;
}

/**
 * footprints_exporter_get_format: (get-property format)
 * @self: an exporter
 *
 * Gets the format of the file.
 *
 * Returns: the format
 *
 * Since: 0.1
 */
FootprintsExportFormat
footprints_exporter_get_format (FootprintsExporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_EXPORTER (self), FOOTPRINTS_EXPORT_FORMAT_JSONL);

  return self->format;
}

/**
 * footprints_exporter_get_period: (get-property period)
 * @self: an exporter
 *
 * Gets which plays are written.
 *
 * Returns: (nullable) (transfer none): a period, %NULL for all plays
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_exporter_get_period (FootprintsExporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_EXPORTER (self), NULL);

  return self->period;
}

/**
 * footprints_exporter_set_period: (set-property period)
 * @self: an exporter
 * @period: (nullable): a period, %NULL for all plays
 *
 * Sets which plays are written.
 *
 * Since: 0.1
 */
void
footprints_exporter_set_period (FootprintsExporter *self, FootprintsPeriod *period)
{
  g_return_if_fail (FOOTPRINTS_IS_EXPORTER (self));

  if (period == self->period)
    return;
  g_clear_pointer (&self->period, footprints_period_unref);
  self->period = period != NULL ? footprints_period_ref (period) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERIOD]);
}

/**
 * footprints_exporter_get_separates_reports: (get-property separates-reports)
 * @self: an exporter
 *
 * Finds out whether the lossless format has a line for each report.
 *
 * Returns: %TRUE when it has
 *
 * Since: 0.1
 */
gboolean
footprints_exporter_get_separates_reports (FootprintsExporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_EXPORTER (self), FALSE);

  return self->separates_reports;
}

/**
 * footprints_exporter_set_separates_reports: (set-property separates-reports)
 * @self: an exporter
 * @separates_reports: whether the lossless format has a line for each report
 *
 * Sets whether the lossless format has a line for each report, instead of one for each play.
 *
 * Since: 0.1
 */
void
footprints_exporter_set_separates_reports (FootprintsExporter *self, gboolean separates_reports)
{
  g_return_if_fail (FOOTPRINTS_IS_EXPORTER (self));

  separates_reports = !!separates_reports;
  if (separates_reports == self->separates_reports)
    return;
  self->separates_reports = separates_reports;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEPARATES_REPORTS]);
}

static void
append_start (FootprintsExporter *self, GString *text)
{
  switch (self->format)
    {
    case FOOTPRINTS_EXPORT_FORMAT_CSV:
      _footprints_csv_append_header (text);
      break;
    case FOOTPRINTS_EXPORT_FORMAT_JSON:
      g_string_append_c (text, '[');
      break;
    case FOOTPRINTS_EXPORT_FORMAT_JSONL:
      break;
    }
}

/* What turns rows into text. */
typedef struct
{
  FootprintsExporter *exporter;
  FootprintsHistory *history;   /* NULL: reports are written one by one */
  FootprintsListenLines *lines; /* NULL: not in the lossless format */
  GString *text;
  gint64 n_rows;
} Writing;

static void
append_row (Writing *self, gint64 id, const FootprintsScrobbleRow *row)
{
  switch (self->exporter->format)
    {
    case FOOTPRINTS_EXPORT_FORMAT_CSV:
      _footprints_csv_append_row (self->text, row);
      break;
    case FOOTPRINTS_EXPORT_FORMAT_JSON:
      _footprints_json_list_append_row (self->text, id, row, self->n_rows == 0);
      break;
    case FOOTPRINTS_EXPORT_FORMAT_JSONL:
      _footprints_json_lines_append_row (self->text, row);
      break;
    }
  self->n_rows += row->withdrawn == NULL;
}

static void
writing_finish (Writing *self)
{
  if (self->lines != NULL)
    self->n_rows += _footprints_listen_lines_finish (self->lines, self->text);
}

static void
writing_add (Writing *self, gint64 id, const FootprintsScrobbleRow *reported)
{
  FootprintsScrobbleRow row = *reported;

  if (self->lines != NULL && row.withdrawn == NULL)
    {
      self->n_rows += _footprints_listen_lines_add (self->lines, id, &row, self->text);
      return;
    }
  /* Withdrawn plays follow all others. */
  writing_finish (self);
  if (self->lines != NULL || self->history == NULL ||
      _footprints_history_complete_row (self->history, id, &row))
    append_row (self, id, &row);
}

static void
append_end (Writing *self)
{
  writing_finish (self);
  if (self->exporter->format == FOOTPRINTS_EXPORT_FORMAT_JSON)
    g_string_append (self->text, self->n_rows > 0 ? "\n]\n" : "]\n");
}

/* A writable pipe takes this much at once; a longer write blocks until the reader catches up, and
 * no cancellable can interrupt that. */
static gsize
get_piece_bytes (GOutputStream *stream, gsize n_bytes)
{
  gboolean can_wait = G_IS_POLLABLE_OUTPUT_STREAM (stream) &&
                      g_pollable_output_stream_can_poll (G_POLLABLE_OUTPUT_STREAM (stream));

  return can_wait ? MIN (n_bytes, PIPE_BUF) : n_bytes;
}

static gboolean
write_out (GOutputStream *stream, GString *text, GCancellable *cancellable, GError **error)
{
  gsize piece_bytes = get_piece_bytes (stream, CHUNK_BYTES);

  for (gsize start = 0; start < text->len; start += piece_bytes)
    if (!g_output_stream_write_all (stream, text->str + start, MIN (piece_bytes, text->len - start),
                                    NULL, cancellable, error))
      return FALSE;
  g_string_truncate (text, 0);
  return TRUE;
}

/**
 * footprints_exporter_write:
 * @self: an exporter
 * @stream: where to write; stays open
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Writes all plays of the period, newest first. The lossless format also has the other reports of
 * each play, whoever they came from, and the withdrawn plays, which follow and are marked as such:
 * removed ones, and renamed ones under their old names.
 *
 * A write that waits for room, for example in a pipe, can be cancelled when the descriptor behind
 * @stream is non-blocking.
 *
 * Errors: %FOOTPRINTS_ERROR_CLOSED; those of reading the ledger and of writing to @stream;
 * %G_IO_ERROR_CANCELLED. After an error the stream contains part of the export.
 *
 * Threading: any thread; does I/O; may take long.
 *
 * Returns: how many plays were written, or reports if they are separate, not counting withdrawn
 *   ones; -1 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_exporter_write (FootprintsExporter *self,
                           GOutputStream *stream,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsListenLines) lines = NULL;
  g_autoptr (FootprintsCursor) cursor = NULL;
  g_autoptr (GString) text = g_string_sized_new (CHUNK_BYTES + 4096);
  g_autoptr (GError) local_error = NULL;
  gboolean is_lossless;
  Writing writing;

  g_return_val_if_fail (FOOTPRINTS_IS_EXPORTER (self), -1);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), -1);

  is_lossless = self->format == FOOTPRINTS_EXPORT_FORMAT_JSONL;
  /* It knows which reports are one play. */
  if (!is_lossless || !self->separates_reports)
    {
      history = footprints_store_get_history (self->store, cancellable, error);
      if (history == NULL)
        return -1;
      lines = is_lossless ? _footprints_listen_lines_new (history) : NULL;
    }
  /* Only the lossless format has a place for withdrawn plays. */
  cursor =
      is_lossless
          ? _footprints_store_read_everything (self->store, self->period, cancellable, error)
          : footprints_store_read_scrobbles (self->store, self->period, FALSE, cancellable, error);
  if (cursor == NULL)
    return -1;
  writing = (Writing){ self, history, lines, text, 0 };
  append_start (self, text);
  while (footprints_cursor_next (cursor, &local_error))
    {
      writing_add (&writing, footprints_cursor_get_id (cursor),
                   _footprints_cursor_get_row (cursor));
      if (text->len >= CHUNK_BYTES && !write_out (stream, text, cancellable, error))
        return -1;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return -1;
    }
  append_end (&writing);
  if (!write_out (stream, text, cancellable, error) ||
      !g_output_stream_flush (stream, cancellable, error))
    return -1;
  return writing.n_rows;
}

static void
write_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  gint64 n_rows = footprints_exporter_write (source_object, task_data, cancellable, &error);

  if (n_rows < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (gssize) n_rows);
}

/**
 * footprints_exporter_write_async:
 * @self: an exporter
 * @stream: where to write; stays open, and must not be used until the callback
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done, in the current thread-default main context
 * @user_data: data for @callback
 *
 * Writes all plays of the period. See [method@Exporter.write].
 *
 * Since: 0.1
 */
void
footprints_exporter_write_async (FootprintsExporter *self,
                                 GOutputStream *stream,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FOOTPRINTS_IS_EXPORTER (self));
  g_return_if_fail (G_IS_OUTPUT_STREAM (stream));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_exporter_write_async);
  g_task_set_task_data (task, g_object_ref (stream), g_object_unref);
  g_task_run_in_thread (task, write_thread);
}

/**
 * footprints_exporter_write_finish:
 * @self: an exporter
 * @result: the result passed to the callback
 * @error: return location for an error
 *
 * Finishes [method@Exporter.write_async].
 *
 * Errors: as [method@Exporter.write].
 *
 * Returns: how many plays were written; -1 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_exporter_write_finish (FootprintsExporter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_exporter_write_async), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

static const struct
{
  const char *extension;
  const char *content_type;
} formats[] = {
  [FOOTPRINTS_EXPORT_FORMAT_JSONL] = { "jsonl", "application/x-ndjson" },
  [FOOTPRINTS_EXPORT_FORMAT_JSON] = { "json", "application/json" },
  [FOOTPRINTS_EXPORT_FORMAT_CSV] = { "csv", "text/csv; charset=utf-8" },
};

/**
 * footprints_export_format_get_content_type:
 * @format: a format
 *
 * Gets the media type of a file of this format.
 *
 * Returns: (transfer none): text such as `application/json`
 *
 * Since: 0.1
 */
const char *
footprints_export_format_get_content_type (FootprintsExportFormat format)
{
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (formats), NULL);

  return formats[format].content_type;
}

/**
 * footprints_export_format_get_extension:
 * @format: a format
 *
 * Gets the file name extension of this format, which is also its name.
 *
 * Returns: (transfer none): text such as `json`
 *
 * Since: 0.1
 */
const char *
footprints_export_format_get_extension (FootprintsExportFormat format)
{
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (formats), NULL);

  return formats[format].extension;
}

/**
 * footprints_export_format_parse:
 * @text: `jsonl`, `json` or `csv`
 * @format: (out): return location for the format
 * @error: return location for an error
 *
 * Finds a format by its name.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when no format has that name.
 *
 * Returns: %TRUE with @format set; %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean
footprints_export_format_parse (const char *text, FootprintsExportFormat *format, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (format != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (text, formats[i].extension))
      {
        *format = (FootprintsExportFormat) i;
        return TRUE;
      }
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "“%s” is not a format: use jsonl, json or csv", text);
  return FALSE;
}
