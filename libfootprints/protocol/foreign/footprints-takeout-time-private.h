/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/calendar/footprints-time-parser-private.h"

G_BEGIN_DECLS

/* Reads a time as pages of Google Takeout show it, in the language and the zone of the account:
 * "Aug 7, 2024, 8:14:07 PM CEST", "05.03.2024, 20:14:07 MEZ", "7 Ağu 2024, 20:14:07 GMT+3",
 * "2024年8月7日 00:14:07 CEST". A word for a zone that means several zones is that of @calendar if
 * its clocks showed that word then. Pure. */
gboolean _footprints_takeout_time_parse (const char *text,
                                         FootprintsCalendar *calendar,
                                         FootprintsParsedTime *parsed);

G_END_DECLS
