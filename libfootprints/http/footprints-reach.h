/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_REACH (footprints_reach_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsReach, footprints_reach, FOOTPRINTS, REACH, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsReach *
footprints_reach_new (const char *const *hosts, const char *advice, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_reach_check_url (FootprintsReach *self, const char *url, GError **error);

G_END_DECLS
