/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The HTTP client by itself: how long it waits, what it tries again, what it refuses. */

#include "service-support.h"

#include "libfootprints/http/footprints-http-client-private.h"
#include "libfootprints/http/footprints-http-judges-private.h"
#include "libfootprints/http/footprints-retry-private.h"

#include <string.h>

#define NOW_S G_GINT64_CONSTANT (1700000000)

static void
test_retry_delay (void)
{
  g_assert_cmpint (_footprints_retry_delay_ms (1, 1000, 60000, 0), ==, 1000);
  g_assert_cmpint (_footprints_retry_delay_ms (2, 1000, 60000, 0), ==, 2000);
  g_assert_cmpint (_footprints_retry_delay_ms (4, 1000, 60000, 0), ==, 8000);
  g_assert_cmpint (_footprints_retry_delay_ms (4, 1000, 60000, 1), ==, 4000);
  g_assert_cmpint (_footprints_retry_delay_ms (4, 1000, 60000, 0.5), ==, 6000);
  g_assert_cmpint (_footprints_retry_delay_ms (9, 1000, 60000, 0), ==, 60000);
  g_assert_cmpint (_footprints_retry_delay_ms (G_MAXUINT, 1000, 60000, 0), ==, 60000);
  g_assert_cmpint (_footprints_retry_delay_ms (0, 1000, 60000, 0), ==, 1000);
}

static void
test_retry_after (void)
{
  const struct
  {
    const char *value;
    gint64 wait_s;
  } cases[] = {
    { NULL, -1 },
    { "", -1 },
    { "soon", -1 },
    { "-5", -1 },
    { "1.5", -1 },
    { "99999999999999999999", -1 },
    { "0", 0 },
    { "120", 120 },
    { "Tue, 14 Nov 2023 22:14:20 GMT", 60 },
    { "Tue, 14 Nov 2023 22:13:20 GMT", 0 },
    { "Tue, 14 Nov 2022 22:13:20 GMT", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (_footprints_retry_after_s (cases[i].value, NOW_S), ==, cases[i].wait_s);
}

static void
test_rate_limit (void)
{
  g_assert_cmpint (_footprints_rate_limit_wait_s (NULL, NULL), ==, 0);
  g_assert_cmpint (_footprints_rate_limit_wait_s ("0", NULL), ==, 0);
  g_assert_cmpint (_footprints_rate_limit_wait_s ("few", "7"), ==, 0);
  g_assert_cmpint (_footprints_rate_limit_wait_s ("29", "7"), ==, 0);
  g_assert_cmpint (_footprints_rate_limit_wait_s ("2", "7"), ==, 0);
  g_assert_cmpint (_footprints_rate_limit_wait_s ("1", "7"), ==, 7);
  g_assert_cmpint (_footprints_rate_limit_wait_s ("0", "7"), ==, 7);
  g_assert_cmpint (_footprints_rate_limit_wait_s ("0", "-7"), ==, 0);
}

static void
test_origins (void)
{
  const char *const bad[] = { "",        "example.org", "ftp://example.org/", "file:///etc/passwd",
                              "http://", "http:///x",   "javascript:alert(1)" };
  g_autofree char *plain = _footprints_http_parse_origin ("http://Example.org/a?b=c", NULL);
  g_autofree char *port = _footprints_http_parse_origin ("https://127.0.0.1:8080", NULL);

  g_assert_cmpint (g_ascii_strcasecmp (plain, "http://example.org:80"), ==, 0);
  g_assert_cmpstr (port, ==, "https://127.0.0.1:8080");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (_footprints_http_parse_origin (bad[i], &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
    }
}

/* Of a user whose name needs no escapes. */
static FootprintsHttpRequest *
make_request (ServiceFixture *self)
{
  g_autofree char *url =
      self->kind == FAKE_LISTENBRAINZ
          ? g_strdup_printf ("%s/1/user/%s/listens?count=1000&secret=hidden",
                             fake_service_get_url (self->fake), "alice")
          : g_strdup_printf ("%s?method=user.getrecenttracks&format=json&user=alice&secret="
                             "hidden&api_key=" SERVICE_TEST_SECRET,
                             fake_service_get_url (self->fake));

  return _footprints_http_request_new ("the service", url);
}

/* Sends @request, which is taken. */
static FootprintsHttpResponse *
ask (ServiceFixture *self,
     FootprintsHttpRequest *request,
     GCancellable *cancellable,
     GError **error)
{
  g_auto (TestResult) result = { 0 };

  _footprints_http_client_send_async (self->client, request, cancellable, test_result_cb, &result);
  return _footprints_http_client_send_finish (self->client, test_result_wait (&result), error);
}

/* A reply of any status comes whole to who judges it. */
static void
test_replies (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsHttpResponse) response = NULL;

  fake_service_add_user (self->fake, "alice");
  response = ask (self, make_request (self), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (_footprints_http_body_get_length (response->body), >, 0);
  g_assert_true (fake_service_saw_header (self->fake, "User-Agent", "Footprints/"));
  g_assert_true (fake_service_saw_header (self->fake, "Accept-Encoding", "gzip"));
  g_assert_false (fake_service_saw_header (self->fake, "Authorization", NULL));
}

/* What may pass is tried as often as is allowed, and no more; then it says who failed. */
static void
test_tries (ServiceFixture *self, gconstpointer data)
{
  const FakeFault faults[] = { FAKE_FAULT_CUT_OFF, FAKE_FAULT_REDIRECT };
  guint n_tries = _footprints_http_client_get_limits (self->client)->n_tries;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FootprintsHttpResponse) response = NULL;

      fake_service_clear_log (self->fake);
      fake_service_fail_next (self->fake, faults[i], 1000);
      response = ask (self, make_request (self), NULL, &error);
      g_test_message ("%s: %s", fake_fault_get_name (faults[i]),
                      error != NULL ? error->message : "no error");
      g_assert_null (response);
      g_assert_true (g_str_has_prefix (error->message, "the service"));
      g_assert_null (strstr (error->message, "hidden"));
      if (_footprints_error_is_temporary (error))
        g_assert_cmpuint (fake_service_get_n_requests (self->fake), >=, n_tries);
      fake_service_fail_next (self->fake, FAKE_FAULT_NONE, 0);
    }
}

static void
test_too_large (ServiceFixture *self, gconstpointer data)
{
  FootprintsHttpRequest *request = make_request (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsHttpResponse) response = NULL;

  request->max_body_bytes = 100 * 1000;
  fake_service_fail_next (self->fake, FAKE_FAULT_HUGE, 1);
  response = ask (self, request, NULL, &error);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE);
  g_assert_cmpuint (fake_service_get_n_requests (self->fake), ==, 1);
}

