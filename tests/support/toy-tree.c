/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A treap: a binary tree ordered by the items, in which a random priority for each keeps the depth
 * small. */

#include "toy-tree.h"

struct _ToyNode
{
  const ToyKind *kind;
  gatomicrefcount n_references;
  guint priority; /* not less than those below */
  gpointer item;
  ToyNode *left;
  ToyNode *right;
};

static void
release_item (const ToyKind *kind, gpointer item)
{
  if (kind->clear != NULL)
    g_atomic_rc_box_release_full (item, kind->clear);
  else
    g_atomic_rc_box_release (item);
}

static ToyNode *
node_ref (ToyNode *node)
{
  if (node != NULL)
    g_atomic_ref_count_inc (&node->n_references);
  return node;
}

static void
node_unref (ToyNode *node)
{
  if (node == NULL || !g_atomic_ref_count_dec (&node->n_references))
    return;
  node_unref (node->left);
  node_unref (node->right);
  release_item (node->kind, node->item);
  g_free (node);
}

static ToyNode *
node_new (const ToyKind *kind, gpointer item)
{
  static guint n_nodes;
  ToyNode *node = g_new0 (ToyNode, 1);

  node->kind = kind;
  g_atomic_ref_count_init (&node->n_references);
  /* Random enough, and reproducible. */
  node->priority = (guint) g_atomic_int_add (&n_nodes, 1) * 2654435761u;
  node->priority ^= node->priority >> 15;
  node->priority *= 2246822519u;
  node->item = g_atomic_rc_box_acquire (item);
  return node;
}

/* Takes a reference and returns one to an unshared node, which may be changed. A single reference
 * is only unshared if its parent is unshared too, so callers descend from the root. */
static ToyNode *
node_own (ToyNode *node)
{
  ToyNode *copy;

  if (g_atomic_ref_count_compare (&node->n_references, 1))
    return node;
  copy = g_new0 (ToyNode, 1);
  copy->kind = node->kind;
  g_atomic_ref_count_init (&copy->n_references);
  copy->priority = node->priority;
  copy->item = g_atomic_rc_box_acquire (node->item);
  copy->left = node_ref (node->left);
  copy->right = node_ref (node->right);
  node_unref (node);
  return copy;
}

static void
node_set_item (ToyNode *node, gpointer item)
{
  gpointer old = node->item;

  node->item = g_atomic_rc_box_acquire (item);
  release_item (node->kind, old);
}

/* Takes the reference to @node and returns one to the node that replaces it. */
static ToyNode *
node_put (ToyNode *node, const ToyKind *kind, gpointer item)
{
  int order;

  if (node == NULL)
    return node_new (kind, item);
  order = kind->compare (item, node->item);
  node = node_own (node);
  if (order == 0)
    {
      node_set_item (node, item);
      return node;
    }
  if (order < 0)
    {
      ToyNode *left = node->left = node_put (node->left, kind, item);

      if (left->priority <= node->priority)
        return node;
      node->left = left->right;
      left->right = node;
      return left;
    }
  {
    ToyNode *right = node->right = node_put (node->right, kind, item);

    if (right->priority <= node->priority)
      return node;
    node->right = right->left;
    right->left = node;
    return right;
  }
}

/* Joins two trees, the items of the first before those of the second; takes both references. */
static ToyNode *
node_join (ToyNode *before, ToyNode *after)
{
  if (before == NULL || after == NULL)
    return before != NULL ? before : after;
  if (before->priority > after->priority)
    {
      before = node_own (before);
      before->right = node_join (before->right, after);
      return before;
    }
  after = node_own (after);
  after->left = node_join (before, after->left);
  return after;
}

/* Removes an item that must be there. */
static ToyNode *
node_remove (ToyNode *node, const ToyKind *kind, gconstpointer like)
{
  int order = kind->compare (like, node->item);
  ToyNode *joined;

  node = node_own (node);
  if (order < 0)
    node->left = node_remove (node->left, kind, like);
  else if (order > 0)
    node->right = node_remove (node->right, kind, like);
  if (order != 0)
    return node;
  joined = node_join (g_steal_pointer (&node->left), g_steal_pointer (&node->right));
  node_unref (node);
  return joined;
}

void
toy_tree_init (ToyTree *self, const ToyKind *kind)
{
  *self = (ToyTree){ kind, NULL };
}

void
toy_tree_init_copy (ToyTree *self, const ToyTree *other)
{
  *self = (ToyTree){ other->kind, node_ref (other->root) };
}

void
toy_tree_clear (ToyTree *self)
{
  g_clear_pointer (&self->root, node_unref);
}

void
toy_tree_put (ToyTree *self, gpointer item)
{
  self->root = node_put (self->root, self->kind, item);
}

void
toy_tree_remove (ToyTree *self, gconstpointer like)
{
  if (toy_tree_find (self, like) != NULL)
    self->root = node_remove (self->root, self->kind, like);
}

gpointer
toy_tree_find (const ToyTree *self, gconstpointer like)
{
  const ToyNode *node = self->root;
  int order = 1;

  while (node != NULL && (order = self->kind->compare (like, node->item)) != 0)
    node = order < 0 ? node->left : node->right;
  return node != NULL ? node->item : NULL;
}

gpointer
toy_tree_find_after (const ToyTree *self, gconstpointer like)
{
  const ToyNode *node = self->root;
  gpointer found = NULL;

  while (node != NULL)
    if (self->kind->compare (like, node->item) < 0)
      {
        found = node->item;
        node = node->left;
      }
    else
      node = node->right;
  return found;
}

gpointer
toy_tree_find_before (const ToyTree *self, gconstpointer like)
{
  const ToyNode *node = self->root;
  gpointer found = NULL;

  while (node != NULL)
    if (self->kind->compare (like, node->item) > 0)
      {
        found = node->item;
        node = node->right;
      }
    else
      node = node->left;
  return found;
}

gpointer
toy_tree_get_last (const ToyTree *self)
{
  const ToyNode *node = self->root;

  while (node != NULL && node->right != NULL)
    node = node->right;
  return node != NULL ? node->item : NULL;
}
