/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Imports from servers that speak the protocols of Last.fm and ListenBrainz, quirks included. */

#include "service-support.h"

#include <string.h>

/* Plays older than this are not what a ledger takes for one. */
#define START (TEST_TIME - 400 * TEST_DAY_S)

static void
test_all (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (FootprintsImportSummary) again = NULL;

  service_add_plays (self, 3000, START, FALSE);
  summary = service_import (self);
  service_check_equal (self);
  g_assert_cmpint (footprints_import_summary_get_n_new (summary), ==,
                   service_get_n_different (self));
  g_assert_cmpint (footprints_import_summary_get_n_rejected (summary), ==, 0);
  again = service_import (self);
  g_assert_cmpint (footprints_import_summary_get_n_new (again), ==, 0);
  service_check_equal (self);
}

/* Small pages meet every border: plays of one second on two pages, and on more than one. */
static void
test_page_sizes (ServiceFixture *self, gconstpointer data)
{
  const guint sizes[] = { 7, 10, 33, 50 };

  /* Seven plays of each of some seconds: more than Last.fm's page of 7 can hold beside others. */
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *track = g_strdup_printf ("Twin %u", i);

      service_add_play (self, track, START + i / 6 * 60);
    }
  service_add_plays (self, 200, START - 6 * 365 * TEST_DAY_S, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (FootprintsImporter) importer = service_make_importer (self);
      g_autofree char *path = g_strdup_printf ("%s.%u", self->path, sizes[i]);
      g_autoptr (FootprintsImportJob) job = NULL;
      g_autoptr (GError) error = NULL;

      service_reopen (self, path);
      service_set_page_size (importer, sizes[i]);
      job = footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
      service_run_job (job, NULL, &error);
      g_assert_no_error (error);
      g_test_message ("pages of %u", sizes[i]);
      service_check_equal (self);
    }
}

/* Last.fm numbers the pages of a second that does not fit on one. ListenBrainz cannot show more of
 * it than a page holds, and reports that. */
static void
test_full_second (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsImporter) importer = service_make_importer (self);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_rejected = self->kind == FAKE_LISTENBRAINZ ? 1 : 0;

  for (guint i = 0; i < 255; i++)
    {
      g_autofree char *track = g_strdup_printf ("Twin %u", i);

      service_add_play (self, track, START + (i < 250 ? 1000 : i));
    }
  service_add_play (self, "After", START + 5000);
  service_set_page_size (importer, 100);
  service_run_job (job, NULL, &error);
  g_assert_no_error (error);
  summary = footprints_import_job_get_summary (job);
  g_assert_cmpint (footprints_import_summary_get_n_rejected (summary), ==, n_rejected);
  if (self->kind == FAKE_LASTFM)
    service_check_equal (self);
  else
    g_assert_cmpint (test_count (self->store), ==, 106);
}

static void
test_short_pages (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsImportSummary) summary = NULL;

  service_add_plays (self, 2500, START - 6 * 365 * TEST_DAY_S, TRUE);
  fake_service_set_short_pages (self->fake, TRUE);
  fake_service_set_max_page (self->fake, 100);
  summary = service_import (self);
  service_check_equal (self);
}

static void
test_few (ServiceFixture *self, gconstpointer data)
{
  const FakePlay playing = { .artist = "Now", .track = "Playing", .listened_at = TEST_TIME };

  g_object_unref (service_import (self));
  g_assert_cmpint (test_count (self->store), ==, 0);
  service_add_play (self, "One", START);
  g_object_unref (service_import (self));
  service_check_equal (self);
  fake_service_set_now_playing (self->fake, SERVICE_TEST_USER, &playing);
  service_add_play (self, "Two", START + 1);
  g_object_unref (service_import (self));
  service_check_equal (self);
}

