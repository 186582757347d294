/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/calendar/footprints-calendar-private.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 time_s;
  gboolean used_zone; /* the text has no zone */
  gint64 precision_s; /* 60: the text has no seconds; 86400: it is a date; otherwise 1 */
} FootprintsParsedTime;

/* Reads the times that exports write: seconds, milliseconds or microseconds since 1970;
 * "2023-11-14T22:13:20Z", "2023-11-14 22:13:20+01:00", "2023-11-14 22:13"; "14 Nov 2023 22:13",
 * "14 Nov 2023, 22:13"; "14.11.2023 22:13". Times without a zone are taken to be in that of
 * @calendar. */
gboolean _footprints_time_parse (const char *text,
                                 FootprintsCalendar *calendar,
                                 FootprintsParsedTime *parsed);

/* Seconds from a number in seconds, milliseconds or microseconds, whichever gives a present-day
 * date. */
gint64 _footprints_time_from_number (gint64 number);

G_END_DECLS
