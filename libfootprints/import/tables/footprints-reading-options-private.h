/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/footprints-enums.h"

G_BEGIN_DECLS

#define FOOTPRINTS_N_IMPORT_COLUMNS (FOOTPRINTS_IMPORT_COLUMN_SOURCE + 1)

/* How a file is to be read, as far as somebody said so or it was found out. */
typedef struct
{
  FootprintsCalendar *calendar; /* for times without a zone */
  FootprintsDateOrder date_order;
  FootprintsLengthUnit length_unit;
  gboolean skips_private; /* what was played in a private session is no play */
  gint64 min_played_ms; /* what was played for less is no play, if the file says how long it was */
  char *columns[FOOTPRINTS_N_IMPORT_COLUMNS]; /* names in a header, or numbers; NULL: not said */
} FootprintsReadingOptions;

void _footprints_reading_options_copy (FootprintsReadingOptions *self,
                                       const FootprintsReadingOptions *other);
void _footprints_reading_options_clear (FootprintsReadingOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsReadingOptions, _footprints_reading_options_clear)

/* Whether somebody said which column is what. */
gboolean _footprints_reading_options_have_columns (const FootprintsReadingOptions *self);

G_END_DECLS
