/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-writer-private.h"
#include "libfootprints/core/rows/footprints-properties-private.h"

G_BEGIN_DECLS

/* Reports list rows: plain structs, with a table of fields that names each member and says what it
 * holds. From that one table come the read-only properties of the class that wraps a row for other
 * languages, its memory management, and the members of its JSON. */

typedef struct
{
  const FootprintsField *fields; /* in the order of the JSON; ends with FOOTPRINTS_FIELD_END */
  gsize size;                    /* of a row, in bytes */
  GType (*get_type) (void);      /* of its class */
} FootprintsRowType;

#define FOOTPRINTS_FIELD(Row, TYPE, name, property, member)                                        \
  {                                                                                                \
    FOOTPRINTS_FIELD_##TYPE, G_STRUCT_OFFSET (Row, name), property, member, FALSE, NULL, 0, NULL,  \
        NULL, 0                                                                                    \
  }
/* Null in JSON when it is 0. */
#define FOOTPRINTS_OPTIONAL_FIELD(Row, TYPE, name, property, member)                               \
  {                                                                                                \
    FOOTPRINTS_FIELD_##TYPE, G_STRUCT_OFFSET (Row, name), property, member, TRUE, NULL, 0, NULL,   \
        NULL, 0                                                                                    \
  }
#define FOOTPRINTS_ENUM_FIELD(Row, name, property, member, get_type, standard, names)              \
  {                                                                                                \
    FOOTPRINTS_FIELD_ENUM, G_STRUCT_OFFSET (Row, name), property, member, FALSE, get_type,         \
        standard, names, NULL, 0                                                                   \
  }

/* Frees the texts of a row that is on the stack. */
void _footprints_row_clear (const FootprintsRowType *type, gpointer row);
/* An object that wraps @row and takes its texts (transfer full). */
gpointer _footprints_row_to_object (const FootprintsRowType *type, gpointer row);
/* The row that an object wraps. */
gpointer _footprints_row_of (gpointer object);
void _footprints_row_write (const FootprintsRowType *type,
                            gconstpointer row,
                            FootprintsJsonWriter *writer);

/* A JSON object (transfer full). */
char *_footprints_row_to_json (const FootprintsRowType *type, gconstpointer row);

/* For FOOTPRINTS_DEFINE_ROW. */
void _footprints_row_class_init (GObjectClass *klass, const FootprintsRowType *type);

/* Defines the class Footprints@Name, which wraps a Footprints@NameRow with the fields @fields; its
 * FootprintsRowType is _footprints_@name_row_type. */
#define FOOTPRINTS_DEFINE_ROW(Name, name, fields)                                                  \
  struct _Footprints##Name                                                                         \
  {                                                                                                \
    GObject parent_instance;                                                                       \
    Footprints##Name##Row row;                                                                     \
  };                                                                                               \
  G_STATIC_ASSERT (G_STRUCT_OFFSET (Footprints##Name, row) == sizeof (GObject));                   \
  G_DEFINE_FINAL_TYPE (Footprints##Name, footprints_##name, G_TYPE_OBJECT)                         \
  const FootprintsRowType _footprints_##name##_row_type = { fields,                                \
                                                            sizeof (Footprints##Name##Row),        \
                                                            footprints_##name##_get_type };        \
  static void footprints_##name##_class_init (Footprints##Name##Class *klass)                      \
  {                                                                                                \
    _footprints_row_class_init (G_OBJECT_CLASS (klass), &_footprints_##name##_row_type);           \
  }                                                                                                \
  static void footprints_##name##_init (Footprints##Name *self) {}

/* Defines a getter of that class; put its documentation above. */
#define FOOTPRINTS_ROW_GETTER(ctype, Name, name, NAME, member)                                     \
  ctype footprints_##name##_get_##member (Footprints##Name *self)                                  \
  {                                                                                                \
    g_return_val_if_fail (FOOTPRINTS_IS_##NAME (self), 0);                                         \
    return self->row.member;                                                                       \
  }

G_END_DECLS
