/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-field-private.h"

G_BEGIN_DECLS

/* Properties of a class, each defined by the public functions that get and set its value. */

/* A read-only property of that type. @get_type: for an enumeration, object or boxed value;
 * @standard: the default of an enumeration. */
GParamSpec *_footprints_field_make_pspec (FootprintsFieldType type,
                                          const char *name,
                                          GType (*get_type) (void),
                                          int standard);

typedef struct
{
  FootprintsFieldType type; /* what @getter returns */
  const char *name;
  GCallback getter;
  GType (*get_type) (void); /* of an enumeration, object or boxed value */
  int standard;             /* default of an enumeration, or of a writable property */
  GCallback setter;         /* NULL: read-only. The setter itself notifies of the change. */
} FootprintsProperty;

#define FOOTPRINTS_PROPERTY(TYPE, name, getter)                                                    \
  {                                                                                                \
    FOOTPRINTS_FIELD_##TYPE, name, G_CALLBACK (getter), NULL, 0, NULL                              \
  }
#define FOOTPRINTS_TYPED_PROPERTY(TYPE, name, getter, get_type)                                    \
  {                                                                                                \
    FOOTPRINTS_FIELD_##TYPE, name, G_CALLBACK (getter), get_type, 0, NULL                          \
  }
#define FOOTPRINTS_ENUM_PROPERTY(name, getter, get_type, standard)                                 \
  {                                                                                                \
    FOOTPRINTS_FIELD_ENUM, name, G_CALLBACK (getter), get_type, standard, NULL                     \
  }

/* A writable property. @getter: NULL for one that cannot be read. */
#define FOOTPRINTS_WRITABLE_PROPERTY(TYPE, name, getter, setter, standard)                         \
  {                                                                                                \
    FOOTPRINTS_FIELD_##TYPE, name, (GCallback) (getter), NULL, standard, G_CALLBACK (setter)       \
  }

/* Call it in class_init. @properties: static, ends with FOOTPRINTS_FIELD_END. */
void _footprints_properties_install (GObjectClass *klass, const FootprintsProperty *properties);

/* Defines a public getter of the member of the same name; put its documentation above. */
#define FOOTPRINTS_GETTER(ctype, Name, name, NAME, member)                                         \
  ctype footprints_##name##_get_##member (Footprints##Name *self)                                  \
  {                                                                                                \
    g_return_val_if_fail (FOOTPRINTS_IS_##NAME (self), 0);                                         \
    return self->member;                                                                           \
  }

G_END_DECLS
