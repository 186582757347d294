/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/config/fpd-config.h"

G_BEGIN_DECLS

/* A small file in the folder of the first history that says that an account is being deleted, and
 * where its history is. It is written before the account is deleted and removed after its files, so
 * that the next server start can finish an interrupted deletion. */

gboolean fpd_deletion_note_write (const FpdConfig *config,
                                  gint64 account_id,
                                  const char *ledger_path,
                                  GError **error);
void fpd_deletion_note_remove (const FpdConfig *config, gint64 account_id);

typedef void (*FpdDeletionNoteFunc) (gint64 account_id, const char *ledger_path, gpointer data);

/* Calls @func for each note and removes it. Also removes unfinished notes. */
void fpd_deletion_note_take_all (const FpdConfig *config, FpdDeletionNoteFunc func, gpointer data);

G_END_DECLS
