/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Sets up the world of a story, tells the story step by step, and reports faults. */

#include "model-world.h"

#include "model-operations.h"
#include "test-support.h"

#include "libfootprints/core/footprints-clock-private.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#define SECRET "5ec2e7-5ec2e7-5ec2e7"
/* A story takes a quarter of a second; one that takes this long hangs. */
#define LONGEST_STORY_S 120

void
model_tell (ModelWorld *self, const char *format, ...)
{
  va_list arguments;

  if (!self->is_verbose)
    return;
  printf ("%4u  ", self->step);
  va_start (arguments, format);
  vprintf (format, arguments);
  va_end (arguments);
  putchar ('\n');
  fflush (stdout);
}

void
model_fail (ModelWorld *self, const char *what, const char *format, ...)
{
  va_list arguments;

  printf ("FAIL %s: step %u: ", what, self->step);
  va_start (arguments, format);
  vprintf (format, arguments);
  va_end (arguments);
  putchar ('\n');
  fflush (stdout);
  test_remove_folder ();
  /* Threads of the library and the fakes are still running. */
  _exit (3);
}

void
model_check_no_error (ModelWorld *self, const char *what, const GError *error)
{
  if (error != NULL)
    model_fail (self, what, "%s", error->message);
}

char *
model_format_time (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_s);

  return time != NULL ? g_date_time_format (time, "%F %T")
                      : g_strdup_printf ("%" G_GINT64_FORMAT, time_s);
}

char *
model_world_make_path (ModelWorld *self, const char *ending)
{
  g_autofree char *name = g_strdup_printf ("%u%s", ++self->n_files, ending);

  return g_build_filename (self->folder, name, NULL);
}

void
model_call_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ModelCall *self = data;

  self->result = g_object_ref (result);
}

void
model_call_wait (ModelCall *self)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
model_call_clear (ModelCall *self)
{
  g_clear_object (&self->result);
}

static void
import_clear (gpointer data)
{
  ModelImport *import = data;

  g_free (import->label);
}

GArray *
model_imports_new (void)
{
  GArray *imports = g_array_new (FALSE, TRUE, sizeof (ModelImport));

  g_array_set_clear_func (imports, import_clear);
  return imports;
}

GArray *
model_imports_copy (const GArray *imports)
{
  GArray *copy = model_imports_new ();

  for (guint i = 0; i < imports->len; i++)
    {
      ModelImport import = g_array_index (imports, ModelImport, i);

      import.label = g_strdup (import.label);
      g_array_append_val (copy, import);
    }
  return copy;
}

static void
backup_clear (gpointer data)
{
  ModelBackup *backup = data;

  g_free (backup->path);
  model_ledger_free (backup->ledger);
  g_array_unref (backup->imports);
}

static void
service_play_clear (gpointer data)
{
  ModelServicePlay *play = data;

  g_free (play->artist);
  g_free (play->track);
  g_free (play->raw_artist);
}

static void
stop_scheduler (ModelWorld *self)
{
  g_auto (ModelCall) call = { 0 };

  footprints_sync_scheduler_stop_async (self->scheduler, model_call_cb, &call);
  model_call_wait (&call);
  footprints_sync_scheduler_stop_finish (self->scheduler, call.result, NULL);
  g_clear_object (&self->scheduler);
}

