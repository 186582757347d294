/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The fields of a step of a rank history, which become its properties and its members in JSON. */

#include "libfootprints/report/charts/footprints-rank-step-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsRankStep:day: (getter get_day)
   *
   * The first day of the step, as `2024-03-15`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsRankStepRow, TEXT, day, "day", "day"),
  /**
   * FootprintsRankStep:label: (getter get_label)
   *
   * The name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsRankStepRow, TEXT, label, "label", "label"),
  /**
   * FootprintsRankStep:n-plays: (getter get_n_plays)
   *
   * How often it was played in the step.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsRankStepRow, COUNT, n_plays, "n-plays", "count"),
  /**
   * FootprintsRankStep:rank: (getter get_rank)
   *
   * Its rank in the chart of the step, from 1; 0 without plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_OPTIONAL_FIELD (FootprintsRankStepRow, UINT, rank, "rank", "rank"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsRankStep:
 *
 * A rank in the chart of one step: an entry of [class@RankHistory].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (RankStep, rank_step, fields)

/**
 * footprints_rank_step_get_label: (get-property label)
 * @self: a step
 *
 * Gets the name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, RankStep, rank_step, RANK_STEP, label)

/**
 * footprints_rank_step_get_day: (get-property day)
 * @self: a step
 *
 * Gets the first day of the step, as `2024-03-15`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, RankStep, rank_step, RANK_STEP, day)

/**
 * footprints_rank_step_get_n_plays: (get-property n-plays)
 * @self: a step
 *
 * Gets how often it was played in the step.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, RankStep, rank_step, RANK_STEP, n_plays)

/**
 * footprints_rank_step_get_rank: (get-property rank)
 * @self: a step
 *
 * Gets its rank in the chart of the step, from 1; 0 without plays.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, RankStep, rank_step, RANK_STEP, rank)
