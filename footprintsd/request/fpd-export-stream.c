/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* An export on its way: the exporter writes into a pipe, from which the next chunk is read once the
 * client has taken the last one. */

#include "footprintsd/request/fpd-export-stream.h"

#include "footprintsd/http/fpd-listener.h"
#include "footprintsd/http/fpd-problem.h"

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>

#define CHUNK_BYTES (64 * 1024)
/* Each stream holds a thread and some descriptors for as long as its client takes. */
#define MAX_STREAMS 8
#define MAX_STREAMS_OF_STORE 4

static guint n_streams;

typedef struct
{
  SoupServerMessage *message; /* NULL: the client is gone */
  GCancellable *cancellable;
  GInputStream *input;
  gulong wrote_chunk_handler;
  gulong finished_handler;
  guint *n_of_store;   /* how many streams the store has; reference-counted */
  gboolean is_reading; /* a read from the pipe is in progress */
  gboolean has_failed; /* the exporter has, so the reply is incomplete */
  gboolean exporter_ended;
  gboolean reader_ended;
} ExportStream;

static void
stream_end_part (ExportStream *self)
{
  if (!self->exporter_ended || !self->reader_ended)
    return;
  g_clear_object (&self->message);
  g_object_unref (self->cancellable);
  g_object_unref (self->input);
  (*self->n_of_store)--;
  g_rc_box_release (self->n_of_store);
  g_free (self);
  n_streams--;
}

static void
disconnect (ExportStream *self)
{
  if (self->message == NULL)
    return;
  g_clear_signal_handler (&self->wrote_chunk_handler, self->message);
  g_clear_signal_handler (&self->finished_handler, self->message);
}

/* A reply that ends early must not look complete: without the last chunk the client sees that it is
 * truncated. */
static void
end_reply (ExportStream *self)
{
  SoupServerMessage *message = self->message;

  disconnect (self);
  if (message == NULL)
    return;
  if (self->has_failed)
    fpd_listener_reset (message);
  soup_message_body_complete (soup_server_message_get_response_body (message));
  soup_server_message_unpause (message);
}

static void read_next (ExportStream *self);

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  ExportStream *self = data;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  self->is_reading = FALSE;
  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    {
      if (self->message == NULL)
        {
          read_next (self);
          return;
        }
      soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), bytes);
      soup_server_message_unpause (self->message);
      return;
    }
  /* The end of the pipe: the exporter reports next whether the export is complete. */
  self->reader_ended = TRUE;
  if (self->exporter_ended)
    end_reply (self);
  stream_end_part (self);
}

static void
read_next (ExportStream *self)
{
  self->is_reading = TRUE;
  g_input_stream_read_bytes_async (self->input, CHUNK_BYTES, G_PRIORITY_DEFAULT, NULL, on_read,
                                   self);
}

static void
on_wrote_chunk (SoupServerMessage *message, gpointer data)
{
  soup_server_message_pause (message);
  read_next (data);
}

static void
export_stream_on_finished (SoupServerMessage *message, gpointer data)
{
  ExportStream *self = data;

  disconnect (self);
  g_clear_object (&self->message);
  g_cancellable_cancel (self->cancellable);
  /* Drain the pipe: the exporter may be waiting for room in it. */
  if (!self->reader_ended && !self->is_reading)
    read_next (self);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  ExportStream *self = data;
  g_autoptr (GError) error = NULL;

  self->has_failed =
      footprints_exporter_write_finish (FOOTPRINTS_EXPORTER (source), result, &error) < 0;
  if (self->has_failed && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      self->message != NULL)
    g_warning ("The export failed: %s", error->message);
  self->exporter_ended = TRUE;
  if (self->reader_ended)
    end_reply (self);
  stream_end_part (self);
}

static void
set_headers (SoupServerMessage *message, FootprintsExportFormat format)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *disposition =
      g_strdup_printf ("attachment; filename=\"footprints_export_%s.%s\"", day,
                       footprints_export_format_get_extension (format));

  soup_message_headers_set_content_type (headers,
                                         footprints_export_format_get_content_type (format), NULL);
  soup_message_headers_replace (headers, "Content-Disposition", disposition);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  /* HTTP/1.0 has no chunks: the end of the connection is the end of the export. */
  soup_message_headers_set_encoding (headers,
                                     soup_server_message_get_http_version (message) == SOUP_HTTP_1_0
                                         ? SOUP_ENCODING_EOF
                                         : SOUP_ENCODING_CHUNKED);
}

gboolean
fpd_export_stream_start (SoupServerMessage *message,
                         FootprintsExporter *exporter,
                         guint *n_of_store,
                         GError **error)
{
  g_autoptr (GOutputStream) output = NULL;
  ExportStream *self;
  int ends[2];

  if (n_streams >= MAX_STREAMS || *n_of_store >= MAX_STREAMS_OF_STORE)
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_SERVICE_UNAVAILABLE,
                           "too many exports are in progress; try again later");
      return FALSE;
    }
  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return FALSE;
  /* A non-blocking end lets the exporter notice a cancellation while it waits. */
  g_unix_set_fd_nonblocking (ends[1], TRUE, NULL);
  set_headers (message, footprints_exporter_get_format (exporter));
  n_streams++;
  self = g_new0 (ExportStream, 1);
  self->message = g_object_ref (message);
  self->n_of_store = g_rc_box_acquire (n_of_store);
  (*n_of_store)++;
  self->cancellable = g_cancellable_new ();
  self->input = g_unix_input_stream_new (ends[0], TRUE);
  output = g_unix_output_stream_new (ends[1], TRUE);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  self->wrote_chunk_handler =
      g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), self);
  self->finished_handler =
      g_signal_connect (message, "finished", G_CALLBACK (export_stream_on_finished), self);
  soup_server_message_pause (message);
  footprints_exporter_write_async (exporter, output, self->cancellable, on_exported, self);
  read_next (self);
  return TRUE;
}
