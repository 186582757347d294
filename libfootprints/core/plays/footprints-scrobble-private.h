/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/plays/footprints-scrobble-row-private.h"
#include "libfootprints/core/plays/footprints-scrobble.h"

G_BEGIN_DECLS

/* Copies @row. @id is the ledger's, 0 for none. */
FootprintsScrobble *_footprints_scrobble_new_from_row (gint64 id, const FootprintsScrobbleRow *row);

/* The play as plain data; borrows its strings. */
FootprintsScrobbleRow _footprints_scrobble_get_row (FootprintsScrobble *self);

/* FALSE when the source of the play is not known; it then reads `local`. */
gboolean _footprints_scrobble_has_source (FootprintsScrobble *self);

G_END_DECLS
