/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/protocol/footprints-input-row-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* All rejected rows of an import as CSV, for people: of very many, the list of an import has only
 * some. */
typedef struct _FootprintsRejectionFile FootprintsRejectionFile;

/* Writes to the end of the file at @path, which is made when the first row comes. @label: what the
 * file that is read is called. */
FootprintsRejectionFile *_footprints_rejection_file_new (const char *path, const char *label);
/* Does not write what has not been flushed. */
void _footprints_rejection_file_free (FootprintsRejectionFile *self);

/* Leaves out what the disk has no room for. */
gboolean _footprints_rejection_file_add (FootprintsRejectionFile *self,
                                         const FootprintsInputRow *row,
                                         GError **error);
/* Takes back everything that was added: the import begins anew. */
gboolean _footprints_rejection_file_restart (FootprintsRejectionFile *self, GError **error);
gboolean _footprints_rejection_file_flush (FootprintsRejectionFile *self, GError **error);

G_END_DECLS
