/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The fake ListenBrainz behaves like the real one. */

#include "tests/common/test-fake-support.h"

static void
test_row (void)
{
  g_autoptr (FakeService) service = fake_service_new (FAKE_LISTENBRAINZ);
  const FakePlay plays[] = {
    { "Band", "One", "Demo", NOON, 201000, FALSE, "player" },
    { "Band", "One", "Demo", NOON + 9, 0, FALSE, NULL },
    { "Band", "Two", NULL, NOON + 10, 0, FALSE, NULL },
  };
  json_object *json;

  fake_service_add_plays (service, "a/b c", plays, 3);
  json = ask (service, 200, "/1/user/a%2Fb%20c/listens?count=9");
  g_assert_cmpint (type_at (json, "/payload/count"), ==, json_type_int);
  g_assert_cmpstr (text_at (json, "/payload/user_id"), ==, "a/b c");
  g_assert_cmpstr (text_at (json, "/payload/latest_listen_ts"), ==, "1700000010");
  g_assert_cmpstr (text_at (json, "/payload/oldest_listen_ts"), ==, "1700000000");
  g_assert_cmpint (type_at (json, "/payload/listens/2/listened_at"), ==, json_type_int);
  g_assert_cmpstr (text_at (json, "/payload/listens/2/track_metadata/release_name"), ==, "Demo");
  g_assert_cmpstr (text_at (json, "/payload/listens/2/track_metadata/additional_info/duration_ms"),
                   ==, "201000");
  g_assert_cmpstr (
      text_at (json, "/payload/listens/2/track_metadata/additional_info/submission_client"), ==,
      "player");
  g_assert_null (text_at (json, "/payload/listens/0/track_metadata/release_name"));
  g_assert_true (g_uuid_string_is_valid (text_at (json, "/payload/listens/0/recording_msid")));
  g_assert_cmpstr (text_at (json, "/payload/listens/1/recording_msid"), ==,
                   text_at (json, "/payload/listens/2/recording_msid"));
  g_assert_cmpstr (text_at (json, "/payload/listens/0/recording_msid"), !=,
                   text_at (json, "/payload/listens/1/recording_msid"));
  g_assert_cmpstr (
      text_at (json, "/payload/listens/1/track_metadata/additional_info/recording_msid"), ==,
      text_at (json, "/payload/listens/1/recording_msid"));
  json_object_put (json);
}

static void
test_bounds (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 30);

  check (service, 200, "/1/user/alice/listens", "/payload/count", "25");
  check (service, 200, "/1/user/alice/listens?count=0", "/payload/count", "0");
  check_listens (service, "?count=2", "30 29");
  /* Both bounds are exclusive. */
  check_listens (service, "?count=2&max_ts=1700000000", "29 28");
  check_listens (service, "?max_ts=1700000000&min_ts=1699999820", "29 28");
  check_listens (service, "?count=1&max_ts=1700000000&min_ts=1699999820", "29");
  /* With only min_ts, the oldest plays after it. */
  check_listens (service, "?count=3&min_ts=1", "3 2 1");
  check_listens (service, "?count=3&min_ts=1699999940", "30");
  check_listens (service, "?count=3&min_ts=1700000000", "");
  check (service, 200, "/1/user/alice/listen-count", "/payload/count", "30");
  fake_service_set_max_page (service, 2);
  check_listens (service, "?count=1000", "30 29");
}

static void
test_repeats (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 2);
  const FakePlay two = { .artist = "Band", .track = "2", .listened_at = NOON };

  add_play (service, "1", NOON);
  add_play (service, "2", NOON);
  add_play (service, "0", NOON);
  g_assert_cmpuint (fake_service_get_n_plays (service, "alice"), ==, 4);
  check_listens (service, "", "0 1 2 1");
  check_listens (service, "?count=2", "0 1");
  g_assert_true (fake_service_remove_play (service, "alice", &two));
  g_assert_false (fake_service_remove_play (service, "alice", &two));
  check_listens (service, "", "0 1 1");
}

