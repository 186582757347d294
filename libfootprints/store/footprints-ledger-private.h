/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/plays/footprints-scrobble-row-private.h"
#include "libfootprints/records/footprints-import-record-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a ledger must be able to do: keep plays, who brought them, and what has happened to them
 * since. Its records (footprints-records-private.h) share its transactions; a ledger that is a file
 * also has file operations (footprints-ledger-file-private.h). The code above this interface knows
 * these calls and no SQL, so a ledger in another database is one more implementation;
 * tests/support/toy-ledger.c is a small one.
 *
 * Writing happens on one thread at a time, between begin() and commit() or roll_back(). Reading may
 * happen on any thread at any time, and sees only whole commits, whoever made them: another process
 * may have the same ledger open.
 *
 * What every implementation guarantees:
 * - The ids of plays and of names ascend in the order in which they are committed, so that a reader
 *   that has read up to one can resume after it. No id is reused while a reader may know it; only
 *   compacting may reuse ids, and it begins a new epoch.
 * - There are at most 65,535 sources, since a history keeps the source of a play in 16 bits; beyond
 *   that, append() fails with FOOTPRINTS_ERROR_TOO_LARGE.
 * - The generation grows by one with each commit that changes which plays exist, what a play
 *   shows, or how exact its time is, and with no other. Its upper bits count epochs: how often the
 *   content was replaced.
 * - Names compare byte by byte.
 * - Every origin has a record; a ledger may refuse one that has none. The oldest of several origins
 *   is the one with the lowest id.
 * - Within a transaction, reading calls see only what is committed, except list_held() when asked
 *   otherwise.
 * - A long call fails with G_IO_ERROR_CANCELLED when cancelled; a short one may still succeed.
 * - A call that fails within a transaction leaves it to the caller to roll back. */
#define FOOTPRINTS_TYPE_LEDGER (_footprints_ledger_get_type ())
G_DECLARE_INTERFACE (FootprintsLedger, _footprints_ledger, FOOTPRINTS, LEDGER, GObject)

/* How often the ledger's content was replaced, for example by a backup: what was read before says
 * nothing about what is there now. Counted in the upper bits of the generation. */
#define FOOTPRINTS_LEDGER_EPOCH_BITS 40
#define FOOTPRINTS_LEDGER_EPOCH(generation) ((generation) >> FOOTPRINTS_LEDGER_EPOCH_BITS)

typedef struct
{
  char uuid[33];
  gint64 generation; /* grows with every commit that changes which plays exist, and only then */
  gint64 n_listens;
  gint64 oldest_generation; /* changes up to this one are forgotten: an older reader reads
                             * everything again */
  gint64 decisions;         /* how often the listener decided about what is derived; 0: never */
  gboolean joins_reports;   /* the listener wants reports of one listen to be one play */
} FootprintsLedgerState;

/* The tag of a history derived from this state (transfer full): different tags mean different
 * histories. Only this function builds it, from the ledger's uuid and generation, the decisions,
 * and the version of derivation. */
char *_footprints_ledger_state_dup_tag (const FootprintsLedgerState *self);
/* Increased whenever the same ledger yields a different history. */
#define FOOTPRINTS_DERIVATION_VERSION 2

/* How far a reader has read. All zero: nothing yet. */
typedef struct
{
  gint64 generation;
  gint64 listen_id;
  gint64 artist_id;
  gint64 album_id;
  gint64 track_id;
  gint64 source_name_id;
} FootprintsLedgerPosition;

/* Called with what changed since a position, in this order: names first, each kind by ascending id;
 * then plays that are gone or must be read again; then plays by ascending id. A play whose details
 * changed is reported as gone and then again; one that was brought back is reported under its old
 * id. FALSE with @error set ends the reading. */
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
                         gint64 source_name_id,
                         gint64 duration_ms, /* 0: not known */
                         gint64 precision_s, /* of the time: that of its most exact origin */
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
  gboolean withdrawn; /* then also the withdrawn plays of the range, marked as such */
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

/* What the ledger knows about a row, by its key: time, artist, track and source. */
typedef enum
{
  FOOTPRINTS_VERDICT_NEW,
  FOOTPRINTS_VERDICT_KNOWN,
  FOOTPRINTS_VERDICT_REMOVED_BEFORE, /* by the listener; it stays removed */
  FOOTPRINTS_VERDICT_RENAMED_BEFORE, /* the service has renamed it since */
} FootprintsVerdictKind;

typedef struct
{
  gint64 listen_id; /* 0: the row is new, and was only looked up */
  FootprintsVerdictKind kind;
  gboolean was_held; /* this origin brought it before */
} FootprintsVerdict;

