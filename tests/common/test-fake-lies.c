/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Services that misdate, rename and miscount plays, and the record of what they sent. */

#include "test-fake-support.h"

#define LISTENS "/1/user/alice/listens"

static void
test_misdated (void)
{
  const FakePlay play = {
    .artist = "Band",
    .track = "misdated",
    .listened_at = NOON - 90,
    .is_misdated = TRUE,
    .shown_at = -1,
  };

  for (FakeKind kind = FAKE_LASTFM; kind <= FAKE_LISTENBRAINZ; kind++)
    {
      g_autoptr (FakeService) service = new_with_plays (kind, 3);

      fake_service_add_plays (service, "alice", &play, 1);
      if (kind == FAKE_LASTFM)
        {
          check_tracks (service, "", "3 2 misdated 1");
          check (service, 200, LASTFM, "/recenttracks/track/2/date/uts", "-1");
        }
      else
        {
          check_listens (service, "", "3 2 misdated 1");
          check (service, 200, LISTENS, "/payload/listens/2/listened_at", "-1");
        }
    }
}

static void
test_renamed (void)
{
  const FakePlay play = { .artist = "Band", .track = "2", .listened_at = NOON - 60 };
  g_autoptr (FakeService) lastfm = new_with_plays (FAKE_LASTFM, 3);
  g_autoptr (FakeService) listenbrainz = new_with_plays (FAKE_LISTENBRAINZ, 3);

  g_assert_true (fake_service_rename_play (lastfm, "alice", &play, "Band", "two"));
  check_tracks (lastfm, "", "3 two 1");
  g_assert_false (fake_service_rename_play (lastfm, "alice", &play, "Band", "two"));
  g_assert_false (fake_service_rename_play (lastfm, "bob", &play, "Band", "two"));
  g_assert_true (fake_service_rename_play (listenbrainz, "alice", &play, "Band", "two"));
  check_listens (listenbrainz, "", "3 two 1");
}

static void
check_count (FakeCount count, const char *number)
{
  g_autoptr (FakeService) lastfm = new_with_plays (FAKE_LASTFM, 5);
  g_autoptr (FakeService) listenbrainz = new_with_plays (FAKE_LISTENBRAINZ, 5);

  fake_service_set_max_page (lastfm, 2);
  fake_service_set_max_page (listenbrainz, 2);
  fake_service_set_count (lastfm, count);
  fake_service_set_count (listenbrainz, count);
  add_play (lastfm, "6", NOON + 60);
  add_play (listenbrainz, "6", NOON + 60);
  check_tracks (lastfm, "", "6 5");
  check (lastfm, 200, LASTFM, "/recenttracks/@attr/total", number);
  check (listenbrainz, 200, "/1/user/alice/listen-count", "/payload/count", number);
}

static void
test_counts (void)
{
  check_count (FAKE_COUNT_TRUE, "6");
  check_count (FAKE_COUNT_ZERO, "0");
  check_count (FAKE_COUNT_ONE_PAGE, "2");
  check_count (FAKE_COUNT_STALE, "5");
  check_count (FAKE_COUNT_TOO_MANY, "1006");
}

static void
test_ignores_bounds (void)
{
  g_autoptr (FakeService) lastfm = new_with_plays (FAKE_LASTFM, 3);
  g_autoptr (FakeService) listenbrainz = new_with_plays (FAKE_LISTENBRAINZ, 3);
  g_autofree char *to = g_strdup_printf (LASTFM "&to=%" G_GINT64_FORMAT, NOON - 60);
  g_autofree char *max_ts = g_strdup_printf (LISTENS "?max_ts=%" G_GINT64_FORMAT, NOON - 60);

  check (lastfm, 200, to, "/recenttracks/@attr/total", "1");
  check (listenbrainz, 200, max_ts, "/payload/count", "1");
  fake_service_set_ignores_bounds (lastfm, TRUE);
  fake_service_set_ignores_bounds (listenbrainz, TRUE);
  check (lastfm, 200, to, "/recenttracks/@attr/total", "3");
  check (listenbrainz, 200, max_ts, "/payload/count", "3");
}

