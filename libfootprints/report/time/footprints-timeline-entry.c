/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The fields of an entry of a timeline, which become its properties and the members of its JSON. */

#include "libfootprints/report/time/footprints-timeline-entry-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsTimelineEntry:id: (getter get_id)
   *
   * The id of the play in the ledger.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsTimelineEntryRow, COUNT, id, "id", "id"),
  /**
   * FootprintsTimelineEntry:artist: (getter get_artist)
   *
   * The artist of the track.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsTimelineEntryRow, NAME, artist, "artist", "artist"),
  /**
   * FootprintsTimelineEntry:album: (getter get_album)
   *
   * The title of the album, %NULL when not known.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsTimelineEntryRow, NAME, album, "album", "album"),
  /**
   * FootprintsTimelineEntry:track: (getter get_track)
   *
   * The title of the track.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsTimelineEntryRow, NAME, track, "track", "track"),
  /**
   * FootprintsTimelineEntry:listened-at: (getter get_listened_at)
   *
   * When the play started, seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsTimelineEntryRow, INSTANT, listened_at, "listened-at", "timestamp"),
  /**
   * FootprintsTimelineEntry:source: (getter get_source)
   *
   * The source of the play.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsTimelineEntryRow, NAME, source, "source", "source"),
  /**
   * FootprintsTimelineEntry:album-artist: (getter get_album_artist)
   *
   * The artist of the album, %NULL when the album is not known.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsTimelineEntryRow, NAME, album_artist, "album-artist", "album_artist"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsTimelineEntry:
 *
 * One play in a [class@Timeline]. The store returns everything that is known about it, by its id.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (TimelineEntry, timeline_entry, fields)

/**
 * footprints_timeline_entry_get_id: (get-property id)
 * @self: an entry
 *
 * Gets the id of the play in the ledger.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, TimelineEntry, timeline_entry, TIMELINE_ENTRY, id)

/**
 * footprints_timeline_entry_get_listened_at: (get-property listened-at)
 * @self: an entry
 *
 * Gets when the play started, seconds since 1970-01-01 UTC.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, TimelineEntry, timeline_entry, TIMELINE_ENTRY, listened_at)

/**
 * footprints_timeline_entry_get_artist: (get-property artist)
 * @self: an entry
 *
 * Gets the artist of the track.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, TimelineEntry, timeline_entry, TIMELINE_ENTRY, artist)

/**
 * footprints_timeline_entry_get_track: (get-property track)
 * @self: an entry
 *
 * Gets the title of the track.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, TimelineEntry, timeline_entry, TIMELINE_ENTRY, track)

/**
 * footprints_timeline_entry_get_album: (get-property album)
 * @self: an entry
 *
 * Gets the title of the album, %NULL when not known.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, TimelineEntry, timeline_entry, TIMELINE_ENTRY, album)

/**
 * footprints_timeline_entry_get_album_artist: (get-property album-artist)
 * @self: an entry
 *
 * Gets the artist of the album, %NULL when the album is not known.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, TimelineEntry, timeline_entry, TIMELINE_ENTRY, album_artist)

/**
 * footprints_timeline_entry_get_source: (get-property source)
 * @self: an entry
 *
 * Gets the source of the play.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, TimelineEntry, timeline_entry, TIMELINE_ENTRY, source)
