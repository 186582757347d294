/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Protects keys and tokens of services from anyone who reads the ledger: XChaCha20-Poly1305 with a
 * key in a separate file. Source: libsodium, "Authenticated encryption with additional data". */
typedef struct _FootprintsSeal FootprintsSeal;

/* Reads the key file; creates it, with mode 0600, when it is missing and @create is set. NULL with
 * FOOTPRINTS_ERROR_LOCKED when it cannot be read or is not a key: it is never overwritten. */
FootprintsSeal *_footprints_seal_open (const char *key_path, gboolean create, GError **error);
/* A seal with a new key, which save() writes to a file. */
FootprintsSeal *_footprints_seal_new (GError **error);
gboolean _footprints_seal_save (FootprintsSeal *self, const char *key_path, GError **error);
void _footprints_seal_free (FootprintsSeal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsSeal, _footprints_seal_free)

/* @context: what the text belongs to; it opens only with the same one. NULL stays NULL. */
char *_footprints_seal_close_text (FootprintsSeal *self, const char *context, const char *text);
/* NULL with FOOTPRINTS_ERROR_LOCKED when it is not sealed with this key. */
char *_footprints_seal_open_text (FootprintsSeal *self,
                                  const char *context,
                                  const char *sealed,
                                  GError **error);

G_END_DECLS
