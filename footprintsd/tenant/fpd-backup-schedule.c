/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Checks every few minutes whether a backup is due, and makes it on a thread. */

#include "footprintsd/tenant/fpd-backup-schedule.h"

#include "footprintsd/backup/fpd-backup-set.h"
#include "footprintsd/files/fpd-disk.h"

/* The first check does not come at the start, when there is enough to do. */
#define LOOK_INTERVAL_S (10 * 60)
#define HOUR_S (60 * 60)

struct _FpdBackupSchedule
{
  FpdSite *site;
  GCancellable *cancellable;
  guint look_timer;
  gboolean is_running;
  gboolean has_failed;
  gint64 last_at;
};

static void
make_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  FpdBackupSet *set = task_data;
  guint n_kept = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (task), "n-kept"));
  GError *error = NULL;
  gboolean done = fpd_backup_set_make (set, NULL, NULL, cancellable, &error);

  /* What was copied before the failure is a backup like any other. */
  fpd_backup_set_prune (set, n_kept);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  FpdBackupSchedule *self = data;
  g_autoptr (GError) error = NULL;

  self->is_running = FALSE;
  if (self->site->accounts != NULL)
    fpd_backup_set_forget_deleted (g_task_get_task_data (G_TASK (result)), self->site->accounts);
  self->has_failed = !g_task_propagate_boolean (G_TASK (result), &error) &&
                     !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (self->has_failed)
    g_warning ("The backup failed: %s", error->message);
  else if (error == NULL)
    self->last_at = g_get_real_time () / G_USEC_PER_SEC;
}

/* Takes @set. */
static void
make (FpdBackupSchedule *self, FpdBackupSet *set)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, on_made, self);

  self->is_running = TRUE;
  fpd_backup_set_leave_room (set, self->site->config);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, set, (GDestroyNotify) fpd_backup_set_free);
  g_object_set_data (G_OBJECT (task), "n-kept",
                     GUINT_TO_POINTER (self->site->config->n_backups_kept));
  g_task_run_in_thread (task, make_thread);
}

void
fpd_backup_schedule_look (FpdBackupSchedule *self)
{
  g_autoptr (FpdBackupSet) set = fpd_backup_set_new (self->site->config, self->site->accounts);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;

  if (self->site->config->backup_hours == 0)
    return;
  self->last_at = fpd_backup_set_find_last (set);
  /* A clock that was set back must not delay the next backup for years. */
  if (self->is_running || ABS (now - self->last_at) < self->site->config->backup_hours * HOUR_S)
    return;
  self->has_failed = !fpd_disk_check (self->site->config, &error);
  if (self->has_failed)
    g_warning ("Cannot make a backup: %s", error->message);
  else
    make (self, g_steal_pointer (&set));
}

static gboolean
on_look (gpointer data)
{
  fpd_backup_schedule_look (data);
  return G_SOURCE_CONTINUE;
}

FpdBackupSchedule *
fpd_backup_schedule_new (FpdSite *site)
{
  FpdBackupSchedule *self = g_new0 (FpdBackupSchedule, 1);

  self->site = site;
  self->cancellable = g_cancellable_new ();
  return self;
}

void
fpd_backup_schedule_free (FpdBackupSchedule *self)
{
  g_clear_handle_id (&self->look_timer, g_source_remove);
  g_object_unref (self->cancellable);
  g_free (self);
}

void
fpd_backup_schedule_start (FpdBackupSchedule *self)
{
  g_autoptr (FpdBackupSet) set = fpd_backup_set_new (self->site->config, self->site->accounts);

  fpd_backup_set_remove_leftovers (set);
  self->last_at = fpd_backup_set_find_last (set);
  self->look_timer = g_timeout_add_seconds (LOOK_INTERVAL_S, on_look, self);
}

void
fpd_backup_schedule_stop (FpdBackupSchedule *self)
{
  g_clear_handle_id (&self->look_timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

gboolean
fpd_backup_schedule_is_idle (FpdBackupSchedule *self)
{
  return !self->is_running;
}

gboolean
fpd_backup_schedule_has_failed (FpdBackupSchedule *self)
{
  return self->has_failed;
}

gint64
fpd_backup_schedule_get_last (FpdBackupSchedule *self)
{
  return self->last_at;
}
