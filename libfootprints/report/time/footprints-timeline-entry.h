/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_TIMELINE_ENTRY (footprints_timeline_entry_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsTimelineEntry, footprints_timeline_entry, FOOTPRINTS, TIMELINE_ENTRY, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_timeline_entry_get_id (FootprintsTimelineEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_timeline_entry_get_listened_at (FootprintsTimelineEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_timeline_entry_get_artist (FootprintsTimelineEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_timeline_entry_get_track (FootprintsTimelineEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_timeline_entry_get_album (FootprintsTimelineEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_timeline_entry_get_album_artist (FootprintsTimelineEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_timeline_entry_get_source (FootprintsTimelineEntry *self);

G_END_DECLS
