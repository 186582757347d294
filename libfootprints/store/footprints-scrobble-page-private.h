/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/plays/footprints-scrobble-private.h"
#include "libfootprints/store/footprints-scrobble-page.h"

G_BEGIN_DECLS

FootprintsScrobblePage *_footprints_scrobble_page_new (void);
void _footprints_scrobble_page_take (FootprintsScrobblePage *self, FootprintsScrobble *scrobble);
void _footprints_scrobble_page_take_next_cursor (FootprintsScrobblePage *self, char *next_cursor);

G_END_DECLS
