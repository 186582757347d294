/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-import-progress-private.h"
#include "libfootprints/import/footprints-renames-private.h"
#include "libfootprints/import/footprints-row-batch-private.h"
#include "libfootprints/store/footprints-store-private.h"

G_BEGIN_DECLS

/* Where the rows of every import go, from a file as from a service: a batch is filled while the one
 * before it is stored, with the checkpoint up to which all is stored.
 *
 * Other writers wait a few hundredths of a second at most: a transaction ends early when one
 * waits. A batch of a file may take several transactions; an import that is interrupted between two
 * of them reads the batch again, and its checkpoint records how many rows it has counted. The
 * batches of an account are small instead. */
typedef struct _FootprintsImportSink FootprintsImportSink;

/* Takes the contents of @record: an import that is gone on with, or a new one. */
FootprintsImportSink *_footprints_import_sink_new (FootprintsStore *store,
                                                   FootprintsImportRecord *record);
/* Nothing may be on its way. */
void _footprints_import_sink_free (FootprintsImportSink *self);

/* Of the rows that were read; new, duplicate and so on: of those that are stored. */
FootprintsImportProgress *_footprints_import_sink_get_progress (FootprintsImportSink *self);
/* Of the rows that are stored. */
const FootprintsImportProgress *_footprints_import_sink_get_stored (FootprintsImportSink *self);
FootprintsImportRecord *_footprints_import_sink_get_record (FootprintsImportSink *self);
FootprintsRowBatch *_footprints_import_sink_get_batch (FootprintsImportSink *self);

/* What goes into the ledger with a batch. */
typedef struct
{
  char *checkpoint; /* taken; NULL: that of the progress */
  FootprintsImportState state;
  const char *format_name; /* NULL: none */
  double fraction;         /* how much of the input this is */
  FootprintsListed listed; /* taken; what a service has listed completely with these rows */
} FootprintsImportPlace;

/* Hands the filled batch to the store's writer. None may be on its way; end it with finish(). @done
 * may be NULL; it is called once, on the writer's thread. */
void _footprints_import_sink_start (FootprintsImportSink *self,
                                    const FootprintsImportPlace *place,
                                    GDestroyNotify done,
                                    gpointer data,
                                    GCancellable *cancellable);
/* From now on, finish() adds the numbers of the plays of a batch to @ids, of gint64, borrowed. */
void _footprints_import_sink_collect_ids (FootprintsImportSink *self, GArray *ids);
/* Whether the batch that is filled should be handed over. */
gboolean _footprints_import_sink_is_full (FootprintsImportSink *self);
gboolean _footprints_import_sink_is_busy (FootprintsImportSink *self);
/* Waits for the batch that is on its way, if any. FALSE: it is not stored. */
gboolean _footprints_import_sink_finish (FootprintsImportSink *self, GError **error);
/* Goes on after what an earlier run has stored; takes @stored. */
void _footprints_import_sink_restore (FootprintsImportSink *self,
                                      FootprintsImportProgress *stored,
                                      double fraction);
/* Takes what was read and counted as stored: there was nothing to write. */
void _footprints_import_sink_keep (FootprintsImportSink *self);
/* Forgets the rows that were read and not stored. */
void _footprints_import_sink_drop (FootprintsImportSink *self);
/* Counts rows that are not written, since the ledger was only asked what it knows of them. */
void _footprints_import_sink_count (FootprintsImportSink *self,
                                    const FootprintsVerdict *verdicts,
                                    guint n_verdicts);
/* Whether the last batch ended in a second with fresh plays, which the next rows list completely.
 */
gboolean _footprints_import_sink_is_unsettled (FootprintsImportSink *self);
/* Looks up what the ledger knows of the batch. If nothing is to be written of it, since this is
 * only a dry run, or since the account of this sync has brought all of it before, its rows are
 * counted, and it is empty after that (@is_passed). FALSE: the ledger could not be read. */
gboolean _footprints_import_sink_pass_over (FootprintsImportSink *self,
                                            gboolean dry_run,
                                            gboolean *is_passed,
                                            GCancellable *cancellable,
                                            GError **error);
/* For tests, before anything is imported: so many rows in a transaction, whatever time it takes. */
void _footprints_import_sink_limit_slices (guint n_rows);
/* How much of the input is stored, 0 to 1. */
double _footprints_import_sink_get_fraction (FootprintsImportSink *self);

G_END_DECLS
