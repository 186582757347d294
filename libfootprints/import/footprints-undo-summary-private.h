/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-undo-summary.h"
#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

FootprintsUndoSummary *_footprints_undo_summary_new (const FootprintsLedgerLetGo *let_go,
                                                     char **kept_by);

G_END_DECLS
