/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One session in the sessions report: its properties and their getters. */

#include "libfootprints/report/sessions/footprints-session-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsSession:started-at: (getter get_started_at)
   *
   * When the first play began, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSessionRow, INSTANT, started_at, "started-at", NULL),
  /**
   * FootprintsSession:ended-at: (getter get_ended_at)
   *
   * When the last play began, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSessionRow, INSTANT, ended_at, "ended-at", NULL),
  /**
   * FootprintsSession:duration: (getter get_duration)
   *
   * The time from the beginning of the first play to that of the last, in seconds.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSessionRow, COUNT, duration, "duration", NULL),
  /**
   * FootprintsSession:n-plays: (getter get_n_plays)
   *
   * How many plays it has.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSessionRow, UINT, n_plays, "n-plays", NULL),
  /**
   * FootprintsSession:n-artists: (getter get_n_artists)
   *
   * How many different artists these plays have.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSessionRow, UINT, n_artists, "n-artists", NULL),
  /**
   * FootprintsSession:n-tracks: (getter get_n_tracks)
   *
   * How many different tracks these plays have.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSessionRow, UINT, n_tracks, "n-tracks", NULL),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsSession:
 *
 * Consecutive plays without a long gap: an entry of [class@Sessions].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (Session, session, fields)

/**
 * footprints_session_get_started_at: (get-property started-at)
 * @self: a session
 *
 * Gets when the first play began, in seconds since 1970-01-01 UTC.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Session, session, SESSION, started_at)

/**
 * footprints_session_get_ended_at: (get-property ended-at)
 * @self: a session
 *
 * Gets when the last play began, in seconds since 1970-01-01 UTC.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Session, session, SESSION, ended_at)

/**
 * footprints_session_get_duration: (get-property duration)
 * @self: a session
 *
 * Gets the time from the beginning of the first play to that of the last, in seconds.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Session, session, SESSION, duration)

/**
 * footprints_session_get_n_plays: (get-property n-plays)
 * @self: a session
 *
 * Gets how many plays it has.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, Session, session, SESSION, n_plays)

/**
 * footprints_session_get_n_artists: (get-property n-artists)
 * @self: a session
 *
 * Gets how many different artists these plays have.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, Session, session, SESSION, n_artists)

/**
 * footprints_session_get_n_tracks: (get-property n-tracks)
 * @self: a session
 *
 * Gets how many different tracks these plays have.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, Session, session, SESSION, n_tracks)
