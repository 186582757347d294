/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

/**
 * FootprintsDateOrder:
 * @FOOTPRINTS_DATE_ORDER_UNKNOWN: not known, or of no importance: no date has the day and the month
 *   as numbers with slashes or dashes
 * @FOOTPRINTS_DATE_ORDER_DAY_FIRST: 14/11/2023
 * @FOOTPRINTS_DATE_ORDER_MONTH_FIRST: 11/14/2023
 *
 * Whether the day or the month comes first in the dates of a file.
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_DATE_ORDER_UNKNOWN,
  FOOTPRINTS_DATE_ORDER_DAY_FIRST,
  FOOTPRINTS_DATE_ORDER_MONTH_FIRST,
} FootprintsDateOrder;

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

/**
 * FootprintsCertainty:
 * @FOOTPRINTS_CERTAINTY_UNUSED: the file has nothing that it matters for
 * @FOOTPRINTS_CERTAINTY_GIVEN: the caller said so
 * @FOOTPRINTS_CERTAINTY_CERTAIN: the file shows it
 * @FOOTPRINTS_CERTAINTY_ASSUMED: the file does not show it; the usual is taken
 * @FOOTPRINTS_CERTAINTY_OPEN: the file does not show it, and a wrong guess would harm: somebody has
 *   to say it
 *
 * How much is known about a part of an [class@ImportPlan].
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_CERTAINTY_UNUSED,
  FOOTPRINTS_CERTAINTY_GIVEN,
  FOOTPRINTS_CERTAINTY_CERTAIN,
  FOOTPRINTS_CERTAINTY_ASSUMED,
  FOOTPRINTS_CERTAINTY_OPEN,
} FootprintsCertainty;

/**
 * FootprintsPlanPart:
 * @FOOTPRINTS_PLAN_PART_FORMAT: which program writes such files
 * @FOOTPRINTS_PLAN_PART_SOURCE: who recorded the plays
 * @FOOTPRINTS_PLAN_PART_ZONE: the zone of times that do not name one
 * @FOOTPRINTS_PLAN_PART_DATE_ORDER: whether the day or the month comes first
 * @FOOTPRINTS_PLAN_PART_COLUMNS: which column is what
 * @FOOTPRINTS_PLAN_PART_LENGTH_UNIT: the unit of lengths
 * @FOOTPRINTS_PLAN_PART_ENCODING: how the text is encoded
 * @FOOTPRINTS_PLAN_PART_LISTENER: whose plays are meant
 *
 * The parts of an [class@ImportPlan].
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_PLAN_PART_FORMAT,
  FOOTPRINTS_PLAN_PART_SOURCE,
  FOOTPRINTS_PLAN_PART_ZONE,
  FOOTPRINTS_PLAN_PART_DATE_ORDER,
  FOOTPRINTS_PLAN_PART_COLUMNS,
  FOOTPRINTS_PLAN_PART_LENGTH_UNIT,
  FOOTPRINTS_PLAN_PART_ENCODING,
  FOOTPRINTS_PLAN_PART_LISTENER,
} FootprintsPlanPart;

/**
 * FootprintsImportColumn:
 * @FOOTPRINTS_IMPORT_COLUMN_ARTIST: the artist
 * @FOOTPRINTS_IMPORT_COLUMN_TRACK: the track
 * @FOOTPRINTS_IMPORT_COLUMN_TIME: the time of the play, or its time of day
 * @FOOTPRINTS_IMPORT_COLUMN_DATE: its date, beside a time of day
 * @FOOTPRINTS_IMPORT_COLUMN_ALBUM: the album
 * @FOOTPRINTS_IMPORT_COLUMN_ALBUM_ARTIST: the artist of the album
 * @FOOTPRINTS_IMPORT_COLUMN_LENGTH: the length of the track
 * @FOOTPRINTS_IMPORT_COLUMN_SOURCE: who recorded the play
 *
 * What a column of a table of plays holds. The first three are needed.
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_IMPORT_COLUMN_ARTIST,
  FOOTPRINTS_IMPORT_COLUMN_TRACK,
  FOOTPRINTS_IMPORT_COLUMN_TIME,
  FOOTPRINTS_IMPORT_COLUMN_DATE,
  FOOTPRINTS_IMPORT_COLUMN_ALBUM,
  FOOTPRINTS_IMPORT_COLUMN_ALBUM_ARTIST,
  FOOTPRINTS_IMPORT_COLUMN_LENGTH,
  FOOTPRINTS_IMPORT_COLUMN_SOURCE,
} FootprintsImportColumn;

/**
 * FootprintsLengthUnit:
 * @FOOTPRINTS_LENGTH_UNIT_UNKNOWN: not known, or of no importance: no length is a bare number
 * @FOOTPRINTS_LENGTH_UNIT_SECONDS: seconds
 * @FOOTPRINTS_LENGTH_UNIT_MILLISECONDS: milliseconds
 *
 * The unit of lengths that are bare numbers.
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_LENGTH_UNIT_UNKNOWN,
  FOOTPRINTS_LENGTH_UNIT_SECONDS,
  FOOTPRINTS_LENGTH_UNIT_MILLISECONDS,
} FootprintsLengthUnit;

G_END_DECLS
