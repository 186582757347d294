/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

/**
 * FootprintsEntityKind:
 * @FOOTPRINTS_ENTITY_KIND_ARTIST: artists
 * @FOOTPRINTS_ENTITY_KIND_ALBUM: albums, each by one album artist
 * @FOOTPRINTS_ENTITY_KIND_TRACK: tracks, each by one artist
 *
 * What a chart or a search is about.
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_ENTITY_KIND_ARTIST,
  FOOTPRINTS_ENTITY_KIND_ALBUM,
  FOOTPRINTS_ENTITY_KIND_TRACK,
} FootprintsEntityKind;

/**
 * FootprintsGranularity:
 * @FOOTPRINTS_GRANULARITY_DAY: local days
 * @FOOTPRINTS_GRANULARITY_WEEK: ISO 8601 weeks, Monday first
 * @FOOTPRINTS_GRANULARITY_MONTH: calendar months
 * @FOOTPRINTS_GRANULARITY_YEAR: calendar years
 *
 * The length of one step of a time series.
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_GRANULARITY_DAY,
  FOOTPRINTS_GRANULARITY_WEEK,
  FOOTPRINTS_GRANULARITY_MONTH,
  FOOTPRINTS_GRANULARITY_YEAR,
} FootprintsGranularity;

/**
 * FootprintsMeasure:
 * @FOOTPRINTS_MEASURE_PLAYS: number of plays
 * @FOOTPRINTS_MEASURE_MINUTES: minutes of listening
 *
 * What a chart ranks by.
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_MEASURE_PLAYS,
  FOOTPRINTS_MEASURE_MINUTES,
} FootprintsMeasure;

/**
 * FootprintsMilestoneKind:
 * @FOOTPRINTS_MILESTONE_KIND_PLAYS: plays
 * @FOOTPRINTS_MILESTONE_KIND_ARTISTS: different artists
 * @FOOTPRINTS_MILESTONE_KIND_ALBUMS: different albums
 * @FOOTPRINTS_MILESTONE_KIND_TRACKS: different tracks
 *
 * What a milestone counts.
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_MILESTONE_KIND_PLAYS,
  FOOTPRINTS_MILESTONE_KIND_ARTISTS,
  FOOTPRINTS_MILESTONE_KIND_ALBUMS,
  FOOTPRINTS_MILESTONE_KIND_TRACKS,
} FootprintsMilestoneKind;

/**
 * FootprintsMovement:
 * @FOOTPRINTS_MOVEMENT_NONE: the chart is not compared with another
 * @FOOTPRINTS_MOVEMENT_NEW: never heard before
 * @FOOTPRINTS_MOVEMENT_BACK: not in the earlier chart, but heard before that
 * @FOOTPRINTS_MOVEMENT_UP: ranked higher than in the earlier chart
 * @FOOTPRINTS_MOVEMENT_DOWN: ranked lower than in the earlier chart
 * @FOOTPRINTS_MOVEMENT_SAME: ranked the same as in the earlier chart
 *
 * How an entry of a chart moved since an earlier chart.
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_MOVEMENT_NONE,
  FOOTPRINTS_MOVEMENT_NEW,
  FOOTPRINTS_MOVEMENT_BACK,
  FOOTPRINTS_MOVEMENT_UP,
  FOOTPRINTS_MOVEMENT_DOWN,
  FOOTPRINTS_MOVEMENT_SAME,
} FootprintsMovement;

/**
 * FootprintsSessionOrder:
 * @FOOTPRINTS_SESSION_ORDER_NEWEST: newest first
 * @FOOTPRINTS_SESSION_ORDER_LONGEST: longest first
 * @FOOTPRINTS_SESSION_ORDER_MOST_PLAYS: most plays first
 *
 * How sessions are ordered. Ties are ordered newest first.
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_SESSION_ORDER_NEWEST,
  FOOTPRINTS_SESSION_ORDER_LONGEST,
  FOOTPRINTS_SESSION_ORDER_MOST_PLAYS,
} FootprintsSessionOrder;

/**
 * FootprintsPeriodName:
 * @FOOTPRINTS_PERIOD_NAME_TODAY: from local midnight to now
 * @FOOTPRINTS_PERIOD_NAME_WEEK: from the start of the local day six days ago to now
 * @FOOTPRINTS_PERIOD_NAME_MONTH: from the first of the local month to now
 * @FOOTPRINTS_PERIOD_NAME_YEAR: from the first of January, local time, to now
 * @FOOTPRINTS_PERIOD_NAME_LAST_MONTH: the whole calendar month before the current one
 * @FOOTPRINTS_PERIOD_NAME_ALL_TIME: everything
 *
 * Named periods. Those that end now include the current second.
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_PERIOD_NAME_TODAY,
  FOOTPRINTS_PERIOD_NAME_WEEK,
  FOOTPRINTS_PERIOD_NAME_MONTH,
  FOOTPRINTS_PERIOD_NAME_YEAR,
  FOOTPRINTS_PERIOD_NAME_LAST_MONTH,
  FOOTPRINTS_PERIOD_NAME_ALL_TIME,
} FootprintsPeriodName;

/**
 * FootprintsStoreOpenFlags:
 * @FOOTPRINTS_STORE_OPEN_NONE: open for reading and writing, and create the ledger if it is missing
 * @FOOTPRINTS_STORE_OPEN_READ_ONLY: never write; the ledger must exist
 * @FOOTPRINTS_STORE_OPEN_NO_CREATE: fail with %FOOTPRINTS_ERROR_NOT_FOUND if the ledger is missing
 *
 * How to open a store.
 *
 * Since: 0.1
 */
