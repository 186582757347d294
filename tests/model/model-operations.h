/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "model-world.h"

G_BEGIN_DECLS

/* An event that can happen in a story. */
typedef struct
{
  const char *name;
  guint weight; /* how often, relative to the others */
  guint n_arguments;
  int only_of_twenty; /* only in stories whose seed modulo 20 is this; -1: all */
  void (*run) (ModelWorld *world, const guint *arguments);
} ModelOperation;

extern const ModelOperation model_operations[];
extern const guint model_n_operations;

/* Returns model_n_operations for an unknown name. */
guint model_operation_find (const char *name);

/* model-services.c */
void model_service_gets (ModelWorld *world, const guint *arguments);
void model_service_misdates (ModelWorld *world, const guint *arguments);
void model_service_mangles (ModelWorld *world, const guint *arguments);
void model_service_doubles (ModelWorld *world, const guint *arguments);
void model_service_renames (ModelWorld *world, const guint *arguments);
void model_service_deletes (ModelWorld *world, const guint *arguments);
void model_service_counts (ModelWorld *world, const guint *arguments);
void model_service_fails (ModelWorld *world, const guint *arguments);
void model_service_pages (ModelWorld *world, const guint *arguments);
void model_service_ignores_bounds (ModelWorld *world, const guint *arguments);

/* model-syncs.c */
void model_sync (ModelWorld *world, const guint *arguments);
void model_sync_cancelled (ModelWorld *world, const guint *arguments);
void model_import_service (ModelWorld *world, const guint *arguments);
void model_import_service_cancelled (ModelWorld *world, const guint *arguments);
void model_dry_run_service (ModelWorld *world, const guint *arguments);
void model_verify (ModelWorld *world, const guint *arguments);

/* model-files.c */
void model_import_file (ModelWorld *world, const guint *arguments);
void model_import_again (ModelWorld *world, const guint *arguments);
void model_import_cancelled (ModelWorld *world, const guint *arguments);
void model_dry_run_file (ModelWorld *world, const guint *arguments);
void model_import_elsewhere (ModelWorld *world, const guint *arguments);
void model_import_killed (ModelWorld *world, const guint *arguments);

/* model-changes.c */
void model_undo (ModelWorld *world, const guint *arguments);
void model_remove (ModelWorld *world, const guint *arguments);
void model_bring_back (ModelWorld *world, const guint *arguments);
void model_add_play (ModelWorld *world, const guint *arguments);
void model_back_up (ModelWorld *world, const guint *arguments);
void model_restore (ModelWorld *world, const guint *arguments);
void model_reopen (ModelWorld *world, const guint *arguments);
void model_time_passes (ModelWorld *world, const guint *arguments);

/* model-disk.c */
void model_crash (ModelWorld *world, const guint *arguments);
void model_full_disk (ModelWorld *world, const guint *arguments);

G_END_DECLS
