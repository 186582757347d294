/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/services/footprints-importer.h"

G_BEGIN_DECLS

/* Whether an empty page, although the service counts more plays, ends a walk once it has stayed
 * empty for all tries; otherwise it is an error, so that the walk resumes there later. FALSE by
 * default. */
gboolean _footprints_importer_get_accepts_doubt (FootprintsImporter *self);
void _footprints_importer_set_accepts_doubt (FootprintsImporter *self, gboolean accepts_doubt);

/* For a service that gives out another secret now and then: the old one may be worth nothing from
 * then on. Emits secret-renewed. */
void _footprints_importer_renew_secret (FootprintsImporter *self, const char *secret);

G_END_DECLS
