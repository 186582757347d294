/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Rows as objects and as JSON, driven by their tables of fields. */

#include "libfootprints/core/rows/footprints-row-private.h"

#include <string.h>

static GQuark
row_type_quark (void)
{
  static GQuark quark;

  if (quark == 0)
    quark = g_quark_from_static_string ("footprints-row-type");
  return quark;
}

/* Classes of rows have no subclasses. */
static const FootprintsRowType *
get_row_type (gpointer object)
{
  return g_type_get_qdata (G_OBJECT_TYPE (object), row_type_quark ());
}

gpointer
_footprints_row_of (gpointer object)
{
  return (char *) object + sizeof (GObject);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const FootprintsField *field = g_param_spec_get_qdata (pspec, row_type_quark ());
  gconstpointer place = _footprints_field_get_place (field, _footprints_row_of (object));

  switch (field->type)
    {
    case FOOTPRINTS_FIELD_BOOLEAN:
      g_value_set_boolean (value, *(const gboolean *) place);
      break;
    case FOOTPRINTS_FIELD_INT:
      g_value_set_int (value, *(const int *) place);
      break;
    case FOOTPRINTS_FIELD_UINT:
      g_value_set_uint (value, *(const guint *) place);
      break;
    case FOOTPRINTS_FIELD_COUNT:
    case FOOTPRINTS_FIELD_KNOWN_COUNT:
    case FOOTPRINTS_FIELD_INSTANT:
      g_value_set_int64 (value, *(const gint64 *) place);
      break;
    case FOOTPRINTS_FIELD_SHARE:
    case FOOTPRINTS_FIELD_DOUBLE:
      g_value_set_double (value, *(const double *) place);
      break;
    case FOOTPRINTS_FIELD_ENUM:
      g_value_set_enum (value, *(const int *) place);
      break;
    case FOOTPRINTS_FIELD_TEXT:
    case FOOTPRINTS_FIELD_NAME:
      g_value_set_string (value, *(char *const *) place);
      break;
    case FOOTPRINTS_FIELD_OBJECT:
    case FOOTPRINTS_FIELD_BOXED:
    case FOOTPRINTS_FIELD_END:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
finalize (GObject *object)
{
  const FootprintsRowType *type = get_row_type (object);

  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    if (field->type == FOOTPRINTS_FIELD_TEXT || field->type == FOOTPRINTS_FIELD_NAME)
      g_free (*(char **) _footprints_field_get_place (field, _footprints_row_of (object)));

  G_OBJECT_CLASS (g_type_class_peek (G_TYPE_OBJECT))->finalize (object);
}

void
_footprints_row_class_init (GObjectClass *klass, const FootprintsRowType *type)
{
  guint n_properties = 0;

  g_type_set_qdata (G_OBJECT_CLASS_TYPE (klass), row_type_quark (), (gpointer) type);
  klass->get_property = get_property;
  klass->finalize = finalize;
  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    if (field->property != NULL)
      {
        GParamSpec *pspec = _footprints_field_make_pspec (field->type, field->property,
                                                          field->get_type, field->standard);

        g_param_spec_set_qdata (pspec, row_type_quark (), (gpointer) field);
        g_object_class_install_property (klass, ++n_properties, pspec);
      }
}

void
_footprints_row_clear (const FootprintsRowType *type, gpointer row)
{
  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    if (field->type == FOOTPRINTS_FIELD_TEXT)
      g_free (*(char **) _footprints_field_get_place (field, row));
}

gpointer
_footprints_row_to_object (const FootprintsRowType *type, gpointer row)
{
  GObject *object = g_object_new (type->get_type (), NULL);
  gpointer own = _footprints_row_of (object);

  memcpy (own, row, type->size);
  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    if (field->type == FOOTPRINTS_FIELD_NAME)
      {
        char **name = _footprints_field_get_place (field, own);

        *name = g_strdup (*name);
      }
  return object;
}

static void
write_number (FootprintsJsonWriter *writer, const FootprintsField *field, gint64 value)
{
  if ((value == 0 && field->is_optional) ||
      (value < 0 && field->type == FOOTPRINTS_FIELD_KNOWN_COUNT))
    _footprints_json_writer_null (writer);
  else if (field->type == FOOTPRINTS_FIELD_INSTANT)
    _footprints_json_writer_time (writer, value);
  else
    _footprints_json_writer_int64 (writer, value);
}

static void
write_field (FootprintsJsonWriter *writer, const FootprintsField *field, gconstpointer place)
{
  switch (field->type)
    {
    case FOOTPRINTS_FIELD_BOOLEAN:
      _footprints_json_writer_boolean (writer, *(const gboolean *) place);
      break;
    case FOOTPRINTS_FIELD_INT:
      write_number (writer, field, *(const int *) place);
      break;
    case FOOTPRINTS_FIELD_UINT:
      write_number (writer, field, *(const guint *) place);
      break;
    case FOOTPRINTS_FIELD_COUNT:
    case FOOTPRINTS_FIELD_KNOWN_COUNT:
    case FOOTPRINTS_FIELD_INSTANT:
      write_number (writer, field, *(const gint64 *) place);
      break;
    case FOOTPRINTS_FIELD_SHARE:
    case FOOTPRINTS_FIELD_DOUBLE:
      _footprints_json_writer_double (writer, *(const double *) place);
      break;
    case FOOTPRINTS_FIELD_ENUM:
      _footprints_json_writer_string (writer, field->names[*(const int *) place]);
      break;
    case FOOTPRINTS_FIELD_TEXT:
    case FOOTPRINTS_FIELD_NAME:
      _footprints_json_writer_string (writer, *(char *const *) place);
      break;
    case FOOTPRINTS_FIELD_OBJECT:
    case FOOTPRINTS_FIELD_BOXED:
    case FOOTPRINTS_FIELD_END:
    default:
      g_assert_not_reached ();
    }
}

void
_footprints_row_write (const FootprintsRowType *type,
                       gconstpointer row,
                       FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_object (writer);
  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    if (field->member != NULL)
      {
        _footprints_json_writer_name (writer, field->member);
        write_field (writer, field, _footprints_field_get_place (field, row));
      }
  _footprints_json_writer_end_object (writer);
}

char *
_footprints_row_to_json (const FootprintsRowType *type, gconstpointer row)
{
  FootprintsJsonWriter writer;

  _footprints_json_writer_init (&writer);
  _footprints_row_write (type, row, &writer);
  return _footprints_json_writer_take_text (&writer);
}
