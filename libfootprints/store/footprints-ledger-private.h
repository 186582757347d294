/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-scrobble-row-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a ledger must be able to do. Everything above this line of the program knows these dozen
 * operations and no SQL, so a ledger in another database is one more implementation.
 *
 * Writing happens on one thread at a time, between begin() and commit() or roll_back(). Reading
 * may happen on any thread at any time, and sees whole commits only. */
#define FOOTPRINTS_TYPE_LEDGER (_footprints_ledger_get_type ())
G_DECLARE_INTERFACE (FootprintsLedger, _footprints_ledger, FOOTPRINTS, LEDGER, GObject)

/* How often the ledger's content was replaced by a backup: what was read before says nothing of
 * what is there now. It is counted in the upper bits of the generation. */
#define FOOTPRINTS_LEDGER_EPOCH_BITS 40
#define FOOTPRINTS_LEDGER_EPOCH(generation) ((generation) >> FOOTPRINTS_LEDGER_EPOCH_BITS)

typedef struct
{
  char uuid[33];
  gint64 generation; /* grows with every commit that changes what plays there are, and only then */
  gint64 n_listens;
  gint64 oldest_generation; /* what changed up to this one is forgotten: a reader from before it
                             * reads everything again */
} FootprintsLedgerState;

/* How far a reader has read. All zero: nothing yet. */
typedef struct
{
  gint64 generation;
  gint64 listen_id;
  gint64 artist_id;
  gint64 album_id;
  gint64 track_id;
  gint64 source_id;
} FootprintsLedgerPosition;

/* Called with what changed since a position, in this order: names first, each kind by ascending id;
 * plays that are gone, or that are to be read again; plays by ascending id. A play whose details
 * changed is first gone and then there; one that came back is there again, under its old id. FALSE
 * with @error set ends the reading. */
typedef struct
{
  gboolean (*on_artist) (gpointer data, gint64 id, const char *name, GError **error);
  gboolean (*on_album) (
      gpointer data, gint64 id, gint64 artist_id, const char *title, GError **error);
  gboolean (*on_track) (
      gpointer data, gint64 id, gint64 artist_id, const char *title, GError **error);
  gboolean (*on_source) (gpointer data, gint64 id, const char *name, GError **error);
  gboolean (*on_listen) (gpointer data,
                         gint64 id,
                         gint64 listened_at,
                         gint64 track_id,
                         gint64 album_id, /* 0: none */
                         gint64 source_id,
                         gint64 duration_ms, /* 0: not known */
                         GError **error);
  gboolean (*on_gone) (gpointer data, gint64 id, gint64 listened_at, GError **error);
} FootprintsLedgerVisitor;

/* Which plays, newest first: by time, then by id, both descending. */
typedef struct
{
  gint64 start; /* [start, end), seconds since 1970-01-01 UTC */
  gint64 end;
  gint64 before_at; /* only plays older than (before_at, before_id); G_MAXINT64: no such bound */
  gint64 before_id;
  gint64 offset;
  gint64 limit; /* -1: no limit */
  gboolean oldest_first;
  gboolean withdrawn; /* then also those of the range that were withdrawn, which say so */
} FootprintsLedgerQuery;

/* FALSE ends the reading without an error. */
typedef gboolean (*FootprintsLedgerRowFunc) (gpointer data,
                                             gint64 id,
                                             const FootprintsScrobbleRow *row);

/* Reads rows one by one; holds one view of the ledger until it is freed. */
typedef struct _FootprintsLedgerCursor FootprintsLedgerCursor;
struct _FootprintsLedgerCursor
{
  /* 1: @id and @row are set; 0: no more; -1: @error is set. */
  int (*next) (FootprintsLedgerCursor *self, GError **error);
  void (*free) (FootprintsLedgerCursor *self);
  gint64 id;
  FootprintsScrobbleRow row; /* valid until the next call */
};

/* What brought plays: an import, or the account that a sync reads, of which there is one record
 * however many runs it has. The names are those of the file. */
#define FOOTPRINTS_ORIGIN_FILE "file"
#define FOOTPRINTS_ORIGIN_SERVICE "service"
#define FOOTPRINTS_ORIGIN_RUN "run" /* of a sync: brings nothing in its own name */
#define FOOTPRINTS_ORIGIN_ACCOUNT "account"
#define FOOTPRINTS_ORIGIN_REPAIR "repair"

