/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/plays/footprints-scrobble-row-private.h"

G_BEGIN_DECLS

/* Write one play as text in one export format. Pure. */
void _footprints_csv_append_header (GString *text);
void _footprints_csv_append_row (GString *text, const FootprintsScrobbleRow *row);

/* One line of JSON with everything that is known about the play. */
void _footprints_json_lines_append_row (GString *text, const FootprintsScrobbleRow *row);
/* One element of a pretty-printed list; @is_first: no comma before it. */
void _footprints_json_list_append_row (GString *text,
                                       gint64 id,
                                       const FootprintsScrobbleRow *row,
                                       gboolean is_first);

G_END_DECLS
