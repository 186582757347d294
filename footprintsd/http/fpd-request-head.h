/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The head of a request, RFC 9112: its first line and its headers, read before libsoup does. Two
 * programs that read one head differently take the end of a request for different places; so what
 * can be read in two ways is refused. */

/* How much of one is read before it is refused, in bytes. libsoup's own limit is 64 KiB. Two names
 * of 8 KiB each fit into a target with all their bytes escaped. */
#define FPD_MAX_HEAD_BYTES (63 * 1024)
#define FPD_MAX_TARGET_BYTES (56 * 1024)

typedef struct
{
  guint64 n_body_bytes;
  gboolean is_last; /* the end of its body is for others to find: no request can follow */
} FpdRequestHead;

/* Length of the head that @bytes begins with, its empty line included; 0: it goes on. @n_scanned,
 * at first 0, keeps how far earlier calls have looked. */
gsize fpd_request_head_find_end (const char *bytes, gsize n_bytes, gsize *n_scanned);
/* FALSE with @error of #FPD_HTTP_ERROR for what is no head of a request. */
gboolean
fpd_request_head_parse (const char *bytes, gsize n_bytes, FpdRequestHead *head, GError **error);

G_END_DECLS
