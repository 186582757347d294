/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/input/footprints-archive-input-private.h"

G_BEGIN_DECLS

/* What the cells of a sheet refer to: the texts and styles of its workbook (ECMA-376, "xlsx"). */
typedef struct _FootprintsWorkbook FootprintsWorkbook;

/* Reads what the workbook of the current member of @input, a sheet, says beside it. Leaves @input
 * where it is. NULL with @error set on failure. */
FootprintsWorkbook *_footprints_workbook_read (FootprintsArchiveInput *input, GError **error);
void _footprints_workbook_free (FootprintsWorkbook *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsWorkbook, _footprints_workbook_free)

/* FALSE: the sheet is beside another one that has the history. */
gboolean _footprints_workbook_is_wanted (FootprintsWorkbook *self);
/* NULL: the workbook has fewer texts. */
const char *_footprints_workbook_get_text (FootprintsWorkbook *self, guint64 number);
/* Whether a number in a cell of this style is a day since the workbook's first one. */
gboolean _footprints_workbook_is_date (FootprintsWorkbook *self, guint64 style);
/* "2023-11-14 22:13:20" (transfer full); NULL: there is no such day. */
char *_footprints_workbook_dup_date (FootprintsWorkbook *self, double days);

/* Of a sheet: to CSV. Takes @workbook. */
FootprintsTranslator *_footprints_sheet_new (FootprintsWorkbook *workbook);

G_END_DECLS
