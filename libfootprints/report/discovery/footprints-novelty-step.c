/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One step of the novelty report: its properties and their getters. */

#include "libfootprints/report/discovery/footprints-novelty-step-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsNoveltyStep:label: (getter get_label)
   *
   * The name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsNoveltyStepRow, TEXT, label, "label", "period"),
  /**
   * FootprintsNoveltyStep:n-plays: (getter get_n_plays)
   *
   * How many plays the period has in this step.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsNoveltyStepRow, COUNT, n_plays, "n-plays", "total_scrobbles"),
  /**
   * FootprintsNoveltyStep:n-new-tracks: (getter get_n_new_tracks)
   *
   * How many of these plays are the first ever of their track.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsNoveltyStepRow, COUNT, n_new_tracks, "n-new-tracks", "new_tracks"),
  FOOTPRINTS_FIELD (FootprintsNoveltyStepRow, COUNT, n_repeated_tracks, NULL, "repeat_tracks"),
  /**
   * FootprintsNoveltyStep:n-new-artists: (getter get_n_new_artists)
   *
   * How many of these artists had never been played before.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsNoveltyStepRow, UINT, n_new_artists, "n-new-artists", "new_artists"),
  FOOTPRINTS_FIELD (FootprintsNoveltyStepRow, UINT, n_repeated_artists, NULL, "repeat_artists"),
  /**
   * FootprintsNoveltyStep:ratio: (getter get_ratio)
   *
   * The share of plays that are the first ever of their track, 0 to 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsNoveltyStepRow, SHARE, ratio, "ratio", "novelty_ratio"),
  /**
   * FootprintsNoveltyStep:day: (getter get_day)
   *
   * The first day of the step, as `2024-03-15`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsNoveltyStepRow, TEXT, day, "day", NULL),
  /**
   * FootprintsNoveltyStep:n-artists: (getter get_n_artists)
   *
   * How many different artists these plays have.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsNoveltyStepRow, UINT, n_artists, "n-artists", NULL),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsNoveltyStep:
 *
 * One step of a [class@Novelty]: a day, a week, a month or a year that has plays.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (NoveltyStep, novelty_step, fields)

/**
 * footprints_novelty_step_get_label: (get-property label)
 * @self: a step
 *
 * Gets the name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, NoveltyStep, novelty_step, NOVELTY_STEP, label)

/**
 * footprints_novelty_step_get_day: (get-property day)
 * @self: a step
 *
 * Gets the first day of the step, as `2024-03-15`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, NoveltyStep, novelty_step, NOVELTY_STEP, day)

/**
 * footprints_novelty_step_get_n_plays: (get-property n-plays)
 * @self: a step
 *
 * Gets how many plays the period has in this step.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, NoveltyStep, novelty_step, NOVELTY_STEP, n_plays)

/**
 * footprints_novelty_step_get_n_new_tracks: (get-property n-new-tracks)
 * @self: a step
 *
 * Gets how many of these plays are the first ever of their track.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, NoveltyStep, novelty_step, NOVELTY_STEP, n_new_tracks)

/**
 * footprints_novelty_step_get_n_artists: (get-property n-artists)
 * @self: a step
 *
 * Gets how many different artists these plays have.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, NoveltyStep, novelty_step, NOVELTY_STEP, n_artists)

/**
 * footprints_novelty_step_get_n_new_artists: (get-property n-new-artists)
 * @self: a step
 *
 * Gets how many of these artists had never been played before.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, NoveltyStep, novelty_step, NOVELTY_STEP, n_new_artists)

/**
 * footprints_novelty_step_get_ratio: (get-property ratio)
 * @self: a step
 *
 * Gets the share of plays that are the first ever of their track, 0 to 1.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (double, NoveltyStep, novelty_step, NOVELTY_STEP, ratio)
