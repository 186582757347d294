/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Finds the first occurrence of @needle, which has at least one byte, in @text; NULL when there is
 * none. Like memmem(), but several times as fast for the short needles that people type. */
const guint8 *_footprints_find_bytes (const guint8 *text,
                                      gsize n_bytes,
                                      const guint8 *needle,
                                      gsize n_needle_bytes);

G_END_DECLS
