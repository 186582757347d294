/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* The ledger in one SQLite file: one connection that writes, a pool that reads. */
#define FOOTPRINTS_TYPE_SQLITE_LEDGER (_footprints_sqlite_ledger_get_type ())
G_DECLARE_FINAL_TYPE (
    FootprintsSqliteLedger, _footprints_sqlite_ledger, FOOTPRINTS, SQLITE_LEDGER, GObject)

FootprintsLedger *_footprints_sqlite_ledger_open (const char *path,
                                                  gboolean create,
                                                  gboolean read_only,
                                                  GError **error);

G_END_DECLS
