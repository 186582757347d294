/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The scheduler against real servers, under a clock that the tests turn. */

#include "service-support.h"
#include "sync-watch.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/sync/footprints-sync-timing-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define START (TEST_TIME - 200 * TEST_DAY_S)
#define HOUR_S 3600

static FootprintsSyncConfig *
make_config (ServiceFixture *self)
{
  FootprintsSyncConfig *config =
      footprints_sync_config_new (service_get_source (self), SERVICE_TEST_USER);

  footprints_sync_config_set_base_url (config, fake_service_get_url (self->fake));
  footprints_sync_config_set_secret (config, SERVICE_TEST_SECRET);
  return config;
}

/* Stores a sync of the fake's user, and makes a scheduler at @now_s. */
static void
begin (ServiceFixture *self, Watch *watch, gint64 now_s)
{
  g_autoptr (FootprintsSyncConfig) config = make_config (self);
  g_autoptr (GError) error = NULL;

  _footprints_clock_freeze_s (now_s);
  footprints_store_save_sync_config (self->store, config, NULL, &error);
  g_assert_no_error (error);
  watch->id = footprints_sync_config_get_id (config);
  watch_start (watch, self->store);
}

/* Looks at @now_s, and waits for what that starts. */
static void
look (Watch *watch, gint64 now_s)
{
  _footprints_clock_freeze_s (now_s);
  footprints_sync_scheduler_look (watch->scheduler);
  while (footprints_sync_scheduler_is_running (watch->scheduler, watch->id))
    g_main_context_iteration (NULL, TRUE);
}

/* The only sync, as it stands. */
static FootprintsSyncConfig *
read_config (Watch *watch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) list = footprints_sync_scheduler_list_configs (watch->scheduler, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  return g_list_model_get_item (list, 0);
}

static void
test_first_and_next (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };

  service_add_plays (self, 1200, START, FALSE);
  begin (self, &watch, TEST_TIME);
  look (&watch, TEST_TIME);
  g_assert_cmpuint (watch.n_finished, ==, 1);
  service_check_equal (self);
  /* Not due yet. */
  service_add_play (self, "New", TEST_TIME - 60);
  look (&watch, TEST_TIME + 59 * 60);
  g_assert_cmpuint (watch.n_started, ==, 1);
  look (&watch, TEST_TIME + 60 * 60);
  g_assert_cmpuint (watch.n_finished, ==, 2);
  g_assert_cmpint (watch.n_last_new, ==, 1);
  service_check_equal (self);
  /* A track that was already playing when the last run looked. */
  service_add_play (self, "Long one", TEST_TIME - 120);
  look (&watch, TEST_TIME + 120 * 60);
  service_check_equal (self);
}

/* Nothing new: few requests, and not a byte is written. */
static void
test_quiet (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };
  g_autofree char *log_path = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *before = NULL;
  g_autofree char *log_before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *log_after = NULL;
  g_autoptr (GListModel) runs = NULL;
  g_autoptr (GListModel) written = NULL;

  service_add_plays (self, 900, START, FALSE);
  begin (self, &watch, TEST_TIME);
  look (&watch, TEST_TIME);
  fake_service_clear_log (self->fake);
  /* What the first run left to be written is written before this. */
  test_add (self->store, "Somebody", "Else", NULL, TEST_TIME);
  before = test_checksum (self->path);
  log_before = test_checksum (log_path);
  for (guint i = 1; i <= 5; i++)
    look (&watch, TEST_TIME + i * HOUR_S);
  g_assert_cmpuint (watch.n_finished, ==, 6);
  g_assert_cmpuint (fake_service_get_n_requests (self->fake), <=, 15);
  after = test_checksum (self->path);
  log_after = test_checksum (log_path);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (log_before, ==, log_after);
  /* They are listed all the same, and written in the end. */
  runs = footprints_sync_scheduler_list_runs (watch.scheduler, watch.id, 100, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (runs), ==, 6);
  watch_stop (&watch);
  written = footprints_store_list_sync_runs (self->store, watch.id, 100, NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (written), ==, 6);
}

