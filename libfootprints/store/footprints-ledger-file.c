/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Calls for ledgers that are files, and their answers for other ledgers. */

#include "libfootprints/store/footprints-ledger-file-private.h"

#include "libfootprints/core/footprints-error.h"

G_DEFINE_INTERFACE (FootprintsLedgerFile, _footprints_ledger_file, FOOTPRINTS_TYPE_LEDGER)

static void
_footprints_ledger_file_default_init (FootprintsLedgerFileInterface *interface)
{
}

gboolean
_footprints_ledger_back_up (FootprintsLedger *self,
                            const char *path,
                            GCancellable *cancellable,
                            GError **error)
{
  if (FOOTPRINTS_IS_LEDGER_FILE (self))
    return FOOTPRINTS_LEDGER_FILE_GET_IFACE (self)->back_up (FOOTPRINTS_LEDGER_FILE (self), path,
                                                             cancellable, error);
  g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FAILED,
                       "this ledger is not a file; back it up with the tools of its database");
  return FALSE;
}

gboolean
_footprints_ledger_check_place (FootprintsLedger *self, GError **error)
{
  return !FOOTPRINTS_IS_LEDGER_FILE (self) || FOOTPRINTS_LEDGER_FILE_GET_IFACE (self)->check_place (
                                                  FOOTPRINTS_LEDGER_FILE (self), error);
}
