/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/input/footprints-translator-private.h"

G_BEGIN_DECLS

/* A table with a row for each track and, at the end of each row, a list of the times at which it
 * was played, as foobar2000 writes it: to a table with a row for each play. */
FootprintsTranslator *_footprints_times_table_new (void);
/* Whether @text, the beginning of a file, is such a table. */
gboolean _footprints_times_table_is (const char *text, gsize length);

G_END_DECLS
