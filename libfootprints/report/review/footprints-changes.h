/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/report/footprints-list-report.h>
#include <libfootprints/report/review/footprints-change.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_CHANGES (footprints_changes_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Changes, changes, CHANGES)

G_END_DECLS
