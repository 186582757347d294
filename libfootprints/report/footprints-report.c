/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-report-private.h"

#include "libfootprints/core/rows/footprints-properties-private.h"

/**
 * FootprintsReport:
 *
 * The answer to a question about a history.
 *
 * All reports have a period that they are about, and a JSON form. A report is a pure function of a
 * [class@History], a [struct@Period] and some options; it is complete from the start and never
 * changes, so a program can keep it for as long as it likes.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md.
 *
 * Since: 0.1
 */
G_DEFINE_ABSTRACT_TYPE (FootprintsReport, footprints_report, G_TYPE_OBJECT)

static void
footprints_report_finalize (GObject *object)
{
  FootprintsReport *self = FOOTPRINTS_REPORT (object);

  g_clear_pointer (&self->period, footprints_period_unref);

  G_OBJECT_CLASS (footprints_report_parent_class)->finalize (object);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsReport:period: (getter get_period)
   *
   * The period that the report is about.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      BOXED, "period", footprints_report_get_period, footprints_period_get_type),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_report_class_init (FootprintsReportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_report_finalize;
  _footprints_properties_install (object_class, properties);
}

static void
footprints_report_init (FootprintsReport *self)
{
}

void
_footprints_report_write (gpointer self, FootprintsJsonWriter *writer)
{
  G_TYPE_INSTANCE_GET_CLASS (self, FOOTPRINTS_TYPE_REPORT, FootprintsReportClass)
      ->write_json (self, writer);
}

void
_footprints_report_set_period (FootprintsReport *self, FootprintsPeriod *period)
{
  self->period = footprints_period_ref (period);
}

/**
 * footprints_report_get_period: (get-property period)
 * @self: a report
 *
 * Gets the period that the report is about.
 *
 * Returns: (transfer none): a period
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsPeriod *, Report, report, REPORT, period)

/**
 * footprints_report_to_json:
 * @self: a report
 *
 * Writes the report as JSON, without spaces or line ends.
 *
 * Source: doc/reports.md shows the members of each.
 *
 * Returns: (transfer full): JSON text
 *
 * Since: 0.1
 */
char *
footprints_report_to_json (FootprintsReport *self)
{
  FootprintsJsonWriter writer;

  g_return_val_if_fail (FOOTPRINTS_IS_REPORT (self), NULL);

  _footprints_json_writer_init (&writer);
  _footprints_report_write (self, &writer);
  return g_string_free (writer.text, FALSE);
}

/**
 * footprints_report_to_json_bytes:
 * @self: a report
 * @max_bytes: the maximum length of the text, in bytes
 * @error: return location for an error
 *
 * Writes the report as [method@Report.to_json] does, unless that would take more than @max_bytes.
 *
 * Writing stops when a list becomes too long, so the memory that it takes is bounded, too.
 *
 * Errors: %FOOTPRINTS_ERROR_TOO_LARGE when the text is longer than @max_bytes.
 *
 * Threading: any thread, no lock, no I/O.
 *
 * Source: doc/reports.md shows the members of each.
 *
 * Returns: (transfer full): JSON text, without a terminating zero; %NULL with @error set
 *
 * Since: 0.1
 */
GBytes *
footprints_report_to_json_bytes (FootprintsReport *self, gsize max_bytes, GError **error)
{
  g_auto (FootprintsJsonWriter) writer;

  _footprints_json_writer_init (&writer);
  g_return_val_if_fail (FOOTPRINTS_IS_REPORT (self), NULL);

  writer.max_bytes = max_bytes;
  _footprints_report_write (self, &writer);
  return _footprints_json_writer_take_bytes (&writer, error);
}
