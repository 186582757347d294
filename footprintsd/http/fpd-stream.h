/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FPD_TYPE_STREAM fpd_stream_get_type ()

/* A connection as libsoup has to see it. Main thread only.
 *
 * libsoup gets the head of a request when it is whole and can be read in one way only; what is no
 * request is answered here. It loses memory with some of those.
 *
 * When a client ends a connection that waits for its next request, libsoup 3.2 forgets it without
 * closing it: its descriptor and memory are lost. It closes one that ends within a request. So the
 * end of a waiting one comes after one more byte, which begins a request that nothing can complete.
 */
G_DECLARE_FINAL_TYPE (FpdStream, fpd_stream, FPD, STREAM, GIOStream)

/* Takes over the closing of @base, which reads from @socket. */
FpdStream *fpd_stream_new (GIOStream *base, GSocket *socket);

G_END_DECLS
