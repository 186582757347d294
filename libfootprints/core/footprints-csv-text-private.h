/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends a field of a CSV record (RFC 4180), in quotes where it needs them; NULL is empty. */
void _footprints_csv_append_field (GString *text, const char *value);
/* Moves a record to the end of @bytes, as one line: line ends in its fields become spaces. */
void _footprints_csv_take_line (GString *record, GByteArray *bytes);

G_END_DECLS
