/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/input/footprints-archive-input-private.h"
#include "libfootprints/protocol/footprints-track-names-private.h"

G_BEGIN_DECLS

/* Reads all lists of tracks among the members of what @input reads: libraries and the like, beside
 * a history that does not name its artists. Leaves @input where it is. NULL with @error set on
 * failure. */
FootprintsTrackNames *_footprints_track_lists_read (FootprintsArchiveInput *input,
                                                    GCancellable *cancellable,
                                                    GError **error);

G_END_DECLS
