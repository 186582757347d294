/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/config/fpd-config.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A request body that goes to a file as it comes, never to memory. */
typedef struct _FpdUpload FpdUpload;

/* Begins to take the body of @message, whose headers have come, into a file in @folder. The upload
 * belongs to the message. FALSE with @error set when there is no room for what it announces. */
gboolean fpd_upload_begin (SoupServerMessage *message,
                           const FpdConfig *config,
                           const char *folder,
                           gint64 max_bytes,
                           GError **error);

/* Once the body is there: takes it from @message; NULL: there is none (transfer full). */
FpdUpload *fpd_upload_take (SoupServerMessage *message);
/* The file with what was sent; of a form, whose content type @form_type is, the first file in it.
 * The caller deletes the file (transfer full). NULL with @error set when the body could not be
 * taken. @self: may be NULL. Any thread. */
char *fpd_upload_finish (FpdUpload *self, const char *form_type, char **filename, GError **error);
void fpd_upload_free (FpdUpload *self);

G_END_DECLS
