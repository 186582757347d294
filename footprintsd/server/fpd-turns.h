/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How much there may be at once: in total, and of one client. */
typedef struct
{
  guint at_work;
  guint at_work_of_one;
  guint waiting;
  guint waiting_of_one;
  gsize unsent_bytes; /* of finished replies on their way to slow readers */
  gsize unsent_bytes_of_one;
} FpdTurnLimits;

/* Requests take turns, so that however many are made, they take a bounded number of threads and a
 * bounded amount of memory. A turn waits, is at work, is sent, and ends:
 *
 *     fpd_turns_take () ─► waiting ─► at work ─► fpd_turn_send () ─► unsent ─► fpd_turn_end ()
 *
 * The turn that has waited longest is next, unless its client has as many at work, or as much
 * unsent, as one may have: it then stands aside until that is done and keeps nobody else waiting. A
 * reply counts until its client has received it. When clients that do not read hold up more than
 * the limit for all, the oldest reply is dropped.
 *
 * Main thread only. */
typedef struct _FpdTurns FpdTurns;
typedef struct _FpdTurn FpdTurn;

typedef void (*FpdTurnFunc) (gpointer data);

/* @limits: borrowed. */
FpdTurns *fpd_turns_new (const FpdTurnLimits *limits);
/* Call when no turn is left. */
void fpd_turns_free (FpdTurns *self);

/* @who: an account or a visitor. @begin is called when the turn comes up, which may be before this
 * returns; @drop when its reply has to be dropped, after which only fpd_turn_end() may be called.
 * Both get @data, and @turn is set before. FALSE when too many are waiting. */
gboolean fpd_turns_take (FpdTurns *self,
                         const char *who,
                         FpdTurnFunc begin,
                         FpdTurnFunc drop,
                         gpointer data,
                         FpdTurn **turn);
/* The work is over, and a reply of @n_bytes is on its way. May drop others. */
void fpd_turn_send (FpdTurn *turn, gsize n_bytes);
/* The reply is sent, or will not be. A turn that still waits then never begins. */
void fpd_turn_end (FpdTurn *turn);

/* Whether there are no turns, in whatever state. */
gboolean fpd_turns_is_empty (FpdTurns *self);
/* How many turns are at work, and how many wait. */
guint fpd_turns_get_n_at_work (FpdTurns *self);
guint fpd_turns_get_n_waiting (FpdTurns *self);

G_END_DECLS
