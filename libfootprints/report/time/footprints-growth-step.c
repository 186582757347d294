/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The fields of a step of growth, which become its properties and the members of its JSON. */

#include "libfootprints/report/time/footprints-growth-step-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsGrowthStep:day: (getter get_day)
   *
   * The first day of the step, as `2024-03-15`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsGrowthStepRow, TEXT, day, "day", "day"),
  /**
   * FootprintsGrowthStep:label: (getter get_label)
   *
   * The name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsGrowthStepRow, TEXT, label, "label", "label"),
  /**
   * FootprintsGrowthStep:n-plays: (getter get_n_plays)
   *
   * How many plays there were at its end, counted from the very first.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsGrowthStepRow, COUNT, n_plays, "n-plays", "scrobbles"),
  /**
   * FootprintsGrowthStep:n-artists: (getter get_n_artists)
   *
   * How many different artists they have.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsGrowthStepRow, UINT, n_artists, "n-artists", "artists"),
  /**
   * FootprintsGrowthStep:n-albums: (getter get_n_albums)
   *
   * How many different albums they have.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsGrowthStepRow, UINT, n_albums, "n-albums", "albums"),
  /**
   * FootprintsGrowthStep:n-tracks: (getter get_n_tracks)
   *
   * How many different tracks they have.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsGrowthStepRow, UINT, n_tracks, "n-tracks", "tracks"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsGrowthStep:
 *
 * How large a history was at the end of a step: an entry of [class@Growth].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (GrowthStep, growth_step, fields)

/**
 * footprints_growth_step_get_label: (get-property label)
 * @self: a step
 *
 * Gets the name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, GrowthStep, growth_step, GROWTH_STEP, label)

/**
 * footprints_growth_step_get_day: (get-property day)
 * @self: a step
 *
 * Gets the first day of the step, as `2024-03-15`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, GrowthStep, growth_step, GROWTH_STEP, day)

/**
 * footprints_growth_step_get_n_plays: (get-property n-plays)
 * @self: a step
 *
 * Gets how many plays there were at its end, counted from the very first.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, GrowthStep, growth_step, GROWTH_STEP, n_plays)

/**
 * footprints_growth_step_get_n_artists: (get-property n-artists)
 * @self: a step
 *
 * Gets how many different artists they have.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, GrowthStep, growth_step, GROWTH_STEP, n_artists)

/**
 * footprints_growth_step_get_n_albums: (get-property n-albums)
 * @self: a step
 *
 * Gets how many different albums they have.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, GrowthStep, growth_step, GROWTH_STEP, n_albums)

/**
 * footprints_growth_step_get_n_tracks: (get-property n-tracks)
 * @self: a step
 *
 * Gets how many different tracks they have.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, GrowthStep, growth_step, GROWTH_STEP, n_tracks)
