/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-import-records-private.h"
#include "libfootprints/import/footprints-import-writer-private.h"
#include "libfootprints/import/services/footprints-service-run-private.h"

G_BEGIN_DECLS

/* Shared by the files of a service run; footprints-service-run.c explains how it works. */
typedef enum
{
  /* Checks the ledger for a run of the same import or sync that was interrupted, and takes over its
   * place and, for an import, its counts. */
  STATE_OPENING,
  /* Fetches page after page. Two things happen side by side, each of them at most once: the next
   * page is being fetched (is_fetching), and the store's writer stores a batch (the writer is
   * busy). The rows of a page that has arrived are taken in a separate step (page), so that the
   * next page is requested first. When a resumed walk has come to its end, the run walks once more,
   * over what was played since that walk began (is_topping_up). */
  STATE_WALKING,
  /* No further page is fetched: the walk is over, or it failed, or it was cancelled. What was read
   * before that is as good as any, and is stored. */
  STATE_DRAINING,
  /* Stores in its record how the run ended. A run that has left no trace in the ledger skips this:
   * a run of a sync that found nothing, and a dry run. */
  STATE_CLOSING,
  /* The caller has been notified. */
  STATE_ENDED,
} FootprintsServiceRunState;

struct _FootprintsServiceRun
{
  FootprintsServicePlan plan; /* store and importer are references */
  GMainContext *context;
  GCancellable *cancellable; /* ours; follows the caller's, and ends what is in progress */
  GCancellable *outer;
  gulong watch;
  FootprintsServiceDoneFunc done;
  gpointer done_data;

  FootprintsServiceRunState state;
  FootprintsImportWriter *writer;
  char *cursor;               /* of the next page; NULL: the first, or none if has_all */
  GHashTable *seen_cursors;   /* a set of char *: those of this walk */
  char *writing_cursor;       /* cursor when the batch was handed to the writer */
  char *stored_cursor;        /* cursor of the last batch that the ledger stored */
  FootprintsImportPage *page; /* has arrived, and is not taken yet; cursor is already past it */
  FootprintsListed listed;    /* what the rows of the batch being filled list completely */
  gint64 since;               /* of the walk */
  gint64 from;                /* of what is fetched: since, or later when topping up */
  gint64 newest_at;
  gint64 walked_from; /* the newest play that the resumed walk had seen */
  gint64 expected_total;
  gint64 n_listed;
  gint64 n_listed_writing; /* n_listed when the batch was handed to the writer */
  gint64 n_listed_stored;  /* n_listed of the last batch that the ledger stored */
  gint64 n_future;
  GError *error;
  gboolean is_resumed : 1;     /* begins where an interrupted one stopped */
  gboolean has_old_counts : 1; /* an import, with the counts of that one */
  gboolean is_successor : 1;   /* the ledger has an interrupted one, resumed or not */
  gboolean is_topping_up : 1;
  gboolean is_fetching : 1;
  gboolean is_paused : 1;
  gboolean has_all : 1;  /* the last page has arrived */
  gboolean is_dirty : 1; /* more has been read than was handed to the writer */
  gboolean is_lost : 1;  /* the ledger rejected a batch */
};

/* Whether it is a run of a sync, not an import that someone asked for. */
gboolean _footprints_service_run_is_sync (FootprintsServiceRun *self);
/* Makes the writer. An interrupted import continues its counts; a run of a sync counts for itself,
 * wherever it begins. */
gboolean _footprints_service_run_open_sink (FootprintsServiceRun *self, GError **error);
/* The checkpoint of the progress, with the place to resume from (transfer full). */
char *_footprints_service_run_make_checkpoint (FootprintsServiceRun *self);
/* Stores the record at @data. */
gboolean _footprints_service_run_save_record (FootprintsLedger *ledger,
                                              gpointer data,
                                              GCancellable *cancellable,
                                              GError **error);

G_END_DECLS
