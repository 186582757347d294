/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Parses the counts in the summary of an import, the JSON text that the ledger keeps. */

#include "libfootprints/import/footprints-import-counts-private.h"

#include "libfootprints/core/footprints-json-private.h"

#include <string.h>

#define MAX_DEPTH 8

void
_footprints_import_counts_read (FootprintsImportCounts *self, const char *summary)
{
  g_autoptr (json_object) object =
      summary != NULL ? _footprints_json_parse (summary, strlen (summary), MAX_DEPTH, NULL) : NULL;

  *self = (FootprintsImportCounts){ 0 };
  _footprints_json_get_int64 (object, "rows", &self->n_rows);
  _footprints_json_get_int64 (object, "new", &self->n_new);
  _footprints_json_get_int64 (object, "duplicate", &self->n_duplicate);
  _footprints_json_get_int64 (object, "removed_before", &self->n_removed_before);
  _footprints_json_get_int64 (object, "missing", &self->n_missing);
  _footprints_json_get_int64 (object, "rejected", &self->n_rejected);
}