/* An account of a service: everything that was fetched from it, by syncs, imports or repairs. */
typedef struct
{
  const char *source;
  const char *name;
  const char *base_url; /* NULL: the service's own */
} FootprintsLedgerAccount;

/* What the ledger knows of a row, by its key: time, artist, track and source. */
typedef enum
{
  FOOTPRINTS_VERDICT_NEW,
  FOOTPRINTS_VERDICT_KNOWN,
  FOOTPRINTS_VERDICT_REMOVED_BEFORE, /* by the listener; it stays removed */
  FOOTPRINTS_VERDICT_RENAMED_BEFORE, /* the service has it under another name since */
} FootprintsVerdictKind;

typedef struct
{
  gint64 listen_id; /* 0: the row is new, and was only looked up */
  FootprintsVerdictKind kind;
  gboolean was_held; /* this origin had brought it before */
} FootprintsVerdict;

/* What an undo did. */
typedef struct
{
  gint64 n_removed;
  gint64 n_kept;             /* other origins hold them, too */
  GPtrArray *kept_by;        /* of char *: labels of these, the first ones; owned */
  gboolean is_kept_for_good; /* some are held without an import */
} FootprintsLedgerUndo;

void _footprints_ledger_undo_clear (FootprintsLedgerUndo *undo);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsLedgerUndo, _footprints_ledger_undo_clear)

/* A play that an account brought; texts are borrowed. */
typedef struct
{
  gint64 id;
  gint64 listened_at;
  const char *artist;
  const char *track;
  const char *source_ref; /* NULL: none */
  gboolean is_removed;    /* by the listener */
  gboolean is_older;      /* another import of this account has brought it than the one that asks */
  gboolean is_shared;     /* the sync of another account has brought it, too */
} FootprintsAccountPlay;

typedef void (*FootprintsAccountPlayFunc) (gpointer data, const FootprintsAccountPlay *play);

/* One import, as the ledger keeps it. The texts of checkpoint and summary are the importer's. */
typedef struct
{
  gint64 id;        /* 0: not stored yet */
  const char *kind; /* FOOTPRINTS_ORIGIN_… */
  char *fingerprint;
  char *label;
  const char *state; /* "running", "finished", "failed", "cancelled" */
  gint64 started_at;
  gint64 updated_at;
  char *checkpoint;
  char *summary;
  char *error;           /* why it failed; NULL: it did not */
  char *source;          /* of a service; NULL: a file */
  char *account;         /* at that service */
  char *base_url;        /* of that service; NULL: its own */
  char *secret;          /* sealed, until the import is finished; NULL: none */
  gint64 since;          /* plays from this time on were asked for */
  gint64 sync_config_id; /* 0: an import; else a run of this sync, whose plays are its account's */
  gint64 undone_at;      /* 0: it stands */
} FootprintsImportRecord;

void _footprints_import_record_clear (FootprintsImportRecord *record);
void _footprints_import_record_copy (FootprintsImportRecord *record,
                                     const FootprintsImportRecord *other);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsImportRecord, _footprints_import_record_clear)

/* FALSE ends the reading without an error. @record is borrowed, its texts until the call returns.
 */
typedef gboolean (*FootprintsImportRecordFunc) (gpointer data,
                                                const FootprintsImportRecord *record);

/* One sync, as the ledger keeps it. Times are seconds since 1970-01-01 UTC, 0: never. */
typedef struct
{
  gint64 id; /* 0: not stored yet */
  char *source;
  char *username;
  char *api_key; /* sealed; NULL: none */
  char *token;   /* sealed; NULL: none */
  gint64 interval_minutes;
  gint64 last_sync_at;
  gboolean enabled;
  gint64 created_at;
  gint64 updated_at;
  char *base_url; /* NULL: the service's own */
  gint64 overlap_s;
  gint64 newest_at;     /* the newest play of a walk that came to its end */
  gint64 service_total; /* how many plays the service had then; -1: not known */
  gint64 n_missing;     /* how many of these the last good run did not find anywhere */
  gint64 look_from; /* from where on the next run looks again, whatever it would do; 0: nowhere */
  gint64 look_generation; /* of the ledger, when that was asked for */
  gint64 searched_at;     /* when everything was looked through the last time */
  gint64 last_success_at;
  gint64 n_failures; /* in a row */
  gint64 failing_since;
  gint64 retry_at;
  char *last_error; /* NULL: the last run was good */
  gint64 told_at;   /* when this failing was told of */
} FootprintsSyncRecord;

