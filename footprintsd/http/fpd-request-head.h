/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The head of a request, RFC 9112: its first line and its headers, parsed before libsoup does. Two
 * programs that parse a head differently disagree about where the request ends, so anything that
 * can be read in two ways is rejected. */

/* How long a head and its target may be, in bytes. libsoup's own limit is 64 KiB. A target has room
 * for two names of 8 KiB each with all their bytes escaped. */
#define FPD_MAX_HEAD_BYTES (63 * 1024)
#define FPD_MAX_TARGET_BYTES (56 * 1024)

typedef struct
{
  guint64 n_body_bytes;
  gboolean is_last; /* its length does not follow from the head: no request can follow */
} FpdRequestHead;

/* Length of the head that @bytes begins with, including its empty line; 0: it is incomplete.
 * @n_scanned, initially 0, keeps how far earlier calls have looked. */
gsize fpd_request_head_find_end (const char *bytes, gsize n_bytes, gsize *n_scanned);
/* FALSE with an @error of #FPD_HTTP_ERROR if it is not a valid head. */
gboolean
fpd_request_head_parse (const char *bytes, gsize n_bytes, FpdRequestHead *head, GError **error);

G_END_DECLS
