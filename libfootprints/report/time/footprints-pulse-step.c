/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The fields of a step of a pulse, which become its properties and the members of its JSON. */

#include "libfootprints/report/time/footprints-pulse-step-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsPulseStep:day: (getter get_day)
   *
   * The first day of the step, as `2024-03-15`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsPulseStepRow, TEXT, day, "day", "day"),
  /**
   * FootprintsPulseStep:label: (getter get_label)
   *
   * The name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsPulseStepRow, TEXT, label, "label", "label"),
  /**
   * FootprintsPulseStep:n-plays: (getter get_n_plays)
   *
   * How many plays of the period are in the step.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsPulseStepRow, COUNT, n_plays, "n-plays", "count"),
  /**
   * FootprintsPulseStep:start: (getter get_start)
   *
   * The first second of the step, since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsPulseStepRow, INSTANT, start, "start", NULL),
  /**
   * FootprintsPulseStep:end: (getter get_end)
   *
   * The first second after the step, since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsPulseStepRow, INSTANT, end, "end", NULL),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsPulseStep:
 *
 * One step of a [class@Pulse]: a day, a week, a month or a year.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (PulseStep, pulse_step, fields)

/**
 * footprints_pulse_step_get_label: (get-property label)
 * @self: an entry
 *
 * Gets the name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, PulseStep, pulse_step, PULSE_STEP, label)

/**
 * footprints_pulse_step_get_day: (get-property day)
 * @self: an entry
 *
 * Gets the first day of the step, as `2024-03-15`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, PulseStep, pulse_step, PULSE_STEP, day)

/**
 * footprints_pulse_step_get_start: (get-property start)
 * @self: an entry
 *
 * Gets the first second of the step, since 1970-01-01 UTC.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, PulseStep, pulse_step, PULSE_STEP, start)

/**
 * footprints_pulse_step_get_end: (get-property end)
 * @self: an entry
 *
 * Gets the first second after the step, since 1970-01-01 UTC.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, PulseStep, pulse_step, PULSE_STEP, end)

/**
 * footprints_pulse_step_get_n_plays: (get-property n-plays)
 * @self: an entry
 *
 * Gets how many plays of the period are in the step.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, PulseStep, pulse_step, PULSE_STEP, n_plays)
