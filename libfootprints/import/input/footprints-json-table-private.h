/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/input/footprints-translator-private.h"

G_BEGIN_DECLS

/* Of a list of objects in JSON, which may be in an object, or of objects one after another: to
 * CSV. */
FootprintsTranslator *_footprints_json_table_new (void);
/* Where in @text the first object of such a list begins; G_MAXSIZE: there is none. */
gsize _footprints_json_table_find (const char *text, gsize length);

G_END_DECLS
