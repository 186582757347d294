/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-stream.h"

/* No white space, which may come before a request, and no end of a line. */
#define FALSE_START 'X'

#define FPD_TYPE_INPUT fpd_input_get_type ()

G_DECLARE_FINAL_TYPE (FpdInput, fpd_input, FPD, INPUT, GFilterInputStream)

struct _FpdInput
{
  GFilterInputStream parent_instance;
  GSocket *socket;
  gboolean is_waiting;
};

struct _FpdStream
{
  GIOStream parent_instance;
  GIOStream *base;
  FpdInput *input;
};

static void fpd_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_TYPE_WITH_CODE (FpdInput,
                         fpd_input,
                         G_TYPE_FILTER_INPUT_STREAM,
                         G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                fpd_input_pollable_init))
G_DEFINE_TYPE (FpdStream, fpd_stream, G_TYPE_IO_STREAM)

static GPollableInputStream *
get_base (gpointer input)
{
  return G_POLLABLE_INPUT_STREAM (
      g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (input)));
}

/* An error ends a connection too. */
static gssize
read_base (FpdInput *self,
           void *buffer,
           gsize n_bytes,
           gboolean is_blocking,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) base_error = NULL;
  gssize n_read = g_pollable_stream_read (G_INPUT_STREAM (get_base (self)), buffer, n_bytes,
                                          is_blocking, cancellable, &base_error);
  gboolean is_end = n_read == 0 || (n_read < 0 && !g_error_matches (base_error, G_IO_ERROR,
                                                                    G_IO_ERROR_WOULD_BLOCK));

  if (is_end && self->is_waiting && n_bytes > 0)
    {
      self->is_waiting = FALSE;
      /* Nobody is to see the answer to it. */
      g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
      *(char *) buffer = FALSE_START;
      return 1;
    }
  if (base_error != NULL)
    g_propagate_error (error, g_steal_pointer (&base_error));
  return n_read;
}

static gssize
fpd_input_read (
    GInputStream *stream, void *buffer, gsize n_bytes, GCancellable *cancellable, GError **error)
{
  return read_base (FPD_INPUT (stream), buffer, n_bytes, TRUE, cancellable, error);
}

static gssize
fpd_input_read_nonblocking (GPollableInputStream *stream,
                            void *buffer,
                            gsize n_bytes,
                            GError **error)
{
  return read_base (FPD_INPUT (stream), buffer, n_bytes, FALSE, NULL, error);
}

static gboolean
fpd_input_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (get_base (stream));
}

static GSource *
fpd_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) base = g_pollable_input_stream_create_source (get_base (stream), cancellable);

  return g_pollable_source_new_full (stream, base, NULL);
}

static void
fpd_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->read_nonblocking = fpd_input_read_nonblocking;
  iface->is_readable = fpd_input_is_readable;
  iface->create_source = fpd_input_create_source;
}

static void
fpd_input_finalize (GObject *object)
{
  g_object_unref (FPD_INPUT (object)->socket);
  G_OBJECT_CLASS (fpd_input_parent_class)->finalize (object);
}

static void
fpd_input_class_init (FpdInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fpd_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = fpd_input_read;
}

static void
fpd_input_init (FpdInput *self)
{
}

static GInputStream *
fpd_stream_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (FPD_STREAM (stream)->input);
}

static GOutputStream *
fpd_stream_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (FPD_STREAM (stream)->base);
}

static gboolean
fpd_stream_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  return g_io_stream_close (FPD_STREAM (stream)->base, cancellable, error);
}

static void
fpd_stream_finalize (GObject *object)
{
  FpdStream *self = FPD_STREAM (object);

  g_object_unref (self->input);
  g_object_unref (self->base);
  G_OBJECT_CLASS (fpd_stream_parent_class)->finalize (object);
}

static void
fpd_stream_class_init (FpdStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fpd_stream_finalize;
  stream_class->get_input_stream = fpd_stream_get_input_stream;
  stream_class->get_output_stream = fpd_stream_get_output_stream;
  stream_class->close_fn = fpd_stream_close;
}

static void
fpd_stream_init (FpdStream *self)
{
}

FpdStream *
fpd_stream_new (GIOStream *base, GSocket *socket)
{
  FpdStream *self = g_object_new (FPD_TYPE_STREAM, NULL);

  self->base = g_object_ref (base);
  self->input =
      g_object_new (FPD_TYPE_INPUT, "base-stream", g_io_stream_get_input_stream (base), NULL);
  self->input->socket = g_object_ref (socket);
  return self;
}

void
fpd_stream_set_waiting (FpdStream *self, gboolean is_waiting)
{
  self->input->is_waiting = is_waiting;
}
