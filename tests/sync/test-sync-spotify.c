/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Spotify: connecting an account, what it lists as recent, and keys that are replaced. */

#include "service-support.h"
#include "sync-watch.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/protocol/footprints-spotify-account-private.h"

#include <libsoup/soup.h>
#include <string.h>

#define REDIRECT "http://127.0.0.1:3000/api/syncs/spotify/callback"
#define MINUTE_S 60
#define HOUR_S 3600

static void
add_test (const char *name, void (*func) (ServiceFixture *self, gconstpointer data))
{
  g_test_add (name, ServiceFixture, GINT_TO_POINTER (FAKE_SPOTIFY), service_set_up, func,
              service_tear_down);
}

/* The browser of a listener, who consents: what comes back to the program. */
static void
consent (const char *url, char **state, char **code)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GHashTable) query = NULL;
  g_autoptr (GError) error = NULL;
  const char *location;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  body = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  location = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_assert_nonnull (location);
  g_assert_true (g_str_has_prefix (location, REDIRECT "?"));
  uri = g_uri_parse (location, G_URI_FLAGS_NONE, &error);
  g_assert_no_error (error);
  query = soup_form_decode (g_uri_get_query (uri));
  *state = g_strdup (g_hash_table_lookup (query, "state"));
  *code = g_strdup (g_hash_table_lookup (query, "code"));
}

static FootprintsSpotifyLogin *
make_login (ServiceFixture *self, const char *client_id)
{
  g_autoptr (GError) error = NULL;
  FootprintsSpotifyLogin *login = footprints_spotify_login_new (client_id, REDIRECT, &error);

  g_assert_no_error (error);
  footprints_spotify_login_set_base_url (login, fake_service_get_url (self->fake));
  return login;
}

static gboolean
complete (FootprintsSpotifyLogin *login, const char *state, const char *code, GError **error)
{
  TestResult result = { 0 };
  g_autoptr (GAsyncResult) outcome = NULL;

  footprints_spotify_login_complete_async (login, state, code, NULL, test_result_cb, &result);
  outcome = test_result_wait (&result);
  return footprints_spotify_login_complete_finish (login, outcome, error);
}

