/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What came of a reply so far, in pieces. A main loop fills them as bytes arrive; only who reads
 * the whole, on a thread of its own, pays for joining them and for giving the memory back: both
 * take milliseconds for a page of 20 MiB. Not for two threads at once. */

typedef struct _FootprintsHttpBody FootprintsHttpBody;

FootprintsHttpBody *_footprints_http_body_new (void);
void _footprints_http_body_free (FootprintsHttpBody *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsHttpBody, _footprints_http_body_free)

void _footprints_http_body_append (FootprintsHttpBody *self, const char *data, gsize length);
gsize _footprints_http_body_get_length (const FootprintsHttpBody *self);
/* The bytes of @self, which is freed (transfer full). */
GBytes *_footprints_http_body_free_to_bytes (FootprintsHttpBody *self);

G_END_DECLS