static gboolean
cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

/* Before it is sent, while nothing comes, and while it waits to try again. */
static void
test_cancelled (ServiceFixture *self, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (FootprintsHttpResponse) response = NULL;

      if (i == 0)
        g_cancellable_cancel (cancellable);
      else
        g_timeout_add (20, cancel_cb, cancellable);
      if (i == 2)
        _footprints_http_client_get_limits (self->client)->retry_base_ms = 60 * 1000;
      fake_service_fail_next (self->fake, i == 2 ? FAKE_FAULT_CUT_OFF : FAKE_FAULT_HANG, 1);
      response = ask (self, make_request (self), cancellable, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      fake_service_fail_next (self->fake, FAKE_FAULT_NONE, 0);
    }
}

/* A server that never ends is not waited for. */
static void
test_time_limit (ServiceFixture *self, gconstpointer data)
{
  FootprintsHttpLimits *limits = _footprints_http_client_get_limits (self->client);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsHttpResponse) response = NULL;

  limits->whole_ms = 50;
  limits->n_tries = 2;
  fake_service_fail_next (self->fake, FAKE_FAULT_HANG, 1000);
  response = ask (self, make_request (self), NULL, &error);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NETWORK);
  g_assert_cmpuint (fake_service_get_n_requests (self->fake), ==, 2);
}

static void
count_reply (GObject *object, GAsyncResult *result, gpointer data)
{
  guint *n_replies = data;
  g_autoptr (FootprintsHttpResponse) response =
      _footprints_http_client_send_finish (FOOTPRINTS_HTTP_CLIENT (object), result, NULL);

  g_assert_nonnull (response);
  (*n_replies)++;
}

