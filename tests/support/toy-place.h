/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "toy-state.h"

G_BEGIN_DECLS

/* Shared by all stores that are open on one path: what is committed, and whether one is writing.
 * Boxes of g_atomic_rc_box_new(). */
typedef struct
{
  char uuid[33];
  GMutex mutex;
  GCond released;
  ToyState *state;     /* the committed state; under mutex */
  gboolean is_written; /* a transaction is active; under mutex */
} ToyPlace;

/* Like open() of FootprintsLedgerBackend. */
ToyPlace *toy_place_open (const char *path, gboolean create, gboolean read_only, GError **error);
/* NULL: there is none. */
ToyPlace *toy_place_find (const char *path);
void toy_place_unref (ToyPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToyPlace, toy_place_unref)

ToyState *toy_place_dup_state (ToyPlace *self);
/* A copy to write to (transfer full); NULL with @error set. */
ToyState *toy_place_begin (ToyPlace *self, GError **error);
/* @state: the newly committed state (transfer full); NULL: keep the old one. */
void toy_place_end (ToyPlace *self, ToyState *state);

G_END_DECLS
