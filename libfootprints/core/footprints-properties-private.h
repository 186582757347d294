/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The read-only properties of a class, each by the public getter that gives its value. */

typedef enum
{
  FOOTPRINTS_PROPERTY_END,
  FOOTPRINTS_PROPERTY_BOOLEAN, /* gboolean */
  FOOTPRINTS_PROPERTY_UINT,    /* guint */
  FOOTPRINTS_PROPERTY_COUNT,   /* gint64, not negative */
  FOOTPRINTS_PROPERTY_INSTANT, /* gint64: seconds since 1970-01-01 UTC */
  FOOTPRINTS_PROPERTY_SHARE,   /* double, 0 to 1 */
  FOOTPRINTS_PROPERTY_DOUBLE,  /* double, not negative */
  FOOTPRINTS_PROPERTY_ENUM,    /* an enumeration */
  FOOTPRINTS_PROPERTY_TEXT,    /* const char * */
  FOOTPRINTS_PROPERTY_OBJECT,  /* a GObject, lent */
  FOOTPRINTS_PROPERTY_BOXED,   /* lent */
} FootprintsPropertyType;

typedef struct
{
  FootprintsPropertyType type; /* what @getter returns */
  const char *name;
  GCallback getter;
  GType (*get_type) (void); /* of an enumeration, object or boxed value */
  int standard;             /* of an enumeration: the property's default */
} FootprintsProperty;

#define FOOTPRINTS_PROPERTY(TYPE, name, getter)                                                    \
  {                                                                                                \
    FOOTPRINTS_PROPERTY_##TYPE, name, G_CALLBACK (getter), NULL, 0                                 \
  }
#define FOOTPRINTS_TYPED_PROPERTY(TYPE, name, getter, get_type)                                    \
  {                                                                                                \
    FOOTPRINTS_PROPERTY_##TYPE, name, G_CALLBACK (getter), get_type, 0                             \
  }
#define FOOTPRINTS_ENUM_PROPERTY(name, getter, get_type, standard)                                 \
  {                                                                                                \
    FOOTPRINTS_PROPERTY_ENUM, name, G_CALLBACK (getter), get_type, standard                        \
  }

/* For class_init. @properties: the last one is FOOTPRINTS_PROPERTY_END; static. */
void _footprints_properties_install (GObjectClass *klass, const FootprintsProperty *properties);

/* A public getter of a member of the same name; its documentation stands above. */
#define FOOTPRINTS_GETTER(ctype, Name, name, NAME, member)                                         \
  ctype footprints_##name##_get_##member (Footprints##Name *self)                                  \
  {                                                                                                \
    g_return_val_if_fail (FOOTPRINTS_IS_##NAME (self), 0);                                         \
    return self->member;                                                                           \
  }

G_END_DECLS