/* What a service tells beside the names is kept. */
static void
test_details (ServiceFixture *self, gconstpointer data)
{
  const FakePlay play = { .artist = "A",
                          .track = "B",
                          .album = "C",
                          .listened_at = START,
                          .duration_ms = 215000,
                          .loved = TRUE,
                          .client = "player" };
  g_autoptr (FootprintsScrobble) scrobble = NULL;
  const char *info;

  fake_service_add_plays (self->fake, SERVICE_TEST_USER, &play, 1);
  g_object_unref (service_import (self));
  scrobble = footprints_store_get_scrobble (self->store, 1, NULL, NULL);
  g_assert_cmpstr (footprints_scrobble_get_album (scrobble), ==, "C");
  info = footprints_scrobble_get_info (scrobble);
  if (self->kind == FAKE_LASTFM)
    {
      g_assert_nonnull (strstr (info, "\"loved\":true"));
      g_assert_true (g_str_has_prefix (footprints_scrobble_get_source_id (scrobble), "lastfm_"));
    }
  else
    {
      g_assert_cmpint (footprints_scrobble_get_duration_ms (scrobble), ==, 215000);
      g_assert_nonnull (strstr (info, "\"submission_client\":\"player\""));
      g_assert_nonnull (strstr (info, "recording_msid"));
    }
}

/* Plays that no ledger holds are counted with their reason and keep nothing else out. */
static void
test_impossible_times (ServiceFixture *self, gconstpointer data)
{
  const FakePlay plays[] = {
    { .artist = "A", .track = "Never set", .listened_at = 100 },
    { .artist = "A", .track = "Far away", .listened_at = TEST_TIME + 20 * 365 * TEST_DAY_S },
  };
  g_autoptr (FootprintsImportSummary) summary = NULL;

  service_add_plays (self, 10, START, FALSE);
  fake_service_add_plays (self->fake, SERVICE_TEST_USER, plays, G_N_ELEMENTS (plays));
  summary = service_import (self);
  g_assert_cmpint (footprints_import_summary_get_n_rejected (summary), ==, 2);
  service_check_equal (self);
}

/* An entry on every page that no client can read as a play, also on the last one. */
static void
test_junk (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsImportSummary) summary = NULL;

  service_add_plays (self, 700, START, FALSE);
  fake_service_fail_every (self->fake, FAKE_FAULT_JUNK_ROW, 1);
  summary = service_import (self);
  fake_service_fail_every (self->fake, FAKE_FAULT_NONE, 0);
  g_assert_cmpint (footprints_import_summary_get_n_rejected (summary), >, 0);
  g_assert_cmpint (footprints_import_summary_get_n_missing (summary), ==, 0);
  service_check_equal (self);
}

/* A service that counts plays and lists none: the import says how many are missing. Of Last.fm it
 * is known that this passes, so it fails, to be resumed. */
static void
test_nothing_listed (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsImporter) importer = service_make_importer (self);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (GError) error = NULL;

  service_add_plays (self, 700, START, FALSE);
  fake_service_fail_every (self->fake, FAKE_FAULT_EMPTY_PAGE, 1);
  if (self->kind == FAKE_LASTFM)
    {
      g_assert_false (service_run_job (job, NULL, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAVAILABLE);
      return;
    }
  g_assert_true (service_run_job (job, NULL, &error));
  g_assert_no_error (error);
  summary = footprints_import_job_get_summary (job);
  g_assert_cmpint (footprints_import_summary_get_n_missing (summary), ==, 700);
}

