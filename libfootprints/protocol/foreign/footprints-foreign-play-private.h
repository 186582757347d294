/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/protocol/footprints-input-row-private.h"

G_BEGIN_DECLS

/* Plays in the JSON of other programs and services. Each sets the row from @element, or a problem.
 * Pure: no I/O. */

/* Maloja's export: {time, track: {artists, title, album, length}, duration, origin}. */
void _footprints_maloja_read_scrobble (FootprintsInputRow *row, json_object *element);
/* Koito's export: {listened_at, client, track: {aliases, duration}, album, artists}. */
void _footprints_koito_read_listen (FootprintsInputRow *row, json_object *element);
/* multi-scrobbler's plays: {data: {track, artists, album, playDate, …}, meta: {source, …}}. */
void _footprints_multi_scrobbler_read_play (FootprintsInputRow *row, json_object *element);
/* Last.fm's own archive of 2012 to 2014: {timestamp: {unixtimestamp}, track: {name, artist}, …}. */
void _footprints_lastfm_archive_read_scrobble (FootprintsInputRow *row, json_object *element);
/* Google Takeout, YouTube Music: {header, title, titleUrl, subtitles, time}. */
void _footprints_youtube_read_watch (FootprintsInputRow *row, json_object *element);
/* Tidal's history as JSON: {entry_date, track_title, artist_name, stream_duration_ms, …}. */
void _footprints_tidal_read_stream (FootprintsInputRow *row, json_object *element);

/* A row of Deezer's sheet: {Artist, Song Title, Listening Time, Date, …}. */
void _footprints_deezer_read_stream (FootprintsInputRow *row, json_object *element);
/* A row of Playback Reporting, of Jellyfin and Emby: {DateCreated, ItemName, PlayDuration, …}. */
void _footprints_playback_report_read (FootprintsInputRow *row, json_object *element);

/* A row of Apple Music's play activity: {Song Name, Event Start Timestamp, End Reason Type, …}. */
void _footprints_apple_read_activity (FootprintsInputRow *row, json_object *element);
/* A row of Amazon Music's list of listens: {timestamp, title, asin, consumptionDurationMs, …}. */
void _footprints_amazon_read_listen (FootprintsInputRow *row, json_object *element);

/* A row of SoundCloud's history: {play_time, track_title, track_url, uploader}. */
void _footprints_soundcloud_read_row (FootprintsInputRow *row, json_object *element);
/* A play of its web interface: {played_at, track: {title, duration, user, publisher_metadata}}. */
void _footprints_soundcloud_read_play (FootprintsInputRow *row, json_object *element);

/* What a row is to the one before it, @held, which may be NULL. */
typedef enum
{
  FOOTPRINTS_PART_OF_ANOTHER_PLAY,
  FOOTPRINTS_PART_OF_SAME_PLAY, /* @held is both now */
  FOOTPRINTS_PART_OF_NO_PLAY,   /* and may stand between parts of one */
} FootprintsPartOf;

FootprintsPartOf
_footprints_apple_join_activities (FootprintsInputRow *row, json_object *held, json_object *next);

/* The names in an array of texts, or of objects that have one as @member, with commas; NULL: there
 * are none. */
const char *_footprints_foreign_play_join_names (FootprintsInputRow *row,
                                                 json_object *array,
                                                 const char *member);

G_END_DECLS
