/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Whether the client that sent @headers accepts gzip. */
gboolean fpd_packing_is_accepted (SoupMessageHeaders *headers);

/* The file at @path, whose content is @bytes, as gzip; compressed once and kept (transfer full).
 * Any thread. */
GBytes *fpd_packing_pack (const char *path, GBytes *bytes);

G_END_DECLS
