/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One pair of artists in the transitions report: its properties and their getters. */

#include "libfootprints/report/sessions/footprints-transition-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsTransition:from-artist: (getter get_from_artist)
   *
   * The artist played first.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsTransitionRow, NAME, from_artist, "from-artist", "from_artist"),
  /**
   * FootprintsTransition:to-artist: (getter get_to_artist)
   *
   * The artist played next.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsTransitionRow, NAME, to_artist, "to-artist", "to_artist"),
  /**
   * FootprintsTransition:n-times: (getter get_n_times)
   *
   * How often that happened.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsTransitionRow, UINT, n_times, "n-times", "count"),
  FOOTPRINTS_FIELD (FootprintsTransitionRow, DOUBLE, percentage, NULL, "percentage"),
  /**
   * FootprintsTransition:share: (getter get_share)
   *
   * Their share of all transitions, 0 to 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsTransitionRow, SHARE, share, "share", NULL),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsTransition:
 *
 * One artist after another: an entry of [class@Transitions].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (Transition, transition, fields)

/**
 * footprints_transition_get_from_artist: (get-property from-artist)
 * @self: a transition
 *
 * Gets the artist played first.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Transition, transition, TRANSITION, from_artist)

/**
 * footprints_transition_get_to_artist: (get-property to-artist)
 * @self: a transition
 *
 * Gets the artist played next.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Transition, transition, TRANSITION, to_artist)

/**
 * footprints_transition_get_n_times: (get-property n-times)
 * @self: a transition
 *
 * Gets how often that happened.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, Transition, transition, TRANSITION, n_times)

/**
 * footprints_transition_get_share: (get-property share)
 * @self: a transition
 *
 * Gets their share of all transitions, 0 to 1.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (double, Transition, transition, TRANSITION, share)
