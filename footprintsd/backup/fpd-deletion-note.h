/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/config/fpd-config.h"

G_BEGIN_DECLS

/* A small file in the folder of the first history that says that an account goes, and where its
 * history is. It is written before the account is deleted and goes after its files, so that the
 * next start of a server can finish what was interrupted. */

gboolean fpd_deletion_note_write (const FpdConfig *config,
                                  gint64 account_id,
                                  const char *ledger_path,
                                  GError **error);
void fpd_deletion_note_remove (const FpdConfig *config, gint64 account_id);

typedef void (*FpdDeletionNoteFunc) (gint64 account_id, const char *ledger_path, gpointer data);

/* Calls @func for each note, and removes it. Notes that were not finished go, too. */
void fpd_deletion_note_take_all (const FpdConfig *config, FpdDeletionNoteFunc func, gpointer data);

G_END_DECLS
