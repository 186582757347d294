/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>
#include <libfootprints/core/footprints-version-macros.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_IMPORT_SOURCE (footprints_import_source_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_INTERFACE (
    FootprintsImportSource, footprints_import_source, FOOTPRINTS, IMPORT_SOURCE, GObject)

/**
 * FootprintsImportSourceInterface:
 *
 * This interface has no methods.
 *
 * Since: 0.1
 */
struct _FootprintsImportSourceInterface
{
  /*< private >*/
  GTypeInterface parent_interface;
};

G_END_DECLS
