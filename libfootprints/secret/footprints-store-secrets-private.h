/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-store.h"

G_BEGIN_DECLS

/* Seals a key or token for this store's ledger (transfer full), creating the key file on first use.
 * NULL for NULL, or with @error set. */
char *_footprints_store_seal_text (FootprintsStore *self, const char *text, GError **error);
/* NULL for NULL, or with FOOTPRINTS_ERROR_LOCKED. */
char *_footprints_store_unseal_text (FootprintsStore *self, const char *sealed, GError **error);

G_END_DECLS
