/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-listening-private.h"

double
_footprints_listening_get_estimated_share (const FootprintsListening *self)
{
  return self->seconds > 0 ? (double) self->estimated_s / (double) self->seconds : 0;
}

void
_footprints_json_add_minutes (json_object *object,
                              const char *member,
                              gint64 listened_s,
                              double estimated_share)
{
  _footprints_json_add_int64 (object, member, listened_s / 60);
  json_object_object_add (object, "estimated_share",
                          listened_s > 0 ? json_object_new_double (estimated_share) : NULL);
}
