/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The fake Last.fm behaves like the real one. */

#include "tests/common/test-fake-support.h"

static void
test_row (void)
{
  g_autoptr (FakeService) service = fake_service_new (FAKE_LASTFM);
  const FakePlay play = {
    .artist = "A \"B\" \\ Ł", .track = "T\n/", .listened_at = NOON, .loved = TRUE
  };
  json_object *json;

  fake_service_add_plays (service, "Alice", &play, 1);
  json = ask (service, 200, LASTFM "&limit=1");
  /* A single row is not an array, and the user's name is as it was first written. */
  g_assert_cmpint (type_at (json, "/recenttracks/track"), ==, json_type_object);
  g_assert_cmpstr (text_at (json, "/recenttracks/@attr/user"), ==, "Alice");
  g_assert_cmpint (type_at (json, "/recenttracks/@attr/total"), ==, json_type_string);
  g_assert_cmpstr (text_at (json, "/recenttracks/@attr/totalPages"), ==, "1");
  g_assert_cmpstr (text_at (json, "/recenttracks/track/artist/#text"), ==, play.artist);
  g_assert_cmpstr (text_at (json, "/recenttracks/track/name"), ==, play.track);
  g_assert_cmpstr (text_at (json, "/recenttracks/track/album/#text"), ==, "");
  g_assert_cmpstr (text_at (json, "/recenttracks/track/album/mbid"), ==, "");
  g_assert_cmpint (type_at (json, "/recenttracks/track/date/uts"), ==, json_type_string);
  g_assert_cmpstr (text_at (json, "/recenttracks/track/date/uts"), ==, "1700000000");
  g_assert_cmpstr (text_at (json, "/recenttracks/track/date/#text"), ==, "14 Nov 2023, 22:13");
  g_assert_null (text_at (json, "/recenttracks/track/loved"));
  json_object_put (json);
  json = ask (service, 200, LASTFM "&extended=1");
  g_assert_cmpstr (text_at (json, "/recenttracks/track/artist/name"), ==, play.artist);
  g_assert_null (text_at (json, "/recenttracks/track/artist/#text"));
  g_assert_cmpstr (text_at (json, "/recenttracks/track/loved"), ==, "1");
  json_object_put (json);
}

static void
test_empty (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LASTFM, 0);

  check_tracks (service, "", "");
  check (service, 200, LASTFM, "/recenttracks/@attr/totalPages", "0");
  check (service, 200, "?method=user.getInfo&api_key=K&format=json&user=alice", "/user/playcount",
         "0");
}

static void
test_pages (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LASTFM, 5);
  const FakePlay again = { .artist = "Band", .track = "5", .listened_at = NOON };

  check_tracks (service, "&limit=2", "5 4");
  check_tracks (service, "&limit=2&page=2", "3 2");
  check_tracks (service, "&limit=2&page=4", "");
  check (service, 200, LASTFM "&limit=2&page=3", "/recenttracks/track/name", "1");
  check (service, 200, LASTFM "&limit=2", "/recenttracks/@attr/totalPages", "3");
  check (service, 200, LASTFM, "/recenttracks/@attr/perPage", "50");
  /* "from" is inclusive, "to" is exclusive. */
  check_tracks (service, "&from=1699999820&to=1699999940", "3 2");
  check (service, 200, LASTFM "&from=1699999820&to=1699999940", "/recenttracks/@attr/total", "2");
  check_tracks (service, "&from=1700000001", "");
  fake_service_add_plays (service, "alice", &again, 1);
  check_tracks (service, "&limit=3", "5 5 4");
  g_assert_cmpuint (fake_service_get_n_plays (service, "alice"), ==, 6);
  g_assert_true (fake_service_remove_play (service, "alice", &again));
  g_assert_true (fake_service_remove_play (service, "alice", &again));
  g_assert_false (fake_service_remove_play (service, "alice", &again));
  check_tracks (service, "&limit=3", "4 3 2");
}

static void
test_now_playing (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LASTFM, 4);
  const FakePlay play = { .artist = "Band", .track = "now" };

  fake_service_set_now_playing (service, "alice", &play);
  check_tracks (service, "&limit=2", "now 4 3");
  check_tracks (service, "&limit=2&page=2", "now 2 1");
  check_list (service, LASTFM "&limit=1", "/recenttracks/track", "/date/uts", "- 1700000000");
  check (service, 200, LASTFM, "/recenttracks/track/0/@attr/nowplaying", "true");
  check (service, 200, LASTFM, "/recenttracks/@attr/total", "4");
  check (service, 200, LASTFM "&limit=2&page=9", "/recenttracks/track/name", "now");
  fake_service_set_now_playing (service, "alice", NULL);
  check_tracks (service, "&limit=2", "4 3");
}

