/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The table of all operations that can happen in a story. */

#include "model-operations.h"

const ModelOperation model_operations[] = {
  { "service-gets", 7, 3, -1, model_service_gets },
  { "service-misdates", 2, 3, -1, model_service_misdates },
  { "service-mangles", 1, 2, -1, model_service_mangles },
  { "service-doubles", 1, 2, -1, model_service_doubles },
  { "service-renames", 3, 3, -1, model_service_renames },
  { "service-deletes", 2, 2, -1, model_service_deletes },
  { "service-counts", 2, 2, -1, model_service_counts },
  { "service-fails", 4, 4, -1, model_service_fails },
  { "service-pages", 2, 3, -1, model_service_pages },
  { "service-ignores-bounds", 1, 2, -1, model_service_ignores_bounds },
  { "sync", 14, 1, -1, model_sync },
  { "sync-cancelled", 1, 2, -1, model_sync_cancelled },
  { "import-service", 2, 3, -1, model_import_service },
  { "import-service-cancelled", 1, 2, -1, model_import_service_cancelled },
  { "dry-run-service", 1, 2, -1, model_dry_run_service },
  { "verify", 2, 2, -1, model_verify },
  { "import-file", 6, 4, -1, model_import_file },
  { "import-again", 3, 1, -1, model_import_again },
  { "import-cancelled", 1, 4, -1, model_import_cancelled },
  { "dry-run-file", 1, 4, -1, model_dry_run_file },
  { "import-elsewhere", 2, 4, 7, model_import_elsewhere },
  { "import-killed", 2, 4, 13, model_import_killed },
  { "undo", 6, 1, -1, model_undo },
  { "remove", 3, 2, -1, model_remove },
  { "bring-back", 2, 2, -1, model_bring_back },
  { "add-play", 1, 2, -1, model_add_play },
  { "back-up", 1, 1, -1, model_back_up },
  { "restore", 1, 1, -1, model_restore },
  { "reopen", 1, 0, -1, model_reopen },
  { "time-passes", 4, 1, -1, model_time_passes },
  { "crash", 3, 4, -1, model_crash },
  { "full-disk", 2, 4, -1, model_full_disk },
};

const guint model_n_operations = G_N_ELEMENTS (model_operations);

guint
model_operation_find (const char *name)
{
  guint i = 0;

  while (i < model_n_operations && !g_str_equal (model_operations[i].name, name))
    i++;
  return i;
}