/* A thousand runs are kept, of which the oldest goes when another one comes. */
static void
test_kept_runs (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };
  g_autofree char *insert = NULL;
  g_autoptr (sqlite3) database = NULL;

  service_add_plays (self, 20, START, FALSE);
  begin (self, &watch, TEST_TIME);
  look (&watch, TEST_TIME);
  database = test_sql_open (self->path);
  /* How the run ended is being written. */
  sqlite3_busy_timeout (database, 10000);
  insert = g_strdup_printf ("with recursive n (i) as (select 1 union all select i + 1 from n"
                            " where i < 1100) insert into import (fingerprint, label, state, kind,"
                            " started_at, updated_at, sync_config_id) select 'x', 'x', 'finished',"
                            " 'run', i, i, %" G_GINT64_FORMAT " from n",
                            watch.id);
  test_sql_run (database, insert);
  service_add_play (self, "Another", TEST_TIME + HOUR_S / 2);
  look (&watch, TEST_TIME + HOUR_S);
  watch_stop (&watch);
  g_assert_cmpint (test_sql_int64 (database, "select count(*) from sync_runs"), ==, 1000);
}

/* The earliest second from which plays were asked for. */
static gint64
get_earliest_from (ServiceFixture *self)
{
  g_autoptr (GPtrArray) log = fake_service_dup_log (self->fake);
  gint64 earliest = G_MAXINT64;

  for (guint i = 0; i < log->len; i++)
    {
      const char *from = strstr (g_ptr_array_index (log, i), "&from=");

      if (from != NULL)
        earliest = MIN (earliest, g_ascii_strtoll (from + strlen ("&from="), NULL, 10));
    }
  return earliest;
}

/* What came late by days is looked for a month back, and no further. */
static void
test_looks_a_month_back (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };

  service_add_plays (self, 600, START, FALSE);
  service_add_play (self, "Newest", TEST_TIME - 60);
  begin (self, &watch, TEST_TIME);
  look (&watch, TEST_TIME);
  service_add_play (self, "Late", TEST_TIME - 20 * TEST_DAY_S);
  fake_service_clear_log (self->fake);
  look (&watch, TEST_TIME + 25 * HOUR_S);
  g_assert_cmpint (watch.n_last_new, ==, 1);
  service_check_equal (self);
  /* ListenBrainz is asked by the end of a page alone. */
  if (self->kind != FAKE_LASTFM)
    return;
  g_assert_cmpint (get_earliest_from (self), >=, TEST_TIME - 31 * TEST_DAY_S);
  g_assert_cmpint (get_earliest_from (self), <, TEST_TIME - 29 * TEST_DAY_S);
}

/* Plays that a phone uploads long after they were played. */
static void
test_late_uploads (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };
  const gint64 ages_days[] = { 1, 5, 25, 100, 190 };

  service_add_plays (self, 600, START, FALSE);
  service_add_play (self, "Newest", TEST_TIME - 60);
  begin (self, &watch, TEST_TIME);
  look (&watch, TEST_TIME);
  for (guint i = 0; i < G_N_ELEMENTS (ages_days); i++)
    {
      g_autofree char *track = g_strdup_printf ("Late %u", i);

      service_add_play (self, track, TEST_TIME - ages_days[i] * TEST_DAY_S - 7);
      /* All is searched once a day at the most. */
      look (&watch, TEST_TIME + (i + 1) * 25 * HOUR_S);
      g_assert_cmpint (watch.n_last_new, ==, 1);
      service_check_equal (self);
    }
}

