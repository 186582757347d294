/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/tenant/fpd-events.h"

#include "libfootprints/core/footprints-json-writer-private.h"

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* The verifications that were asked for over HTTP: of each sync the one that runs, or the last one.
 * Main thread only. */
typedef struct _FpdVerifications FpdVerifications;

FpdVerifications *fpd_verifications_new (FootprintsStore *store, FpdEvents *events);
void fpd_verifications_cancel_all (FpdVerifications *self);
gboolean fpd_verifications_is_idle (FpdVerifications *self);
void fpd_verifications_free (FpdVerifications *self);

/* FALSE with @error set when there is no such sync, or it is being verified already. */
gboolean fpd_verifications_start (FpdVerifications *self,
                                  gint64 config_id,
                                  gboolean repair,
                                  gboolean thorough,
                                  const char *contact,
                                  GError **error);
/* Ends the one that runs, if any. */
void fpd_verifications_cancel (FpdVerifications *self, gint64 config_id);
/* The sync is deleted: ends and forgets what there is of it. */
void fpd_verifications_forget (FpdVerifications *self, gint64 config_id);
/* FALSE when the sync was not verified since the server began. */
gboolean
fpd_verifications_write (FpdVerifications *self, gint64 config_id, FootprintsJsonWriter *writer);

G_END_DECLS
