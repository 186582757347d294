/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/verify/footprints-verification-month-private.h"

#include "libfootprints/core/footprints-properties-private.h"

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

G_DEFINE_FINAL_TYPE (FootprintsVerificationMonth, footprints_verification_month, G_TYPE_OBJECT)

static void
footprints_verification_month_finalize (GObject *object)
{
  g_free (FOOTPRINTS_VERIFICATION_MONTH (object)->label);

  G_OBJECT_CLASS (footprints_verification_month_parent_class)->finalize (object);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsVerificationMonth:label: (getter get_label)
   *
   * The name of the month, such as `2024-03`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "label", footprints_verification_month_get_label),
  /**
   * FootprintsVerificationMonth:n-here: (getter get_n_here)
   *
   * How many plays the history has.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "n-here", footprints_verification_month_get_n_here),
  /**
   * FootprintsVerificationMonth:n-there: (getter get_n_there)
   *
   * How many plays the service has; -1 when it did not say.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "n-there", footprints_verification_month_get_n_there),
  /**
   * FootprintsVerificationMonth:n-missing: (getter get_n_missing)
   *
   * How many plays the service has that the history had not.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "n-missing", footprints_verification_month_get_n_missing),
  /**
   * FootprintsVerificationMonth:n-extra: (getter get_n_extra)
   *
   * How many plays the history has that the service has not, or not any more.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "n-extra", footprints_verification_month_get_n_extra),
  /**
   * FootprintsVerificationMonth:n-unusable: (getter get_n_unusable)
   *
   * How many plays of the service are none that the history can hold.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "n-unusable", footprints_verification_month_get_n_unusable),
  /**
   * FootprintsVerificationMonth:n-repaired: (getter get_n_repaired)
   *
   * How many missing plays were added.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "n-repaired", footprints_verification_month_get_n_repaired),
  /**
   * FootprintsVerificationMonth:is-walked: (getter is_walked)
   *
   * Whether play was compared with play, not count with count.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (BOOLEAN, "is-walked", footprints_verification_month_is_walked),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_verification_month_class_init (FootprintsVerificationMonthClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_verification_month_finalize;
  _footprints_properties_install (object_class, properties);
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
FOOTPRINTS_GETTER (const char *, VerificationMonth, verification_month, VERIFICATION_MONTH, label)

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
