/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Power failures and full disks below SQLite, which strike during a write. */

#include "model-operations.h"

#include "tests/faults/fault-vfs.h"

#define N_CHANGES 60

typedef enum
{
  DISK_GOOD,
  DISK_CRASHES,
  DISK_IS_FULL,
} Disk;

static Disk disk;
static guint full_at; /* the operation from which on the disk is full */

void
model_disk_settle (ModelWorld *self)
{
  if (disk == DISK_CRASHES && fault_vfs_has_crashed ())
    {
      self->has_disk_struck = TRUE;
      model_world_close (self);
      if (fault_vfs_n_open () > 0)
        model_fail (self, "crash", "%u files are open after the ledger was closed",
                    fault_vfs_n_open ());
      fault_vfs_recover ();
      fault_vfs_disarm ();
      disk = DISK_GOOD;
      model_world_open (self);
      model_tell (self, "the power fails, and comes back");
    }
  else if (disk == DISK_IS_FULL && fault_vfs_count (FAULT_SPACE) >= full_at)
    {
      self->has_disk_struck = TRUE;
      model_tell (self, "the disk is full, and then it is not");
    }
  if (disk != DISK_GOOD)
    fault_vfs_disarm ();
  disk = DISK_GOOD;
}

/* Makes the change during which the disk strikes. */
static void
change (ModelWorld *world, const guint *arguments)
{
  static void (*const changes[]) (ModelWorld * world, const guint *arguments) = {
    model_import_file, model_sync, model_import_file, model_import_service,
    model_undo,        model_sync, model_remove,      model_add_play,
  };
  const guint moved[MODEL_N_ARGUMENTS] = { arguments[1], arguments[2], arguments[3], arguments[1] };

  world->has_disk_struck = FALSE;
  changes[arguments[0] % G_N_ELEMENTS (changes)](world, moved);
  model_disk_settle (world);
  world->has_disk_struck = FALSE;
}

void
model_crash (ModelWorld *world, const guint *arguments)
{
  /* There are few arguments, so each serves two purposes. */
  guint n = 1 + arguments[0] / 8 % N_CHANGES;

  disk = DISK_CRASHES;
  fault_vfs_crash_at (n, arguments[0] / 8 + arguments[2], FAULT_CRASH_FAIL);
  change (world, arguments);
}

void
model_full_disk (ModelWorld *world, const guint *arguments)
{
  full_at = 1 + arguments[0] / 8 % N_CHANGES;
  disk = DISK_IS_FULL;
  fault_vfs_arm (FAULT_SPACE, full_at, FAULT_MODE_FOR_GOOD, SQLITE_FULL);
  change (world, arguments);
}
