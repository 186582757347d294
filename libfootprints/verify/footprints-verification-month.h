/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_VERIFICATION_MONTH (footprints_verification_month_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsVerificationMonth,
                      footprints_verification_month,
                      FOOTPRINTS,
                      VERIFICATION_MONTH,
                      GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_verification_month_get_label (FootprintsVerificationMonth *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_verification_month_get_n_here (FootprintsVerificationMonth *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_verification_month_get_n_there (FootprintsVerificationMonth *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_verification_month_get_n_missing (FootprintsVerificationMonth *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_verification_month_get_n_extra (FootprintsVerificationMonth *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_verification_month_get_n_unusable (FootprintsVerificationMonth *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_verification_month_get_n_repaired (FootprintsVerificationMonth *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_verification_month_is_walked (FootprintsVerificationMonth *self);

G_END_DECLS
