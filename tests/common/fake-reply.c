/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Composes and sends the answers of a fake service. */

#include "tests/common/fake-private.h"

void
_fake_reply_init (FakeReply *reply)
{
  reply->status = SOUP_STATUS_OK;
  reply->content_type = "application/json";
  reply->body = g_string_new (NULL);
  reply->headers = g_ptr_array_new_with_free_func (g_free);
}

void
_fake_reply_clear (FakeReply *reply)
{
  if (reply->body != NULL)
    g_string_free (reply->body, TRUE);
  g_ptr_array_unref (reply->headers);
}

void
_fake_reply_set_header (FakeReply *reply, const char *name, const char *value)
{
  g_ptr_array_add (reply->headers, g_strdup (name));
  g_ptr_array_add (reply->headers, g_strdup (value));
}

void
_fake_reply_set_number_header (FakeReply *reply, const char *name, gint64 value)
{
  g_ptr_array_add (reply->headers, g_strdup (name));
  g_ptr_array_add (reply->headers, g_strdup_printf ("%" G_GINT64_FORMAT, value));
}

static gboolean
needs_escape (char c)
{
  return c == '"' || c == '\\' || (guchar) c < 0x20;
}

void
_fake_append_json (GString *body, const char *text)
{
  g_string_append_c (body, '"');
  for (const char *p = text != NULL ? text : ""; *p != '\0';)
    {
      const char *start = p;

      while (*p != '\0' && !needs_escape (*p))
        p++;
      g_string_append_len (body, start, p - start);
      if (*p == '\0')
        break;
      if (*p == '"' || *p == '\\')
        {
          g_string_append_c (body, '\\');
          g_string_append_c (body, *p);
        }
      else
        g_string_append_printf (body, "\\u%04x", (guint) *p);
      p++;
    }
  g_string_append_c (body, '"');
}

/* Version 4, as for random UUIDs. */
void
_fake_append_uuid (GString *body, guint64 high, guint64 low)
{
  static const char digits[] = "0123456789abcdef";
  char text[36];
  guint n = 0;

  high = (high & ~G_GUINT64_CONSTANT (0xf000)) | 0x4000;
  low = (low & (G_MAXUINT64 >> 2)) | (G_GUINT64_CONSTANT (2) << 62);
  for (guint i = 0; i < 32; i++)
    {
      guint64 half = i < 16 ? high : low;

      if (i == 8 || i == 12 || i == 16 || i == 20)
        text[n++] = '-';
      text[n++] = digits[(half >> (60 - i % 16 * 4)) & 15];
    }
  g_string_append_len (body, text, sizeof text);
}

gboolean
_fake_parse_number (const char *text, gint64 *number)
{
  return text != NULL &&
         g_ascii_string_to_signed (text, 10, G_MININT64 / 2, G_MAXINT64 / 2, number, NULL);
}

GBytes *
_fake_gzip (const char *data, gsize length)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream =
      g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (stream, data, length, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

void
_fake_reply_send (FakeReply *reply, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, reply->status, NULL);
  for (guint i = 0; i < reply->headers->len; i += 2)
    soup_message_headers_replace (headers, g_ptr_array_index (reply->headers, i),
                                  g_ptr_array_index (reply->headers, i + 1));
  soup_server_message_set_response (message, reply->content_type, SOUP_MEMORY_TAKE,
                                    reply->body->str, reply->body->len);
  g_string_free (reply->body, FALSE);
  reply->body = NULL;
}
