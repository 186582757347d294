/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/plays/footprints-scrobble-row-private.h"
#include "libfootprints/records/footprints-import-record-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a ledger must be able to do: plays, who brought them, and what happened to them since.
 * Beside it stand its records (footprints-records-private.h), which share its transactions, and, of
 * one that is a file, what is done with files (footprints-ledger-file-private.h). Everything above
 * this line of the program knows these calls and no SQL, so a ledger in another database is one
 * more implementation; tests/support/toy-ledger.c is a small one.
 *
 * Writing happens on one thread at a time, between begin() and commit() or roll_back(). Reading
 * may happen on any thread at any time, and sees whole commits only, whoever made them: another
 * process may have the same ledger open.
 *
 * What all of them promise:
 * - The ids of plays and of names ascend in the order in which they are committed, so that who has
 *   read up to one reads on behind it. None is given twice while anybody may know it: compacting
 *   may, and begins a new epoch.
 * - There are at most 65,535 sources, since a history keeps the source of a play in 16 bits;
 *   append() fails with FOOTPRINTS_ERROR_TOO_LARGE beyond.
 * - The generation grows by one with each commit that changes what plays there are or what one
 *   shows, and with no other. Its upper bits count epochs: how often the content was replaced.
 * - Names compare byte by byte.
 * - Origins have a record; a ledger may refuse others. Of several, the oldest is that of the lowest
 *   number.
 * - Within a transaction, reading calls see what is committed, but for list_held() when it is asked
 *   otherwise.
 * - A call that takes long ends with G_IO_ERROR_CANCELLED when it is cancelled; a short one may end
 *   well.
 * - Calls that fail within a transaction leave it to be rolled back. */
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

/* What came of it that an origin was let go of. */
typedef struct
{
  gint64 n_removed;          /* plays that nothing else has brought */
  gint64 n_kept;             /* other origins hold them, too */
  gboolean is_kept_for_good; /* some are held without an origin */
  GArray *holders;           /* of gint64: the first origins of the rest, each once; owned */
  GArray *gone;              /* of FootprintsLedgerGone; owned */
  gint64 generation;         /* that the ledger will have when this is committed */
} FootprintsLedgerLetGo;

/* Plays that went, of one source. */
typedef struct
{
  char *source;
  gint64 oldest; /* when the first of them was played */
} FootprintsLedgerGone;

void _footprints_ledger_let_go_init (FootprintsLedgerLetGo *let_go);
void _footprints_ledger_let_go_clear (FootprintsLedgerLetGo *let_go);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsLedgerLetGo, _footprints_ledger_let_go_clear)

/* Which plays, by who has brought them. */
typedef struct
{
  gint64 start; /* [start, end), seconds since 1970-01-01 UTC */
  gint64 end;
  FootprintsOrigins origins; /* one of these has brought it */
  FootprintsOrigins more[2]; /* whether one of these has, too, is told of each play */
  gboolean in_transaction;   /* also what the transaction under way has stored */
} FootprintsHeldQuery;

/* A play that was brought; texts are borrowed. */
typedef struct
{
  gint64 id;
  gint64 listened_at;
  const char *artist;
  const char *track;
  const char *source_ref; /* NULL: none */
  gboolean is_removed;    /* by the listener */
  gboolean is_held[2];    /* by one of more[0], of more[1] */
} FootprintsHeldPlay;

typedef void (*FootprintsHeldPlayFunc) (gpointer data, const FootprintsHeldPlay *play);

typedef void (*FootprintsTimeFunc) (gpointer data, gint64 listened_at);

struct _FootprintsLedgerInterface
{
  GTypeInterface parent_interface;

  gboolean (*begin) (FootprintsLedger *self, GError **error);
  gboolean (*commit) (FootprintsLedger *self, GError **error);
  void (*roll_back) (FootprintsLedger *self);
  /* A part of a transaction that can fail alone. */
  gboolean (*begin_step) (FootprintsLedger *self, GError **error);
  gboolean (*end_step) (FootprintsLedger *self, gboolean keep, GError **error);

  /* The records beside the plays; borrowed. @in_transaction: those of the transaction under way. */
  FootprintsRecords *(*get_records) (FootprintsLedger *self, gboolean in_transaction);

