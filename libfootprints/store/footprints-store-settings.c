/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What the listener decides about a whole history; kept in the ledger, so that backups have it. */

#include "libfootprints/store/footprints-store-private.h"

static gboolean
set_joins_reports (FootprintsLedger *ledger,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  return FOOTPRINTS_LEDGER_GET_IFACE (ledger)->set_joins_reports (ledger, GPOINTER_TO_INT (data),
                                                                  error);
}

/**
 * footprints_store_set_joins_reports:
 * @self: a store
 * @joins_reports: whether reports of one listen are one play
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Sets whether a history shows several reports of one listen as one play, and waits until that is
 * on the disk. A new store does.
 *
 * No report is changed or removed; only histories that are read from now on are different.
 *
 * Errors: %FOOTPRINTS_ERROR_READ_ONLY; %FOOTPRINTS_ERROR_DISK_FULL; %FOOTPRINTS_ERROR_BUSY when
 * another process holds the file for more than five seconds; %FOOTPRINTS_ERROR_CLOSED;
 * %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: %TRUE on success; %FALSE with @error set
 *
 * Source: doc/architecture.md, "Reports and listens".
 *
 * Since: 0.1
 */
gboolean
footprints_store_set_joins_reports (FootprintsStore *self,
                                    gboolean joins_reports,
                                    GCancellable *cancellable,
                                    GError **error)
{
  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), FALSE);

  if (!_footprints_store_write (self, set_joins_reports, GINT_TO_POINTER (joins_reports),
                                cancellable, error))
    return FALSE;
  _footprints_store_emit_changed (self);
  return TRUE;
}

/**
 * footprints_store_read_joins_reports:
 * @self: a store
 * @joins_reports: (out): return location for whether reports of one listen are one play
 * @error: return location for an error
 *
 * Reads what [method@Store.set_joins_reports] has set.
 *
 * Errors: %FOOTPRINTS_ERROR_CLOSED; %FOOTPRINTS_ERROR_CORRUPT when the ledger is damaged; errors of
 * reading the file.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: %TRUE on success; %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean
footprints_store_read_joins_reports (FootprintsStore *self, gboolean *joins_reports, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = NULL;
  FootprintsLedgerState state;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), FALSE);
  g_return_val_if_fail (joins_reports != NULL, FALSE);

  ledger = _footprints_store_dup_ledger (self, error);
  if (ledger == NULL || !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->read_state (ledger, &state, error))
    return FALSE;
  *joins_reports = state.joins_reports;
  return TRUE;
}
