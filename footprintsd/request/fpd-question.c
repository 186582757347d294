/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Answers any report by its row in the table: reads the options, makes the report, and lists all
 * reports with their options. */

#include "footprintsd/request/fpd-question.h"

gint64
fpd_question_get (const FpdQuestion *self, const char *name)
{
  const FpdOption *options = self->report->options;

  for (guint i = 0; options[i].type != FPD_OPTION_NONE; i++)
    if (g_str_equal (options[i].name, name))
      return self->values[i];
  g_assert_not_reached ();
}

static gboolean
read_option (FpdRequest *request, const FpdOption *option, gint64 *value, GError **error)
{
  gboolean is_set = FALSE;
  guint choice = 0;

  switch (option->type)
    {
    case FPD_OPTION_NONE:
      break;
    case FPD_OPTION_NUMBER:
      return fpd_request_get_int64 (request, option->name, option->fallback, option->minimum,
                                    option->maximum, value, error);
    case FPD_OPTION_BOOLEAN:
      if (!fpd_request_get_boolean (request, option->name, option->fallback != 0, &is_set, error))
        return FALSE;
      *value = is_set;
      break;
    case FPD_OPTION_CHOICE:
      if (!fpd_request_get_choice (request, option->name, option->choices, (guint) option->fallback,
                                   &choice, error))
        return FALSE;
      *value = choice;
      break;
    }
  return TRUE;
}

static gboolean
read_question (FpdQuestion *self, GError **error)
{
  FpdRequest *request = self->request;
  const FpdReport *report = self->report;

  self->period = report->get_period != NULL ? report->get_period (request, error)
                                            : fpd_request_get_period (request, error);
  if (self->period == NULL)
    return FALSE;
  for (guint i = 0; report->options[i].type != FPD_OPTION_NONE; i++)
    if (!read_option (request, &report->options[i], &self->values[i], error))
      return FALSE;
  request->is_relative = request->is_relative || report->is_relative;
  self->history = fpd_request_get_history (request, error);
  return self->history != NULL;
}

static FpdResponse *
answer (FpdQuestion *self, GError **error)
{
  FootprintsReport *made = read_question (self, error) ? self->report->make (self, error) : NULL;
  FpdResponse *response = self->report->has_steps ? fpd_response_take_steps (made, error)
                                                  : fpd_response_take_report (made, error);

  if (response != NULL && self->next_link != NULL)
    fpd_response_add_header (response, "Link", self->next_link);
  return response;
}

FpdResponse *
fpd_handle_report (FpdRequest *request, GError **error)
{
  FpdQuestion question = { .request = request, .report = request->report };
  FpdResponse *response = answer (&question, error);

  g_clear_pointer (&question.period, footprints_period_unref);
  g_clear_object (&question.history);
  g_free (question.next_link);
  return response;
}

/* A default below the minimum depends on when the report is made, so it is null. */
static void
write_default (FootprintsJsonWriter *writer, const FpdOption *option)
{
  switch (option->type)
    {
    case FPD_OPTION_NONE:
      break;
    case FPD_OPTION_NUMBER:
      if (option->fallback < option->minimum)
        _footprints_json_writer_add_null (writer, "default");
      else
        _footprints_json_writer_add_int64 (writer, "default", option->fallback);
      break;
    case FPD_OPTION_BOOLEAN:
      _footprints_json_writer_add_boolean (writer, "default", option->fallback != 0);
      break;
    case FPD_OPTION_CHOICE:
      _footprints_json_writer_add_string (writer, "default", option->choices[option->fallback]);
      break;
    }
}

static void
write_option (FootprintsJsonWriter *writer, const FpdOption *option)
{
  static const char *const types[] = { NULL, "number", "boolean", "choice" };

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "name", option->name);
  _footprints_json_writer_add_string (writer, "type", types[option->type]);
  write_default (writer, option);
  if (option->type == FPD_OPTION_NUMBER)
    {
      _footprints_json_writer_add_int64 (writer, "minimum", option->minimum);
      _footprints_json_writer_add_int64 (writer, "maximum", option->maximum);
    }
  if (option->type == FPD_OPTION_CHOICE)
    {
      _footprints_json_writer_add_array (writer, "choices");
      for (guint i = 0; option->choices[i] != NULL; i++)
        _footprints_json_writer_string (writer, option->choices[i]);
      _footprints_json_writer_end_array (writer);
    }
  _footprints_json_writer_end_object (writer);
}

/* The path as documentation writes it: "{kind}" for ":kind". */
static void
write_path (FootprintsJsonWriter *writer, const char *pattern)
{
  g_auto (GStrv) segments = g_strsplit (pattern, "/", -1);
  g_autofree char *path = NULL;

  for (guint i = 0; segments[i] != NULL; i++)
    if (segments[i][0] == ':')
      {
        g_autofree char *segment = segments[i];

        segments[i] = g_strdup_printf ("{%s}", segment + 1);
      }
  path = g_strjoinv ("/", segments);
  _footprints_json_writer_add_string (writer, "path", path);
}

FpdResponse *
fpd_handle_reports (FpdRequest *request, GError **error)
{
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();
  FpdResponse *response;

  _footprints_json_writer_begin_array (&writer);
  for (guint i = 0; i < fpd_n_reports; i++)
    {
      const FpdOption *options = fpd_reports[i].options;

      _footprints_json_writer_begin_object (&writer);
      write_path (&writer, fpd_reports[i].pattern);
      _footprints_json_writer_add_array (&writer, "options");
      for (guint j = 0; options[j].type != FPD_OPTION_NONE; j++)
        write_option (&writer, &options[j]);
      _footprints_json_writer_end_array (&writer);
      _footprints_json_writer_end_object (&writer);
    }
  _footprints_json_writer_end_array (&writer);
  response = fpd_response_take_json (&writer, error);
  if (response != NULL)
    response->is_constant = TRUE;
  return response;
}
