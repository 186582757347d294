/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-import-source.h"

/**
 * FootprintsImportSource:
 *
 * Something that an [class@ImportJob] can read plays from: a file, through a [class@FileImporter],
 * or an account of a service, through an [class@Importer].
 *
 * Programs do not implement it; for a service of your own, derive a class from [class@Importer].
 *
 * Since: 0.1
 */
G_DEFINE_INTERFACE (FootprintsImportSource, footprints_import_source, G_TYPE_OBJECT)

static void
footprints_import_source_default_init (FootprintsImportSourceInterface *interface)
{
}
