/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Plans of a file importer: one pass finds what the columns show, another one the first plays. */

#include "libfootprints/import/files/footprints-file-importer-private.h"

#include "libfootprints/import/plan/footprints-import-plan-private.h"

/* How many rows show whether a zone is needed, and how the text is encoded. */
#define MAX_SAMPLE_ROWS 2000

/* By how much times are to be moved: what was said, or so that the last one falls where it was. */
static gboolean
find_time_shift (FootprintsFileImporter *self,
                 FootprintsImportPlan *plan,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (FootprintsFileReading) reading = NULL;
  gint64 last_at;

  _footprints_import_plan_set_time_shift_s (plan, self->time_shift_s);
  if (self->last_at == 0 || !footprints_import_plan_check (plan, NULL))
    return TRUE;
  reading = _footprints_file_reading_new (self, plan, cancellable, error);
  if (reading == NULL ||
      !_footprints_file_reading_find_last (reading, &last_at, cancellable, error))
    return FALSE;
  if (last_at > 0)
    _footprints_import_plan_set_time_shift_s (plan, self->last_at - last_at);
  return TRUE;
}

/* Whose plays there are, and whose are meant. */
static gboolean
find_listeners (FootprintsFileImporter *self,
                FootprintsImportPlan *plan,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (FootprintsFileReading) reading = NULL;

  _footprints_import_plan_set_rules (plan, footprints_file_importer_get_min_played_s (self),
                                     footprints_file_importer_get_skips_private (self));
  _footprints_import_plan_choose_listener (plan, footprints_file_importer_get_listener (self));
  if (!_footprints_import_plan_has_listeners (plan) || !footprints_import_plan_check (plan, NULL))
    return TRUE;
  reading = _footprints_file_reading_new (self, plan, cancellable, error);
  return reading != NULL &&
         _footprints_file_reading_find_listeners (reading, plan, cancellable, error);
}

static FootprintsImportPlan *
find_members (FootprintsFileImporter *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (FootprintsFileReading) reading =
      _footprints_file_reading_new (self, NULL, cancellable, error);
  g_autoptr (FootprintsImportPlan) plan = _footprints_import_plan_new ();

  if (reading == NULL || !_footprints_file_reading_survey (reading, plan, cancellable, error))
    return NULL;
  _footprints_import_plan_drop_doubtful (plan);
  if (!find_listeners (self, plan, cancellable, error) ||
      !find_time_shift (self, plan, cancellable, error))
    return NULL;
  return g_steal_pointer (&plan);
}

FootprintsImportPlan *
_footprints_file_importer_survey (FootprintsFileImporter *self,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_autoptr (FootprintsImportPlan) plan = find_members (self, cancellable, error);
  g_autofree char *name = g_filename_display_name (footprints_file_importer_get_path (self));

  if (plan != NULL && footprints_import_plan_check (plan, error))
    return g_steal_pointer (&plan);
  if (plan != NULL)
    g_prefix_error (error, "%s: ", name);
  return NULL;
}

/* Reads the first rows as an import would. A file that breaks off is still good for that. */
static gboolean
read_sample (FootprintsFileImporter *self,
             FootprintsImportPlan *plan,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (FootprintsFileReading) reading =
      _footprints_file_reading_new (self, plan, cancellable, error);
  FootprintsInputRow row;

  if (reading == NULL)
    return FALSE;
  for (guint n_rows = 0;
       n_rows < MAX_SAMPLE_ROWS && _footprints_file_reading_next (reading, &row, NULL) == 1;
       n_rows++)
    _footprints_import_plan_add_row (plan, &row);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * footprints_file_importer_plan:
 * @self: an importer
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Finds out how the file is going to be read, with what was set on the importer, and stores
 * nothing.
 *
 * At most 1 MiB of each table is read, unless that leaves open whether the day or the month comes
 * first, or the unit of lengths, or the file is of a server that several people use: then the whole
 * table is.
 *
 * Errors: %FOOTPRINTS_ERROR_NOT_FOUND when there is no such file; %FOOTPRINTS_ERROR_UNKNOWN_FORMAT;
 * %FOOTPRINTS_ERROR_CORRUPT when the file is damaged; %FOOTPRINTS_ERROR_TOO_LARGE;
 * %FOOTPRINTS_ERROR_INVALID_ARGUMENT when the encoding is not known; %G_IO_ERROR_CANCELLED. What is
 * open is no error here, see [method@ImportPlan.check].
 *
 * Threading: one thread at a time; does I/O.
 *
 * Returns: (transfer full): a plan
 *
 * Since: 0.1
 */
FootprintsImportPlan *
footprints_file_importer_plan (FootprintsFileImporter *self,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (FootprintsImportPlan) plan = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), NULL);

  plan = find_members (self, cancellable, error);
  if (plan == NULL)
    return NULL;
  if (footprints_import_plan_check (plan, NULL) && !read_sample (self, plan, cancellable, error))
    return NULL;
  _footprints_import_plan_settle (plan, footprints_file_importer_get_source (self),
                                  footprints_file_importer_get_zone (self),
                                  _footprints_file_importer_has_zone (self),
                                  footprints_file_importer_get_encoding (self) != NULL);
  return g_steal_pointer (&plan);
}

