/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-rejection-private.h"

#include "libfootprints/core/footprints-properties-private.h"

/**
 * FootprintsRejection:
 *
 * A row of an imported file that was not stored, and why.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsRejection
{
  GObject parent_instance;

  gint64 row;
  char *reason;
};

G_DEFINE_FINAL_TYPE (FootprintsRejection, footprints_rejection, G_TYPE_OBJECT)

static void
footprints_rejection_finalize (GObject *object)
{
  FootprintsRejection *self = FOOTPRINTS_REJECTION (object);

  g_free (self->reason);

  G_OBJECT_CLASS (footprints_rejection_parent_class)->finalize (object);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsRejection:row: (getter get_row)
   *
   * The number of the row: the line of a text file, the element of an array, from 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "row", footprints_rejection_get_row),
  /**
   * FootprintsRejection:reason: (getter get_reason)
   *
   * What is wrong with it.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "reason", footprints_rejection_get_reason),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_rejection_class_init (FootprintsRejectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_rejection_finalize;
  _footprints_properties_install (object_class, properties);
}

static void
footprints_rejection_init (FootprintsRejection *self)
{
}

FootprintsRejection *
_footprints_rejection_new (gint64 row, const char *reason)
{
  FootprintsRejection *self = g_object_new (FOOTPRINTS_TYPE_REJECTION, NULL);

  self->row = row;
  self->reason = g_strdup (reason);
  return self;
}

/**
 * footprints_rejection_get_row: (get-property row)
 * @self: an entry
 *
 * Gets the number of the row: the line of a text file, the element of an array, from 1.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, Rejection, rejection, REJECTION, row)

/**
 * footprints_rejection_get_reason: (get-property reason)
 * @self: an entry
 *
 * Gets what is wrong with it.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, Rejection, rejection, REJECTION, reason)
