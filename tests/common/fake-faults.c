/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* How a fake service misbehaves. */

#include "tests/common/fake-private.h"

#include "tests/common/footprints-invented-names.h"

#include <string.h>
#include <sys/socket.h>

#define DEPTH 100000
/* Slow for a program, but not for someone waiting for a test. */
#define N_PIECES 4
#define PIECE_MS 2

static const char *const fault_names[] = {
  [FAKE_FAULT_NONE] = "none",
  [FAKE_FAULT_CUT_OFF] = "cut-off",
  [FAKE_FAULT_HANG] = "hang",
  [FAKE_FAULT_STATUS_500] = "status-500",
  [FAKE_FAULT_STATUS_503_RETRY_AFTER] = "status-503-retry-after",
  [FAKE_FAULT_STATUS_429_RETRY_AFTER] = "status-429-retry-after",
  [FAKE_FAULT_STATUS_429] = "status-429",
  [FAKE_FAULT_HTML] = "html",
  [FAKE_FAULT_NOT_JSON] = "not-json",
  [FAKE_FAULT_TRUNCATED_GZIP] = "truncated-gzip",
  [FAKE_FAULT_ERROR_8] = "error-8",
  [FAKE_FAULT_ERROR_11] = "error-11",
  [FAKE_FAULT_ERROR_16] = "error-16",
  [FAKE_FAULT_EMPTY_BODY] = "empty-body",
  [FAKE_FAULT_WRONG_USER] = "wrong-user",
  [FAKE_FAULT_HUGE] = "huge",
  [FAKE_FAULT_DEEP] = "deep",
  [FAKE_FAULT_REDIRECT] = "redirect",
  [FAKE_FAULT_REFUSED] = "refused",
  [FAKE_FAULT_STATUS_429_AT_ONCE] = "status-429-at-once",
  [FAKE_FAULT_SLOW_CUT_OFF] = "slow-cut-off",
  [FAKE_FAULT_EMPTY_PAGE] = "empty-page",
  [FAKE_FAULT_JUNK_ROW] = "junk-row",
};

const char *
fake_fault_get_name (FakeFault fault)
{
  return (guint) fault < G_N_ELEMENTS (fault_names) ? fault_names[fault] : NULL;
}

gboolean
fake_fault_from_name (const char *name, FakeFault *fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (fault_names); i++)
    if (g_str_equal (name, fault_names[i]))
      {
        *fault = (FakeFault) i;
        return TRUE;
      }
  return FALSE;
}

static void
fail_as_the_service (FakeService *self, FakeReply *reply, guint status, const char *message)
{
  g_string_truncate (reply->body, 0);
  if (self->kind != FAKE_LASTFM)
    _fake_listenbrainz_fail (reply, status, message);
  else
    _fake_lastfm_fail (reply, status, status == 429 ? 29 : 8, message);
}

static void
fail_with_code (FakeService *self, FakeReply *reply, guint code)
{
  g_string_truncate (reply->body, 0);
  if (self->kind != FAKE_LASTFM)
    _fake_listenbrainz_fail (reply, 503, "Cannot reach the store right now. Try again later.");
  else
    _fake_lastfm_fail (reply, 200, code, "The service is temporarily unavailable");
}

/* @retry_after: NULL: the reply does not say when to retry */
static void
fill_limited (FakeService *self, gint64 wait_s, const char *retry_after, FakeReply *reply)
{
  fail_as_the_service (self, reply, 429, "You have exceeded your rate limit.");
  if (self->kind == FAKE_LISTENBRAINZ)
    {
      _fake_reply_set_number_header (reply, "X-RateLimit-Remaining", 0);
      _fake_reply_set_number_header (reply, "X-RateLimit-Reset-In", wait_s);
      _fake_reply_set_number_header (reply, "X-RateLimit-Reset",
                                     g_get_real_time () / G_USEC_PER_SEC + wait_s);
    }
  if (retry_after != NULL)
    _fake_reply_set_header (reply, "Retry-After", retry_after);
}

static void
fill_text (FakeReply *reply, const char *content_type, const char *text)
{
  reply->status = 200;
  reply->content_type = content_type;
  g_string_assign (reply->body, text);
}

static void
fill_truncated_gzip (FakeReply *reply)
{
  g_autoptr (GBytes) compressed = NULL;

  /* Enough that half of it goes beyond the gzip header. */
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (reply->body, " %" G_GUINT64_FORMAT, footprints_mix (i));
  compressed = _fake_gzip (reply->body->str, reply->body->len);
  g_string_truncate (reply->body, 0);
  g_string_append_len (reply->body, g_bytes_get_data (compressed, NULL),
                       (gssize) g_bytes_get_size (compressed) / 2);
  reply->status = 200;
  _fake_reply_set_header (reply, "Content-Encoding", "gzip");
}

