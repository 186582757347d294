/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/footprints-enums.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 time_s;
  gboolean used_zone; /* the text has no zone */
  gint64 precision_s; /* 60: the text has no seconds; 86400: it is a date; otherwise 1 */
} FootprintsParsedTime;

/* Reads the times that exports write: seconds, milliseconds or microseconds since 1970; ISO 8601
 * ("2023-11-14T22:13:20Z", "2023-11-14 22:13:20+01:00", "2023-11-14 22:13"), RFC 2822 and RFC 7231
 * ("Tue, 14 Nov 2023 22:13:20 GMT"), Go ("2023-11-14 22:13:20.5 +0000 UTC"), and what people see
 * ("14 Nov 2023, 22:13", "Nov 14, 2023, 10:13 PM", "14.11.2023 22:13", "14/11/2023 22:13"). Times
 * without a zone are taken to be in that of @calendar.
 *
 * @order: of day and month where both are numbers with slashes or dashes. If it is unknown, a date
 * that can be read in two ways is no time, and one that can be read in one way is read so. */
gboolean _footprints_time_parse (const char *text,
                                 FootprintsCalendar *calendar,
                                 FootprintsDateOrder order,
                                 FootprintsParsedTime *parsed);

/* What a date says about the order of day and month. */
typedef enum
{
  FOOTPRINTS_DATE_EVIDENCE_NONE, /* the order makes no difference */
  FOOTPRINTS_DATE_EVIDENCE_OPEN, /* it can be read in two ways */
  FOOTPRINTS_DATE_EVIDENCE_DAY_FIRST,
  FOOTPRINTS_DATE_EVIDENCE_MONTH_FIRST,
  FOOTPRINTS_N_DATE_EVIDENCES
} FootprintsDateEvidence;

FootprintsDateEvidence _footprints_time_get_date_evidence (const char *text);

/* Seconds from a number in seconds, milliseconds or microseconds, whichever gives a present-day
 * date. */
gint64 _footprints_time_from_number (gint64 number);

G_END_DECLS
