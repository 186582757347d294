/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The counts that the ledger keeps of an import or a sync run, parsed from its summary. */
typedef struct
{
  gint64 n_rows;
  gint64 n_new;
  gint64 n_duplicate;
  gint64 n_removed_before;
  gint64 n_missing;
  gint64 n_rejected;
} FootprintsImportCounts;

/* Sets all counts to zero if @summary is NULL or not ours. */
void _footprints_import_counts_read (FootprintsImportCounts *self, const char *summary);

G_END_DECLS