/* Requests to one host keep their distance, whoever sends them. */
static void
test_spacing (ServiceFixture *self, gconstpointer data)
{
  gint64 start_us = g_get_monotonic_time ();
  guint n_replies = 0;

  fake_service_add_user (self->fake, "alice");
  for (guint i = 0; i < 4; i++)
    {
      FootprintsHttpRequest *request = make_request (self);

      request->interval_ms = 30;
      _footprints_http_client_send_async (self->client, request, NULL, count_reply, &n_replies);
    }
  while (n_replies < 4)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 3 * 30 * 1000);
}

/* What a check of a test sees and does. */
typedef struct
{
  GMutex mutex;
  GCond changed;
  guint n_inside; /* checks at work; under mutex, as all below */
  guint n_called;
  guint n_failures_left; /* of so many replies it says that they may pass */
  gboolean is_open;      /* they may end */
  GThread *asker;
} Judge;

static gboolean
judge_check (FootprintsHttpResponse *response, gpointer data, GError **error)
{
  Judge *judge = data;
  gboolean is_good = TRUE;

  g_assert_true (g_thread_self () != judge->asker);
  g_mutex_lock (&judge->mutex);
  judge->n_inside++;
  judge->n_called++;
  g_cond_broadcast (&judge->changed);
  while (!judge->is_open)
    g_cond_wait (&judge->changed, &judge->mutex);
  judge->n_inside--;
  if (judge->n_failures_left > 0)
    {
      judge->n_failures_left--;
      is_good = FALSE;
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAVAILABLE, "not now");
    }
  g_mutex_unlock (&judge->mutex);
  return is_good;
}

/* Iterates the main context until @n checks are at work. */
static void
judge_wait_inside (Judge *judge, guint n)
{
  guint n_inside = 0;

  while (n_inside < n)
    {
      g_main_context_iteration (NULL, FALSE);
      g_mutex_lock (&judge->mutex);
      n_inside = judge->n_inside;
      g_mutex_unlock (&judge->mutex);
    }
}

static void
judge_open (Judge *judge)
{
  g_mutex_lock (&judge->mutex);
  judge->is_open = TRUE;
  g_cond_broadcast (&judge->changed);
  g_mutex_unlock (&judge->mutex);
}

static gboolean
on_tick (gpointer data)
{
  (*(guint *) data)++;
  return G_SOURCE_CONTINUE;
}

/* Replies are judged on other threads, few at once however many come, while the main loop keeps
 * running; the answer comes on the thread that asked. */
static void
test_judged_elsewhere (ServiceFixture *self, gconstpointer data)
{
  Judge judge = { .asker = g_thread_self () };
  guint n_replies = 0;
  guint n_ticks = 0;
  guint tick = g_timeout_add (1, on_tick, &n_ticks);

  fake_service_add_user (self->fake, "alice");
  for (guint i = 0; i < 6; i++)
    {
      FootprintsHttpRequest *request = make_request (self);

      request->check = judge_check;
      request->check_data = &judge;
      _footprints_http_client_send_async (self->client, request, NULL, count_reply, &n_replies);
    }
  judge_wait_inside (&judge, FOOTPRINTS_HTTP_MAX_JUDGES);
  n_ticks = 0;
  while (fake_service_get_n_requests (self->fake) < 6 || n_ticks < 20)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_replies, ==, 0);
  judge_open (&judge);
  while (n_replies < 6)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_assert_cmpuint (judge.n_called, ==, 6);
  g_assert_cmpuint (_footprints_http_judges_get_peak (), ==, FOOTPRINTS_HTTP_MAX_JUDGES);
}