/* Each fault for a while, then for good. */
static void
test_faults (ServiceFixture *self, gconstpointer data)
{
  service_add_plays (self, 700, START, FALSE);
  /* How long a service is left alone, test_rate_limit() sees. */
  _footprints_http_client_get_limits (self->client)->second_ms = 10;
  for (FakeFault fault = FAKE_FAULT_CUT_OFF; fake_fault_get_name (fault) != NULL; fault++)
    {
      g_autofree char *path = g_strdup_printf ("%s.%d", self->path, fault);
      g_autoptr (FootprintsImporter) importer = service_make_importer (self);
      g_autoptr (FootprintsImportJob) failing = NULL;
      g_autoptr (FootprintsImportJob) job = NULL;
      g_autoptr (GError) failure = NULL;
      g_autoptr (GError) error = NULL;
      gboolean is_final = fault == FAKE_FAULT_HUGE || fault == FAKE_FAULT_REDIRECT;

      g_test_message ("%s", fake_fault_get_name (fault));
      service_reopen (self, path);
      service_set_page_size (importer, 100);
      _footprints_http_client_get_limits (self->client)->whole_ms =
          fault == FAKE_FAULT_HANG ? 100 : 20 * 1000;

      /* An entry that is none does no harm, and an empty page of ListenBrainz may be true: see
       * test_junk() and test_nothing_listed(). */
      if (fault == FAKE_FAULT_JUNK_ROW ||
          (fault == FAKE_FAULT_EMPTY_PAGE && self->kind == FAKE_LISTENBRAINZ))
        continue;
      fake_service_fail_next (self->fake, fault, 50);
      failing = footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
      g_assert_false (service_run_job (failing, NULL, &failure));
      g_assert_cmpint (failure->domain, ==, FOOTPRINTS_ERROR);
      if (self->kind == FAKE_LASTFM || fault != FAKE_FAULT_WRONG_USER)
        g_assert_nonnull (
            strstr (failure->message, self->kind == FAKE_LASTFM ? "Last.fm" : "ListenBrainz"));
      g_assert_null (strstr (failure->message, SERVICE_TEST_SECRET));
      g_assert_cmpint (_footprints_error_is_temporary (failure), !=, is_final);
      g_assert_cmpint (test_count (self->store), ==, 0);

      fake_service_fail_next (self->fake, FAKE_FAULT_NONE, 0);
      if (!is_final)
        fake_service_fail_every (self->fake, fault, 3);
      job = footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
      service_run_job (job, NULL, &error);
      fake_service_fail_every (self->fake, FAKE_FAULT_NONE, 0);
      g_assert_no_error (error);
      service_check_equal (self);
    }
}

static void
check_fails (ServiceFixture *self, FootprintsImporter *importer, int code, const char *part)
{
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GError) error = NULL;

  g_assert_false (service_run_job (job, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, code);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
  g_assert_null (strstr (error->message, SERVICE_TEST_SECRET));
  g_assert_cmpint (footprints_import_job_get_state (job), ==, FOOTPRINTS_IMPORT_STATE_FAILED);
}

/* What somebody has to mend, with what to mend; asked once only. */
static void
test_final_errors (ServiceFixture *self, gconstpointer data)
{
  const char *source = service_get_source (self);
  const char *url = fake_service_get_url (self->fake);
  g_autofree char *nowhere = g_strconcat (url, "/nothing/here", NULL);
  g_autoptr (FootprintsImporter) unknown =
      footprints_importer_create (source, "nobody", SERVICE_TEST_SECRET, url, NULL);
  g_autoptr (FootprintsImporter) wrong_key =
      footprints_importer_create (source, SERVICE_TEST_USER, "wrong", url, NULL);
  g_autoptr (FootprintsImporter) wrong_place =
      footprints_importer_create (source, SERVICE_TEST_USER, SERVICE_TEST_SECRET, nowhere, NULL);
  g_autoptr (FootprintsImporter) no_place =
      footprints_importer_create (source, SERVICE_TEST_USER, NULL, "ftp://127.0.0.1/", NULL);
  g_autoptr (FootprintsImporter) hidden = service_make_importer (self);

  service_add_play (self, "One", START);
  check_fails (self, unknown, FOOTPRINTS_ERROR_NOT_FOUND, "“nobody”");
  check_fails (self, unknown, FOOTPRINTS_ERROR_NOT_FOUND, "check the user name");
  fake_service_clear_log (self->fake);
  check_fails (self, wrong_key, FOOTPRINTS_ERROR_UNAUTHORIZED, "check the ");
  g_assert_cmpuint (fake_service_get_n_requests (self->fake), <=, 2);
  check_fails (self, wrong_place,
               self->kind == FAKE_LASTFM ? FOOTPRINTS_ERROR_BAD_REPLY : FOOTPRINTS_ERROR_NOT_FOUND,
               "base URL");
  if (self->kind == FAKE_LISTENBRAINZ)
    check_fails (self, no_place, FOOTPRINTS_ERROR_INVALID_ARGUMENT, "http");
  else
    check_fails (self, no_place, FOOTPRINTS_ERROR_UNAUTHORIZED, "API key");
  if (self->kind != FAKE_LASTFM)
    return;
  fake_service_set_hidden (self->fake, SERVICE_TEST_USER, TRUE);
  check_fails (self, hidden, FOOTPRINTS_ERROR_UNAUTHORIZED, "privacy settings");
}