static void
fill_deep (FakeReply *reply)
{
  fill_text (reply, "application/json", "{\"payload\":");
  for (guint i = 0; i < DEPTH; i++)
    g_string_append_c (reply->body, '[');
  for (guint i = 0; i < DEPTH; i++)
    g_string_append_c (reply->body, ']');
  g_string_append_c (reply->body, '}');
}

static void
fill_redirect (SoupServerMessage *message, FakeReply *reply)
{
  g_autofree char *address = g_uri_to_string (soup_server_message_get_uri (message));

  fill_text (reply, "text/html", "<html>Found</html>");
  reply->status = 302;
  _fake_reply_set_header (reply, "Location", address);
}

void
_fake_fault_fill (FakeService *self,
                  FakeFault fault,
                  const FakeRequest *request,
                  SoupServerMessage *message,
                  FakeReply *reply)
{
  switch (fault)
    {
    case FAKE_FAULT_NONE:
    case FAKE_FAULT_CUT_OFF:
    case FAKE_FAULT_HANG:
    case FAKE_FAULT_HUGE:
    case FAKE_FAULT_REFUSED:
    case FAKE_FAULT_SLOW_CUT_OFF:
    /* The service has already made such a page. */
    case FAKE_FAULT_EMPTY_PAGE:
    case FAKE_FAULT_JUNK_ROW:
      return;
    case FAKE_FAULT_STATUS_500:
      fail_as_the_service (self, reply, 500, "Something went wrong");
      return;
    case FAKE_FAULT_STATUS_503_RETRY_AFTER:
      fail_as_the_service (self, reply, 503, "Down for maintenance");
      _fake_reply_set_header (reply, "Retry-After", "1");
      return;
    case FAKE_FAULT_STATUS_429_RETRY_AFTER:
      fill_limited (self, 1, "1", reply);
      return;
    case FAKE_FAULT_STATUS_429:
      fill_limited (self, 1, NULL, reply);
      return;
    case FAKE_FAULT_STATUS_429_AT_ONCE:
      fill_limited (self, 0, "0", reply);
      return;
    case FAKE_FAULT_HTML:
      fill_text (reply, "text/html", "<!DOCTYPE html><html><body><h1>Be right back</h1></html>");
      return;
    case FAKE_FAULT_NOT_JSON:
      fill_text (reply, "application/json", "{\"payload\": {\"listens\": [{\"listened_at\": 17");
      return;
    case FAKE_FAULT_TRUNCATED_GZIP:
      fill_truncated_gzip (reply);
      return;
    case FAKE_FAULT_ERROR_8:
      fail_with_code (self, reply, 8);
      return;
    case FAKE_FAULT_ERROR_11:
      fail_with_code (self, reply, 11);
      return;
    case FAKE_FAULT_ERROR_16:
      fail_with_code (self, reply, 16);
      return;
    case FAKE_FAULT_EMPTY_BODY:
      fill_text (reply, "application/json", "");
      return;
    case FAKE_FAULT_WRONG_USER:
      if (self->kind == FAKE_LASTFM)
        _fake_lastfm_answer_wrong_user (request, reply);
      else
        fail_as_the_service (self, reply, 500, "No such fault here");
      return;
    case FAKE_FAULT_DEEP:
      fill_deep (reply);
      return;
    case FAKE_FAULT_REDIRECT:
      fill_redirect (message, reply);
      return;
    }
  fail_as_the_service (self, reply, 500, "No such fault");
}

/* A connection taken over from the server. */
typedef struct
{
  FakeService *service;
  GIOStream *stream;
  GBytes *data; /* what is written, once or endlessly */
  gboolean is_endless;
  GBytes *rest; /* what is written piece by piece; NULL: nothing */
  gsize piece_bytes;
  char read_bytes[256];
} Taken;

static void
taken_free (Taken *taken)
{
  taken->service->n_taken--;
  g_io_stream_close (taken->stream, NULL, NULL);
  g_object_unref (taken->stream);
  g_clear_pointer (&taken->data, g_bytes_unref);
  g_clear_pointer (&taken->rest, g_bytes_unref);
  g_free (taken);
}

static void read_on (Taken *taken);

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Taken *taken = data;

  if (g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL) > 0)
    read_on (taken);
  else
    taken_free (taken);
}

