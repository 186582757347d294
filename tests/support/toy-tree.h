/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A sorted set that takes no time to copy: a write to a copy renews only the nodes on the path to
 * the item, so copying millions of items and changing one costs no more than the change. Items
 * never change; they are boxes of g_atomic_rc_box_new(). Copies may be read and freed on different
 * threads. */
typedef struct
{
  int (*compare) (gconstpointer a, gconstpointer b);
  GDestroyNotify clear; /* frees what an item holds; NULL: nothing */
} ToyKind;

typedef struct _ToyNode ToyNode;

typedef struct
{
  const ToyKind *kind;
  ToyNode *root; /* NULL: empty */
} ToyTree;

void toy_tree_init (ToyTree *self, const ToyKind *kind);
void toy_tree_init_copy (ToyTree *self, const ToyTree *other);
void toy_tree_clear (ToyTree *self);

/* Adds a reference to @item, which replaces any item that compares equal. */
void toy_tree_put (ToyTree *self, gpointer item);
void toy_tree_remove (ToyTree *self, gconstpointer like);

/* Borrowed; NULL: there is none. @like need not be in the set: only what is compared counts. */
gpointer toy_tree_find (const ToyTree *self, gconstpointer like);
/* The first item after @like. */
gpointer toy_tree_find_after (const ToyTree *self, gconstpointer like);
/* The last item before @like. */
gpointer toy_tree_find_before (const ToyTree *self, gconstpointer like);
gpointer toy_tree_get_last (const ToyTree *self);

G_END_DECLS
