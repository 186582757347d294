/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-store.h"
#include "libfootprints/store/footprints-writer-private.h"

G_BEGIN_DECLS

/* A reference to the ledger; NULL with @error set once the store is closed. */
FootprintsLedger *_footprints_store_dup_ledger (FootprintsStore *self, GError **error);

/* Writes through the store's writer and waits. */
gboolean _footprints_store_write (FootprintsStore *self,
                                  FootprintsWriteFunc func,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);
/* Writes without waiting; @done runs on the writer's thread, or on this one, before the call
 * returns, if the store is closed. */
void _footprints_store_queue_write (FootprintsStore *self,
                                    FootprintsWriteKind kind,
                                    FootprintsWriteFunc func,
                                    FootprintsWriteDoneFunc done,
                                    gpointer data,
                                    GCancellable *cancellable);

/* For a slice of bulk work, while it runs: whether another job is waiting for it to end. */
gboolean _footprints_store_is_awaited (FootprintsStore *self);

/* The key file that was set; NULL: none (transfer full). */
char *_footprints_store_dup_set_key_file (FootprintsStore *self);

/* Emits the changed signal, as plays were added or removed. Any thread. */
void _footprints_store_emit_changed (FootprintsStore *self);

/* Removes reports; those that have one of @leads, which are among them, come back with it. 0: on
 * its own. Returns how many there were; -1 with @error set. */
gint64 _footprints_store_remove_reports (FootprintsStore *self,
                                         const gint64 *ids,
                                         const gint64 *leads,
                                         gsize n_ids,
                                         GCancellable *cancellable,
                                         GError **error);

/* A slot for what is derived from the ledger; the store keeps it and knows nothing about it. */
typedef struct
{
  GMutex mutex;
  gpointer value; /* under mutex */
  GDestroyNotify free_value;
} FootprintsDerivedSlot;

FootprintsDerivedSlot *_footprints_store_get_derived_slot (FootprintsStore *self);

G_END_DECLS
