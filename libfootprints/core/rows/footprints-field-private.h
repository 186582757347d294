/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* One member of a plain struct: what it is called in other languages, in JSON and in a database.
 * What reports list (footprints-row-private.h) and what ledgers keep (footprints-record-private.h)
 * is described by tables of these. */

/* What a field holds, or a getter returns. */
typedef enum
{
  FOOTPRINTS_FIELD_END,
  FOOTPRINTS_FIELD_BOOLEAN,     /* gboolean */
  FOOTPRINTS_FIELD_INT,         /* int */
  FOOTPRINTS_FIELD_UINT,        /* guint, or an enumeration that is shown as one */
  FOOTPRINTS_FIELD_COUNT,       /* gint64, not negative */
  FOOTPRINTS_FIELD_KNOWN_COUNT, /* gint64, not negative; or -1, not known, which JSON has as null */
  FOOTPRINTS_FIELD_INSTANT,     /* gint64: seconds since 1970-01-01 UTC */
  FOOTPRINTS_FIELD_SHARE,       /* double, 0 to 1 */
  FOOTPRINTS_FIELD_DOUBLE,      /* double, not negative */
  FOOTPRINTS_FIELD_ENUM,        /* an enumeration */
  FOOTPRINTS_FIELD_TEXT,        /* char *, of the struct; from a getter: const char * */
  FOOTPRINTS_FIELD_NAME,   /* of a row only: const char *, borrowed until an object is made of it */
  FOOTPRINTS_FIELD_OBJECT, /* of a getter only: a GObject, borrowed */
  FOOTPRINTS_FIELD_BOXED,  /* of a getter only: borrowed */
} FootprintsFieldType;

/* Of a record's field. */
typedef enum
{
  FOOTPRINTS_COLUMN_NULLABLE = 1 << 0, /* null for 0, or for no text */
  FOOTPRINTS_COLUMN_INDEXED = 1 << 1,  /* looked for */
  FOOTPRINTS_COLUMN_UNIQUE = 1 << 2,   /* indexed, and no two records have the same */
  FOOTPRINTS_COLUMN_SEALED = 1 << 3,   /* a text that only the key file opens */
} FootprintsColumnFlags;

typedef struct
{
  FootprintsFieldType type;
  gsize offset;             /* in the struct */
  const char *property;     /* NULL: none */
  const char *member;       /* of JSON; NULL: none */
  gboolean is_optional;     /* JSON has null for 0 */
  GType (*get_type) (void); /* of an enumeration */
  int standard;             /* the property's default; of a column that is not nullable, too */
  const char *const *names; /* in JSON and in a database, by value; NULL after the last */
  /* Of a record. */
  const char *column; /* NULL: none */
  guint column_flags; /* FootprintsColumnFlags */
} FootprintsField;

static inline gpointer
_footprints_field_get_place (const FootprintsField *field, gconstpointer data)
{
  return (char *) data + field->offset;
}

G_END_DECLS
