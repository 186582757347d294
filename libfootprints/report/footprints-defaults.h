/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-enums.h>

G_BEGIN_DECLS

/* What reports are asked with unless one says otherwise: each program, binding and page means the
 * same. How many rows are asked for is up to whoever shows them. */

/**
 * FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES:
 *
 * How far the beginnings of two plays of one session, or of a transition, lie apart at most.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES 45

/**
 * FOOTPRINTS_DEFAULT_SESSION_MIN_PLAYS:
 *
 * How many plays make a session at least.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_SESSION_MIN_PLAYS 2

/**
 * FOOTPRINTS_DEFAULT_TRANSITION_MIN_TIMES:
 *
 * How often one artist follows another at least to be told.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_TRANSITION_MIN_TIMES 2

/**
 * FOOTPRINTS_DEFAULT_STREAK_MIN_PLAYS:
 *
 * How many plays a day of a streak has at least.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_STREAK_MIN_PLAYS 1

/**
 * FOOTPRINTS_DEFAULT_COMEBACK_MIN_DAYS:
 *
 * How long nothing of an artist was heard before a comeback, at least.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_COMEBACK_MIN_DAYS 365

/**
 * FOOTPRINTS_DEFAULT_OBSESSION_MIN_PLAYS:
 *
 * How often a track was heard in the week of an obsession at least.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_OBSESSION_MIN_PLAYS 10

/**
 * FOOTPRINTS_DEFAULT_FAVOURITE_MIN_PLAYS:
 *
 * How often a favourite that is forgotten was heard at least.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_FAVOURITE_MIN_PLAYS 20

/**
 * FOOTPRINTS_DEFAULT_FORGOTTEN_MIN_DAYS:
 *
 * How long it has not been heard, at least.
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
 * The steps of a report of what was new.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_NOVELTY_GRANULARITY FOOTPRINTS_GRANULARITY_WEEK

/**
 * FOOTPRINTS_DEFAULT_DIVERSITY_GRANULARITY:
 *
 * The steps of a report of how plays are spread.
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
 * The steps of a growing history.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_DEFAULT_GROWTH_GRANULARITY FOOTPRINTS_GRANULARITY_MONTH

G_END_DECLS
