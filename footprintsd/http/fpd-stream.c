/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The input of a connection as libsoup sees it: passes on checked requests and rejects the
 * others. */

#include "footprintsd/http/fpd-stream.h"

#include "footprintsd/http/fpd-problem.h"
#include "footprintsd/http/fpd-request-head.h"

#include <libsoup/soup.h>
#include <string.h>

/* Neither white space, which may precede a request, nor the end of a line. */
#define FALSE_START 'X'
#define READ_BYTES 4096
/* A rejected client may still be sending; closing at once could cost it the answer. */
#define MAX_DRAINED_BYTES (256 * 1024)
#define NO_END G_MAXUINT64

#define FPD_TYPE_INPUT fpd_input_get_type ()

G_DECLARE_FINAL_TYPE (FpdInput, fpd_input, FPD, INPUT, GFilterInputStream)

struct _FpdInput
{
  GFilterInputStream parent_instance;
  GSocket *socket;
  GOutputStream *output; /* where a rejection is written */
  GString *pending;      /* read, but not yet passed on */
  gsize n_scanned;       /* of the pending bytes */
  gboolean is_partial;   /* the pending bytes are not a whole head */
  guint64 n_granted;     /* bytes that may be passed on; 0: waiting for the next head */
  gboolean is_used;      /* a request has been passed on */
  gboolean is_refused;
  gsize n_drained;
  gboolean has_ended;
  gboolean owes_false_start;
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

/* No answer is in progress while a head is expected. If this answer does not fit, the rest is
 * dropped. */
static void
stream_refuse (FpdInput *self, guint status, const char *detail)
{
  g_autofree char *body = fpd_problem_to_json (status, detail);
  g_autofree char *answer =
      g_strdup_printf ("HTTP/1.1 %u %s\r\nConnection: close\r\nContent-Type: " FPD_PROBLEM_TYPE
                       "\r\nContent-Length: %zu\r\n\r\n%s",
                       status, fpd_problem_get_title (status), strlen (body), body);

  g_info ("Rejected an invalid request: %s", detail);
  g_pollable_stream_write (self->output, answer, strlen (answer), FALSE, NULL, NULL);
  g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
  self->is_refused = TRUE;
}

/* libsoup keeps a connection open for further requests, so it has to be told when none can
 * follow. */
static void
grant (FpdInput *self, gsize n_head_bytes)
{
  g_autoptr (GError) error = NULL;
  FpdRequestHead head;

  if (!fpd_request_head_parse (self->pending->str, n_head_bytes, &head, &error))
    {
      stream_refuse (self, fpd_problem_get_status (error), error->message);
      return;
    }
  self->n_granted = head.is_last ? NO_END : n_head_bytes + head.n_body_bytes;
  self->is_used = TRUE;
  if (head.is_last)
    g_string_insert (self->pending, strchr (self->pending->str, '\n') + 1 - self->pending->str,
                     "Connection: close\r\n");
}

/* Looks for a head in the pending bytes. FALSE if more have to be read. */
static gboolean
look_for_head (FpdInput *self)
{
  gsize n_head_bytes;

  if (self->is_partial)
    return FALSE;
  if (self->n_scanned == 0)
    g_string_erase (self->pending, 0, strspn (self->pending->str, "\r\n"));
  n_head_bytes =
      fpd_request_head_find_end (self->pending->str, self->pending->len, &self->n_scanned);
  self->is_partial = n_head_bytes == 0;
  if ((self->is_partial ? self->pending->len : n_head_bytes) > FPD_MAX_HEAD_BYTES)
    stream_refuse (self, FPD_STATUS_HEADERS_TOO_LARGE,
                   "The head of the request is longer than 63 KiB");
  else if (!self->is_partial)
    grant (self, n_head_bytes);
  return !self->is_partial || self->is_refused;
}

static void
end (FpdInput *self)
{
  self->has_ended = TRUE;
  self->owes_false_start = self->is_used || self->pending->len > 0;
  if (self->pending->len > 0 && !self->is_refused)
    stream_refuse (self, SOUP_STATUS_BAD_REQUEST, "The head of the request is incomplete");
  /* The client must not see libsoup's answer to the false start. */
  g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
}

/* An error ends the connection, too. FALSE with @error set if there is nothing to read now. */
static gboolean
read_more (FpdInput *self, gboolean is_blocking, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) base_error = NULL;
  char bytes[READ_BYTES];
  gssize n_read = g_pollable_stream_read (G_INPUT_STREAM (get_base (self)), bytes, sizeof bytes,
                                          is_blocking, cancellable, &base_error);

