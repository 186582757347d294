/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Turns a text into UTF-8 whose lines end in LF or CR LF, block by block. Pure: no I/O. */
typedef struct _FootprintsTextDecoder FootprintsTextDecoder;

/* @head: the first bytes, which show a byte order mark, UTF-16, and lines that end in CR alone.
 * @encoding: a name that iconv knows, such as "WINDOWS-1251"; NULL: what @head shows, or UTF-8.
 * NULL with @error set if there is no such encoding. */
FootprintsTextDecoder *_footprints_text_decoder_new (const guint8 *head,
                                                     gsize length,
                                                     const char *encoding,
                                                     GError **error);
void _footprints_text_decoder_free (FootprintsTextDecoder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsTextDecoder, _footprints_text_decoder_free)

/* "UTF-8", "UTF-16LE", "UTF-16BE", or the one that was named. */
const char *_footprints_text_decoder_get_encoding (FootprintsTextDecoder *self);
/* Appends @bytes, decoded, to @text. What is not valid becomes U+FFFD; UTF-8 stays as it is, valid
 * or not, since rows are repaired one by one. @is_last: no more bytes follow. */
void _footprints_text_decoder_add (FootprintsTextDecoder *self,
                                   const guint8 *bytes,
                                   gsize length,
                                   gboolean is_last,
                                   GByteArray *text);
/* Whether bytes stay as they are from now on, so that a caller may spare itself the copy. */
gboolean _footprints_text_decoder_is_idle (FootprintsTextDecoder *self);

G_END_DECLS
