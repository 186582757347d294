/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-import-source.h"

/**
 * FootprintsImportSource:
 *
 * What an [class@ImportJob] can read plays from: a file, by a [class@FileImporter], or an account
 * of a service, by an [class@Importer].
 *
 * Programs do not implement it; for a service of your own derive a class of [class@Importer].
 *
 * Since: 0.1
 */
G_DEFINE_INTERFACE (FootprintsImportSource, footprints_import_source, G_TYPE_OBJECT)

static void
footprints_import_source_default_init (FootprintsImportSourceInterface *interface)
{
}
