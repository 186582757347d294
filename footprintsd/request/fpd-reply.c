/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Sends responses and errors through libsoup, with the headers that every answer carries. */

#include "footprintsd/request/fpd-reply.h"

#include "footprintsd/http/fpd-listener.h"
#include "footprintsd/http/fpd-problem.h"

/* Only our own files, nothing inline, and no frame around us. */
#define CONTENT_SECURITY_POLICY                                                                    \
  "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none';"             \
  " form-action 'self'"

#define STATUS_KEY "fpd-reply-status"

void
fpd_reply_add_common_headers (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Content-Security-Policy", CONTENT_SECURITY_POLICY);
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Cross-Origin-Resource-Policy", "same-origin");
}

/* There may be several cookies. */
static void
add_header (SoupMessageHeaders *headers, const char *name, const char *value)
{
  if (g_str_equal (name, "Set-Cookie"))
    soup_message_headers_append (headers, name, value);
  else
    soup_message_headers_replace (headers, name, value);
}

void
fpd_reply_send (SoupServerMessage *message, FpdResponse *response)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GError) error = NULL;

  /* A last resort: code that makes long replies should have checked already. */
  if (!response->is_file && !fpd_response_check_size (g_bytes_get_size (response->body), &error))
    {
      fpd_reply_send_error (message, error);
      return;
    }
  fpd_listener_begin_answer (message);
  for (guint i = 0; i + 1 < response->headers->len; i += 2)
    add_header (headers, response->headers->pdata[i], response->headers->pdata[i + 1]);
  if (soup_message_headers_get_one (headers, "Cache-Control") == NULL)
    soup_message_headers_replace (headers, "Cache-Control", "private, no-cache");
  soup_server_message_set_status (message, response->status,
                                  fpd_problem_get_title (response->status));
  g_object_set_data (G_OBJECT (message), STATUS_KEY, GUINT_TO_POINTER (response->status));
  if (response->status == SOUP_STATUS_NOT_MODIFIED)
    return;
  soup_message_headers_set_content_type (headers, response->content_type, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), response->body);
}

guint
fpd_reply_get_status (SoupServerMessage *message)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (message), STATUS_KEY));
}

void
fpd_reply_send_error (SoupServerMessage *message, const GError *error)
{
  g_autoptr (FpdResponse) response = fpd_response_new_error (error);

  fpd_reply_send (message, response);
}

void
fpd_reply_send_problem (SoupServerMessage *message, guint status, const char *detail)
{
  g_autoptr (GError) error = g_error_new_literal (FPD_HTTP_ERROR, (int) status, detail);

  fpd_reply_send_error (message, error);
}