/* Down, up, down: it backs off, tells once, and takes up where it was. */
static void
test_outage (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };
  g_autoptr (FootprintsSyncConfig) failing = NULL;
  g_autoptr (FootprintsSyncConfig) recovered = NULL;
  gint64 now_s = TEST_TIME;

  service_add_plays (self, 300, START, FALSE);
  begin (self, &watch, now_s);
  look (&watch, now_s);
  fake_service_set_listening (self->fake, FALSE);
  for (guint minute = 60; minute < 60 * 48; minute++)
    look (&watch, now_s + minute * 60);
  /* 1, 2, 4 … minutes, then each six hours: some 9 tries, and a handful for the rest of two days.
   */
  g_assert_cmpuint (watch.n_failed, >=, 12);
  g_assert_cmpuint (watch.n_failed, <=, 24);
  g_assert_cmpuint (watch.n_failing, ==, 1);
  g_assert_nonnull (strstr (watch.last_error, "cannot be reached"));
  g_assert_nonnull (strstr (watch.last_error, SERVICE_TEST_USER));
  failing = read_config (&watch);
  g_assert_cmpstr (footprints_sync_config_get_last_error (failing), ==, watch.last_error);
  g_assert_cmpint (footprints_sync_config_get_n_failures (failing), ==, watch.n_failed);
  g_assert_cmpint (footprints_sync_config_get_failing_since (failing), ==, now_s + HOUR_S);
  /* Another program would tell no second time. */
  watch_stop (&watch);
  watch_start (&watch, self->store);
  look (&watch, now_s + 60 * HOUR_S);
  g_assert_cmpuint (watch.n_failing, ==, 1);

  g_assert_cmpint (footprints_sync_config_get_told_at (failing), >, now_s + HOUR_S);

  fake_service_set_listening (self->fake, TRUE);
  service_add_play (self, "After", now_s + HOUR_S);
  look (&watch, now_s + 70 * HOUR_S);
  g_assert_cmpuint (watch.n_recovered, ==, 1);
  service_check_equal (self);
  recovered = read_config (&watch);
  g_assert_null (footprints_sync_config_get_last_error (recovered));
  g_assert_cmpint (footprints_sync_config_get_retry_at (recovered), ==, 0);
}

/* The caller decides when it is reported. */
static void
test_told_when_wanted (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };
  gint64 now_s = TEST_TIME;

  service_add_plays (self, 10, START, FALSE);
  begin (self, &watch, now_s);
  footprints_sync_scheduler_set_failures_to_tell (watch.scheduler, 1000);
  footprints_sync_scheduler_set_silence_to_tell_s (watch.scheduler, 2 * HOUR_S);
  look (&watch, now_s);
  fake_service_set_listening (self->fake, FALSE);
  for (guint minute = 60; minute < 60 * 2 + 58; minute++)
    look (&watch, now_s + minute * 60);
  g_assert_cmpuint (watch.n_failed, >, 4);
  g_assert_cmpuint (watch.n_failing, ==, 0);
  footprints_sync_scheduler_set_failures_to_tell (watch.scheduler, 1);
  look (&watch, now_s + 10 * HOUR_S);
  g_assert_cmpuint (watch.n_failing, ==, 1);
}

/* Stopped in the middle of the first run; the next one resumes there. */
static void
test_goes_on (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };
  guint n_requests;

  service_add_plays (self, 6000, START, FALSE);
  fake_service_set_max_page (self->fake, 50);
  fake_service_set_delay_ms (self->fake, 1);
  begin (self, &watch, TEST_TIME);
  footprints_sync_scheduler_look (watch.scheduler);
  while (test_count (self->store) < 1000)
    g_main_context_iteration (NULL, TRUE);
  watch_stop (&watch);
  n_requests = fake_service_get_n_requests (self->fake);
  g_assert_cmpuint (n_requests, <, 110);
  g_assert_cmpint (test_count (self->store), <, 6000);
  fake_service_set_delay_ms (self->fake, 0);
  service_add_play (self, "Meanwhile", TEST_TIME + 60);
  watch_start (&watch, self->store);
  look (&watch, TEST_TIME + 120);
  look (&watch, TEST_TIME + 120 + HOUR_S);
  service_check_equal (self);
  /* Each walk ends with an empty page, and a resumed one is followed by a look at what is newer. */
  g_assert_cmpuint (fake_service_get_n_requests (self->fake), <, 6000 / 50 + 65);
}

/* Uploaded while the first run was interrupted, into the part that was read before: nothing but the
 * count shows it. */
