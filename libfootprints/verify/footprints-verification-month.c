/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/verify/footprints-verification-month-private.h"

/**
 * FootprintsVerificationMonth:
 *
 * What a [class@Verification] found of one month in UTC.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsVerificationMonth
{
  GObject parent_instance;

  FootprintsMonthTally tally;
  char *label;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_N_HERE,
  PROP_N_THERE,
  PROP_N_MISSING,
  PROP_N_EXTRA,
  PROP_N_UNUSABLE,
  PROP_N_REPAIRED,
  PROP_IS_WALKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsVerificationMonth, footprints_verification_month, G_TYPE_OBJECT)

static void
footprints_verification_month_finalize (GObject *object)
{
  g_free (FOOTPRINTS_VERIFICATION_MONTH (object)->label);

  G_OBJECT_CLASS (footprints_verification_month_parent_class)->finalize (object);
}

static void
footprints_verification_month_get_property (GObject *object,
                                            guint property_id,
                                            GValue *value,
                                            GParamSpec *pspec)
{
  FootprintsVerificationMonth *self = FOOTPRINTS_VERIFICATION_MONTH (object);

  switch (property_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_N_HERE:
      g_value_set_int64 (value, self->tally.n_here);
      break;
    case PROP_N_THERE:
      g_value_set_int64 (value, self->tally.n_there);
      break;
    case PROP_N_MISSING:
      g_value_set_int64 (value, self->tally.n_missing);
      break;
    case PROP_N_EXTRA:
      g_value_set_int64 (value, footprints_verification_month_get_n_extra (self));
      break;
    case PROP_N_UNUSABLE:
      g_value_set_int64 (value, self->tally.n_unusable);
      break;
    case PROP_N_REPAIRED:
      g_value_set_int64 (value, self->tally.n_repaired);
      break;
    case PROP_IS_WALKED:
      g_value_set_boolean (value, self->tally.is_walked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_verification_month_class_init (FootprintsVerificationMonthClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_verification_month_finalize;
  object_class->get_property = footprints_verification_month_get_property;

  /**
   * FootprintsVerificationMonth:label: (getter get_label)
   *
   * The name of the month, such as `2024-03`.
   *
   * Since: 0.1
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, read_only);

  /**
   * FootprintsVerificationMonth:n-here: (getter get_n_here)
   *
   * How many plays the history has.
   *
   * Since: 0.1
   */
  properties[PROP_N_HERE] = g_param_spec_int64 ("n-here", NULL, NULL, -1, G_MAXINT64, 0, read_only);

  /**
   * FootprintsVerificationMonth:n-there: (getter get_n_there)
   *
   * How many plays the service has; -1 when it did not say.
   *
   * Since: 0.1
   */
  properties[PROP_N_THERE] =
      g_param_spec_int64 ("n-there", NULL, NULL, -1, G_MAXINT64, -1, read_only);

  /**
   * FootprintsVerificationMonth:n-missing: (getter get_n_missing)
   *
   * How many plays the service has that the history had not.
   *
   * Since: 0.1
   */
  properties[PROP_N_MISSING] =
      g_param_spec_int64 ("n-missing", NULL, NULL, -1, G_MAXINT64, 0, read_only);

  /**
   * FootprintsVerificationMonth:n-extra: (getter get_n_extra)
   *
   * How many plays the history has that the service has not, or not any more.
   *
   * Since: 0.1
   */
  properties[PROP_N_EXTRA] =
      g_param_spec_int64 ("n-extra", NULL, NULL, -1, G_MAXINT64, 0, read_only);

  /**
   * FootprintsVerificationMonth:n-unusable: (getter get_n_unusable)
   *
   * How many plays of the service are none that the history can hold.
   *
   * Since: 0.1
   */
  properties[PROP_N_UNUSABLE] =
      g_param_spec_int64 ("n-unusable", NULL, NULL, -1, G_MAXINT64, 0, read_only);

  /**
   * FootprintsVerificationMonth:n-repaired: (getter get_n_repaired)
   *
   * How many missing plays were added.
   *
   * Since: 0.1
   */
  properties[PROP_N_REPAIRED] =
      g_param_spec_int64 ("n-repaired", NULL, NULL, -1, G_MAXINT64, 0, read_only);

  /**
   * FootprintsVerificationMonth:is-walked: (getter is_walked)
   *
   * Whether play was compared with play, not count with count.
   *
   * Since: 0.1
   */
  properties[PROP_IS_WALKED] = g_param_spec_boolean ("is-walked", NULL, NULL, FALSE, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_verification_month_init (FootprintsVerificationMonth *self)
{
}

FootprintsVerificationMonth *
_footprints_verification_month_new (const FootprintsMonthTally *tally)
{
  FootprintsVerificationMonth *self = g_object_new (FOOTPRINTS_TYPE_VERIFICATION_MONTH, NULL);

  self->tally = *tally;
  self->tally.seen = NULL;
  self->label = g_strdup_printf ("%04d-%02d", tally->year, tally->month);
  return self;
}

/**
 * footprints_verification_month_get_label: (get-property label)
 * @self: a month
 *
 * Gets the name of the month, such as `2024-03`.
 *
 * Returns: (transfer none): a text
 *
 * Since: 0.1
 */
const char *
footprints_verification_month_get_label (FootprintsVerificationMonth *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION_MONTH (self), NULL);

  return self->label;
}

/**
 * footprints_verification_month_get_n_here: (get-property n-here)
 * @self: a month
 *
 * Gets how many plays the history had when the check began.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_verification_month_get_n_here (FootprintsVerificationMonth *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION_MONTH (self), 0);

  return self->tally.n_here;
}

/**
 * footprints_verification_month_get_n_there: (get-property n-there)
 * @self: a month
 *
 * Gets how many plays the service has.
 *
 * Returns: a number of plays; -1 when it did not say
 *
 * Since: 0.1
 */
gint64
footprints_verification_month_get_n_there (FootprintsVerificationMonth *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION_MONTH (self), 0);

  return self->tally.n_there;
}

/**
 * footprints_verification_month_get_n_missing: (get-property n-missing)
 * @self: a month
 *
 * Gets how many plays the service has that the history had not.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_verification_month_get_n_missing (FootprintsVerificationMonth *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION_MONTH (self), 0);

  return self->tally.n_missing;
}

/**
 * footprints_verification_month_get_n_extra: (get-property n-extra)
 * @self: a month
 *
 * Gets how many plays the history has that the service has not, or not any more.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_verification_month_get_n_extra (FootprintsVerificationMonth *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION_MONTH (self), 0);

  return self->tally.n_vanished;
}

/**
 * footprints_verification_month_get_n_unusable: (get-property n-unusable)
 * @self: a month
 *
 * Gets how many plays of the service are none that the history can hold.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_verification_month_get_n_unusable (FootprintsVerificationMonth *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION_MONTH (self), 0);

  return self->tally.n_unusable;
}

/**
 * footprints_verification_month_get_n_repaired: (get-property n-repaired)
 * @self: a month
 *
 * Gets how many missing plays were added.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_verification_month_get_n_repaired (FootprintsVerificationMonth *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION_MONTH (self), 0);

  return self->tally.n_repaired;
}

/**
 * footprints_verification_month_is_walked: (get-property is-walked)
 * @self: a month
 *
 * Tells whether play was compared with play, not count with count.
 *
 * Returns: %TRUE when it was
 *
 * Since: 0.1
 */
gboolean
footprints_verification_month_is_walked (FootprintsVerificationMonth *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION_MONTH (self), FALSE);

  return self->tally.is_walked;
}
