/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "service-support.h"

/* What was given to the fake, in the words of the ledger: a model of its own, since a fake that
 * loses plays would hide an importer that does. */
static GHashTable *model; /* of char *: "time|artist|track" */

void
service_set_up (ServiceFixture *self, gconstpointer data)
{
  FootprintsHttpLimits *limits;

  self->kind = (FakeKind) GPOINTER_TO_INT (data);
  self->fake = fake_service_new (self->kind);
  fake_service_add_user (self->fake, SERVICE_TEST_USER);
  fake_service_set_secret (self->fake, SERVICE_TEST_SECRET);
  self->path = test_path ("ledger.db");
  self->store = test_open (self->path);
  self->client = _footprints_http_client_get ();
  limits = _footprints_http_client_get_limits (self->client);
  limits->retry_base_ms = 1;
  limits->pause_ms = 2;
  limits->whole_ms = 20 * 1000;
  model = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
service_tear_down (ServiceFixture *self, gconstpointer data)
{
  footprints_store_close (self->store);
  g_object_unref (self->store);
  g_object_unref (self->client);
  /* Connections that were kept open are closed in the context of the client. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fake_service_free (self->fake);
  test_sql_check_ledger (self->path);
  g_free (self->path);
  g_clear_pointer (&model, g_hash_table_unref);
}

void
service_reopen (ServiceFixture *self, const char *path)
{
  footprints_store_close (self->store);
  g_object_unref (self->store);
  test_sql_check_ledger (self->path);
  g_free (self->path);
  self->path = g_strdup (path);
  self->store = test_open (path);
}

void
service_add_test (const char *name, void (*func) (ServiceFixture *self, gconstpointer data))
{
  g_autofree char *lastfm = g_strconcat ("/services/lastfm/", name, NULL);
  g_autofree char *listenbrainz = g_strconcat ("/services/listenbrainz/", name, NULL);

  g_test_add (lastfm, ServiceFixture, GINT_TO_POINTER (FAKE_LASTFM), service_set_up, func,
              service_tear_down);
  g_test_add (listenbrainz, ServiceFixture, GINT_TO_POINTER (FAKE_LISTENBRAINZ), service_set_up,
              func, service_tear_down);
}

const char *
service_get_source (ServiceFixture *self)
{
  static const char *const sources[] = { "lastfm", "listenbrainz", "spotify-recent" };

  return sources[self->kind];
}

FootprintsImporter *
service_make_importer (ServiceFixture *self)
{
  g_autoptr (GError) error = NULL;
  FootprintsImporter *importer =
      footprints_importer_create (service_get_source (self), SERVICE_TEST_USER, SERVICE_TEST_SECRET,
                                  fake_service_get_url (self->fake), &error);

  g_assert_no_error (error);
  return importer;
}

void
service_set_page_size (FootprintsImporter *importer, guint page_size)
{
  g_object_set (importer, "page-size", page_size, NULL);
}

static void
add_plays (ServiceFixture *self, const FakePlay *plays, gsize n_plays)
{
  fake_service_add_plays (self->fake, SERVICE_TEST_USER, plays, n_plays);
  for (gsize i = 0; i < n_plays; i++)
    g_hash_table_add (model, g_strdup_printf ("%" G_GINT64_FORMAT "|%s|%s", plays[i].listened_at,
                                              plays[i].artist, plays[i].track));
}

void
service_add_plays (ServiceFixture *self, guint n_plays, gint64 start, gboolean with_gaps)
{
  g_autoptr (GArray) plays = g_array_sized_new (FALSE, TRUE, sizeof (FakePlay), n_plays);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (4096);
  gint64 at = start;
  guint n_at_once = 0;

  for (guint i = 0; i < n_plays; i++)
    {
      g_autofree char *artist = g_strdup_printf ("Ärtist & %d", g_test_rand_int_range (0, 20));
      g_autofree char *track = g_strdup_printf ("Song \"%d\"", g_test_rand_int_range (0, 100000));
      FakePlay play = {
        .artist = g_string_chunk_insert (texts, artist),
        .track = g_string_chunk_insert (texts, track),
        .album = i % 3 == 0 ? NULL : "Album",
        .listened_at = at,
        .duration_ms = i % 2 == 0 ? 0 : 180000,
        .loved = i % 7 == 0,
        .client = i % 5 == 0 ? "player" : NULL,
      };

      g_array_append_val (plays, play);
      if (with_gaps && i == n_plays / 2)
        at += G_GINT64_CONSTANT (5) * 365 * TEST_DAY_S;
      /* A second must fit on the smallest page that a test asks for. */
      else if (++n_at_once == 5 || g_test_rand_int_range (0, 4) != 0)
        {
          at += g_test_rand_int_range (1, 4000);
          n_at_once = 0;
        }
    }
  add_plays (self, (const FakePlay *) (gconstpointer) plays->data, plays->len);
}

void
service_add_play (ServiceFixture *self, const char *track, gint64 listened_at)
{
  const FakePlay play = { .artist = "Somebody", .track = track, .listened_at = listened_at };

  add_plays (self, &play, 1);
}

void
service_forget_plays (ServiceFixture *self)
{
  fake_service_free (self->fake);
  self->fake = fake_service_new (self->kind);
  fake_service_add_user (self->fake, SERVICE_TEST_USER);
  fake_service_set_secret (self->fake, SERVICE_TEST_SECRET);
  g_hash_table_remove_all (model);
}

gboolean
service_run_job (FootprintsImportJob *job, GCancellable *cancellable, GError **error)
{
  g_auto (TestResult) result = { 0 };

  footprints_import_job_run_async (job, cancellable, test_result_cb, &result);
  return footprints_import_job_run_finish (job, test_result_wait (&result), error);
}

FootprintsImportSummary *
service_import (ServiceFixture *self)
{
  g_autoptr (FootprintsImporter) importer = service_make_importer (self);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GError) error = NULL;

  service_run_job (job, NULL, &error);
  g_assert_no_error (error);
  return footprints_import_job_get_summary (job);
}

gint64
service_get_n_different (ServiceFixture *self)
{
  return g_hash_table_size (model);
}

void
service_check_equal (ServiceFixture *self)
{
  g_autoptr (FootprintsCursor) cursor =
      footprints_store_read_scrobbles (self->store, NULL, TRUE, NULL, NULL);

  GHashTable *missing = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, model);
  while (g_hash_table_iter_next (&iter, &value, NULL))
    g_hash_table_add (missing, value);
  while (footprints_cursor_next (cursor, NULL))
    {
      g_autofree char *key = g_strdup_printf (
          "%" G_GINT64_FORMAT "|%s|%s", footprints_cursor_get_listened_at (cursor),
          footprints_cursor_get_artist (cursor), footprints_cursor_get_track (cursor));

      g_assert_cmpstr (footprints_cursor_get_source (cursor), ==, service_get_source (self));
      if (!g_hash_table_contains (model, key))
        g_error ("the service has no %s", key);
      g_hash_table_remove (missing, key);
    }
  g_hash_table_iter_init (&iter, missing);
  if (g_hash_table_iter_next (&iter, &value, NULL))
    g_error ("%u of %u are missing: %s", g_hash_table_size (missing), g_hash_table_size (model),
             (const char *) value);
  g_hash_table_unref (missing);
}
