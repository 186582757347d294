/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/handlers/fpd-handlers.h"

/* Alive means: the ledger can be read. */
FpdResponse *
fpd_handle_health (FpdRequest *request, GError **error)
{
  json_object *object;
  FpdResponse *response;

  if (footprints_store_count_scrobbles (request->store, NULL, error) < 0)
    return NULL;
  object = json_object_new_object ();
  json_object_object_add (object, "status", json_object_new_string ("ok"));
  json_object_object_add (object, "version", json_object_new_string (FOOTPRINTS_VERSION_STRING));
  response = fpd_response_new_json (object);
  response->is_dynamic = TRUE;
  return response;
}
