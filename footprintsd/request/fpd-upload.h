/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/config/fpd-config.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A request body that is written to a file as it arrives, and never held in memory. */
typedef struct _FpdUpload FpdUpload;

/* Begins to write the body of @message, whose headers have arrived, to a file in @folder. The
 * upload belongs to the message. FALSE with @error set when there is no space for the announced
 * length. */
gboolean fpd_upload_begin (SoupServerMessage *message,
                           const FpdConfig *config,
                           const char *folder,
                           gint64 max_bytes,
                           GError **error);

/* Takes the upload from @message, once the body is complete; NULL: there is none (transfer
 * full). */
FpdUpload *fpd_upload_take (SoupServerMessage *message);
/* The file that was sent; from a form, whose content type is @form_type, the first file in it. The
 * caller deletes the file (transfer full). NULL with @error set when the upload failed. @self: may
 * be NULL. Any thread. */
char *fpd_upload_finish (FpdUpload *self, const char *form_type, char **filename, GError **error);
/* The folder of the listener who sent the request. */
const char *fpd_upload_get_folder (FpdUpload *self);
void fpd_upload_free (FpdUpload *self);

/* Uploads that are kept for a while, so that they need not be sent again. They belong to the
 * listener in whose folder they are, and are gone when the server ends. */

#define FPD_UPLOAD_KEPT_S 3600

/* Keeps the file at @path under a new id, which it returns (transfer full); NULL with @error set on
 * failure. The oldest of more than a few is deleted. Main thread. */
char *fpd_upload_keep (const char *path, GError **error);
/* Another name for the kept file @id, which the caller deletes (transfer full). @self: of a request
 * of the same listener. NULL with @error set, which is a 404 if there is none. */
char *fpd_upload_open_kept (FpdUpload *self, const char *id, GError **error);
/* Deletes the kept file @id that @path is another name of. */
void fpd_upload_forget_kept (const char *path, const char *id);

G_END_DECLS
