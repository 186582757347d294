/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-rejection-private.h"

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

enum
{
  PROP_0,
  PROP_ROW,
  PROP_REASON,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsRejection, footprints_rejection, G_TYPE_OBJECT)

static void
footprints_rejection_finalize (GObject *object)
{
  FootprintsRejection *self = FOOTPRINTS_REJECTION (object);

  g_free (self->reason);

  G_OBJECT_CLASS (footprints_rejection_parent_class)->finalize (object);
}

static void
footprints_rejection_get_property (GObject *object,
                                   guint property_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  FootprintsRejection *self = FOOTPRINTS_REJECTION (object);

  switch (property_id)
    {
    case PROP_ROW:
      g_value_set_int64 (value, self->row);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_rejection_class_init (FootprintsRejectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_rejection_finalize;
  object_class->get_property = footprints_rejection_get_property;

  /**
   * FootprintsRejection:row: (getter get_row)
   *
   * The number of the row: the line of a text file, the element of an array, from 1.
   *
   * Since: 0.1
   */
  properties[PROP_ROW] =
      g_param_spec_int64 ("row", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsRejection:reason: (getter get_reason)
   *
   * What is wrong with it.
   *
   * Since: 0.1
   */
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
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
gint64
footprints_rejection_get_row (FootprintsRejection *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REJECTION (self), 0);

  return self->row;
}

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
const char *
footprints_rejection_get_reason (FootprintsRejection *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_REJECTION (self), NULL);

  return self->reason;
}
