/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* How one file, or one member of an archive, is to be read. */

#include "libfootprints/import/plan/footprints-plan-member-private.h"

#include "libfootprints/core/footprints-enum-nick-private.h"
#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/footprints-error-private.h"

#define MAX_EXAMPLE_LETTERS 100

static void
free_column (gpointer data)
{
  FootprintsPlanColumn *column = data;

  g_free (column->name);
  for (guint i = 0; i < FOOTPRINTS_PLAN_MAX_EXAMPLES; i++)
    g_free (column->examples[i]);
  g_free (column);
}

void
_footprints_plan_member_free (FootprintsPlanMember *self)
{
  g_ptr_array_unref (self->columns);
  g_free (self->source);
  g_free (self->encoding);
  g_free (self);
}

static char *
dup_example (const FootprintsTableSurvey *survey, guint row, guint column)
{
  char **record;

  if (survey->examples == NULL || row >= survey->examples->len)
    return NULL;
  record = g_ptr_array_index (survey->examples, row);
  if (column >= g_strv_length (record))
    return NULL;
  return g_utf8_substring (record[column], 0,
                           MIN (g_utf8_strlen (record[column], -1), MAX_EXAMPLE_LETTERS));
}

static void
take_columns (FootprintsPlanMember *self,
              const FootprintsTableShape *shape,
              const FootprintsTableSurvey *survey,
              const FootprintsReadingOptions *options)
{
  if (shape->is_open)
    self->columns_certainty = FOOTPRINTS_CERTAINTY_OPEN;
  else if (_footprints_reading_options_have_columns (options))
    self->columns_certainty = FOOTPRINTS_CERTAINTY_GIVEN;
  else
    self->columns_certainty = FOOTPRINTS_CERTAINTY_CERTAIN;
  for (guint i = 0; i < shape->n_columns; i++)
    {
      FootprintsPlanColumn *column = g_new0 (FootprintsPlanColumn, 1);

      column->name =
          shape->names[i] != NULL ? g_strdup (shape->names[i]) : g_strdup_printf ("%u", i + 1);
      column->role = shape->roles[i];
      for (guint k = 0; k < FOOTPRINTS_PLAN_MAX_EXAMPLES; k++)
        column->examples[k] = dup_example (survey, k, i);
      g_ptr_array_add (self->columns, column);
    }
}

static void
take_survey (FootprintsPlanMember *self,
             const FootprintsTableSurvey *survey,
             const FootprintsReadingOptions *options)
{
  self->date_order_certainty = _footprints_table_survey_get_date_order (survey, &self->date_order);
  if (self->date_order_certainty != FOOTPRINTS_CERTAINTY_UNUSED &&
      options->date_order != FOOTPRINTS_DATE_ORDER_UNKNOWN)
    {
      self->date_order = options->date_order;
      self->date_order_certainty = FOOTPRINTS_CERTAINTY_GIVEN;
    }
  self->length_unit_certainty =
      _footprints_table_survey_get_length_unit (survey, &self->length_unit);
  if (self->length_unit_certainty != FOOTPRINTS_CERTAINTY_UNUSED &&
      options->length_unit != FOOTPRINTS_LENGTH_UNIT_UNKNOWN)
    {
      self->length_unit = options->length_unit;
      self->length_unit_certainty = FOOTPRINTS_CERTAINTY_GIVEN;
    }
}

FootprintsPlanMember *
_footprints_plan_member_new (FootprintsRowReader *reader,
                             guint number,
                             const FootprintsReadingOptions *options,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (FootprintsPlanMember) self = g_new0 (FootprintsPlanMember, 1);
  g_auto (FootprintsTableSurvey) survey = { 0 };

  self->number = number;
  self->format_name = reader->format_name;
  self->source = g_strdup (reader->source);
  self->has_listeners = reader->has_listeners;
  self->columns = g_ptr_array_new_with_free_func (free_column);
  if (reader->survey != NULL && !reader->survey (reader, &survey, cancellable, error))
    return NULL;
  if (reader->input != NULL)
    self->encoding = g_strdup (_footprints_archive_input_get_encoding (reader->input));
  if (reader->shape != NULL)
    take_columns (self, reader->shape, &survey, options);
  take_survey (self, &survey, options);
  return g_steal_pointer (&self);
}

static const FootprintsPlanColumn *
find_column (const FootprintsPlanMember *self, FootprintsImportColumn wanted)
{
  FootprintsTableRole role = _footprints_table_role_of (wanted);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const FootprintsPlanColumn *column = g_ptr_array_index (self->columns, i);

      if (column->role == role || (role == FOOTPRINTS_TABLE_ROLE_LENGTH &&
                                   (column->role == FOOTPRINTS_TABLE_ROLE_LENGTH_S ||
                                    column->role == FOOTPRINTS_TABLE_ROLE_LENGTH_MS)))
        return column;
    }
  return NULL;
}

