/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What a verification found in one month, made from its tally. */

#include "libfootprints/verify/footprints-verification-month-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsVerificationMonth:label: (getter get_label)
   *
   * The name of the month, such as `2024-03`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsVerificationMonthRow, TEXT, label, "label", "month"),
  /**
   * FootprintsVerificationMonth:n-here: (getter get_n_here)
   *
   * How many plays the history has.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsVerificationMonthRow, COUNT, n_here, "n-here", "here"),
  /**
   * FootprintsVerificationMonth:n-there: (getter get_n_there)
   *
   * How many plays the service has; -1 when it did not say.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsVerificationMonthRow, KNOWN_COUNT, n_there, "n-there", "there"),
  /**
   * FootprintsVerificationMonth:n-missing: (getter get_n_missing)
   *
   * How many plays the service has that the history did not have.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsVerificationMonthRow, COUNT, n_missing, "n-missing", "missing"),
  /**
   * FootprintsVerificationMonth:n-extra: (getter get_n_extra)
   *
   * How many plays the history has that the service does not have, or no longer has.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsVerificationMonthRow, COUNT, n_extra, "n-extra", "extra"),
  /**
   * FootprintsVerificationMonth:n-unusable: (getter get_n_unusable)
   *
   * How many entries of the service are not plays that the history can hold.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsVerificationMonthRow, COUNT, n_unusable, "n-unusable", "unusable"),
  /**
   * FootprintsVerificationMonth:n-repaired: (getter get_n_repaired)
   *
   * How many missing plays were added.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsVerificationMonthRow, COUNT, n_repaired, "n-repaired", "repaired"),
  /**
   * FootprintsVerificationMonth:is-walked: (getter is_walked)
   *
   * Whether plays were compared one by one, not only counts.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsVerificationMonthRow, BOOLEAN, is_walked, "is-walked", "walked"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsVerificationMonth:
 *
 * What a [class@Verification] found for one month in UTC.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (VerificationMonth, verification_month, fields)

FootprintsVerificationMonth *
_footprints_verification_month_new (const FootprintsMonthTally *tally)
{
  FootprintsVerificationMonthRow row = {
    .label = g_strdup_printf ("%04d-%02d", tally->year, tally->month),
    .n_here = tally->n_here,
    .n_there = tally->n_there,
    .n_missing = tally->n_missing,
    .n_extra = tally->n_vanished,
    .n_unusable = tally->n_unusable,
    .n_repaired = tally->n_repaired,
    .is_walked = tally->is_walked,
  };

  return _footprints_row_to_object (&_footprints_verification_month_row_type, &row);
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
FOOTPRINTS_ROW_GETTER (
    const char *, VerificationMonth, verification_month, VERIFICATION_MONTH, label)

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
FOOTPRINTS_ROW_GETTER (gint64, VerificationMonth, verification_month, VERIFICATION_MONTH, n_here)

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
FOOTPRINTS_ROW_GETTER (gint64, VerificationMonth, verification_month, VERIFICATION_MONTH, n_there)

/**
 * footprints_verification_month_get_n_missing: (get-property n-missing)
 * @self: a month
 *
 * Gets how many plays the service has that the history did not have.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, VerificationMonth, verification_month, VERIFICATION_MONTH, n_missing)

/**
 * footprints_verification_month_get_n_extra: (get-property n-extra)
 * @self: a month
 *
 * Gets how many plays the history has that the service does not have, or no longer has.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, VerificationMonth, verification_month, VERIFICATION_MONTH, n_extra)

/**
 * footprints_verification_month_get_n_unusable: (get-property n-unusable)
 * @self: a month
 *
 * Gets how many entries of the service are not plays that the history can hold.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (
    gint64, VerificationMonth, verification_month, VERIFICATION_MONTH, n_unusable)

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
FOOTPRINTS_ROW_GETTER (
    gint64, VerificationMonth, verification_month, VERIFICATION_MONTH, n_repaired)

/**
 * footprints_verification_month_is_walked: (get-property is-walked)
 * @self: a month
 *
 * Tells whether plays were compared one by one, not only counts.
 *
 * Returns: %TRUE when it was
 *
 * Since: 0.1
 */
gboolean
footprints_verification_month_is_walked (FootprintsVerificationMonth *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION_MONTH (self), FALSE);

  return self->row.is_walked;
}
