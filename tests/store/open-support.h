/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "test-support.h"

G_BEGIN_DECLS

/* Opening @path must fail with @code and a message that holds @reason; the file stays as it is, and
 * nothing appears beside it. */
void
assert_refused (const char *path, FootprintsStoreOpenFlags flags, int code, const char *reason);

/* A ledger with three plays, closed (transfer full). */
char *make_ledger (const char *name);

G_END_DECLS
