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
  gpointer *items; /* each made on first access; atomic, NULL: not yet */
};

/* Fills a row, which is all zero, with the entry at @position. The row owns the texts of TEXT
 * fields, the report those of NAME fields. */
typedef void (*FootprintsFillRowFunc) (FootprintsListReport *self, guint position, gpointer row);

struct _FootprintsListReportClass
{
  FootprintsReportClass parent_class;

  const FootprintsRowType *row_type; /* of its entries */
  FootprintsFillRowFunc fill_row;
};

/* For class_init. The JSON of such a report is the list of its rows, unless the class overrides
 * write_json(). */
void _footprints_list_report_class_setup (gpointer klass,
                                          const FootprintsRowType *row_type,
                                          FootprintsFillRowFunc fill_row);

/* To be called once, when the number of entries is known. */
void _footprints_list_report_set_n_items (FootprintsListReport *self, guint n_items);
/* Writes the entries as JSON, as their fields define it. */
void _footprints_list_report_write_rows (gpointer self, FootprintsJsonWriter *writer);
void _footprints_list_report_write_rows_backwards (gpointer self, FootprintsJsonWriter *writer);
/* Writes one of them, as a part of larger JSON. */
void
_footprints_list_report_write_row (gpointer self, guint position, FootprintsJsonWriter *writer);

/* Writes the row at @position of @self. */
typedef void (*FootprintsWriteRowFunc) (gpointer self,
                                        guint position,
                                        FootprintsJsonWriter *writer);

/* Writes a list of all rows with @write_row; stops early when @writer is full. */
void _footprints_json_write_rows (gpointer self,
                                  guint n_rows,
                                  FootprintsWriteRowFunc write_row,
                                  FootprintsJsonWriter *writer);

G_END_DECLS