void _footprints_sync_record_clear (FootprintsSyncRecord *record);
void _footprints_sync_record_copy (FootprintsSyncRecord *record, const FootprintsSyncRecord *other);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsSyncRecord, _footprints_sync_record_clear)

typedef void (*FootprintsSyncRecordFunc) (gpointer data, const FootprintsSyncRecord *record);

/* Plays of one month in UTC. */
typedef void (*FootprintsMonthFunc) (gpointer data, int year, int month, gint64 n_plays);

struct _FootprintsLedgerInterface
{
  GTypeInterface parent_interface;

  gboolean (*begin) (FootprintsLedger *self, GError **error);
  gboolean (*commit) (FootprintsLedger *self, GError **error);
  void (*roll_back) (FootprintsLedger *self);
  /* A part of a transaction that can fail alone. */
  gboolean (*begin_step) (FootprintsLedger *self, GError **error);
  gboolean (*end_step) (FootprintsLedger *self, gboolean keep, GError **error);

  /* Stores rows that are new, and notes of the others that @import_id has them, too; 0: for good,
   * by no import. @verdicts: NULL, or room for one a row. A row that says of itself that it was
   * withdrawn is stored as that, unless the play is there. */
  gboolean (*append) (FootprintsLedger *self,
                      const FootprintsScrobbleRow *rows,
                      gsize n_rows,
                      gint64 import_id,
                      gint64 now_s,
                      FootprintsVerdict *verdicts,
                      gint64 *n_added,
                      GCancellable *cancellable,
                      GError **error);
  /* Withdraws plays for the listener: no import brings them back. Other ids are passed over. */
  gboolean (*remove) (FootprintsLedger *self,
                      const gint64 *ids,
                      gsize n_ids,
                      gint64 now_s,
                      gint64 *n_removed,
                      GCancellable *cancellable,
                      GError **error);
  /* Brings withdrawn plays back. What nothing holds any more is held for good from then on. */
  gboolean (*bring_back) (FootprintsLedger *self,
                          const gint64 *ids,
                          gsize n_ids,
                          gint64 *n_back,
                          GCancellable *cancellable,
                          GError **error);
  /* Withdraws play @id, since its service calls it @new_id now. If that was the older version of
   * another, it comes back; if the listener has removed it, it does not. */
  gboolean (*replace) (
      FootprintsLedger *self, gint64 id, gint64 new_id, gint64 now_s, GError **error);
  /* How many records there are that bring plays of @account, in the transaction under way. */
  gboolean (*count_account) (FootprintsLedger *self,
                             const FootprintsLedgerAccount *account,
                             gint64 *n_imports,
                             GError **error);
  /* Plays of [start, end) that @account brought, also removed ones, oldest first. @in_transaction:
   * also those that the transaction under way has stored. */
  gboolean (*list_account) (FootprintsLedger *self,
                            const FootprintsLedgerAccount *account,
                            gint64 import_id, /* the one that asks; 0: none */
                            gboolean in_transaction,
                            gint64 start,
                            gint64 end,
                            FootprintsAccountPlayFunc func,
                            gpointer data,
                            GError **error);
  /* Called before a slice of much that is to be written, outside a transaction: where another
   * process waits to write, lets it be next. Waits a few hundredths of a second at most. */
  void (*give_way) (FootprintsLedger *self);
  /* In a transaction: whether another process waits for it to end. */
  gboolean (*is_awaited) (FootprintsLedger *self);
  /* Called after a commit, once those who waited for it are answered: does what takes longer. */
  void (*settle) (FootprintsLedger *self);
  /* Called after a while without writing: gives memory back. */
  void (*relax) (FootprintsLedger *self);
  /* Inserts the record and sets its id, or updates it. FOOTPRINTS_ERROR_NOT_FOUND when it was
   * undone meanwhile. */
  gboolean (*save_import) (FootprintsLedger *self, FootprintsImportRecord *record, GError **error);
  /* The newest record with this fingerprint; 0: there is none. */
  gboolean (*find_import) (FootprintsLedger *self,
                           const char *fingerprint,
                           gboolean in_transaction,
                           gint64 *id,
                           GError **error);
  /* Removes the plays that only this import holds, and notes that. Syncs of their sources will look
   * at that range again. */
  gboolean (*undo_import) (FootprintsLedger *self,
                           gint64 id,
                           gint64 now_s,
                           FootprintsLedgerUndo *undo,
                           GCancellable *cancellable,
                           GError **error);
  /* Inserts the record and sets its id, or updates what somebody sets: a key or token that is NULL
   * stays; another account or address makes it begin afresh. FOOTPRINTS_ERROR_EXISTS when another
   * sync has that source and account, FOOTPRINTS_ERROR_NOT_FOUND when there is none to update. */
  gboolean (*save_sync) (FootprintsLedger *self, FootprintsSyncRecord *record, GError **error);
  /* Updates how the sync stands: everything else. Does nothing when it is gone. What it is asked to
   * look at again goes when @record has none and nobody asked after it was read. */
  gboolean (*save_sync_state) (FootprintsLedger *self,
                               const FootprintsSyncRecord *record,
                               GError **error);
  /* Removes it and its runs; its plays stay. @existed: whether there was one. */
  gboolean (*remove_sync) (FootprintsLedger *self, gint64 id, gboolean *existed, GError **error);
  /* Forgets all runs of a sync but the newest. */
  gboolean (*prune_sync_runs) (FootprintsLedger *self, gint64 id, gint64 n_kept, GError **error);

