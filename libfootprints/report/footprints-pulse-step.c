/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-pulse-step-private.h"

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
struct _FootprintsPulseStep
{
  GObject parent_instance;

  char *label;
  char *day;
  gint64 start;
  gint64 end;
  gint64 n_plays;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_DAY,
  PROP_START,
  PROP_END,
  PROP_N_PLAYS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsPulseStep, footprints_pulse_step, G_TYPE_OBJECT)

static void
footprints_pulse_step_finalize (GObject *object)
{
  FootprintsPulseStep *self = FOOTPRINTS_PULSE_STEP (object);

  g_free (self->label);
  g_free (self->day);

  G_OBJECT_CLASS (footprints_pulse_step_parent_class)->finalize (object);
}

static void
footprints_pulse_step_get_property (GObject *object,
                                    guint property_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  FootprintsPulseStep *self = FOOTPRINTS_PULSE_STEP (object);

  switch (property_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_DAY:
      g_value_set_string (value, self->day);
      break;
    case PROP_START:
      g_value_set_int64 (value, self->start);
      break;
    case PROP_END:
      g_value_set_int64 (value, self->end);
      break;
    case PROP_N_PLAYS:
      g_value_set_int64 (value, self->n_plays);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_pulse_step_class_init (FootprintsPulseStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_pulse_step_finalize;
  object_class->get_property = footprints_pulse_step_get_property;

  /**
   * FootprintsPulseStep:label: (getter get_label)
   *
   * The name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
   *
   * Since: 0.1
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, read_only);

  /**
   * FootprintsPulseStep:day: (getter get_day)
   *
   * The first day of the step, as `2024-03-15`.
   *
   * Since: 0.1
   */
  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL, read_only);

  /**
   * FootprintsPulseStep:start: (getter get_start)
   *
   * The first second of the step, since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  properties[PROP_START] =
      g_param_spec_int64 ("start", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsPulseStep:end: (getter get_end)
   *
   * The first second after the step, since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  properties[PROP_END] =
      g_param_spec_int64 ("end", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsPulseStep:n-plays: (getter get_n_plays)
   *
   * How many plays of the period are in the step.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_pulse_step_init (FootprintsPulseStep *self)
{
}

FootprintsPulseStep *
_footprints_pulse_step_new (
    const char *label, const char *day, gint64 start, gint64 end, gint64 n_plays)
{
  FootprintsPulseStep *self = g_object_new (FOOTPRINTS_TYPE_PULSE_STEP, NULL);

  self->label = g_strdup (label);
  self->day = g_strdup (day);
  self->start = start;
  self->end = end;
  self->n_plays = n_plays;
  return self;
}

/**
 * footprints_pulse_step_get_label: (get-property label)
 * @self: an entry
 *
 * Gets the name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_pulse_step_get_label (FootprintsPulseStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_PULSE_STEP (self), NULL);

  return self->label;
}

/**
 * footprints_pulse_step_get_day: (get-property day)
 * @self: an entry
 *
 * Gets the first day of the step, as `2024-03-15`.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_pulse_step_get_day (FootprintsPulseStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_PULSE_STEP (self), NULL);

  return self->day;
}

/**
 * footprints_pulse_step_get_start: (get-property start)
 * @self: an entry
 *
 * Gets the first second of the step, since 1970-01-01 UTC.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_pulse_step_get_start (FootprintsPulseStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_PULSE_STEP (self), 0);

  return self->start;
}

/**
 * footprints_pulse_step_get_end: (get-property end)
 * @self: an entry
 *
 * Gets the first second after the step, since 1970-01-01 UTC.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_pulse_step_get_end (FootprintsPulseStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_PULSE_STEP (self), 0);

  return self->end;
}

/**
 * footprints_pulse_step_get_n_plays: (get-property n-plays)
 * @self: an entry
 *
 * Gets how many plays of the period are in the step.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_pulse_step_get_n_plays (FootprintsPulseStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_PULSE_STEP (self), 0);

  return self->n_plays;
}
