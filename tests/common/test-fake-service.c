/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What both fakes share: faults, delays, the log, compression, threads. */

#include "tests/common/test-fake-support.h"

#include <string.h>

#define LISTENS "/1/user/alice/listens"

static void
test_address (void)
{
  g_autoptr (FakeService) lastfm = fake_service_new (FAKE_LASTFM);
  g_autoptr (FakeService) listenbrainz = fake_service_new (FAKE_LISTENBRAINZ);

  g_assert_true (g_regex_match_simple ("^http://127\\.0\\.0\\.1:[0-9]+/2\\.0/$",
                                       fake_service_get_url (lastfm), 0, 0));
  g_assert_true (g_regex_match_simple ("^http://127\\.0\\.0\\.1:[0-9]+$",
                                       fake_service_get_url (listenbrainz), 0, 0));
}

static void
test_taken_port (void)
{
  g_autoptr (FakeService) first = fake_service_new (FAKE_LASTFM);
  g_autoptr (GUri) address = g_uri_parse (fake_service_get_url (first), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (fake_service_new_on_port (FAKE_LASTFM, (guint) g_uri_get_port (address), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

static void
test_log (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 1);
  g_autoptr (Reply) one = fetch (service, LISTENS "?count=5");
  g_autoptr (Reply) two = fetch_with (service, "//1/user/a%20b/", "Authorization", "Token abc");
  g_autoptr (GPtrArray) log = fake_service_dup_log (service);

  g_assert_cmpuint (one->status, ==, 200);
  g_assert_cmpuint (two->status, ==, 404);
  g_assert_cmpuint (fake_service_get_n_requests (service), ==, 2);
  g_assert_cmpuint (log->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (log, 0), ==, "GET " LISTENS "?count=5");
  g_assert_cmpstr (g_ptr_array_index (log, 1), ==, "GET //1/user/a%20b/");
  g_assert_true (fake_service_saw_header (service, "authorization", "abc"));
  g_assert_true (fake_service_saw_header (service, "User-Agent", "test/"));
  g_assert_false (fake_service_saw_header (service, "User-Agent", "abc"));
  g_assert_false (fake_service_saw_header (service, "Accept-Encoding", NULL));
  fake_service_clear_log (service);
  g_assert_cmpuint (fake_service_get_n_requests (service), ==, 0);
}

static void
test_next_and_every (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 1);
  static const guint expected[] = { 500, 500, 200, 503, 200, 503, 200, 200 };

  fake_service_fail_next (service, FAKE_FAULT_STATUS_500, 2);
  fake_service_fail_every (service, FAKE_FAULT_ERROR_16, 2);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (Reply) reply = NULL;

      if (i == 6)
        fake_service_fail_every (service, FAKE_FAULT_NONE, 0);
      reply = fetch (service, LISTENS);
      g_assert_no_error (reply->error);
      g_assert_cmpuint (reply->status, ==, expected[i]);
    }
  g_assert_cmpuint (fake_service_get_n_requests (service), ==, G_N_ELEMENTS (expected));
}

static Reply *
fetch_fault (FakeKind kind, FakeFault fault)
{
  g_autoptr (FakeService) service = new_with_plays (kind, 3);

  fake_service_fail_next (service, fault, 1);
  return fetch (service, kind == FAKE_LASTFM ? LASTFM : LISTENS);
}

static void
check_fault (FakeFault fault, guint status, const char *header, const char *value, const char *body)
{
  for (FakeKind kind = FAKE_LASTFM; kind <= FAKE_LISTENBRAINZ; kind++)
    {
      g_autoptr (Reply) reply = fetch_fault (kind, fault);
      gsize length;
      const char *data;

      g_assert_no_error (reply->error);
      g_assert_cmpuint (reply->status, ==, status);
      if (header != NULL)
        g_assert_cmpstr (reply_header (reply, header), ==, value);
      data = g_bytes_get_data (reply->body, &length);
      g_assert_cmpuint (length, >=, strlen (body));
      g_assert_true (length == 0 || memcmp (data, body, strlen (body)) == 0);
    }
}

static void
test_answers (void)
{
  check_fault (FAKE_FAULT_STATUS_500, 500, "Content-Type", "application/json", "{");
  check_fault (FAKE_FAULT_STATUS_503_RETRY_AFTER, 503, "Retry-After", "1", "{");
  check_fault (FAKE_FAULT_STATUS_429_RETRY_AFTER, 429, "Retry-After", "1", "{");
  check_fault (FAKE_FAULT_STATUS_429, 429, "Retry-After", NULL, "{");
  check_fault (FAKE_FAULT_HTML, 200, "Content-Type", "text/html", "<!DOCTYPE html>");
  check_fault (FAKE_FAULT_DEEP, 200, NULL, NULL, "{\"payload\":[[[[[");
  check_fault (FAKE_FAULT_NOT_JSON, 200, "Content-Type", "application/json", "{\"payload\":");
}

static void
test_bodies (void)
{
  g_autoptr (Reply) empty = fetch_fault (FAKE_LASTFM, FAKE_FAULT_EMPTY_BODY);
  g_autoptr (Reply) deep = fetch_fault (FAKE_LISTENBRAINZ, FAKE_FAULT_DEEP);
  g_autoptr (Reply) none = fetch_fault (FAKE_LISTENBRAINZ, FAKE_FAULT_WRONG_USER);
  json_tokener *tokener = json_tokener_new_ex (200000);
  json_object *json;

  g_assert_cmpuint (empty->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (empty->body), ==, 0);
  g_assert_cmpuint (none->status, ==, 500);
  /* The JSON is valid, only deep. */
  json = json_tokener_parse_ex (tokener, g_bytes_get_data (deep->body, NULL),
                                (int) g_bytes_get_size (deep->body));
  g_assert_nonnull (json);
  json_tokener_free (tokener);
  g_assert_cmpuint (g_bytes_get_size (deep->body), >, 200000);
  /* Freeing it at once would take stack for each level. */
  while (json_object_get_type (json) == json_type_object || json_object_array_length (json) > 0)
    {
      json_object *inner = json_object_get_type (json) == json_type_object
                               ? json_object_object_get (json, "payload")
                               : json_object_array_get_idx (json, 0);

      json_object_get (inner);
      json_object_put (json);
      json = inner;
    }
  json_object_put (json);
}

static void
test_redirect (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 1);
  g_autofree char *address = g_strconcat (fake_service_get_url (service), LISTENS "?count=1", NULL);
  g_autoptr (Reply) reply = NULL;

  fake_service_fail_next (service, FAKE_FAULT_REDIRECT, 1);
  reply = fetch (service, LISTENS "?count=1");
  g_assert_cmpuint (reply->status, ==, 302);
  g_assert_cmpstr (reply_header (reply, "Location"), ==, address);
}