/* Reads until the client disconnects. */
static void
read_on (Taken *taken)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (taken->stream), taken->read_bytes,
                             sizeof taken->read_bytes, G_PRIORITY_DEFAULT, taken->service->stopping,
                             on_read, taken);
}

static void write_on (Taken *taken);
static gboolean write_piece (Taken *taken);

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Taken *taken = data;
  gboolean written =
      g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);

  if (written && taken->is_endless)
    write_on (taken);
  else if (!written || !write_piece (taken))
    taken_free (taken);
}

static void
write_on (Taken *taken)
{
  gsize length;
  const char *data = g_bytes_get_data (taken->data, &length);

  g_output_stream_write_all_async (g_io_stream_get_output_stream (taken->stream), data, length,
                                   G_PRIORITY_DEFAULT, taken->service->stopping, on_written, taken);
}

static GBytes *
make_half (const FakeReply *reply)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (
      text, "HTTP/1.1 %u Cut\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
      reply->status, reply->content_type, reply->body->len);
  g_string_append_len (text, reply->body->str, (gssize) reply->body->len / 2);
  return g_bytes_new (text->str, text->len);
}

static void
write_half (Taken *taken, const FakeReply *reply)
{
  taken->data = make_half (reply);
  write_on (taken);
}

static gboolean
write_piece_cb (gpointer data)
{
  write_on (data);
  return G_SOURCE_REMOVE;
}

/* Writes the next piece a little later; FALSE: there are no more. */
static gboolean
write_piece (Taken *taken)
{
  gsize n_left = taken->rest != NULL ? g_bytes_get_size (taken->rest) : 0;
  gsize n_bytes = MIN (n_left, taken->piece_bytes);
  g_autoptr (GBytes) rest = NULL;
  g_autoptr (GSource) source = NULL;

  if (n_left == 0)
    return FALSE;
  g_clear_pointer (&taken->data, g_bytes_unref);
  taken->data = g_bytes_new_from_bytes (taken->rest, 0, n_bytes);
  rest = g_bytes_new_from_bytes (taken->rest, n_bytes, n_left - n_bytes);
  g_bytes_unref (taken->rest);
  taken->rest = g_steal_pointer (&rest);
  source = g_timeout_source_new (PIECE_MS);
  g_source_set_callback (source, write_piece_cb, taken, NULL);
  g_source_attach (source, taken->service->context);
  return TRUE;
}

static void
write_half_slowly (Taken *taken, const FakeReply *reply)
{
  taken->rest = make_half (reply);
  taken->piece_bytes = g_bytes_get_size (taken->rest) / N_PIECES + 1;
  write_piece (taken);
}

static void
write_without_end (Taken *taken)
{
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";
  static const gsize block_bytes = 64 * 1024;
  char *block;

  g_output_stream_write_all (g_io_stream_get_output_stream (taken->stream), head, strlen (head),
                             NULL, NULL, NULL);
  block = g_malloc (block_bytes);
  memset (block, ' ', block_bytes);
  taken->data = g_bytes_new_take (block, block_bytes);
  taken->is_endless = TRUE;
  write_on (taken);
}

static void
reset (Taken *taken, GSocket *socket)
{
  /* With a linger time of 0, closing resets the connection. */
  const struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  taken_free (taken);
}

gboolean
_fake_fault_take_over (FakeService *self,
                       FakeFault fault,
                       SoupServerMessage *message,
                       const FakeReply *reply)
{
  g_autoptr (GSocket) socket = NULL;
  Taken *taken;

  if (fault != FAKE_FAULT_CUT_OFF && fault != FAKE_FAULT_HANG && fault != FAKE_FAULT_HUGE &&
      fault != FAKE_FAULT_REFUSED && fault != FAKE_FAULT_SLOW_CUT_OFF)
    return FALSE;
  socket = g_object_ref (_fake_message_get_socket (message));
  taken = g_new0 (Taken, 1);
  taken->service = self;
  taken->stream = soup_server_message_steal_connection (message);
  self->n_taken++;
  if (fault == FAKE_FAULT_CUT_OFF)
    write_half (taken, reply);
  else if (fault == FAKE_FAULT_SLOW_CUT_OFF)
    write_half_slowly (taken, reply);
  else if (fault == FAKE_FAULT_HUGE)
    write_without_end (taken);
  else if (fault == FAKE_FAULT_HANG)
    read_on (taken);
  else
    reset (taken, socket);
  return TRUE;
}
