/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* GObject properties that go through the public getters and setters of a class. */

#include "libfootprints/core/rows/footprints-properties-private.h"

static GQuark
property_quark (void)
{
  static GQuark quark;

  if (quark == 0)
    quark = g_quark_from_static_string ("footprints-property");
  return quark;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const FootprintsProperty *property = g_param_spec_get_qdata (pspec, property_quark ());
  GCallback getter = property->getter;

  switch (property->type)
    {
    case FOOTPRINTS_FIELD_BOOLEAN:
      g_value_set_boolean (value, ((gboolean (*) (gpointer)) getter) (object));
      break;
    case FOOTPRINTS_FIELD_INT:
      g_value_set_int (value, ((int (*) (gpointer)) getter) (object));
      break;
    case FOOTPRINTS_FIELD_UINT:
      g_value_set_uint (value, ((guint (*) (gpointer)) getter) (object));
      break;
    case FOOTPRINTS_FIELD_COUNT:
    case FOOTPRINTS_FIELD_KNOWN_COUNT:
    case FOOTPRINTS_FIELD_INSTANT:
      g_value_set_int64 (value, ((gint64 (*) (gpointer)) getter) (object));
      break;
    case FOOTPRINTS_FIELD_SHARE:
    case FOOTPRINTS_FIELD_DOUBLE:
      g_value_set_double (value, ((double (*) (gpointer)) getter) (object));
      break;
    case FOOTPRINTS_FIELD_ENUM:
      g_value_set_enum (value, ((int (*) (gpointer)) getter) (object));
      break;
    case FOOTPRINTS_FIELD_TEXT:
    case FOOTPRINTS_FIELD_NAME:
      g_value_set_string (value, ((const char *(*) (gpointer)) getter) (object));
      break;
    case FOOTPRINTS_FIELD_OBJECT:
      g_value_set_object (value, ((gpointer (*) (gpointer)) getter) (object));
      break;
    case FOOTPRINTS_FIELD_BOXED:
      g_value_set_boxed (value, ((gconstpointer (*) (gpointer)) getter) (object));
      break;
    case FOOTPRINTS_FIELD_END:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  const FootprintsProperty *property = g_param_spec_get_qdata (pspec, property_quark ());
  GCallback setter = property->setter;

  if (property->type == FOOTPRINTS_FIELD_TEXT)
    ((void (*) (gpointer, const char *)) setter) (object, g_value_get_string (value));
  else if (property->type == FOOTPRINTS_FIELD_INSTANT)
    ((void (*) (gpointer, gint64)) setter) (object, g_value_get_int64 (value));
  else if (property->type == FOOTPRINTS_FIELD_BOOLEAN)
    ((void (*) (gpointer, gboolean)) setter) (object, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* A writable property; three types are supported so far. */
static GParamSpec *
make_writable (const FootprintsProperty *property)
{
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS |
                            (property->getter != NULL ? G_PARAM_READABLE : 0);

  if (property->type == FOOTPRINTS_FIELD_TEXT)
    return g_param_spec_string (property->name, NULL, NULL, NULL, flags);
  if (property->type == FOOTPRINTS_FIELD_INSTANT)
    return g_param_spec_int64 (property->name, NULL, NULL, G_MININT64, G_MAXINT64,
                               property->standard, flags);
  g_assert (property->type == FOOTPRINTS_FIELD_BOOLEAN);
  return g_param_spec_boolean (property->name, NULL, NULL, property->standard, flags);
}

GParamSpec *
_footprints_field_make_pspec (FootprintsFieldType type,
                              const char *name,
                              GType (*get_type) (void),
                              int standard)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  switch (type)
    {
    case FOOTPRINTS_FIELD_BOOLEAN:
      return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
    case FOOTPRINTS_FIELD_INT:
      return g_param_spec_int (name, NULL, NULL, G_MININT, G_MAXINT, 0, flags);
    case FOOTPRINTS_FIELD_UINT:
      return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, flags);
    case FOOTPRINTS_FIELD_COUNT:
      return g_param_spec_int64 (name, NULL, NULL, 0, G_MAXINT64, 0, flags);
    case FOOTPRINTS_FIELD_KNOWN_COUNT:
      return g_param_spec_int64 (name, NULL, NULL, -1, G_MAXINT64, -1, flags);
    case FOOTPRINTS_FIELD_INSTANT:
      return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case FOOTPRINTS_FIELD_SHARE:
      return g_param_spec_double (name, NULL, NULL, 0, 1, 0, flags);
    case FOOTPRINTS_FIELD_DOUBLE:
      return g_param_spec_double (name, NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
    case FOOTPRINTS_FIELD_ENUM:
      return g_param_spec_enum (name, NULL, NULL, get_type (), standard, flags);
    case FOOTPRINTS_FIELD_TEXT:
    case FOOTPRINTS_FIELD_NAME:
      return g_param_spec_string (name, NULL, NULL, NULL, flags);
    case FOOTPRINTS_FIELD_OBJECT:
      return g_param_spec_object (name, NULL, NULL, get_type (), flags);
    case FOOTPRINTS_FIELD_BOXED:
      return g_param_spec_boxed (name, NULL, NULL, get_type (), flags);
    case FOOTPRINTS_FIELD_END:
    default:
      g_assert_not_reached ();
    }
}

void
_footprints_properties_install (GObjectClass *klass, const FootprintsProperty *properties)
{
  klass->get_property = get_property;
  klass->set_property = set_property;
  for (guint i = 0; properties[i].type != FOOTPRINTS_FIELD_END; i++)
    {
      GParamSpec *pspec =
          properties[i].setter != NULL
              ? make_writable (&properties[i])
              : _footprints_field_make_pspec (properties[i].type, properties[i].name,
                                              properties[i].get_type, properties[i].standard);

      g_param_spec_set_qdata (pspec, property_quark (), (gpointer) &properties[i]);
      g_object_class_install_property (klass, i + 1, pspec);
    }
}
