/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Access to records through their tables of fields. */

#include "libfootprints/records/footprints-record-private.h"

#include <string.h>

gint64
_footprints_record_get_id (gconstpointer record)
{
  return *(const gint64 *) record;
}

void
_footprints_record_set_id (gpointer record, gint64 id)
{
  *(gint64 *) record = id;
}

void
_footprints_record_clear (const FootprintsRecordType *type, gpointer record)
{
  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    if (field->type == FOOTPRINTS_FIELD_TEXT)
      g_free (*(char **) _footprints_field_get_place (field, record));
  memset (record, 0, type->size);
}

void
_footprints_record_copy (const FootprintsRecordType *type, gpointer record, gconstpointer other)
{
  memcpy (record, other, type->size);
  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    if (field->type == FOOTPRINTS_FIELD_TEXT)
      {
        char **text = _footprints_field_get_place (field, record);

        *text = g_strdup (*text);
      }
}

const FootprintsField *
_footprints_record_type_find_field (const FootprintsRecordType *type, const char *column)
{
  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    if (g_str_equal (field->column, column))
      return field;
  return NULL;
}

gint64
_footprints_record_get_number (const FootprintsField *field, gconstpointer record)
{
  gconstpointer place = _footprints_field_get_place (field, record);

  if (field->type == FOOTPRINTS_FIELD_COUNT || field->type == FOOTPRINTS_FIELD_INSTANT)
    return *(const gint64 *) place;
  if (field->type == FOOTPRINTS_FIELD_UINT)
    return *(const guint *) place;
  g_assert (field->type == FOOTPRINTS_FIELD_BOOLEAN || field->type == FOOTPRINTS_FIELD_INT ||
            field->type == FOOTPRINTS_FIELD_ENUM);
  return *(const int *) place;
}

void
_footprints_record_set_number (const FootprintsField *field, gpointer record, gint64 number)
{
  gpointer place = _footprints_field_get_place (field, record);

  if (field->type == FOOTPRINTS_FIELD_COUNT || field->type == FOOTPRINTS_FIELD_INSTANT)
    *(gint64 *) place = number;
  else if (field->type == FOOTPRINTS_FIELD_UINT)
    *(guint *) place = (guint) CLAMP (number, 0, G_MAXUINT);
  else if (field->type == FOOTPRINTS_FIELD_BOOLEAN)
    *(gboolean *) place = number != 0;
  else
    *(int *) place = (int) CLAMP (number, G_MININT, G_MAXINT);
}