/* What the check says may pass is asked for again. */
static void
test_judged_again (ServiceFixture *self, gconstpointer data)
{
  Judge judge = { .asker = g_thread_self (), .is_open = TRUE, .n_failures_left = 2 };
  FootprintsHttpRequest *request = make_request (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsHttpResponse) response = NULL;

  fake_service_add_user (self->fake, "alice");
  request->check = judge_check;
  request->check_data = &judge;
  response = ask (self, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (response);
  g_assert_cmpuint (judge.n_called, ==, 3);
  g_assert_cmpuint (fake_service_get_n_requests (self->fake), ==, 3);
}

/* The request ends when the check has: its data may be freed then. */
static void
test_cancelled_while_judged (ServiceFixture *self, gconstpointer data)
{
  Judge judge = { .asker = g_thread_self () };
  FootprintsHttpRequest *request = make_request (self);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TestResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  fake_service_add_user (self->fake, "alice");
  request->check = judge_check;
  request->check_data = &judge;
  _footprints_http_client_send_async (self->client, request, cancellable, test_result_cb, &result);
  judge_wait_inside (&judge, 1);
  g_cancellable_cancel (cancellable);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (result.result);
  judge_open (&judge);
  g_assert_null (
      _footprints_http_client_send_finish (self->client, test_result_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (result.thread == g_thread_self ());
}

/* Asks with a rule that names @host, or nobody. */
static void
check_reach (ServiceFixture *self, const char *url, const char *host, gboolean is_allowed)
{
  const char *const hosts[] = { host, NULL };
  g_autoptr (GError) error = NULL;
  FootprintsHttpRequest *request = _footprints_http_request_new ("the service", url);
  g_autoptr (FootprintsHttpResponse) response = NULL;

  request->reach = footprints_reach_new (hosts, "ask somebody", &error);
  g_assert_no_error (error);
  fake_service_clear_log (self->fake);
  response = ask (self, request, NULL, &error);
  g_test_message ("%s with %s", url, host != NULL ? host : "nobody");
  if (is_allowed)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FORBIDDEN);
      g_assert_cmpuint (fake_service_get_n_requests (self->fake), ==, 0);
      g_assert_null (strstr (error->message, "hidden"));
    }
}

/* What counts is the address that a name has. */
static void
test_reach (ServiceFixture *self, gconstpointer data)
{
  static const char *const forms[] = { "127.0.0.1", "localhost", "2130706433", "0177.1",
                                       "0x7f000001" };
  g_autoptr (GUri) base = g_uri_parse (fake_service_get_url (self->fake), G_URI_FLAGS_NONE, NULL);
  int port = g_uri_get_port (base);
  g_autofree char *with_port = g_strdup_printf ("127.0.0.1:%d", port);
  g_autofree char *other_port = g_strdup_printf ("127.0.0.1:%d", port ^ 1);
  FootprintsHttpRequest *request = make_request (self);
  g_autofree char *path = g_strdup (strstr (request->url + 8, "/"));
  g_autoptr (FootprintsHttpResponse) response = NULL;

  fake_service_add_user (self->fake, "alice");
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *url = g_strdup_printf ("http://%s:%d%s", forms[i], port, path);

      check_reach (self, url, NULL, FALSE);
      check_reach (self, url, other_port, FALSE);
      check_reach (self, url, with_port, TRUE);
      check_reach (self, url, "127.0.0.0/8", TRUE);
    }
  /* A connection that is already open is not shared by everyone. */
  response = ask (self, request, NULL, NULL);
  g_assert_nonnull (response);
  {
    g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%d%s", port, path);
    g_autofree char *by_name = g_strdup_printf ("http://localhost:%d%s", port, path);
    g_autofree char *ipv6 = g_strdup_printf ("http://[::1]:%d%s", port, path);

    check_reach (self, url, NULL, FALSE);
    check_reach (self, by_name, "LocalHost", TRUE);
    check_reach (self, url, "localhost", FALSE);
    check_reach (self, ipv6, NULL, FALSE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/retry-delay", test_retry_delay);
  g_test_add_func ("/http/retry-after", test_retry_after);
  g_test_add_func ("/http/rate-limit", test_rate_limit);
  g_test_add_func ("/http/origins", test_origins);
  service_add_test ("http/replies", test_replies);
  service_add_test ("http/tries", test_tries);
  service_add_test ("http/too-large", test_too_large);
  service_add_test ("http/cancelled", test_cancelled);
  service_add_test ("http/time-limit", test_time_limit);
  service_add_test ("http/spacing", test_spacing);
  service_add_test ("http/reach", test_reach);
  service_add_test ("http/judged-elsewhere", test_judged_elsewhere);
  service_add_test ("http/judged-again", test_judged_again);
  service_add_test ("http/cancelled-while-judged", test_cancelled_while_judged);
  return g_test_run ();
}
