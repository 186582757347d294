/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-error.h>
#include <libfootprints/core/plays/footprints-scrobble.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_IMPORT_PAGE (footprints_import_page_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsImportPage, footprints_import_page, FOOTPRINTS, IMPORT_PAGE, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_page_get_cursor (FootprintsImportPage *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_page_get_since (FootprintsImportPage *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_page_get_until (FootprintsImportPage *self);
FOOTPRINTS_AVAILABLE_IN_0_1
GCancellable *footprints_import_page_get_cancellable (FootprintsImportPage *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_import_page_add_scrobble (FootprintsImportPage *self, FootprintsScrobble *scrobble);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_import_page_add_rejection (FootprintsImportPage *self, const char *reason);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_import_page_set_next_cursor (FootprintsImportPage *self, const char *cursor);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_import_page_set_expected_total (FootprintsImportPage *self, gint64 total);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_import_page_complete (FootprintsImportPage *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void
footprints_import_page_fail (FootprintsImportPage *self, FootprintsError code, const char *message);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_import_page_get_n_plays (FootprintsImportPage *self);
FOOTPRINTS_AVAILABLE_IN_0_1
GListModel *footprints_import_page_get_scrobbles (FootprintsImportPage *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_page_get_next_cursor (FootprintsImportPage *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_page_get_expected_total (FootprintsImportPage *self);

G_END_DECLS
