/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-import-records-private.h"
#include "libfootprints/import/footprints-import-sink-private.h"
#include "libfootprints/import/services/footprints-service-run-private.h"

G_BEGIN_DECLS

/* What the files of a service run share; footprints-service-run.c says how it works. */
typedef enum
{
  /* Looks in the ledger whether a run of the same import or sync was interrupted, and takes over
   * its place and, for an import, its counts. */
  STATE_OPENING,
  /* Fetches page after page. Two things go on side by side, each of them at most once: the next
   * page is on its way (is_fetching), and the store's writer stores a batch (the sink is busy).
   * Rows of a page that came are taken in a step of their own (page), so that the request for the
   * next one is out before. When a walk that was resumed has come to its end, the run walks once
   * more, over what was played since that walk began (is_topping_up). */
  STATE_WALKING,
  /* No further page comes: the walk is over, or something failed, or somebody cancelled. What was
   * read before that is as good as any, and is stored. */
  STATE_DRAINING,
  /* Stores how the run ended, in its record. What has left no trace in the ledger is not closed: a
   * run of a sync that found nothing, and a dry run. */
  STATE_CLOSING,
  /* The caller knows. */
  STATE_ENDED,
} FootprintsServiceRunState;

struct _FootprintsServiceRun
{
  FootprintsServicePlan plan; /* store and importer are references */
  GMainContext *context;
  GCancellable *cancellable; /* ours; follows the caller's, and ends what is on its way */
  GCancellable *outer;
  gulong watch;
  FootprintsServiceDoneFunc done;
  gpointer done_data;

  FootprintsServiceRunState state;
  FootprintsImportSink *sink;
  char *cursor;               /* of the next page; NULL: the first, or none if has_all */
  GHashTable *seen_cursors;   /* a set of char *: those of this walk */
  char *writing_cursor;       /* what it was when the batch was handed to the writer */
  char *stored_cursor;        /* what it was for the last batch that the ledger took */
  FootprintsImportPage *page; /* came, and is not taken yet; cursor is behind it already */
  FootprintsListed listed;    /* what the rows of the batch that is being filled list completely */
  gint64 since;               /* of the walk */
  gint64 from;                /* of what is fetched: since, or later when topping up */
  gint64 newest_at;
  gint64 walked_from; /* the newest play that the walk which is resumed had met */
  gint64 expected_total;
  gint64 n_listed;
  gint64 n_listed_writing; /* what it was when the batch was handed to the writer */
  gint64 n_listed_stored;  /* what it was for the last batch that the ledger took */
  gint64 n_future;
  GError *error;
  gboolean is_resumed : 1;     /* begins where one that was interrupted stood */
  gboolean has_old_counts : 1; /* an import, with the counts of that one */
  gboolean is_successor : 1;   /* the ledger has an interrupted one, resumed or not */
  gboolean is_topping_up : 1;
  gboolean is_fetching : 1;
  gboolean is_paused : 1;
  gboolean has_all : 1;  /* the last page came */
  gboolean is_dirty : 1; /* more is read than was handed to the writer */
  gboolean is_lost : 1;  /* the ledger rejected a batch */
};

/* Whether it is a run of a sync, not an import that somebody asked for. */
gboolean _footprints_service_run_is_sync (FootprintsServiceRun *self);
/* Makes the sink: for an import that was interrupted with what it had counted, else afresh. A run
 * of a sync counts for itself, wherever it begins. */
gboolean _footprints_service_run_open_sink (FootprintsServiceRun *self, GError **error);
/* The progress's own checkpoint, and where to resume (transfer full). */
char *_footprints_service_run_make_checkpoint (FootprintsServiceRun *self);
/* Stores the record at @data. */
gboolean _footprints_service_run_save_record (FootprintsLedger *ledger,
                                              gpointer data,
                                              GCancellable *cancellable,
                                              GError **error);

G_END_DECLS