static void
test_login (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsSpotifyLogin) login = make_login (self, FAKE_SPOTIFY_CLIENT_ID);
  g_autofree char *url = footprints_spotify_login_dup_url (login);
  g_auto (FootprintsSpotifyKey) key = { 0 };
  g_autofree char *state = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (footprints_spotify_login_get_key (login));
  consent (url, &state, &code);
  g_assert_cmpstr (state, ==, footprints_spotify_login_get_state (login));
  complete (login, state, code, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (footprints_spotify_login_get_account (login), ==, SERVICE_TEST_USER);
  g_assert_true (_footprints_spotify_key_parse (&key, footprints_spotify_login_get_key (login)));
  g_assert_cmpstr (key.client_id, ==, FAKE_SPOTIFY_CLIENT_ID);
  /* It is for one use. */
  g_assert_false (complete (login, state, code, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
}

/* Another's answer, another's code, another program. */
static void
test_login_refused (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsSpotifyLogin) login = make_login (self, FAKE_SPOTIFY_CLIENT_ID);
  g_autoptr (FootprintsSpotifyLogin) other = make_login (self, FAKE_SPOTIFY_CLIENT_ID);
  g_autoptr (FootprintsSpotifyLogin) stranger = make_login (self, "abc");
  g_autofree char *url = footprints_spotify_login_dup_url (login);
  g_autofree char *state = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;

  consent (url, &state, &code);
  g_assert_false (complete (other, state, code, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  /* The code belongs to the verifier of the first. */
  g_assert_false (complete (other, footprints_spotify_login_get_state (other), code, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  g_assert_false (complete (stranger, footprints_spotify_login_get_state (stranger), code, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAUTHORIZED);
  g_assert_nonnull (strstr (error->message, "client id"));
  g_clear_error (&error);
  fake_service_withdraw_spotify (self->fake, FAKE_SPOTIFY_MEMBERSHIP);
  g_assert_false (complete (login, state, code, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAUTHORIZED);
  g_assert_nonnull (strstr (error->message, "dashboard"));
}

static void
test_arguments (void)
{
  static const char *const good[] = {
    "https://example.org/api/callback",
    "http://127.0.0.1:3000/x",
    "http://[::1]/x",
    "https://example.org:8443/",
  };
  static const char *const bad[] = {
    "http://localhost:3000/x",
    "http://example.org/",
    "ftp://127.0.0.1/",
    "127.0.0.1",
    "https://example.org/#x",
    "https://user@example.org/",
    "http://127.0.0.1.example.org/",
    "",
  };
  static const char *const bad_ids[] = { "", "a b", "a&b", "ä" };
  g_autofree char *challenge = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (FootprintsSpotifyLogin) login =
          footprints_spotify_login_new ("abc", good[i], NULL);

      g_assert_nonnull (login);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (footprints_spotify_login_new ("abc", bad[i], &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_ids); i++)
    g_assert_null (footprints_spotify_login_new (bad_ids[i], good[0], NULL));
  /* RFC 7636, appendix B. */
  challenge = _footprints_spotify_make_challenge ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

/* Stores a connected sync, and makes a scheduler at @now_s. */
static void
begin (ServiceFixture *self, Watch *watch, gint64 now_s)
{
  g_autoptr (FootprintsSyncConfig) config =
      footprints_sync_config_new ("spotify-recent", SERVICE_TEST_USER);
  g_autofree char *key = fake_service_dup_spotify_key (self->fake);
  g_autoptr (GError) error = NULL;

  footprints_sync_config_set_base_url (config, fake_service_get_url (self->fake));
  footprints_sync_config_set_secret (config, key);
  footprints_sync_config_set_interval_minutes (config, 20);
  _footprints_clock_freeze_s (now_s);
  footprints_store_save_sync_config (self->store, config, NULL, &error);
  g_assert_no_error (error);
  watch->id = footprints_sync_config_get_id (config);
  watch_start (watch, self->store);
}

static void
look (Watch *watch, gint64 now_s)
{
  _footprints_clock_freeze_s (now_s);
  footprints_sync_scheduler_look (watch->scheduler);
  while (footprints_sync_scheduler_is_running (watch->scheduler, watch->id))
    g_main_context_iteration (NULL, TRUE);
}

/* Adds plays of three minutes each, which end one after another. */
static void
add_plays (ServiceFixture *self, guint n_plays, gint64 start)
{
  for (guint i = 0; i < n_plays; i++)
    {
      g_autofree char *track = g_strdup_printf ("Song %u", i);
      const FakePlay play = { .artist = "Invented Band",
                              .track = track,
                              .album = "Demo",
                              .listened_at = start + (gint64) i * 180,
                              .duration_ms = 180000 };

      fake_service_add_plays (self->fake, SERVICE_TEST_USER, &play, 1);
    }
}

/* A play begins its length before Spotify says that it ended, and comes once. */
static void
test_recent (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };
  const gint64 newest[] = { 23 };
  g_autoptr (FootprintsScrobblePage) page = NULL;
  g_autoptr (FootprintsScrobble) play = NULL;
  g_autoptr (GError) error = NULL;

  add_plays (self, 20, TEST_TIME - 2 * HOUR_S);
  begin (self, &watch, TEST_TIME);
  look (&watch, TEST_TIME);
  g_assert_cmpuint (watch.n_finished, ==, 1);
  g_assert_cmpint (test_count (self->store), ==, 20);
  look (&watch, TEST_TIME + 20 * MINUTE_S);
  g_assert_cmpstr (watch.last_error, ==, NULL);
  g_assert_cmpuint (watch.n_finished, ==, 2);
  g_assert_cmpint (watch.n_last_new, ==, 0);
  add_plays (self, 3, TEST_TIME + 20 * MINUTE_S);
  look (&watch, TEST_TIME + 40 * MINUTE_S);
  g_assert_cmpint (watch.n_last_new, ==, 3);
  page = footprints_store_get_scrobbles (self->store, newest, 1, NULL, &error);
  g_assert_no_error (error);
  play = g_list_model_get_item (G_LIST_MODEL (page), 0);
  g_assert_nonnull (play);
  g_assert_cmpint (footprints_scrobble_get_listened_at (play), ==,
                   TEST_TIME + 20 * MINUTE_S + 2 * 180);
  g_assert_cmpint (footprints_scrobble_get_duration_ms (play), ==, 180000);
  g_assert_cmpstr (footprints_scrobble_get_source (play), ==, "spotify-recent");
  g_assert_nonnull (strstr (footprints_scrobble_get_info (play), "\"played_at\":\""));
}

/* Spotify knows no more than the last 50. */
static void
test_depth (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };

  add_plays (self, 120, TEST_TIME - 10 * HOUR_S);
  begin (self, &watch, TEST_TIME);
  look (&watch, TEST_TIME);
  g_assert_cmpuint (watch.n_finished, ==, 1);
  g_assert_cmpint (test_count (self->store), ==, 50);
}

/* Each token of an hour brings another key, which the ledger has by the next run. */
static void
test_keys_are_replaced (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };

  add_plays (self, 2, TEST_TIME - HOUR_S);
  begin (self, &watch, TEST_TIME);
  look (&watch, TEST_TIME);
  for (guint i = 1; i <= 4; i++)
    {
      look (&watch, TEST_TIME + i * 2 * HOUR_S);
      g_assert_cmpuint (watch.n_finished, ==, 1 + i);
    }
  /* Another scheduler knows only what the ledger has. */
  watch_clear (&watch);
  watch_start (&watch, self->store);
  add_plays (self, 1, TEST_TIME + 9 * HOUR_S);
  look (&watch, TEST_TIME + 10 * HOUR_S);
  g_assert_cmpuint (watch.n_finished, ==, 6);
  g_assert_cmpint (watch.n_last_new, ==, 1);
  /* Some replies leave the key as it is. */
  fake_service_withdraw_spotify (self->fake, FAKE_SPOTIFY_ROTATION);
  for (guint i = 1; i <= 3; i++)
    look (&watch, TEST_TIME + 10 * HOUR_S + i * 2 * HOUR_S);
  g_assert_cmpuint (watch.n_finished, ==, 9);
}

/* Whoever read the sync before its key was replaced must not bring the old one back. */
static void
test_settings_keep_key (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };
  g_autoptr (GListModel) list = NULL;
  g_autoptr (FootprintsSyncConfig) config = NULL;
  g_autoptr (GError) error = NULL;

  begin (self, &watch, TEST_TIME);
  list = footprints_store_list_sync_configs (self->store, NULL, &error);
  g_assert_no_error (error);
  config = g_list_model_get_item (list, 0);
  look (&watch, TEST_TIME);
  g_assert_cmpuint (watch.n_finished, ==, 1);
  watch_clear (&watch);
  footprints_sync_config_set_interval_minutes (config, 30);
  footprints_store_save_sync_config (self->store, config, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (footprints_sync_config_has_secret (config));
  watch_start (&watch, self->store);
  look (&watch, TEST_TIME + 2 * HOUR_S);
  g_assert_cmpuint (watch.n_finished, ==, 2);
  g_assert_cmpuint (watch.n_failed, ==, 0);
}

/* A token that ends early is replaced; a consent that ends is told, with the remedy. */
static void
test_withdrawn (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };

  add_plays (self, 2, TEST_TIME - HOUR_S);
  begin (self, &watch, TEST_TIME);
  look (&watch, TEST_TIME);
  fake_service_withdraw_spotify (self->fake, FAKE_SPOTIFY_ACCESS);
  add_plays (self, 1, TEST_TIME);
  look (&watch, TEST_TIME + 20 * MINUTE_S);
  g_assert_cmpuint (watch.n_finished, ==, 2);
  g_assert_cmpint (watch.n_last_new, ==, 1);
  fake_service_withdraw_spotify (self->fake, FAKE_SPOTIFY_CONSENT);
  look (&watch, TEST_TIME + 40 * MINUTE_S);
  g_assert_cmpuint (watch.n_failed, ==, 1);
  g_assert_nonnull (strstr (watch.last_error, "connect it again"));
}

/* Has the next request fail, which is for a token once an hour. */
static void
look_through (ServiceFixture *self, Watch *watch, FakeFault fault, gint64 now_s)
{
  add_plays (self, 1, now_s - 10 * MINUTE_S);
  fake_service_fail_next (self->fake, fault, 1);
  look (watch, now_s);
  g_assert_cmpstr (watch->last_error, ==, NULL);
  g_assert_cmpint (watch->n_last_new, ==, 1);
}

/* What goes wrong for a while is tried again. */
static void
test_faults (ServiceFixture *self, gconstpointer data)
{
  static const FakeFault faults[] = {
    FAKE_FAULT_STATUS_500, FAKE_FAULT_STATUS_429_AT_ONCE, FAKE_FAULT_HTML,
    FAKE_FAULT_NOT_JSON,   FAKE_FAULT_EMPTY_BODY,
  };
  g_auto (Watch) watch = { 0 };
  gint64 now_s = TEST_TIME;

  begin (self, &watch, now_s);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_test_message ("%u", i);
      now_s += 2 * HOUR_S;
      look_through (self, &watch, faults[i], now_s);
      now_s += 20 * MINUTE_S;
      look_through (self, &watch, faults[i], now_s);
    }
  now_s += 20 * MINUTE_S;
  look_through (self, &watch, FAKE_FAULT_CUT_OFF, now_s);
}

static void
test_not_connected (ServiceFixture *self, gconstpointer data)
{
  static const char *const keys[] = { "", "{}", "[", "{\"client_id\":\"a\"}", "text" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (FootprintsSpotifyImporter) importer =
          footprints_spotify_importer_new (SERVICE_TEST_USER, keys[i]);
      g_autoptr (FootprintsImportJob) job =
          footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
      g_autoptr (GError) error = NULL;

      footprints_importer_set_base_url (FOOTPRINTS_IMPORTER (importer),
                                        fake_service_get_url (self->fake));
      g_assert_false (service_run_job (job, NULL, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAUTHORIZED);
    }
  g_assert_cmpuint (fake_service_get_n_requests (self->fake), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/spotify/arguments", test_arguments);
  add_test ("/sync/spotify/login", test_login);
  add_test ("/sync/spotify/login-refused", test_login_refused);
  add_test ("/sync/spotify/recent", test_recent);
  add_test ("/sync/spotify/depth", test_depth);
  add_test ("/sync/spotify/keys-are-replaced", test_keys_are_replaced);
  add_test ("/sync/spotify/settings-keep-key", test_settings_keep_key);
  add_test ("/sync/spotify/withdrawn", test_withdrawn);
  add_test ("/sync/spotify/faults", test_faults);
  add_test ("/sync/spotify/not-connected", test_not_connected);
  return g_test_run ();
}