static void
test_counts_when_resumed (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };

  service_add_plays (self, 3000, START, FALSE);
  service_add_play (self, "Newest", TEST_TIME - 60);
  fake_service_set_max_page (self->fake, 50);
  fake_service_set_delay_ms (self->fake, 1);
  begin (self, &watch, TEST_TIME);
  footprints_sync_scheduler_look (watch.scheduler);
  while (test_count (self->store) < 1000)
    g_main_context_iteration (NULL, TRUE);
  watch_stop (&watch);
  g_assert_cmpint (test_count (self->store), <, 3000);
  fake_service_set_delay_ms (self->fake, 0);
  service_add_play (self, "Late", TEST_TIME - 61);
  watch_start (&watch, self->store);
  look (&watch, TEST_TIME + 120);
  g_assert_cmpuint (watch.n_finished, ==, 1);
  service_check_equal (self);
}

static void
test_trigger (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };
  g_auto (TestResult) first = { 0 };
  g_auto (TestResult) second = { 0 };
  g_auto (TestResult) unknown = { 0 };
  g_auto (TestResult) disabled = { 0 };
  g_autoptr (FootprintsSyncConfig) config = NULL;
  g_autoptr (FootprintsSyncRun) run = NULL;
  g_autoptr (FootprintsSyncRun) same = NULL;
  g_autoptr (GError) error = NULL;

  service_add_plays (self, 50, START, FALSE);
  begin (self, &watch, TEST_TIME);
  footprints_sync_scheduler_trigger_async (watch.scheduler, watch.id, test_result_cb, &first);
  footprints_sync_scheduler_trigger_async (watch.scheduler, watch.id, test_result_cb, &second);
  run =
      footprints_sync_scheduler_trigger_finish (watch.scheduler, test_result_wait (&first), &error);
  g_assert_no_error (error);
  same = footprints_sync_scheduler_trigger_finish (watch.scheduler, test_result_wait (&second),
                                                   &error);
  g_assert_no_error (error);
  g_assert_true (run == same);
  g_assert_cmpint (footprints_sync_run_get_n_new (run), ==, service_get_n_different (self));
  g_assert_cmpuint (watch.n_started, ==, 1);

  footprints_sync_scheduler_trigger_async (watch.scheduler, 99, test_result_cb, &unknown);
  g_assert_null (footprints_sync_scheduler_trigger_finish (watch.scheduler,
                                                           test_result_wait (&unknown), &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND);
  g_clear_error (&error);

  config = read_config (&watch);
  footprints_sync_config_set_enabled (config, FALSE);
  g_assert_true (footprints_store_save_sync_config (self->store, config, NULL, NULL));
  footprints_sync_scheduler_trigger_async (watch.scheduler, watch.id, test_result_cb, &disabled);
  g_assert_null (footprints_sync_scheduler_trigger_finish (watch.scheduler,
                                                           test_result_wait (&disabled), &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  look (&watch, TEST_TIME + 9 * HOUR_S);
  g_assert_cmpuint (watch.n_started, ==, 1);
}

/* Settings that change while a sync runs: the run is given up, and the next one begins at once. */
static void
test_changed_while_running (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };
  g_autoptr (FootprintsSyncConfig) config = NULL;

  service_add_plays (self, 50, START, FALSE);
  fake_service_set_delay_ms (self->fake, 100);
  begin (self, &watch, TEST_TIME);
  footprints_sync_scheduler_look (watch.scheduler);
  config = read_config (&watch);
  footprints_sync_config_set_interval_minutes (config, 5);
  g_assert_true (footprints_store_save_sync_config (self->store, config, NULL, NULL));
  g_assert_cmpint (footprints_sync_config_get_updated_at (config), >, TEST_TIME);
  look (&watch, TEST_TIME);
  g_assert_cmpuint (watch.n_started, ==, 2);
  g_assert_cmpuint (watch.n_finished, ==, 1);
  service_check_equal (self);
}

/* The next sync gets the id of one that was deleted, in the same second, while it runs. */
static void
test_replaced_while_running (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };
  g_autoptr (FootprintsSyncConfig) first = make_config (self);
  g_autoptr (FootprintsSyncConfig) second = make_config (self);
  g_autoptr (FootprintsSyncConfig) stored = NULL;

  service_add_plays (self, 50, START, FALSE);
  fake_service_set_delay_ms (self->fake, 100);
  _footprints_clock_freeze_s (TEST_TIME);
  footprints_sync_config_set_account (first, "nobody");
  g_assert_true (footprints_store_save_sync_config (self->store, first, NULL, NULL));
  watch.id = footprints_sync_config_get_id (first);
  watch_start (&watch, self->store);
  footprints_sync_scheduler_look (watch.scheduler);
  g_assert_true (footprints_store_delete_sync_config (self->store, watch.id, NULL, NULL));
  g_assert_true (footprints_store_save_sync_config (self->store, second, NULL, NULL));
  g_assert_cmpint (footprints_sync_config_get_id (second), ==, watch.id);
  look (&watch, TEST_TIME);
  g_assert_cmpuint (watch.n_started, ==, 2);
  g_assert_cmpuint (watch.n_failed, ==, 0);
  g_assert_cmpuint (watch.n_finished, ==, 1);
  service_check_equal (self);
  stored = read_config (&watch);
  g_assert_cmpstr (footprints_sync_config_get_account (stored), ==, SERVICE_TEST_USER);
}

