/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FPD_TYPE_STREAM fpd_stream_get_type ()

/* A connection as libsoup has to see it. When a client ends one that waits for its next request,
 * libsoup 3.2 forgets it without closing it: its descriptor and memory are lost. It closes one that
 * ends within a request. So the end of a waiting one comes after one more byte, which begins a
 * request that nothing can complete. Main thread only. */
G_DECLARE_FINAL_TYPE (FpdStream, fpd_stream, FPD, STREAM, GIOStream)

/* Takes over the closing of @base, which reads from @socket. */
FpdStream *fpd_stream_new (GIOStream *base, GSocket *socket);
/* Whether no request is under way. At first one is. */
void fpd_stream_set_waiting (FpdStream *self, gboolean is_waiting);

G_END_DECLS
