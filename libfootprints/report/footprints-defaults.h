/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-enums.h>

G_BEGIN_DECLS

/* The default options of reports, the same for every program, binding and page. The number of rows
 * has no default here: it is up to the program that shows them. */

/**
 * FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES:
 *
 * The longest time between the starts of two plays of one session, or of a transition.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES 45

/**
 * FOOTPRINTS_DEFAULT_SESSION_MIN_PLAYS:
 *
 * The fewest plays that make a session.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_SESSION_MIN_PLAYS 2

/**
 * FOOTPRINTS_DEFAULT_TRANSITION_MIN_TIMES:
 *
 * The fewest times that one artist has to follow another to be listed.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_TRANSITION_MIN_TIMES 2

/**
 * FOOTPRINTS_DEFAULT_STREAK_MIN_PLAYS:
 *
 * The fewest plays that a day of a streak has.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_STREAK_MIN_PLAYS 1

/**
 * FOOTPRINTS_DEFAULT_COMEBACK_MIN_DAYS:
 *
 * The fewest days without a play of the artist before a comeback.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_COMEBACK_MIN_DAYS 365

/**
 * FOOTPRINTS_DEFAULT_OBSESSION_MIN_PLAYS:
 *
 * The fewest plays that a track has in the week of an obsession.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_OBSESSION_MIN_PLAYS 10

/**
 * FOOTPRINTS_DEFAULT_FAVOURITE_MIN_PLAYS:
 *
 * The fewest plays that a forgotten favourite has.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_FAVOURITE_MIN_PLAYS 20

/**
 * FOOTPRINTS_DEFAULT_FORGOTTEN_MIN_DAYS:
 *
 * The fewest days since the last play of a forgotten favourite.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_FORGOTTEN_MIN_DAYS 365

/**
 * FOOTPRINTS_DEFAULT_PULSE_GRANULARITY:
 *
 * The steps of a pulse.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_PULSE_GRANULARITY FOOTPRINTS_GRANULARITY_DAY

/**
 * FOOTPRINTS_DEFAULT_NOVELTY_GRANULARITY:
 *
 * The steps of a novelty report.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_NOVELTY_GRANULARITY FOOTPRINTS_GRANULARITY_WEEK

/**
 * FOOTPRINTS_DEFAULT_DIVERSITY_GRANULARITY:
 *
 * The steps of a diversity report.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_DIVERSITY_GRANULARITY FOOTPRINTS_GRANULARITY_WEEK

/**
 * FOOTPRINTS_DEFAULT_RANK_GRANULARITY:
 *
 * The steps of a rank history.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_RANK_GRANULARITY FOOTPRINTS_GRANULARITY_WEEK

/**
 * FOOTPRINTS_DEFAULT_GROWTH_GRANULARITY:
 *
 * The steps of a growth report.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_GROWTH_GRANULARITY FOOTPRINTS_GRANULARITY_MONTH

G_END_DECLS