static GBytes *
decompress (GBytes *compressed, GError **error)
{
  g_autoptr (GZlibDecompressor) decompressor =
      g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (compressed);
  g_autoptr (GInputStream) stream =
      g_converter_input_stream_new (memory, G_CONVERTER (decompressor));
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (output, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

static void
test_gzip (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LASTFM, 3);
  g_autoptr (Reply) plain = fetch (service, LASTFM);
  g_autoptr (Reply) compressed = NULL;
  g_autoptr (Reply) other = NULL;
  g_autoptr (GBytes) decompressed = NULL;
  g_autoptr (GError) error = NULL;

  fake_service_set_gzip (service, 2);
  other = fetch_with (service, LASTFM, "Accept-Encoding", "br, gzip;q=1");
  compressed = fetch_with (service, LASTFM, "Accept-Encoding", "br, gzip;q=1");
  g_assert_true (g_bytes_equal (plain->body, other->body));
  g_assert_cmpstr (reply_header (compressed, "Content-Encoding"), ==, "gzip");
  decompressed = decompress (compressed->body, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (plain->body, decompressed));
  fake_service_set_gzip (service, 1);
  g_clear_pointer (&other, reply_free);
  other = fetch (service, LASTFM);
  g_assert_null (reply_header (other, "Content-Encoding"));
}

static void
test_truncated_gzip (void)
{
  g_autoptr (Reply) reply = fetch_fault (FAKE_LISTENBRAINZ, FAKE_FAULT_TRUNCATED_GZIP);
  g_autoptr (GError) error = NULL;

  g_assert_no_error (reply->error);
  g_assert_cmpstr (reply_header (reply, "Content-Encoding"), ==, "gzip");
  g_assert_null (decompress (reply->body, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
}

static GSocketConnection *
connect_to (FakeService *service, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  g_socket_client_set_enable_proxy (client, FALSE);
  return g_socket_client_connect_to_uri (client, fake_service_get_url (service), 80, NULL, error);
}

/* Returns the answer to a GET request, or its first @max_bytes; @error is what ended it. */
static GString *
talk (GSocketConnection *connection, const char *address, gsize max_bytes, GError **error)
{
  GIOStream *stream = G_IO_STREAM (connection);
  g_autofree char *request =
      g_strdup_printf ("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", address);
  GString *text = g_string_new (NULL);
  char buffer[4096];
  gssize n_read;

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), request, strlen (request),
                             NULL, NULL, error);
  g_assert_no_error (*error);
  do
    {
      n_read = g_input_stream_read (g_io_stream_get_input_stream (stream), buffer, sizeof buffer,
                                    NULL, error);
      if (n_read > 0)
        g_string_append_len (text, buffer, n_read);
    }
  while (n_read > 0 && text->len < max_bytes);
  return text;
}

static GString *
talk_with_fault (FakeFault fault, GError **error)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 3);
  g_autoptr (GSocketConnection) connection = connect_to (service, error);

  g_assert_no_error (*error);
  fake_service_fail_next (service, fault, 1);
  return talk (connection, LISTENS, 1024 * 1024, error);
}