const char *
_footprints_plan_member_find_column (const FootprintsPlanMember *self,
                                     FootprintsImportColumn column)
{
  const FootprintsPlanColumn *found = find_column (self, column);

  return found != NULL ? found->name : NULL;
}

const char *
_footprints_plan_member_find_example (const FootprintsPlanMember *self,
                                      FootprintsImportColumn column)
{
  const FootprintsPlanColumn *found = find_column (self, column);

  for (guint i = 0; found != NULL && i < FOOTPRINTS_PLAN_MAX_EXAMPLES; i++)
    if (found->examples[i] != NULL && *found->examples[i] != '\0')
      return found->examples[i];
  return NULL;
}

char *
_footprints_plan_member_list_columns (const FootprintsPlanMember *self)
{
  g_autofree const char **names = g_new0 (const char *, self->columns->len + 1);

  for (guint i = 0; i < self->columns->len; i++)
    names[i] = ((const FootprintsPlanColumn *) g_ptr_array_index (self->columns, i))->name;
  return _footprints_table_list_names (names, self->columns->len);
}

/* "artist and time"; "time" if all are found, but not for certain. */
static char *
list_missing (const FootprintsPlanMember *self)
{
  GString *list = g_string_new (NULL);

  for (guint i = FOOTPRINTS_IMPORT_COLUMN_ARTIST; i <= FOOTPRINTS_IMPORT_COLUMN_TIME; i++)
    if (_footprints_plan_member_find_column (self, (FootprintsImportColumn) i) == NULL)
      g_string_append_printf (list, "%s%s", list->len > 0 ? " and " : "",
                              _footprints_enum_get_nick (FOOTPRINTS_TYPE_IMPORT_COLUMN, (int) i));
  if (list->len == 0)
    g_string_append (list, "time");
  return g_string_free (list, FALSE);
}

gboolean
_footprints_plan_member_check (const FootprintsPlanMember *self, GError **error)
{
  if (self->columns_certainty == FOOTPRINTS_CERTAINTY_OPEN)
    {
      g_autofree char *missing = list_missing (self);
      g_autofree char *columns = _footprints_plan_member_list_columns (self);

      _footprints_set_error (error, FOOTPRINTS_ERROR_AMBIGUOUS,
                             "which column is the %s? The columns are %s", missing, columns);
      return FALSE;
    }
  if (self->date_order_certainty == FOOTPRINTS_CERTAINTY_OPEN)
    {
      const char *example =
          _footprints_plan_member_find_example (self, FOOTPRINTS_IMPORT_COLUMN_DATE);

      if (example == NULL)
        example = _footprints_plan_member_find_example (self, FOOTPRINTS_IMPORT_COLUMN_TIME);
      _footprints_set_error (error, FOOTPRINTS_ERROR_AMBIGUOUS,
                             "does the day or the month come first in “%s”? The file does not show "
                             "it",
                             example != NULL ? example : "");
      return FALSE;
    }
  if (self->length_unit_certainty == FOOTPRINTS_CERTAINTY_OPEN)
    {
      _footprints_set_error (
          error, FOOTPRINTS_ERROR_AMBIGUOUS,
          "are the lengths in seconds or in milliseconds? The file does not show "
          "it");
      return FALSE;
    }
  return TRUE;
}

/* What the column is taken for; NULL: nothing that can be chosen. */
static const char *
find_use (const FootprintsPlanMember *self, const FootprintsPlanColumn *column)
{
  for (guint i = 0; i < FOOTPRINTS_N_IMPORT_COLUMNS; i++)
    if (find_column (self, (FootprintsImportColumn) i) == column)
      return _footprints_enum_get_nick (FOOTPRINTS_TYPE_IMPORT_COLUMN, (int) i);
  return NULL;
}

void
_footprints_plan_member_write_columns (const FootprintsPlanMember *self,
                                       FootprintsJsonWriter *writer)
{
  _footprints_json_writer_add_array (writer, "columns");
  for (guint i = 0; i < self->columns->len; i++)
    {
      const FootprintsPlanColumn *column = g_ptr_array_index (self->columns, i);

      _footprints_json_writer_begin_object (writer);
      _footprints_json_writer_add_string (writer, "name", column->name);
      _footprints_json_writer_add_string (writer, "is", find_use (self, column));
      _footprints_json_writer_add_array (writer, "examples");
      for (guint k = 0; k < FOOTPRINTS_PLAN_MAX_EXAMPLES; k++)
        if (column->examples[k] != NULL)
          _footprints_json_writer_string (writer, column->examples[k]);
      _footprints_json_writer_end_array (writer);
      _footprints_json_writer_end_object (writer);
    }
  _footprints_json_writer_end_array (writer);
}