/* What is stored of a sync, and what is refused. */
static void
test_configs (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };
  g_autoptr (FootprintsSyncConfig) twin = make_config (self);
  g_autoptr (FootprintsSyncConfig) config = NULL;
  g_autoptr (FootprintsSyncConfig) other = footprints_sync_config_new ("nowhere", "somebody");
  g_autoptr (FootprintsSyncConfig) changed = NULL;
  g_autoptr (GListModel) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *key_path = footprints_store_dup_key_file (self->store);
  const gint64 bad_minutes[] = { -1, 0, 4, 10081, G_MAXINT64 };

  service_add_plays (self, 50, START, FALSE);
  begin (self, &watch, TEST_TIME);
  look (&watch, TEST_TIME);
  g_assert_true (g_file_test (key_path, G_FILE_TEST_EXISTS));
  g_assert_false (footprints_store_save_sync_config (self->store, twin, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (footprints_store_save_sync_config (self->store, other, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  g_assert_cmpstr (error->message, ==, "Unknown source: nowhere");
  g_clear_error (&error);
  config = read_config (&watch);
  g_assert_true (footprints_sync_config_has_secret (config));
  for (guint i = 0; i < G_N_ELEMENTS (bad_minutes); i++)
    {
      footprints_sync_config_set_interval_minutes (config, bad_minutes[i]);
      g_assert_false (footprints_store_save_sync_config (self->store, config, NULL, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
      g_clear_error (&error);
    }

  /* The key goes to the server that it was given for. */
  footprints_sync_config_set_interval_minutes (config, 5);
  footprints_sync_config_set_base_url (config, "http://127.0.0.1:1/elsewhere");
  g_assert_false (footprints_store_save_sync_config (self->store, config, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  g_assert_true (g_str_has_prefix (error->message, "base_url: "));
  g_clear_error (&error);
  footprints_sync_config_set_base_url (config, fake_service_get_url (self->fake));

  /* The key is not given again, and stays; another account begins afresh. */
  footprints_sync_config_set_interval_minutes (config, 5);
  g_assert_true (footprints_store_save_sync_config (self->store, config, NULL, &error));
  look (&watch, TEST_TIME + 5 * 60);
  g_assert_cmpuint (watch.n_finished, ==, 2);
  footprints_sync_config_set_account (config, "nobody");
  g_assert_true (footprints_store_save_sync_config (self->store, config, NULL, &error));
  look (&watch, TEST_TIME + 6 * 60);
  g_assert_cmpuint (watch.n_failed, ==, 1);
  changed = read_config (&watch);
  g_assert_cmpint (footprints_sync_config_get_newest_listened_at (changed), ==, 0);
  list = footprints_store_list_sync_configs (self->store, NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  json = footprints_sync_config_to_json (changed);
  g_assert_null (strstr (json, SERVICE_TEST_SECRET));
  g_assert_nonnull (strstr (json, "\"has_secret\":true"));

  g_assert_true (footprints_store_delete_sync_config (self->store, watch.id, NULL, &error));
  g_assert_false (footprints_store_delete_sync_config (self->store, watch.id, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND);
  look (&watch, TEST_TIME + 99 * HOUR_S);
  service_check_equal (self);
}

/* Without the key file nothing is written over and the message says what to do; a new key opens
 * what the old one did. */
static void
test_keys (ServiceFixture *self, gconstpointer data)
{
  g_auto (Watch) watch = { 0 };
  g_autofree char *key_path = footprints_store_dup_key_file (self->store);
  g_autofree char *kept_path = g_strconcat (key_path, ".kept", NULL);
  g_autofree char *old_key = NULL;
  g_autofree char *new_key = NULL;
  g_autoptr (FootprintsSyncConfig) second = NULL;
  g_autoptr (GError) error = NULL;

  service_add_plays (self, 20, START, FALSE);
  begin (self, &watch, TEST_TIME);
  g_assert_cmpint (g_rename (key_path, kept_path), ==, 0);
  look (&watch, TEST_TIME);
  g_assert_cmpuint (watch.n_failed, ==, 1);
  g_assert_nonnull (strstr (watch.last_error, "key file"));
  second = footprints_sync_config_new ("lastfm", "second");
  footprints_sync_config_set_secret (second, "other");
  g_assert_false (footprints_store_save_sync_config (self->store, second, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (g_file_test (key_path, G_FILE_TEST_EXISTS));
  test_write_file (key_path, "rubbish", 7);
  g_assert_false (footprints_store_rekey (self->store, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_LOCKED);
  g_clear_error (&error);

  g_assert_cmpint (g_rename (kept_path, key_path), ==, 0);
  old_key = test_checksum (key_path);
  g_assert_true (footprints_store_rekey (self->store, NULL, &error));
  g_assert_no_error (error);
  new_key = test_checksum (key_path);
  g_assert_cmpstr (old_key, !=, new_key);
  look (&watch, TEST_TIME + HOUR_S);
  g_assert_cmpuint (watch.n_finished, ==, 1);
  service_check_equal (self);
}

static void
assert_kept (ServiceFixture *self, gint64 id, gboolean has_secret)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsSyncConfig) config =
      footprints_store_get_sync_config (self->store, id, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (footprints_sync_config_has_secret (config), ==, has_secret);
}

/* A secret follows a sync to no other server, not even by way of another service. */
static void
test_secrets_stay (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsSyncConfig) config = make_config (self);
  g_autofree char *source = g_strdup (footprints_sync_config_get_source (config));
  g_autofree char *url = g_strdup (footprints_sync_config_get_base_url (config));
  const char *other = g_str_equal (source, "lastfm") ? "listenbrainz" : "lastfm";
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_true (footprints_store_save_sync_config (self->store, config, NULL, NULL));
  id = footprints_sync_config_get_id (config);
  footprints_sync_config_set_base_url (config, "http://127.0.0.1:9/");
  g_assert_false (footprints_store_save_sync_config (self->store, config, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  assert_kept (self, id, TRUE);

  footprints_sync_config_set_source (config, other);
  g_assert_true (footprints_store_save_sync_config (self->store, config, NULL, NULL));
  g_assert_false (footprints_sync_config_has_secret (config));
  footprints_sync_config_set_source (config, source);
  g_assert_true (footprints_store_save_sync_config (self->store, config, NULL, NULL));
  g_assert_false (footprints_sync_config_has_secret (config));
  assert_kept (self, id, FALSE);

  footprints_sync_config_set_base_url (config, url);
  footprints_sync_config_set_secret (config, "another");
  g_assert_true (footprints_store_save_sync_config (self->store, config, NULL, NULL));
  assert_kept (self, id, TRUE);
}

static void
test_timing (void)
{
  FootprintsSyncRecord record = { .enabled = TRUE, .interval_minutes = 60, .overlap_s = 100 };
  gint64 now_s = TEST_TIME;

  g_assert_true (_footprints_sync_is_due (&record, now_s));
  record.last_sync_at = now_s;
  g_assert_false (_footprints_sync_is_due (&record, now_s));
  g_assert_false (_footprints_sync_is_due (&record, now_s + 3599));
  g_assert_true (_footprints_sync_is_due (&record, now_s + 3600));
  /* The clock was ahead when it last ran. */
  g_assert_true (_footprints_sync_is_due (&record, now_s - 1));
  record.retry_at = now_s + 60;
  g_assert_false (_footprints_sync_is_due (&record, now_s + 59));
  g_assert_true (_footprints_sync_is_due (&record, now_s + 60));
  g_assert_true (_footprints_sync_is_due (&record, now_s - 7 * HOUR_S));
  record.enabled = FALSE;
  g_assert_false (_footprints_sync_is_due (&record, now_s + TEST_DAY_S));

  g_assert_cmpint (_footprints_sync_retry_at (1, 0, 0), ==, 60);
  g_assert_cmpint (_footprints_sync_retry_at (1, 0, 1), ==, 45);
  g_assert_cmpint (_footprints_sync_retry_at (4, 0, 0), ==, 480);
  g_assert_cmpint (_footprints_sync_retry_at (G_MAXINT64, 0, 0), ==, 6 * HOUR_S);

  g_assert_cmpint (_footprints_sync_window_start (&record, now_s), ==, 0);
  record.newest_at = 50;
  g_assert_cmpint (_footprints_sync_window_start (&record, now_s), ==, 1);
  record.newest_at = now_s;
  g_assert_cmpint (_footprints_sync_window_start (&record, now_s), ==, now_s - 100);

  record.look_from = now_s - 50;
  g_assert_cmpint (_footprints_sync_window_start (&record, now_s), ==, now_s - 100);
  record.look_from = now_s - 5000;
  g_assert_cmpint (_footprints_sync_window_start (&record, now_s), ==, now_s - 5000);
  record.look_from = 1;
  g_assert_cmpint (_footprints_sync_window_start (&record, now_s), ==, 0);
  record.look_from = 0;

  record.n_missing = 1;
  record.searched_at = now_s - TEST_DAY_S;
  g_assert_cmpint (_footprints_sync_window_start (&record, now_s), ==, now_s - 100);
  record.searched_at = now_s - 8 * TEST_DAY_S;
  g_assert_cmpint (_footprints_sync_window_start (&record, now_s), ==, 0);
}

/* A year in a service's life, in hours. */
typedef struct
{
  ServiceFixture *fixture;
  Watch watch;
  gint64 now_s;       /* the time as it is */
  gint64 clock_off_s; /* how far our clock is from it */
  guint n_plays;
  guint outage_steps;
  GArray *held_back; /* of gint64: when plays were, that a phone has not uploaded yet */
} Year;

static void
upload (Year *year, gint64 listened_at)
{
  g_autofree char *track = g_strdup_printf ("Track %u", year->n_plays++);

  service_add_play (year->fixture, track, listened_at);
}

/* What was played since the last step. The last one still plays: it is uploaded later. */
static void
play (Year *year, gint64 elapsed_s)
{
  guint n_plays = (guint) g_test_rand_int_range (0, 5);

  for (guint i = 0; i < n_plays; i++)
    {
      gint64 at = year->now_s - g_test_rand_int_range (1, (gint32) elapsed_s);

      if (g_test_rand_int_range (0, 6) == 0)
        g_array_append_val (year->held_back, at);
      else
        upload (year, at);
    }
  for (guint i = year->held_back->len; i > 0; i--)
    {
      gint64 at = g_array_index (year->held_back, gint64, i - 1);
      gint64 age_s = year->now_s - at;

      /* Within two days mostly, now and then after weeks. */
      if (g_test_rand_int_range (0, 40) == 0 ||
          (age_s < 2 * TEST_DAY_S && g_test_rand_int_range (0, 3) == 0))
        {
          upload (year, at);
          g_array_remove_index (year->held_back, i - 1);
        }
    }
}

static void
misbehave (Year *year)
{
  FakeService *fake = year->fixture->fake;
  int what = g_test_rand_int_range (0, 60);

  if (year->outage_steps > 0 && --year->outage_steps == 0)
    fake_service_set_listening (fake, TRUE);
  if (what == 0 && year->outage_steps == 0)
    {
      fake_service_set_listening (fake, FALSE);
      year->outage_steps = (guint) g_test_rand_int_range (1, 12);
    }
  else if (what == 1)
    fake_service_fail_next (fake, FAKE_FAULT_STATUS_500, (guint) g_test_rand_int_range (1, 9));
  else if (what == 2)
    fake_service_fail_next (fake, FAKE_FAULT_CUT_OFF, (guint) g_test_rand_int_range (1, 9));
  else if (what == 3)
    year->clock_off_s = (gint64) g_test_rand_int_range (-40, 40) * TEST_DAY_S;
  else if (what < 6)
    year->clock_off_s = 0;
  else if (what < 10)
    {
      watch_stop (&year->watch);
      footprints_store_close (year->fixture->store);
      g_object_unref (year->fixture->store);
      year->fixture->store = test_open (year->fixture->path);
      watch_start (&year->watch, year->fixture->store);
    }
}

static void
live (Year *year)
{
  for (guint step = 0; step < 500; step++)
    {
      gint64 elapsed_s = g_test_rand_int_range (HOUR_S, 34 * HOUR_S);

      year->now_s += elapsed_s;
      play (year, elapsed_s);
      misbehave (year);
      look (&year->watch, year->now_s + year->clock_off_s);
    }
  if (year->outage_steps > 0)
    fake_service_set_listening (year->fixture->fake, TRUE);
  fake_service_fail_next (year->fixture->fake, FAKE_FAULT_NONE, 0);
  /* Twice, since all is searched once a day at the most. */
  for (guint i = 0; i < 2; i++)
    {
      year->now_s += 2 * TEST_DAY_S;
      look (&year->watch, year->now_s);
    }
}

/* After a year of everything the ledger is exactly what the service has. */
static void
test_year (ServiceFixture *self, gconstpointer data)
{
  guint n_years = test_rounds (5, 1);

  /* What a service asks for when it is busy is no part of a simulated year. */
  _footprints_http_client_get_limits (self->client)->second_ms = 10;
  for (guint i = 0; i < n_years; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s.year-%u", self->path, i);
      Year year = { .fixture = self, .now_s = TEST_TIME - 500 * TEST_DAY_S };

      service_reopen (self, path);
      year.held_back = g_array_new (FALSE, FALSE, sizeof (gint64));
      service_forget_plays (self);
      begin (self, &year.watch, year.now_s);
      live (&year);
      service_check_equal (self);
      g_test_message ("%u plays, %u runs, %u failed", year.n_plays, year.watch.n_started,
                      year.watch.n_failed);
      g_array_unref (year.held_back);
      watch_clear (&year.watch);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/sync/timing", test_timing);
  service_add_test ("sync/first-and-next", test_first_and_next);
  service_add_test ("sync/quiet", test_quiet);
  /* It adds a thousand runs with SQL. */
  if (!test_is_toy ())
    service_add_test ("sync/kept-runs", test_kept_runs);
  service_add_test ("sync/looks-a-month-back", test_looks_a_month_back);
  service_add_test ("sync/late-uploads", test_late_uploads);
  service_add_test ("sync/told-when-wanted", test_told_when_wanted);
  service_add_test ("sync/outage", test_outage);
  service_add_test ("sync/goes-on", test_goes_on);
  service_add_test ("sync/counts-when-resumed", test_counts_when_resumed);
  service_add_test ("sync/trigger", test_trigger);
  service_add_test ("sync/changed-while-running", test_changed_while_running);
  service_add_test ("sync/replaced-while-running", test_replaced_while_running);
  service_add_test ("sync/configs", test_configs);
  service_add_test ("sync/keys", test_keys);
  service_add_test ("sync/secrets-stay", test_secrets_stay);
  service_add_test ("sync/year", test_year);
  return g_test_run ();
}
