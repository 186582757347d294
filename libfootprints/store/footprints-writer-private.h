/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* The one thread that writes to a ledger. What is queued while a commit is on its way to the disk
 * goes into the next commit together, so many small writers share one wait. */
typedef struct _FootprintsWriter FootprintsWriter;

/* Runs inside a transaction on the writer's thread. */
typedef gboolean (*FootprintsWriteFunc) (FootprintsLedger *ledger,
                                         gpointer data,
                                         GCancellable *cancellable,
                                         GError **error);
/* Runs on the writer's thread once @data's work is on disk, or has failed with @error. */
typedef void (*FootprintsWriteDoneFunc) (gpointer data, const GError *error);

FootprintsWriter *_footprints_writer_new (FootprintsLedger *ledger);
/* Finishes what is queued, then ends the thread. On that thread itself it does not wait. */
void _footprints_writer_free (FootprintsWriter *self);

void _footprints_writer_queue (FootprintsWriter *self,
                               FootprintsWriteFunc func,
                               FootprintsWriteDoneFunc done,
                               gpointer data,
                               GCancellable *cancellable);

G_END_DECLS
