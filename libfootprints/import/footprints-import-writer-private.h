/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-import-progress-private.h"
#include "libfootprints/import/footprints-renames-private.h"
#include "libfootprints/import/footprints-row-batch-private.h"
#include "libfootprints/store/footprints-store-private.h"

G_BEGIN_DECLS

/* Stores the rows of every import, from a file or a service. One batch is filled while the previous
 * one is stored, together with the checkpoint up to which everything is stored.
 *
 * Other writers wait a few hundredths of a second at most: a transaction ends early when one is
 * waiting. A batch of a file may take several transactions; an import that is interrupted between
 * two of them reads the batch again, and its checkpoint records how many rows it has counted. The
 * batches of an account are small instead. */
typedef struct _FootprintsImportWriter FootprintsImportWriter;

/* Takes the contents of @record: an import to resume, or a new one. */
FootprintsImportWriter *_footprints_import_writer_new (FootprintsStore *store,
                                                       FootprintsImportRecord *record);
/* No batch may be in progress. */
void _footprints_import_writer_free (FootprintsImportWriter *self);

/* Covers the rows that were read; new, duplicate and so on cover only those that are stored. */
FootprintsImportProgress *_footprints_import_writer_get_progress (FootprintsImportWriter *self);
/* Covers the rows that are stored. */
const FootprintsImportProgress *_footprints_import_writer_get_stored (FootprintsImportWriter *self);
FootprintsImportRecord *_footprints_import_writer_get_record (FootprintsImportWriter *self);
FootprintsRowBatch *_footprints_import_writer_get_batch (FootprintsImportWriter *self);

/* What is stored together with a batch. */
typedef struct
{
  char *checkpoint; /* taken; NULL: the one made from the progress */
  FootprintsImportState state;
  const char *format_name; /* NULL: none */
  double fraction;         /* how much of the input has been read, 0 to 1 */
  FootprintsListed listed; /* taken; what a service has listed completely with these rows */
} FootprintsImportPlace;

/* Hands the filled batch to the store's writer. No other batch may be in progress; end this one
 * with finish(). @done may be NULL; it is called once, on the writer's thread. */
void _footprints_import_writer_start (FootprintsImportWriter *self,
                                      const FootprintsImportPlace *place,
                                      GDestroyNotify done,
                                      gpointer data,
                                      GCancellable *cancellable);
/* From now on, finish() adds the ids of the plays of a batch to @ids (of gint64; borrowed). */
void _footprints_import_writer_collect_ids (FootprintsImportWriter *self, GArray *ids);
/* Whether the batch being filled should be handed over. */
gboolean _footprints_import_writer_is_full (FootprintsImportWriter *self);
gboolean _footprints_import_writer_is_busy (FootprintsImportWriter *self);
/* Waits for the batch in progress, if any. FALSE: it was not stored. */
gboolean _footprints_import_writer_finish (FootprintsImportWriter *self, GError **error);
/* Continues after what an earlier run stored; takes @stored. */
void _footprints_import_writer_restore (FootprintsImportWriter *self,
                                        FootprintsImportProgress *stored,
                                        double fraction);
/* Treats what was read and counted as stored: there was nothing to write. */
void _footprints_import_writer_keep (FootprintsImportWriter *self);
/* Discards the rows that were read but not stored. */
void _footprints_import_writer_drop (FootprintsImportWriter *self);
/* Counts rows that were only looked up in the ledger, not written. */
void _footprints_import_writer_count (FootprintsImportWriter *self,
                                      const FootprintsVerdict *verdicts,
                                      guint n_verdicts);
/* Whether the last batch ended within a second that has fresh plays and that the next rows list
 * completely. */
gboolean _footprints_import_writer_is_unsettled (FootprintsImportWriter *self);
/* Looks up the batch in the ledger. If there is nothing to write, because this is a dry run or
 * because the account of this sync has imported all of it before, counts its rows and empties it
 * (@is_passed). FALSE: the ledger could not be read. */
gboolean _footprints_import_writer_pass_over (FootprintsImportWriter *self,
                                              gboolean dry_run,
                                              gboolean *is_passed,
                                              GCancellable *cancellable,
                                              GError **error);
/* For tests, before anything is imported: stores @n_rows rows per transaction, however long that
 * takes. */
void _footprints_import_writer_limit_slices (guint n_rows);
/* How much of the input is stored, 0 to 1. */
double _footprints_import_writer_get_fraction (FootprintsImportWriter *self);

G_END_DECLS
