/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-list-report.h"
#include "libfootprints/report/footprints-report-private.h"

G_BEGIN_DECLS

struct _FootprintsListReport
{
  FootprintsReport parent_instance;

  guint n_items;
  gpointer *items; /* made when first asked for; atomic, NULL: not yet */
};

struct _FootprintsListReportClass
{
  FootprintsReportClass parent_class;

  GType (*get_item_type) (void);
  gpointer (*make_item) (FootprintsListReport *self, guint position); /* transfer full */
};

/* Once, when the number of entries is known. */
void _footprints_list_report_set_n_items (FootprintsListReport *self, guint n_items);

G_END_DECLS
