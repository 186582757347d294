/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "model-world.h"

G_BEGIN_DECLS

/* A run through the plays of an account: what it was sent, and what it may and must do to the
 * ledger. A run is not predicted, since how far down it reads is its own affair, but what the
 * service sent it is known to the last play, and from that follows what may and what must be in the
 * ledger after it. */
typedef struct
{
  ModelAccount *account;
  ModelOrigins origin; /* whose run it is */
  /* What it may leave unread: a run that worked has all from here on that it was sent. */
  gint64 since;
  /* A run that worked has all from here on that the service lists, if that sent what it was asked
   * for. Whether it counted truly is no matter: a walk ends where there is no more. */
  gint64 promised_from;
  gboolean has_worked;
  gboolean sends_all; /* no fault, and pages as they were asked for */
  gboolean is_honest; /* nor did the service count falsely */
  gint64 n_new;       /* what the run says; -1: nothing */
} ModelWalk;

/* Whether the account had a play of the second of @key that the listener removed, and that is not
 * among @listed any more: @key may be the later name of that one, and removed with it. */
gboolean model_walk_may_follow_removed (ModelWorld *world,
                                        const ModelAccount *account,
                                        GHashTable *listed,
                                        const char *key);
/* How many reports the account brought that are not among @listed any more. As many of those that
 * are may be missing, and no count shows it. */
guint model_walk_count_gone (ModelWorld *world, const ModelAccount *account, GHashTable *listed);

/* Before the run. */
void model_walk_begin (ModelWorld *world, ModelWalk *self, ModelAccount *account);
/* After it, when has_worked, since and n_new are known: checks the ledger, and takes over what
 * happened. Returns how many plays the service lists and the ledger does not know. */
guint model_walk_end (ModelWorld *world, ModelWalk *self);

G_END_DECLS
