/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-field-private.h"

G_BEGIN_DECLS

/* What is stored in addition to the plays: imports, syncs, accounts and the like. A record is a
 * plain struct that begins with its id, a gint64 that is 0 until the record is stored. A table of
 * fields describes it and tells a database how to store it: a new type of record needs only such a
 * table.
 *
 * A field is a BOOLEAN, INT, UINT, COUNT, INSTANT, ENUM or TEXT. Texts belong to the record. */
typedef struct
{
  const char *table;
  const char *what;              /* in errors: "import" */
  const FootprintsField *fields; /* the first is the id; ends with FOOTPRINTS_FIELD_END */
  gsize size;                    /* of a record, in bytes */
  gboolean keeps_ids;            /* the id of a removed record is never reused */
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
/* Frees the texts and zeroes the record. */
void _footprints_record_clear (const FootprintsRecordType *type, gpointer record);
/* Overwrites @record without freeing what it held. */
void
_footprints_record_copy (const FootprintsRecordType *type, gpointer record, gconstpointer other);
/* For any field that is not a text; a number outside its range is clamped. */
gint64 _footprints_record_get_number (const FootprintsField *field, gconstpointer record);
void _footprints_record_set_number (const FootprintsField *field, gpointer record, gint64 number);
/* NULL when there is no such column. */
const FootprintsField *_footprints_record_type_find_field (const FootprintsRecordType *type,
                                                           const char *column);

G_END_DECLS
