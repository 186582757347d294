/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-cursor.h"
#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* Takes @cursor, which must not outlive @ledger. */
FootprintsCursor *_footprints_cursor_new (FootprintsLedger *ledger, FootprintsLedgerCursor *cursor);

/* The current row; valid until the next one. */
const FootprintsScrobbleRow *_footprints_cursor_get_row (FootprintsCursor *self);

G_END_DECLS
