/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The part of a reply that has arrived so far, in pieces. A main loop fills them as bytes arrive;
 * joining them and freeing the memory, which both take milliseconds for a page of 20 MiB, are left
 * to the thread that reads the whole body. Not thread-safe. */

typedef struct _FootprintsHttpBody FootprintsHttpBody;

FootprintsHttpBody *_footprints_http_body_new (void);
void _footprints_http_body_free (FootprintsHttpBody *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsHttpBody, _footprints_http_body_free)

void _footprints_http_body_append (FootprintsHttpBody *self, const char *data, gsize length);
gsize _footprints_http_body_get_length (const FootprintsHttpBody *self);
/* Returns the bytes and frees @self (transfer full). */
GBytes *_footprints_http_body_free_to_bytes (FootprintsHttpBody *self);

G_END_DECLS
