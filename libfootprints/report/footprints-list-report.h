/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/report/footprints-report.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_LIST_REPORT (footprints_list_report_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (ListReport, list_report, LIST_REPORT)

G_END_DECLS
