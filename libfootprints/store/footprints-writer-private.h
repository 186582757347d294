/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* The one thread that writes to a ledger. Jobs that are queued while a commit is on its way to disk
 * go into the next commit together, so many small writers share one wait.
 *
 * A job with much to write is split into slices of a few hundredths of a second each. All other
 * jobs come before the next slice, and one slice runs after each of their commits, so neither
 * starves the other. */
typedef struct _FootprintsWriter FootprintsWriter;

typedef enum
{
  FOOTPRINTS_WRITE_NOW,  /* a caller waits for it */
  FOOTPRINTS_WRITE_BULK, /* a slice, in a transaction of its own */
} FootprintsWriteKind;

/* Runs inside a transaction on the writer's thread. */
typedef gboolean (*FootprintsWriteFunc) (FootprintsLedger *ledger,
                                         gpointer data,
                                         GCancellable *cancellable,
                                         GError **error);
/* Runs on the writer's thread once @data's work is on disk, or has failed with @error. */
typedef void (*FootprintsWriteDoneFunc) (gpointer data, const GError *error);

FootprintsWriter *_footprints_writer_new (FootprintsLedger *ledger);
/* Finishes what is queued, then ends the thread. When called on that thread, it does not wait. */
void _footprints_writer_free (FootprintsWriter *self);

/* For a slice: whether another job is waiting for it to end, here or in another process. */
gboolean _footprints_writer_is_awaited (FootprintsWriter *self);

/* Jobs of one kind run in the order in which they were queued. */
void _footprints_writer_queue (FootprintsWriter *self,
                               FootprintsWriteKind kind,
                               FootprintsWriteFunc func,
                               FootprintsWriteDoneFunc done,
                               gpointer data,
                               GCancellable *cancellable);

G_END_DECLS