static void
check_deliveries (FakeService *service, guint n_faults, const char *expected)
{
  g_autoptr (GArray) deliveries = fake_service_dup_deliveries (service);
  g_autoptr (GString) tracks = g_string_new (NULL);

  for (guint i = 0; i < deliveries->len; i++)
    g_string_append_printf (tracks, "%s%s", i > 0 ? " " : "",
                            g_array_index (deliveries, FakeDelivery, i).track);
  g_assert_cmpstr (tracks->str, ==, expected);
  g_assert_cmpuint (fake_service_get_n_faults (service), ==, n_faults);
  fake_service_clear_log (service);
}

static void
test_deliveries (void)
{
  static const FakeFault lost[] = { FAKE_FAULT_STATUS_500, FAKE_FAULT_CUT_OFF,
                                    FAKE_FAULT_SLOW_CUT_OFF, FAKE_FAULT_EMPTY_PAGE };

  for (FakeKind kind = FAKE_LASTFM; kind <= FAKE_LISTENBRAINZ; kind++)
    {
      g_autoptr (FakeService) service = new_with_plays (kind, 3);
      const char *rest = kind == FAKE_LASTFM ? LASTFM : LISTENS;

      reply_free (fetch (service, rest));
      check_deliveries (service, 0, "3 2 1");
      for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
        {
          fake_service_fail_after (service, 1, lost[i], 1);
          reply_free (fetch (service, rest));
          check_deliveries (service, 0, "3 2 1");
          reply_free (fetch (service, rest));
          check_deliveries (service, 1, "");
        }
      fake_service_fail_next (service, FAKE_FAULT_JUNK_ROW, 1);
      reply_free (fetch (service, rest));
      check_deliveries (service, 1, "3 2 1");
    }
}

/* Both kinds of pages are valid JSON and say how many plays there are. */
static void
test_pages (void)
{
  g_autoptr (FakeService) lastfm = new_with_plays (FAKE_LASTFM, 3);
  g_autoptr (FakeService) listenbrainz = new_with_plays (FAKE_LISTENBRAINZ, 1);

  fake_service_fail_next (lastfm, FAKE_FAULT_EMPTY_PAGE, 1);
  check (lastfm, 200, LASTFM, "/recenttracks/@attr/total", "3");
  fake_service_fail_next (lastfm, FAKE_FAULT_EMPTY_PAGE, 1);
  check_tracks (lastfm, "", "");
  fake_service_fail_next (lastfm, FAKE_FAULT_JUNK_ROW, 1);
  check (lastfm, 200, LASTFM, "/recenttracks/track/3/date/uts", "soon");
  fake_service_fail_next (listenbrainz, FAKE_FAULT_JUNK_ROW, 1);
  check (listenbrainz, 200, LISTENS, "/payload/listens/1/listened_at", "soon");
  fake_service_fail_next (listenbrainz, FAKE_FAULT_EMPTY_PAGE, 1);
  check_listens (listenbrainz, "", "");
}

/* The header promises more than is sent. */
static void
test_slow (void)
{
  g_autoptr (FakeService) service = new_with_plays (FAKE_LASTFM, 3);
  g_autoptr (Reply) reply = NULL;

  fake_service_fail_next (service, FAKE_FAULT_SLOW_CUT_OFF, 1);
  reply = fetch (service, LASTFM);
  g_assert_nonnull (reply->error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/common/fake-lies/misdated", test_misdated);
  g_test_add_func ("/common/fake-lies/renamed", test_renamed);
  g_test_add_func ("/common/fake-lies/counts", test_counts);
  g_test_add_func ("/common/fake-lies/ignores-bounds", test_ignores_bounds);
  g_test_add_func ("/common/fake-lies/deliveries", test_deliveries);
  g_test_add_func ("/common/fake-lies/pages", test_pages);
  g_test_add_func ("/common/fake-lies/slow", test_slow);
  return g_test_run ();
}