static void
test_errors (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 1);
  const char *const listens = "/1/user/alice/listens";
  const struct
  {
    guint status;
    const char *rest;
    const char *error;
  } cases[] = {
    { 404, "/1/user/bob%26/listens", "Cannot find user: bob&" },
    { 404, "/1/user/Alice/listens", "Cannot find user: Alice" },
    { 404, "/1/user/bob/listen-count", "Cannot find user: bob" },
    { 404, "/user/alice/listens", "The requested URL was not found on the server." },
    { 404, "/1/user/alice/sleep", "The requested URL was not found on the server." },
    { 400, "/1/user/alice/listens?count=x", "Invalid count argument: x" },
    { 400, "/1/user/alice/listens?count=-1", "Number of items requested should be positive" },
    { 400, "/1/user/alice/listens?min_ts=y", "Incorrect min_ts timestamp argument: y" },
    { 400, "/1/user/alice/listens?max_ts=", "Incorrect max_ts timestamp argument: " },
    { 400, "/1/user/alice/listens?max_ts=5&min_ts=5", "max_ts should be greater than min_ts" },
    { 400, "/1/validate-token", "You need to provide an Authorization token." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (service, cases[i].status, cases[i].rest, "/error", cases[i].error);
  check (service, 404, "/1/user/bob/listens", "/code", "404");
  check (service, 200, "/1//user/alice///listens/", "/payload/count", "1");
  check (service, 200, "//1/user/alice/listens?count=1", "/payload/count", "1");
  fake_service_set_secret (service, "secret");
  {
    g_autoptr (Reply) wrong = fetch_with (service, listens, "Authorization", "Token other");
    g_autoptr (Reply) bare = fetch_with (service, listens, "Authorization", "secret");
    g_autoptr (Reply) right = fetch_with (service, listens, "Authorization", "token secret");
    g_autoptr (Reply) none = fetch (service, listens);

    g_assert_cmpuint (wrong->status, ==, 401);
    g_assert_cmpuint (bare->status, ==, 401);
    g_assert_cmpuint (right->status, ==, 200);
    g_assert_cmpuint (none->status, ==, 200);
  }
  check (service, 200, "/1/validate-token?token=other", "/valid", "false");
  check (service, 200, "/1/validate-token?token=secret", "/user_name", "alice");
}

static void
test_limit (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 1);
  g_autoptr (Reply) generous = fetch (service, "/1/user/alice/listens");
  g_autoptr (Reply) last = NULL;
  g_autoptr (Reply) beyond = NULL;
  gint64 reset_in_s;

  g_assert_cmpstr (reply_header (generous, "X-RateLimit-Limit"), ==, "1000000");
  fake_service_set_rate_limit (service, 2, 1000000);
  check_listens (service, "", "1");
  last = fetch (service, "/1/user/alice/listens");
  g_assert_cmpuint (last->status, ==, 200);
  g_assert_cmpstr (reply_header (last, "X-RateLimit-Remaining"), ==, "0");
  beyond = fetch (service, "/1/user/alice/listens");
  g_assert_cmpuint (beyond->status, ==, 429);
  g_assert_cmpstr (reply_header (beyond, "X-RateLimit-Limit"), ==, "2");
  g_assert_null (reply_header (beyond, "Retry-After"));
  reset_in_s = g_ascii_strtoll (reply_header (beyond, "X-RateLimit-Reset-In"), NULL, 10);
  g_assert_cmpint (reset_in_s, >, 0);
  g_assert_cmpint (g_ascii_strtoll (reply_header (beyond, "X-RateLimit-Reset"), NULL, 10) % 1000000,
                   ==, 0);
  fake_service_set_rate_limit (service, 0, 0);
  fake_service_fail_next (service, FAKE_FAULT_STATUS_429, 1);
  g_clear_pointer (&beyond, reply_free);
  beyond = fetch (service, "/1/user/alice/listens");
  g_assert_cmpuint (beyond->status, ==, 429);
  g_assert_cmpstr (reply_header (beyond, "X-RateLimit-Reset-In"), ==, "1");
}

static void
test_short_pages (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 6);
  const gint64 old = NOON - 2 * FAKE_SCAN_REACH_S;
  g_autofree char *below = g_strdup_printf ("/1/user/alice/listens?max_ts=%d", (int) NOON - 300);
  g_autofree char *above = g_strdup_printf ("/1/user/alice/listens?min_ts=%d", (int) old);
  g_autofree char *near = g_strdup_printf ("/1/user/alice/listens?max_ts=%d", (int) old + 9);

  add_play (service, "old", old);
  fake_service_set_short_pages (service, TRUE);
  check_listens (service, "?count=3", "6 5 4");
  check_listens (service, "?count=3", "6 5");
  check_listens (service, "?count=3&min_ts=1699999000", "3 2 1");
  check_listens (service, "?count=3&min_ts=1699999000", "2 1");
  /* A page does not end inside a second. */
  add_play (service, "5b", NOON - 60);
  check_listens (service, "?count=3", "6 5b 5");
  check_listens (service, "?count=3", "6 5b 5");
  /* The gap is longer than the reach of a scan. */
  check (service, 200, below, "/payload/count", "0");
  check (service, 200, above, "/payload/count", "0");
  check (service, 200, below, "/payload/oldest_listen_ts", "1575584000");
  check (service, 200, near, "/payload/count", "1");
  fake_service_set_short_pages (service, FALSE);
  check (service, 200, below, "/payload/count", "1");
}

static void
test_now_playing (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LISTENBRAINZ, 1);
  const FakePlay play = { .artist = "Band", .track = "now" };

  check (service, 200, "/1/user/alice/playing-now", "/payload/count", "0");
  fake_service_set_now_playing (service, "alice", &play);
  check (service, 200, "/1/user/alice/playing-now", "/payload/listens/0/track_metadata/track_name",
         "now");
  check_listens (service, "", "1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/common/fake-listenbrainz/row", test_row);
  g_test_add_func ("/common/fake-listenbrainz/bounds", test_bounds);
  g_test_add_func ("/common/fake-listenbrainz/repeats", test_repeats);
  g_test_add_func ("/common/fake-listenbrainz/errors", test_errors);
  g_test_add_func ("/common/fake-listenbrainz/limit", test_limit);
  g_test_add_func ("/common/fake-listenbrainz/short-pages", test_short_pages);
  g_test_add_func ("/common/fake-listenbrainz/now-playing", test_now_playing);
  return g_test_run ();
}
