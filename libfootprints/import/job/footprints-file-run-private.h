/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/files/footprints-file-importer.h"
#include "libfootprints/import/job/footprints-import-run-private.h"

G_BEGIN_DECLS

/* Reads a file to its end, and stores it batch by batch, each with its checkpoint. The source of
 * @order is a FootprintsFileImporter. */
gboolean _footprints_file_run (const FootprintsImportOrder *order,
                               FootprintsImportOutcome *outcome,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