  /* Copies all that it holds at one moment into the empty file. */
  gboolean (*back_up) (FootprintsLedger *self,
                       const char *path,
                       GCancellable *cancellable,
                       GError **error);
  /* FALSE with FOOTPRINTS_ERROR_CORRUPT when something in it does not fit. */
  gboolean (*check) (FootprintsLedger *self, GCancellable *cancellable, GError **error);
  /* FALSE with FOOTPRINTS_ERROR_REPLACED when it is not where it was opened any more: then commit()
   * fails with the same. Takes no time worth counting. */
  gboolean (*check_file) (FootprintsLedger *self, GError **error);
  gboolean (*read_state) (FootprintsLedger *self, FootprintsLedgerState *state, GError **error);
  /* Reads all that is new since @position, in one view of the ledger, and moves @position. */
  gboolean (*read_changes) (FootprintsLedger *self,
                            FootprintsLedgerPosition *position,
                            FootprintsLedgerState *state,
                            const FootprintsLedgerVisitor *visitor,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error);
  FootprintsLedgerCursor *(*open_cursor) (FootprintsLedger *self,
                                          const FootprintsLedgerQuery *query,
                                          GCancellable *cancellable,
                                          GError **error);
  /* In the order of @ids; ids that do not exist are left out. */
  gboolean (*read_rows) (FootprintsLedger *self,
                         const gint64 *ids,
                         gsize n_ids,
                         FootprintsLedgerRowFunc func,
                         gpointer data,
                         GError **error);
  /* What plays are called at their services: the places of @source_ids, one an id and all NULL, get
   * texts of their own, or keep NULL where there is none. */
  gboolean (*read_source_ids) (
      FootprintsLedger *self, const gint64 *ids, gsize n_ids, char **source_ids, GError **error);
  /* What append() would find, without writing anything. */
  gboolean (*find_known) (FootprintsLedger *self,
                          const FootprintsScrobbleRow *rows,
                          gsize n_rows,
                          gint64 import_id,
                          FootprintsVerdict *verdicts,
                          GCancellable *cancellable,
                          GError **error);
  /* The plays that were withdrawn, what was withdrawn last first. @reason: NULL for all. */
  gboolean (*read_withdrawn) (FootprintsLedger *self,
                              const char *reason,
                              gint64 offset,
                              gint64 limit,
                              FootprintsLedgerRowFunc func,
                              gpointer data,
                              GError **error);
  /* The newest import that was not finished and has this fingerprint; id 0 when there is none. */
  gboolean (*find_unfinished_import) (FootprintsLedger *self,
                                      const char *fingerprint,
                                      FootprintsImportRecord *record,
                                      GError **error);
  /* Newest first: imports for @sync_config_id 0, else runs of that sync. */
  gboolean (*list_imports) (FootprintsLedger *self,
                            gint64 sync_config_id,
                            gint64 limit,
                            FootprintsImportRecordFunc func,
                            gpointer data,
                            GError **error);
  /* By id. */
  gboolean (*list_syncs) (FootprintsLedger *self,
                          FootprintsSyncRecordFunc func,
                          gpointer data,
                          GError **error);
  /* Months that have plays of @account, or plays of its source that are held for good and may be
   * its, oldest first. */
  gboolean (*count_by_month) (FootprintsLedger *self,
                              const FootprintsLedgerAccount *account,
                              FootprintsMonthFunc func,
                              gpointer data,
                              GError **error);
};

G_END_DECLS
