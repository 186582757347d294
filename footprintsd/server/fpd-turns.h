/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How much there may be at once: of all, and of one client. */
typedef struct
{
  guint at_work;
  guint at_work_of_one;
  guint waiting;
  guint waiting_of_one;
  gsize unsent_bytes; /* of finished replies on their way to slow readers */
  gsize unsent_bytes_of_one;
} FpdTurnLimits;

/* Requests take turns, so that however many are made, the threads and the memory that they take are
 * bounded. A turn waits, is at work, is sent, and ends:
 *
 *     fpd_turns_take () ─► waiting ─► at work ─► fpd_turn_send () ─► unsent ─► fpd_turn_end ()
 *
 * Whoever waits longest is next, except for those who have as many at work, or as much unsent, as
 * one may have: they stand aside until that is done and keep nobody else waiting. A reply counts
 * until its client has taken it. Where clients that do not read hold more than may be held in all,
 * the reply that is on its way for longest is dropped.
 *
 * Main thread only. */
typedef struct _FpdTurns FpdTurns;
typedef struct _FpdTurn FpdTurn;

typedef void (*FpdTurnFunc) (gpointer data);

/* @limits: borrowed. */
FpdTurns *fpd_turns_new (const FpdTurnLimits *limits);
/* When no turn is left. */
void fpd_turns_free (FpdTurns *self);

/* @who: an account or a visitor. @begin is called when it is this turn's turn, which may be before
 * this returns; @drop when its reply must go, after which only fpd_turn_end() is left to do. Both
 * get @data, and @turn is set before. FALSE when too many wait already. */
gboolean fpd_turns_take (FpdTurns *self,
                         const char *who,
                         FpdTurnFunc begin,
                         FpdTurnFunc drop,
                         gpointer data,
                         FpdTurn **turn);
/* The work is over, and a reply of @n_bytes is on its way. May drop others. */
void fpd_turn_send (FpdTurn *turn, gsize n_bytes);
/* It is sent, or will not be: also for one that still waits, which then never begins. */
void fpd_turn_end (FpdTurn *turn);

/* Whether there is none, in whatever state. */
gboolean fpd_turns_is_empty (FpdTurns *self);
/* For what is told of the server. */
guint fpd_turns_get_n_at_work (FpdTurns *self);
guint fpd_turns_get_n_waiting (FpdTurns *self);

G_END_DECLS