typedef enum /*< flags >*/
{
  FOOTPRINTS_STORE_OPEN_NONE = 0,
  FOOTPRINTS_STORE_OPEN_READ_ONLY = 1 << 0,
  FOOTPRINTS_STORE_OPEN_NO_CREATE = 1 << 1,
} FootprintsStoreOpenFlags;

/**
 * FootprintsExportFormat:
 * @FOOTPRINTS_EXPORT_FORMAT_JSONL: one JSON object per line with everything that is known about a
 *   play; lossless
 * @FOOTPRINTS_EXPORT_FORMAT_JSON: a pretty-printed JSON array with id, artist, album, track,
 *   timestamp, source and source_id
 * @FOOTPRINTS_EXPORT_FORMAT_CSV: comma separated values with the header
 *   `timestamp,artist,album,track,source`
 *
 * The format of an exported file.
 *
 * Source: doc/ledger-format.md, "Exports".
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_EXPORT_FORMAT_JSONL,
  FOOTPRINTS_EXPORT_FORMAT_JSON,
  FOOTPRINTS_EXPORT_FORMAT_CSV,
} FootprintsExportFormat;

/**
 * FootprintsImportState:
 * @FOOTPRINTS_IMPORT_STATE_QUEUED: not started
 * @FOOTPRINTS_IMPORT_STATE_RUNNING: running
 * @FOOTPRINTS_IMPORT_STATE_FINISHED: the whole input was read
 * @FOOTPRINTS_IMPORT_STATE_FAILED: stopped by an error; the plays stored before it are kept
 * @FOOTPRINTS_IMPORT_STATE_CANCELLED: stopped on request; the plays stored before it are kept
 * @FOOTPRINTS_IMPORT_STATE_PAUSED: paused on request; nothing is fetched
 *
 * The state of an import job.
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_IMPORT_STATE_QUEUED,
  FOOTPRINTS_IMPORT_STATE_RUNNING,
  FOOTPRINTS_IMPORT_STATE_FINISHED,
  FOOTPRINTS_IMPORT_STATE_FAILED,
  FOOTPRINTS_IMPORT_STATE_CANCELLED,
  FOOTPRINTS_IMPORT_STATE_PAUSED,
} FootprintsImportState;

G_END_DECLS