/* The result of let_go(). */
typedef struct
{
  gint64 n_removed;          /* plays that no other origin holds */
  gint64 n_kept;             /* plays that other origins also hold */
  gboolean is_kept_for_good; /* some are held without an origin */
  GArray *holders;           /* of gint64: the first origins of the rest, each once; owned */
  GArray *gone;              /* of FootprintsLedgerGone; owned */
  gint64 generation;         /* of the ledger once this is committed */
} FootprintsLedgerLetGo;

/* Plays of one source that were removed. */
typedef struct
{
  char *source;
  gint64 oldest; /* when the earliest of them was played */
} FootprintsLedgerGone;

void _footprints_ledger_let_go_init (FootprintsLedgerLetGo *let_go);
void _footprints_ledger_let_go_clear (FootprintsLedgerLetGo *let_go);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsLedgerLetGo, _footprints_ledger_let_go_clear)

/* Selects plays by the origins that brought them. */
typedef struct
{
  gint64 start; /* [start, end), seconds since 1970-01-01 UTC */
  gint64 end;
  FootprintsOrigins origins; /* one of these brought the play */
  FootprintsOrigins more[2]; /* each play reports whether one of these brought it, too */
  gboolean in_transaction;   /* includes what the current transaction has stored */
} FootprintsHeldQuery;

/* A play that was found; texts are borrowed. */
typedef struct
{
  gint64 id;
  gint64 listened_at;
  const char *artist;
  const char *track;
  const char *source_ref; /* NULL: none */
  gboolean is_removed;    /* by the listener */
  gboolean is_held[2];    /* by one of more[0]; of more[1] */
} FootprintsHeldPlay;

typedef void (*FootprintsHeldPlayFunc) (gpointer data, const FootprintsHeldPlay *play);

typedef void (*FootprintsTimeFunc) (gpointer data, gint64 listened_at);

struct _FootprintsLedgerInterface
{
  GTypeInterface parent_interface;

  gboolean (*begin) (FootprintsLedger *self, GError **error);
  gboolean (*commit) (FootprintsLedger *self, GError **error);
  void (*roll_back) (FootprintsLedger *self);
  /* A part of a transaction that can fail on its own. */
  gboolean (*begin_step) (FootprintsLedger *self, GError **error);
  gboolean (*end_step) (FootprintsLedger *self, gboolean keep, GError **error);

  /* The records kept alongside the plays; borrowed. @in_transaction: as the current transaction
   * sees them. */
  FootprintsRecords *(*get_records) (FootprintsLedger *self, gboolean in_transaction);

  /* Stores the new rows by ascending time, and notes for the others that @origin holds them, too.
   * @origin 0: they are held for good, without an origin; this comes before any origin and does not
   * change what a play shows. An origin that already holds a play is not noted again. @n_added: how
   * many plays were new. @verdicts: NULL, or room for one per row. A row that is marked as
   * withdrawn is stored as such, unless the play is there. A play that was removed, or that its
   * service has renamed, is not stored again. */
  gboolean (*append) (FootprintsLedger *self,
                      const FootprintsScrobbleRow *rows,
                      gsize n_rows,
                      gint64 origin,
                      gint64 now_s,
                      FootprintsVerdict *verdicts,
                      gint64 *n_added,
                      GCancellable *cancellable,
                      GError **error);
  /* Withdraws plays on behalf of the listener: no import brings them back. Other ids are skipped.
   * @leads: for each, the play that it goes with and comes back with, which is among @ids; 0 for
   * none. NULL: none at all. */
  gboolean (*remove) (FootprintsLedger *self,
                      const gint64 *ids,
                      const gint64 *leads,
                      gsize n_ids,
                      gint64 now_s,
                      gint64 *n_removed,
                      GCancellable *cancellable,
                      GError **error);
  /* Brings withdrawn plays back, with those that were removed with them, which @n_back does not
   * count; other ids are skipped. @undone: the origins that were undone. A play whose first origin
   * is among @undone is held by its next origin or, if it has none, for good. */
  gboolean (*bring_back) (FootprintsLedger *self,
                          const gint64 *ids,
                          gsize n_ids,
                          FootprintsOrigins undone,
                          gint64 *n_back,
                          GCancellable *cancellable,
                          GError **error);
  /* Withdraws play @id because its service has renamed it to @new_id. If @new_id was itself
   * withdrawn as renamed, it comes back, as with bring_back(); if the listener removed it, it does
   * not. */
  gboolean (*replace) (FootprintsLedger *self,
                       gint64 id,
                       gint64 new_id,
                       FootprintsOrigins undone,
                       gint64 now_s,
                       GError **error);
  /* Removes the plays that only @origin holds. A play that others also hold stays, and shows what
   * the next of them reported: preferably one that reported the same, otherwise the oldest.
   * Withdrawn plays stay withdrawn. */
  gboolean (*let_go) (FootprintsLedger *self,
                      gint64 origin,
                      FootprintsLedgerLetGo *let_go,
                      GCancellable *cancellable,
                      GError **error);

