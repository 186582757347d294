/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/tenant/fpd-events.h"

#include "libfootprints/core/footprints-json-writer-private.h"

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* The verifications requested over HTTP: for each sync the running one, or the last one. Main
 * thread only. */
typedef struct _FpdVerifications FpdVerifications;

FpdVerifications *fpd_verifications_new (FootprintsStore *store, FpdEvents *events);
void fpd_verifications_cancel_all (FpdVerifications *self);
gboolean fpd_verifications_is_idle (FpdVerifications *self);
void fpd_verifications_free (FpdVerifications *self);

/* FALSE with @error set when the sync does not exist or is already being verified. */
gboolean fpd_verifications_start (FpdVerifications *self,
                                  gint64 config_id,
                                  gboolean repair,
                                  gboolean thorough,
                                  const char *contact,
                                  GError **error);
/* Cancels the running one, if any. */
void fpd_verifications_cancel (FpdVerifications *self, gint64 config_id);
/* Call when the sync is deleted: cancels and forgets its verification. */
void fpd_verifications_forget (FpdVerifications *self, gint64 config_id);
/* FALSE when the sync has not been verified since the server started. */
gboolean
fpd_verifications_write (FpdVerifications *self, gint64 config_id, FootprintsJsonWriter *writer);

G_END_DECLS
