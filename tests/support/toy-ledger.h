/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "toy-state.h"

#include "libfootprints/store/footprints-ledger-backend-private.h"

G_BEGIN_DECLS

/* A ledger in memory, written from the text of footprints-ledger-private.h alone: code that works
 * with it does not depend on SQLite. It lasts as long as the process and the small file with its
 * name. It is not a FootprintsLedgerFile, and it does not give way to other writers. */
#define FOOTPRINTS_TYPE_TOY_LEDGER (footprints_toy_ledger_get_type ())
G_DECLARE_FINAL_TYPE (FootprintsToyLedger, footprints_toy_ledger, FOOTPRINTS, TOY_LEDGER, GObject)

extern const FootprintsLedgerBackend toy_ledger_backend;

/* The committed state of the toy ledger at @path (transfer full); NULL: there is none. @uuid: NULL,
 * or room for 33 bytes. */
ToyState *toy_ledger_dup_state (const char *path, char *uuid);

G_END_DECLS
