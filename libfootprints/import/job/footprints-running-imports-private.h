/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/services/footprints-importer.h"
#include "libfootprints/store/footprints-store.h"

G_BEGIN_DECLS

/* The accounts that this program is fetching into ledgers, so that none is fetched twice at
 * once. */

/* FALSE with FOOTPRINTS_ERROR_EXISTS if the account of @importer is already being fetched. */
gboolean _footprints_running_imports_add (FootprintsStore *store,
                                          FootprintsImporter *importer,
                                          GError **error);
void _footprints_running_imports_remove (FootprintsStore *store, FootprintsImporter *importer);

G_END_DECLS
