/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "toy-state.h"

#include "libfootprints/store/footprints-ledger-backend-private.h"

G_BEGIN_DECLS

/* A ledger in memory, made from the words of footprints-ledger-private.h alone: what works with it
 * uses nothing of SQLite. It lasts as long as the process and the small file that has its name, and
 * it is no FootprintsLedgerFile. It does not give way. */
#define FOOTPRINTS_TYPE_TOY_LEDGER (footprints_toy_ledger_get_type ())
G_DECLARE_FINAL_TYPE (FootprintsToyLedger, footprints_toy_ledger, FOOTPRINTS, TOY_LEDGER, GObject)

extern const FootprintsLedgerBackend toy_ledger_backend;

/* What is committed at @path (transfer full); NULL: there is no toy. @uuid: NULL, or room for 33
 * bytes. */
ToyState *toy_ledger_dup_state (const char *path, char *uuid);

G_END_DECLS
