/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_UNDO_SUMMARY (footprints_undo_summary_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsUndoSummary, footprints_undo_summary, FOOTPRINTS, UNDO_SUMMARY, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_undo_summary_get_n_removed (FootprintsUndoSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_undo_summary_get_n_kept (FootprintsUndoSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char **footprints_undo_summary_dup_kept_by (FootprintsUndoSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_undo_summary_describe (FootprintsUndoSummary *self);

G_END_DECLS
