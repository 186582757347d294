/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_SESSION (footprints_session_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsSession, footprints_session, FOOTPRINTS, SESSION, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_session_get_started_at (FootprintsSession *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_session_get_ended_at (FootprintsSession *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_session_get_duration (FootprintsSession *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_session_get_n_plays (FootprintsSession *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_session_get_n_artists (FootprintsSession *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_session_get_n_tracks (FootprintsSession *self);

G_END_DECLS
