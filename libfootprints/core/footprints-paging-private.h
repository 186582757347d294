/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The largest page that a list or report returns. */
#define FOOTPRINTS_MAX_PAGE 1000

/* "TIME-ID": where a list continues. */
char *_footprints_list_cursor_format (gint64 listened_at, gint64 id);
gboolean
_footprints_list_cursor_parse (const char *text, gint64 *listened_at, gint64 *id, GError **error);
/* 1 to FOOTPRINTS_MAX_PAGE. */
gboolean _footprints_check_limit (guint limit, GError **error);
/* 0 or more. */
gboolean _footprints_check_offset (gint64 offset, GError **error);
/* 1 to @max; @what names the number in the message. */
gboolean _footprints_check_number (const char *what, guint value, guint max, GError **error);

G_END_DECLS