static void
on_stored (FootprintsImportJob *job, GParamSpec *pspec, gpointer data)
{
  if (footprints_import_job_get_n_rows (job) > 300)
    g_cancellable_cancel (data);
}

/* The newest import in the ledger's list ended so. @error: a part of why; NULL: it did not fail. */
static void
check_listed (ServiceFixture *self, FootprintsImportState state, const char *error)
{
  g_autoptr (GListModel) list = footprints_store_list_imports (self->store, 1, NULL, NULL);
  g_autoptr (FootprintsImportEntry) entry = g_list_model_get_item (list, 0);

  g_assert_cmpint (footprints_import_entry_get_state (entry), ==, state);
  g_assert_cmpstr (footprints_import_entry_get_account (entry), ==, SERVICE_TEST_USER);
  if (error == NULL)
    g_assert_null (footprints_import_entry_get_error (entry));
  else
    g_assert_nonnull (strstr (footprints_import_entry_get_error (entry), error));
}

/* Cancelled on the way; the next job resumes there, and fetches what was played meanwhile. */
static void
test_goes_on (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsImporter) importer = service_make_importer (self);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (FootprintsImportJob) next =
      footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) next_error = NULL;
  guint n_requests;
  guint n_left;

  service_add_plays (self, 4000, START, FALSE);
  service_set_page_size (importer, 20);
  fake_service_set_delay_ms (self->fake, 2);
  g_signal_connect (job, "notify::progress", G_CALLBACK (on_stored), cancellable);
  g_assert_false (service_run_job (job, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (footprints_import_job_get_state (job), ==, FOOTPRINTS_IMPORT_STATE_CANCELLED);
  g_assert_cmpint (test_count (self->store), >, 250);
  check_listed (self, FOOTPRINTS_IMPORT_STATE_CANCELLED, NULL);
  g_assert_cmpint (test_count (self->store), <, 4000);
  n_requests = fake_service_get_n_requests (self->fake);
  n_left = (4000 - (guint) test_count (self->store)) / 20;

  fake_service_set_delay_ms (self->fake, 0);
  service_add_play (self, "Meanwhile", TEST_TIME);
  service_run_job (next, NULL, &next_error);
  g_assert_no_error (next_error);
  service_check_equal (self);
  check_listed (self, FOOTPRINTS_IMPORT_STATE_FINISHED, NULL);
  summary = footprints_import_job_get_summary (next);
  g_assert_cmpint (footprints_import_summary_get_n_resumed (summary), >, 250);
  /* What the first had stored is not fetched again, but for the top, a third of all, and a
   * page or two; each of the two walks ends with an empty page. */
  g_assert_cmpuint (fake_service_get_n_requests (self->fake), <, n_requests + n_left + 4000 / 50);
  g_signal_handlers_disconnect_by_data (job, cancellable);
}

/* Somebody else writes into the ledger while pages come in. */
typedef struct
{
  ServiceFixture *fixture;
  sqlite3 *database;
  GCancellable *cancellable;
  guint n_requests; /* 0: not yet */
} Hindrance;

static void
on_stored_hinder (FootprintsImportJob *job, GParamSpec *pspec, gpointer data)
{
  Hindrance *hindrance = data;

  if (hindrance->n_requests > 0 || footprints_import_job_get_n_rows (job) < 300)
    return;
  test_sql_run (hindrance->database, "BEGIN IMMEDIATE");
  hindrance->n_requests = fake_service_get_n_requests (hindrance->fixture->fake);
}

/* Cancels when more has come than the batch that cannot be stored, then goes out of the way. */
static gboolean
on_look (gpointer data)
{
  Hindrance *hindrance = data;

  if (hindrance->n_requests == 0 ||
      fake_service_get_n_requests (hindrance->fixture->fake) < hindrance->n_requests + 10)
    return G_SOURCE_CONTINUE;
  g_cancellable_cancel (hindrance->cancellable);
  test_sql_run (hindrance->database, "ROLLBACK");
  return G_SOURCE_REMOVE;
}

/* A batch that was cancelled on its way into the ledger is fetched again by the next import, and so
 * is what came after it. */
static void
test_cancelled_write (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsImporter) importer = service_make_importer (self);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (FootprintsImportJob) next =
      footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) next_error = NULL;
  Hindrance hindrance = { self, test_sql_open (self->path), cancellable, 0 };

  /* The next batch may be on its way already. */
  test_sql_run (hindrance.database, "pragma busy_timeout = 60000");
  service_add_plays (self, 4000, START, FALSE);
  service_set_page_size (importer, 20);
  fake_service_set_delay_ms (self->fake, 2);
  g_signal_connect (job, "notify::progress", G_CALLBACK (on_stored_hinder), &hindrance);
  g_timeout_add (1, on_look, &hindrance);
  g_assert_false (service_run_job (job, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (hindrance.n_requests, >, 0);
  check_listed (self, FOOTPRINTS_IMPORT_STATE_CANCELLED, NULL);
  fake_service_set_delay_ms (self->fake, 0);
  service_run_job (next, NULL, &next_error);
  g_assert_no_error (next_error);
  service_check_equal (self);
  g_signal_handlers_disconnect_by_data (job, &hindrance);
  sqlite3_close (hindrance.database);
}

/* An account is fetched once at a time. */
static void
test_once_at_a_time (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsImporter) importer = service_make_importer (self);
  g_autoptr (FootprintsImportJob) first =
      footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (FootprintsImportJob) second =
      footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_auto (TestResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) sync_error = NULL;

  service_add_plays (self, 10, START, FALSE);
  g_assert_false (footprints_import_job_run (first, NULL, &sync_error));
  g_assert_error (sync_error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  footprints_import_job_run_async (first, NULL, test_result_cb, &result);
  g_assert_false (service_run_job (second, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_EXISTS);
  g_assert_true (footprints_import_job_run_finish (first, test_result_wait (&result), NULL));
  g_clear_error (&error);
  g_assert_true (service_run_job (second, NULL, &error));
  service_check_equal (self);
}

static void
on_paused_stored (FootprintsImportJob *job, GParamSpec *pspec, gpointer data)
{
  gboolean *paused = data;

  if (footprints_import_job_get_n_rows (job) < 100 || *paused)
    return;
  *paused = TRUE;
  footprints_import_job_set_paused (job, TRUE);
}

static gboolean
on_quiet (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* While it is paused nothing is asked for. */
static void
test_pause (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsImporter) importer = service_make_importer (self);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_auto (TestResult) result = { 0 };
  gboolean paused = FALSE;
  gboolean quiet = FALSE;
  guint n_requests;

  service_add_plays (self, 2000, START, FALSE);
  service_set_page_size (importer, 20);
  fake_service_set_delay_ms (self->fake, 1);
  g_signal_connect (job, "notify::progress", G_CALLBACK (on_paused_stored), &paused);
  footprints_import_job_run_async (job, NULL, test_result_cb, &result);
  test_wait (&paused);
  g_assert_cmpint (footprints_import_job_get_state (job), ==, FOOTPRINTS_IMPORT_STATE_PAUSED);
  /* The page on its way may still come. */
  g_timeout_add (50, on_quiet, &quiet);
  test_wait (&quiet);
  n_requests = fake_service_get_n_requests (self->fake);
  quiet = FALSE;
  g_timeout_add (50, on_quiet, &quiet);
  test_wait (&quiet);
  g_assert_cmpuint (fake_service_get_n_requests (self->fake), ==, n_requests);
  footprints_import_job_set_paused (job, FALSE);
  g_assert_true (footprints_import_job_run_finish (job, test_result_wait (&result), NULL));
  g_signal_handlers_disconnect_by_data (job, &paused);
  service_check_equal (self);
}

static void
test_dry_run (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsImporter) importer = service_make_importer (self);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  service_add_plays (self, 500, START, FALSE);
  before = test_checksum (self->path);
  footprints_import_job_set_dry_run (job, TRUE);
  g_assert_true (service_run_job (job, NULL, NULL));
  summary = footprints_import_job_get_summary (job);
  g_assert_cmpint (footprints_import_summary_get_n_rows (summary), >=,
                   service_get_n_different (self));
  after = test_checksum (self->path);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (test_count (self->store), ==, 0);
}

/* Who asks is said; what is secret is neither in the ledger nor in the clear anywhere near it. */
static void
test_secrets (ServiceFixture *self, gconstpointer data)
{
  g_autoptr (FootprintsImporter) importer = service_make_importer (self);
  g_autoptr (FootprintsImportJob) job = NULL;
  g_autofree char *content = NULL;
  g_autofree char *log_path = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *log = NULL;
  gsize length = 0;

  service_add_plays (self, 300, START, FALSE);
  footprints_importer_set_contact (importer, "listener@example.org");
  fake_service_fail_every (self->fake, FAKE_FAULT_STATUS_500, 3);
  job = footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_assert_true (service_run_job (job, NULL, NULL));
  g_assert_true (fake_service_saw_header (self->fake, "User-Agent", "Footprints/"));
  g_assert_true (fake_service_saw_header (self->fake, "User-Agent", "listener@example.org"));
  g_assert_true (g_file_get_contents (self->path, &content, &length, NULL));
  g_assert_null (g_strstr_len (content, (gssize) length, SERVICE_TEST_SECRET));
  if (g_file_get_contents (log_path, &log, &length, NULL))
    for (gsize i = 0; i + strlen (SERVICE_TEST_SECRET) <= length; i++)
      g_assert_cmpint (memcmp (log + i, SERVICE_TEST_SECRET, strlen (SERVICE_TEST_SECRET)), !=, 0);
}

static void
test_rate_limit (ServiceFixture *self, gconstpointer data)
{
  if (self->kind == FAKE_LISTENBRAINZ)
    fake_service_set_rate_limit (self->fake, 5, 1);
  service_add_plays (self, 150, START, FALSE);
  fake_service_set_max_page (self->fake, 20);
  g_object_unref (service_import (self));
  service_check_equal (self);
}

static gboolean
on_cancel (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
check_stored (ServiceFixture *self, const char *artist, const char *track, const char *album)
{
  g_autoptr (FootprintsCursor) cursor =
      footprints_store_read_scrobbles (self->store, NULL, TRUE, NULL, NULL);

  while (footprints_cursor_next (cursor, NULL))
    if (g_str_equal (footprints_cursor_get_artist (cursor), artist))
      {
        g_assert_cmpstr (footprints_cursor_get_track (cursor), ==, track);
        g_assert_cmpstr (footprints_cursor_get_album (cursor), ==, album);
        return;
      }
  g_error ("there is no play of “%s”", artist);
}

/* A service may report much about a play besides its names: all of it comes, and what no ledger
 * takes is counted with its reason and keeps nothing else out. */
static void
test_fat_rows (ServiceFixture *self, gconstpointer data)
{
  g_autofree char *fat = g_strnfill (7 * 1024, 'f');
  g_autofree char *huge = g_strnfill (400 * 1024, 'h');
  g_autoptr (FootprintsImportSummary) summary = NULL;

  for (guint i = 0; i < 1200; i++)
    {
      g_autofree char *track = g_strdup_printf ("Track %u", i);
      const FakePlay play = { .artist = "Somebody",
                              .track = track,
                              .album = fat,
                              .client = fat,
                              .listened_at = START + i * 60 };

      fake_service_add_plays (self->fake, SERVICE_TEST_USER, &play, 1);
    }
  for (guint i = 0; i < 2; i++)
    {
      const FakePlay play = { .artist = "Somebody",
                              .track = "Huge",
                              .album = huge,
                              .listened_at = START + (50 + i * 600) * 60 };

      fake_service_add_plays (self->fake, SERVICE_TEST_USER, &play, 1);
    }
  summary = service_import (self);
  g_assert_cmpint (footprints_import_summary_get_n_new (summary), ==, 1200);
  g_assert_cmpint (footprints_import_summary_get_n_rejected (summary), ==, 2);
  g_assert_cmpint (test_count (self->store), ==, 1200);
}

/* Cancelled while a page is read on another thread: the import ends, and resumes later. */
static void
test_cancelled_anywhere (ServiceFixture *self, gconstpointer data)
{
  service_add_plays (self, 1500, START, FALSE);
  for (guint delay_ms = 0; delay_ms < 12; delay_ms++)
    {
      g_autoptr (FootprintsImporter) importer = service_make_importer (self);
      g_autoptr (FootprintsImportJob) job =
          footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_auto (TestResult) result = { 0 };
      g_autoptr (GError) error = NULL;

      footprints_import_job_run_async (job, cancellable, test_result_cb, &result);
      g_timeout_add_full (G_PRIORITY_HIGH, delay_ms, on_cancel, g_object_ref (cancellable),
                          g_object_unref);
      if (!footprints_import_job_run_finish (job, test_result_wait (&result), &error))
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_object_unref (service_import (self));
  service_check_equal (self);
}

/* Old players send Latin-1, and some services hand it on. */
static void
test_not_utf8 (ServiceFixture *self, gconstpointer data)
{
  const FakePlay plays[] = {
    { .artist = "Bj\xf6rk", .track = "J\xf3ga", .album = "Homog\xe9nic", .listened_at = START },
    { .artist = "Sigur Rós", .track = "cut \xc3", .listened_at = START + 60 },
  };
  g_autoptr (FootprintsImportSummary) summary = NULL;

  service_add_plays (self, 20, START + 600, FALSE);
  fake_service_add_plays (self->fake, SERVICE_TEST_USER, plays, G_N_ELEMENTS (plays));
  summary = service_import (self);
  g_assert_cmpint (footprints_import_summary_get_n_new (summary), ==,
                   service_get_n_different (self) + 2);
  g_assert_cmpint (footprints_import_summary_get_n_rejected (summary), ==, 0);
  check_stored (self, "Björk", "Jóga", "Homogénic");
  check_stored (self, "Sigur Rós", "cut \xef\xbf\xbd", NULL);
  /* The same again is the same. */
  g_clear_object (&summary);
  summary = service_import (self);
  g_assert_cmpint (footprints_import_summary_get_n_new (summary), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  service_add_test ("import/all", test_all);
  service_add_test ("import/page-sizes", test_page_sizes);
  service_add_test ("import/full-second", test_full_second);
  service_add_test ("import/short-pages", test_short_pages);
  service_add_test ("import/few", test_few);
  service_add_test ("import/details", test_details);
  service_add_test ("import/impossible-times", test_impossible_times);
  service_add_test ("import/junk", test_junk);
  service_add_test ("import/nothing-listed", test_nothing_listed);
  service_add_test ("import/faults", test_faults);
  service_add_test ("import/final-errors", test_final_errors);
  service_add_test ("import/goes-on", test_goes_on);
  service_add_test ("import/cancelled-write", test_cancelled_write);
  service_add_test ("import/once-at-a-time", test_once_at_a_time);
  service_add_test ("import/pauses", test_pause);
  service_add_test ("import/dry-run", test_dry_run);
  service_add_test ("import/secrets", test_secrets);
  service_add_test ("import/rate-limit", test_rate_limit);
  service_add_test ("import/fat-rows", test_fat_rows);
  service_add_test ("import/cancelled-anywhere", test_cancelled_anywhere);
  service_add_test ("import/not-utf8", test_not_utf8);
  return g_test_run ();
}
