/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>
#include <libfootprints/core/footprints-enums.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_IMPORT_PLAN (footprints_import_plan_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsImportPlan, footprints_import_plan, FOOTPRINTS, IMPORT_PLAN, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_plan_get_format (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_plan_get_source (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
GTimeZone *footprints_import_plan_get_zone (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsDateOrder footprints_import_plan_get_date_order (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsLengthUnit footprints_import_plan_get_length_unit (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_plan_get_encoding (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_plan_get_listener (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char **footprints_import_plan_dup_listener_names (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_plan_get_n_plays_of_listener (FootprintsImportPlan *self,
                                                       const char *listener);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_plan_get_min_played_s (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_import_plan_get_skips_private (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_plan_get_time_shift_s (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
GListModel *footprints_import_plan_get_plays (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_plan_get_column (FootprintsImportPlan *self,
                                               FootprintsImportColumn column);
FOOTPRINTS_AVAILABLE_IN_0_1
char **footprints_import_plan_dup_column_names (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsCertainty footprints_import_plan_get_certainty (FootprintsImportPlan *self,
                                                          FootprintsPlanPart part);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_import_plan_is_certain (FootprintsImportPlan *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_import_plan_check (FootprintsImportPlan *self, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_import_plan_to_json (FootprintsImportPlan *self);

G_END_DECLS
