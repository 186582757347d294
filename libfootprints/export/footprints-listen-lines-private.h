/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/plays/footprints-scrobble-row-private.h"
#include "libfootprints/history/footprints-history.h"

G_BEGIN_DECLS

/* Makes lines of JSON of reports, one for each listen: the report that leads, with the others of
 * the listen in "also". Lines come in the order of the reports that lead; those of the plays within
 * some hours are in memory. Every report is written, whatever @history knows of it. */
typedef struct _FootprintsListenLines FootprintsListenLines;

FootprintsListenLines *_footprints_listen_lines_new (FootprintsHistory *history);
void _footprints_listen_lines_free (FootprintsListenLines *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsListenLines, _footprints_listen_lines_free)

/* Takes the next report, newest first, and appends the lines that are complete. Returns how many.
 */
gint64 _footprints_listen_lines_add (FootprintsListenLines *self,
                                     gint64 id,
                                     const FootprintsScrobbleRow *row,
                                     GString *text);
/* Appends what is left. */
gint64 _footprints_listen_lines_finish (FootprintsListenLines *self, GString *text);

G_END_DECLS
