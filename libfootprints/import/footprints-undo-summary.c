/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-undo-summary-private.h"

#include "libfootprints/core/rows/footprints-properties-private.h"

/**
 * FootprintsUndoSummary:
 *
 * The result of undoing an import: how many plays were removed, and how many stay because they also
 * came from elsewhere.
 *
 * Threading: any thread; it never changes.
 *
 * Source: doc/importing.md.
 *
 * Since: 0.1
 */
struct _FootprintsUndoSummary
{
  GObject parent_instance;

  gint64 n_removed;
  gint64 n_kept;
  char **kept_by;
};

G_DEFINE_FINAL_TYPE (FootprintsUndoSummary, footprints_undo_summary, G_TYPE_OBJECT)

static void
footprints_undo_summary_finalize (GObject *object)
{
  FootprintsUndoSummary *self = FOOTPRINTS_UNDO_SUMMARY (object);

  g_strfreev (self->kept_by);

  G_OBJECT_CLASS (footprints_undo_summary_parent_class)->finalize (object);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsUndoSummary:n-removed: (getter get_n_removed)
   *
   * How many plays were removed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "n-removed", footprints_undo_summary_get_n_removed),
  /**
   * FootprintsUndoSummary:n-kept: (getter get_n_kept)
   *
   * How many plays of the import stay, because they also came from elsewhere.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "n-kept", footprints_undo_summary_get_n_kept),
  /**
   * FootprintsUndoSummary:kept-by: (getter dup_kept_by)
   *
   * The labels of the imports and accounts that these plays also came from, ten at most.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      BOXED, "kept-by", footprints_undo_summary_dup_kept_by, g_strv_get_type),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_undo_summary_class_init (FootprintsUndoSummaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_undo_summary_finalize;
  _footprints_properties_install (object_class, properties);
}

static void
footprints_undo_summary_init (FootprintsUndoSummary *self)
{
}

FootprintsUndoSummary *
_footprints_undo_summary_new (const FootprintsLedgerLetGo *let_go, char **kept_by)
{
  FootprintsUndoSummary *self = g_object_new (FOOTPRINTS_TYPE_UNDO_SUMMARY, NULL);

  self->n_removed = let_go->n_removed;
  self->n_kept = let_go->n_kept;
  self->kept_by = kept_by;
  return self;
}

/**
 * footprints_undo_summary_get_n_removed: (get-property n-removed)
 * @self: a summary
 *
 * Gets how many plays were removed.
 *
 * Returns: 0 or more
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, UndoSummary, undo_summary, UNDO_SUMMARY, n_removed)

/**
 * footprints_undo_summary_get_n_kept: (get-property n-kept)
 * @self: a summary
 *
 * Gets how many plays of the import stay, because they also came from elsewhere.
 *
 * Returns: 0 or more
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, UndoSummary, undo_summary, UNDO_SUMMARY, n_kept)

/**
 * footprints_undo_summary_dup_kept_by: (get-property kept-by)
 * @self: a summary
 *
 * Gets where else the plays that stay came from: the labels of imports and of synced accounts, the
 * first ten. Plays that were added without an import have no label.
 *
 * Returns: (transfer full) (array zero-terminated=1): labels, possibly none
 *
 * Since: 0.1
 */
char **
footprints_undo_summary_dup_kept_by (FootprintsUndoSummary *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_UNDO_SUMMARY (self), NULL);

  return g_strdupv (self->kept_by);
}

/**
 * footprints_undo_summary_describe:
 * @self: a summary
 *
 * Describes the result in English, as the REST API and the shell do.
 *
 * Returns: (transfer full): text such as `200 removed, 3 stay: also imported from more.csv`
 *
 * Since: 0.1
 */
char *
footprints_undo_summary_describe (FootprintsUndoSummary *self)
{
  g_autofree char *labels = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_UNDO_SUMMARY (self), NULL);

  if (self->n_kept == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT " removed", self->n_removed);
  labels = g_strjoinv (", ", self->kept_by);
  return g_strdup_printf ("%" G_GINT64_FORMAT " removed, %" G_GINT64_FORMAT " %s: %s%s",
                          self->n_removed, self->n_kept, self->n_kept == 1 ? "stays" : "stay",
                          *labels != '\0' ? "also imported from " : "also added without an import",
                          labels);
}
