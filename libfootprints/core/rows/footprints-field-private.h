/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* One member of a plain struct: its names in other languages, in JSON and in a database. Tables of
 * these describe the rows that reports list (footprints-row-private.h) and the records that ledgers
 * keep (footprints-record-private.h). */

/* What a field holds, or a getter returns. */
typedef enum
{
  FOOTPRINTS_FIELD_END,
  FOOTPRINTS_FIELD_BOOLEAN,     /* gboolean */
  FOOTPRINTS_FIELD_INT,         /* int */
  FOOTPRINTS_FIELD_UINT,        /* guint, or an enumeration that is shown as one */
  FOOTPRINTS_FIELD_COUNT,       /* gint64, not negative */
  FOOTPRINTS_FIELD_KNOWN_COUNT, /* gint64, not negative; -1: not known, null in JSON */
  FOOTPRINTS_FIELD_INSTANT,     /* gint64: seconds since 1970-01-01 UTC */
  FOOTPRINTS_FIELD_SHARE,       /* double, 0 to 1 */
  FOOTPRINTS_FIELD_DOUBLE,      /* double, not negative */
  FOOTPRINTS_FIELD_ENUM,        /* an enumeration */
  FOOTPRINTS_FIELD_TEXT,        /* char *, owned by the struct; from a getter: const char * */
  FOOTPRINTS_FIELD_NAME,   /* rows only: const char *, borrowed until an object is made from it */
  FOOTPRINTS_FIELD_OBJECT, /* getters only: a GObject, borrowed */
  FOOTPRINTS_FIELD_BOXED,  /* getters only: borrowed */
} FootprintsFieldType;

/* For the fields of records. */
typedef enum
{
  FOOTPRINTS_COLUMN_NULLABLE = 1 << 0, /* null for 0 and for no text */
  FOOTPRINTS_COLUMN_INDEXED = 1 << 1,  /* searched by */
  FOOTPRINTS_COLUMN_UNIQUE = 1 << 2,   /* indexed, and no two records share a value */
  FOOTPRINTS_COLUMN_SEALED = 1 << 3,   /* a text that only the key file can open */
} FootprintsColumnFlags;

typedef struct
{
  FootprintsFieldType type;
  gsize offset;             /* in the struct */
  const char *property;     /* NULL: none */
  const char *member;       /* in JSON; NULL: none */
  gboolean is_optional;     /* 0 is null in JSON */
  GType (*get_type) (void); /* of an enumeration */
  int standard;             /* default of the property, and of a column that is not nullable */
  const char *const *names; /* in JSON and in a database, by value; NULL after the last */
  /* Only for records. */
  const char *column; /* NULL: none */
  guint column_flags; /* FootprintsColumnFlags */
} FootprintsField;

static inline gpointer
_footprints_field_get_place (const FootprintsField *field, gconstpointer data)
{
  return (char *) data + field->offset;
}

G_END_DECLS
