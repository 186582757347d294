/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* What a ledger that is a file can do beside; one on a server is none. */
#define FOOTPRINTS_TYPE_LEDGER_FILE (_footprints_ledger_file_get_type ())
G_DECLARE_INTERFACE (
    FootprintsLedgerFile, _footprints_ledger_file, FOOTPRINTS, LEDGER_FILE, FootprintsLedger)

struct _FootprintsLedgerFileInterface
{
  GTypeInterface parent_interface;

  /* Copies all that it holds at one moment into the empty file. */
  gboolean (*back_up) (FootprintsLedgerFile *self,
                       const char *path,
                       GCancellable *cancellable,
                       GError **error);
  /* FALSE with FOOTPRINTS_ERROR_REPLACED when it is not where it was opened any more: then commit()
   * fails with the same. Takes no time worth counting. */
  gboolean (*check_place) (FootprintsLedgerFile *self, GError **error);
};

/* These fail with FOOTPRINTS_ERROR_FAILED for a ledger that is no file. */
gboolean _footprints_ledger_back_up (FootprintsLedger *self,
                                     const char *path,
                                     GCancellable *cancellable,
                                     GError **error);
/* TRUE for one that is no file: it has no place to be gone from. */
gboolean _footprints_ledger_check_place (FootprintsLedger *self, GError **error);

G_END_DECLS
