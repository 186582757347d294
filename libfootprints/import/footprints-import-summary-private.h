/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-import-summary.h"

G_BEGIN_DECLS

FootprintsImportSummary *_footprints_import_summary_new (const char *format,
                                                         const char *source,
                                                         const char *zone,
                                                         gint64 n_rows,
                                                         gint64 n_new,
                                                         gint64 n_duplicate,
                                                         gint64 n_removed_before,
                                                         gint64 n_missing,
                                                         gint64 n_rejected,
                                                         gint64 n_repaired,
                                                         gint64 n_resumed,
                                                         gint64 duration_ms,
                                                         GListModel *rejections);

/* How many rejected rows are kept with their reasons. */
#define FOOTPRINTS_MAX_REJECTIONS 100

G_END_DECLS
