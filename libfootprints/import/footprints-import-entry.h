/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-enums.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_IMPORT_ENTRY (footprints_import_entry_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsImportEntry, footprints_import_entry, FOOTPRINTS, IMPORT_ENTRY, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_entry_get_id (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_entry_get_label (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_entry_get_source (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_entry_get_account (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsImportState footprints_import_entry_get_state (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_entry_get_started_at (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_entry_get_ended_at (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_entry_get_n_rows (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_entry_get_n_new (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_entry_get_n_duplicate (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_entry_get_n_removed_before (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_entry_get_n_missing (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_entry_get_n_rejected (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_entry_get_error (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_entry_get_undone_at (FootprintsImportEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_import_entry_to_json (FootprintsImportEntry *self);

G_END_DECLS
