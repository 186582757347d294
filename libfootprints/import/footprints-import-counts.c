/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-import-counts-private.h"

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

json_object *
_footprints_import_record_to_json (const FootprintsImportRecord *record,
                                   const FootprintsImportCounts *counts)
{
  json_object *object = json_object_new_object ();

  _footprints_json_add_int64 (object, "id", record->id);
  if (record->sync_config_id != 0)
    {
      _footprints_json_add_int64 (object, "config_id", record->sync_config_id);
      _footprints_json_add_optional_time (object, "window_start", record->since);
    }
  else
    {
      _footprints_json_add_string (object, "label", record->label);
      _footprints_json_add_string (object, "source", record->source);
      _footprints_json_add_string (object, "account", record->account);
      _footprints_json_add_optional_time (object, "undone_at", record->undone_at);
    }
  _footprints_json_add_string (object, "state", _footprints_import_state_to_text (record->state));
  _footprints_json_add_optional_time (object, "started_at", record->started_at);
  _footprints_json_add_optional_time (object, "ended_at", record->updated_at);
  _footprints_json_add_int64 (object, "rows", counts->n_rows);
  _footprints_json_add_int64 (object, "new", counts->n_new);
  _footprints_json_add_int64 (object, "duplicate", counts->n_duplicate);
  _footprints_json_add_int64 (object, "removed_before", counts->n_removed_before);
  _footprints_json_add_int64 (object, "missing", counts->n_missing);
  _footprints_json_add_int64 (object, "rejected", counts->n_rejected);
  _footprints_json_add_string (object, "error", record->error);
  return object;
}
