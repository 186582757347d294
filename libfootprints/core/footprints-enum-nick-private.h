/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The short name of a value of an enumeration, such as "day-first"; NULL: it has no such value. */
const char *_footprints_enum_get_nick (GType type, int value);
/* FALSE if no value has that short name. */
gboolean _footprints_enum_find_nick (GType type, const char *nick, int *value);

G_END_DECLS
