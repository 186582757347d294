/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Runs the scheduler of a history, and turns its signals into events and log messages. */

#include "footprintsd/tenant/fpd-syncs.h"

#include "footprintsd/http/fpd-problem.h"

#include <string.h>

typedef struct
{
  gint64 n_fetched;
  gint64 n_new;
  gint64 expected_total; /* -1: not known */
} Progress;

/* How many logins of a listener may wait, and how long. */
#define MAX_LOGINS 8
#define MAX_LOGIN_US (10 * 60 * G_USEC_PER_SEC)

typedef struct
{
  FootprintsSpotifyLogin *login;
  gint64 began_us;
} Waiting;

struct _FpdSyncs
{
  FootprintsSyncScheduler *scheduler;
  FpdEvents *events;
  GHashTable *progress; /* gint64 → Progress, of running syncs */
  GArray *logins;       /* of Waiting, oldest first */
  gboolean has_stopped;
};

/* @progress: NULL writes null. */
static void
write_progress (FootprintsJsonWriter *writer, const Progress *progress)
{
  if (progress == NULL)
    {
      _footprints_json_writer_add_null (writer, "progress");
      return;
    }
  _footprints_json_writer_add_object (writer, "progress");
  _footprints_json_writer_add_int64 (writer, "fetched", progress->n_fetched);
  _footprints_json_writer_add_int64 (writer, "new", progress->n_new);
  if (progress->expected_total >= 0)
    _footprints_json_writer_add_int64 (writer, "expected_total", progress->expected_total);
  else
    _footprints_json_writer_add_null (writer, "expected_total");
  _footprints_json_writer_end_object (writer);
}

/* @progress: NULL when the run has ended. */
static void
tell (FpdSyncs *self, gint64 id, const char *state, const Progress *progress)
{
  g_auto (FootprintsJsonWriter) writer;

  _footprints_json_writer_init (&writer);
  if (!fpd_events_has_clients (self->events))
    return;
  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_add_int64 (&writer, "config_id", id);
  _footprints_json_writer_add_string (&writer, "state", state);
  write_progress (&writer, progress);
  _footprints_json_writer_end_object (&writer);
  fpd_events_send (self->events, "sync", writer.text->str);
}

static void
on_started (FootprintsSyncScheduler *scheduler, gint64 id, FpdSyncs *self)
{
  Progress *progress = g_new0 (Progress, 1);

  progress->expected_total = -1;
  g_hash_table_replace (self->progress, g_memdup2 (&id, sizeof id), progress);
  tell (self, id, "running", progress);
}

static void
syncs_on_progress (FootprintsSyncScheduler *scheduler,
                   gint64 id,
                   gint64 n_fetched,
                   gint64 n_new,
                   gint64 expected_total,
                   FpdSyncs *self)
{
  Progress *progress = g_hash_table_lookup (self->progress, &id);

  if (progress == NULL)
    return;
  *progress = (Progress){ n_fetched, n_new, expected_total };
  tell (self, id, "running", progress);
}

static void
syncs_on_finished (FootprintsSyncScheduler *scheduler,
                   gint64 id,
                   FootprintsSyncRun *run,
                   FpdSyncs *self)
{
  tell (self, id, "finished", NULL);
}

static void
on_failed (FootprintsSyncScheduler *scheduler, gint64 id, FootprintsSyncRun *run, FpdSyncs *self)
{
  tell (self, id, "failed", NULL);
}

/* For the system's log; the page shows the rest. */
static void
on_failing (FootprintsSyncScheduler *scheduler, gint64 id, FootprintsSyncRun *run, gpointer data)
{
  g_message ("Sync %" G_GINT64_FORMAT " keeps failing: %s", id,
             footprints_sync_run_get_error (run));
}

static void
on_recovered (FootprintsSyncScheduler *scheduler, gint64 id, gpointer data)
{
  g_message ("Sync %" G_GINT64_FORMAT " works again", id);
}

static void
clear_waiting (gpointer data)
{
  Waiting *waiting = data;

  g_object_unref (waiting->login);
}

