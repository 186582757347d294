/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The time listened, as reports show it: in minutes, with the share of it that is estimated. */

#include "libfootprints/report/footprints-listening-private.h"

double
_footprints_listening_get_estimated_share (const FootprintsListening *self)
{
  return self->seconds > 0 ? (double) self->estimated_s / (double) self->seconds : 0;
}

void
_footprints_json_writer_add_minutes (FootprintsJsonWriter *writer,
                                     const char *name,
                                     gint64 listened_s,
                                     double estimated_share)
{
  _footprints_json_writer_add_int64 (writer, name, listened_s / 60);
  if (listened_s > 0)
    _footprints_json_writer_add_double (writer, "estimated_share", estimated_share);
  else
    _footprints_json_writer_add_null (writer, "estimated_share");
}
