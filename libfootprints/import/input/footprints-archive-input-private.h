/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/input/footprints-byte-source-private.h"
#include "libfootprints/import/input/footprints-translator-private.h"

G_BEGIN_DECLS

/* The bytes of a file, or of each member of an archive or a folder, decompressed and as UTF-8.
 * Holds only a window of them. */
typedef struct _FootprintsArchiveInput FootprintsArchiveInput;

/* @max_bytes: how much may come out in all, as a guard against decompression bombs. @encoding: of
 * all members; NULL: each shows its own. */
FootprintsArchiveInput *_footprints_archive_input_open (const char *path,
                                                        gint64 max_bytes,
                                                        const char *encoding,
                                                        GError **error);
/* One member, of what @source (transfer full) makes of the file. */
FootprintsArchiveInput *_footprints_archive_input_new_from (const char *path,
                                                            FootprintsByteSource *source);
/* The same members from the beginning, beside @self. */
FootprintsArchiveInput *_footprints_archive_input_reopen (FootprintsArchiveInput *self,
                                                          GError **error);
void _footprints_archive_input_free (FootprintsArchiveInput *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsArchiveInput, _footprints_archive_input_free)

/* 1: the next member; 0: no more; -1: @error is set. A plain file has one member: itself. */
int _footprints_archive_input_next_member (FootprintsArchiveInput *self, GError **error);
/* The path of a member inside an archive; NULL for a plain or merely compressed file. */
const char *_footprints_archive_input_get_member_name (FootprintsArchiveInput *self);

/* From here on, what the member holds is read as what @translator (transfer full) makes of it. */
void _footprints_archive_input_translate (FootprintsArchiveInput *self,
                                          FootprintsTranslator *translator);

gboolean _footprints_archive_input_is_translated (FootprintsArchiveInput *self);

/* How the member is encoded; NULL before anything was read of it. */
const char *_footprints_archive_input_get_encoding (FootprintsArchiveInput *self);

/* The unread bytes of the member, at least @min_bytes of them unless it ends before. NULL with
 * @error set on failure. Valid until the next call. */
const char *_footprints_archive_input_peek (FootprintsArchiveInput *self,
                                            gsize min_bytes,
                                            gsize *length,
                                            GError **error);
void _footprints_archive_input_skip (FootprintsArchiveInput *self, gsize n_bytes);

/* Skips everything up to and including the next line end. */
gboolean _footprints_archive_input_skip_line (FootprintsArchiveInput *self, GError **error);

/* The next line without its end (LF, CR LF), or the rest. 1: @line is set; 2: @line is the
 * beginning of a line over @max_bytes, whose rest will be skipped; 0: no more; -1: @error is
 * set. */
int _footprints_archive_input_read_line (FootprintsArchiveInput *self,
                                         gsize max_bytes,
                                         const char **line,
                                         gsize *length,
                                         GError **error);

/* How much of the file has been read, 0 to 1. */
double _footprints_archive_input_get_progress (FootprintsArchiveInput *self);

G_END_DECLS
