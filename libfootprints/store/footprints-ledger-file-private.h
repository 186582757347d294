/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* What a ledger that is a file can do in addition; a ledger on a server does not implement this. */
#define FOOTPRINTS_TYPE_LEDGER_FILE (_footprints_ledger_file_get_type ())
G_DECLARE_INTERFACE (
    FootprintsLedgerFile, _footprints_ledger_file, FOOTPRINTS, LEDGER_FILE, FootprintsLedger)

struct _FootprintsLedgerFileInterface
{
  GTypeInterface parent_interface;

  /* Copies everything it holds at one moment into the empty file at @path. */
  gboolean (*back_up) (FootprintsLedgerFile *self,
                       const char *path,
                       GCancellable *cancellable,
                       GError **error);
  /* FALSE with FOOTPRINTS_ERROR_REPLACED when it is no longer where it was opened; commit() then
   * fails with the same error. Takes negligible time. */
  gboolean (*check_place) (FootprintsLedgerFile *self, GError **error);
};

/* Fails with FOOTPRINTS_ERROR_FAILED for a ledger that is not a file. */
gboolean _footprints_ledger_back_up (FootprintsLedger *self,
                                     const char *path,
                                     GCancellable *cancellable,
                                     GError **error);
/* TRUE for a ledger that is not a file: it has no place to check. */
gboolean _footprints_ledger_check_place (FootprintsLedger *self, GError **error);

G_END_DECLS
