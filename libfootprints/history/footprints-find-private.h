/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where @needle, of at least one byte, first stands in @text; NULL when it does not. What memmem()
 * does, at several times its speed for the short needles that people type. */
const guint8 *_footprints_find_bytes (const guint8 *text,
                                      gsize n_bytes,
                                      const guint8 *needle,
                                      gsize n_needle_bytes);

G_END_DECLS
