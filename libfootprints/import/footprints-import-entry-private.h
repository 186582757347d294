/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-import-entry.h"
#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* Copies @record. */
FootprintsImportEntry *_footprints_import_entry_new (const FootprintsImportRecord *record);

G_END_DECLS
