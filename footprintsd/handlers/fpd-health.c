/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Liveness: a server that answers at all is alive. */

#include "footprintsd/handlers/fpd-handlers.h"

FpdResponse *
fpd_handle_health (FpdRequest *request, GError **error)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "status", json_object_new_string ("ok"));
  json_object_object_add (object, "version", json_object_new_string (FOOTPRINTS_VERSION_STRING));
  return fpd_response_new_json (object);
}
