/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-cursor.h"
#include "libfootprints/store/footprints-ledger-private.h"
#include "libfootprints/store/footprints-store.h"

G_BEGIN_DECLS

/* Takes @cursor, which must not outlive @ledger. */
FootprintsCursor *_footprints_cursor_new (FootprintsLedger *ledger, FootprintsLedgerCursor *cursor);

/* All plays of @period, newest first, followed by the withdrawn ones, which are marked as such. */
FootprintsCursor *_footprints_store_read_everything (FootprintsStore *store,
                                                     FootprintsPeriod *period,
                                                     GCancellable *cancellable,
                                                     GError **error);

/* The current row; valid until the next one. */
const FootprintsScrobbleRow *_footprints_cursor_get_row (FootprintsCursor *self);

G_END_DECLS
