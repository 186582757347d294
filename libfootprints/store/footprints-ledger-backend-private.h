/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* @uri: SCHEME://PLACE, or just a path, which means an SQLite file. @place: the part that the
 * backend gets. */
const FootprintsLedgerBackend *_footprints_ledger_find_backend (const char *uri,
                                                                const char **place);
FootprintsLedger *
_footprints_ledger_open (const char *uri, gboolean create, gboolean read_only, GError **error);

/* For tests: makes @backend handle plain paths from now on. Call it before the first ledger is
 * opened. */
void _footprints_ledger_set_path_backend (const FootprintsLedgerBackend *backend);

G_END_DECLS
