/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Request heads: libsoup finds the same body in every request that the server accepts, and the
 * server finds the end of a head wherever the network splits it. */

#include "tests/fuzz/fuzz.h"

#include "footprintsd/http/fpd-request-head.h"

#include <libsoup/soup.h>

static void
check_pieces (const char *text, gsize size, gsize n_head_bytes)
{
  gsize n_scanned = 0;
  gsize n_found = 0;

  for (gsize n_bytes = 0; n_bytes <= size && n_found == 0; n_bytes++)
    n_found = fpd_request_head_find_end (text, n_bytes, &n_scanned);
  g_assert_cmpuint (n_found, ==, n_head_bytes);
}

static void
check_libsoup (const char *text, gsize n_head_bytes, const FpdRequestHead *head)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autofree char *method = NULL;
  g_autofree char *target = NULL;
  SoupHTTPVersion version;
  guint status =
      soup_headers_parse_request (text, (int) n_head_bytes, headers, &method, &target, &version);

  if (status == SOUP_STATUS_OK)
    {
      SoupEncoding encoding = soup_message_headers_get_encoding (headers);

      g_assert_cmpint (encoding, !=, SOUP_ENCODING_UNRECOGNIZED);
      g_assert_true (encoding != SOUP_ENCODING_CHUNKED || head->is_last);
      g_assert_cmpuint ((guint64) soup_message_headers_get_content_length (headers), ==,
                        head->n_body_bytes);
    }
  else
    g_assert_cmpuint (status, ==, SOUP_STATUS_EXPECTATION_FAILED);
  soup_message_headers_unref (headers);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  /* A separate copy, so that sanitizers detect reads past the end. */
  g_autofree char *text = g_memdup2 (data, size);
  g_autoptr (GError) error = NULL;
  FpdRequestHead head;
  gsize n_scanned = 0;
  gsize n_head_bytes;

  if (size == 0)
    return 0;
  n_head_bytes = fpd_request_head_find_end (text, size, &n_scanned);
  check_pieces (text, size, n_head_bytes);
  if (n_head_bytes == 0)
    return 0;
  if (fpd_request_head_parse (text, n_head_bytes, &head, &error))
    check_libsoup (text, n_head_bytes, &head);
  else
    g_assert_nonnull (error);
  return 0;
}
