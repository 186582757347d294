/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-field-private.h"

G_BEGIN_DECLS

/* What is kept beside the plays: imports, syncs, accounts and the like. A record is a plain struct
 * that begins with its number, a gint64, 0 while it is not stored. A table of fields describes it,
 * and from that table a database knows how to keep it: a new type of record costs one such table.
 *
 * A type of field is BOOLEAN, INT, UINT, COUNT, INSTANT, ENUM or TEXT. Texts belong to the record.
 */
typedef struct
{
  const char *table;
  const char *what;              /* in errors: "import" */
  const FootprintsField *fields; /* the first is the number; the last one is FOOTPRINTS_FIELD_END */
  gsize size;                    /* of a record, in bytes */
  gboolean keeps_ids;            /* the number of one that is gone is never given again */
} FootprintsRecordType;

/* @flags: FootprintsColumnFlags. */
#define FOOTPRINTS_COLUMN(Record, TYPE, name, column, flags)                                       \
  {                                                                                                \
    FOOTPRINTS_FIELD_##TYPE, G_STRUCT_OFFSET (Record, name), NULL, NULL, FALSE, NULL, 0, NULL,     \
        column, flags                                                                              \
  }
#define FOOTPRINTS_ENUM_COLUMN(Record, name, column, names)                                        \
  {                                                                                                \
    FOOTPRINTS_FIELD_ENUM, G_STRUCT_OFFSET (Record, name), NULL, NULL, FALSE, NULL, 0, names,      \
        column, 0                                                                                  \
  }

gint64 _footprints_record_get_id (gconstpointer record);
void _footprints_record_set_id (gpointer record, gint64 id);
/* Frees its texts, and sets it to nothing. */
void _footprints_record_clear (const FootprintsRecordType *type, gpointer record);
/* @record: what it held is overwritten, not freed. */
void
_footprints_record_copy (const FootprintsRecordType *type, gpointer record, gconstpointer other);
/* Of any field that is no text; a number that the field has no room for becomes the next to it. */
gint64 _footprints_record_get_number (const FootprintsField *field, gconstpointer record);
void _footprints_record_set_number (const FootprintsField *field, gpointer record, gint64 number);
/* NULL: there is no such column. */
const FootprintsField *_footprints_record_type_find_field (const FootprintsRecordType *type,
                                                           const char *column);

G_END_DECLS
