/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "model-world.h"

G_BEGIN_DECLS

/* A run through the plays of an account: what it was sent, and what it may and must do to the
 * ledger. The model does not predict a run, which may choose how far back it reads. But it knows
 * every play that the service sent, which determines what may and what must be in the ledger
 * afterwards. */
typedef struct
{
  ModelAccount *account;
  ModelOrigins origin; /* whose run it is */
  /* A successful run has everything that it was sent from this time on. */
  gint64 since;
  /* A successful run has everything that the service lists from this time on, if the service sent
   * what was requested. False counts do not matter: a walk ends where there are no more plays. */
  gint64 promised_from;
  gboolean has_worked;
  gboolean sends_all; /* no fault, and pages as requested */
  gboolean is_honest; /* and the service counted correctly */
  gint64 n_new;       /* as the run reports; -1: unknown */
} ModelWalk;

/* Whether the listener removed a play of the account in the second of @key that is no longer among
 * @listed: @key may be its new name, and removed with it. */
gboolean model_walk_may_follow_removed (ModelWorld *world,
                                        const ModelAccount *account,
                                        GHashTable *listed,
                                        const char *key);
/* How many reports that the account brought are no longer among @listed. As many listed plays may
 * be missing without any count revealing it. */
guint model_walk_count_gone (ModelWorld *world, const ModelAccount *account, GHashTable *listed);

/* Call this before the run. */
void model_walk_begin (ModelWorld *world, ModelWalk *self, ModelAccount *account);
/* Call this after the run, with has_worked, since and n_new set: checks the ledger, and takes over
 * the changes. Returns how many plays the service lists but the ledger does not know. */
guint model_walk_end (ModelWorld *world, ModelWalk *self);

G_END_DECLS
