/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/footprints-enums.h"
#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/core/plays/footprints-scrobble-row-private.h"
#include "libfootprints/protocol/footprints-track-names-private.h"

G_BEGIN_DECLS

/* What was heard for less is no play, for all streaming services. */
#define FOOTPRINTS_MIN_PLAYED_MS 30000

/* The source of plays when a file does not name one. */
#define FOOTPRINTS_UNKNOWN_SOURCE "unknown"

/* Whose play it is when a file of several listeners does not say so. */
#define FOOTPRINTS_UNKNOWN_LISTENER "unknown"
#define FOOTPRINTS_MAX_LISTENER_BYTES 256

/* What rows that are read one after another share. */
typedef struct
{
  FootprintsCalendar *calendar;      /* borrowed; for times without a zone */
  FootprintsDateOrder date_order;    /* of day and month, where both are numbers */
  gint64 min_played_ms;              /* what was played for less is no play */
  gboolean skips_private;            /* what was played in a private session is none either */
  const FootprintsTrackNames *names; /* borrowed; from lists beside the plays. NULL: none */
  GPtrArray *texts;                  /* of char *, made for the current row */
} FootprintsInputRows;

/* One play as a file or a service writes it, or the reason why it is not a play. Pure: no I/O. */
typedef struct
{
  FootprintsInputRows *rows;  /* borrowed; NULL for a row that was not begun */
  gint64 number;              /* the line, or the element of the list, from 1 */
  FootprintsScrobbleRow play; /* texts are valid until the next row begins */
  const char *listener;       /* whose play it is, of several; NULL: the file has one listener */
  const char *problem;        /* NULL: play is set */
  const char *place;          /* the member of an archive that the row is in; NULL: none */
  gboolean is_repaired;       /* a text was not UTF-8 and was converted */
  gboolean used_zone;         /* the time had no zone */
  gboolean used_played;       /* it says how long it was played */
  gint64 precision_s;         /* of a time as text, see FootprintsParsedTime; 0: it is a number */
} FootprintsInputRow;

void _footprints_input_rows_init (FootprintsInputRows *self, FootprintsCalendar *calendar);
void _footprints_input_rows_clear (FootprintsInputRows *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsInputRows, _footprints_input_rows_clear)

/* Begins a row with only its number set. Frees the texts of the previous row. */
void
_footprints_input_row_begin (FootprintsInputRow *self, FootprintsInputRows *rows, gint64 number);
/* Keeps @text (transfer full) until the next row. */
const char *_footprints_input_row_keep (FootprintsInputRow *self, char *text);
/* @text as UTF-8; NULL for an empty or blank one. Borrows @text where it can. */
const char *_footprints_input_row_text (FootprintsInputRow *self, const char *text);
/* Sets the extra information of the play from @info, unless that is empty; takes it. */
void _footprints_input_row_take_info (FootprintsInputRow *self, json_object *info);
/* Sets a problem, unless there is one, if so little was played that it is no play. */
void _footprints_input_row_check_played (FootprintsInputRow *self, gint64 played_ms);
/* The same if it was played in a private session, and such are passed over. */
void _footprints_input_row_check_private (FootprintsInputRow *self, gboolean is_private);
/* Sets the time of the play from @text, or sets a problem. */
void _footprints_input_row_set_time (FootprintsInputRow *self, const char *text);
/* Sets the time of the play from seconds of a clock on the wall. One that was never set is near
 * 1970 in every zone. */
void _footprints_input_row_set_local_time (FootprintsInputRow *self, gint64 local_s);

/* Converts text that is not UTF-8 to UTF-8 (transfer full). */
char *_footprints_input_text_repair (const char *text, gsize length);

G_END_DECLS