static void
test_cut_off (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = talk_with_fault (FAKE_FAULT_CUT_OFF, &error);
  const char *body = strstr (text->str, "\r\n\r\n");
  const char *promised = strstr (text->str, "Content-Length: ");

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text->str, "HTTP/1.1 200 "));
  g_assert_nonnull (body);
  g_assert_nonnull (promised);
  g_assert_cmpuint (strlen (body + 4), ==, g_ascii_strtoull (promised + 16, NULL, 10) / 2);
  g_assert_true (g_str_has_prefix (body + 4, "{\"payload\""));
}

static void
test_huge (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = talk_with_fault (FAKE_FAULT_HUGE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (text->len, >=, 1024 * 1024);
  g_assert_null (strstr (text->str, "Content-Length"));
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = talk_with_fault (FAKE_FAULT_REFUSED, &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  g_assert_cmpuint (text->len, ==, 0);
}

static gpointer
free_later (gpointer data)
{
  FakeService *service = data;

  while (fake_service_get_n_requests (service) == 0)
    g_thread_yield ();
  fake_service_free (service);
  return NULL;
}

/* A request without an answer does not keep the service from ending. */
static void
check_end (FakeFault fault, guint delay_ms)
{
  FakeService *service = new_with_plays (FAKE_LISTENBRAINZ, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = connect_to (service, &error);
  g_autoptr (GString) text = NULL;
  GThread *thread;

  g_assert_no_error (error);
  fake_service_fail_next (service, fault, 1);
  fake_service_set_delay_ms (service, delay_ms);
  thread = g_thread_new ("end", free_later, service);
  text = talk (connection, LISTENS, G_MAXSIZE, &error);
  g_assert_true (fault == FAKE_FAULT_HUGE || text->len == 0);
  g_thread_join (thread);
}

static void
test_ends_at_any_time (void)
{
  check_end (FAKE_FAULT_HANG, 0);
  check_end (FAKE_FAULT_HUGE, 0);
  check_end (FAKE_FAULT_NONE, 1000 * 1000);
  check_end (FAKE_FAULT_HANG, 1000 * 1000);
}

static void
test_client_goes (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 3);

  for (guint i = 0; i < 3; i++)
    {
      static const FakeFault faults[] = { FAKE_FAULT_HANG, FAKE_FAULT_HUGE, FAKE_FAULT_CUT_OFF };
      static const char request[] = "GET " LISTENS " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocketConnection) connection = connect_to (service, &error);

      g_assert_no_error (error);
      fake_service_fail_next (service, faults[i], 1);
      fake_service_set_delay_ms (service, i);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                                 strlen (request), NULL, NULL, &error);
      g_assert_no_error (error);
      while (fake_service_get_n_requests (service) == i)
        g_thread_yield ();
    }
  fake_service_set_delay_ms (service, 0);
  check_listens (service, "", "3 2 1");
}

static void
test_delay (void)
{
  static const FakeFault faults[] = { FAKE_FAULT_NONE, FAKE_FAULT_CUT_OFF, FAKE_FAULT_STATUS_500 };
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 3);

  fake_service_set_delay_ms (service, 20);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      gint64 start_us = g_get_monotonic_time ();
      g_autoptr (Reply) reply = NULL;

      fake_service_fail_next (service, faults[i], 1);
      reply = fetch (service, LISTENS);
      g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 20 * 1000);
      g_assert_true ((reply->error != NULL) == (faults[i] == FAKE_FAULT_CUT_OFF));
    }
}

