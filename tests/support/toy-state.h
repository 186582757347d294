/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "toy-tree.h"

#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* Everything that a toy ledger holds at one moment. A committed state never changes: a transaction
 * makes a copy, writes to that, and commits by replacing the old state with it. */

typedef struct _ToyName ToyName;
struct _ToyName
{
  gint64 id;
  ToyName *artist; /* the artist of an album or track; NULL: it is an artist or a source itself */
  char *text;
};

typedef enum
{
  TOY_ARTIST,
  TOY_ALBUM,
  TOY_TRACK,
  TOY_SOURCE,
  TOY_N_NAME_KINDS
} ToyNameKind;

/* What an origin reported about a play in addition to its key. */
typedef struct
{
  gint64 origin;  /* 0: none, so it is held for good */
  ToyName *album; /* NULL: none */
  gint64 duration_ms;
  char *source_id;
  char *info;
} ToyReport;

typedef struct
{
  gint64 id;
  gint64 listened_at;
  ToyName *track;
  ToyName *source;
  GPtrArray *reports; /* of ToyReport, one per origin; the play shows the first one */
  /* For withdrawn plays. */
  const char *reason; /* "removed" or "renamed"; NULL: it is there */
  gint64 withdrawn_at;
  gint64 replaced_by; /* 0: unknown */
} ToyPlay;

/* Records that a play disappeared, came back, or shows something else. */
typedef struct
{
  gint64 generation;
  gint64 listen_id;
  gint64 listened_at;
} ToyChange;

/* The trees of a state. */
enum
{
  TOY_PLAYS, /* of ToyPlay by id, including withdrawn ones */
  TOY_PLAYS_BY_TIME,
  TOY_PLAYS_BY_KEY,
  TOY_CHANGES, /* of ToyChange */
  TOY_TABLES,  /* of records; see toy-records.c */
  TOY_NAMES,   /* of ToyName by id, one tree per kind */
  TOY_NAMES_BY_TEXT = TOY_NAMES + TOY_N_NAME_KINDS,
  TOY_N_TREES = TOY_NAMES_BY_TEXT + TOY_N_NAME_KINDS
};

typedef struct
{
  ToyTree trees[TOY_N_TREES];
  gint64 generation; /* that of the previous commit while a transaction writes to it */
  gboolean is_changed;
  gint64 oldest_generation; /* changes up to this one are forgotten */
  guint n_changes;
  gint64 n_listens; /* without withdrawn ones */
  gint64 last_listen_id;
  gint64 last_name_ids[TOY_N_NAME_KINDS];
  GArray *coarse; /* of ToyPrecision: the origins whose times are not exact to the second */
  gint64 n_decisions;
  gboolean keeps_reports_apart;
} ToyState;

typedef struct
{
  gint64 origin;
  gint64 precision_s;
} ToyPrecision;

/* A box of g_atomic_rc_box_new(). */
ToyState *toy_state_new (void);
ToyState *toy_state_ref (ToyState *self);
void toy_state_unref (ToyState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToyState, toy_state_unref)

ToyState *toy_state_copy (const ToyState *self);

/* Borrowed; NULL: there is none. */
ToyPlay *toy_state_find_play (const ToyState *self, gint64 id);
/* Finds a play by its key, even a withdrawn one. */
ToyPlay *toy_state_find_row (const ToyState *self, const FootprintsScrobbleRow *row);
ToyPlay *toy_state_find_play_after (const ToyState *self, gint64 id);
ToyName *toy_state_find_name_after (const ToyState *self, ToyNameKind kind, gint64 id);
/* These compare time and id, which need not be those of a play. */
ToyPlay *toy_state_find_later (const ToyState *self, gint64 listened_at, gint64 id);
ToyPlay *toy_state_find_earlier (const ToyState *self, gint64 listened_at, gint64 id);

/* The report that the play shows. */
const ToyReport *toy_play_get_report (const ToyPlay *self);
/* What all its reports know together: that of the first, and what it lacks of the next that has it.
 * Borrowed. */
ToyReport toy_play_get_details (const ToyPlay *self);
/* Whether @other knows something that @self does not. */
gboolean toy_play_gains (const ToyPlay *self, const ToyReport *report, const ToyReport *other);
/* NULL: @origin has not reported the play. */
ToyReport *toy_play_find_report (const ToyPlay *self, gint64 origin);
gboolean toy_play_is_held (const ToyPlay *self, FootprintsOrigins origins);
ToyReport *toy_report_copy (const ToyReport *self, gint64 origin);
gboolean toy_report_is_same (const ToyReport *self, const ToyReport *other);
/* A copy that may be changed until it is put into a state. */
ToyPlay *toy_play_copy (const ToyPlay *self);
void toy_play_unref (ToyPlay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToyPlay, toy_play_unref)

/* Takes the play, which replaces any with the same id. */
void toy_state_put_play (ToyState *self, ToyPlay *play);
/* Makes the names of a row that are new, and a play without an id that shows the row. NULL with
 * @error set. */
ToyPlay *toy_state_make_play (ToyState *self,
                              const FootprintsScrobbleRow *row,
                              gint64 origin,
                              GError **error);
/* Adds what @origin reports about the play. Returns whether it may show something else now. */
gboolean toy_state_add_report (ToyState *self,
                               ToyPlay *play,
                               const FootprintsScrobbleRow *row,
                               gint64 origin);
void toy_state_forget_play (ToyState *self, const ToyPlay *play);
/* Records a change for readers that follow the ledger. */
void toy_state_note_change (ToyState *self, const ToyPlay *play);
/* How exact the time of a play is. */
gint64 toy_state_get_precision (const ToyState *self, const ToyPlay *play);
/* Call this before committing. */
void toy_state_finish (ToyState *self);

/* Changes to plays, in toy-plays.c. These work like the calls of the ledger interface. */
gboolean toy_state_append (ToyState *self,
                           const FootprintsScrobbleRow *rows,
                           gsize n_rows,
                           gint64 origin,
                           gint64 now_s,
                           FootprintsVerdict *verdicts,
                           gint64 *n_added,
                           GCancellable *cancellable,
                           GError **error);
FootprintsVerdict
toy_state_judge (const ToyState *self, const FootprintsScrobbleRow *row, gint64 origin);
gboolean toy_state_remove (ToyState *self,
                           const gint64 *ids,
                           const gint64 *leads,
                           gsize n_ids,
                           gint64 now_s,
                           gint64 *n_removed,
                           GCancellable *cancellable,
                           GError **error);
gboolean toy_state_bring_back (ToyState *self,
                               const gint64 *ids,
                               gsize n_ids,
                               FootprintsOrigins undone,
                               gint64 *n_back,
                               GCancellable *cancellable,
                               GError **error);
void toy_state_replace (
    ToyState *self, gint64 id, gint64 new_id, FootprintsOrigins undone, gint64 now_s);
void toy_state_set_precision (ToyState *self, gint64 origin, gint64 precision_s);
gboolean toy_state_let_go (ToyState *self,
                           gint64 origin,
                           FootprintsLedgerLetGo *let_go,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