static void
test_errors (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LASTFM, 3);
  const char *const known = "?api_key=K&format=json&user=alice&method=";
  g_autofree char *shouting = g_strconcat (known, "USER.GETRECENTTRACKS", NULL);
  g_autofree char *unknown = g_strconcat (known, "user.getsleep", NULL);

  check (service, 200, shouting, "/recenttracks/@attr/total", "3");
  check (service, 400, unknown, "/error", "3");
  check (service, 400, LASTFM "&format=xml", "/error", "5");
  check (service, 404, LASTFM "&user=bob", "/error", "6");
  check (service, 400, LASTFM "&user=", "/error", "6");
  check (service, 400, LASTFM "&limit=x", "/error", "6");
  check (service, 403, LASTFM "&api_key=", "/error", "10");
  fake_service_set_secret (service, "other");
  check (service, 403, LASTFM, "/error", "10");
  check (service, 200, LASTFM "&api_key=other", "/recenttracks/@attr/total", "3");
  fake_service_set_secret (service, NULL);
  fake_service_set_hidden (service, "alice", TRUE);
  check (service, 403, LASTFM, "/error", "17");
  fake_service_set_hidden (service, "alice", FALSE);
  fake_service_set_max_pages (service, 2);
  check_tracks (service, "&limit=1&page=9&limit=2&page=2&from=0&to=1", "");
  check (service, 500, LASTFM "&limit=1&page=3", "/error", "8");
  fake_service_set_rate_limit (service, 1, 1000000);
  check_tracks (service, "", "3 2 1");
  check (service, 429, LASTFM, "/error", "29");
}

static void
test_page_size (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LASTFM, 10);
  g_autoptr (GString) all = g_string_new (NULL);
  json_object *json;
  guint n_pages;

  check (service, 200, LASTFM "&limit=5000", "/recenttracks/@attr/perPage", "1000");
  fake_service_set_max_page (service, 4);
  check_tracks (service, "&limit=1000", "10 9 8 7");
  fake_service_set_short_pages (service, TRUE);
  json = ask (service, 200, LASTFM "&limit=2");
  g_assert_cmpstr (text_at (json, "/recenttracks/@attr/total"), ==, "10");
  n_pages = (guint) g_ascii_strtoull (text_at (json, "/recenttracks/@attr/totalPages"), NULL, 10);
  json_object_put (json);
  g_assert_cmpuint (n_pages, ==, 6);
  for (guint page = 1; page <= n_pages; page++)
    {
      g_autofree char *rest = g_strdup_printf (LASTFM "&limit=2&page=%u&extended=1", page);
      g_autofree char *texts = NULL;

      json = ask (service, 200, rest);
      if (type_at (json, "/recenttracks/track") == json_type_array)
        texts = texts_at (json, "/recenttracks/track", "/name");
      else
        texts = g_strdup_printf ("(%s)", text_at (json, "/recenttracks/track/name"));
      g_string_append_printf (all, "%s ", texts);
      json_object_put (json);
    }
  g_assert_cmpstr (all->str, ==, "10 9 (8) 7 6 5 4 (3) 2 1 ");
}

static void
test_faults (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LASTFM, 3);

  fake_service_fail_next (service, FAKE_FAULT_ERROR_8, 1);
  check (service, 200, LASTFM, "/error", "8");
  fake_service_fail_next (service, FAKE_FAULT_ERROR_11, 1);
  check (service, 200, LASTFM, "/error", "11");
  fake_service_fail_next (service, FAKE_FAULT_ERROR_16, 1);
  check (service, 200, LASTFM, "/error", "16");
  fake_service_fail_next (service, FAKE_FAULT_STATUS_429, 1);
  check (service, 429, LASTFM, "/error", "29");
  fake_service_fail_next (service, FAKE_FAULT_WRONG_USER, 1);
  check (service, 200, LASTFM, "/recenttracks/@attr/user", "somebody-else");
  check (service, 200, LASTFM, "/recenttracks/@attr/user", "alice");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/common/fake-lastfm/row", test_row);
  g_test_add_func ("/common/fake-lastfm/empty", test_empty);
  g_test_add_func ("/common/fake-lastfm/pages", test_pages);
  g_test_add_func ("/common/fake-lastfm/now-playing", test_now_playing);
  g_test_add_func ("/common/fake-lastfm/errors", test_errors);
  g_test_add_func ("/common/fake-lastfm/page-size", test_page_size);
  g_test_add_func ("/common/fake-lastfm/faults", test_faults);
  return g_test_run ();
}
