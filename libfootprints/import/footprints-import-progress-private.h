/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-import-summary-private.h"
#include "libfootprints/import/footprints-rejections-private.h"
#include "libfootprints/protocol/footprints-input-row-private.h"

G_BEGIN_DECLS

/* The counts of an import, and their form in the ledger, from which an interrupted import
 * resumes. */
typedef struct
{
  gint64 n_rows;
  gint64 n_new;
  gint64 n_duplicate;
  gint64 n_removed_before; /* removed by the listener earlier; they stay removed */
  gint64 n_fresh;          /* of the stored ones, those that this origin had not imported before */
  gint64 n_missing; /* how many more plays the service counts than it listed; 0: none, or unknown */
  gint64 n_rejected;
  gint64 n_repaired;
  gint64 n_ahead;   /* rows stored beyond n_rows, and already counted as new, duplicate and so on */
  gint64 n_resumed; /* of all rows, those that an earlier run had stored; not saved */
  gboolean used_zone;
  gint64 n_times;        /* of plays, so far; like the next three, not saved: rows are read again */
  gint64 n_exact_times;  /* with seconds other than 0 */
  gint64 n_minute_times; /* written without seconds */
  gint64 n_dates;        /* written without a time of day */
  guint64 digest;        /* of all rows so far, to recognise them when they are read again */
  FootprintsRejections rejections;
} FootprintsImportProgress;

void _footprints_import_progress_init (FootprintsImportProgress *self);
void _footprints_import_progress_clear (FootprintsImportProgress *self);
void _footprints_import_progress_copy (FootprintsImportProgress *self,
                                       const FootprintsImportProgress *other);

/* Counts a row that was read; whether a play is new or duplicate is known later. */
void _footprints_import_progress_add_row (FootprintsImportProgress *self,
                                          const FootprintsInputRow *row);

/* How exact the times of all rows so far are, in seconds: 1, 60 or 86400. */
gint64 _footprints_import_progress_get_precision_s (const FootprintsImportProgress *self);

/* The checkpoint and the summary, as texts for the ledger (transfer full). */
char *_footprints_import_progress_to_checkpoint (const FootprintsImportProgress *self);
char *_footprints_import_progress_to_summary (const FootprintsImportProgress *self,
                                              const char *format_name);
/* FALSE when the texts are not ours. */
gboolean _footprints_import_progress_restore (FootprintsImportProgress *self,
                                              const char *checkpoint,
                                              const char *summary);

/* All rows that were counted. */
static inline gint64
_footprints_import_progress_count_rows (const FootprintsImportProgress *self)
{
  return self->n_rows + self->n_ahead;
}

G_END_DECLS