  /* Stores rows that are new, by ascending time, and notes of the others that @origin has them,
   * too; 0: for good, by none, first of all, and they show what they showed. An origin that holds a
   * play already is not noted again. @n_added: plays that were not there. @verdicts: NULL, or room
   * for one a row. A row that says of itself that it was withdrawn is stored as that, unless the
   * play is there. A play that was removed, or is called otherwise by its service now, is not
   * stored again. */
  gboolean (*append) (FootprintsLedger *self,
                      const FootprintsScrobbleRow *rows,
                      gsize n_rows,
                      gint64 origin,
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
  /* Brings withdrawn plays back; other ids are passed over. @undone: the origins that were let go
   * of. One whose first origin is among @undone is held by the next, or,
   * where there is none, for good. */
  gboolean (*bring_back) (FootprintsLedger *self,
                          const gint64 *ids,
                          gsize n_ids,
                          FootprintsOrigins undone,
                          gint64 *n_back,
                          GCancellable *cancellable,
                          GError **error);
  /* Withdraws play @id, since its service calls it @new_id now. If that was the older version of
   * another, it comes back, as from bring_back(); if the listener has removed it, it does not. */
  gboolean (*replace) (FootprintsLedger *self,
                       gint64 id,
                       gint64 new_id,
                       FootprintsOrigins undone,
                       gint64 now_s,
                       GError **error);
  /* Removes the plays that only @origin holds. A play that others hold as well stays, and shows
   * what the next of them reported: preferred is one that reported the same, then the oldest.
   * Withdrawn plays stay withdrawn. */
  gboolean (*let_go) (FootprintsLedger *self,
                      gint64 origin,
                      FootprintsLedgerLetGo *let_go,
                      GCancellable *cancellable,
                      GError **error);

  /* What is missing of these is no duty. give_way() is called before a slice of much that is to be
   * written, outside a transaction: where another process waits to write, it lets it be next; it
   * waits a few hundredths of a second at most. */
  void (*give_way) (FootprintsLedger *self);
  /* In a transaction: whether another process waits for it to end. */
  gboolean (*is_awaited) (FootprintsLedger *self);
  /* Called after a commit, once those who waited for it are answered: does what takes longer. */
  void (*settle) (FootprintsLedger *self);
  /* Called after a while without writing: gives memory back. */
  void (*relax) (FootprintsLedger *self);

  /* FALSE with FOOTPRINTS_ERROR_CORRUPT when something in it does not fit. */
  gboolean (*check) (FootprintsLedger *self, GCancellable *cancellable, GError **error);
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
  /* In the order of @ids; ids that do not exist, or were withdrawn, are left out. */
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
                          gint64 origin,
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
  /* Plays, also those that the listener removed, oldest first. */
  gboolean (*list_held) (FootprintsLedger *self,
                         const FootprintsHeldQuery *query,
                         FootprintsHeldPlayFunc func,
                         gpointer data,
                         GError **error);
  /* When the plays of @source were that one of @origins has brought first or as well, or that are
   * held for good; also removed ones, in no order. */
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
  /* @create: makes it when there is none. The errors are those of footprints_store_open(). */
  FootprintsLedger *(*open) (const char *place,
                             gboolean create,
                             gboolean read_only,
                             GError **error);

  /* Of one that keeps ledgers in files; NULL otherwise. The ledgers need not be open. */

  /* Puts the content of one ledger into the place of another's, or into an empty file. Whoever has
   * that open sees it as one commit; when it fails, nothing has changed. */
  gboolean (*copy) (const char *from_path, const char *to_path, GError **error);
  /* Begins an epoch: whoever knows the ledger at @before_path, if there is one, will see that the
   * one at @path is another. */
  gboolean (*succeed) (const char *path, const char *before_path, GError **error);
  /* Puts all that was stored into the file itself, so that it can be moved without the others. */
  gboolean (*gather) (const char *path, GError **error);
  /* Forgets names that no play has, and gives back the room of what was deleted. */
  gboolean (*compact) (const char *path, GCancellable *cancellable, GError **error);
} FootprintsLedgerBackend;

/* What a ledger keeps records of; NULL after the last. */
extern const FootprintsRecordType *const _footprints_ledger_record_types[];

FootprintsRecords *_footprints_ledger_get_records (FootprintsLedger *self, gboolean in_transaction);
void _footprints_ledger_give_way (FootprintsLedger *self);
gboolean _footprints_ledger_is_awaited (FootprintsLedger *self);
void _footprints_ledger_settle (FootprintsLedger *self);
void _footprints_ledger_relax (FootprintsLedger *self);

G_END_DECLS
