/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/import/services/footprints-importer.h>
#include <libfootprints/store/footprints-store.h>
#include <libfootprints/verify/footprints-verification-month.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_VERIFICATION (footprints_verification_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsVerification, footprints_verification, FOOTPRINTS, VERIFICATION, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsVerification *footprints_verification_new (FootprintsStore *store,
                                                     FootprintsImporter *importer);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsImporter *footprints_verification_get_importer (FootprintsVerification *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_verification_is_repair (FootprintsVerification *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_verification_set_repair (FootprintsVerification *self, gboolean repair);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_verification_is_thorough (FootprintsVerification *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_verification_set_thorough (FootprintsVerification *self, gboolean thorough);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_verification_get_progress (FootprintsVerification *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_verification_run_async (FootprintsVerification *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_verification_run_finish (FootprintsVerification *self,
                                             GAsyncResult *result,
                                             GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
GListModel *footprints_verification_get_months (FootprintsVerification *self);
FOOTPRINTS_AVAILABLE_IN_0_1
GListModel *footprints_verification_get_vanished (FootprintsVerification *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_verification_get_n_here (FootprintsVerification *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_verification_get_n_missing (FootprintsVerification *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_verification_get_n_extra (FootprintsVerification *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_verification_get_n_repaired (FootprintsVerification *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_verification_get_n_unusable (FootprintsVerification *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_verification_to_json (FootprintsVerification *self);

G_END_DECLS
