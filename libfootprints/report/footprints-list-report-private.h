/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/footprints-list-report.h"
#include "libfootprints/report/footprints-report-private.h"

G_BEGIN_DECLS

struct _FootprintsListReport
{
  FootprintsReport parent_instance;

  guint n_items;
  gpointer *items; /* made when first asked for; atomic, NULL: not yet */
};

/* Fills a row, which is all zero, with what the entry at @position is: texts of fields of the kind
 * TEXT are the row's, those of the kind NAME are the report's. */
typedef void (*FootprintsFillRowFunc) (FootprintsListReport *self, guint position, gpointer row);

struct _FootprintsListReportClass
{
  FootprintsReportClass parent_class;

  const FootprintsRowType *row_type; /* of its entries */
  FootprintsFillRowFunc fill_row;
};

/* For class_init. The JSON of such a report is the list of its rows, unless it says otherwise. */
void _footprints_list_report_class_setup (gpointer klass,
                                          const FootprintsRowType *row_type,
                                          FootprintsFillRowFunc fill_row);

/* Once, when the number of entries is known. */
void _footprints_list_report_set_n_items (FootprintsListReport *self, guint n_items);
/* The entries as JSON, as their fields say. */
void _footprints_list_report_write_rows (gpointer self, FootprintsJsonWriter *writer);
void _footprints_list_report_write_rows_backwards (gpointer self, FootprintsJsonWriter *writer);
/* One of them; for lists that are a part of it. */
void
_footprints_list_report_write_row (gpointer self, guint position, FootprintsJsonWriter *writer);

/* Writes the row at @position of what @self tells of. */
typedef void (*FootprintsWriteRowFunc) (gpointer self,
                                        guint position,
                                        FootprintsJsonWriter *writer);

/* A list of what @write_row writes, from the first row on; ends early where @writer is full. */
void _footprints_json_write_rows (gpointer self,
                                  guint n_rows,
                                  FootprintsWriteRowFunc write_row,
                                  FootprintsJsonWriter *writer);

G_END_DECLS