FpdSyncs *
fpd_syncs_new (FootprintsStore *store, const char *contact, FpdEvents *events)
{
  FpdSyncs *self = g_new0 (FpdSyncs, 1);

  self->events = events;
  self->scheduler = footprints_sync_scheduler_new (store);
  footprints_sync_scheduler_set_contact (self->scheduler, contact);
  self->progress = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->logins = g_array_new (FALSE, FALSE, sizeof (Waiting));
  g_array_set_clear_func (self->logins, clear_waiting);
  g_signal_connect (self->scheduler, "run-started", G_CALLBACK (on_started), self);
  g_signal_connect (self->scheduler, "run-progress", G_CALLBACK (syncs_on_progress), self);
  g_signal_connect (self->scheduler, "run-finished", G_CALLBACK (syncs_on_finished), self);
  g_signal_connect (self->scheduler, "run-failed", G_CALLBACK (on_failed), self);
  g_signal_connect (self->scheduler, "failing", G_CALLBACK (on_failing), self);
  g_signal_connect (self->scheduler, "recovered", G_CALLBACK (on_recovered), self);
  return self;
}

void
fpd_syncs_start (FpdSyncs *self)
{
  footprints_sync_scheduler_start (self->scheduler);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  FpdSyncs *self = data;

  footprints_sync_scheduler_stop_finish (FOOTPRINTS_SYNC_SCHEDULER (source), result, NULL);
  self->has_stopped = TRUE;
}

void
fpd_syncs_stop (FpdSyncs *self)
{
  footprints_sync_scheduler_stop_async (self->scheduler, on_stopped, self);
}

gboolean
fpd_syncs_has_stopped (FpdSyncs *self)
{
  return self->has_stopped;
}

void
fpd_syncs_free (FpdSyncs *self)
{
  g_signal_handlers_disconnect_by_data (self->scheduler, self);
  g_object_unref (self->scheduler);
  g_hash_table_unref (self->progress);
  g_array_unref (self->logins);
  g_free (self);
}

FootprintsSyncScheduler *
fpd_syncs_get_scheduler (FpdSyncs *self)
{
  return self->scheduler;
}

void
fpd_syncs_write (FpdSyncs *self, FootprintsSyncConfig *config, FootprintsJsonWriter *writer)
{
  g_autofree char *text = footprints_sync_config_to_json (config);
  g_autofree char *shown = fpd_problem_hide_in_json (text);
  gint64 id = footprints_sync_config_get_id (config);
  gboolean is_running = footprints_sync_scheduler_is_running (self->scheduler, id);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_members (writer, shown, strlen (shown));
  _footprints_json_writer_add_boolean (writer, "running", is_running);
  write_progress (writer, is_running ? g_hash_table_lookup (self->progress, &id) : NULL);
  _footprints_json_writer_end_object (writer);
}

/* Forgets logins that nobody came back to. */
static void
forget_old_logins (FpdSyncs *self, guint n_kept)
{
  gint64 now_us = g_get_monotonic_time ();

  while (self->logins->len > 0 &&
         (self->logins->len > n_kept ||
          now_us - g_array_index (self->logins, Waiting, 0).began_us > MAX_LOGIN_US))
    g_array_remove_index (self->logins, 0);
}

void
fpd_syncs_add_login (FpdSyncs *self, FootprintsSpotifyLogin *login)
{
  const Waiting waiting = { login, g_get_monotonic_time () };

  forget_old_logins (self, MAX_LOGINS - 1);
  g_array_append_val (self->logins, waiting);
}

FootprintsSpotifyLogin *
fpd_syncs_take_login (FpdSyncs *self, const char *state)
{
  forget_old_logins (self, MAX_LOGINS);
  for (guint i = 0; i < self->logins->len; i++)
    {
      FootprintsSpotifyLogin *login = g_array_index (self->logins, Waiting, i).login;

      if (!g_str_equal (footprints_spotify_login_get_state (login), state))
        continue;
      g_object_ref (login);
      g_array_remove_index (self->logins, i);
      return login;
    }
  return NULL;
}