static void
test_closed_port (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 3);
  g_autoptr (GError) error = NULL;

  check_listens (service, "", "3 2 1");
  fake_service_set_listening (service, FALSE);
  g_assert_null (connect_to (service, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  fake_service_set_listening (service, FALSE);
  fake_service_set_listening (service, TRUE);
  fake_service_set_listening (service, TRUE);
  check_listens (service, "", "3 2 1");
}

static gpointer
add_many (gpointer data)
{
  for (guint i = 0; i < 3000; i++)
    add_play (data, i % 2 == 0 ? "even" : "odd", NOON - (i * 7919) % 3001);
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 0);
  GThread *thread = g_thread_new ("add", add_many, service);

  for (guint i = 0; i < 20; i++)
    {
      json_object *json = ask (service, 200, LISTENS "?count=1000");

      json_object_put (json);
    }
  g_thread_join (thread);
  g_assert_cmpuint (fake_service_get_n_plays (service, "alice"), ==, 3000);
}

static void
test_names_of_faults (void)
{
  guint n_faults = 0;
  FakeFault fault;

  while (fake_fault_get_name ((FakeFault) n_faults) != NULL)
    {
      g_assert_true (fake_fault_from_name (fake_fault_get_name ((FakeFault) n_faults), &fault));
      g_assert_cmpint (fault, ==, (FakeFault) n_faults);
      n_faults++;
    }
  g_assert_cmpuint (n_faults, ==, FAKE_FAULT_JUNK_ROW + 1);
  g_assert_false (fake_fault_from_name ("luck", &fault));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/common/fake-service/address", test_address);
  g_test_add_func ("/common/fake-service/taken-port", test_taken_port);
  g_test_add_func ("/common/fake-service/log", test_log);
  g_test_add_func ("/common/fake-service/next-and-every", test_next_and_every);
  g_test_add_func ("/common/fake-service/answers", test_answers);
  g_test_add_func ("/common/fake-service/bodies", test_bodies);
  g_test_add_func ("/common/fake-service/redirect", test_redirect);
  g_test_add_func ("/common/fake-service/gzip", test_gzip);
  g_test_add_func ("/common/fake-service/truncated-gzip", test_truncated_gzip);
  g_test_add_func ("/common/fake-service/cut-off", test_cut_off);
  g_test_add_func ("/common/fake-service/huge", test_huge);
  g_test_add_func ("/common/fake-service/refused", test_refused);
  g_test_add_func ("/common/fake-service/ends-at-any-time", test_ends_at_any_time);
  g_test_add_func ("/common/fake-service/client-goes", test_client_goes);
  g_test_add_func ("/common/fake-service/delay", test_delay);
  g_test_add_func ("/common/fake-service/closed-port", test_closed_port);
  g_test_add_func ("/common/fake-service/threads", test_threads);
  g_test_add_func ("/common/fake-service/names-of-faults", test_names_of_faults);
  return g_test_run ();
}
