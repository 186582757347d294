/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FPD_TYPE_STREAM fpd_stream_get_type ()

/* A connection as libsoup has to see it. Main thread only.
 *
 * libsoup gets the head of a request only when it is complete and unambiguous; an invalid request
 * is answered here, since libsoup leaks memory with some of those.
 *
 * When a client closes a connection that waits for its next request, libsoup 3.2 forgets it without
 * closing it and leaks its descriptor and memory. It does close one that ends within a request. So
 * the end of a waiting connection comes after one more byte, which begins a request that nothing
 * can complete. */
G_DECLARE_FINAL_TYPE (FpdStream, fpd_stream, FPD, STREAM, GIOStream)

/* Takes over closing @base, which reads from @socket. */
FpdStream *fpd_stream_new (GIOStream *base, GSocket *socket);

G_END_DECLS
