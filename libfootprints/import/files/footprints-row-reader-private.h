/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/core/plays/footprints-scrobble-row-private.h"
#include "libfootprints/import/files/footprints-archive-input-private.h"

G_BEGIN_DECLS

/* What recorded a play when a file does not say. */
#define FOOTPRINTS_UNKNOWN_SOURCE "unknown"

/* One row of a file: a play, or the reason why it is none. */
typedef struct
{
  gint64 number;              /* the line, or the element of the list, from 1 */
  FootprintsScrobbleRow play; /* strings are valid until the next row */
  const char *problem;        /* NULL: play is set */
  gboolean is_repaired;       /* a text was not UTF-8 and was made so */
  gboolean used_zone;         /* the time named no zone */
} FootprintsInputRow;

/* Reads the rows of one file, or one member of an archive, of one format. */
typedef struct _FootprintsRowReader FootprintsRowReader;
struct _FootprintsRowReader
{
  /* 1: the next row; 0: no more; -1: @error is set. */
  int (*next) (FootprintsRowReader *self, FootprintsInputRow *row, GError **error);
  void (*free) (FootprintsRowReader *self);

  const char *format_name; /* "Last.fm CSV" */
  const char *source;      /* who recorded the plays, as the format tells; NULL: it does not */
  FootprintsArchiveInput *input; /* borrowed */
  FootprintsCalendar *calendar;  /* borrowed; for times without a zone */

  GPtrArray *texts; /* of char *, made for the current row */
};

void _footprints_row_reader_init (FootprintsRowReader *self,
                                  FootprintsArchiveInput *input,
                                  FootprintsCalendar *calendar);
void _footprints_row_reader_clear (FootprintsRowReader *self);

/* Begins a row: nothing is known of it but its number. */
void
_footprints_row_reader_begin (FootprintsRowReader *self, FootprintsInputRow *row, gint64 number);

/* UTF-8 made of a text that is not (transfer full). */
char *_footprints_row_reader_repair (const char *text, gsize length);
/* A text of the current row as UTF-8; NULL for an empty or blank one. */
const char *
_footprints_row_reader_text (FootprintsRowReader *self, FootprintsInputRow *row, const char *text);
/* Keeps @text until the next row. */
const char *_footprints_row_reader_keep (FootprintsRowReader *self, char *text);
/* Sets the extra information of the play from @info, unless that is empty; takes it. */
void _footprints_row_reader_take_info (FootprintsRowReader *self,
                                       FootprintsInputRow *row,
                                       json_object *info);
/* Sets the time of the play from text, or a problem. */
void _footprints_row_reader_set_time (FootprintsRowReader *self,
                                      FootprintsInputRow *row,
                                      const char *text);

/* The readers. Each looks at the first bytes of @input's member and returns NULL, with no error,
 * when they are not of its format. */
FootprintsRowReader *_footprints_csv_reader_new (FootprintsArchiveInput *input,
                                                 FootprintsCalendar *calendar,
                                                 GError **error);
FootprintsRowReader *_footprints_json_reader_new (FootprintsArchiveInput *input,
                                                  FootprintsCalendar *calendar,
                                                  GError **error);
FootprintsRowReader *_footprints_scrobbler_log_reader_new (FootprintsArchiveInput *input,
                                                           FootprintsCalendar *calendar,
                                                           GError **error);
/* For a whole file; no archive can hold a database that is read in place. */
FootprintsRowReader *_footprints_database_reader_new (const char *path, GError **error);
/* How much of the database has been read, 0 to 1. */
double _footprints_database_reader_get_progress (FootprintsRowReader *self);

/* Tries the readers one after another; NULL without an error when no one knows the format. */
FootprintsRowReader *
_footprints_recognise (FootprintsArchiveInput *input, FootprintsCalendar *calendar, GError **error);

G_END_DECLS
