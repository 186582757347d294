/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One step of the diversity report: its properties and their getters. */

#include "libfootprints/report/discovery/footprints-diversity-step-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsDiversityStep:label: (getter get_label)
   *
   * The name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsDiversityStepRow, TEXT, label, "label", "period"),
  /**
   * FootprintsDiversityStep:n-plays: (getter get_n_plays)
   *
   * How many plays the period has in this step.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsDiversityStepRow, COUNT, n_plays, "n-plays", "total_scrobbles"),
  /**
   * FootprintsDiversityStep:n-artists: (getter get_n_artists)
   *
   * How many different artists these plays have.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsDiversityStepRow, UINT, n_artists, "n-artists", "unique_artists"),
  /**
   * FootprintsDiversityStep:n-tracks: (getter get_n_tracks)
   *
   * How many different tracks these plays have.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsDiversityStepRow, UINT, n_tracks, "n-tracks", "unique_tracks"),
  /**
   * FootprintsDiversityStep:entropy: (getter get_entropy)
   *
   * The Shannon entropy of plays over artists, in bits.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsDiversityStepRow, DOUBLE, entropy, "entropy", "shannon_entropy"),
  /**
   * FootprintsDiversityStep:gini: (getter get_gini)
   *
   * The Gini coefficient of plays over artists, 0 (all equal) to 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsDiversityStepRow, SHARE, gini, "gini", "gini_coefficient"),
  /**
   * FootprintsDiversityStep:effective-artists: (getter get_effective_artists)
   *
   * How many equally played artists would have the same entropy.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsDiversityStepRow,
                    DOUBLE,
                    effective_artists,
                    "effective-artists",
                    "effective_artists"),
  FOOTPRINTS_FIELD (FootprintsDiversityStepRow, DOUBLE, score, NULL, "diversity_score"),
  /**
   * FootprintsDiversityStep:day: (getter get_day)
   *
   * The first day of the step, as `2024-03-15`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsDiversityStepRow, TEXT, day, "day", NULL),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsDiversityStep:
 *
 * One step of a [class@Diversity]: a day, a week, a month or a year that has plays.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (DiversityStep, diversity_step, fields)

/**
 * footprints_diversity_step_get_label: (get-property label)
 * @self: a step
 *
 * Gets the name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, DiversityStep, diversity_step, DIVERSITY_STEP, label)

/**
 * footprints_diversity_step_get_day: (get-property day)
 * @self: a step
 *
 * Gets the first day of the step, as `2024-03-15`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, DiversityStep, diversity_step, DIVERSITY_STEP, day)

/**
 * footprints_diversity_step_get_n_plays: (get-property n-plays)
 * @self: a step
 *
 * Gets how many plays the period has in this step.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, DiversityStep, diversity_step, DIVERSITY_STEP, n_plays)

/**
 * footprints_diversity_step_get_n_artists: (get-property n-artists)
 * @self: a step
 *
 * Gets how many different artists these plays have.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, DiversityStep, diversity_step, DIVERSITY_STEP, n_artists)

/**
 * footprints_diversity_step_get_n_tracks: (get-property n-tracks)
 * @self: a step
 *
 * Gets how many different tracks these plays have.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, DiversityStep, diversity_step, DIVERSITY_STEP, n_tracks)

/**
 * footprints_diversity_step_get_entropy: (get-property entropy)
 * @self: a step
 *
 * Gets the Shannon entropy of plays over artists, in bits.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (double, DiversityStep, diversity_step, DIVERSITY_STEP, entropy)

/**
 * footprints_diversity_step_get_gini: (get-property gini)
 * @self: a step
 *
 * Gets the Gini coefficient of plays over artists, 0 (all equal) to 1.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (double, DiversityStep, diversity_step, DIVERSITY_STEP, gini)

/**
 * footprints_diversity_step_get_effective_artists: (get-property effective-artists)
 * @self: a step
 *
 * Gets how many equally played artists would have the same entropy.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (double, DiversityStep, diversity_step, DIVERSITY_STEP, effective_artists)