  /* Sets how exact the times are that @origin reported: to 1 s, unless this says otherwise. */
  gboolean (*set_precision) (FootprintsLedger *self,
                             gint64 origin,
                             gint64 precision_s,
                             GError **error);
  /* Sets whether reports of one listen are to be one play; if that is new, it is a decision. */
  gboolean (*set_joins_reports) (FootprintsLedger *self, gboolean joins_reports, GError **error);

  /* The next four are optional and may be NULL. give_way() is called before a slice of bulk work,
   * outside a transaction: if another process is waiting to write, it lets that process go first;
   * it waits a few hundredths of a second at most. */
  void (*give_way) (FootprintsLedger *self);
  /* In a transaction: whether another process is waiting for it to end. */
  gboolean (*is_awaited) (FootprintsLedger *self);
  /* Called after a commit, once those waiting for it are answered: does what takes longer. */
  void (*settle) (FootprintsLedger *self);
  /* Called after a while without writes: releases memory. */
  void (*relax) (FootprintsLedger *self);

  /* FALSE with FOOTPRINTS_ERROR_CORRUPT when the ledger is inconsistent. */
  gboolean (*check) (FootprintsLedger *self, GCancellable *cancellable, GError **error);
  gboolean (*read_state) (FootprintsLedger *self, FootprintsLedgerState *state, GError **error);
  /* Reads everything that is new since @position, in one view of the ledger, and advances
   * @position. */
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
  /* In the order of @ids; ids that do not exist, or were withdrawn, are left out. */
  gboolean (*read_rows) (FootprintsLedger *self,
                         const gint64 *ids,
                         gsize n_ids,
                         FootprintsLedgerRowFunc func,
                         gpointer data,
                         GError **error);
  /* Reads the ids that plays have at their services: the elements of @source_ids, one per id and
   * all NULL, are set to newly allocated texts, or stay NULL where there is none. */
  gboolean (*read_source_ids) (
      FootprintsLedger *self, const gint64 *ids, gsize n_ids, char **source_ids, GError **error);
  /* What append() would find, without writing anything. */
  gboolean (*find_known) (FootprintsLedger *self,
                          const FootprintsScrobbleRow *rows,
                          gsize n_rows,
                          gint64 origin,
                          FootprintsVerdict *verdicts,
                          GCancellable *cancellable,
                          GError **error);
  /* The withdrawn plays, most recently withdrawn first. @reason: NULL for all, even for those that
   * come back with another one. */
  gboolean (*read_withdrawn) (FootprintsLedger *self,
                              const char *reason,
                              gint64 offset,
                              gint64 limit,
                              FootprintsLedgerRowFunc func,
                              gpointer data,
                              GError **error);
  /* Plays, including those that the listener removed, oldest first. */
  gboolean (*list_held) (FootprintsLedger *self,
                         const FootprintsHeldQuery *query,
                         FootprintsHeldPlayFunc func,
                         gpointer data,
                         GError **error);
  /* The times of the plays of @source that one of @origins holds or that are held for good,
   * including removed ones, in no particular order. */
  gboolean (*visit_times) (FootprintsLedger *self,
                           const char *source,
                           FootprintsOrigins origins,
                           FootprintsTimeFunc func,
                           gpointer data,
                           GError **error);
};

/* A kind of database that ledgers are kept in. */
typedef struct
{
  const char *scheme; /* of a URI */
  /* @create: creates it if it does not exist. The errors are those of footprints_store_open(). */
  FootprintsLedger *(*open) (const char *place,
                             gboolean create,
                             gboolean read_only,
                             GError **error);

  /* For backends that keep ledgers in files; NULL otherwise. The ledgers need not be open. */

  /* Replaces the content of one ledger with that of another, or fills an empty file. Processes that
   * have the target open see one commit; on failure, nothing has changed. */
  gboolean (*copy) (const char *from_path, const char *to_path, GError **error);
  /* Begins an epoch: readers that know the ledger at @before_path, if there is one, will notice
   * that the one at @path is a different one. */
  gboolean (*succeed) (const char *path, const char *before_path, GError **error);
  /* Moves everything that was stored into the main file, so that it can be moved without the
   * others. */
  gboolean (*gather) (const char *path, GError **error);
  /* Deletes names that no play uses, and frees the space of deleted rows. */
  gboolean (*compact) (const char *path, GCancellable *cancellable, GError **error);
} FootprintsLedgerBackend;

/* The kinds of records that a ledger keeps; NULL-terminated. */
extern const FootprintsRecordType *const _footprints_ledger_record_types[];

FootprintsRecords *_footprints_ledger_get_records (FootprintsLedger *self, gboolean in_transaction);
void _footprints_ledger_give_way (FootprintsLedger *self);
gboolean _footprints_ledger_is_awaited (FootprintsLedger *self);
void _footprints_ledger_settle (FootprintsLedger *self);
void _footprints_ledger_relax (FootprintsLedger *self);

G_END_DECLS