  if (g_error_matches (base_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK) ||
      g_error_matches (base_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&base_error));
      return FALSE;
    }
  if (n_read > 0 && !self->is_refused)
    g_string_append_len (self->pending, bytes, n_read);
  else if (n_read > 0)
    self->n_drained += (gsize) n_read;
  self->is_partial = FALSE;
  if (n_read <= 0 || self->n_drained > MAX_DRAINED_BYTES)
    end (self);
  return TRUE;
}

static gssize
hand_on_end (FpdInput *self, char *buffer)
{
  if (!self->owes_false_start)
    return 0;
  self->owes_false_start = FALSE;
  buffer[0] = FALSE_START;
  return 1;
}

static gsize
hand_on_pending (FpdInput *self, void *buffer, gsize n_bytes)
{
  gsize n_handed = MIN (n_bytes, self->pending->len);

  memcpy (buffer, self->pending->str, n_handed);
  g_string_erase (self->pending, 0, (gssize) n_handed);
  return n_handed;
}

static gssize
hand_on (FpdInput *self,
         void *buffer,
         gsize n_bytes,
         gboolean is_blocking,
         GCancellable *cancellable,
         GError **error)
{
  gsize n_wanted = (gsize) MIN (n_bytes, self->n_granted);
  gssize n_handed = self->pending->len > 0
                        ? (gssize) hand_on_pending (self, buffer, n_wanted)
                        : g_pollable_stream_read (G_INPUT_STREAM (get_base (self)), buffer,
                                                  n_wanted, is_blocking, cancellable, error);

  if (n_handed > 0 && self->n_granted != NO_END)
    self->n_granted -= (guint64) n_handed;
  if (self->n_granted == 0)
    self->n_scanned = 0;
  return n_handed;
}

static gssize
fpd_input_read_some (FpdInput *self,
                     void *buffer,
                     gsize n_bytes,
                     gboolean is_blocking,
                     GCancellable *cancellable,
                     GError **error)
{
  if (n_bytes == 0)
    return 0;
  while (self->n_granted == 0 && !self->has_ended)
    if ((self->is_refused || !look_for_head (self)) &&
        !read_more (self, is_blocking, cancellable, error))
      return -1;
  return self->has_ended ? hand_on_end (self, buffer)
                         : hand_on (self, buffer, n_bytes, is_blocking, cancellable, error);
}

static gssize
fpd_input_read (
    GInputStream *stream, void *buffer, gsize n_bytes, GCancellable *cancellable, GError **error)
{
  return fpd_input_read_some (FPD_INPUT (stream), buffer, n_bytes, TRUE, cancellable, error);
}

static gssize
fpd_input_read_nonblocking (GPollableInputStream *stream,
                            void *buffer,
                            gsize n_bytes,
                            GError **error)
{
  return fpd_input_read_some (FPD_INPUT (stream), buffer, n_bytes, FALSE, NULL, error);
}

static gboolean
has_something (FpdInput *self)
{
  return self->has_ended || (self->pending->len > 0 && !self->is_partial && !self->is_refused);
}

static gboolean
fpd_input_is_readable (GPollableInputStream *stream)
{
  return has_something (FPD_INPUT (stream)) ||
         g_pollable_input_stream_is_readable (get_base (stream));
}

static GSource *
fpd_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) base =
      has_something (FPD_INPUT (stream))
          ? g_timeout_source_new (0)
          : g_pollable_input_stream_create_source (get_base (stream), cancellable);

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
  FpdInput *self = FPD_INPUT (object);

  g_string_free (self->pending, TRUE);
  g_object_unref (self->output);
  g_object_unref (self->socket);
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
  self->pending = g_string_new (NULL);
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
  self->input->output = g_object_ref (g_io_stream_get_output_stream (base));
  return self;
}
