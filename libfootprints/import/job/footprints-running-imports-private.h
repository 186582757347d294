/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/services/footprints-importer.h"
#include "libfootprints/store/footprints-store.h"

G_BEGIN_DECLS

/* Which accounts are being fetched into a ledger by this program, so that none is twice at once. */

/* FALSE with FOOTPRINTS_ERROR_EXISTS when the account of @importer is being fetched. */
gboolean _footprints_running_imports_add (FootprintsStore *store,
                                          FootprintsImporter *importer,
                                          GError **error);
void _footprints_running_imports_remove (FootprintsStore *store, FootprintsImporter *importer);

G_END_DECLS