void
model_world_open (ModelWorld *self)
{
  g_autoptr (GError) error = NULL;

  self->store = footprints_store_open (self->path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
  model_check_no_error (self, "open", error);
  self->scheduler = footprints_sync_scheduler_new (self->store);
  self->database = test_sql_open (self->path);
}

void
model_world_close (ModelWorld *self)
{
  g_clear_pointer (&self->database, sqlite3_close);
  stop_scheduler (self);
  footprints_store_close (self->store);
  g_clear_object (&self->store);
}

gboolean
model_service_is_honest (const ModelService *self)
{
  return self->count == FAKE_COUNT_TRUE && !self->ignores_bounds;
}

ModelService *
model_get_service (ModelWorld *self, const ModelAccount *account)
{
  return &self->services[account->kind];
}

static void
begin_services (ModelWorld *self)
{
  static const char *const users[] = { "alice", "alice", "bob" };
  static const FakeKind kinds[] = { FAKE_LASTFM, FAKE_LISTENBRAINZ, FAKE_LASTFM };

  for (guint i = 0; i < G_N_ELEMENTS (self->services); i++)
    {
      self->services[i].fake = fake_service_new ((FakeKind) i);
      fake_service_set_secret (self->services[i].fake, SECRET);
      fake_service_set_max_page (self->services[i].fake, 5);
      fake_service_set_gzip (self->services[i].fake, 0);
    }
  for (guint i = 0; i < MODEL_N_ACCOUNTS; i++)
    {
      ModelAccount *account = &self->accounts[i];

      account->kind = kinds[i];
      account->user = users[i];
      account->source = kinds[i] == FAKE_LASTFM ? "lastfm" : "listenbrainz";
      account->plays = g_array_new (FALSE, TRUE, sizeof (ModelServicePlay));
      g_array_set_clear_func (account->plays, service_play_clear);
      fake_service_add_user (model_get_service (self, account)->fake, account->user);
    }
}

static void
begin_syncs (ModelWorld *self)
{
  for (guint i = 0; i < MODEL_N_ACCOUNTS; i++)
    {
      ModelAccount *account = &self->accounts[i];
      g_autoptr (FootprintsSyncConfig) config =
          footprints_sync_config_new (account->source, account->user);
      g_autoptr (GError) error = NULL;

      footprints_sync_config_set_base_url (
          config, fake_service_get_url (model_get_service (self, account)->fake));
      footprints_sync_config_set_secret (config, SECRET);
      footprints_store_save_sync_config (self->store, config, NULL, &error);
      model_check_no_error (self, "save-sync", error);
      account->config_id = footprints_sync_config_get_id (config);
      account->look_from = 0;
    }
}

static void
begin (ModelWorld *self)
{
  FootprintsHttpLimits *limits;

  alarm (LONGEST_STORY_S);
  self->now_s = MODEL_START;
  _footprints_clock_freeze_s (self->now_s);
  self->path = test_path ("history.db");
  self->folder = g_path_get_dirname (self->path);
  self->plays = model_story_make_plays (self->story);
  self->ledger = model_ledger_new ();
  self->imports = model_imports_new ();
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->backups = g_array_new (FALSE, TRUE, sizeof (ModelBackup));
  g_array_set_clear_func (self->backups, backup_clear);
  self->client = _footprints_http_client_get ();
  limits = _footprints_http_client_get_limits (self->client);
  limits->retry_base_ms = 1;
  limits->pause_ms = 1;
  limits->whole_ms = 20 * 1000;
  begin_services (self);
  model_world_open (self);
  begin_syncs (self);
}

static void
end (ModelWorld *self)
{
  model_world_close (self);
  test_sql_check_ledger (self->path);
  g_object_unref (self->client);
  /* Connections kept open are closed in the client's main context. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; i < G_N_ELEMENTS (self->services); i++)
    fake_service_free (self->services[i].fake);
  for (guint i = 0; i < MODEL_N_ACCOUNTS; i++)
    g_array_unref (self->accounts[i].plays);
  g_array_unref (self->backups);
  g_ptr_array_unref (self->files);
  g_array_unref (self->imports);
  model_ledger_free (self->ledger);
  g_array_unref (self->plays);
  g_free (self->folder);
  g_free (self->path);
  _footprints_clock_thaw ();
  test_remove_folder ();
  alarm (0);
}

void
model_run_story (const ModelStory *story, gboolean is_verbose)
{
  ModelWorld self = { .story = story, .is_verbose = is_verbose };

  begin (&self);
  for (guint i = 0; i < story->steps->len; i++)
    {
      const ModelStep *step = &g_array_index (story->steps, ModelStep, i);

      self.step = i + 1;
      model_operations[step->operation].run (&self, step->arguments);
      model_check_all (&self);
    }
  self.step++;
  model_check_end (&self);
  end (&self);
}
