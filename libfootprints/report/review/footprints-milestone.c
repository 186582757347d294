/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The fields of a milestone, which become its properties and the members of its JSON. */

#include "libfootprints/report/review/footprints-milestone-private.h"

#include "libfootprints/core/footprints-enum-types.h"

static const char *const kind_names[] = { "plays", "artists", "albums", "tracks" };

static const FootprintsField fields[] = {
  /**
   * FootprintsMilestone:kind: (getter get_kind)
   *
   * What was counted.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_FIELD (FootprintsMilestoneRow,
                         kind,
                         "kind",
                         "kind",
                         footprints_milestone_kind_get_type,
                         FOOTPRINTS_MILESTONE_KIND_PLAYS,
                         kind_names),
  /**
   * FootprintsMilestone:number: (getter get_number)
   *
   * The number that was reached.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsMilestoneRow, UINT, number, "number", "number"),
  /**
   * FootprintsMilestone:reached-at: (getter get_reached_at)
   *
   * When the play that reached it began, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsMilestoneRow, INSTANT, reached_at, "reached-at", "timestamp"),
  /**
   * FootprintsMilestone:artist: (getter get_artist)
   *
   * The artist of that play.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsMilestoneRow, NAME, artist, "artist", "artist"),
  /**
   * FootprintsMilestone:track: (getter get_track)
   *
   * The title of its track.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsMilestoneRow, NAME, track, "track", "track"),
  /**
   * FootprintsMilestone:album: (getter get_album)
   *
   * The title of its album, or %NULL.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsMilestoneRow, NAME, album, "album", "album"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsMilestone:
 *
 * A round number that was reached: an entry of [class@Milestones].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (Milestone, milestone, fields)

/**
 * footprints_milestone_get_kind: (get-property kind)
 * @self: a milestone
 *
 * Gets what was counted.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (FootprintsMilestoneKind, Milestone, milestone, MILESTONE, kind)

/**
 * footprints_milestone_get_number: (get-property number)
 * @self: a milestone
 *
 * Gets the number that was reached.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, Milestone, milestone, MILESTONE, number)

/**
 * footprints_milestone_get_reached_at: (get-property reached-at)
 * @self: a milestone
 *
 * Gets when the play that reached it began, in seconds since 1970-01-01 UTC.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Milestone, milestone, MILESTONE, reached_at)

/**
 * footprints_milestone_get_artist: (get-property artist)
 * @self: a milestone
 *
 * Gets the artist of that play.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Milestone, milestone, MILESTONE, artist)

/**
 * footprints_milestone_get_track: (get-property track)
 * @self: a milestone
 *
 * Gets the title of its track.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Milestone, milestone, MILESTONE, track)

/**
 * footprints_milestone_get_album: (get-property album)
 * @self: a milestone
 *
 * Gets the title of its album, or %NULL.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Milestone, milestone, MILESTONE, album)