static void
plan_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  FootprintsImportPlan *plan = footprints_file_importer_plan (source, cancellable, &error);

  if (plan != NULL)
    g_task_return_pointer (task, plan, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * footprints_file_importer_plan_async:
 * @self: an importer
 * @cancellable: (nullable): a cancellable
 * @callback: called when the plan is there
 * @user_data: data for @callback
 *
 * Like [method@FileImporter.plan], on another thread. Do not change the importer meanwhile.
 *
 * Threading: @callback runs in the main context that was thread-default when this was called.
 *
 * Since: 0.1
 */
void
footprints_file_importer_plan_async (FootprintsFileImporter *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, footprints_file_importer_plan_async);
  g_task_set_name (task, "footprints import plan");
  g_task_run_in_thread (task, plan_thread);
}

/**
 * footprints_file_importer_plan_finish:
 * @self: an importer
 * @result: what the callback got
 * @error: return location for an error
 *
 * Gets the plan that [method@FileImporter.plan_async] found.
 *
 * Errors: as [method@FileImporter.plan].
 *
 * Returns: (transfer full): a plan
 *
 * Since: 0.1
 */
FootprintsImportPlan *
footprints_file_importer_plan_finish (FootprintsFileImporter *self,
                                      GAsyncResult *result,
                                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_file_importer_plan_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * footprints_file_importer_set_plan:
 * @self: an importer
 * @plan: the plan of another file, or of this one
 *
 * Reads the file as @plan says: sets everything that is certain or assumed there, except what
 * follows from the format.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_plan (FootprintsFileImporter *self, FootprintsImportPlan *plan)
{
  gint64 min_played_s;
  gboolean skips_private;

  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));
  g_return_if_fail (FOOTPRINTS_IS_IMPORT_PLAN (plan));

  if (footprints_import_plan_get_certainty (plan, FOOTPRINTS_PLAN_PART_SOURCE) ==
      FOOTPRINTS_CERTAINTY_GIVEN)
    footprints_file_importer_set_source (self, footprints_import_plan_get_source (plan));
  if (footprints_import_plan_get_zone (plan) != NULL)
    footprints_file_importer_set_zone (self, footprints_import_plan_get_zone (plan));
  footprints_file_importer_set_date_order (self, footprints_import_plan_get_date_order (plan));
  footprints_file_importer_set_length_unit (self, footprints_import_plan_get_length_unit (plan));
  footprints_file_importer_set_encoding (self, footprints_import_plan_get_encoding (plan));
  footprints_file_importer_set_listener (
      self, footprints_import_plan_get_certainty (plan, FOOTPRINTS_PLAN_PART_LISTENER) ==
                    FOOTPRINTS_CERTAINTY_GIVEN
                ? footprints_import_plan_get_listener (plan)
                : NULL);
  _footprints_import_plan_get_rules (plan, &min_played_s, &skips_private);
  footprints_file_importer_set_min_played_s (self, min_played_s);
  footprints_file_importer_set_skips_private (self, skips_private);
  footprints_file_importer_set_time_shift_s (self, footprints_import_plan_get_time_shift_s (plan));
  for (guint i = 0; i < FOOTPRINTS_N_IMPORT_COLUMNS; i++)
    footprints_file_importer_set_column (
        self, (FootprintsImportColumn) i,
        footprints_import_plan_get_column (plan, (FootprintsImportColumn) i));
}
