/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One year in the list of years: its properties and their getters. */

#include "libfootprints/report/review/footprints-year-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsYear:year: (getter get_year)
   *
   * The calendar year.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsYearRow, INT, year, "year", NULL),
  /**
   * FootprintsYear:n-plays: (getter get_n_plays)
   *
   * How many plays it has.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsYearRow, COUNT, n_plays, "n-plays", NULL),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsYear:
 *
 * One calendar year: an entry of [class@Years].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (Year, year, fields)

/**
 * footprints_year_get_year: (get-property year)
 * @self: an entry
 *
 * Gets the calendar year.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (int, Year, year, YEAR, year)

/**
 * footprints_year_get_n_plays: (get-property n-plays)
 * @self: an entry
 *
 * Gets how many plays it has.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Year, year, YEAR, n_plays)
