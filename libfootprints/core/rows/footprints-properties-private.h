/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-field-private.h"

G_BEGIN_DECLS

/* The properties of a class, each by the public functions that get and set its value. */

/* A read-only property of that type. @get_type: of an enumeration, object or boxed value;
 * @standard: an enumeration's default. */
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
  int standard;     /* of an enumeration, or of one that can be set: the property's default */
  GCallback setter; /* NULL: it cannot be set. It tells of the change itself. */
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

/* One that can be set. @getter: NULL for one that cannot be read. */
#define FOOTPRINTS_WRITABLE_PROPERTY(TYPE, name, getter, setter, standard)                         \
  {                                                                                                \
    FOOTPRINTS_FIELD_##TYPE, name, (GCallback) (getter), NULL, standard, G_CALLBACK (setter)       \
  }

/* For class_init. @properties: the last one is FOOTPRINTS_FIELD_END; static. */
void _footprints_properties_install (GObjectClass *klass, const FootprintsProperty *properties);

/* A public getter of a member of the same name; its documentation stands above. */
#define FOOTPRINTS_GETTER(ctype, Name, name, NAME, member)                                         \
  ctype footprints_##name##_get_##member (Footprints##Name *self)                                  \
  {                                                                                                \
    g_return_val_if_fail (FOOTPRINTS_IS_##NAME (self), 0);                                         \
    return self->member;                                                                           \
  }

G_END_DECLS
